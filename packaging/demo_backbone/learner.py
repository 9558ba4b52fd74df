"""What a training run is made of and the loop that runs it: seeded, counted in steps, resumed exactly.

A run's length is a number of steps, never of seconds: a run that was cut off ends like an unbroken one, bit by bit
at an equal number of threads. Every random draw comes from the learner's own generator, which a checkpoint keeps.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Generator, Tensor, nn
from torch.optim import Optimizer

SEED: Final = 0
CHECKPOINT_SECONDS: Final = 60.0


class CheckpointError(Exception):
    """A checkpoint that does not belong to the run that opens it."""


@dataclass
class Learner:
    """A run in the making: what is trained, what trains it, and how far it is."""

    run: str
    parameters: Sequence[nn.Parameter]
    optimiser: Optimizer
    generator: Generator
    average: list[Tensor] = field(default_factory=list)
    step: int = 0
    seconds: float = 0.0

    def tensors(self) -> dict[str, Tensor]:
        """Everything that the next step depends on, by name."""
        kept = {f"parameter.{i}": p.detach() for i, p in enumerate(self.parameters)}
        kept |= {f"average.{i}": a for i, a in enumerate(self.average)}
        kept["generator"] = self.generator.get_state()
        for i, state in self.optimiser.state_dict()["state"].items():
            kept |= {f"optimiser.{i}.{name}": value for name, value in state.items()}
        return kept


def new_generator(seed: int = SEED) -> Generator:
    """A generator for every random draw of one run."""
    return Generator().manual_seed(seed)


def draw(count: int, size: int, generator: Generator) -> Tensor:
    """`size` different places among `count` ones."""
    return torch.randperm(count, generator=generator)[:size]


def save_checkpoint(learner: Learner, path: Path) -> None:
    """Write the learner so that a cut at any moment leaves the old checkpoint or the new one."""
    facts = {"run": learner.run, "step": str(learner.step), "seconds": str(learner.seconds)}
    # Cloned: one learner's tensors may share memory, a safetensors file's may not.
    tensors = {name: tensor.clone().contiguous() for name, tensor in learner.tensors().items()}
    partial = path.with_suffix(".partial")
    save_file(tensors, partial, {"facts": json.dumps(facts)})
    partial.replace(path)


def load_checkpoint(learner: Learner, path: Path) -> None:
    """Bring the learner to where the checkpoint was written. Raises CheckpointError for one of another run."""
    with safe_open(path, "pt") as file:
        facts = json.loads(file.metadata()["facts"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a mapping)
    if facts["run"] != learner.run:
        raise CheckpointError(f"{path.name} is of the run '{facts['run']}', this one is '{learner.run}': remove it")
    with torch.no_grad():
        for i, parameter in enumerate(learner.parameters):
            parameter.copy_(tensors[f"parameter.{i}"])
        for i, average in enumerate(learner.average):
            average.copy_(tensors[f"average.{i}"])
    learner.generator.set_state(tensors["generator"])
    learner.optimiser.load_state_dict(optimiser_state(learner.optimiser, tensors))
    learner.step, learner.seconds = int(facts["step"]), float(facts["seconds"])


def optimiser_state(optimiser: Optimizer, tensors: dict[str, Tensor]) -> dict[str, object]:
    """The optimiser's state dict with the kept tensors in it."""
    state: dict[int, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        if name.startswith("optimiser."):
            _, index, key = name.split(".")
            state.setdefault(int(index), {})[key] = tensor
    return {"state": state, "param_groups": optimiser.state_dict()["param_groups"]}


def train(
    learner: Learner,
    until: int,
    take_step: Callable[[], None],
    report: Callable[[], None],
    checkpoint: Path,
    report_every: int,
) -> None:
    """Take steps until the learner has taken `until` in all, reporting on the way and at the end.

    Goes on from the checkpoint where there is one, writes one every minute and at the end.
    """
    if checkpoint.exists():
        load_checkpoint(learner, checkpoint)
        print(f"goes on from step {learner.step}, {learner.seconds:.0f} s", flush=True)
    saved = learner.seconds
    while learner.step < until:
        begin = time.monotonic()
        take_step()
        learner.step += 1
        learner.seconds += time.monotonic() - begin
        if learner.step % report_every == 0 or learner.step == until:
            report()
        if learner.seconds - saved > CHECKPOINT_SECONDS:
            save_checkpoint(learner, checkpoint)
            saved = learner.seconds
    save_checkpoint(learner, checkpoint)
