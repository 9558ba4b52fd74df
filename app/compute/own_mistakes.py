"""How a job ends that met a mistake of ours, not a fault of its input or the machine."""

from __future__ import annotations

import traceback

from app.services.jobs import Failed
from mmrl_engine.notices import notice


def own_mistake(error: BaseException) -> Failed:
    """One general sentence for the person, and the traceback of `error` for a crash report."""
    return Failed((notice("job-own-mistake"),), "".join(traceback.format_exception(error)))
