"""Which class makes which page."""

from __future__ import annotations

from collections.abc import Mapping

from app.models.desk import Desk
from app.views.page import Page
from app.views.project_pane import MakePage
from app.views.theme.look import Look


def _pictures(desk: Desk, look: Look) -> Page:
    from app.views.pictures_page.page import PicturesPage

    return PicturesPage(desk, look)


def _train(desk: Desk, look: Look) -> Page:
    from app.views.train_page.page import TrainPage

    return TrainPage(desk, look)


def _check(desk: Desk, look: Look) -> Page:
    from app.views.check_page.page import CheckPage

    return CheckPage(desk, look)


def _try(desk: Desk, look: Look) -> Page:
    from app.views.try_page.page import TryPage

    return TryPage(desk, look)


def _use(desk: Desk, look: Look) -> Page:
    from app.views.use_page.page import UsePage

    return UsePage(desk, look)


# The project's pages are imported when they are first seen: the chart's library alone would double the time to the
# first paint.
MAKERS: Mapping[str, MakePage] = {
    "pictures": _pictures,
    "train": _train,
    "check": _check,
    "try": _try,
    "use": _use,
}
MODULES = tuple(f"app.views.{name}_page.page" for name in MAKERS)  # to be loaded before that, when there is time
