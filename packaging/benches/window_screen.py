"""A screen that nobody sees, looked at from outside: which windows are on it, and what is painted there.

Its pixels lie in a file that is mapped into memory, so that looking costs the programs that are measured nothing.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

TOOLS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}  # and Debian's packages that bring them
SIZE = (1440, 960)
_HEADER = 100  # bytes of an XWD file's fixed part, big-endian numbers
_VIEWABLE = 2

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Shown:
    """A window that can be seen: its number and its place, frame included."""

    number: int
    x: int
    y: int
    width: int
    height: int


def missing_tools() -> list[str]:
    """The packages of the tools that this system lacks."""
    return [package for tool, package in TOOLS.items() if shutil.which(tool) is None]


class Screen:
    """Use `open_screen`. `name` is for DISPLAY."""

    def __init__(self, name: str, pixels: Pixels) -> None:
        self.name, self._pixels = name, pixels
        self._x11 = _library()
        self._display = self._x11.XOpenDisplay(name.encode("ascii"))
        if not self._display:
            raise RuntimeError(f"the screen {name} cannot be opened")
        self._root = self._x11.XDefaultRootWindow(self._display)

    def windows(self) -> list[Shown]:
        """The windows on it, the lowest first."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self._x11.XQueryTree(self._display, self._root, *map(ctypes.byref, (root, parent, children, count)))
        found = [self._shown(children[place]) for place in range(count.value)]
        if children:
            self._x11.XFree(children)
        return [item for item in found if item is not None]

    def inside(self, window: Shown, step: int = 4) -> Pixels:
        """Pixels of the window [H, W, 3], every so many, without what a window manager puts around it."""
        return self.whole(window, step, above=40, around=12)

    def whole(self, window: Shown, step: int = 4, *, above: int = 0, around: int = 0) -> Pixels:
        """Pixels of the window [H, W, 3], every so many, but for a margin."""
        top, left = max(0, window.y) + above, max(0, window.x) + around
        bottom, right = window.y + window.height - around, window.x + window.width - around
        return self._pixels[top:bottom:step, left:right:step, :3].copy()

    def press(self, keys: str) -> subprocess.Popen[bytes]:
        """Presses keys as a person does, in the window that has the focus; comes back before they are pressed."""
        return self.run("xdotool", "key", keys)

    def run(self, *command: str) -> subprocess.Popen[bytes]:
        """Starts a tool on this screen, whose words nobody needs."""
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(command, env=self.environment(), stdout=nowhere, stderr=nowhere)

    def environment(self) -> dict[str, str]:
        """For programs on this screen."""
        without = ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR")
        kept = {key: value for key, value in os.environ.items() if key not in without}
        return {**kept, "DISPLAY": self.name}

    def close(self) -> None:
        """Looks at it no more."""
        self._x11.XCloseDisplay(self._display)

    def _shown(self, number: int) -> Shown | None:
        told = _Attributes()
        if not self._x11.XGetWindowAttributes(self._display, number, ctypes.byref(told)):
            return None  # it has gone since
        if told.map_state != _VIEWABLE or told.x + told.width <= 0 or told.y + told.height <= 0:
            return None
        return Shown(number, told.x, told.y, told.width, told.height)


@contextmanager
def open_screen(folder: Path) -> Iterator[Screen]:
    """A screen with a window manager; `folder` is where its pixels lie."""
    folder.mkdir(parents=True, exist_ok=True)
    reading, writing = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    command = ["Xvfb", "-screen", "0", size, "-fbdir", os.fspath(folder), "-nolisten", "tcp", "-displayfd"]
    server = subprocess.Popen([*command, str(writing)], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            name = ":" + told.readline().strip()
        screen = Screen(name, _mapped(folder / "Xvfb_screen0"))
        manager = screen.run("openbox", "--sm-disable")
        try:
            yield screen
        finally:
            manager.terminate()
            manager.wait()
            screen.close()
    finally:
        server.terminate()
        server.wait()


class _Attributes(ctypes.Structure):
    """XWindowAttributes of Xlib.h."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("class_", "bit_gravity", "win_gravity", "backing_store")),
        ("backing_planes", ctypes.c_ulong),
        ("backing_pixel", ctypes.c_ulong),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("all_event_masks", ctypes.c_long),
        ("your_event_mask", ctypes.c_long),
        ("do_not_propagate_mask", ctypes.c_long),
        ("override_redirect", ctypes.c_int),
        ("screen", ctypes.c_void_p),
    ]


_Handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


def _go_on(display: object, error: object) -> int:
    return 0


_GO_ON = _Handler(_go_on)  # a window may go between two questions; Xlib would end this process


def _library() -> ctypes.CDLL:
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x11.XQueryTree.argtypes = [ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_void_p] * 4]
    x11.XGetWindowAttributes.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p]
    x11.XFree.argtypes = [ctypes.c_void_p]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    x11.XSetErrorHandler(_GO_ON)
    return x11


def _mapped(file: Path) -> Pixels:
    """The pixels [H, W, 4] as they are at any moment."""
    numbers = np.fromfile(file, ">u4", count=_HEADER // 4)
    header, width, height, bits, line, colors = (int(numbers[place]) for place in (0, 4, 5, 11, 12, 19))
    if bits != 32 or sys.byteorder != "little":
        raise RuntimeError(f"a screen of {bits} bits a pixel")
    flat = np.memmap(file, np.uint8, "r", offset=header + 12 * colors, shape=(height, line))
    return flat[:, : 4 * width].reshape(height, width, 4)
