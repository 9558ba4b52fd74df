"""Which class makes which page, in which steps: what one makes between two is a child of `bench`."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.views.in_steps import Steps
from app.views.page import Page
from app.views.project_pane import MakePage
from app.views.theme.look import Look


def _pictures(desk: Desk, look: Look, bench: QWidget) -> Steps[Page]:
    from app.views.pictures_page.page import PicturesPage

    yield
    return PicturesPage(desk, look, bench)


def _train(desk: Desk, look: Look, bench: QWidget) -> Steps[Page]:
    from app.views.train_page.cards import make_cards
    from app.views.train_page.page import TrainPage

    cards = yield from make_cards(desk, look, bench)
    return TrainPage(desk, look, cards, bench)


def _check(desk: Desk, look: Look, bench: QWidget) -> Steps[Page]:
    from app.views.check_page.page import CheckPage

    yield
    return CheckPage(desk, look, bench)


def _try(desk: Desk, look: Look, bench: QWidget) -> Steps[Page]:
    from app.views.try_page.page import TryPage

    yield
    return TryPage(desk, look, bench)


def _use(desk: Desk, look: Look, bench: QWidget) -> Steps[Page]:
    from app.views.use_page.page import UsePage, make_parts

    parts = yield from make_parts(desk, look, bench)
    return UsePage(desk, look, parts, bench)


# The project's pages are imported when they are first wanted: the chart's library alone would double the time to the
# first paint.
MAKERS: Mapping[str, MakePage] = {
    "pictures": _pictures,
    "train": _train,
    "check": _check,
    "try": _try,
    "use": _use,
}
MODULES = tuple(f"app.views.{name}_page.page" for name in MAKERS)  # to be loaded before that, when there is time
