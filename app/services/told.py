"""Notices as JSON, for the database and archives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mmrl_engine.notices import SENTENCES, Notice


def notice_to_json(item: Notice) -> dict[str, Any]:
    """{"code", "params"}; what JSON cannot say becomes text."""
    return {"code": item.code, "params": {key: _plain(value) for key, value in item.params.items()}}


def notice_from_json(value: dict[str, Any]) -> Notice | None:
    """The Notice, or None where another version wrote a code that this one does not know."""
    code = str(value.get("code"))
    return Notice(code, dict(value.get("params", {}))) if code in SENTENCES else None


def notices_from_json(values: Iterable[dict[str, Any]]) -> tuple[Notice, ...]:
    """Those that this version knows."""
    return tuple(found for value in values if (found := notice_from_json(value)) is not None)


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, bool | int | float) or value is None:
        return value
    return str(value).encode("utf-8", "replace").decode("utf-8")  # a file's name may hold bytes that are no text
