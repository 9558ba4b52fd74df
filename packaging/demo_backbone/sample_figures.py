"""What plain words and plain class means make of the sample, through open_clip's own loading and preprocessing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import open_clip
import torch
import torch.nn.functional as F
from open_clip.model import CLIP
from PIL import Image
from torch import Tensor

TEMPLATES: Final[dict[str, tuple[str, ...]]] = {
    "a photo of a {}.": ("a photo of a {}.",),
    "photo and drawing": ("a photo of a {}.", "a drawing of a {}"),
}


def class_files(folder: Path) -> dict[str, list[Path]]:
    """The pictures of each class folder, sorted."""
    return {entry.name: sorted(entry.glob("*.png")) for entry in sorted(folder.iterdir()) if entry.is_dir()}


@torch.no_grad()
def encode_files(model: CLIP, preprocess: Callable[[Image.Image], Tensor], files: Sequence[Path]) -> Tensor:
    """Unit features [len(files), d]."""
    pictures = []
    for file in files:
        with Image.open(file) as picture:
            pictures.append(preprocess(picture))
    return F.normalize(model.encode_image(torch.stack(pictures)), dim=1)


@torch.no_grad()
def encode_classes(model: CLIP, tokenizer: Callable[[list[str]], Tensor], names: list[str], key: str) -> Tensor:
    """Unit features [len(names), d], each the mean over the templates named `key`."""
    forms = [F.normalize(model.encode_text(tokenizer([t.format(n) for n in names])), dim=1) for t in TEMPLATES[key]]
    return F.normalize(torch.stack(forms).sum(dim=0), dim=1)


def print_sample_figures(sample: Path, backbone: Path) -> None:
    """Print, of the sample: words and class means among the trained classes, and words over the joint list."""
    model, _, preprocess = open_clip.create_model_and_transforms(f"local-dir:{backbone}")
    tokenizer = open_clip.get_tokenizer(f"local-dir:{backbone}")
    model.eval()
    train, test = class_files(sample / "train"), class_files(sample / "test")
    trained = list(train)
    names = trained + [name for name in test if name not in train]
    means = torch.stack([encode_files(model, preprocess, files).mean(dim=0) for files in train.values()])
    files = [(names.index(name), file) for name, some in test.items() for file in some]
    x = encode_files(model, preprocess, [file for _, file in files])
    y = torch.tensor([c for c, _ in files])
    old = y < len(trained)
    print_share(f"sample, class means, {len(trained)} trained", x[old] @ F.normalize(means, dim=1).T, y[old])
    for key in TEMPLATES:
        words = encode_classes(model, tokenizer, names, key)
        print_share(f"sample, words ({key}), {len(trained)} trained", x[old] @ words[: len(trained)].T, y[old])
        print_share(f"sample, words ({key}), trained in the list of {len(names)}", x[old] @ words.T, y[old])
        print_share(f"sample, words ({key}), typed in the list of {len(names)}", x[~old] @ words.T, y[~old])
        print_answers(names, files, x @ words.T)


def print_share(what: str, scores: Tensor, truth: Tensor) -> None:
    """Print how many answers are right."""
    right = int((scores.argmax(dim=1) == truth).sum())
    print(f"{what}: {right} of {len(truth)} ({100 * right / len(truth):.0f} %)")


def print_answers(names: list[str], files: Sequence[tuple[int, Path]], scores: Tensor) -> None:
    """Print what is answered for each picture over the joint list."""
    for (_, file), answer in zip(files, scores.argmax(dim=1).tolist(), strict=True):
        print(f"  {file.parent.name}/{file.stem}: {names[answer]}")
