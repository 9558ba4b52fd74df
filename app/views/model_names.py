"""What the models are called on screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

DEMO = "demo"


def model_name(source: str) -> str:
    """A model's name, from where it comes from."""
    if source == DEMO:
        return QCoreApplication.translate("ModelNames", "demo (small, for trying out)")
    return Path(source).stem or source
