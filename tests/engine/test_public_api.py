"""The public API: complete, lazy, documented."""

from __future__ import annotations

import inspect
import subprocess
import sys

import mmrl_engine
from mmrl_engine.notices import SENTENCES


def test_every_public_name_is_there_and_documented() -> None:
    for name in mmrl_engine.__all__:
        assert inspect.getdoc(getattr(mmrl_engine, name)), name
    assert dir(mmrl_engine) == sorted(mmrl_engine.__all__)


def test_importing_the_engine_and_its_plain_parts_loads_no_torch() -> None:
    code = (
        "import sys, mmrl_engine\n"
        "from mmrl_engine import Adapter, Answer, EngineError, Evaluation, Example, Notice\n"
        "from mmrl_engine import Progress, Score, TrainConfig, read_header\n"
        "import mmrl_engine.backbones.catalogue, mmrl_engine.images, mmrl_engine.evaluation.metrics\n"
        "loaded = {'torch', 'open_clip', 'torchvision', 'timm', 'PySide6', 'sqlalchemy'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(mmrl_engine, "no_such_name")


def test_every_sentence_is_whole() -> None:
    for code, sentence in SENTENCES.items():
        assert sentence == sentence.strip(), code
        assert code == code.lower(), code
