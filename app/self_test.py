"""`mmrl-studio --self-test`: does one of everything that needs no screen, in a folder that is removed afterwards.

It is how a finished program is tried where it was built, and the first thing to ask for where one does not work.
"""

from __future__ import annotations

import faulthandler
import importlib
import pkgutil
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, features

from app.bootstrap import Listeners, Program, build
from app.compute.standard_streams import fill_standard_streams
from app.services.change import Change
from app.services.jobs import LAST, Event, Failed
from app.storage.folders import find_folders
from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones import catalogue
from mmrl_engine.errors import EngineError
from mmrl_engine.types import Answer, TrainConfig

HANG_SECONDS = 120.0  # after which it says where it hangs, and ends
QUICK = TrainConfig(epochs=2, views=1)
LEARNED = ("boar", "turtle")
TYPED = "penguin"
PAGES = ("app.models", "app.views")  # every module in there is loaded
OPTIONAL = ("app.views.camera.qt_source",)  # of an extra, which needs libraries of the system too
LEAST_MODULES = 50
LANGUAGES = ("de", "en")

# What Pillow calls each kind of file, and the library behind it that a build of Pillow may lack.
KINDS = {
    "PNG": "zlib",
    "JPEG": "jpg",
    "WEBP": "webp",
    "GIF": None,
    "BMP": None,
    "TIFF": "libtiff",
    "AVIF": "avif",
    "JPEG2000": "jpg_2000",
}
SIZE = (64, 48)  # width, height
RED, BLUE = (200, 30, 30), (30, 30, 200)
TOLERANCE = 40  # of 255; compressed pictures are not exact

Say = Callable[[str], None]


class SelfTestError(Exception):
    """Something did not come out as it should; `str()` says what."""


def run(say: Say = print) -> int:
    """Does all steps, a line each. 0 when all is well; 1 when something failed, which its line tells."""
    fill_standard_streams()
    faulthandler.dump_traceback_later(HANG_SECONDS, exit=True)
    begin = time.monotonic()
    try:
        with TemporaryDirectory(prefix="mmrl-self-test-", ignore_cleanup_errors=True) as folder:
            parts = [lambda: _installed_steps(say), lambda: _window_steps(say), lambda: _work_steps(Path(folder), say)]
            failed = sum(not _all_well(part) for part in parts)
    finally:
        faulthandler.cancel_dump_traceback_later()
    seconds = f"after {time.monotonic() - begin:.1f} s"
    say(f"The self-test failed, {seconds}." if failed else f"All is well, {seconds}.")
    return 1 if failed else 0


class _StepFailed(Exception):
    """A step failed, and has said so."""


def _all_well(steps: Callable[[], None]) -> bool:
    """Does `steps`, of which each needs those before; whether none of them failed."""
    try:
        steps()
    except _StepFailed:
        return False
    return True


def _installed_steps(say: Say) -> None:
    with _step("resources are there", say):
        _look_for_resources()


def _window_steps(say: Say) -> None:
    with _step("the window's parts load", say):
        _load_window()


def _work_steps(folder: Path, say: Say) -> None:
    trainings = _Trainings()
    with _step("the databases open", say):
        program = build(find_folders(folder / "data"), Listeners(trainings=trainings))
    try:
        with _step("pictures of every kind open", say):
            _open_kinds(program, folder)
        with _step("a project takes pictures in", say):
            project_id = _make_project(program)
        with _step("the process that computes learns", say):
            adapter_id = _train(program, trainings, project_id)
        with _step("pictures are answered", say):
            _classify(program, project_id)
        with _step("what was learned is written to a file", say):
            _export(program, adapter_id, folder / "learned.mmrl.safetensors")
    finally:
        program.close()


@contextmanager
def _step(name: str, say: Say) -> Iterator[None]:
    """Says how the work went that is done in it."""
    begin = time.monotonic()
    try:
        yield
    except (EngineError, SelfTestError) as error:
        say(f"FAILED {time.monotonic() - begin:5.1f} s  {name}: {error}")
        raise _StepFailed from error
    except Exception as error:
        traceback.print_exc()
        say(f"FAILED {time.monotonic() - begin:5.1f} s  {name}: {type(error).__name__}: {error}")
        raise _StepFailed from error
    say(f"ok     {time.monotonic() - begin:5.1f} s  {name}")


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise SelfTestError(otherwise)


def _look_for_resources() -> None:
    data = files("resources")
    icons = [item.name for item in (data / "icons").iterdir()]
    _require("app.svg" in icons and len(icons) > 20, f"only {len(icons)} icons are there")
    wanted = [
        "attributions.json",
        "style/window.qss",
        *(f"translations/mmrl_{language}.qm" for language in LANGUAGES),
        *(f"samples/{part}/{name}" for part in ("train", "test") for name in LEARNED),
        *(f"{entry.resource}/open_clip_config.json" for entry in catalogue.ENTRIES if entry.resource is not None),
    ]
    missing = [name for name in wanted if not (at := data.joinpath(name)).is_file() and not at.is_dir()]
    _require(not missing, f"missing: {', '.join(missing)}")


