"""Making, naming, copying, taking in and taking away projects."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Sequence
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.activity import Activity
from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.relay import Relay
from app.services.archive_format import SUFFIX as PROJECT_SUFFIX
from app.services.archive_format import ArchiveProgress
from app.services.names import tidy
from app.services.project_names import project_name_problems
from app.views.dialogs.asking import AskDialog
from app.views.dialogs.name_dialog import NameDialog
from app.views.dropped import may_be_folder
from app.views.message import Message
from app.views.notice_texts import notice_texts
from app.views.theme.look import Look
from app.views.wording import strong
from mmrl_engine.adapter import SUFFIX as TRAINED_SUFFIX
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.bootstrap import Program
    from app.services.archive_export import Exported
    from app.services.change import Change
    from app.services.project_views import ProjectCard

SAMPLE = "sample"  # a kind of activity
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')  # of files, on one system or another


class ProjectFlow(QObject):
    """Signals:
    said: a `Message`. opened: a project's id and the paths to take into it. closed: the open one is gone.
    """

    said = Signal(object)
    opened = Signal(int, object)
    closed = Signal()

    def __init__(self, desk: Desk, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._look, self._window = desk, look, window
        self._project: OpenProject | None = None

    def set_project(self, project: OpenProject | None) -> None:
        """Which one is open."""
        self._project = project

    def new(self, paths: tuple[Path, ...] = ()) -> None:
        """Asks for a name and makes the project; one for a dropped folder is named after it."""
        suggestion = paths[0].name if len(paths) == 1 and may_be_folder(paths[0]) else ""
        self._desk.do(self._desk.program.projects.list, on_done=partial(self._ask_name, paths, suggestion))

    def sample(self) -> None:
        """Makes the sample project, or opens it."""
        if self._desk.activity.of(SAMPLE) is not None:
            return
        activity = self._desk.activity.begin(SAMPLE, self.tr("Making the sample"), "images")
        self._desk.do_long(
            "import",
            partial(_sample, self._desk.program, self.tr("Animals")),
            on_done=partial(self._open_sample, activity),
            on_failed=partial(self._stopped, activity),
        )

    def import_file(self, path: Path | None = None) -> None:
        """A project's archive becomes a project; a trained file goes to the open one."""
        if path is None:
            kinds = self.tr("Projects and trained files") + f" (*{PROJECT_SUFFIX} *{TRAINED_SUFFIX})"
            chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import"), "", kinds)
            if not chosen:
                return
            path = Path(chosen)
        if path.name.endswith(TRAINED_SUFFIX):
            self._import_trained(path)
        else:
            self._import_archive(path)

    def rename(self) -> None:
        """Asks for another name."""
        if self._project is not None:
            self._desk.do(self._desk.program.projects.list, on_done=partial(self._ask_rename, self._project))

    def duplicate(self) -> None:
        if self._project is not None:
            call = partial(self._desk.program.projects.duplicate, project_id=self._project.id)
            self._desk.do_long("copy", call, on_done=self._open_made)

    def export(self) -> None:
        """Asks where to, and writes an archive of everything."""
        project = self._project
        if project is None:
            return
        name = NOT_IN_NAMES.sub("-", project.state.view.name) + PROJECT_SUFFIX
        kinds = self.tr("Projects") + f" (*{PROJECT_SUFFIX})"
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Export the project"), name, kinds)
        if not chosen:
            return
        path = Path(chosen if chosen.endswith(PROJECT_SUFFIX) else chosen + PROJECT_SUFFIX)
        stop = threading.Event()
        activity = self._desk.activity.begin("archive", self.tr("Exporting the project"), "export", stop.set)
        relay = self._relay_to(activity)
        call = partial(
            self._desk.program.archives.export, project_id=project.id, path=path, progress=relay, stop=stop.is_set
        )
        self._desk.do_long(
            "export",
            call,
            on_done=partial(self._exported, activity, path),
            on_failed=partial(self._stopped, activity),
        )

    def trash(self) -> None:
        """Puts the open project into the trash."""
        if self._project is not None:
            self.trash_card(self._project.id, self._project.state.view.name)

    def trash_card(self, project_id: int, name: str) -> None:
        call = partial(self._desk.program.projects.trash, project_id=project_id)
        self._desk.do(call, on_done=partial(self._trashed, project_id, name))

    def restore(self, project_id: int) -> None:
        """Takes a project out of the trash."""
        self._desk.do(partial(self._desk.program.projects.restore, project_id=project_id), on_done=self._say_notices)

    def delete_for_good(self, card: ProjectCard) -> None:
        """Asks first: this cannot be undone."""
        text = self.tr(
            "{pictures} and what was learned are removed from this program. Your original files stay where they are."
        ).format(pictures=self.tr("%n picture(s)", "", card.pictures))
        AskDialog(
            self._look,
            self.tr('Delete "{name}" for good?').format(name=card.name),
            text,
            safe=self.tr("Keep"),
            act=self.tr("Delete for good"),
            on_act=partial(self._delete, card.id),
            danger=True,
            parent=self._window,
        ).open()

    def _ask_name(self, paths: tuple[Path, ...], suggestion: str, cards: tuple[ProjectCard, ...]) -> None:
        dialog = NameDialog(
            self._look,
            self.tr("New project"),
            self.tr("Name it. You can change the name later."),
            self.tr("Create"),
            name=suggestion,
            problem=partial(self._name_problem, [card.name for card in cards]),
            parent=self._window,
        )
        dialog.named.connect(partial(self._create, paths))
        dialog.open()

    def _name_problem(self, taken: Sequence[str], name: str) -> str:
        found = project_name_problems(tidy(name), taken)
        if found and found[0].code == "project-already-there":
            return self.tr('There is already a project called "{name}".').format(name=tidy(name))
        return " ".join(notice_texts(found))

    def _create(self, paths: tuple[Path, ...], name: str) -> None:
        self._desk.do(partial(_create, self._desk.program, name), on_done=partial(self._open_new, paths))

    def _open_new(self, paths: tuple[Path, ...], change: Change) -> None:
        if change.made is not None:
            self.opened.emit(change.made, paths)

    def _open_made(self, change: Change) -> None:
        if change.made is not None:
            self.opened.emit(change.made, ())
        self._say_notices(change)  # on its page

    def _open_sample(self, activity: Activity, made: tuple[int, str, Change | None]) -> None:
        activity.finish()
        project_id, uid, change = made
        self._desk.memory.keep("sample", uid)
        if change is not None:
            self._desk.changed.emit(change)
        self.opened.emit(project_id, ())

    def _ask_rename(self, project: OpenProject, cards: tuple[ProjectCard, ...]) -> None:
        dialog = NameDialog(
            self._look,
            self.tr("Rename the project"),
            "",
            self.tr("Rename"),
            name=project.state.view.name,
            problem=partial(self._name_problem, [card.name for card in cards if card.id != project.id]),
            parent=self._window,
        )
        dialog.named.connect(partial(self._rename, project.id))
        dialog.open()

    def _rename(self, project_id: int, name: str) -> None:
        self._desk.do(partial(self._desk.program.projects.rename, project_id=project_id, name=name))

    def _import_trained(self, path: Path) -> None:
        if self._project is None:
            text = self.tr("Open a project first: a trained file belongs to one.")
            self.said.emit(Message(text, kind="info"))
            return
        call = partial(self._desk.program.adapters.import_file, project_id=self._project.id, path=path)
        self._desk.do_long("import", call, on_done=partial(self._imported_trained, path))

    def _imported_trained(self, path: Path, change: Change) -> None:
        text = self.tr("{name} came in. Choose it on the Use page to answer with it.")
        self.said.emit(Message(text.format(name=strong(path.name))))
        self._say_notices(change)

    def _import_archive(self, path: Path) -> None:
        stop = threading.Event()
        activity = self._desk.activity.begin("archive", self.tr("Importing a project"), "import", stop.set)
        relay = self._relay_to(activity)
        call = partial(self._desk.program.archives.import_archive, path=path, progress=relay, stop=stop.is_set)
        self._desk.do_long(
            "import",
            call,
            on_done=partial(self._imported_archive, activity),
            on_failed=partial(self._stopped, activity),
        )

    def _imported_archive(self, activity: Activity, change: Change) -> None:
        activity.finish()
        self._open_made(change)

    def _exported(self, activity: Activity, path: Path, exported: Exported) -> None:
        activity.finish()
        if exported.stopped:
            return
        if exported.missing:
            text = self.tr(
                "%n picture(s) could not go along: their files are gone or changed.", "", len(exported.missing)
            )
            self.said.emit(Message(text, kind="warning"))
            return
        self.said.emit(Message(self.tr("The project is in {name}.").format(name=strong(path.name))))

    def _stopped(self, activity: Activity, notices: tuple[Notice, ...]) -> None:
        activity.finish()
        self._desk.failed.emit(notices)

    def _relay_to(self, activity: Activity) -> Relay:
        relay = Relay(activity)
        relay.told.connect(partial(_move, activity))
        return relay

    def _trashed(self, project_id: int, name: str, change: Change) -> None:
        if self._project is not None and self._project.id == project_id:
            self.closed.emit()
        self.said.emit(
            Message(
                self.tr("{name} is in the trash.").format(name=strong(name)),
                icon="trash",
                action=self.tr("Bring it back"),
                on_action=partial(self.restore, project_id),
            )
        )

    def _delete(self, project_id: int) -> None:
        self._desk.do(partial(self._desk.program.projects.delete_for_good, project_id=project_id))

    def _say_notices(self, change: Change) -> None:
        if change.notices:
            text = html.escape(" ".join(notice_texts(change.notices)), quote=False)
            self.said.emit(Message(text, kind="info"))


def _move(activity: Activity, told: tuple[object, ...]) -> None:
    """Of an archive: told are its progress."""
    (progress,) = told
    if isinstance(progress, ArchiveProgress):
        activity.update(progress.done, progress.total)


def _create(program: Program, name: str) -> Change:
    """Off the window's thread."""
    return program.projects.create(name=name, keep=str(program.settings.get("keep")))


def _sample(program: Program, name: str) -> tuple[int, str, Change | None]:
    """The sample project's id and uid, and what making it changed; off the window's thread."""
    for card in program.projects.list():
        if card.name == name:
            return card.id, program.projects.get(project_id=card.id).uid, None
    made = program.projects.create(name=name)
    assert made.made is not None
    with as_file(files("resources") / "samples") as folder:
        plan = program.importing.plan(paths=[folder / "train"])
        program.importing.run(project_id=made.made, plan=plan, keep="copy")
    return made.made, program.projects.get(project_id=made.made).uid, made
