"""Whether a file holds the tensors that a backbone's shape has, from its header alone. No torch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mmrl_engine.backbones.shapes import parameter_shapes
from mmrl_engine.backbones.spec import BackboneSpec
from mmrl_engine.errors import AdapterError
from mmrl_engine.safetensors_header import TensorEntry, header_of
from mmrl_engine.untrusted import listed

_BYTES: Mapping[str, int] = {"F32": 4, "F16": 2, "BF16": 2}
# Beside the parameters in older exports; they follow from the shape.
_NO_PARAMETERS = frozenset({"attn_mask", "text.attn_mask", "input_resolution", "context_length", "vocab_size"})
_OPTIONAL = frozenset({"logit_scale", "logit_bias"})
_TEXT = "text."  # a prefix in files of open_clip's `CustomTextCLIP`


def weights_fault(path: Path, spec: BackboneSpec) -> str | None:
    """Why the safetensors file at `path` is not this backbone's, None where it is whole and its tensors fit.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            header = header_of(stream, path.name)
    except AdapterError:
        return "it is no whole safetensors file"
    found = {name.removeprefix(_TEXT): entry for name, entry in header.tensors.items() if name not in _NO_PARAMETERS}
    wanted = parameter_shapes(spec)
    if missing := sorted(set(wanted) - set(found) - _OPTIONAL):
        return f"it lacks {', '.join(listed(missing, 3))}"
    if extra := sorted(set(found) - set(wanted) - _OPTIONAL):
        return f"it holds {', '.join(listed(extra, 3))}"
    differ = sorted(name for name, shape in wanted.items() if name in found and not _fits(found[name], shape))
    return f"these have another size or type: {', '.join(listed(differ, 3))}" if differ else None


def _fits(entry: TensorEntry, shape: tuple[int, ...]) -> bool:
    width = _BYTES.get(entry.dtype)
    count = 1
    for side in shape:
        count *= side
    # A scale may be one number or a list of one.
    same = entry.shape == shape or (shape == () and entry.shape == (1,))
    return width is not None and same and entry.end - entry.begin == width * count
