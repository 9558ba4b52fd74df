"""The sentences of notices that count something: each takes its number, for the plural form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

# fmt: off
# ruff: noqa: E501 -- whole sentences: broken over lines they are harder to read and to search for
COUNTED: Mapping[str, Callable[[int], str]] = {
    "archive-pictures-missing": lambda n: translate("Notices", "%n picture(s) are gone or were changed since they came, such as {first}. The archive was made without them. Find their files again, then export once more.", None, n),
    "archive-adapters-lost": lambda n: translate("Notices", "%n trained file(s) are gone or damaged: {names}. The archive was made without them. Train again, then export once more.", None, n),
    "archive-pictures-unreadable": lambda n: translate("Notices", "%n picture(s) of the archive cannot be read, such as {first}. They stand with the files that could not be read.", None, n),
    "backup-adapters-missing": lambda n: translate("Notices", "The backup lacks %n trained file(s), which are missing or damaged already. Train them again.", None, n),
    "backup-pictures-missing": lambda n: translate("Notices", "%n picture file(s) of this project are gone. Import them again; their classes come back with them.", None, n),
    "backup-adapters-lost": lambda n: translate("Notices", "%n trained file(s) of this project are gone. Train them again.", None, n),
    "copies-left": lambda n: translate("Notices", "%n copies were changed since they were made, or could not be deleted, and are still there, such as {first}. Look at them, and delete what you do not need.", None, n),
    "copies-folders-left": lambda n: translate("Notices", "%n folder(s) hold other files too and were left, such as {first}.", None, n),
    "folder-run-new-files": lambda n: translate("Notices", "%n picture(s) came into {path} since it was chosen, such as {first}. They get no answer here; choose the folder again for that.", None, n),
    "class-removed": lambda n: translate("Notices", "Class {name} removed, its %n picture(s) are in the inbox.", None, n),
}
# fmt: on
