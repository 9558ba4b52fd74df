"""A built program as one file to hand out: all of it, equal for equal folders, and with a sum that tells a fault."""

from __future__ import annotations

import os
import subprocess
import tarfile
from pathlib import Path

import archive


def a_program(folder: Path, *, seconds: int) -> Path:
    """A folder as a build leaves it, of which every file was written at `seconds`."""
    built = folder / "mmrl-studio"
    (built / "_internal").mkdir(parents=True)
    (built / "mmrl-studio").write_bytes(b"program")
    (built / "mmrl-studio").chmod(0o755)
    (built / "_internal" / "library.so").write_bytes(b"code" * 1000)
    (built / "_internal" / "library.so.1").symlink_to("library.so")
    for path in built.rglob("*"):
        os.utime(path, (seconds, seconds), follow_symlinks=False)
    return built


def test_what_is_packed_is_what_was_there_and_programs_stay_programs(tmp_path: Path) -> None:
    packed = archive.pack(a_program(tmp_path / "a", seconds=1), tmp_path / "program.tar.gz")
    with tarfile.open(packed) as tar:
        tar.extractall(tmp_path / "out", filter="data")
    out = tmp_path / "out" / "mmrl-studio"
    assert (out / "_internal" / "library.so.1").read_bytes() == b"code" * 1000
    assert (out / "_internal" / "library.so.1").is_symlink()
    assert os.access(out / "mmrl-studio", os.X_OK)
    assert not os.access(out / "_internal" / "library.so", os.X_OK)
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_equal_programs_give_equal_files_whoever_packs_them_when(tmp_path: Path) -> None:
    first = archive.pack(a_program(tmp_path / "a", seconds=1), tmp_path / "first.tar.gz")
    second = archive.pack(a_program(tmp_path / "b", seconds=10**9), tmp_path / "second.tar.gz")
    assert first.read_bytes() == second.read_bytes()


def test_sums_are_checked_by_the_systems_own_tool_and_tell_a_file_that_has_changed(tmp_path: Path) -> None:
    for name in ("old.tar.gz", "new.tar.gz"):
        (tmp_path / name).write_bytes(name.encode())
        archive.write_sum(tmp_path / name)
    (tmp_path / "old.tar.gz").write_bytes(b"packed again")
    archive.write_sum(tmp_path / "old.tar.gz")  # in the place of the line that is there
    assert _sums_hold(tmp_path)
    (tmp_path / "new.tar.gz").write_bytes(b"cut sho")
    assert not _sums_hold(tmp_path)


def _sums_hold(folder: Path) -> bool:
    return subprocess.run(["sha256sum", "--check", "--quiet", archive.SUMS], cwd=folder, check=False).returncode == 0


def test_the_name_says_which_version_for_which_system() -> None:
    name = archive.archive_name("mmrl-studio", "1.2.3")
    assert name.startswith("mmrl-studio-1.2.3-")
    assert name.endswith(".tar.gz")
