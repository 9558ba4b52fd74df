"""Which part of the Train page tells which."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.views.wishes import GoTo

if TYPE_CHECKING:
    from app.views.train_page.page import TrainPage


def wire(page: TrainPage) -> None:
    """Connects the parts, once they are all made."""
    _wire_what_is_told(page)
    ready, work, result = page.ready, page.work, page.result
    for signal, slot in (
        (ready.train, page.begin),
        (ready.pictures, partial(page.wished.emit, GoTo("pictures"))),
        (ready.add_class, partial(page.wished.emit, GoTo("pictures"))),
        (ready.try_it, page.try_it),
        (ready.wished, page.wished),
        (work.pause, page.pause_or_go_on),
        (work.go_on, page.pause_or_go_on),
        (work.stop, page.stop),
        (work.again, page.start_again),
        (work.keep, page.keep_it),
        (work.careful, page.start_carefully),
        (work.details, page.show_details),
        (result.check_it, partial(page.wished.emit, GoTo("check"))),
        (result.try_it, page.try_it),
        (result.again, page.start_again),
        (result.use_anyway, page.use_anyway),
        (result.test, page.test_it),
        (page.runs.asked, page.acts.do),
        (page.sources.chosen, page.show_class),
        (page.advanced.changed, page.keep_choice),
        (page.foot.toggle.toggled, page.advanced.setVisible),
    ):
        signal.connect(slot)


def _wire_what_is_told(page: TrainPage) -> None:
    page.following.moved.connect(page.take_moved)
    page.following.ended.connect(page.take_ended)
    page.following.said.connect(page.say)
    page.acts.said.connect(page.said)
    page.copies.found.connect(page.show_all)
    page.saved.ticked.connect(page.show_time)
    page.saved.changed.connect(page.show_saved)
