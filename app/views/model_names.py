"""What the models are called on screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from mmrl_engine.backbones import catalogue

DEMO = "demo"


def model_name(source: str) -> str:
    """A model's name, from where it comes from: the catalogue, or a file or folder on this computer."""
    if source == DEMO:
        return QCoreApplication.translate("ModelNames", "demo (small, for trying out)")
    entry = catalogue.by_id(source)
    return entry.title if entry is not None else Path(source).stem or source
