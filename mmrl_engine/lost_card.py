"""A graphics card that stopped answering. No torch is loaded here; where it is loaded already, its errors count too.

Such an error stays with its process: whatever the process asks of the card afterwards fails too, and what lay on the
card cannot be read any more. Another process may use the card again, if it is well.
"""

from __future__ import annotations

import sys

from mmrl_engine.memory import is_out_of_memory

# torch has a class of its own for what a CUDA or ROCm runtime reports. The libraries above it, a Mac's card and Intel's
# raise a RuntimeError that nothing but its text tells apart.
_LOST = (
    "CUDA error:",
    "HIP error:",
    "CUBLAS_STATUS_EXECUTION_FAILED",
    "CUBLAS_STATUS_INTERNAL_ERROR",
    "CUDNN_STATUS_EXECUTION_FAILED",
    "cuDNN error: CUDNN_STATUS_INTERNAL_ERROR",
    "UR_RESULT_ERROR_DEVICE_LOST",
    "UR_RESULT_ERROR_OUT_OF_RESOURCES",
    "command buffer exited with error status",
)
# What a CUDA runtime reports of a call that it refused: the card is well, and the next call may succeed.
_REFUSED = ("invalid argument", "invalid device ordinal", "no kernel image", "invalid configuration")


def is_card_lost(error: BaseException) -> bool:
    """Whether `error`, or what it came from, says that the card does not answer this process any more."""
    found: BaseException | None = error
    while found is not None:
        if _says_lost(found):
            return True
        found = found.__cause__
    return False


def _says_lost(error: BaseException) -> bool:
    if not isinstance(error, RuntimeError) or is_out_of_memory(error):
        return False
    text = str(error)
    if any(part in text for part in _REFUSED):
        return False
    torch = sys.modules.get("torch")
    accelerator = getattr(torch, "AcceleratorError", None)
    return (accelerator is not None and isinstance(error, accelerator)) or any(part in text for part in _LOST)
