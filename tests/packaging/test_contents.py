"""What is written into a built program: the licences of its parts, and the list of them."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import Distribution
from pathlib import Path

import pytest

import contents


def a_package(folder: Path, name: str, *, requires: tuple[str, ...] = (), licence: str = "MIT", text: str = "") -> None:
    """Installs the metadata of a package into `folder`."""
    made = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    made.mkdir()
    lines = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", f"License-Expression: {licence}"]
    lines += [f"Requires-Dist: {item}" for item in requires]
    (made / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
    listed = [f"{made.name}/METADATA,,"]
    if text:
        (made / "licenses").mkdir()
        (made / "licenses" / "LICENSE").write_text(text, encoding="utf-8")
        listed.append(f"{made.name}/licenses/LICENSE,,")
    (made / "RECORD").write_text("\n".join(listed) + "\n", encoding="utf-8")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Distribution]:
    """A program with an extra, and what it needs of a library with an extra of its own."""
    folder = tmp_path / "site"
    folder.mkdir()
    asked = ("Zlib_Like[fast]", 'heif; extra == "heic"', 'camera; extra == "camera"', 'never; sys_platform == "mars"')
    a_package(folder, "tried-program", requires=asked, text="the program's")
    a_package(folder, "zlib-like", requires=('speedy; extra == "fast"',), text="zlib's")
    a_package(folder, "speedy", licence="LGPL-3.0-only", requires=("zlib-like[fast]",))
    a_package(folder, "heif", licence="Proprietary")
    a_package(folder, "camera")
    a_package(folder, "never")
    monkeypatch.syspath_prepend(str(folder))
    return contents.parts("tried-program", ["heic"])


def test_parts_are_what_is_asked_for_here_through_all_extras_and_nothing_else(installed: list[Distribution]) -> None:
    assert [item.name for item in installed] == ["heif", "speedy", "tried-program", "zlib-like"]


def test_every_part_has_its_text_and_those_without_are_told(installed: list[Distribution], tmp_path: Path) -> None:
    nameless = contents.write_licences(tmp_path / "licences", installed)
    assert (tmp_path / "licences" / "zlib-like-1.0" / "licenses" / "LICENSE").read_text(encoding="utf-8") == "zlib's"
    lesser = tmp_path / "licences" / "speedy-1.0"
    assert sorted(path.name for path in lesser.iterdir()) == ["GPL-3.0.txt", "LGPL-3.0.txt"]
    assert nameless == ["heif"]


def test_list_names_parts_their_needs_and_the_systems_libraries(installed: list[Distribution], tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    inside.mkdir()
    (inside / "libssl.so.3").write_bytes(b"tls")
    (inside / "libtwin.so").symlink_to("libssl.so.3")
    (inside / "base_library.zip").write_bytes(b"zip")
    found = json.loads(contents.as_json(contents.bill(installed, tmp_path)))
    named = {item["name"]: item for item in found["components"]}
    assert set(named) == {"Python", "heif", "libssl.so.3", "speedy", "tried-program", "zlib-like"}
    assert named["zlib-like"]["licenses"] == [{"license": {"id": "MIT"}}]
    assert named["libssl.so.3"]["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(b"tls").hexdigest()}]
    needs = {item["ref"]: item.get("dependsOn", []) for item in found["dependencies"]}
    assert "zlib-like==1.0" in needs["tried-program==1.0"]
    assert found["specVersion"] == "1.6"
