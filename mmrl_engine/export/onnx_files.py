"""What was learned as ONNX files, checked in ONNX Runtime before they are kept."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from mmrl_engine.adapted import NameFeatures
from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import EngineError, PictureError
from mmrl_engine.examples import fill
from mmrl_engine.export.extras import require_onnx
from mmrl_engine.export.names_file import NAMES_FILE, names_bytes
from mmrl_engine.export.onnx_graphs import SHARES, LearnedGraph, write_graphs
from mmrl_engine.export.onnx_report import FEWEST_PICTURES, REPORT_JSON, REPORT_TEXT, OnnxReport
from mmrl_engine.files import atomic_write, told
from mmrl_engine.images import OpenPicture, find_pictures, open_rgb
from mmrl_engine.inference import Classifier
from mmrl_engine.types import Preprocess, Progress
from mmrl_engine.untrusted import canonical_json
from mmrl_engine.views import to_input

if TYPE_CHECKING:
    from mmrl_engine.export.onnx_check import OnnxCheck

ANSWERS, FEATURES = "answers.onnx", "features.onnx"


def write_names(adapter: Adapter, backbone: Backbone, folder: Path, typed: Sequence[str] = ()) -> Classifier:
    """Writes `NAMES_FILE` into `folder` and returns the classifier that made it.

    Raises:
        AdapterError: the adapter does not belong to the backbone. InputError: names that cannot be typed.
        EngineError: the file cannot be written.
    """
    classifier = Classifier(adapter, backbone)
    classifier.classify((), typed)  # refuses at once what may not be typed beside the learned names
    learned = classifier.clip.encode_prompts([fill(adapter.config.template, item.words) for item in adapter.classes])
    new = classifier.encode_names(typed) if typed else NameFeatures(learned.adapted[:0], learned.plain[:0])
    data = names_bytes(
        [*classifier.trained, *typed],
        len(classifier.trained),
        torch.cat([learned.adapted, new.adapted]).numpy(),
        torch.cat([learned.plain, new.plain]).numpy(),
    )
    atomic_write(folder / NAMES_FILE, data)
    return classifier


def exporting_onnx(
    adapter: Adapter,
    backbone: Backbone,
    folder: Path,
    *,
    typed: Sequence[str] = (),
    pictures: Sequence[Path] = (),
    open_picture: OpenPicture = open_rgb,
) -> Generator[Progress, None, OnnxReport]:
    """Writes `ANSWERS`, `FEATURES`, `NAMES_FILE` and the report into `folder`.

    Making the graph is one long step (a quarter of a minute and more). Each picture is one step of the check.

    Args:
        backbone: on the CPU. folder: empty; what is in it after a failure is of no use.
        pictures: to check with; where fewer than `FEWEST_PICTURES` can be read, the sample's are taken too.

    Raises:
        EngineError: a part is not installed, torch cannot export it, a file cannot be written, or the check failed.
    """
    require_onnx()
    from mmrl_engine.export.onnx_check import OnnxCheck  # the extra may not be there

    yield Progress("prepare", 0, 2)
    classifier = write_names(adapter, backbone, folder, typed)
    yield Progress("prepare", 1, 2)
    graph = LearnedGraph(classifier, adapter)
    outputs = {folder / ANSWERS: (SHARES,), folder / FEATURES: graph.feature_names}
    try:
        write_graphs(graph, outputs, _properties(adapter))
    except OSError as error:
        raise told(folder, error) from error
    yield Progress("prepare", 2, 2)
    check = OnnxCheck(classifier, folder / ANSWERS, folder / FEATURES, typed)
    report = yield from _checking(check, backbone.preprocess, pictures, open_picture)
    if not report.passed:
        apart = max(report.answers_apart, report.features_apart)
        raise EngineError.of("export-onnx-differs", same=report.same, total=report.pictures, difference=f"{apart:.1e}")
    atomic_write(folder / REPORT_JSON, report.to_json().encode())
    atomic_write(folder / REPORT_TEXT, report.to_text().encode())
    return report


def _checking(
    check: OnnxCheck, preprocess: Preprocess, pictures: Sequence[Path], open_picture: OpenPicture
) -> Generator[Progress, None, OnnxReport]:
    """One picture after the other; one that cannot be read is not what is checked here."""
    with as_file(files("resources").joinpath("samples")) as sample:
        places = [*pictures, *find_pictures(sample)]
        for done, path in enumerate(places, start=1):
            if done > len(pictures) and check.pictures >= FEWEST_PICTURES:
                break
            with suppress(PictureError):
                check.compare(to_input(open_picture(path), preprocess)[None])
            yield Progress("evaluate", done, len(places))
    return check.report()


def _properties(adapter: Adapter) -> dict[str, str]:
    """The files' metadata: all that is needed to use them without the adapter."""
    config = adapter.config
    return {
        "title": adapter.title,
        "license": adapter.license,
        "author": adapter.author,
        "label_names": canonical_json([item.name for item in adapter.classes]),
        "temperature": repr(config.temperature),
        "preprocess": canonical_json(asdict(config.preprocess)),
        "backbone": canonical_json(adapter.backbone.to_json()),
        "adapter_sha256": sha256(adapter.to_bytes()).hexdigest(),
    }
