"""What a line of the table of answers says: to the eye in its columns, to a screen reader in one sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.services.folder_files import FileRow
from app.views.notice_texts import notice_text
from app.views.widgets.pills import verdict_text
from app.views.wording import share_percent


def answer_text(row: FileRow) -> str:
    """The name, or why there is none."""
    if row.answer.error is not None:
        return notice_text(row.answer.error)
    if not row.answer.scores:
        return ""
    return verdict_text("none").lower() if row.answer.verdict == "none" else row.answer.scores[0].name


def share_text(row: FileRow) -> str:
    """How likely the name is; empty where none fits."""
    if row.answer.verdict == "none" or not row.answer.scores:
        return ""
    return share_percent(row.answer.scores[0].probability)


def next_text(row: FileRow) -> str:
    """What else it might be."""
    scores = row.answer.scores
    if row.answer.verdict == "none" and scores:
        return QCoreApplication.translate("RowDelegate", "closest: {name}").format(name=scores[0].name)
    if len(scores) > 1:
        return f"{scores[1].name} {share_percent(scores[1].probability)}"
    return ""


def spoken_row(row: FileRow) -> str:
    """ "cat.png, cat, 96%, sure, next best dog 2%"."""
    verdict = row.answer.verdict
    parts = [str(row.path), answer_text(row), share_text(row)]
    if verdict is not None and verdict != "none":
        parts.append(verdict_text(verdict).lower())
    following = next_text(row)
    if following and verdict != "none":
        following = QCoreApplication.translate("RowDelegate", "next best {answer}").format(answer=following)
    return ", ".join(filter(None, (*parts, following)))
