"""The recipe's steps in their order, each from what the ones before it left in the work folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from demo_backbone.drawings import load_drawings, save_drawings
from demo_backbone.evaluate import print_figures
from demo_backbone.pictures import train_pictures
from demo_backbone.render import draw_all
from demo_backbone.sample import draw_sample
from demo_backbone.sample_figures import print_sample_figures
from demo_backbone.teacher import load_vectors, make_vectors, save_vectors
from demo_backbone.weights import load_weights, save_weights
from demo_backbone.words import train_words


@dataclass(frozen=True)
class Work:
    """The work folder, the steps after which the two trainings stop, and the image tower's precision."""

    folder: Path
    words_until: int
    pictures_until: int
    bfloat16: bool

    @property
    def modules(self) -> Path:
        """What npm installed."""
        return self.folder / "node_modules"

    @property
    def drawings(self) -> Path:
        """The rendered drawings."""
        return self.folder / "drawings"

    @property
    def vectors(self) -> Path:
        """The teacher's words."""
        return self.folder / "vectors"

    @property
    def text(self) -> Path:
        """The model after the words."""
        return self.folder / "words"

    @property
    def weights(self) -> Path:
        """The finished model."""
        return self.folder / "demo"

    @property
    def samples(self) -> Path:
        """The sample."""
        return self.folder / "samples"


def make_drawings(work: Work) -> None:
    """Render the icon sets."""
    drawings = draw_all(work.modules)
    save_drawings(drawings, work.drawings)
    print(f"{len(drawings)} drawings of {len(drawings.info)} concepts", flush=True)


def make_words(work: Work) -> None:
    """Ask the teacher where the words belong."""
    save_vectors(make_vectors(work.modules, load_drawings(work.drawings).info.values()), work.vectors)


def make_text(work: Work) -> None:
    """Train the text tower."""
    work.text.mkdir(exist_ok=True)
    model = train_words(load_vectors(work.vectors), work.text / "checkpoint.safetensors", work.words_until)
    save_weights(model, work.text)


def make_weights(work: Work) -> None:
    """Train the image tower and write the folder that open_clip opens."""
    checkpoint = work.folder / "pictures.safetensors"
    text = load_weights(work.text)
    model = train_pictures(load_drawings(work.drawings), text, checkpoint, work.pictures_until, bfloat16=work.bfloat16)
    save_weights(model, work.weights)


def make_sample(work: Work) -> None:
    """Render the sample beside the rest; `python -m demo_backbone.sample` renders it into resources."""
    print(f"{len(draw_sample(work.modules, work.samples))} pictures", flush=True)


def evaluate(work: Work) -> None:
    """Print the finished model's figures."""
    print_figures(load_drawings(work.drawings), work.weights)
    print_sample_figures(work.samples, work.weights)


STEPS: Final[dict[str, Callable[[Work], None]]] = {
    "drawings": make_drawings,
    "teacher": make_words,
    "words": make_text,
    "pictures": make_weights,
    "sample": make_sample,
    "evaluate": evaluate,
}
STEP_NAMES: Final = tuple(STEPS)


def make(work: Work, steps: Sequence[str]) -> None:
    """Run the named steps in the recipe's order, whatever order they are named in."""
    for name in STEP_NAMES:
        if name in steps:
            print(f"== {name}", flush=True)
            STEPS[name](work)
