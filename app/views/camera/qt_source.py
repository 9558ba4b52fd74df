"""The cameras of this computer by Qt's multimedia part; to be imported only where a camera is wanted."""

from __future__ import annotations

import time

from PySide6.QtCore import QCameraPermission, QCoreApplication, QObject, QPermission, Qt, Slot
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoSink,
)

from app.views.camera.source import CameraInfo, CameraSource
from mmrl_engine.notices import notice
from mmrl_engine.untrusted import shown

MOST_A_SECOND = 15  # frames that are made pictures of: each takes some milliseconds
LARGEST = 1920 * 1440  # pixels of a frame that can be had so often
LEAST_RATE = 10.0  # frames a second that a format must give


class QtCameraSource(CameraSource):
    """Frames are made pictures of in this process: they come from the camera's driver, not from a file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self._inputs_changed)
        self.sink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(self._take)
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self.sink)
        self._camera: QCamera | None = None
        self._wanted: str | None = None  # the camera that is to be on
        self._taken = 0.0

    def cameras(self) -> tuple[CameraInfo, ...]:
        own = QMediaDevices.defaultVideoInput()
        devices = sorted(QMediaDevices.videoInputs(), key=lambda device: device.id() != own.id())
        return tuple(CameraInfo(_id(device), device.description()) for device in devices)

    def start(self, camera_id: str) -> None:
        self.stop()
        self._wanted = camera_id
        application, permission = _application(), QCameraPermission()
        status = application.checkPermission(permission)
        if status == Qt.PermissionStatus.Undetermined:
            application.requestPermission(permission, self, self._answered)
        else:
            self._go_on(allowed=status == Qt.PermissionStatus.Granted)

    def stop(self) -> None:
        self._wanted = None
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()
            self._session.setCamera(None)  # type: ignore[arg-type]
            camera.deleteLater()

    def _answered(self, permission: QPermission) -> None:
        if self._wanted is not None and self._camera is None:  # it may have been asked twice
            self._go_on(allowed=permission.status() == Qt.PermissionStatus.Granted)

    def _go_on(self, *, allowed: bool) -> None:
        if not allowed:
            self._fail("camera-not-allowed")
            return
        device = self._device()
        if device is None:
            self._fail("camera-none")
            return
        camera = QCamera(device, self)
        best = best_format(device.videoFormats())
        if best is not None:
            camera.setCameraFormat(best)
        camera.errorOccurred.connect(self._broke)
        self._camera = camera
        self._session.setCamera(camera)
        camera.start()

    def _device(self) -> QCameraDevice | None:
        devices = QMediaDevices.videoInputs()
        wanted = next((device for device in devices if _id(device) == self._wanted), None)
        return wanted or next(iter([QMediaDevices.defaultVideoInput(), *devices] if devices else []), None)

    def _fail(self, code: str, **params: str) -> None:
        self.stop()
        self.failed.emit(notice(code, **params))

    @Slot(QVideoFrame)
    def _take(self, frame: QVideoFrame) -> None:
        now = time.monotonic()
        if self._wanted is None or not frame.isValid() or now - self._taken < 1 / MOST_A_SECOND:
            return
        self._taken = now
        image = frame.toImage()
        if not image.isNull():
            self.frame.emit(image)

    @Slot(QCamera.Error, str)
    def _broke(self, error: QCamera.Error, text: str) -> None:
        if error != QCamera.Error.NoError and self._camera is not None:
            self._fail("camera-failed", reason=shown(text))

    @Slot()
    def _inputs_changed(self) -> None:
        camera = self._camera
        if camera is not None and _id(camera.cameraDevice()) not in {item.id for item in self.cameras()}:
            self._fail("camera-lost")
        self.cameras_changed.emit()


def best_format(formats: list[QCameraFormat]) -> QCameraFormat | None:
    """The largest that is not larger than need be and comes often enough; None where none does."""
    fit = [item for item in formats if item.maxFrameRate() >= LEAST_RATE and 0 < _pixels(item) <= LARGEST]
    return max(fit, key=lambda item: (_pixels(item), item.maxFrameRate()), default=None)


def _pixels(item: QCameraFormat) -> int:
    return item.resolution().width() * item.resolution().height()


def _id(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None
    return application
