"""Reads what MMRL Studio has learned with NumPy alone, and answers from features that something else has made.

    learned = read("animals.mmrl.safetensors")
    shares(learned, pictures, names)      # [M, B + N], each row sums to one

B names were learned, N are only typed; M pictures, d numbers a feature, all features of length 1. `read_torch.py` and
`read_onnx.py` make such features, and an exported folder's `names.npz` holds those of its names.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]


class Learned(NamedTuple):
    """The file: how it answers, the learned names in the order of the shares, the model it needs, and its numbers."""

    config: dict[str, Any]
    classes: list[dict[str, Any]]
    backbone: dict[str, Any]
    tensors: dict[str, Array]


class Pictures(NamedTuple):
    """Features [M, d]: f_c, f_r (None unless `answers` is `mmrl`) and f_c0 of the untouched model."""

    cls: Array
    rep: Array | None
    plain: Array


class Names(NamedTuple):
    """Features [B + N, d], the learned names first: with what was learned, and of the untouched model."""

    adapted: Array
    plain: Array


def read(path: str | Path) -> Learned:
    """A .safetensors file: 8 bytes of length, JSON, then the numbers. Both hashes are checked."""
    data = Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header, numbers = json.loads(data[8:start]), data[start:]
    said = header.pop("__metadata__")
    if said["modelspec.hash_sha256"] != "0x" + hashlib.sha256(numbers).hexdigest():
        raise ValueError(f"{path} is damaged: its numbers have changed")
    described = {
        "metadata": {key: value for key, value in said.items() if key != "mmrl.metadata_sha256"},
        "tensors": {name: {"dtype": entry["dtype"], "shape": entry["shape"]} for name, entry in header.items()},
    }
    text = json.dumps(described, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if said["mmrl.metadata_sha256"] != hashlib.sha256(text.encode()).hexdigest():
        raise ValueError(f"{path} is damaged: its description has changed")
    tensors = {
        name: np.frombuffer(numbers[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
        for name, entry in header.items()
    }
    return Learned(*(json.loads(said[f"mmrl.{key}"]) for key in ("config", "classes", "backbone")), tensors)


def shares(learned: Learned, pictures: Pictures, names: Names) -> Array:
    """How each picture is divided between the names, the learned ones first: [M, B + N]."""
    config, count = learned.config, len(learned.classes)
    scale, tau, alpha = config["s"], config["tau"], config["a"]
    words = scale * pictures.cls.astype(np.float64) @ names.adapted.astype(np.float64).T
    scores = words.copy()
    if config["answers"] == "instant":  # what the pictures add to the words of the learned names
        scores[:, :count] += instant(learned, pictures.cls)
    inside = _softmax(scores[:, :count] / tau)
    if pictures.rep is not None:  # the second feature answers for learned names too
        rep = scale * pictures.rep.astype(np.float64) @ names.adapted[:count].astype(np.float64).T
        if config["fusion"] == "logit":
            inside = _softmax((alpha * scores[:, :count] + (1 - alpha) * rep) / tau)
        else:
            inside = alpha * inside + (1 - alpha) * _softmax(rep / tau)
    if len(names.adapted) == count:
        return inside
    plain = scale * pictures.plain.astype(np.float64) @ names.plain.astype(np.float64).T
    part = _learned_part(learned, scores, words, plain)
    return np.concatenate([part * inside, (1 - part) * _softmax(scores[:, count:] / tau)], 1)


def instant(learned: Learned, features: Array) -> Array:
    """What the pictures learned from add to the scores of their names [M, B]: Gaussians with one covariance."""
    means, inverse, counts = (
        learned.tensors[f"plain.{name}"].astype(np.float64) for name in ("means", "precision", "counts")
    )
    width, slopes = means.shape[1], inverse @ means.T
    trace = width**2 / (counts.sum() - (counts > 0).sum() + 1 + width)
    excess = np.where(counts > 0, trace / np.maximum(counts, 1), 0)
    offsets = -0.5 * (np.einsum("cd,dc->c", means, slopes) - excess)
    return learned.config["instant"]["strength"] * (features.astype(np.float64) @ slopes + offsets)


def _learned_part(learned: Learned, scores: Array, words: Array, plain: Array) -> Array:
    """What the learned names get together [M, 1]."""
    config, count = learned.config, len(learned.classes)
    rule, tau = config["balance"], config["tau"]
    own = _part(scores / tau, count)
    if config["answers"] == "instant":  # few pictures say little of how all the others look
        pictures = learned.tensors["plain.counts"].sum()
        return _mean(own, _part(words / tau, count), pictures / (pictures + 4))
    if rule["rule"] == "none" or config["answers"] == "words":
        return own
    gate = _part(plain / rule["tau0"], count)  # learning pushes the learned names up: the untouched model decides
    if rule["rule"] == "gate":
        return gate
    pushed = rule["g1"] - rule["c"] * np.log(scores.shape[1] - count)
    fitted = _part((scores - pushed * (np.arange(scores.shape[1]) < count)) / tau, count)
    return _mean(fitted, gate, rule["weight"])


def _mean(first: Array, second: Array, weight: float) -> Array:
    return weight * first + (1 - weight) * second


def _part(scores: Array, count: int) -> Array:
    both = np.concatenate([_log_sum(scores[:, :count]), _log_sum(scores[:, count:])], 1)
    return _softmax(both)[:, :1]


def _log_sum(scores: Array) -> Array:
    most = scores.max(1, keepdims=True)
    return most + np.log(np.exp(scores - most).sum(1, keepdims=True))


def _softmax(scores: Array) -> Array:
    return np.exp(scores - _log_sum(scores))


if __name__ == "__main__":
    found = read(sys.argv[1])
    print(f"needs the model {found.backbone['id']}, answers by {found.config['answers']}")
    for item in found.classes:
        print(f"{item['name']}: learned from {item['pictures']} pictures, in words: {item['words']}")
