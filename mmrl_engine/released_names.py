"""The tensors of the authors' released MMRL and MMRL++ checkpoints, and what an adapter calls them. No torch.

A checkpoint is what Dassl saves (`model.pth.tar-N`): `state_dict`, `epoch`, and the optimiser's state. Its state holds
the trained part beside both frozen towers. Names: `trainers/mmrl.py`, `trainers/mmrlpp.py` and `clip/model_mmrlpp.py`
of the authors' repository (revision 208ba96); before a rename, the learner was called a prompt learner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")

TOKENS = "compound_rep_tokens"
PROMPTS = "prompt_embeddings"  # of the class names, in newer checkpoints: the token embeddings of the prompts
_LEARNERS = ("representation_learner.", "prompt_learner.")
_TOWERS: Mapping[str, str] = {"r2v": "vision", "r2t": "text"}
_MMRL = re.compile(r"compound_rep_tokens_(r2[vt])proj\.(\d{1,3})\.(weight|bias)")
_SHARED = re.compile(r"srra_(r2[vt])proj\.weight")
_RESIDUAL = re.compile(r"srra_(r2[vt])proj\.srra\.(\d{1,3})\.(A|B|bias)")
_IMAGE: Mapping[str, str] = {
    "image_encoder.proj_rep": "projection",
    "image_encoder.A": "projection.A",
    "image_encoder.B": "projection.B",
}
_FROZEN: Mapping[str, str] = {"image_encoder.": "visual.", "text_encoder.": ""}


def is_released(names: Iterable[str]) -> bool:
    """Whether these are the tensors of such a checkpoint."""
    return any(adapter_name(name) == "space.tokens" for name in names)


def adapter_name(name: str) -> str | None:
    """What an adapter calls this tensor; None where it is no trained one."""
    if name in _IMAGE:
        return _IMAGE[name]
    learner = next((prefix for prefix in _LEARNERS if name.startswith(prefix)), None)
    if learner is None:
        return None
    part = name.removeprefix(learner)
    if part == TOKENS:
        return "space.tokens"
    if found := _MMRL.fullmatch(part):
        return f"space.{_TOWERS[found[1]]}.{int(found[2])}.{found[3]}"
    if found := _SHARED.fullmatch(part):
        return f"space.{_TOWERS[found[1]]}.shared.weight"
    if found := _RESIDUAL.fullmatch(part):
        return f"space.{_TOWERS[found[1]]}.{int(found[2])}.{found[3]}"
    return None


def trained(items: Mapping[str, T]) -> dict[str, T]:
    """The trained tensors under an adapter's names."""
    return {new: value for name, value in items.items() if (new := adapter_name(name)) is not None}


def frozen(items: Mapping[str, T]) -> Iterator[tuple[str, T]]:
    """The towers' tensors under open_clip's names; those of the token embedding are not saved."""
    for name, value in items.items():
        for theirs, ours in _FROZEN.items():
            if name.startswith(theirs) and name not in _IMAGE:
                yield ours + name.removeprefix(theirs), value


def prompts(items: Mapping[str, T]) -> T | None:
    """The prompts' token embeddings [C, context, d_t], where they were saved."""
    found = [value for name, value in items.items() if name == PROMPTS or name.endswith(f".{PROMPTS}")]
    return found[0] if found else None
