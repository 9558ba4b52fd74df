"""A small random backbone, a few coloured pictures, and one adapter trained on them, shared by all tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine import small
from tests.engine.cli.calls import mmrl


@pytest.fixture(scope="session")
def backbone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that `--backbone` takes."""
    content = small.config(vision=2, text=2)
    folder = tmp_path_factory.mktemp("backbones") / "tiny"
    return small.write_folder(folder, content, small.state_of(small.random_model(content)))


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two classes of two pictures; not to be changed."""
    folder = tmp_path_factory.mktemp("pictures")
    small.write_pictures(folder, {"cat": 2, "dog": 2})
    return folder


@pytest.fixture(scope="session")
def adapter(tmp_path_factory: pytest.TempPathFactory, backbone: Path, pictures: Path) -> Path:
    """What `mmrl train` makes of `pictures`."""
    file = tmp_path_factory.mktemp("adapters") / "pets.mmrl.safetensors"
    result = mmrl("train", pictures, "-o", file, "--backbone", backbone, "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    return file
