"""ONNX files: the same answers in ONNX Runtime, told beside them, and refused where they are not."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
import torch

from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import EngineError
from mmrl_engine.export.folder import write_folder
from mmrl_engine.export.onnx_check import OnnxCheck
from mmrl_engine.export.onnx_files import exporting_onnx
from mmrl_engine.export.onnx_graphs import LearnedGraph
from mmrl_engine.export.onnx_report import OnnxReport
from mmrl_engine.images import open_rgb
from mmrl_engine.inference import Classifier
from mmrl_engine.instant import result_of
from mmrl_engine.types import Example
from mmrl_engine.views import to_input
from tests.engine.export.conftest import TYPED
from tests.engine.export.test_readers import KINDS, shares_here

APART = 1e-3


@pytest.fixture(scope="module")
def exported(
    adapters: dict[str, Adapter], model: Backbone, examples: list[Example], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with ONNX files; its adapter needs all three features."""
    scratch = tmp_path_factory.mktemp("scratch")
    folder = tmp_path_factory.mktemp("exported") / "out"
    adapter = adapters["low-rank"]
    report = result_of(exporting_onnx(adapter, model, scratch, typed=TYPED, pictures=[item.path for item in examples]))
    assert report.passed
    write_folder(adapter, folder, more=scratch)
    return folder


def test_the_graph_answers_any_number_of_pictures(
    exported: Path, adapters: dict[str, Adapter], model: Backbone, examples: list[Example]
) -> None:
    session = onnxruntime.InferenceSession(exported / "answers.onnx", providers=["CPUExecutionProvider"])
    pixels = np.stack([to_input(open_rgb(item.path), model.preprocess) for item in examples])
    here = shares_here(adapters["low-rank"], model, examples, ())
    for part in (slice(0, 1), slice(0, 5), slice(None)):
        (there,) = session.run(["probabilities"], {"image": pixels[part]})
        assert np.abs(there - here[part]).max() < APART
    assert np.ptp(here, axis=0).max() > 10 * APART
    said = session.get_modelmeta().custom_metadata_map
    assert json.loads(said["label_names"]) == ["cat", "dog", "owl"]
    assert json.loads(said["preprocess"])["size"] == 32
    assert float(said["temperature"]) == adapters["low-rank"].config.temperature


def test_the_reader_answers_over_typed_names_too(
    exported: Path, adapters: dict[str, Adapter], model: Backbone, examples: list[Example], reader: Any
) -> None:
    plain = reader("read_onnx").Model(exported)
    assert plain.names == ["cat", "dog", "owl", *TYPED]
    there = plain.shares([open_rgb(item.path) for item in examples])
    assert np.abs(there - shares_here(adapters["low-rank"], model, examples, TYPED)).max() < APART


def test_the_line_of_the_card_runs_as_it_stands(exported: Path, examples: list[Example]) -> None:
    line = "python snippets/read_onnx.py . one.jpg"
    assert f"$ {line}\n" in (exported / "README.md").read_text()
    shutil.copy(examples[0].path, exported / "one.jpg")
    call = [sys.executable, *line.split()[1:]]
    told = subprocess.run(call, cwd=exported, capture_output=True, text=True, timeout=120, check=True).stdout
    (exported / "one.jpg").unlink()
    assert told.startswith("one.jpg ")
    assert told.count("%") == 3


def test_the_report_lies_beside_it(exported: Path) -> None:
    said = json.loads((exported / "onnx_report.json").read_text())
    assert said["passed"]
    assert said["same"] == said["pictures"] >= 20
    assert said["answers_apart"] < APART
    assert set(said["versions"]) == {"torch", "onnx", "onnxruntime", "onnxscript"}
    assert "20 of 20" in (exported / "onnx_report.md").read_text()


@pytest.mark.parametrize("kind", KINDS)
def test_every_way_to_answer_is_in_the_graph(
    kind: str, adapters: dict[str, Adapter], model: Backbone, examples: list[Example]
) -> None:
    """As torch computes it, before it is exported."""
    graph = LearnedGraph(Classifier(adapters[kind], model), adapters[kind])
    pixels = np.stack([to_input(open_rgb(item.path), model.preprocess) for item in examples])
    with torch.no_grad():
        shares, *features = graph(torch.from_numpy(pixels))
    assert np.abs(shares.numpy() - shares_here(adapters[kind], model, examples, ())).max() < APART / 10
    assert len(features) == len(graph.feature_names) == (1 if kind in ("instant", "words", "nothing-trained") else 3)


