"""What is known about one backbone before anything of it is here. No torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

from mmrl_engine.types import PresetName

HUB = "https://huggingface.co"
FLOAT16_BYTES, FLOAT32_BYTES = 2, 4
WORKING_BYTES = 1_500_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """One file that can be downloaded.

    Attributes:
        repository: a repository of Hugging Face ("owner/name"), or the address that `file` lies under ("https://...").
        file: its name there.
        sha256: what its bytes hash to, where somebody published that; the server's own statement counts otherwise.
        size: its bytes, where known.
        others: what it may be called instead, where there is no `file` (then neither hash nor size is known).
    """

    repository: str
    file: str
    sha256: str | None = None
    size: int | None = None
    others: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """The host that is asked first where no mirror is chosen."""
        return urlsplit(self.address()).hostname or ""

    @property
    def page(self) -> str:
        """Where a person can read about it."""
        return self.repository if self._own_address else f"{HUB}/{self.repository}"

    def address(self, mirror: str = "", file: str = "") -> str:
        """The address of the file, or of another one beside it; `mirror` ("https://host") stands for the scheme and
        host of the original one.
        """
        name = quote(file or self.file)
        address = f"{self.repository.rstrip('/')}/{name}"
        if not self._own_address:
            address = f"{HUB}/{self.repository}/resolve/main/{name}"
        if not mirror:
            return address
        path = urlsplit(address).path
        return f"{mirror.rstrip('/')}{path}"

    @property
    def on_hub(self) -> bool:
        """Whether it lies at Hugging Face, which has mirrors of its own."""
        return not self._own_address

    @property
    def _own_address(self) -> bool:
        return "://" in self.repository


@dataclass(frozen=True, slots=True)
class Entry:
    """One known backbone.

    Attributes:
        id: the name that commands and adapters use. title, note: for people; `note` says what it cannot do.
        when: one plain sentence: when to choose it.
        config: the name of its shape in `shapes.SHAPES`, None where it lies beside the weights. inception: whether its
            pictures are normalised by 0.5 instead of CLIP's own mean and deviation.
        fingerprint: see `fingerprint.py`; None where it is known only once the file is here.
        source: where its file can be downloaded. resource: its folder inside `resources`, where it ships with the
            program.
        preset, balance: what trainings on it start from (`TrainConfig`; the balance until one is fitted, and what few
            pictures keep it near). why: the reason, in one sentence.
        parameters: how many numbers it has. image_size: the side of the square picture that it sees, in pixels.
        flops: floating-point operations of its image tower a picture, a multiply-add counted as two.
    """

    id: str
    title: str
    licence: str
    note: str
    when: str
    fingerprint: str | None
    preset: PresetName
    balance: Literal["gate", "none"]
    why: str
    parameters: int
    image_size: int
    flops: int
    config: str | None = None
    inception: bool = False
    source: Source | None = None
    resource: str | None = None

    @property
    def size(self) -> int:
        """Bytes of its file: as published, else what its numbers take in float32, which is close."""
        known = None if self.source is None else self.source.size
        return known if known is not None else FLOAT32_BYTES * self.parameters

    @property
    def least_size(self) -> int:
        """Bytes of its file: as published, else what its numbers take in float16."""
        known = None if self.source is None else self.source.size
        return known if known is not None else FLOAT16_BYTES * self.parameters

    @property
    def memory(self) -> int:
        """Bytes of free memory to learn with, by rule: its numbers in float32, a quarter of that while it is loaded,
        and 1.5 GB for torch and the work. What a training keeps beside that takes what is free, or goes to the disk.
        """
        return FLOAT32_BYTES * self.parameters * 5 // 4 + WORKING_BYTES
