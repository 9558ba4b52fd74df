"""What is said when an import has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.models.import_run import Outcome
from app.views.notice_texts import notice_texts

if TYPE_CHECKING:
    from app.services.import_report import ImportReport

translate = QCoreApplication.translate


def came_in(report: ImportReport) -> int:
    """How many pictures there are more."""
    return report.added + report.brought_back


def has_more_to_tell(outcome: Outcome) -> bool:
    """Whether a report lists more than a sentence says."""
    report = outcome.report
    return bool(outcome.problems) or (report is not None and bool(report.already_here or report.unreadable))


def stopped_text(outcome: Outcome) -> str:
    """Of an import that did not get to its end."""
    count = 0 if outcome.report is None else came_in(outcome.report)
    return translate("ImportFlow", "Stopped. %n picture(s) are in.", None, count)


def failed_text(outcome: Outcome) -> str:
    """Why it ended, and what came in before."""
    report = outcome.report
    parts = list(notice_texts(outcome.failure if report is None else report.failure))
    if report is not None and came_in(report):
        parts.append(translate("ImportFlow", "%n picture(s) came in before that.", None, came_in(report)))
    return " ".join(parts)


def done_text(outcome: Outcome) -> str:
    """What came in and what did not."""
    report = outcome.report
    if report is None:
        return ""
    left_out, unreadable = len(report.already_here), len(report.unreadable)
    if came_in(report):
        parts = [translate("ImportFlow", "%n picture(s) came in.", None, came_in(report))]
    else:
        parts = [translate("ImportFlow", "No picture came in.")]
    if left_out:
        parts.append(translate("ImportFlow", "%n were already here and were left out.", None, left_out))
    if unreadable == 1 and not came_in(report):
        parts += notice_texts([report.unreadable[0][1]])
    elif unreadable:
        parts.append(translate("ImportFlow", "%n could not be read.", None, unreadable))
    if len(parts) == 1 and not came_in(report) and not outcome.problems:
        parts.append(translate("ImportFlow", "There is none in what was given."))
    if len(outcome.problems) == 1:
        parts += notice_texts(outcome.problems)
    return " ".join(parts)
