"""What does not fit on a graphics card is done with the processor."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import TrainingError
from mmrl_engine.memory import let_pass, release_memory, says_no_memory
from mmrl_engine.notices import notice
from mmrl_engine.types import Progress

T = TypeVar("T")
Steps = Generator[Progress, None, T]


def falling_back(backbone: Backbone, work: Callable[[Backbone], Steps[T]]) -> Steps[T]:
    """What `work` comes to with the backbone. Where memory runs out on a graphics card, it is done from its start with
    the processor, which a Notice tells.

    Raises:
        TrainingError: the processor's memory is too short too.
    """
    try:
        return (yield from work(backbone))
    except Exception as error:
        if not says_no_memory(error):
            let_pass(error)
        elif not backbone.on_card:
            raise
    release_memory()
    if not backbone.on_card:
        raise TrainingError.of("memory-smallest-step")
    yield Progress("prepare", 0, 1, notices=(notice("device-memory"),))
    return (yield from falling_back(backbone.on_cpu(), work))
