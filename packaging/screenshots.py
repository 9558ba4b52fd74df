"""Takes a picture of every page of the program, in both themes: `python packaging/screenshots.py [FOLDER]`.

It works on the sample, in a data folder of its own, without a screen; about two minutes. The pictures in
`resources/screenshots/` come from here.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
SIZE = (1280, 828)
PATIENCE_S = 240.0
THEMES = ("light", "dark")

if TYPE_CHECKING:
    from app.window_program import Session


class Album:
    """Goes through the program and takes pictures on the way."""

    def __init__(self, session: Session, look: Any, folder: Path) -> None:
        self.session, self._look, self._folder = session, look, folder
        self.window = session.window

    def wait(self, ready: Callable[[], object]) -> None:
        """Until something is so, and what came of it is painted."""
        from PySide6.QtTest import QTest

        end = time.monotonic() + PATIENCE_S
        while not ready():
            if time.monotonic() > end:
                raise TimeoutError("the program did not get there")
            QTest.qWait(50)
        QTest.qWait(700)

    def take(self, name: str) -> None:
        """One picture a theme."""
        for theme in THEMES:
            self._look.set(theme=theme)
            self.wait(self._is_quiet)
            self.window.grab().save(str(self._folder / f"{name}_{theme}.png"))
        self._look.set(theme=THEMES[0])
        print(name, flush=True)

    def take_dialog(self, name: str) -> None:
        """The dialog of one of the window's actions, one picture a theme."""
        from PySide6.QtWidgets import QApplication

        for theme in THEMES:
            self._look.set(theme=theme)
            self.act(name)
            self.wait(lambda: QApplication.activeModalWidget() is not None and self._is_quiet())
            dialog = QApplication.activeModalWidget()
            assert dialog is not None
            dialog.grab().save(str(self._folder / f"{name}_{theme}.png"))
            dialog.close()
        self._look.set(theme=THEMES[0])
        print(name, flush=True)

    def act(self, name: str) -> None:
        """One of the window's actions."""
        self.session.actions[name].trigger()

    def go_to(self, page: str) -> Any:
        self.act(page)
        return self.window.pane.page(page)

    def _is_quiet(self) -> bool:
        return not self.session.busy


def visit(album: Album) -> None:
    """The way through the program."""
    window = album.window
    album.take("start_first")
    album.act("sample")
    album.wait(window.pane.isVisible)
    pictures = album.go_to("pictures")
    album.wait(lambda: pictures.model.rowCount() > 0)
    album.take("pictures")
    pictures.grid.choose(pictures.model.tile(4).id)
    album.wait(lambda: pictures.inspector.alike.pictures())
    album.take("pictures_one")
    with as_file(files("resources") / "samples" / "test") as folder:
        loose = sorted(path for path in folder.rglob("*.png"))
        pictures.take_drop(loose)
        album.wait(lambda: pictures.project.state.inbox == len(loose))
        pictures.side.inbox.click()
        album.wait(lambda: len(album.session.desk.vectors.suggestions()) == len(loose))
        pictures.grid.selectAll()
        album.take("inbox")
        album.act("undo")
        album.wait(lambda: pictures.project.state.inbox == 0)
        window.seen().bars.clear()
        pictures.side.all.click()
        _learn(album)
        _try(album, loose)
        _use(album, folder)
    _dialogs(album)
    album.act("home")
    album.take("start")


def _learn(album: Album) -> None:
    train = album.go_to("train")
    album.take("train_ready")
    album.act("learn")
    album.wait(lambda: any(run.stage == "train" and run.done > 0 for run in train.project.state.runs))
    album.take("train")
    album.wait(lambda: train.project.state.runs[0].state == "done" and not album.session.desk.activity.items())
    album.take("train_done")
    check = album.go_to("check")
    album.wait(check.matrix.isVisible)
    album.take("check")


def _try(album: Album, pictures: list[Path]) -> None:
    page = album.go_to("try")
    album.take("try_empty")
    for name in ("elephant", "penguin"):
        page.trials.asking.type_name(name)
    page.take_drop(pictures)
    album.wait(lambda: page.trials.trials and all(item.answer for item in page.trials.trials))
    typed = [item for item in page.trials.trials if item.best == "elephant"]
    page.trials.look_at((typed or page.trials.trials)[0].id)
    album.take("try")
    none = [item for item in page.trials.trials if item.answer.verdict == "none"]
    if none:
        page.trials.look_at(none[0].id)
        album.take("try_none")


def _use(album: Album, folder: Path) -> None:
    page = album.go_to("use")
    album.take("use_empty")
    page.take_drop([folder])
    album.wait(lambda: page.sort.answers.model.rowCount() > 0 and not album.session.desk.activity.items())
    album.take("use")
    for place, name in ((1, "use_share"), (2, "use_programs")):
        page.rows[place].click()
        album.take(name)


def _dialogs(album: Album) -> None:
    album.go_to("pictures")
    for action in ("palette", "settings", "keys", "about"):
        album.take_dialog(action)


def main() -> int:
    """The exit code."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from app.start_request import Request
    from app.storage.folders import find_folders
    from app.views.language import Languages
    from app.views.theme.look import Look
    from app.window_program import Session, make_application

    application = make_application()
    look = Look(application)
    with tempfile.TemporaryDirectory() as data:
        session = Session(find_folders(Path(data)), look, Languages(application), safe=False)
        session.crashed.connect(_tell)
        with session:
            session.open(Request((), str(ROOT)))
            session.window.resize(*SIZE)
            visit(Album(session, look, folder))
    return 0


def _tell(report: str) -> None:
    print(report, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
