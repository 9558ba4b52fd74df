"""How the engine bench's figures are printed, each beside its target."""

from __future__ import annotations

from collections.abc import Mapping

from benches.answers import SEEN, Throughput, TypedName
from benches.report import against, table
from benches.steps import StepTimes
from benches.whole_fit import EPOCHS, PICTURES, STEPS, VIEWS, SetUp, ShortFit

FEW, MANY = 5, 50
STEP_TARGETS = {FEW: 2.1, MANY: 3.8}
FIT_TARGETS = {FEW: 1.8, MANY: 3.3}
THROUGHPUT_TARGET = 0.95
TYPED_MILLISECONDS = 50
FIT_AGREES = 0.1


def memory_table(found: Mapping[int, Mapping[str, int | None]]) -> str:
    """Peaks by number of classes."""
    rows = [
        [str(classes), *(_megabytes(taken[kind]) for kind in ("textbook", "ours"))] for classes, taken in found.items()
    ]
    return table("Memory that a step takes at its peak", ["classes", "textbook", "ours"], rows)


def step_tables(found: Mapping[int, StepTimes]) -> str:
    """Seconds, and what they are made of."""
    seconds = [
        [
            str(classes),
            f"{item.textbook:.3f}",
            f"{item.ours:.3f}",
            f"{item.ratio:.2f}",
            against(item.ratio, STEP_TARGETS[classes]),
            f"{item.single:.3f}",
        ]
        for classes, item in found.items()
    ]
    work = [
        [
            str(classes),
            f"{item.textbook_flops / 1e9:.1f}",
            f"{item.our_flops / 1e9:.1f}",
            f"{item.textbook_flops / item.our_flops:.2f}",
            f"{item.rate / 1e9:.0f}",
            f"{item.textbook_share:.0%}",
            f"{item.our_share:.0%}",
        ]
        for classes, item in found.items()
    ]
    return "\n".join(
        [
            table(
                "Seconds a step (the last column: ours in micro-batches of one picture)",
                ["classes", "textbook", "ours", "ratio", "target", "ours by ones"],
                seconds,
            ),
            table(
                "GFLOP a step, GFLOP a second of a plain matrix product, and the share of these that a step reaches",
                ["classes", "textbook", "ours", "ratio", "product", "textbook", "ours"],
                work,
            ),
        ]
    )


def fit_table(steps: Mapping[int, StepTimes], set_ups: Mapping[int, SetUp]) -> str:
    """A whole training by its parts."""
    rows = []
    for classes, found in steps.items():
        set_up = set_ups[classes]
        textbook = set_up.textbook(STEPS, found.textbook)
        ours = set_up.ours(PICTURES * VIEWS, STEPS, found.ours)
        ratio = textbook / ours
        rows.append(
            [
                str(classes),
                f"{textbook:.0f}",
                f"{ours:.0f}",
                f"{ratio:.2f}",
                against(ratio, FIT_TARGETS[classes]),
                f"{set_up.view:.3f}",
                f"{set_up.prompts:.3f}",
                f"{set_up.untouched_text:.3f}",
            ]
        )
    return table(
        f"Seconds a whole fit: {PICTURES} pictures, {VIEWS} views, {EPOCHS} epochs, {STEPS} steps (put together)",
        ["classes", "textbook", "ours", "ratio", "target", "a view", "prompts", "T0"],
        rows,
    )


def short_fit_table(found: ShortFit) -> str:
    """The training that was run, against its parts."""
    row = [
        f"{found.steps} steps, {found.views} views",
        f"{found.seconds:.1f}",
        f"{found.expected:.1f}",
        f"{found.difference:+.1%}",
        against(abs(found.difference), FIT_AGREES, most=True),
    ]
    head = ["training", "measured", "put together", "difference", "target"]
    return table(f"Seconds of a training run whole, {FEW} classes", head, [row])


def answer_table(throughput: Throughput, typed: TypedName) -> str:
    """Answers."""
    rows = [
        ["f_c and f_r, pictures a second", f"{throughput.ours:.2f}", ""],
        ["the same with f_c0 for the gate", f"{throughput.with_plain:.2f}", ""],
        ["open_clip's encode_image, pictures a second", f"{throughput.encode_image:.2f}", ""],
        ["ratio", f"{throughput.ratio:.2f}", against(throughput.ratio, THROUGHPUT_TARGET)],
        [
            f"a typed name over {SEEN} seen pictures, milliseconds",
            f"{typed.typical * 1e3:.1f}",
            against(typed.typical * 1e3, TYPED_MILLISECONDS, most=True),
        ],
        ["the slowest of them, milliseconds", f"{typed.slowest * 1e3:.1f}", ""],
    ]
    return table("Answers", ["what", "figure", "target"], rows)


def _megabytes(count: int | None) -> str:
    return "not measured here" if count is None else f"{count / 1e6:.0f} MB"
