"""The Try page: a picture at the left, the answer at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.project_vectors import project_vectors
from app.models.trial import Trial
from app.models.trials import Trials
from app.views.actions import make_action
from app.views.camera.source import is_offered
from app.views.dropped import may_be_folder
from app.views.notice_texts import notice_text
from app.views.page import Page
from app.views.theme.look import Look
from app.views.try_page.arriving import Arriving
from app.views.try_page.correcting import Correcting
from app.views.try_page.deciding import Deciding
from app.views.try_page.large import Large
from app.views.try_page.live import Live
from app.views.try_page.panel import WIDTH, AnswerPanel
from app.views.try_page.sentences import refusal
from app.views.try_page.stage import Stage
from app.views.try_page.strip import StripItem, TrialStrip
from app.views.try_page.where import WhereItLooked
from app.views.widgets.basics import Button
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.flow import FlowLayout
from app.views.wishes import ShowPictures, Train
from mmrl_engine.notices import Notice

STAGE, EDGE = 300, 24  # the stage keeps so much, however large the text is
NARROWEST = 320  # of the panel


class TryPage(Page):
    """Asks about pictures; they are not put into the project unless somebody says so."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.trials = Trials(desk, self)
        self.correcting = Correcting(desk, self)
        self.arriving = Arriving(desk, look, self)
        self.large = Large(desk.thumbs, self)
        self.vectors = project_vectors(desk.vectors)
        self.open = Button(look, self.tr("Open pictures..."), icon="image-plus")
        self.paste_button = Button(look, self.tr("Paste"), icon="clipboard")
        self.sample = Button(look, self.tr("Try pictures of the sample"), icon="images")
        self.ask = Button(look, self.tr("Open pictures"), icon="image-plus", kind="primary")
        title, text = self.tr("Drop a picture here."), self.tr("Or paste one with Ctrl+V.")
        self.camera = Button(look, self.tr("Use the camera"), icon="camera")
        self.empty = EmptyState(look, "try", title, text, primary=self.ask, second=self.sample, third=self.camera)
        self.stage = Stage(look)
        self.live = Live(desk, look, self.trials, self.arriving, self.stage)
        self.strip = TrialStrip(look, desk.thumbs)
        self.panel = AnswerPanel(desk, look, self.trials)
        self.deciding = Deciding(look, self.trials, self.correcting, self.arriving, self.panel)
        self.where = WhereItLooked(desk, look, self.trials, self.stage, self.panel.answers, self)
        self._place = QStackedWidget()
        self._left = QVBoxLayout()
        self._lay_out()
        self._connect()
        self._actions = self._make_actions()

    def on_project(self) -> None:
        self.live.stop()
        self.vectors.set_project(self.project)
        self.arriving.begin()
        self.correcting.project = self.deciding.project = self.project
        self.trials.set_project(self.project)

    def on_changed(self) -> None:
        self.trials.refresh()
        self._show()

    def page_actions(self) -> Sequence[QAction]:
        return self._actions

    def areas(self) -> Sequence[QWidget]:
        return (self.open, self.ask, self.stage, self.panel.answers, self.panel.names.field)

    def main_area(self) -> QWidget | None:
        return self.stage if self.trials.current is not None else self.ask

    def escape(self) -> bool:
        """Clears the field of names, then leaves it: plain keys are the page's again."""
        field, main = self.panel.names.field, self.main_area()
        if not field.hasFocus() or main is None:
            return False
        if field.text():
            field.clear()
        else:
            main.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def start_search(self) -> None:
        self.panel.names.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_files(self) -> bool:
        self.arriving.ask_files()
        return True

    def drop_text(self, paths: Sequence[Path]) -> tuple[str, str] | None:
        if any(may_be_folder(path) for path in paths):
            return self.tr("Drop to try the pictures in it"), ""
        return self.tr("Drop %n picture(s) to try", "", max(1, len(paths))), ""

    def take_drop(self, paths: Sequence[Path]) -> None:
        self.arriving.take_paths(paths)

    def paste(self, mime: QMimeData) -> bool:
        return self.arriving.paste(mime)

    def minimumSizeHint(self) -> QSize:
        """The panel gives way, though its width is fixed at any time."""
        return QSize(self._least() + NARROWEST, super().minimumSizeHint().height())

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: the camera's light goes out."""
        super().hideEvent(event)
        self.live.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _show(self) -> None:
        project, trial = self.project, self.trials.current
        if project is None:
            return
        self.sample.setVisible(self.desk.memory.text("sample") == project.state.view.uid)
        self.open.setVisible(trial is not None and not self.live.is_on)
        self.paste_button.setVisible(not self.live.is_on)
        self.camera.setVisible(is_offered() and not self.live.is_on)
        self.live.use.setVisible(is_offered() and (trial is not None or self.live.is_on))
        self._show_picture(trial)
        items = [StripItem(item, self._caption(item)) for item in self.trials.trials]
        self.strip.show_items(items, 0 if trial is None else trial.id)
        self.panel.show_trial(trial, project)
        self.where.show_trial(None if trial is not None and trial.live else trial)

    def _show_picture(self, trial: Trial | None) -> None:
        if self.live.pixmap is not None:
            self._show_live()
            return
        before = self._place.currentWidget()
        self._place.setCurrentWidget(self.empty if trial is None else self.stage)
        if trial is not None:
            self.large.look_at(trial)
            problem = trial.problem or self.large.problem
            self.stage.show_trial(self.large.pixmap, trial.path.name, notice_text(problem) if problem else "")
        if before is not self._place.currentWidget() and self._is_free():
            self.take_focus()

    @Slot()
    def _show_live(self) -> None:
        problem = None if self.trials.live is None else self.trials.live.problem
        self._place.setCurrentWidget(self.stage)
        self.stage.show_trial(self.live.pixmap, self.tr("Camera"), notice_text(problem) if problem else "")

    def _is_free(self) -> bool:
        """Whether the keyboard is nowhere in particular: what had it has just gone, or it is at the left."""
        focus = self.window().focusWidget()
        return self.isVisible() and (focus is None or not focus.isVisible() or focus in (self.open, self.paste_button))

    def _caption(self, trial: Trial) -> str:
        if trial.problem is not None:
            return self.tr("no answer")
        if trial.answer is None:
            return ""
        return trial.best or self.tr("none of these")

    def _try_again(self) -> None:
        self.large.forget()
        self.trials.try_again()

    def _refused(self, notices: tuple[Notice, ...]) -> None:
        self.panel.names.show_problem(refusal(notices, self.project))

    def _train(self) -> None:
        self.wished.emit(Train())

    def _show_alike(self, placement: int) -> None:
        self.wished.emit(ShowPictures(placement_ids=(placement,)))

    def _paste_clipboard(self) -> None:
        self.paste(QGuiApplication.clipboard().mimeData())

    # Parts

    def _make_actions(self) -> list[QAction]:
        actions = [
            make_action(self, self.tr("Type a name"), self.start_search, icon="words", keys="Ctrl+L"),
            make_action(self, self.tr("Previous picture"), partial(self.trials.step, -1), icon="chevron-left"),
            make_action(self, self.tr("Next picture"), partial(self.trials.step, 1), icon="chevron-right"),
            make_action(self, self.tr("Clear the pictures"), self.trials.clear, icon="x"),
        ]
        actions[1].setShortcut("Alt+Left")
        actions[2].setShortcut("Alt+Right")
        actions.insert(1, self.where.action)
        if is_offered():
            actions.append(make_action(self, self.tr("Use the camera"), self.live.turn, icon="camera"))
        self.addActions(actions)
        return actions

    def _lay_out(self) -> None:
        bar = FlowLayout()
        bar.addWidget(self.open)
        bar.addWidget(self.paste_button)
        for part in (self.live.use, self.live.choice, self.live.take):
            bar.addWidget(part)
        bar.addWidget(self.where.switch)
        bar.setAlignment(self.where.switch, Qt.AlignmentFlag.AlignRight)
        self._place.addWidget(self.empty)
        self._place.addWidget(self.stage)
        self._left.setContentsMargins(EDGE, 20, EDGE, 12)
        self._left.setSpacing(14)
        self._left.addLayout(bar)
        self._left.addWidget(self._place, 1)
        self._left.addWidget(self.strip)
        self._left.addWidget(self.bars)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._left, 1)
        row.addWidget(self.panel)
        self._fit()

    def _connect(self) -> None:
        panel, trials = self.panel, self.trials
        self.open.clicked.connect(self.arriving.ask_files)
        self.ask.clicked.connect(self.arriving.ask_files)
        self.sample.clicked.connect(self.arriving.take_sample)
        self.paste_button.clicked.connect(self._paste_clipboard)
        self.arriving.came.connect(trials.add)
        self.camera.clicked.connect(self.live.turn)
        self.live.came.connect(self._show_live)
        self.live.changed.connect(self._show)
        for part in (self.arriving, self.correcting, self.live):
            part.said.connect(self.said)
        self.correcting.train_wished.connect(self._train)
        trials.changed.connect(self._show)
        trials.asking.refused.connect(self._refused)
        self.large.changed.connect(self._show)
        self.desk.vectors.changed.connect(self._show)
        self.strip.chosen.connect(trials.look_at)
        self.strip.stepped.connect(trials.step)
        self.stage.stepped.connect(trials.step)
        self.strip.cleared.connect(trials.clear)
        panel.again_asked.connect(self._try_again)
        panel.acts.train_asked.connect(self._train)
        panel.alike.chosen.connect(self._show_alike)
        self.look.changed.connect(self._fit)

    @Slot()
    def _fit(self) -> None:
        """The panel takes what it would like, but leaves room for the picture."""
        self.panel.setFixedWidth(min(self.look.px(WIDTH), max(NARROWEST, self.width() - self._least())))

    def _least(self) -> int:
        """How narrow the left may be."""
        bar = self.open.sizeHint().width() + self.paste_button.sizeHint().width() + 8
        return max(STAGE, bar) + 2 * EDGE
