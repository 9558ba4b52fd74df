"""Notices as sentences in the window's words and language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from app.views.notice_table import TEXTS
from app.views.wording import and_list
from mmrl_engine.notices import Notice


def notice_text(notice: Notice) -> str:
    """The sentence; a file is named without its folders."""
    return _text(notice.code, notice.params)


def _text(code: str, params: Mapping[str, object]) -> str:
    text = QCoreApplication.translate("Notices", str(TEXTS[code]))
    return text.format(**{key: _in_words(value) for key, value in params.items()})


def _in_words(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return and_list([_in_words(item) for item in value]) if value else ""
    if isinstance(value, Notice):
        return notice_text(value)
    return _file_name(value) if isinstance(value, str | PurePath) else str(value)


def _file_name(value: str | PurePath) -> str:
    """Only the last part of an absolute path, which is what a person knows a file by."""
    path = PurePath(value)
    return path.name if path.is_absolute() and path.name else str(value)


def notice_texts(notices: Iterable[Notice]) -> tuple[str, ...]:
    return tuple(notice_text(item) for item in notices)
