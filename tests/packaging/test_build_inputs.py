"""When a program has to be built and tried again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import build
import build_inputs

ROOT = Path(build.__file__).resolve().parents[1]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files that a build depends on, and the record that they were tried."""
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    for name in build_inputs.FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    for name in build_inputs.FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name)
    build_inputs.note_tried(tmp_path, build_inputs.sum_of_inputs(tmp_path, build.EXTRAS))
    return tmp_path


def test_what_was_tried_is_not_built_again(copy: Path) -> None:
    assert build_inputs.was_tried(copy, build.EXTRAS)
    text = (copy / "pyproject.toml").read_text(encoding="utf-8")
    (copy / "pyproject.toml").write_text(text + "\n# no matter\n", encoding="utf-8")
    assert build_inputs.was_tried(copy, build.EXTRAS)


@pytest.mark.parametrize("name", ["packaging/constraints.txt", "packaging/hooks/hook-app.py", "packaging/smoke.py"])
def test_pins_and_packaging_that_changed_are(copy: Path, name: str) -> None:
    assert (copy / name).exists()
    (copy / name).write_text((copy / name).read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert not build_inputs.was_tried(copy, build.EXTRAS)


def test_a_library_more_is_a_change(copy: Path) -> None:
    text = (copy / "pyproject.toml").read_text(encoding="utf-8")
    (copy / "pyproject.toml").write_text(text.replace('"numpy>=2",', '"numpy>=2", "one-more",'), encoding="utf-8")
    assert not build_inputs.was_tried(copy, build.EXTRAS)


@pytest.mark.parametrize("record", [None, "", "[]", '{"inputs": 3}'])
def test_without_a_sound_record_it_is_built(copy: Path, record: str | None) -> None:
    if record is None:
        (copy / build_inputs.RECORD).unlink()
    else:
        (copy / build_inputs.RECORD).write_text(record, encoding="utf-8")
    assert not build_inputs.was_tried(copy, build.EXTRAS)