def _load_window() -> None:
    """Loads every module of the window, and looks for what Qt loads by itself when a window opens."""
    from PySide6.QtCore import QLibraryInfo

    packages = [importlib.import_module(name) for name in PAGES]
    found = [
        item.name for package in packages for item in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    _require(len(found) >= LEAST_MODULES, f"only {len(found)} of its modules are there")
    for name in found:
        if name not in OPTIONAL:
            importlib.import_module(name)
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    missing = [kind for kind in ("platforms", "imageformats") if not any((plugins / kind).glob("*"))]
    _require(not missing, f"Qt's plugins are missing: {', '.join(missing)} in {plugins}")


def _open_kinds(program: Program, folder: Path) -> None:
    """Half red and half blue, written by Pillow and read back by the processes that open pictures from outside."""
    picture = Image.new("RGB", SIZE, RED)
    picture.paste(BLUE, (SIZE[0] // 2, 0, *SIZE))
    problems = []
    for kind in (kind for kind, library in KINDS.items() if library is None or features.check(library)):
        path = folder / kind.lower()  # told by what it holds, never by its name
        picture.save(path, kind)
        try:
            _compare(program, path)
        except (EngineError, SelfTestError) as error:
            problems.append(f"{kind}: {error}")
    _require(not problems, "; ".join(problems))


def _compare(program: Program, path: Path) -> None:
    pixels = program.decoder.open(path).result()
    _require(pixels.shape == (SIZE[1], SIZE[0], 3), f"{pixels.shape} instead of the picture's size")
    for color, column in ((RED, SIZE[0] // 4), (BLUE, 3 * SIZE[0] // 4)):
        found = pixels[SIZE[1] // 2, column].tolist()
        far = max(abs(one - other) for one, other in zip(color, found, strict=True))
        _require(far <= TOLERANCE, f"{found} instead of {color}")


def _make_project(program: Program) -> int:
    """A project with the sample's pictures of `LEARNED`."""
    project_id = program.projects.create(name="Self-test").made
    assert project_id is not None
    with as_file(files("resources") / "samples" / "train") as train:
        plan = program.importing.plan(paths=[train / name for name in LEARNED])
        report = program.importing.run(project_id=project_id, plan=plan)
    bad = [f"{path.name}: {reason}" for path, reason in report.unreadable] + [str(item) for item in report.failure]
    _require(not bad, "; ".join(bad))
    views = program.classes.list(project_id=project_id)
    _require({view.name for view in views} == set(LEARNED), f"classes {[view.name for view in views]}")
    _require(all(view.pictures >= 2 for view in views), f"only {report.added} pictures came in")
    return project_id


class _Trainings:
    """Hears of the training's end."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.last: Event | None = None

    def __call__(self, run_id: int, what: Event | Change) -> None:
        if isinstance(what, LAST):
            self.last = what
        elif self.last is not None or isinstance(what, Failed):
            self.ended.set()


def _train(program: Program, trainings: _Trainings, project_id: int) -> int:
    """The adapter of a training that is far too short to be good."""
    run_id = program.trainings.start(project_id=project_id, config=QUICK).made
    assert run_id is not None
    trainings.ended.wait()
    if isinstance(trainings.last, Failed):
        sys.stderr.write(trainings.last.trace)
        raise EngineError(*trainings.last.notices)
    adapter_id = program.trainings.get(run_id=run_id).adapter_id
    if adapter_id is None:
        raise SelfTestError(f"no adapter came out of it: {trainings.last}")
    return adapter_id


def _classify(program: Program, project_id: int) -> None:
    with as_file(files("resources") / "samples" / "test") as test:
        paths = sorted(path for name in LEARNED for path in (test / name).iterdir())
        answers = program.classification.answers(project_id=project_id, paths=paths, typed=[TYPED])
    _require(len(answers) == len(paths), f"{len(answers)} answers for {len(paths)} pictures")
    for answer in answers:
        _check(answer)


def _check(answer: Answer) -> None:
    _require(answer.error is None, f"{answer.path.name}: {answer.error}")
    kinds: Sequence[tuple[str, str]] = sorted((score.name, score.kind) for score in answer.scores)
    _require(kinds == sorted([*((name, "trained") for name in LEARNED), (TYPED, "typed")]), f"answered {kinds}")
    total = sum(score.probability for score in answer.scores)
    _require(abs(total - 1) < 1e-4, f"probabilities sum to {total}")


def _export(program: Program, adapter_id: int, path: Path) -> None:
    program.adapters.export(adapter_id=adapter_id, path=path)
    names = [item.name for item in Adapter.load(path).classes]
    _require(sorted(names) == sorted(LEARNED), f"the file holds {names}")
