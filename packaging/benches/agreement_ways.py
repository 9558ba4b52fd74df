"""Every way in which what was learned can be asked, on the same pictures and names: shares [M, B + N] of each."""

from __future__ import annotations

import http.client
import importlib
import json
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

from app.bootstrap import build
from app.storage.folders import find_folders
from mmrl_engine import Adapter, Backbone, Classifier
from mmrl_engine.images import open_rgb
from mmrl_engine.types import Answer
from mmrl_engine.views import to_input

Array = npt.NDArray[np.float64]
ROOT: Final = Path(__file__).resolve().parent.parent.parent
MODEL: Final = ROOT / "resources" / "backbones" / "demo"
MMRL: Final = (sys.executable, "-m", "mmrl_engine.cli")


@dataclass(frozen=True)
class Asked:
    """Attributes:
    folder: an exported folder with ONNX files, whose adapter is asked. work: an empty folder for what a way needs.
    """

    adapter: Adapter
    backbone: Backbone
    folder: Path
    work: Path
    pictures: Sequence[Path]
    typed: Sequence[str]

    @property
    def names(self) -> list[str]:
        return [*(item.name for item in self.adapter.classes), *self.typed]

    def rows(self, found: Sequence[Mapping[str, float]]) -> Array:
        """Shares by name as rows in the order of `names`."""
        return np.array([[row[name] for name in self.names] for row in found])


def library(asked: Asked) -> Array:
    """`mmrl_engine.Classifier`."""
    classifier = Classifier(asked.adapter, asked.backbone)
    return classifier.probabilities(classifier.encode_pictures(_pixels(asked)), asked.typed).numpy()


def numpy_reader(asked: Asked) -> Array:
    """`read_numpy.py` on the library's features."""
    reader = _snippet(asked, "read_numpy")
    classifier = Classifier(asked.adapter, asked.backbone)
    made = classifier.encode_pictures(_pixels(asked), plain=True)
    kept = np.load(asked.folder / "names.npz")
    rep = None if made.rep is None else made.rep.numpy()
    pictures = reader.Pictures(made.cls.numpy(), rep, made.cls.numpy() if made.plain is None else made.plain.numpy())
    found: Array = reader.shares(_learned(asked), pictures, reader.Names(kept["adapted"], kept["plain"]))
    return found


def torch_reader(asked: Asked) -> Array:
    """`read_torch.py` with open_clip's own model."""
    reader = _snippet(asked, "read_torch").Reader(_learned(asked), f"local-dir:{MODEL}")
    pictures = reader.pictures([open_rgb(path) for path in asked.pictures])
    found: Array = _snippet(asked, "read_numpy").shares(reader.learned, pictures, reader.names([*asked.typed]))
    return found


def onnx_features(asked: Asked) -> Array:
    """`read_onnx.py`: `features.onnx` and `names.npz`."""
    found: Array = _snippet(asked, "read_onnx").Model(asked.folder).shares([open_rgb(path) for path in asked.pictures])
    return found


def onnx_answers(asked: Asked) -> Array:
    """`answers.onnx`, the learned names alone."""
    import onnxruntime  # the extra

    session = onnxruntime.InferenceSession(asked.folder / "answers.onnx", providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["probabilities"], {"image": _pixels(asked)})[0], np.float64)


def command(asked: Asked) -> Array:
    """`mmrl classify --json`, in a process of its own."""
    also = [part for name in asked.typed for part in ("--also", name)]
    call = [*MMRL, "classify", str(asked.folder), *map(str, asked.pictures), *also, "--json", "--quiet", *_ON_CPU]
    told = subprocess.run(call, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout
    return asked.rows([_shares(item) for item in json.loads(told)["pictures"]])


def service(asked: Asked) -> Array:
    """`mmrl serve`, asked over HTTP."""
    token_file = asked.work / "token.txt"
    call = [*MMRL, "serve", str(asked.folder), "--token-file", str(token_file), *_ON_CPU]
    with subprocess.Popen(
        call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://(\S+)", process.stdout.readline())
            if found is None:
                raise RuntimeError("mmrl serve did not start")
            return asked.rows([_ask(found[1], token_file.read_text("ascii").strip(), asked, p) for p in asked.pictures])
        finally:
            process.send_signal(signal.SIGINT)


def window(asked: Asked) -> Array:
    """The services of the window, with their child process and a project of their own."""
    program = build(find_folders(asked.work / "data"), threads=1, safe=True)
    try:
        project_id = program.projects.create(name="Agreement").made or 0
        program.adapters.import_file(project_id=project_id, path=asked.folder)
        (view,) = program.adapters.list(project_id=project_id)
        program.adapters.choose(project_id=project_id, adapter_id=view.id)
        answers = program.classification.answers(
            project_id=project_id, paths=[*asked.pictures], typed=tuple(asked.typed)
        )
    finally:
        program.close()
    return asked.rows([_of_answer(answer) for answer in answers])


_ON_CPU: Final = ("--device", "cpu")


def _pixels(asked: Asked) -> npt.NDArray[np.float32]:
    return np.stack([to_input(open_rgb(path), asked.backbone.preprocess) for path in asked.pictures])


def _snippet(asked: Asked, name: str) -> Any:
    """One of the readers of the exported folder, as whoever runs it there has it."""
    place = str(asked.folder / "snippets")
    if place not in sys.path:
        sys.path.insert(0, place)
    return importlib.import_module(name)


def _learned(asked: Asked) -> Any:
    (file,) = asked.folder.glob("*.safetensors")
    return _snippet(asked, "read_numpy").read(file)


def _ask(address: str, token: str, asked: Asked, path: Path) -> dict[str, float]:
    connection = http.client.HTTPConnection(address, timeout=60)
    try:
        query = "&".join(f"also={quote(name)}" for name in asked.typed)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/octet-stream"}
        connection.request("POST", f"/classify?{query}", path.read_bytes(), headers)
        response = connection.getresponse()
        told = response.read()
        if response.status != 200:
            raise RuntimeError(f"mmrl serve said {response.status}: {told[:200]!r}")
        return _shares(json.loads(told)["pictures"][0])
    finally:
        connection.close()


def _shares(picture: Mapping[str, Any]) -> dict[str, float]:
    return {item["name"]: item["probability"] for item in picture["scores"]}


def _of_answer(answer: Answer) -> dict[str, float]:
    return {item.name: item.probability for item in answer.scores}
