"""What identifies a backbone, whatever file it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import torch

from mmrl_engine.backbones.spec import BackboneSpec

# Not part of a backbone's identity: the method uses its own scale, and buffers follow from the shape.
NOT_IDENTITY = frozenset({"logit_scale", "logit_bias"})


def fingerprint(spec: BackboneSpec, parameters: Mapping[str, torch.Tensor]) -> str:
    """SHA-256 (64 hex digits) over the spec and every parameter under `open_clip.CLIP`'s names.

    Each parameter adds its name and its shape, as canonical JSON, and its values as little-endian float16.
    """
    digest = hashlib.sha256(spec.canonical())
    for name in sorted(set(parameters) - NOT_IDENTITY):
        values = parameters[name].detach().to("cpu", torch.float16).contiguous().numpy().astype("<f2", copy=False)
        digest.update(json.dumps([name, list(values.shape)], separators=(",", ":")).encode())
        digest.update(values.tobytes())
    return digest.hexdigest()
