"""States of the window that are seldom seen, brought about as they come about: by what a person does, or by damage."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from album import Album

MANY = 400  # pictures of an import that is still at work when it is looked at


def interrupted_learning(album: Album, train: Any) -> None:
    """Paused, and then failed since what was saved of it was damaged; in the end there is no run in the list."""
    trainings = album.session.desk.program.trainings
    album.act("learn")
    album.wait(lambda: any(run.stage == "train" and run.done > 0 for run in train.project.state.runs))
    (run,) = train.project.state.runs
    trainings.pause(run_id=run.id)
    album.wait(lambda: train.project.state.runs[0].state == "paused")
    album.take("train_paused")
    for saved in album.session.desk.program.storage.folders.checkpoints.iterdir():
        saved.write_bytes(b"not what was written here")
    album.session.desk.do(lambda: trainings.go_on(run_id=run.id))
    album.wait(lambda: train.project.state.runs[0].state == "failed")
    album.take("train_failed")
    album.session.desk.do(lambda: trainings.remove(run_id=run.id))
    album.wait(lambda: not train.project.state.runs)
    album.window.seen().bars.clear()


def rare_pictures(album: Album) -> None:
    """Something dragged over the window, pictures that cannot be read, near copies, and an import at work."""
    pictures = album.go_to("pictures")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        odd = _odd_pictures(folder)
        album.drag(odd)
        album.take_busy("drop")
        album.drag_away()
        pictures.take_drop(odd)
        album.wait(lambda: pictures.project.state.inbox and not album.session.desk.activity.items())
        pictures.side.inbox.click()
        album.take("pictures_rare")
        many = folder / "many"
        many.mkdir()
        pictures.take_drop(_many(many))
        album.wait(lambda: pictures.project.state.inbox > len(odd) + 20)
        album.take_busy("importing")
        album.wait(lambda: not album.session.desk.activity.items())
        album.act("undo")
        album.wait(lambda: pictures.project.state.inbox <= len(odd))
        album.act("undo")
        album.wait(lambda: pictures.project.state.inbox == 0)
    pictures.side.all.click()
    album.window.seen().bars.clear()


def no_gain(album: Album) -> None:
    """A project whose classes were mixed up: there is nothing to learn from them."""
    from importlib.resources import as_file, files

    names = ("boar", "camel", "deer")
    album.act("home")
    with tempfile.TemporaryDirectory() as name, as_file(files("resources") / "samples" / "train") as sample:
        folder = Path(name) / "Mixed up"
        for place, kind in enumerate(names):
            for number, path in enumerate(sorted((sample / kind).iterdir())):
                target = folder / names[(place + number) % len(names)] / f"{kind}_{path.name}"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        album.drag([folder], drop=True)
        album.agree()
        album.wait(lambda: album.window.pane.isVisible() and not album.session.desk.activity.items())
        train = album.go_to("train")
        album.wait(lambda: len(train.project.state.classes) == len(names))
        album.act("learn")
        album.wait(lambda: train.project.state.runs and train.project.state.runs[0].state == "done")
        album.wait(lambda: not album.session.desk.activity.items())
        album.take("train_no_gain")


def cut_off(album: Album) -> None:
    """Begins to learn in the first project, and leaves it at that."""
    first = min(card.id for card in album.session.desk.program.projects.list())
    album.session.open_project(first)
    album.wait(album.window.pane.isVisible)
    train, desk = album.go_to("train"), album.session.desk
    desk.do(lambda: desk.program.trainings.start(project_id=first))
    album.wait(lambda: any(run.state == "running" and run.stage == "train" for run in train.project.state.runs))


def as_if_killed(data: Path) -> None:
    """Leaves the runs of a data folder as the end of the power does: an orderly end had paused them."""
    with sqlite3.connect(data / "projects.sqlite") as database:
        database.execute("UPDATE run SET state = 'running', ended_at = NULL WHERE state = 'paused'")
    database.close()


def _odd_pictures(folder: Path) -> Sequence[Path]:
    """A drawing twice in two sizes, a text that is called a picture, an empty file, and half a picture."""
    drawing = Image.effect_mandelbrot((256, 256), (-2.2, -1.3, 0.9, 1.3), 60).convert("RGB")
    whole, copy, text, empty, half = (
        folder / name for name in ("apple_1.png", "apple_2.jpg", "notes.jpg", "empty.png", "half.jpg")
    )
    drawing.save(whole)
    drawing.resize((200, 200)).save(copy, quality=92)
    text.write_text("This is a text.", encoding="utf-8")
    empty.touch()
    half.write_bytes(copy.read_bytes()[:900])
    return [whole, copy, text, empty, half]


def _many(folder: Path) -> Sequence[Path]:
    made = []
    draw = np.random.default_rng(0)
    for number in range(MANY):
        path = folder / f"{number:03}.png"
        small = draw.integers(0, 256, (3, 3, 3), np.uint8)
        Image.fromarray(small).resize((640, 640), Image.Resampling.BICUBIC).save(path)
        made.append(path)
    return made
