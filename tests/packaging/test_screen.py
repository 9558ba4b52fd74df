"""Whether a window can be opened, and what is said where the system lacks what Qt needs for it."""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import PySide6
import pytest

import screen
from machine import SetupError

Lack = Callable[..., None]
X11: Mapping[str, str] = {"DISPLAY": ":0"}
BOTH: Mapping[str, str] = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}


@pytest.fixture
def lack(monkeypatch: pytest.MonkeyPatch) -> Lack:
    """Makes a Linux that has every library but the named ones."""

    def without(*missing: str) -> None:
        def load(name: str) -> None:
            if name in missing:
                raise OSError(f"{name}: cannot open shared object file")

        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(ctypes, "CDLL", load)

    return without


@pytest.mark.parametrize("environment", [X11, BOTH, {"WAYLAND_DISPLAY": "w"}, {"QT_QPA_PLATFORM": "offscreen"}])
def test_screen_that_is_there(environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert screen.has_screen(environment)


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}, {"TERM": "xterm"}])
def test_no_screen_where_none_is_named(environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert not screen.has_screen(environment)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_a_screen_and_bring_what_qt_needs(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert screen.has_screen({})
    screen.check_window_libraries({})


def test_missing_libraries_are_told_in_one_sentence_with_their_packages(lack: Lack) -> None:
    lack("libEGL.so.1", "libxcb-cursor.so.0", "libxcb-randr.so.0", "libxcb-shape.so.0")
    with pytest.raises(SetupError) as told:
        screen.check_window_libraries(X11)
    assert str(told.value) == (
        "The window needs what this system lacks "
        "(libEGL.so.1 libxcb-cursor.so.0 libxcb-randr.so.0 libxcb-shape.so.0): "
        "install libegl1 libxcb-cursor0 libxcb-randr0 libxcb-shape0 on Debian and Ubuntu, "
        "libglvnd-egl xcb-util-cursor libxcb on Fedora, or libglvnd xcb-util-cursor libxcb on Arch, and start again."
    )


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        (BOTH, "libxcb-cursor.so.0"),
        (BOTH, "libwayland-client.so.0"),
        ({"WAYLAND_DISPLAY": "w"}, "libxcb-cursor.so.0"),
        ({**X11, "QT_QPA_PLATFORM": "offscreen"}, "libxcb-cursor.so.0"),
        ({"QT_QPA_PLATFORM": "wayland-egl;xcb"}, "libxcb-cursor.so.0"),
        ({}, "libxcb-cursor.so.0"),
    ],
)
def test_library_that_is_not_needed_for_this_screen(environment: Mapping[str, str], missing: str, lack: Lack) -> None:
    lack(missing)
    screen.check_window_libraries(environment)


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({"WAYLAND_DISPLAY": "w"}, "libwayland-client.so.0"),
        ({"QT_QPA_PLATFORM": "xcb:someoption"}, "libxkbcommon-x11.so.0"),
        ({**BOTH, "QT_QPA_PLATFORM": "xcb"}, "libxcb.so.1"),
        ({}, "libGL.so.1"),
    ],
)
def test_library_that_is_needed(environment: Mapping[str, str], missing: str, lack: Lack) -> None:
    lack(missing)
    with pytest.raises(SetupError, match=missing.replace(".", r"\.")):
        screen.check_window_libraries(environment)


def test_where_neither_kind_of_screen_works_the_likelier_one_is_mended(lack: Lack) -> None:
    lack("libxcb-cursor.so.0", "libwayland-client.so.0")
    with pytest.raises(SetupError, match=r"\(libwayland-client\.so\.0\)"):
        screen.check_window_libraries(BOTH)


QT = Path(PySide6.__file__).parent / "Qt"
# The C library, what machine.py asks for, and what comes in the same package as a listed library.
ELSEWHERE = {
    "libbrotlicommon.so.1",
    "libc.so.6",
    "libgcc_s.so.1",
    "libgthread-2.0.so.0",
    "libm.so.6",
    "libresolv.so.2",
    "libstdc++.so.6",
}
BUNDLED = ("libav", "libsw")  # come with Qt's part for cameras, which opens others itself where they are there


def linked_with(*files: str) -> set[str]:
    """The libraries that are none of Qt's own and that these of Qt's files name, each as a string of its own."""
    named = (re.findall(rb"(?<=\0)lib[\w+.-]+\.so\.\d+(?=\0)", (QT / file).read_bytes()) for file in files)
    found = {name.decode() for names in named for name in names}
    return {name for name in found if not name.startswith(("libQt6", "libicu"))} - ELSEWHERE


def test_tables_are_what_the_installed_qt_is_linked_with() -> None:
    qt = [f"lib/libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "Svg", "Network", "DBus")]
    always = {library.file for library in screen.ALWAYS}
    assert linked_with(*qt) == always
    x11 = linked_with("lib/libQt6XcbQpa.so.6", "plugins/platforms/libqxcb.so")
    assert x11 - always == {library.file for library in screen.XCB}
    camera = linked_with("lib/libQt6Multimedia.so.6", "plugins/multimedia/libffmpegmediaplugin.so")
    assert {name for name in camera - always if not name.startswith(BUNDLED)} == {
        library.file for library in screen.CAMERA
    }
    wayland = linked_with("lib/libQt6WaylandClient.so.6", "plugins/platforms/libqwayland.so")
    assert wayland - always == {library.file for library in screen.WAYLAND}


def test_what_a_camera_needs_is_told_too(lack: Lack) -> None:
    lack("libpulse.so.0")
    with pytest.raises(SetupError, match=r"^Pictures from a camera need .*\(libpulse\.so\.0\): install libpulse0 on"):
        screen.check_camera_libraries()
