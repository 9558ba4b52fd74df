"""Takes a picture of every page of the program and its states, in both themes:
`python packaging/screenshots.py [FOLDER]`.

It works on the sample, in a data folder of its own, without a screen; some minutes. The pictures in
`resources/screenshots/` come from here.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from album import Album
from rare_states import as_if_killed, cut_off, interrupted_learning, no_gain, rare_pictures
from trust_states import likely_wrong, none_line, none_of_these

ROOT = Path(__file__).resolve().parent.parent
SIZE = (1280, 828)


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
    likely_wrong(album, pictures)
    with as_file(files("resources") / "samples" / "test") as folder:
        loose = sorted(path for path in folder.rglob("*.png"))
        _inbox(album, pictures, loose)
        none_of_these(album, loose)
        _learn(album)
        _try(album, loose)
        _use(album, folder)
    _dialogs(album)
    rare_pictures(album)
    no_gain(album)
    album.act("home")
    album.take("start")
    cut_off(album)


def _inbox(album: Album, pictures: Any, loose: list[Path]) -> None:
    pictures.take_drop(loose)
    album.wait(lambda: pictures.project.state.inbox == len(loose))
    pictures.side.inbox.click()
    album.wait(lambda: len(album.session.desk.vectors.suggestions()) == len(loose))
    pictures.grid.selectAll()
    album.take("inbox")
    album.act("undo")
    album.wait(lambda: pictures.project.state.inbox == 0)
    album.window.seen().bars.clear()
    pictures.side.all.click()


def _learn(album: Album) -> None:
    train = album.go_to("train")
    album.take("train_ready")
    interrupted_learning(album, train)
    album.act("learn")
    album.wait(lambda: any(run.stage == "train" and run.state == "running" for run in train.project.state.runs))
    album.take_busy("train")
    album.wait(lambda: train.project.state.runs[0].state == "done" and not album.session.desk.activity.items())
    album.take("train_done")
    check = album.go_to("check")
    album.wait(check.matrix.isVisible)
    album.take("check")
    if check.none.isVisible():
        none_line(album, check)


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


def _use(album: Album, folder: Path) -> None:
    page = album.go_to("use")
    album.take("use_empty")
    page.take_drop([folder])
    album.wait(lambda: page.sort.answers.model.rowCount() > 0 and not album.session.desk.activity.items())
    album.take("use")
    for place, name in ((1, "use_watch"), (2, "use_share"), (3, "use_programs")):
        page.rows[place].click()
        album.take(name)


def _dialogs(album: Album) -> None:
    album.go_to("pictures")
    for action in ("palette", "settings", "keys", "about", "models"):
        album.take_dialog(action)


def main() -> int:
    """The exit code."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from app.views.theme.look import Look
    from app.window_program import make_application

    application = make_application()
    look = Look(application)
    with tempfile.TemporaryDirectory() as data:
        _session(Path(data), look, application, lambda session: visit(Album(session, look, folder)))
        as_if_killed(Path(data))
        _session(Path(data), look, application, lambda session: _after_a_cut(Album(session, look, folder)))
    return 0


def _after_a_cut(album: Album) -> None:
    """What the program shows when it is opened again after it had ended while it learned."""
    album.wait(album.window.pane.isVisible)
    train = album.go_to("train")
    album.wait(lambda: train.project.state.runs[0].state == "cut_off")
    album.take("train_cut_off")


def _session(data: Path, look: Any, application: Any, work: Callable[[Any], None]) -> None:
    from app.start_request import Request
    from app.storage.folders import find_folders
    from app.views.language import Languages
    from app.window_program import Session

    session = Session(find_folders(data), look, Languages(application), safe=False)
    session.crashed.connect(_tell)
    with session:
        session.open(Request((), str(ROOT)))
        session.window.resize(*SIZE)
        work(session)


def _tell(report: str) -> None:
    print(report, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
