"""States in which the program says what it does not know: brought about by what a person does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from album import Album

WRONG = "turtle", "fluent-emoji-flat.png"  # is put among the camels, and looks like none


def likely_wrong(album: Album, pictures: Any) -> None:
    """A picture in a class that it does not look like, and what is said about it; in the end it is back."""
    from PySide6.QtCore import Qt

    doctor = pictures.shelves.doctor
    found = (pictures.model.tile(row) for row in range(pictures.model.rowCount()))
    wrong = next(tile.id for tile in found if (tile.class_name, tile.name) == WRONG)
    pictures.grid.choose(wrong)
    album.press(pictures.grid, Qt.Key.Key_2)
    album.wait(lambda: getattr(doctor.diagnosis.doubts.get(wrong), "kind", "") == "mislabelled")
    album.window.seen().bars.clear()
    pictures.grid.choose(wrong)
    album.wait(lambda: pictures.inspector.alike.pictures())
    album.take("pictures_wrong")
    album.act("undo")
    album.wait(lambda: wrong not in doctor.diagnosis.doubts)
    album.window.seen().bars.clear()
    pictures.grid.clearSelection()


def none_of_these(album: Album, given: Sequence[Path]) -> None:
    """Before any training: a picture like none of the classes, and where it looked; in the end none is tried."""
    from PySide6.QtCore import Qt

    page = album.go_to("try")
    page.take_drop(given)
    trials = page.trials
    album.wait(lambda: trials.asking.quick and trials.trials and not trials.is_old)
    album.wait(lambda: all(item.answer for item in trials.trials))
    trials.look_at(next(item.id for item in trials.trials if item.answer.verdict == "none"))
    album.take("try_none")
    album.press(page, Qt.Key.Key_H)
    album.wait(page.stage.accessibleDescription)
    album.take("try_where")
    album.press(page, Qt.Key.Key_H)
    page.strip.clear.click()
    album.wait(lambda: not trials.trials)


def none_line(album: Album, check: Any) -> None:
    """The line of "none of these" is moved; in the end it is where it was."""
    from PySide6.QtCore import Qt

    before = check.none.slider.value()
    check.overview.ensureWidgetVisible(check.none)
    album.press(check.none.slider, Qt.Key.Key_PageUp)
    album.wait(lambda: album.window.seen().bars.message is not None)
    album.take("check_none")
    album.act("undo")
    album.wait(lambda: check.none.slider.value() == before)
    album.window.seen().bars.clear()
    check.overview.verticalScrollBar().setValue(0)
