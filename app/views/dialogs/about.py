"""What this program is, and whose work is in it."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution
from importlib.resources import files

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.views.dialogs.plain import PlainDialog
from app.views.theme.look import Look
from app.views.widgets.basics import Label
from mmrl_engine.version import engine_version

PROGRAM = "mmrl-studio"
UNKNOWN = ("", "UNKNOWN")
LONGEST = 80  # letters; longer ones are the whole text of a licence


class AboutDialog(PlainDialog):
    """The licences are read from what is installed, when it is opened."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "MMRL Studio", width=640, height=560, parent=parent)
        version = self.tr("Version {version}. Licence: Apache 2.0.").format(version=engine_version())
        self.column.addWidget(Label(version, "text", "muted"))
        text = self.tr("Show your computer a few pictures of each thing. It learns to tell them apart.")
        self.column.addWidget(Label(text, wrap=True))
        self.column.addWidget(Label(self.tr("What it is made with"), "label"))
        licences = QPlainTextEdit("\n".join([*parts_with_licences(), "", *drawings_with_licences()]))
        licences.setReadOnly(True)
        licences.setAccessibleName(self.tr("Licences"))
        self.column.addWidget(licences, 1)


def parts_with_licences() -> list[str]:
    """ "name version: licence" of this program's libraries, and of theirs."""
    found: dict[str, str] = {}
    waiting = [PROGRAM]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            item = distribution(name)
        except PackageNotFoundError:  # for another system, or for another build of torch
            found[name] = ""
            continue
        licence = _said(item.metadata, "License-Expression") or _said(item.metadata, "License")
        if licence in UNKNOWN or len(licence) > LONGEST:
            licence = _classified(item.metadata.get_all("Classifier") or [])
        found[name] = f"{_said(item.metadata, 'Name')} {item.version}: {licence.splitlines()[0] if licence else '?'}"
        waiting += [_name(line) for line in item.requires or [] if "extra ==" not in line]
    return sorted((line for line in found.values() if line), key=str.casefold)


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].casefold()


def _said(metadata: PackageMetadata, key: str) -> str:
    return str(metadata[key]) if key in metadata else ""


def _classified(classifiers: list[str]) -> str:
    return ", ".join(line.split("::")[-1].strip() for line in classifiers if line.startswith("License ::"))


def drawings_with_licences() -> list[str]:
    """The drawings in the sample and in the demo model."""
    data = json.loads((files("resources") / "attributions.json").read_text("utf-8"))
    title = QCoreApplication.translate("AboutDialog", "Drawings in the sample and in the demo model:")
    return [title, *(f"{item['title']}, {item['credit']}: {item['licence']}" for item in data["entries"])]
