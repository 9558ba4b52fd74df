"""What tests of a page have in common: the page over a real program, and what it says and wishes."""

from __future__ import annotations

from pathlib import Path
from typing import Generic, TypeVar

from pytestqt.qtbot import QtBot

from app.views.message import Message
from app.views.page import Page
from tests.app.scripted_runner import ScriptedRunner

P = TypeVar("P", bound=Page)


class PageScene(Generic[P]):
    """The page, and what a test does around it.

    Attributes:
        folder: for files of the test's own. broken: our own mistakes, of which there are to be none.
    """

    def __init__(self, qtbot: QtBot, page: P, runner: ScriptedRunner, folder: Path) -> None:
        self.qtbot, self.page, self.runner, self.folder = qtbot, page, runner, folder
        self.desk = page.desk
        self.said: list[Message] = []
        self.wishes: list[object] = []
        self.broken: list[object] = []
        page.said.connect(self.said.append)
        page.wished.connect(self.wishes.append)
        self.desk.broke.connect(self.broken.append)

    def settle(self) -> None:
        """Until nothing is asked of the services any more."""
        self.qtbot.wait(1)  # what was told travels through the event loop
        self.qtbot.waitUntil(lambda: not (self.desk.acts.busy or self.desk.long_acts.busy))
        self.qtbot.wait(1)
