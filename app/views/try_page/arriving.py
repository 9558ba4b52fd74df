"""How pictures come to the Try page: from files and folders, the clipboard, an address, or the sample."""

from __future__ import annotations

import html
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QTemporaryDir, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.desk import Desk
from app.models.trials import MOST
from app.services.names import tidy
from app.views.fetch_flow import FetchFlow
from app.views.message import Message
from app.views.notice_texts import notice_text
from app.views.pasting import hand_over
from app.views.theme.look import Look
from app.views.wording import number
from mmrl_engine.images import find_pictures
from mmrl_engine.notices import Notice

LAST_FOLDER = "try_folder"  # where pictures were chosen last
QUALITY = 92  # where a picture is written as JPEG; of 100


@dataclass(frozen=True, slots=True)
class Found:
    """What was dropped or chosen.

    Attributes:
        count: how many pictures there are; `paths` are only the first ones. problems: of folders.
    """

    paths: tuple[Path, ...]
    count: int
    problems: tuple[Notice, ...] = ()


class Arriving(QObject):
    """Looks into folders, and writes what is in no file, off the window's thread.

    Signals:
        came: paths of pictures. said: a `Message`.
    """

    came = Signal(object)
    said = Signal(object)

    def __init__(self, desk: Desk, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._turn = 0  # of the project: what was on its way to another one is dropped
        self._made = QTemporaryDir()
        self._count = 0
        self._fetching = FetchFlow(desk, look, window)
        self._fetching.said.connect(self.said)

    def begin(self) -> None:
        """Another project is open."""
        self._turn += 1

    def is_ours(self, path: Path) -> bool:
        """Whether the file goes when the program ends."""
        return path.is_relative_to(self._made.path())

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Files, and folders with pictures in them."""
        self._desk.do(
            partial(_found, tuple(paths)),
            on_done=partial(self._tell, self._turn, tuple(paths)),
            on_failed=self._refuse,
        )

    def paste(self, mime: QMimeData) -> bool:
        """Files, a bitmap, names of files or an address; whether there was one of them."""
        found = hand_over(mime, self)
        if not found:
            self.said.emit(Message(self.tr("There is no picture in the clipboard."), kind="info"))
        return found

    def take_image(self, image: QImage) -> None:
        """One that is no file."""
        self._write(partial(_save, image), self.tr("pasted") + f" {self._next()}.png")

    def keep_frame(self, image: QImage, number: int, on_done: Callable[[Path], object]) -> None:
        """Writes a camera's picture into a file that goes when the program ends; `on_done` gets its path, unless
        another project is open by then.
        """
        path = Path(self._made.path()) / (self.tr("camera") + f" {number}.jpg")
        self._desk.do(partial(_save, image, path), on_done=partial(self._hand_frame, self._turn, on_done))

    def take_bytes(self, data: bytes) -> None:
        """One that is packed as a file would be."""
        self._write_bytes(self.tr("pasted"), data)

    def take_address(self, address: str) -> None:
        """Asks whether it may be fetched."""
        self._fetching.ask(address, self._write_bytes)

    def ask_files(self) -> None:
        """Asks which pictures."""
        before = self._desk.memory.text(LAST_FOLDER)
        chosen, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open pictures"), before)
        if chosen:
            self._desk.memory.keep(LAST_FOLDER, str(Path(chosen[0]).parent))
            self.take_paths([Path(name) for name in chosen])

    def take_sample(self) -> None:
        """The sample brings pictures that it has not learned from."""
        with as_file(files("resources") / "samples" / "test") as folder:
            self.take_paths([folder])

    def _tell(self, turn: int, given: tuple[Path, ...], found: Found) -> None:
        if turn != self._turn:
            return
        self.came.emit(found.paths)
        if found.problems:
            self._refuse(found.problems)
        elif not found.count:
            text = self.tr("There is no picture in {name}.").format(name=html.escape(given[0].name, quote=False))
            self.said.emit(Message(text, kind="info"))
        elif found.count > len(found.paths):
            text = self.tr(
                "These are the first {n} of %n picture(s). The Use page answers whole folders.", "", found.count
            )
            self.said.emit(Message(text.format(n=number(len(found.paths))), kind="info"))

    def _refuse(self, notices: tuple[Notice, ...]) -> None:
        self.said.emit(Message(html.escape(notice_text(notices[0]), quote=False), kind="warning"))

    def _write_bytes(self, name: str, data: bytes) -> None:
        self._write(partial(_write, data), f"{self._next()} {tidy(name).replace('/', '-')}")

    def _write(self, write: partial[Path], name: str) -> None:
        """Only a decode worker opens pictures, and it opens files."""
        path = Path(self._made.path()) / name
        self._desk.do(partial(write, path=path), on_done=partial(self._written, self._turn))

    def _written(self, turn: int, path: Path) -> None:
        if turn == self._turn:
            self.came.emit((path,))

    def _hand_frame(self, turn: int, on_done: Callable[[Path], object], path: Path) -> None:
        if turn == self._turn:
            on_done(path)

    def _next(self) -> int:
        self._count += 1
        return self._count


def _found(paths: tuple[Path, ...]) -> Found:
    pictures: list[Path] = []
    problems: list[Notice] = []
    for path in paths:
        # os.path's answer is "no" where nobody may look, and where the name cannot be one.
        if os.path.isdir(path):  # noqa: PTH112
            pictures += find_pictures(path, tell=problems.append)
        else:
            pictures.append(path)
    return Found(tuple(pictures[:MOST]), len(pictures), tuple(problems))


def _save(image: QImage, path: Path) -> Path:
    if not image.save(str(path), quality=QUALITY):
        raise OSError(f"the picture could not be written to {path}")
    return path


def _write(data: bytes, path: Path) -> Path:
    path.write_bytes(data)
    return path
