"""The cards of the Train page, made one after another."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.views.in_steps import Steps
from app.views.theme.look import Look
from app.views.train_page.advanced import AdvancedCard
from app.views.train_page.chart import ChartCard
from app.views.train_page.foot import Foot
from app.views.train_page.ready_card import ReadyCard
from app.views.train_page.result_card import ResultCard
from app.views.train_page.runs_card import RunsCard
from app.views.train_page.sources_card import SourcesCard
from app.views.train_page.work_card import WorkCard


@dataclass(frozen=True, slots=True)
class Cards:
    """One of each."""

    chart: ChartCard
    ready: ReadyCard
    work: WorkCard
    result: ResultCard
    foot: Foot
    advanced: AdvancedCard
    sources: SourcesCard
    runs: RunsCard


def make_cards(desk: Desk, look: Look, parent: QWidget) -> Steps[Cards]:
    """The chart alone takes as long as all else together."""
    chart = ChartCard(look, parent)
    yield
    ready, work, result = ReadyCard(look, parent), WorkCard(look, parent), ResultCard(look, parent)
    yield
    foot, advanced = Foot(look, parent), AdvancedCard(look, parent)
    sources, runs = SourcesCard(look, desk.thumbs, parent), RunsCard(look, parent)
    yield
    return Cards(chart, ready, work, result, foot, advanced, sources, runs)
