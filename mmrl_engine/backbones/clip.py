"""The frozen CLIP: open_clip's own towers with their weights, its tokenizer, and its identity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy, deepcopy
from typing import Any, Literal, TypeVar

import torch
from open_clip.model import CLIP
from open_clip.tokenizer import SimpleTokenizer
from open_clip.transformer import ResidualAttentionBlock, VisionTransformer
from torch import Tensor, nn

from mmrl_engine.backbones.device import BY_HAND, device_name
from mmrl_engine.backbones.fingerprint import fingerprint
from mmrl_engine.backbones.precision import use_full_float32
from mmrl_engine.backbones.spec import CLIP_END, CLIP_VOCABULARY, BackboneSpec
from mmrl_engine.errors import BackboneError
from mmrl_engine.memory import attempt
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import Preprocess, PresetName
from mmrl_engine.untrusted import shown

T = TypeVar("T")

# Entries of OpenAI's archives and of older open_clip files that are no parameters.
_NO_PARAMETERS = frozenset({"attn_mask", "input_resolution", "context_length", "vocab_size", "text.attn_mask"})


class Backbone:
    """A frozen CLIP on one device, in float32.

    Attributes:
        id: how adapters and people call it. fingerprint: what identifies it.
        device_reason: why it computes on `device`. device_name: what a person calls that; empty for the processor.
        spec: its shape. preset, balance: what trainings on it start from.
        visual, text_blocks, ...: open_clip's modules, frozen, in evaluation mode.
    """

    def __init__(
        self,
        spec: BackboneSpec,
        state: Mapping[str, Tensor],
        *,
        id: str,
        device: torch.device,
        preset: PresetName = "published",
        balance: Literal["gate", "none"] = "gate",
        device_reason: Notice = BY_HAND,
    ) -> None:
        """Takes weights under `open_clip.CLIP`'s names (see `plain_names`). Where a graphics card has no room for them,
        it computes on the processor, and `device_reason` says so.

        Raises:
            BackboneError: keys are missing or too many, shapes differ, values are not finite, or the towers are not
            served.
        """
        model = _empty_model(spec)
        _check_state(model, state)
        model.load_state_dict(
            {key: state[key].to(torch.float32) for key in model.state_dict() if key in state}, strict=False, assign=True
        )
        _check_towers(model)
        self.fingerprint = fingerprint(spec, dict(model.named_parameters()))
        model.attn_mask = None  # the layers here make their own masks; open_clip's was never given values
        self.id = id
        self.spec = spec
        self.device = device
        self.device_reason = device_reason
        self.preset: PresetName = preset
        self.balance: Literal["gate", "none"] = balance
        model.logit_scale = model.logit_bias = None
        self._model = model.eval().requires_grad_(False)
        self._place()
        self._tokenizer = _tokenizer(spec)
        self._on_cpu: Backbone | None = None
        use_full_float32()

    def _place(self) -> None:
        """Puts the model on its device, or leaves it on the processor where a graphics card has no room for it."""
        if not self.on_card:
            self._model.to(self.device)
        elif attempt(lambda: self._model.to(self.device)) is None:
            self._model.to("cpu")  # what had arrived comes back
            self.device, self.device_reason = torch.device("cpu"), notice("device-memory")

    @property
    def on_card(self) -> bool:
        """Whether it computes elsewhere than on the processor."""
        return self.device.type != "cpu"

    @property
    def was_left(self) -> bool:
        """Whether something had to go on with the copy on the processor."""
        return self._on_cpu is not None

    @property
    def device_name(self) -> str:
        return device_name(self.device)

    def on_cpu(self) -> Backbone:
        """For where a graphics card's memory is too short: a copy on the processor, made once; `device_reason` says
        why. Itself where it is there already.
        """
        if not self.on_card:
            return self
        if self._on_cpu is None:
            # `deepcopy` takes what stands in its memo for copied, so nothing is copied on the card first.
            parameters = self._model.parameters()
            memo = {id(each): nn.Parameter(each.detach().cpu(), requires_grad=False) for each in parameters}
            made = copy(self)
            made._model = deepcopy(self._model, memo)
            made.device, made.device_reason = torch.device("cpu"), notice("device-memory")
            self._on_cpu = made
        return self._on_cpu

    @property
    def preprocess(self) -> Preprocess:
        return self.spec.preprocess

    @property
    def visual(self) -> VisionTransformer:
        return self._model.visual

    def weights(self) -> dict[str, Tensor]:
        """Every frozen parameter, under `open_clip.CLIP`'s names."""
        return dict(self._model.named_parameters())

    @property
    def image_blocks(self) -> list[nn.Module]:
        return list(self._model.visual.transformer.resblocks)

    @property
    def text_blocks(self) -> list[nn.Module]:
        return list(self._model.transformer.resblocks)

    def embed_text(self, ids: Tensor) -> Tensor:
        """Token ids [..., S] -> token plus positional embeddings [..., S, d_t], before layer 1."""
        embedded: Tensor = self._model.token_embedding(ids) + self._model.positional_embedding[: ids.shape[-1]]
        return embedded

    def project_text(self, x: Tensor) -> Tensor:
        """What the last layer left at the end-of-text place [..., d_t] -> [..., d], not normalised."""
        projected: Tensor = self._model.ln_final(x) @ self._model.text_projection
        return projected

    def tokenize(self, prompts: Sequence[str]) -> Tensor:
        """Prompts -> token ids [N, context_length] on the CPU: start, words, end, zeros.

        Raises:
            BackboneError: this backbone has a vocabulary that is not CLIP's.
        """
        if self._tokenizer is None:
            raise BackboneError.of("backbone-vocabulary", size=self.spec.text.vocab_size)
        ids: Tensor = self._tokenizer(list(prompts))
        return ids

    def read_tokens(self, ids: Sequence[int]) -> str:
        """The words between the start and the end of a prompt's token ids, as the tokenizer writes them."""
        if self._tokenizer is None:
            raise BackboneError.of("backbone-vocabulary", size=self.spec.text.vocab_size)
        end = ids.index(CLIP_END) if CLIP_END in ids else len(ids)
        words: str = self._tokenizer.decode(ids[1:end])
        return words.strip()

    def count_tokens(self, prompt: str) -> int:
        """Places that a prompt needs, start and end tokens included; it may exceed `context_length`."""
        if self._tokenizer is None:
            raise BackboneError.of("backbone-vocabulary", size=self.spec.text.vocab_size)
        return len(self._tokenizer.encode(prompt)) + 2


