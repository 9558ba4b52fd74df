"""The project's own promises: its layout, its README, its pins, and that the light parts stay light."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    "app",
    "mmrl_engine",
    "resources",
    "tests",
    "packaging",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "NOTICE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
}
IN_THE_TREE = ("app", "mmrl_engine", "packaging")
HEAVY = ("open_clip", "timm", "torch", "torchvision")
RECIPE_ONLY = "demo-recipe"


def project_files() -> list[PurePosixPath]:
    """The project's files, relative to its root: what git tracks, or in a copy without git all that is there."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [PurePosixPath(name) for name in listed.split("\0") if name]
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    generated = re.compile(r"(^|/)(\.venv|__pycache__|[^/]*\.egg-info|\.[a-z_]*cache|\.hypothesis|build|dist)/")
    return [PurePosixPath(path.as_posix()) for path in found if not generated.search(path.as_posix())]


def readme_tree() -> list[PurePosixPath]:
    """The paths of README's file tree: a block of lines 'name  what it is', each level two spaces further in."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"## What lies where\n.*?```text\n(.*?)```", text, flags=re.DOTALL)
    assert block is not None
    above: list[str] = []
    paths = []
    for line in block.group(1).splitlines():
        entry = re.fullmatch(r"(?P<indent> *)(?P<name>\S+)(  +\S.*)?", line)
        assert entry is not None, f"not a line of a tree: {line!r}"
        above = [*above[: len(entry["indent"]) // 2], entry["name"].rstrip("/")]
        paths.append(PurePosixPath(*above))
    return paths


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements() -> list[Requirement]:
    """What the project asks for, its extras included; the recipe's are only ever installed by hand."""
    project = pyproject()["project"]
    extras = (wanted for name, wanted in project["optional-dependencies"].items() if name != RECIPE_ONLY)
    return [Requirement(line) for line in sum(extras, project["dependencies"])]


def pins() -> dict[str, Requirement]:
    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [Requirement(line) for line in lines if not line.startswith("#")]
    return {canonical(pin.name): pin for pin in pinned}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def torch_free_modules() -> list[str]:
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    modules: list[str] = next(entry for entry in contracts if entry["id"] == "torch-free")["source_modules"]
    return modules


def test_top_level_holds_what_the_layout_names() -> None:
    there = {path.parts[0] for path in project_files()}
    assert {name for name in there if not name.startswith(".")} <= TOP_LEVEL


def test_readme_tree_lists_every_module() -> None:
    code = {path for path in project_files() if path.suffix == ".py" and path.parts[0] in IN_THE_TREE}
    assert code - set(readme_tree()) == set()


def test_readme_tree_lists_nothing_that_is_not_there() -> None:
    assert [str(path) for path in readme_tree() if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("command", ["python packaging/run.py", "python packaging/test.py"])
def test_readme_names_both_commands(command: str) -> None:
    assert f"$ {command}\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_packaging_folder_is_no_package() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_every_requirement_is_pinned_within_its_range() -> None:
    pinned = pins()
    for requirement in requirements():
        pin = pinned[canonical(requirement.name)]
        (exact,) = pin.specifier
        assert exact.operator == "=="
        assert requirement.specifier.contains(Version(exact.version)), f"{requirement} against {pin}"


def test_constraints_hold_names_and_versions_only() -> None:
    text = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert " @ " not in text
    assert not any(line.startswith("-") for line in text.splitlines())


def test_torch_and_torchvision_are_the_matched_pair() -> None:
    assert str(pins()["torch"].specifier) == "==2.14.1"
    assert str(pins()["torchvision"].specifier) == "==0.29.1"


def test_torch_free_modules_load_no_torch() -> None:
    lines = [f"import {name}" for name in torch_free_modules()]
    code = "\n".join(["import sys", *lines, f"print([name for name in {HEAVY} if name in sys.modules])"])
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert result.stderr == ""
    assert result.stdout == "[]\n"


def test_tests_cannot_reach_the_network() -> None:
    address = "192.0.2.1"  # reserved for documentation: no machine has it
    with pytest.raises(pytest.fail.Exception, match="reached for the network"):
        socket.create_connection((address, 80))
