"""Whether there is a screen for a window, and whether the system has the libraries that Qt needs to open one.

Standard library only, and no syntax newer than Python 3.8 (see machine.py).
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from machine import SetupError


class Library(NamedTuple):
    """A library of the system, and the packages that bring it."""

    file: str
    debian: str
    fedora: str
    arch: str


# What Qt itself is linked with, whatever it draws on.
ALWAYS = (
    Library("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Library("libX11.so.6", "libx11-6", "libX11", "libx11"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Library("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5-libs", "krb5"),
    Library("libbrotlidec.so.1", "libbrotli1", "libbrotli", "brotli"),
    Library("libzstd.so.1", "libzstd1", "libzstd", "zstd"),
    Library("libz.so.1", "zlib1g", "zlib", "zlib"),
)
XCB = (
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb", "libxcb"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    Library("libxcb.so.1", "libxcb1", "libxcb", "libxcb"),
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
)
WAYLAND = (
    Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"),
)

# What Qt's part for cameras is linked with besides.
CAMERA = (
    Library("libpulse.so.0", "libpulse0", "pulseaudio-libs", "libpulse"),
    Library("libXrandr.so.2", "libxrandr2", "libXrandr", "libxrandr"),
    Library("libXext.so.6", "libxext6", "libXext", "libxext"),
)


def has_screen(environment: Mapping[str, str]) -> bool:
    """Whether a window can be opened: a screen is named, or Qt is told what to draw on instead of one."""
    if not sys.platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def check_window_libraries(environment: Mapping[str, str]) -> None:
    """Raises SetupError, with the packages' names, where the system lacks what Qt needs."""
    if not sys.platform.startswith("linux"):
        return
    missing = _missing(ALWAYS)
    ways = [_missing(way) for way in _ways(environment)]
    if ways and all(ways):  # where there are two, Qt takes the one that works
        missing += ways[0]
    _require("The window needs", missing)


def check_camera_libraries() -> None:
    """The same for pictures from a camera."""
    if sys.platform.startswith("linux"):
        _require("Pictures from a camera need", _missing(CAMERA))


def _require(what_needs: str, missing: Sequence[Library]) -> None:
    if missing:
        raise SetupError(
            f"{what_needs} what this system lacks ({_listed(library.file for library in missing)}): install "
            f"{_listed(library.debian for library in missing)} on Debian and Ubuntu, "
            f"{_listed(library.fedora for library in missing)} on Fedora, or "
            f"{_listed(library.arch for library in missing)} on Arch, and start again."
        )


def _ways(environment: Mapping[str, str]) -> list[tuple[Library, ...]]:
    """What Qt needs for each kind of screen that it may take, the likelier first."""
    named = environment.get("QT_QPA_PLATFORM")
    if named:
        kinds = [kind.split(":")[0].split("-")[0] for kind in named.split(";")]
        known = {"xcb": XCB, "wayland": WAYLAND}
        return [known.get(kind, ()) for kind in kinds]
    ways = [(environment.get("WAYLAND_DISPLAY"), WAYLAND), (environment.get("DISPLAY"), XCB)]
    return [libraries for screen, libraries in ways if screen]


def _missing(libraries: Iterable[Library]) -> list[Library]:
    return [library for library in libraries if not _loads(library.file)]


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _listed(names: Iterable[str]) -> str:
    """Each name once, as it is typed after the command that installs."""
    return " ".join(dict.fromkeys(names))