def plain_names(state: Mapping[str, T]) -> dict[str, T]:
    """A state dict under `open_clip.CLIP`'s names: `CustomTextCLIP`'s prefix `text.` is taken off, buffers are left
    out.
    """
    return {key.removeprefix("text."): value for key, value in state.items() if key not in _NO_PARAMETERS}


def _empty_model(spec: BackboneSpec) -> Any:
    """open_clip's model without memory for its weights: they are put in place whole, nothing is initialised twice.

    Raises:
        BackboneError: open_clip refuses what `config_rules` let pass (another version of it, say).
    """
    try:
        with torch.device("meta"):
            return CLIP(
                embed_dim=spec.embed_dim,
                vision_cfg=dict(spec.build["vision_cfg"]),
                text_cfg=dict(spec.build["text_cfg"]),
                quick_gelu=spec.activation == "quickgelu",
            )
    except (TypeError, ValueError, AssertionError, RuntimeError, ArithmeticError) as error:
        raise BackboneError.of("backbone-config-unreadable", reason=shown(str(error), 200)) from error


def _check_state(model: nn.Module, state: Mapping[str, Tensor]) -> None:
    wanted = {key: value.shape for key, value in model.named_parameters() if key != "logit_scale"}
    problems: list[Notice] = []
    if missing := sorted(set(wanted) - set(state)):
        problems.append(notice("backbone-keys-missing", count=len(missing), names=_some(missing)))
    if extra := sorted(set(state) - set(wanted) - {"logit_scale", "logit_bias"}):
        problems.append(notice("backbone-keys-unknown", count=len(extra), names=_some(extra)))
    shared = sorted(set(wanted) & set(state))
    differ = [
        f"{key} {tuple(state[key].shape)} instead of {tuple(wanted[key])}"
        for key in shared
        if state[key].shape != wanted[key]
    ]
    if differ:
        problems.append(notice("backbone-shapes-differ", count=len(differ), names=_some(differ)))
    broken = [key for key in shared if not bool(torch.isfinite(state[key].float()).all())]
    if broken:
        problems.append(notice("backbone-not-finite", count=len(broken), names=_some(broken)))
    if problems:
        raise BackboneError(*problems)


def _some(names: list[str], limit: int = 12) -> list[str]:
    return names if len(names) <= limit else [*names[:limit], f"and {len(names) - limit} more"]


def _check_towers(model: Any) -> None:
    """The built towers are of the kinds that the layers here can run; a config that slipped through is refused too."""
    blocks = [*model.visual.transformer.resblocks, *model.transformer.resblocks]
    served = (
        type(model.visual) is VisionTransformer
        and model.visual.attn_pool is None
        and model.visual.pool_type == "tok"
        and all(type(block) is ResidualAttentionBlock for block in blocks)
        and isinstance(model.text_projection, nn.Parameter)
    )
    if not served:
        raise BackboneError.of("backbone-not-served", reasons=["towers of another kind"])


def _tokenizer(spec: BackboneSpec) -> SimpleTokenizer | None:
    if spec.text.vocab_size != CLIP_VOCABULARY:
        return None
    clean = (spec.build["text_cfg"].get("tokenizer_kwargs") or {}).get("clean", "lower")
    return SimpleTokenizer(context_length=spec.text.context_length, clean=clean)
