"""The Try page: a picture at the left, the answer at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QTemporaryDir
from PySide6.QtGui import QAction, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.trials import Trial, Trials
from app.views.actions import make_action
from app.views.dialogs.name_dialog import NameDialog
from app.views.dialogs.words import WordsDialog
from app.views.dropped import local_paths, path_in_text
from app.views.notice_texts import notice_text
from app.views.page import Page
from app.views.theme.look import Look
from app.views.try_page.correcting import Correcting
from app.views.try_page.panel import WIDTH, AnswerPanel
from app.views.try_page.stage import Stage, TrialStrip
from app.views.widgets.basics import Button
from app.views.widgets.class_finder import ClassFinder
from app.views.widgets.empty_state import EmptyState
from app.views.wishes import ShowPictures, Train
from mmrl_engine.images import find_pictures
from mmrl_engine.notices import Notice

LONGEST = 1200


class TryPage(Page):
    """Asks about pictures; they are not put into the project unless somebody says so."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.trials = Trials(desk, self)
        self.correcting = Correcting(desk, self)
        self._pasted = QTemporaryDir()
        self._pastes = 0
        self._large: tuple[int, QPixmap | None] = (0, None)
        self.open = Button(look, self.tr("Open pictures..."), icon="image-plus")
        self.paste_ = Button(look, self.tr("Paste"), icon="clipboard")
        self.stage = Stage(look)
        self.strip = TrialStrip(desk, look)
        self.panel = AnswerPanel(desk, look, self.trials)
        self._place = QStackedWidget()
        self._lay_out()
        self._connect()
        self._actions = self._make_actions()

    def on_project(self) -> None:
        self.trials.set_project(self.project)
        self.correcting.project = self.project

    def on_changed(self) -> None:
        self.trials.refresh()
        self._show()

    def page_actions(self) -> Sequence[QAction]:
        return self._actions

    def areas(self) -> Sequence[QWidget]:
        return (self.open, self.panel.answers, self.panel.names.field)

    def start_search(self) -> None:
        self.panel.names.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def drop_text(self, paths: Sequence[Path]) -> tuple[str, str] | None:
        return self.tr("Drop %n picture(s) to try", "", max(1, len(paths))), ""

    def take_drop(self, paths: Sequence[Path]) -> None:
        self.trials.add(_pictures_in(paths))

    def paste(self, mime: QMimeData) -> bool:
        paths = local_paths(mime) or path_in_text(mime)
        if not paths and mime.hasImage():
            paths = self._saved(mime)
        self.trials.add(_pictures_in(paths))
        return bool(paths)

    def ask_files(self) -> None:
        """Asks which pictures."""
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Open pictures"))
        if chosen:
            self.trials.add([Path(name) for name in chosen])

    def _saved(self, mime: QMimeData) -> tuple[Path, ...]:
        """A bitmap becomes a file, since only a decode worker opens pictures."""
        image = mime.imageData()
        if not isinstance(image, QImage) or image.isNull():
            return ()
        self._pastes += 1
        path = Path(self._pasted.path()) / f"{self.tr('pasted')} {self._pastes}.png"
        return (path,) if image.save(str(path)) else ()

    def _show(self) -> None:
        project = self.project
        if project is None:
            return
        trial = self.trials.current
        self._place.setCurrentWidget(self.stage if trial is not None else self.empty)
        self.sample.setVisible(self._is_sample())
        if trial is not None:
            self._show_picture(trial)
        captions = [self._caption(item) for item in self.trials.trials]
        self.strip.show_trials(self.trials.trials, captions, 0 if trial is None else trial.id)
        self.panel.show_trial(trial, project)

    def _show_picture(self, trial: Trial) -> None:
        problem = notice_text(trial.problem) if trial.problem is not None else ""
        known, pixmap = self._large
        if known != trial.id:
            pixmap = self.desk.thumbs.file_pixmap(trial.path)
            self._large = trial.id, pixmap
            self.desk.thumbs.large(trial.path, LONGEST, partial(self._take_large, trial.id))
        self.stage.show_trial(pixmap, trial.path.name, problem)

    def _take_large(self, trial_id: int, pixmap: QPixmap | None, notice: Notice | None) -> None:
        if self._large[0] == trial_id and pixmap is not None:
            self._large = trial_id, pixmap
            self._show()

    def _take_small(self, key: str) -> None:
        """The small picture stands in until the large one is there."""
        trial = self.trials.current
        if trial is not None and self._large == (trial.id, None) and key == str(trial.path):
            self._large = trial.id, self.desk.thumbs.file_pixmap(trial.path)
            self._show()

    def _caption(self, trial: Trial) -> str:
        if trial.problem is not None:
            return self.tr("no answer")
        if trial.answer is None:
            return ""
        return trial.best or self.tr("none of these")

    def _is_sample(self) -> bool:
        return self.project is not None and self.desk.memory.text("sample") == self.project.state.view.uid

    def _take_sample(self) -> None:
        """The sample brings pictures that it has not learned from."""
        with as_file(files("resources") / "samples" / "test") as folder:
            self.trials.add(_pictures_in([folder]))

    def _show_names(self) -> None:
        self.panel.show_names([item.name for item in self.trials.typed])

    def _refused(self, notices: tuple[Notice, ...]) -> None:
        self.panel.show_problem(notice_text(notices[0]))

    def _ask_words(self, name: str) -> None:
        typed = next((item for item in self.trials.typed if item.name == name), None)
        if typed is not None:
            dialog = WordsDialog(self.look, name, typed.asked, "", self)
            dialog.chosen.connect(partial(self.trials.set_words, name))
            dialog.open()

    def _add_to(self, name: str) -> None:
        trial, project = self.trials.current, self.project
        view = next((item for item in project.state.classes if item.name == name), None) if project else None
        if trial is not None and view is not None:
            self.correcting.put(trial, view.id)

    def _make_class(self, name: str) -> None:
        trial = self.trials.current
        if trial is None:
            return
        if name:
            self._make(trial, name)
            return
        classes = [] if self.project is None else [view.name for view in self.project.state.classes]
        dialog = NameDialog(
            self.look,
            self.tr("New class"),
            self.tr("What does the picture show?"),
            self.tr("Make the class"),
            taken=classes,
            taken_text=self.tr('There is already a class "{name}".'),
            parent=self,
        )
        dialog.named.connect(partial(self._make, trial))
        dialog.open()

    def _make(self, trial: Trial, name: str) -> None:
        typed = next((item for item in self.trials.typed if item.name == name), None)
        self.correcting.put_new(trial, name, typed.words if typed is not None else "")
        if typed is not None:
            self.trials.untype(name)

    def _ask_other(self) -> None:
        trial = self.trials.current
        if trial is None or self.project is None:
            return
        finder = ClassFinder(self.look, self.project.state.classes, parent=self)
        finder.chosen.connect(partial(self.correcting.put, trial))
        finder.wanted.connect(partial(self._make, trial))
        button = self.panel.wrong
        corner = button.mapToGlobal(button.rect().topLeft())
        finder.open_at(QPoint(corner.x(), corner.y() - finder.sizeHint().height()))

    def _train(self) -> None:
        self.wished.emit(Train())

    def _show_alike(self, placement: int) -> None:
        self.wished.emit(ShowPictures(placement_ids=(placement,)))

    def _make_actions(self) -> list[QAction]:
        window = Qt.ShortcutContext.WindowShortcut
        actions = [
            make_action(self, self.tr("Type a name"), self.start_search, icon="words", keys="Ctrl+L", context=window),
            make_action(self, self.tr("Last picture"), self._step_left, icon="chevron-left", keys="Alt+Left"),
            make_action(self, self.tr("Next picture"), self._step_right, icon="chevron-right", keys="Alt+Right"),
            make_action(self, self.tr("Clear the pictures"), self.trials.clear, icon="x"),
        ]
        self.addActions(actions)
        return actions

    def _step_left(self) -> None:
        self.trials.step(-1)

    def _step_right(self) -> None:
        self.trials.step(1)

    def _paste_clipboard(self) -> None:
        self.paste(QGuiApplication.clipboard().mimeData())

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.open)
        bar.addWidget(self.paste_)
        bar.addStretch(1)
        ask = Button(self.look, self.tr("Open pictures"), icon="image-plus", kind="primary")
        ask.clicked.connect(self.ask_files)
        self.sample = Button(self.look, self.tr("Try pictures of the sample"), icon="images")
        self.sample.clicked.connect(self._take_sample)
        self.empty = EmptyState(
            self.look,
            "try",
            self.tr("Drop a picture here."),
            self.tr("Or paste one with Ctrl+V."),
            primary=ask,
            second=self.sample,
        )
        self._place.addWidget(self.empty)
        self._place.addWidget(self.stage)
        left = QVBoxLayout()
        left.setContentsMargins(24, 20, 24, 12)
        left.setSpacing(14)
        left.addLayout(bar)
        left.addWidget(self._place, 1)
        left.addWidget(self.strip)
        left.addWidget(self.bars)
        self.panel.setFixedWidth(self.look.px(WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.panel)

    def _connect(self) -> None:
        panel, trials = self.panel, self.trials
        self.open.clicked.connect(self.ask_files)
        self.paste_.clicked.connect(self._paste_clipboard)
        self.correcting.said.connect(self.said)
        trials.changed.connect(self._show)
        self.desk.vectors.changed.connect(self._show)
        self.desk.thumbs.file_arrived.connect(self._take_small)
        trials.names_changed.connect(self._show_names)
        trials.refused.connect(self._refused)
        self.strip.chosen.connect(trials.look_at)
        self.strip.cleared.connect(trials.clear)
        panel.names.added.connect(trials.type_name)
        panel.names.removed.connect(trials.untype)
        panel.names.edited.connect(self._ask_words)
        panel.add_asked.connect(self._add_to)
        panel.new_asked.connect(self._make_class)
        panel.other_asked.connect(self._ask_other)
        panel.train_asked.connect(self._train)
        panel.picture_chosen.connect(self._show_alike)
        self.look.changed.connect(self._dress)

    def _dress(self) -> None:
        self.panel.setFixedWidth(self.look.px(WIDTH))


def _pictures_in(paths: Sequence[Path]) -> list[Path]:
    """Files as they are, folders as the pictures in them."""
    found: list[Path] = []
    for path in paths:
        found += find_pictures(path) if path.is_dir() else [path]
    return found
