"""What ONNX files need beside this program. No torch, and nothing of it is loaded to find out."""

from __future__ import annotations

from importlib.util import find_spec

from mmrl_engine.errors import EngineError

PARTS = ("onnx", "onnxruntime", "onnxscript")


def missing_for_onnx() -> tuple[str, ...]:
    """Those of `PARTS` that are not installed."""
    return tuple(name for name in PARTS if find_spec(name) is None)


def require_onnx() -> None:
    """Raises EngineError, naming them, where some are missing."""
    if missing := missing_for_onnx():
        raise EngineError.of("export-onnx-missing", names=missing)
