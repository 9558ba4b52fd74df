"""Where "none of these" begins: a line that can be moved, and what that would do to the pictures of the test."""

from __future__ import annotations

import html
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.services.adapters import AdapterView
from app.services.change import Change
from app.services.judgement import Judgement
from app.services.none_line import STEPS, NoneLine
from app.views.check_page.other_pictures import OtherPictures
from app.views.message import Message
from app.views.notice_texts import notice_texts
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Card, Label
from app.views.widgets.flow import FlowLayout
from app.views.wording import number
from mmrl_engine.adapter_config import Reject
from mmrl_engine.notices import Notice

LAST_FOLDER = "other_folder"  # where other pictures were chosen last
PAUSE_MS = 600  # after the last key: a line on its way is not written


class NoneCard(Card):
    """Hidden where the test does not know the line: in tests of before, or without what was learned.

    Signals:
        said: a `Message`.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._judgement: Judgement | None = None
        self._adapter: AdapterView | None = None
        self._line: NoneLine | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._settle)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(STEPS // 8)
        self.slider.setAccessibleName(self.tr("Where none of these begins"))
        self.says = Label("", strong=True, wrap=True)
        self.rough = Label("", "caption", "muted", wrap=True)
        self.reset = Button(look, self.tr("Reset"), icon="undo", kind="flat", size="small")
        self.others = OtherPictures(desk, self)
        self.show_others = Button(look, self.tr("Show it other pictures..."), icon="folder", kind="flat", size="small")
        self.show_others.setToolTip(
            self.tr("A folder of pictures that show none of your classes: the line is drawn by them.")
        )
        self._lay_out()
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderReleased.connect(self._settle)
        self.reset.clicked.connect(self._reset)
        self.show_others.clicked.connect(self._ask_folder)
        self.others.said.connect(self.said)
        self.others.changed.connect(self._show_work)
        self.hide()

    def set_judgement(self, judgement: Judgement | None, adapter: AdapterView | None) -> None:
        """The test that is shown, and what its run has learned."""
        if self._pause.isActive() and (adapter is None or self._adapter is None or adapter.id != self._adapter.id):
            self._settle()
        if judgement is not self._judgement or self._line is None:
            self._judgement = judgement
            self._line = None if judgement is None else NoneLine(judgement)
        self._adapter = adapter
        known = self._line is not None and adapter is not None and self._line.is_known
        self.setVisible(known)
        if known and not self.slider.isSliderDown() and not self._pause.isActive():
            self._show_settled()

    def _show_settled(self) -> None:
        """Where the line is now."""
        assert self._line is not None
        assert self._adapter is not None
        with QSignalBlocker(self.slider):
            self.slider.setValue(self._line.step_of(self._adapter.reject))
        limits = [rule for rule in self._adapter.reject if self._line.is_limit(rule)]
        self._tell(tuple(limits) or self._line.limits(self.slider.value()))

    def _moved(self, step: int) -> None:
        if self._line is None:
            return
        self._tell(self._line.limits(step))
        if not self.slider.isSliderDown():
            self._pause.start()

    def _tell(self, limits: tuple[Reject, ...]) -> None:
        assert self._line is not None
        found = self._line.turned_away(limits)
        text = self.tr("It would turn away %n of {m} pictures of the test.", "", found.count)
        said = [text.format(m=number(found.total))]
        if found.wrong:
            said.append(self.tr("%n wrong answer(s) among them.", "", found.wrong))
        self.says.setText(" ".join(said))
        self.slider.setAccessibleDescription(" ".join(said))
        self.rough.setVisible(any(rule.rough for rule in limits))
        self.reset.setEnabled(self.slider.value() != self._line.usual)

    def _settle(self) -> None:
        """Answers go by it from now on."""
        self._pause.stop()
        if self._line is None or self._adapter is None:
            return
        adapter, limits = self._adapter, self._line.limits(self.slider.value())
        reject = self._line.settled(adapter.reject, limits)
        if reject == adapter.reject:
            return
        call = partial(
            self._desk.program.adapters.settle,
            adapter_id=adapter.id,
            reject=reject,
            by_person=True,
            line_stays=self.slider.value() != self._line.usual,
        )
        self._desk.do(call, on_done=self._say, on_failed=self._not_settled)

    def _reset(self) -> None:
        if self._line is not None:
            self.slider.setValue(self._line.usual)
            self._settle()

    def _ask_folder(self) -> None:
        """Asks for a folder of something else."""
        title = self.tr("Choose a folder of other pictures")
        chosen = QFileDialog.getExistingDirectory(self, title, self._desk.memory.text(LAST_FOLDER))
        if chosen and self._judgement is not None and self._adapter is not None:
            self._desk.memory.keep(LAST_FOLDER, str(Path(chosen).parent))
            self.others.start(self._judgement.run.id, self._adapter.id, Path(chosen))

    def _show_work(self) -> None:
        self.show_others.setEnabled(not self.others.at_work)

    def _say(self, change: Change) -> None:
        if change.act is not None:
            self.said.emit(Message(self.tr("The line of none of these was moved."), undo=change.act))

    def _not_settled(self, notices: tuple[Notice, ...]) -> None:
        self.said.emit(Message(html.escape(" ".join(notice_texts(notices)), quote=False), kind="warning"))
        self.set_judgement(self._judgement, self._adapter)

    def _lay_out(self) -> None:
        more, less = self.tr("lets more pass"), self.tr("turns more away")
        ends = QHBoxLayout()
        ends.addWidget(Label(more, "caption", "muted"))
        ends.addStretch(1)
        ends.addWidget(Label(less, "caption", "muted"))
        foot = QHBoxLayout()
        foot.addWidget(self.says, 1)
        foot.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)
        acts = FlowLayout()
        acts.addWidget(self.show_others)
        about = self.tr("What is less like your pictures than this line is called none of these.")
        self.rough.setText(self.tr("The line is rough until each class has 4 pictures."))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addWidget(Label(self.tr("None of these"), "title"))
        column.addWidget(Label(about, "text", "muted", wrap=True))
        column.addWidget(self.slider)
        column.addLayout(ends)
        column.addLayout(foot)
        column.addWidget(self.rough)
        column.addLayout(acts)
