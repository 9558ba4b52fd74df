"""What `packaging/build.py` does around PyInstaller: the call, the sizes, and how a built program is tried."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import build
import frozen_start
import project_env
import smoke

ROOT = Path(build.__file__).resolve().parents[1]


def fake_program(folder: Path, *lines: str) -> Path:
    """A program in place of a built one."""
    program = folder / build.NAME
    program.write_text("\n".join([f"#!{sys.executable}", "import os, pathlib, sys, time", *lines]), encoding="utf-8")
    program.chmod(0o755)
    return program


OPENS = "data = pathlib.Path(sys.argv[2]); data.mkdir(); (data / 'projects.sqlite').touch()"
STAYS = "time.sleep(600)"


def test_call_builds_from_the_spec_that_is_there_into_the_chosen_folder(tmp_path: Path) -> None:
    call = build.pyinstaller_call(Path("python"), ROOT, tmp_path)
    assert call[:3] == ["python", "-m", "PyInstaller"]
    assert call[call.index("--distpath") + 1] == str(tmp_path)
    assert Path(call[call.index("--workpath") + 1]).parent == tmp_path
    assert Path(call[-1]).is_file()


def test_sizes_name_the_whole_and_the_largest_parts(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    (inside / "torch").mkdir(parents=True)
    (inside / "torch" / "lib.so").write_bytes(b"1" * 3_000_000)
    (inside / "base.zip").write_bytes(b"1" * 500_000)
    (inside / "link.so").symlink_to(inside / "torch" / "lib.so")
    for number in range(build.SHOWN):
        (inside / f"small{number}").write_bytes(b"1")
    lines = [line.split(maxsplit=1) for line in build.size_lines(tmp_path)]
    assert lines[:3] == [["3.5", "MB in all"], ["3.0", "MB torch"], ["0.5", "MB base.zip"]]
    assert len(lines) == 1 + build.SHOWN


def test_unknown_option_is_a_wrong_call(tmp_path: Path) -> None:
    script = ROOT / "packaging" / "build.py"
    result = subprocess.run([sys.executable, str(script), "--smok"], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 2
    assert "unrecognized arguments: --smok" in result.stderr


def test_failed_build_gives_its_exit_code_and_tries_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []

    def run(*call: object) -> int:
        calls.append(call)
        return 7

    monkeypatch.setattr(project_env, "run_through", run)
    environment = project_env.ProjectEnv(ROOT)
    assert build.build_program(environment, ["--here", "--smoke", "--out", str(tmp_path / "out")]) == 7
    assert len(calls) == 1


def test_program_is_tried_with_an_empty_environment_in_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    seen = f"pathlib.Path({str(tmp_path)!r}, 'seen')"
    code = seen + ".write_text(f'{sys.argv[1:]} {os.listdir()} {sorted(os.environ)}')"
    assert smoke.self_test_passes(fake_program(tmp_path, code))
    found = (tmp_path / "seen").read_text(encoding="utf-8")
    assert found == "['--self-test'] [] ['LC_ALL', 'QT_QPA_PLATFORM']"


def test_self_test_that_fails_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    assert not smoke.self_test_passes(fake_program(tmp_path, "sys.exit(1)"), say=told.append)
    assert told[0].endswith("s, exit code 1.")


def test_self_test_that_hangs_is_ended(tmp_path: Path) -> None:
    told: list[str] = []
    assert not smoke.self_test_passes(fake_program(tmp_path, STAYS), seconds=0.5, say=told.append)
    assert told == ["The self-test was not done after 0.5 s."]


def test_window_that_stays_is_well(tmp_path: Path) -> None:
    assert smoke.window_opens(fake_program(tmp_path, OPENS, STAYS), seconds=1.5)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([OPENS, "sys.exit(3)"], "The window ended with exit code 3; its database was made. It said: nothing"),
        ([STAYS], "The window stayed; its database was not made. It said: nothing"),
        (
            [OPENS, "print('a fault', file=sys.stderr, flush=True)", STAYS],
            "The window stayed; its database was made. It said: a fault",
        ),
    ],
)
def test_window_that_is_not_well_is_told(tmp_path: Path, lines: list[str], told: str) -> None:
    said: list[str] = []
    assert not smoke.window_opens(fake_program(tmp_path, *lines), seconds=1.5, say=said.append)
    assert said == [told]


def test_one_failing_trial_fails_the_whole_and_the_other_is_done_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def passes(program: Path) -> bool:
        tried.append(program.name)
        return False

    def opens(program: Path) -> bool:
        tried.append(program.name)
        return True

    def hold(folder: Path) -> bool:
        tried.append(folder.name)
        return True

    monkeypatch.setattr(smoke, "self_test_passes", passes)
    monkeypatch.setattr(smoke, "menu_files_hold", hold)
    monkeypatch.setattr(smoke, "window_opens", opens)
    monkeypatch.setattr("sys.platform", "linux")
    assert not build.works(tmp_path)
    assert tried == [build.NAME, "linux", build.NAME]


@pytest.mark.parametrize("original", ["/opt/theirs", None])
def test_programs_of_the_system_get_their_own_libraries(original: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "0")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/here/_internal")
    if original is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", original)
    else:
        monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    frozen_start.leave_the_systems_libraries()
    assert os.environ.get("LD_LIBRARY_PATH") == original
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"


def test_systems_without_a_library_path_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    before = dict(os.environ)
    frozen_start.leave_the_systems_libraries()
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("probe", "told"),
    [
        ({"cuda": None, "hip": None}, "a torch for the processor alone"),
        ({"cuda": "13.0", "hip": None}, "a torch for graphics cards (CUDA 13.0)"),
        ({"cuda": None, "hip": "7.1"}, "a torch for graphics cards (ROCm 7.1)"),
    ],
)
def test_which_torch_goes_in_is_told(probe: dict[str, object], told: str) -> None:
    assert build.torch_build(probe) == told
