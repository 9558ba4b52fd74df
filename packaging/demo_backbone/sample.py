"""Makes the sample in resources/samples from the drawings: a small job on which both halves of the program show.

Usage, from the folder `packaging`: python -m demo_backbone.sample NODE_MODULES [OUT]
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image

from demo_backbone.concepts import HELD_STYLE, held_out
from demo_backbone.icon_sets import ICON_SETS, IconSet, icon_svg, open_icon_set
from demo_backbone.render import render

SIZE: Final = 224
OUT: Final = Path(__file__).parents[2] / "resources" / "samples"
LIST: Final = "sample.json"
TEST_STYLES: Final = (HELD_STYLE, "noto")
TRAIN_STYLES: Final = ("fluent-emoji", "fluent-emoji-flat", "noto-v1", "emojione", "fxemoji", "streamline-emojis")


@dataclass(frozen=True)
class SampleClass:
    """One class: its name, the icon that shows it, and whether the program is to learn it or only hears its name."""

    name: str
    icon: str
    typed: bool = False
    # Training styles that are not taken, with the reason.
    left_out: tuple[tuple[str, str], ...] = ()


CLASSES: Final = (
    SampleClass("boar", "boar", left_out=(("fxemoji", "shows a pink pig"),)),
    SampleClass("camel", "two-hump-camel"),
    SampleClass("deer", "deer"),
    SampleClass("rhinoceros", "rhinoceros"),
    SampleClass("turtle", "turtle", left_out=(("noto-v1", "nearly the same drawing as the one in noto"),)),
    SampleClass("butterfly", "butterfly", typed=True),
    SampleClass("elephant", "elephant", typed=True),
    SampleClass("penguin", "penguin", typed=True),
)


@dataclass(frozen=True)
class SamplePicture:
    """One picture of the sample: where it lies, and where its drawing comes from."""

    file: str
    split: str
    name: str
    set: str
    icon: str
    title: str
    author: str
    licence: str
    sha256: str = ""


def plan(sets: dict[str, IconSet]) -> Iterator[SamplePicture]:
    """Every picture of the sample, without its hash. Raises ValueError when a class is not what the sample promises."""
    for item in CLASSES:
        if held_out(item.icon) == item.typed:
            raise ValueError(f"{item.icon}: trained classes must be held out of the recipe, typed ones must not be")
        if not item.typed:
            skipped = {style for style, _ in item.left_out}
            yield from pictures_of(item, "train", [style for style in TRAIN_STYLES if style not in skipped], sets)
        yield from pictures_of(item, "test", [HELD_STYLE] if item.typed else list(TEST_STYLES), sets)


def pictures_of(item: SampleClass, split: str, styles: list[str], sets: dict[str, IconSet]) -> Iterator[SamplePicture]:
    """The class's pictures in those of the styles that drew it."""
    for style in styles:
        if item.icon in sets[style].icons:
            source = sets[style].attribution
            file = f"{split}/{item.name}/{style}.png"
            title = item.icon.replace("-", " ")
            yield SamplePicture(file, split, item.name, style, item.icon, title, source.author, source.licence)


def draw_sample(modules: Path, out: Path) -> list[SamplePicture]:
    """Render the sample into a folder, with its list; pictures that an older list names are removed first."""
    opened = {expected.name: open_icon_set(modules, expected) for expected in ICON_SETS}
    clear(out)
    pictures = [draw_picture(picture, opened[picture.set], out) for picture in plan(opened)]
    used = {picture.set for picture in pictures}
    write_list(pictures, [asdict(icons.attribution) for name, icons in opened.items() if name in used], out)
    return pictures


def clear(out: Path) -> None:
    """Remove the pictures of the list that lies there, and nothing else."""
    if (out / LIST).exists():
        for entry in json.loads((out / LIST).read_text(encoding="utf-8"))["pictures"]:
            (out / entry["file"]).unlink(missing_ok=True)


def draw_picture(picture: SamplePicture, icons: IconSet, out: Path) -> SamplePicture:
    """Write one picture as RGB on white; the same picture with its file's SHA-256."""
    drawn = render(icon_svg(icons, picture.icon, SIZE), SIZE)
    ground = Image.new("RGBA", drawn.size, "white")
    path = out / picture.file
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.alpha_composite(ground, drawn).convert("RGB").save(path, optimize=True)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return SamplePicture(**{**asdict(picture), "sha256": digest})


def write_list(pictures: list[SamplePicture], sources: list[dict[str, Any]], out: Path) -> None:
    """Write sample.json: the classes, every picture with its source, and every source's authors and licence."""
    content = {
        "format": 1,
        "trained": [item.name for item in CLASSES if not item.typed],
        "typed": [item.name for item in CLASSES if item.typed],
        "size": SIZE,
        "changes": "rendered from SVG on a white ground",
        "left_out": [
            {"class": item.name, "set": style, "reason": reason} for item in CLASSES for style, reason in item.left_out
        ],
        "sources": sources,
        "pictures": [
            {"class" if key == "name" else key: value for key, value in asdict(picture).items()} for picture in pictures
        ],
    }
    (out / LIST).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and draw the sample."""
    parser = argparse.ArgumentParser(prog="python -m demo_backbone.sample", description=__doc__)
    parser.add_argument("modules", type=Path, help="node_modules with the icon sets in it")
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    chosen = parser.parse_args()
    pictures = draw_sample(chosen.modules, chosen.out)
    size = sum((chosen.out / picture.file).stat().st_size for picture in pictures)
    print(f"{len(pictures)} pictures, {size / 1000:.0f} KB, in {chosen.out}")


if __name__ == "__main__":
    main()
