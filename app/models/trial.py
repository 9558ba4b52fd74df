"""One picture that was tried, as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.services.jobs import JobPicture
from app.services.likeness import Vectors
from mmrl_engine.notices import Notice
from mmrl_engine.types import Answer


@dataclass(frozen=True, slots=True)
class Trial:
    """Attributes:
    picture: as jobs take it; None until its file was looked at.
    answer: None as long as there is none. turn: of the question that it answers.
    vector: its plain feature [d], as soon as it is known. problem: why it cannot be answered.
    live: a camera gives another picture in its place again and again; `answer` is the last one's until it has its own.
    """

    id: int
    path: Path
    picture: JobPicture | None = None
    answer: Answer | None = None
    turn: int = 0
    vector: Vectors | None = None
    problem: Notice | None = None
    live: bool = False

    @property
    def sha256(self) -> str | None:
        return None if self.picture is None else self.picture.sha256

    @property
    def best(self) -> str:
        """The likeliest name; empty where none counts."""
        if self.answer is None or self.answer.verdict == "none":
            return ""
        return self.answer.scores[0].name