def test_files_that_answer_otherwise_are_not_kept(
    exported: Path, adapters: dict[str, Adapter], model: Backbone, examples: list[Example]
) -> None:
    """The files of one adapter, held against another one that mixes its features otherwise."""
    learned = adapters["low-rank"]
    other = replace(learned, config=replace(learned.config, alpha=0.1, temperature=4.0))
    check = OnnxCheck(Classifier(other, model), exported / "answers.onnx", exported / "features.onnx", TYPED)
    for item in examples:
        check.compare(to_input(open_rgb(item.path), model.preprocess)[None])
    report = check.report()
    assert report.answers_apart > APART
    assert report.features_apart < APART  # the features are the same
    assert not report.passed
    sized: dict[str, Any] = {"opset": 20, "versions": {}, "sizes": {}, "names": 5}
    assert not OnnxReport(pictures=20, same=19, answers_apart=1e-6, features_apart=1e-6, **sized).passed
    assert OnnxReport(pictures=20, same=20, answers_apart=1e-6, features_apart=1e-6, **sized).passed
    for few in (0, 19):  # what was not tried is not right
        assert not OnnxReport(pictures=few, same=few, answers_apart=0.0, features_apart=0.0, **sized).passed


def test_what_is_no_number_never_passes(
    exported: Path, adapters: dict[str, Adapter], model: Backbone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the program itself came to it, and the files to zeros, say."""
    classifier = Classifier(adapters["low-rank"], model)
    check = OnnxCheck(classifier, exported / "answers.onnx", exported / "features.onnx", TYPED)
    probabilities = classifier.probabilities
    monkeypatch.setattr(classifier, "probabilities", lambda *given: probabilities(*given) * float("nan"))
    check.compare(np.zeros((1, 3, 32, 32), np.float32))
    assert check.report().answers_apart == check.report().features_apart == float("inf")


def test_a_failed_check_is_told(
    exported: Path,
    adapters: dict[str, Adapter],
    model: Backbone,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As if torch had made the graphs of something else."""

    def write_other(graph: object, files: Iterable[Path], properties: object) -> None:
        for path in files:
            shutil.copy(exported / path.name, path)

    monkeypatch.setattr("mmrl_engine.export.onnx_files.write_graphs", write_other)
    with pytest.raises(EngineError) as caught:
        result_of(exporting_onnx(adapters["gate"], model, tmp_path))
    assert caught.value.notices[0].code == "export-onnx-differs"
    assert not (tmp_path / "onnx_report.json").exists()


def test_a_file_that_onnx_runtime_refuses_is_told(
    exported: Path, adapters: dict[str, Adapter], model: Backbone, tmp_path: Path
) -> None:
    """Such as one of operators that it does not know, or of pictures of another size."""
    classifier, features = Classifier(adapters["low-rank"], model), exported / "features.onnx"
    (tmp_path / "answers.onnx").write_bytes(b"no graph")
    with pytest.raises(EngineError) as caught:
        OnnxCheck(classifier, tmp_path / "answers.onnx", features, TYPED)
    assert caught.value.notices[0].code == "export-onnx-failed"
    check = OnnxCheck(classifier, features, features, TYPED)
    with pytest.raises(EngineError) as caught:
        check.compare(np.zeros((1, 3, 32, 32), np.float32))
    assert caught.value.notices[0].code == "export-onnx-failed"
    assert check.pictures == 0


def test_what_is_not_installed_is_named(
    adapters: dict[str, Adapter], model: Backbone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mmrl_engine.export.extras.find_spec", lambda name: None if name == "onnxruntime" else name)
    with pytest.raises(EngineError, match=r"onnxruntime.*mmrl-studio\[onnx\]"):
        next(exporting_onnx(adapters["words"], model, tmp_path))
