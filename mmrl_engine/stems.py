"""What the frozen lower layers compute ("stems"), kept and reused, and the untouched CLIP's features that come with
them.

Layers below J never change in training: a picture's view and a class's prompt pass through them once.
Shapes: B pictures, P patches, C prompts, d_v, d_t, d the widths; layers are counted from 1, J = L - n + 1.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import EngineError
from mmrl_engine.memory import Pieces, attempt
from mmrl_engine.towers import Prompts, run_image_layers, run_text_layers

NAMES_A_PIECE = 64  # keeps memory small and pieces short where a list holds thousands of names


@dataclass(frozen=True, slots=True)
class TextStem:
    """Prompts in front of layer J. They share their first p places, which are kept once.

    Attributes:
        prompts: prefix [1, p, d_t], and suffix [C, s, d_t], each prompt from its first own place on.
        end: [C], the end-of-text place inside the suffix. plain: [C, d], T0 of the untouched CLIP, unit norm.
    """

    prompts: Prompts
    end: Tensor
    plain: Tensor

    def part(self, start: int, stop: int) -> TextStem:
        """The prompts start..stop-1."""
        rows = slice(start, stop)
        return TextStem(Prompts(self.prompts.prefix, self.prompts.suffix[rows]), self.end[rows], self.plain[rows])

    def pick(self, rows: Sequence[int]) -> TextStem:
        """These prompts, in this order."""
        chosen = [*rows]
        return TextStem(Prompts(self.prompts.prefix, self.prompts.suffix[chosen]), self.end[chosen], self.plain[chosen])

    def to(self, device: torch.device) -> TextStem:
        """The same prompts there."""
        prompts = Prompts(self.prompts.prefix.to(device), self.prompts.suffix.to(device))
        return TextStem(prompts, self.end.to(device), self.plain.to(device))

    def __len__(self) -> int:
        return len(self.end)


@torch.no_grad()
def lower_text_layers(backbone: Backbone, ids: Tensor, layers: int) -> tuple[Prompts, Tensor]:
    """Prompts given as token ids [C, context] in front of the last `layers` layers, and their ends in the suffix [C].

    With `layers` 0 the tower is run to its end, as `run_text_layers` says of `last`.
    """
    return _lower_text(backbone, _cut(ids), layers)


def text_stem(backbone: Backbone, ids: Tensor, layers: int) -> TextStem:
    """Stems of prompts given as token ids [C, context], for the last `layers` layers (0: only T0 is of use)."""
    return join_text_stems([*text_stem_parts(backbone, ids, layers)])


def text_stem_parts(backbone: Backbone, ids: Tensor, layers: int) -> Iterator[TextStem]:
    """`text_stem` in parts of at most `NAMES_A_PIECE` prompts, in order; `join_text_stems` makes one of them.

    Raises:
        EngineError: not even one prompt fits in memory.
    """
    cut = _cut(ids)
    return Pieces(NAMES_A_PIECE).each(len(ids), lambda rows: _text_stem(backbone, cut.part(rows), layers))


def join_text_stems(parts: Sequence[TextStem]) -> TextStem:
    """Parts of the same prompts: their prefixes are equal."""
    if len(parts) == 1:
        return parts[0]
    suffix = torch.cat([part.prompts.suffix for part in parts])
    prompts = Prompts(parts[0].prompts.prefix, suffix)
    return TextStem(prompts, torch.cat([part.end for part in parts]), torch.cat([part.plain for part in parts]))


class _CutIds(NamedTuple):
    """Token ids [C, S] cut behind the last end of text, the ends [C], and how many first places all prompts share."""

    ids: Tensor
    end: Tensor
    shared: int

    def part(self, rows: slice) -> _CutIds:
        return _CutIds(self.ids[rows], self.end[rows], self.shared)


def _cut(ids: Tensor) -> _CutIds:
    end = ids.argmax(1)  # the end-of-text token has the largest id (CLIP)
    ids = ids[:, : int(end.max()) + 1]
    shared = int((ids == ids[:1]).all(0).long().cumprod(0).sum())
    return _CutIds(ids, end, min(shared, int(end.min())))


@torch.no_grad()
def _text_stem(backbone: Backbone, cut: _CutIds, layers: int) -> TextStem:
    prompts, end = _lower_text(backbone, cut, layers)
    left = run_text_layers(backbone.text_blocks[-layers:], prompts, end) if layers else prompts
    return TextStem(prompts, end, F.normalize(backbone.project_text(left.suffix.squeeze(1)), dim=-1))


def _lower_text(backbone: Backbone, cut: _CutIds, layers: int) -> tuple[Prompts, Tensor]:
    x = backbone.embed_text(cut.ids.to(backbone.device))
    end = (cut.end - cut.shared).to(backbone.device)
    lower = backbone.text_blocks[: len(backbone.text_blocks) - layers]
    return run_text_layers(lower, Prompts(x[:1, : cut.shared], x[:, cut.shared :]), end, last=layers == 0), end


@torch.no_grad()
def lower_image_layers(backbone: Backbone, pixels: Tensor, layers: int) -> Tensor:
    """Stems alone, [B, 1 + P, d_v], of normalised pictures [B, 3, S, S]: for whoever has no use for f_c0.

    With `layers` 0 there is no layer J: the class token behind the last layer, [B, 1, d_v].
    """
    lower = len(backbone.image_blocks) - layers
    embedded = _embed(backbone, pixels.to(backbone.device))
    stem, _ = run_image_layers(backbone.image_blocks[:lower], embedded, last=layers == 0)
    return stem


@torch.no_grad()
def image_stem(backbone: Backbone, pixels: Tensor, layers: int) -> tuple[Tensor, Tensor]:
    """Stems [B, 1 + P, d_v] in front of layer J and f_c0 [B, d], unit norm, of normalised pictures [B, 3, S, S]."""
    stem = lower_image_layers(backbone, pixels, layers)
    left, _ = run_image_layers(backbone.image_blocks[-layers:], stem) if layers else (stem, None)
    return stem, class_feature(backbone, left)


def class_feature(backbone: Backbone, x: Tensor) -> Tensor:
    """What the last layer left, class token first [B, S, d_v] -> f_c = ln_post(c_L) P [B, d], unit norm."""
    visual = backbone.visual
    return F.normalize(visual.ln_post(x[:, 0]) @ visual.proj, dim=-1)


def _embed(backbone: Backbone, pixels: Tensor) -> Tensor:
    """Patches behind the class token, with positions: what the first layer gets."""
    visual = backbone.visual
    patches = visual.conv1(pixels).flatten(2).transpose(1, 2)
    first = visual.class_embedding.expand(pixels.shape[0], 1, -1)  # len() would fix it in an exported graph
    x: Tensor = visual.ln_pre(torch.cat([first, patches], 1) + visual.positional_embedding)
    return x


class StemStore:
    """Stems of a training's views: on the graphics card where all of them fit; else in memory up to a limit, the rest
    in a file that ends with the store.

    A view of ViT-B/16 takes 605 KB in float32. The file is this program's own, so a memory map of it is safe.
    """

    def __init__(
        self,
        count: int,
        shape: tuple[int, ...],
        *,
        memory_bytes: int,
        folder: Path | None = None,
        card: torch.device | None = None,
        card_bytes: int = 0,
    ) -> None:
        """For `count` stems of `shape`; `folder` is where the file goes (the system's temporary folder by default).

        Args:
            card, card_bytes: a graphics card, and how much of its memory may be taken.

        Raises:
            EngineError: the file cannot be made, or there is no room for it.
        """
        each = 4 * int(torch.Size(shape).numel())
        on_card = None
        if card is not None and count * each <= card_bytes:
            on_card = attempt(lambda: torch.empty(count, *shape, device=card))
        self._kept = min(count, memory_bytes // each) if on_card is None else count
        self._memory = torch.empty(self._kept, *shape) if on_card is None else on_card
        self._disk: Tensor | None = None
        self._file: Path | None = None
        if self._kept < count:
            self._file, self._disk = _map_file(count - self._kept, shape, folder)

    def put(self, start: int, stems: Tensor) -> None:
        """Keeps stems [m, *shape] at places start..start+m-1."""
        for offset, stem in enumerate(stems):
            self._place(start + offset).copy_(stem)

    def take(self, places: list[int], device: torch.device) -> Tensor:
        """The stems [m, *shape] at these places, on `device`."""
        stems = torch.stack([self._place(place) for place in places])
        if device.type == "cuda" and stems.device.type == "cpu":  # only from pinned memory a copy runs beside the work
            return stems.pin_memory().to(device, non_blocking=True)
        return stems.to(device)

    def leave_card(self) -> None:
        """What lies on a graphics card goes on in the computer's memory."""
        self._memory = self._memory.cpu()

    def _place(self, index: int) -> Tensor:
        if index < self._kept:
            return self._memory[index]
        if self._disk is None:
            raise IndexError(index)
        return self._disk[index - self._kept]

    def close(self) -> None:
        """Frees the memory and removes the file."""
        self._memory, self._disk = torch.empty(0), None
        if self._file is not None:
            with suppress(OSError):  # a file that cannot go must not take a finished training with it
                self._file.unlink(missing_ok=True)


def _map_file(count: int, shape: tuple[int, ...], folder: Path | None) -> tuple[Path, Tensor]:
    """A new file of `count` stems and a tensor over it.

    Its room is taken at once: writing to a mapped file on a full disk would end the program (SIGBUS). Where the system
    allows, its name is gone at once too: nothing stays behind a kill.
    """
    numbers = count * int(torch.Size(shape).numel())
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="mmrl-stems-", dir=folder)
    except OSError as error:
        raise EngineError.of("stems-no-file", folder=folder, reason=error.strerror or str(error)) from error
    path = Path(name)
    try:
        _take_room(handle, path, 4 * numbers)
        mapped = torch.from_file(name, shared=True, size=numbers, dtype=torch.float32).view(count, *shape)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise EngineError.of("stems-no-room", folder=path.parent, megabytes=4 * numbers // 10**6 + 1) from error
    finally:
        os.close(handle)
    with suppress(PermissionError):  # Windows keeps the name of an open file
        path.unlink()
    return path, mapped


def _take_room(handle: int, path: Path, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, size)
        return
    if shutil.disk_usage(path.parent).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.truncate(path, size)
