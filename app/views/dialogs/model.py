"""The models: which there are, how to get one, and which of them a project uses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.model_list import ModelList
from app.models.model_trial import ModelTrial
from app.models.open_project import OpenProject
from app.services.jobs import BackboneSource
from app.views.dialogs.asking import AskDialog
from app.views.dialogs.model_config import ConfigDialog
from app.views.dialogs.model_row import ModelRow
from app.views.dialogs.plain import PlainDialog, scrolling
from app.views.model_flow import CUT, ModelFlow
from app.views.model_names import model_name
from app.views.model_texts import title_text
from app.views.notice_texts import notice_texts
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Card, Label
from app.views.widgets.flow import FlowLayout
from app.views.widgets.pills import StatePill
from app.views.wording import size
from mmrl_engine.backbones import catalogue
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.services.backbones import ModelView
    from app.services.change import Change

KINDS = "*.safetensors *.pt"


class ModelDialog(PlainDialog):
    """A change computes the pictures' features anew, and what was learned has to be learned again.

    Without a project, models are only fetched and removed. `on_set` gets the `Change`; `at` is the model that is shown
    first.
    """

    def __init__(
        self,
        desk: Desk,
        look: Look,
        flow: ModelFlow,
        project: OpenProject | None,
        on_set: Callable[[Change], object],
        parent: QWidget | None = None,
        *,
        at: str = "",
    ) -> None:
        translate = QCoreApplication.translate
        title = translate("ModelDialog", "Models")
        if project is not None:
            title = translate("ModelDialog", "The model of this project")
        super().__init__(look, title, width=640, height=640, parent=parent)
        self._desk, self._flow, self._project, self._on_set, self._at = desk, flow, project, on_set, at
        self.rows: dict[str, ModelRow] = {}
        self.list = ModelList(desk, self)
        self._trial = ModelTrial(desk.runner, self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._lay_out(title)
        self.list.changed.connect(self._show)
        self.list.moved.connect(self._show_moved)
        self._trial.loaded.connect(self._set)
        self._trial.refused.connect(self._refuse)
        self._trial.config_needed.connect(self._ask_config)
        self.finished.connect(self._trial.stop)
        self.list.refresh()

    def choose_file(self) -> None:
        """Asks for a file of weights, for this project."""
        text = self.tr("Models ({kinds})").format(kinds=KINDS)
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a model"), "", text)
        if chosen:
            self._try_out(BackboneSource(str(Path(chosen))))

    def _lay_out(self, title: str) -> None:
        text = self.tr(
            "The model is what knows words and pictures before you show it any. What was learned belongs to the model "
            "that it was learned with: after a change, train again."
        )
        self.column.addWidget(Label(text, "text", "muted", wrap=True))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        self._own = self._make_own()
        column.addWidget(self._own)
        column.addLayout(self._rows)
        self._free = Label("", "caption", "muted", wrap=True)
        column.addWidget(self._free)
        about = self.tr(
            "A model that is on this computer already can be used too: a .safetensors or .pt file, or a folder with "
            "the file and its config, as open_clip and Hugging Face lay them out."
        )
        if self._project is not None:
            column.addWidget(Label(about, "caption", "muted", wrap=True))
        column.addStretch(1)
        self._area = scrolling(inner, title)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self._area, 1)
        self._busy = Label("", "text", "muted", wrap=True)
        self._busy.hide()
        self.column.addWidget(self._busy)
        self._files = self._make_files()
        self.column.addWidget(self._files)
        self._files.setVisible(self._project is not None)

    def _make_own(self) -> QWidget:
        """The model from this computer that the project uses, if it does."""
        source = "" if self._project is None else self._project.state.view.backbone.source
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        name = self.tr("From this computer: {name}").format(name=model_name(source) if source else "")
        pill = StatePill(self.look, self.tr("In use"), "check-circle", "success")
        row = FlowLayout()
        row.addWidget(Label(name, "label"))
        row.addWidget(pill)
        column.addLayout(row)
        card.setAccessibleName(name)
        card.setVisible(bool(source) and catalogue.by_id(source) is None)
        return card

    def _make_files(self) -> QWidget:
        """What is on this computer already."""
        box = QWidget()
        self.file = Button(self.look, self.tr("Choose a file..."), icon="folder")
        self.file.clicked.connect(self.choose_file)
        self.folder = Button(self.look, self.tr("Choose a folder..."), icon="folder")
        self.folder.clicked.connect(self._choose_folder)
        row = FlowLayout(box)
        row.addWidget(self.file)
        row.addWidget(self.folder)
        return box

    # The list

    def _show(self) -> None:
        models = self.list.models
        if models is None:
            return
        first = not self.rows
        if first:
            self._fill(models.views)
        for view in models.views:
            self._show_row(view)
        free = self.tr("{size} are free where models are kept.").format(size=size(models.free))
        self._free.setText(free)
        if first:
            QTimer.singleShot(0, self._go_to_wanted)  # once the rows have their places

    def _fill(self, views: tuple[ModelView, ...]) -> None:
        in_use = self._source
        for view in sorted(views, key=lambda view: _rank(view, in_use)):
            row = self.rows[view.entry.id] = ModelRow(self.look, view.entry.id)
            row.asked.connect(self._do)
            self._rows.addWidget(row)

    def _show_row(self, view: ModelView) -> None:
        models = self.list.models
        assert models is not None
        ended = self.list.failed.get(view.entry.id)
        notices = () if ended is None else ended.notices
        self.rows[view.entry.id].show_view(
            view,
            models.computer.memory,
            in_use=view.entry.id == self._source,
            offered=self._project is not None,
            problem=" ".join(notice_texts(notices)),
            cut=any(item.code in CUT for item in notices),
        )

    def _show_moved(self, id: str) -> None:
        view, row = self.list.of(id), self.rows.get(id)
        if view is None or row is None:
            return
        if row.buttons["pause"].isVisibleTo(row):
            row.show_progress(view)
        else:
            self._show_row(view)

    def _go_to_wanted(self) -> None:
        row = self.rows.get(self._at)
        if row is None:
            return
        self._area.ensureWidgetVisible(row)
        shown = next((button for button in row.buttons.values() if button.isVisible()), None)
        if shown is not None:
            shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def _source(self) -> str:
        return "" if self._project is None else self._project.state.view.backbone.source

    # What can be done

    def _do(self, act: str, id: str) -> None:
        view = self.list.of(id)
        if view is None:
            return
        table: dict[str, Callable[[], object]] = {
            "use": partial(self._set, BackboneSource(id)),
            "download": partial(self._flow.ask, view, self),
            "go_on": partial(self._flow.begin, id),
            "pause": partial(self._flow.pause, id),
            "file": self.choose_file,
            "forget": partial(self._forget, view),
            "remove": partial(self._ask_remove, view),
            "licence": partial(_open_page, view),
        }
        table[act]()

    def _forget(self, view: ModelView) -> None:
        """Asks first: it took time to come."""
        text = self.tr("{done} of {name} are here. If you want it later, they have to come again.")
        AskDialog(
            self.look,
            self.tr("Throw the part away?"),
            text.format(done=size(view.done), name=title_text(view)),
            safe=self.tr("Keep"),
            act=self.tr("Throw away"),
            on_act=partial(self._throw_away, view.entry.id),
            danger=True,
            parent=self,
        ).open()

    def _ask_remove(self, view: ModelView) -> None:
        used = self.tr("%n project(s) use it. They keep their pictures and what they learned, and answer again once "
                       "the model is back.", "", view.projects) if view.projects else ""  # fmt: skip
        frees = self.tr("{size} become free. You can download it again.").format(size=size(view.size))
        AskDialog(
            self.look,
            self.tr("Remove {name} from this computer?").format(name=title_text(view)),
            " ".join(part for part in (used, frees) if part),
            safe=self.tr("Keep"),
            act=self.tr("Remove"),
            on_act=partial(self._remove, view.entry.id),
            danger=True,
            parent=self,
        ).open()

    def _remove(self, id: str) -> None:
        self.problem.hide()
        call = partial(self._desk.program.backbones.remove, id=id)
        self._desk.do(call, on_done=partial(self._removed, id), on_failed=self.tell)

    def _removed(self, id: str, _: None) -> None:
        self._flow.removed.emit(id)
        self.list.refresh()

    def _throw_away(self, id: str) -> None:
        self.problem.hide()
        call = partial(self._desk.program.backbones.forget_half, id=id)
        self._desk.do(call, on_done=self._read_again, on_failed=self.tell)

    def _read_again(self, _: None) -> None:
        self.list.refresh()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a model"))
        if chosen:
            self._try_out(BackboneSource(str(Path(chosen))))

    def _try_out(self, source: BackboneSource) -> None:
        """The program loads it before the project gets it."""
        self.problem.hide()
        self._show_busy(self.tr("Reading {name}").format(name=Path(source.source).name))
        self._trial.load(source)

    def _show_busy(self, text: str) -> None:
        self._busy.setText(text)
        self._busy.setVisible(bool(text))
        self._files.setEnabled(not text)

    def _ask_config(self, source: BackboneSource, configs: tuple[str, ...]) -> None:
        self._show_busy("")
        ConfigDialog(self.look, Path(source.source).name, configs, partial(self._take_config, source), self).open()

    def _take_config(self, source: BackboneSource, config: str) -> None:
        self._try_out(BackboneSource(source.source, config))

    def _refuse(self, source: BackboneSource, notices: tuple[Notice, ...]) -> None:
        self._show_busy("")
        if notices:
            self.tell(notices)

    def _set(self, source: BackboneSource) -> None:
        self._show_busy("")
        if self._project is None:
            return
        call = partial(self._desk.program.projects.set_backbone, project_id=self._project.id, backbone=source)
        self._desk.do(call, on_done=self._close_after, on_failed=self.tell)

    def _close_after(self, change: Change) -> None:
        self.accept()
        self._on_set(change)


def _rank(view: ModelView, in_use: str) -> tuple[bool, bool, bool, bool]:
    """What is used first, then what can be, what is begun, and what suits; the others as the catalogue has them."""
    begun = view.state in ("fetching", "half")
    return view.entry.id != in_use, not view.usable, not begun, not view.suited


def _open_page(view: ModelView) -> None:
    if view.entry.source is not None:
        QDesktopServices.openUrl(QUrl(view.entry.source.page))
