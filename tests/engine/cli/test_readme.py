"""What the README shows is run as it stands there, on a sample of one picture a class, so that it takes seconds."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from mmrl_engine.adapter import Adapter
from tests.engine.cli.calls import ROOT, mmrl

LEARNED = ("boar", "camel")


def readme_blocks(language: str) -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def readme_calls() -> list[list[str]]:
    """The arguments of each `$ mmrl ...` line."""
    lines = "".join(readme_blocks("console")).splitlines()
    return [shlex.split(line)[2:] for line in lines if line.startswith("$ mmrl ")]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the project's, with one picture of two learned classes and of each typed one."""
    samples = ROOT / "resources" / "samples"
    for source in sorted(samples.glob("*/*")):
        if source.parent.name == "test" or source.name in LEARNED:
            target = tmp_path / source.relative_to(ROOT)
            target.mkdir(parents=True)
            shutil.copy(min(source.iterdir()), target)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_commands_of_the_readme_work_in_their_order(clone: Path) -> None:
    calls = readme_calls()
    assert {call[0] for call in calls} == {"sample", "train", "classify", "inspect", "backbones"}
    for call in calls:
        small = ["--folder", "resources/samples"] if call[0] == "sample" else []
        result = mmrl(*call, *small)
        assert (result.exit_code, result.stderr) == (0, ""), call
        assert result.stdout


def test_library_example_of_the_readme_works(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = readme_blocks("python")
    assert len([line for line in example.splitlines() if line and not line.startswith(("import", "from"))]) <= 10
    exec(compile(example, "README.md", "exec"), {"__name__": "__main__"})
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == len(list(clone.glob("resources/samples/test/*/*.png")))
    assert all(re.search(r" (trained|typed) \d+% (sure|maybe|none)$", line) for line in printed)
    (made,) = clone.glob("*.safetensors")
    assert [item.name for item in Adapter.load(made).classes] == sorted(LEARNED)
