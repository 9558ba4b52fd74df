"""What is worth a look in the open project, looked for again a while after something changed."""

from __future__ import annotations

from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.diagnosis import NOTHING, Diagnosis, Known, still_so
from mmrl_engine.notices import Notice

QUIET_MS = 700  # without a change, or as long as the last look took where that is more
MOST_S = 10.0  # while changes keep coming


class ProjectDoctor(QObject):
    """Follows one project. All looking goes on in another thread, and what it finds is shown only if nothing changed
    meanwhile; see `project_doctor`.

    Signals:
        changed: `diagnosis` is another one.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._project: OpenProject | None = None
        self._found: Diagnosis = NOTHING
        self.diagnosis: Diagnosis = NOTHING
        self._looked_at: tuple[object, ...] = ()  # what the last look was about
        self._looking = False
        self._since: float | None = None  # when the first change came that was not looked at
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._look)
        desk.vectors.changed.connect(self._wait)

    def set_project(self, project: OpenProject | None) -> None:
        """Follows this one from now on."""
        if project is self._project:
            return
        if self._project is not None:
            self._project.changed.disconnect(self._follow)
        self._project, self._looked_at, self._since = project, (), None
        self._timer.stop()
        self._show(NOTHING)
        if project is not None:
            project.changed.connect(self._follow)
            self._wait()

    @property
    def looked(self) -> bool:
        """Whether this project was looked at by now."""
        return self._found is not NOTHING

    @Slot()
    def _follow(self) -> None:
        """What was found is shown as far as it still holds."""
        self._show(self._found)
        self._wait()

    @Slot()
    def _wait(self) -> None:
        """Until it is quiet, though not for ever."""
        if self._project is None:
            return
        now = monotonic()
        self._since = now if self._since is None else self._since
        if not self._timer.isActive() or now - self._since < MOST_S:
            self._timer.start()

    @Slot()
    def _look(self) -> None:
        if self._project is None or not self._project.state.pictures:
            return
        known = self._desk.vectors.known()
        if known is None or self._looking:  # whatever is missing tells when it comes
            return
        about = self._about(known)
        self._since = None
        if about == self._looked_at:
            return
        self._looked_at, self._looking = about, True
        call = partial(self._desk.program.doctor.look, project_id=self._project.id, known=known)
        self._desk.do_aside(call, on_done=partial(self._take, about, monotonic()), on_failed=self._take_failure)

    def _about(self, known: Known) -> tuple[object, ...]:
        """Whatever a finding depends on; lists that are as before are the same objects."""
        if self._project is None:
            return ()
        state = self._project.state
        classes = tuple((item.id, item.words, item.pictures) for item in state.classes)
        return (self._project.id, state.listed, classes, len(known.hashes), known.rivals)

    def _take(self, about: tuple[object, ...], began: float, found: Diagnosis) -> None:
        self._looking = False
        self._timer.setInterval(max(QUIET_MS, round(1000 * (monotonic() - began))))
        known = self._desk.vectors.known()
        if known is not None and self._about(known) == about:
            self._show(found)
        else:
            self._wait()

    def _take_failure(self, notices: tuple[Notice, ...]) -> None:
        """The project is gone by now, or the disk cannot be read: whoever works with it hears of that."""
        self._looking = False

    def _show(self, found: Diagnosis) -> None:
        before = self.looked, self.diagnosis
        self._found = found
        self.diagnosis = self._current()
        if before != (self.looked, self.diagnosis):
            self.changed.emit()

    def _current(self) -> Diagnosis:
        if self._project is None or self._found is NOTHING:
            return NOTHING
        return still_so(self._found, self._project.by_id, [item.id for item in self._project.state.classes])


def project_doctor(desk: Desk) -> ProjectDoctor:
    """The one that all pages share: whichever of them is made first, the others find it there."""
    found = desk.findChild(ProjectDoctor)
    return found if isinstance(found, ProjectDoctor) else ProjectDoctor(desk, desk)
