"""How an adapter was made and how it answers, format 1: the frozen schema of the entry `mmrl.config`. No torch.

`mmrl.config` is one JSON object, every key always there, null where a variant has no use for it:

| key | value | field of `AdapterConfig` |
|---|---|---|
| `variant` | `mmrl`, `mmrlpp` or `none` | variant |
| `n` | layers of each tower with tokens | layers |
| `J_vision`, `J_text` | the first of them, counted from 1 | vision_start, text_start |
| `K`, `d_r` | tokens a layer, width of the shared space | tokens, width |
| `beta`, `residual_rank`, `projection_rank` | numbers for `mmrlpp`, null for the others | the same |
| `a`, `lambda` | weight of f_c, weight of the regularisation | alpha, reg_weight |
| `s`, `tau` | scale of the cosines, temperature | scale, temperature |
| `fusion` | `probability` or `logit` | fusion |
| `answers` | who answers for trained names: `mmrl`, `instant` or `words` | answers |
| `instant` | null or {`method`, `strength`} | instant |
| `balance` | {`rule`: `gate`, `none` or `fitted`, `g1`, `c`, `weight`, `tau0`} | balance |
| `reject` | list of {`score`, `direction`: `below` or `above`, `limit`, `rough`}; may be empty (below) | reject |
| `template`, `preset`, `seed` | the prompt with `{}`, the recipe's name, the random seed | the same |
| `preprocess` | {`size`, `mean`, `std`, `interpolation`, `resize_mode`} | preprocess |
| `context_length` | places of a prompt, start and end tokens included | context_length |

`reject` names each score in small letters: those of `mmrl_engine.rejection`. A picture is turned away where one of the
limits says so; where the likeliest name is a typed one, only those are asked that need no pictures of it. `sure-share`
turns nothing away: its limit is the share from which an answer is sure; nor does `sure-` and the name of a score, whose
limit is how like the learned pictures one must be for that (`mmrl_engine.verdicts`). A list that lacks
some, as files made before them do, or that holds others, is read too.

All scores of the list are divided by `tau`, and by nothing else before or after: it is that of who answers, so whoever
changes `answers` changes `tau` too. The temperature that the instant classifier chooses by itself stands here where it
answers, until a test puts another in its place.

With variant `none` there are no tokens: n, J_vision, J_text, K and d_r are 0, and `answers` is `instant` or `words`.
Reading is strict: a key too many, a key too few or a value out of range is refused, all problems together.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final, Literal, cast

from mmrl_engine.adapter_fields import DEFAULT_FILE, LARGEST, Fields, read_strictly
from mmrl_engine.errors import AdapterError
from mmrl_engine.notices import notice
from mmrl_engine.types import BalanceRule, Preprocess
from mmrl_engine.untrusted import shown

AdapterVariant = Literal["mmrl", "mmrlpp", "none"]
Fusion = Literal["probability", "logit"]
AnswerSource = Literal["mmrl", "instant", "words"]
Direction = Literal["below", "above"]

VARIANTS: tuple[AdapterVariant, ...] = ("mmrl", "mmrlpp", "none")
# Format 1 names these too, but no reader answers from them yet.
VARIANTS_NOT_BUILT = ("no-vision", "no-text", "no-shared", "dagger", "fused-novel", "class-only")

INSTANT_TEMPERATURE: Final = "instant_temperature"  # in an adapter's metrics: what its pictures chose by themselves

_FUSIONS: tuple[Fusion, ...] = ("probability", "logit")
_SOURCES: tuple[AnswerSource, ...] = ("mmrl", "instant", "words")
_RULES: tuple[BalanceRule, ...] = ("gate", "none", "fitted")
_DIRECTIONS: tuple[Direction, ...] = ("below", "above")
_INTERPOLATIONS: tuple[Literal["bicubic", "bilinear"], ...] = ("bicubic", "bilinear")
_RESIZE_MODES: tuple[Literal["shortest", "longest", "squash"], ...] = ("shortest", "longest", "squash")
_MAX_LAYERS = 512
_MAX_WIDTH = 1 << 20
_MAX_NUMBER = 1e6


@dataclass(frozen=True, slots=True)
class Instant:
    """The training-free classifier on plain features: which one, and how strongly it counts beside the words."""

    method: str
    strength: float

    @classmethod
    def read(cls, fields: Fields) -> Instant:
        return cls(fields.keyword("method"), fields.number("strength", 0.0, _MAX_NUMBER))


@dataclass(frozen=True, slots=True)
class Balance:
    """How trained and typed names share one list (`mmrl_engine.fusion` has the formulas).

    Attributes:
        rule: `gate` (the untouched CLIP decides between the groups), `none`, or `fitted` (both, by `weight`).
        g1, c: the fitted balance for |N| typed names is g1 - c log |N|.
        weight: w, the share of the fitted balance; 0 unless `rule` is `fitted`.
        tau0: the untouched CLIP's own temperature.
    """

    rule: BalanceRule = "gate"
    g1: float = 0.0
    c: float = 0.0
    weight: float = 0.0
    tau0: float = 1.0

    @classmethod
    def read(cls, fields: Fields) -> Balance:
        made = cls(
            rule=fields.choice("rule", _RULES),
            g1=fields.number("g1"),
            c=fields.number("c"),
            weight=fields.number("weight", 0.0, 1.0),
            tau0=fields.number("tau0", 0.0, _MAX_NUMBER, above_low=True),
        )
        if made.rule != "fitted" and made.weight != 0.0:
            fields.wrong("weight", "0, as nothing was fitted")
        return made


@dataclass(frozen=True, slots=True)
class Reject:
    """A limit for "none of these": a picture whose `score` lies on the side `direction` of `limit`.

    `rough` says that the limit was not measured on enough of the person's own pictures, or on none kept out of the
    training.
    """

    score: str
    direction: Direction
    limit: float
    rough: bool

    @classmethod
    def read(cls, fields: Fields) -> Reject:
        return cls(
            score=fields.keyword("score"),
            direction=fields.choice("direction", _DIRECTIONS),
            limit=fields.number("limit"),
            rough=fields.flag("rough"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterConfig:
    """How an adapter was made and how it answers; the module's table names each field's JSON key."""

    variant: AdapterVariant
    layers: int
    vision_start: int
    text_start: int
    tokens: int
    width: int
    alpha: float
    reg_weight: float
    scale: float
    temperature: float
    fusion: Fusion
    answers: AnswerSource
    template: str
    preset: str
    seed: int
    preprocess: Preprocess
    context_length: int
    beta: float | None = None
    residual_rank: int | None = None
    projection_rank: int | None = None
    instant: Instant | None = None
    balance: Balance = Balance()
    reject: tuple[Reject, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The value of `mmrl.config`."""
        return {
            "variant": self.variant,
            "n": self.layers,
            "J_vision": self.vision_start,
            "J_text": self.text_start,
            "K": self.tokens,
            "d_r": self.width,
            "beta": self.beta,
            "residual_rank": self.residual_rank,
            "projection_rank": self.projection_rank,
            "a": self.alpha,
            "lambda": self.reg_weight,
            "s": self.scale,
            "tau": self.temperature,
            "fusion": self.fusion,
            "answers": self.answers,
            "instant": None if self.instant is None else asdict(self.instant),
            "balance": asdict(self.balance),
            "reject": [asdict(item) for item in self.reject],
            "template": self.template,
            "preset": self.preset,
            "seed": self.seed,
            "preprocess": asdict(self.preprocess) | {"mean": [*self.preprocess.mean], "std": [*self.preprocess.std]},
            "context_length": self.context_length,
        }

    @classmethod
    def from_json(cls, value: object, *, file: str = DEFAULT_FILE) -> AdapterConfig:
        """The config in `value`.

        Raises:
            AdapterError: the variant is unknown or not built yet (that alone), or every other problem together.
        """
        refuse_variant(value, file)
        return read_strictly(cls.read, value, "config", file)

    @classmethod
    def read(cls, fields: Fields) -> AdapterConfig:
        variant = fields.choice("variant", VARIANTS)
        lowest = 0 if variant == "none" else 1
        beta, residual_rank, projection_rank = _read_low_rank(fields, variant == "mmrlpp")
        made = cls(
            variant=variant,
            layers=fields.whole("n", lowest, _MAX_LAYERS * lowest),
            vision_start=fields.whole("J_vision", lowest, _MAX_LAYERS * lowest),
            text_start=fields.whole("J_text", lowest, _MAX_LAYERS * lowest),
            tokens=fields.whole("K", lowest, _MAX_WIDTH * lowest),
            width=fields.whole("d_r", lowest, _MAX_WIDTH * lowest),
            beta=beta,
            residual_rank=residual_rank,
            projection_rank=projection_rank,
            alpha=fields.number("a", 0.0, 1.0),
            reg_weight=fields.number("lambda", 0.0, _MAX_NUMBER),
            scale=fields.number("s", 0.0, _MAX_NUMBER, above_low=True),
            temperature=fields.number("tau", 0.0, _MAX_NUMBER, above_low=True),
            fusion=fields.choice("fusion", _FUSIONS),
            answers=fields.choice("answers", _SOURCES),
            instant=None if fields.is_null("instant") else fields.nested("instant", Instant.read),
            balance=fields.nested("balance", Balance.read),
            reject=fields.nested_list("reject", Reject.read),
            template=fields.text("template"),
            preset=fields.keyword("preset"),
            seed=fields.whole("seed", -(2**63), 2**64 - 1),  # what torch takes as a seed
            preprocess=fields.nested("preprocess", _read_preprocess),
            context_length=fields.whole("context_length", 3, 1 << 16),
        )
        _check_together(made, fields)
        return made


