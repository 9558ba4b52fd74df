"""The files that put a built program into a menu on Linux."""

from __future__ import annotations

import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

import build
import smoke

ROOT = Path(build.__file__).resolve().parents[1]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What a build puts into the folder of the program, without the program."""
    folder = tmp_path / "a place" / build.NAME
    shutil.copytree(ROOT / "packaging" / "linux", folder / "linux")
    shutil.copyfile(ROOT / "resources" / "icons" / "app.svg", folder / "linux" / "mmrl-studio.svg")
    return folder


def add(built: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Calls the script as somebody whose home is `home`."""
    call = ["sh", str(built / "linux" / "add_to_menu.sh"), *arguments]
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run(call, env=environment, capture_output=True, text=True, check=False)


def test_the_entry_starts_the_program_where_it_lies_and_goes_again(built: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert add(built, home).returncode == 0
    file = home / ".local" / "share" / "applications" / "mmrl-studio.desktop"
    entry = RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(file, encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == f'"{built}/mmrl-studio" %F'
    icon = home / ".local" / "share" / "icons" / "hicolor" / "scalable" / "apps" / "mmrl-studio.svg"
    assert icon.exists()
    assert add(built, home, "--remove").returncode == 0
    assert not file.exists()
    assert not icon.exists()


def test_a_place_that_an_entry_cannot_name_is_refused(built: Path, tmp_path: Path) -> None:
    odd = built.rename(built.with_name("100%"))
    result = add(odd, tmp_path / "home")
    assert result.returncode == 1
    assert "Move MMRL Studio" in result.stderr
    assert not (tmp_path / "home").exists()


def test_a_validator_that_finds_a_fault_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, code in (("desktop-file-validate", 1), ("appstreamcli", 0)):
        (tools / name).write_text(f"#!{sys.executable}\nprint('a fault')\nraise SystemExit({code})\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    told: list[str] = []
    assert not smoke.menu_files_hold(tmp_path, say=told.append)
    assert told == ["mmrl-studio.desktop is not sound. desktop-file-validate says: a fault"]


def test_a_validator_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told: list[str] = []
    assert smoke.menu_files_hold(tmp_path, say=told.append)
    assert [line.split()[0] for line in told] == ["mmrl-studio.desktop", "mmrl-studio.metainfo.xml"]
