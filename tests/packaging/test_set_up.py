"""`packaging/run.py` and `packaging/test.py` as a person meets them, around a project that is set up in seconds."""

from __future__ import annotations

import resource
import tomllib
from pathlib import Path

import pytest

import project_env
from tests.packaging.small_project import SCRIPTS, SmallProject, interrupt, wait_for

SAMPLE = "There is no screen here for a window: doing the sample job in this terminal.\nmmrl sample"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """A project that run.py has set up."""
    project = SmallProject(tmp_path_factory.mktemp("ready") / "project")
    result = project.run("run.py")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "about 1.2 GB of disk" in result.stdout
    assert "Set-up is done." in result.stdout
    assert result.stdout.endswith(f"{SAMPLE}\n")
    return project


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    """A project that was never started."""
    return SmallProject(tmp_path / "project")


def test_second_start_installs_nothing_and_is_quick(ready: SmallProject) -> None:
    log = (ready.environment / "setup.log").stat().st_mtime_ns
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    result = ready.run("run.py")
    # Processor time, so that a busy machine changes nothing; both interpreters' starts are in it.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 1
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{SAMPLE}\n", "")
    assert (ready.environment / "setup.log").stat().st_mtime_ns == log


def test_arguments_and_exit_code_pass_through(ready: SmallProject) -> None:
    result = ready.run("run.py", "--seed", "3", "fail")
    assert (result.returncode, result.stdout) == (3, f"{SAMPLE} --seed 3 fail\n")


def test_where_there_is_a_screen_the_window_opens(ready: SmallProject) -> None:
    result = ready.run("run.py", "--safe-mode", "some.png", drawn_on="offscreen")
    assert (result.returncode, result.stdout, result.stderr) == (0, "app --safe-mode some.png\n", "")
    assert ready.run("run.py", "fail", drawn_on="offscreen").returncode == 4


def test_self_test_needs_no_screen(ready: SmallProject) -> None:
    assert ready.run("run.py", "--self-test").stdout == "app --self-test\n"


def test_folder_that_it_is_started_in_is_not_taken_for_the_program(ready: SmallProject) -> None:
    other = ready.root.parent / "app.py"
    other.write_text("raise SystemExit('the wrong one')", encoding="utf-8")
    result = ready.run("run.py", drawn_on="offscreen")
    other.unlink()
    assert (result.returncode, result.stdout) == (0, "app\n")


def test_ctrl_c_in_the_sample_reaches_it(ready: SmallProject) -> None:
    process = ready.start("run.py", "wait")
    assert process.stdout is not None
    assert process.stdout.readline() + process.stdout.readline() == f"{SAMPLE} wait\n"
    assert interrupt(process).returncode == 130


def test_tests_get_their_extras_and_the_program_keeps_them(ready: SmallProject) -> None:
    first = ready.run("test.py", "-k", "some")
    assert (first.returncode, first.stdout.splitlines()[-1]) == (5, "pytest -k some")
    assert "Making" not in first.stdout
    log = (ready.environment / "setup.log").read_text(encoding="utf-8")
    assert "[build,camera,heic,onnx,serve,sklearn,test]" in log
    assert ready.run("run.py").stdout == f"{SAMPLE}\n"
    assert ready.run("test.py").stdout == "pytest\n"


def test_what_a_person_wants_besides_is_installed_and_kept(project: SmallProject) -> None:
    first = project.run("run.py", "--with", "heic", "--with", "onnx", "--seed", "3")
    assert first.stdout.endswith(f"{SAMPLE} --seed 3\n")
    assert "[heic,onnx]" in (project.environment / "setup.log").read_text(encoding="utf-8")
    assert project.run("run.py").stdout == f"{SAMPLE}\n"
    assert project.run("run.py", "--with", "onnx").stdout == f"{SAMPLE}\n"
    project.change_requirements()
    assert "Set-up is done." in project.run("run.py").stdout
    assert "[heic,onnx]" in (project.environment / "setup.log").read_text(encoding="utf-8")


def test_what_there_is_not_cannot_be_wanted(project: SmallProject) -> None:
    result = project.run("run.py", "--with", "cake")
    assert result.returncode == 2
    assert "camera" in result.stderr
    assert not project.environment.exists()


def test_what_can_be_wanted_is_what_the_project_has() -> None:
    described = tomllib.loads((SCRIPTS.parent / "pyproject.toml").read_text(encoding="utf-8"))
    others = {"build", "demo-recipe", "test"}
    assert {*project_env.EXTRAS, *others} == set(described["project"]["optional-dependencies"])


def test_failed_installation_names_the_log_and_the_next_start_goes_on(ready: SmallProject) -> None:
    kept = ready.environment / "kept"
    kept.touch()
    ready.change_requirements()
    (ready.root / "fail").touch()
    result = ready.run("run.py")
    (ready.root / "fail").unlink()
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("Installing the project failed (")
    log = ready.environment / "setup.log"
    assert result.stderr.endswith(f"The full log: {log}\n")
    assert "the disk has had enough" in log.read_text(encoding="utf-8")
    assert ready.run("run.py").stdout.endswith(f"{SAMPLE}\n")
    assert kept.exists()


def test_ctrl_c_while_installing_is_repaired_by_the_next_start(project: SmallProject) -> None:
    (project.root / "slow").touch()
    process = project.start("run.py")
    wait_for(project.root / "started")
    result = interrupt(process)
    assert (result.returncode, result.stderr.strip()) == (130, "Stopped. Start again to go on.")
    half_made = project.environment / "half-made"
    half_made.touch()
    (project.root / "slow").unlink()
    result = project.run("run.py")
    assert (result.returncode, result.stderr) == (0, "")
    assert not half_made.exists()


def test_second_start_beside_a_running_one_leaves_it_alone(project: SmallProject) -> None:
    (project.root / "slow").touch()
    process = project.start("run.py")
    wait_for(project.root / "started")
    result = project.run("run.py")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "Another start is setting up just now: wait for it, then start again.\n"
    assert process.poll() is None
    interrupt(process)


def test_moved_project_is_set_up_anew(ready: SmallProject, tmp_path: Path) -> None:
    moved = SmallProject(tmp_path / "moved")
    moved.environment.mkdir()
    for name in ("setup.json", "setup.lock"):
        (moved.environment / name).write_bytes((ready.environment / name).read_bytes())
    (moved.environment / "bin").symlink_to(ready.environment / "bin")
    result = moved.run("run.py")
    assert result.returncode == 0, result.stderr
    assert "Set-up is done." in result.stdout
    assert not (moved.environment / "bin").is_symlink()
    assert (ready.environment / "bin" / "mmrl").exists()


def test_environment_of_somebody_else_is_left_alone(project: SmallProject) -> None:
    project.environment.mkdir()
    (project.environment / "pyvenv.cfg").write_text("theirs", encoding="utf-8")
    result = project.run("run.py")
    assert result.returncode == 1
    assert result.stderr == f"{project.environment} was not made by this script: move it away and start again.\n"
    assert [entry.name for entry in project.environment.iterdir()] == ["pyvenv.cfg"]