def _read_preprocess(fields: Fields) -> Preprocess:
    return Preprocess(
        size=fields.whole("size", 1, 1 << 14),
        mean=cast("tuple[float, float, float]", fields.numbers("mean", 3)),
        std=cast("tuple[float, float, float]", fields.numbers("std", 3, low=1e-6, high=LARGEST)),
        interpolation=fields.choice("interpolation", _INTERPOLATIONS),
        resize_mode=fields.choice("resize_mode", _RESIZE_MODES),
    )


def _read_low_rank(fields: Fields, used: bool) -> tuple[float | None, int | None, int | None]:
    if used:
        residual, projection = (fields.whole(key, 1, _MAX_WIDTH) for key in ("residual_rank", "projection_rank"))
        return fields.number("beta", 0.0, 1.0), residual, projection
    for key in ("beta", "residual_rank", "projection_rank"):
        fields.null(key)
    return None, None, None


def _check_together(config: AdapterConfig, fields: Fields) -> None:
    """The rules between fields."""
    if config.variant == "none" and config.answers == "mmrl":
        fields.wrong("answers", "instant or words, as this adapter holds no tokens")
    if config.answers == "instant" and config.instant is None:
        fields.wrong("instant", "a method and its strength, as it is the one that answers")
    if config.template and "{}" not in config.template:
        fields.wrong("template", "a text with {} where a class's words belong")


def refuse_variant(value: object, file: str) -> None:
    """A variant that cannot be read is told alone: what else its config should hold is not known here."""
    variant = value.get("variant") if isinstance(value, dict) else None
    if not isinstance(variant, str) or variant in VARIANTS:
        return
    if variant in VARIANTS_NOT_BUILT:
        raise AdapterError(notice("adapter-variant-not-built", file=file, variant=variant, known=VARIANTS))
    raise AdapterError(notice("adapter-variant-unknown", file=file, variant=shown(variant), known=VARIANTS))
