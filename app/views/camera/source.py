"""Where pictures of a camera come from. Nothing here loads Qt's multimedia part, which is an extra."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec

from PySide6.QtCore import QObject, Signal

from mmrl_engine.errors import EngineError
from mmrl_engine.notices import notice
from mmrl_engine.untrusted import shown

PART = "PySide6.QtMultimedia"


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera of this computer: what the system calls it, and its name for a person."""

    id: str
    name: str


class CameraSource(QObject):
    """A camera that gives pictures while it is on, and none before.

    Signals:
        frame: a `QImage`, as large as the camera gives it, upright. cameras_changed: some came or went.
        failed: a `Notice`, why there are no pictures, or no more.
    """

    frame = Signal(object)
    cameras_changed = Signal()
    failed = Signal(object)

    def cameras(self) -> tuple[CameraInfo, ...]:
        """Those that are there now, the system's own choice first."""
        raise NotImplementedError

    def start(self, camera_id: str) -> None:
        """Turns this camera on, or where it is not there the first one; asks the system for leave where it must."""
        raise NotImplementedError

    def stop(self) -> None:
        """Turns it off."""
        raise NotImplementedError


def is_offered() -> bool:
    """Whether the window speaks of cameras at all: not in a built program without that part, to which nobody could
    add it.
    """
    return _is_installed() or not getattr(sys, "frozen", False)


def open_source(parent: QObject) -> CameraSource:
    """Loads Qt's multimedia part.

    Raises:
        EngineError: it is not installed, or the system lacks what it needs.
    """
    if not _is_installed():
        raise EngineError.of("camera-part-missing")
    try:
        from app.views.camera.qt_source import QtCameraSource
    except ImportError as error:  # a library of the system that it is linked to
        raise EngineError(notice("camera-part-broken", reason=shown(str(error)))) from error
    return QtCameraSource(parent)


def settings_address() -> str:
    """Where the system's own settings say who may use the camera; empty where there is no such place."""
    return {
        "darwin": "x-apple.systempreferences:com.apple.preference.security?Privacy_Camera",
        "win32": "ms-settings:privacy-webcam",
    }.get(sys.platform, "")


def _is_installed() -> bool:
    return find_spec(PART) is not None
