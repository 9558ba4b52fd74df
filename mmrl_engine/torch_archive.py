"""What `torch.save` and TorchScript write (.pt, .pth, .bin, .pth.tar), read without unpickling. No torch.

Both are zip archives: `NAME/data.pkl` describes the values, `NAME/data/KEY` holds the numbers of one storage each,
stored as they are, little-endian. TorchScript adds `code/` and `constants`, which are not looked at. The form that
torch wrote before version 1.6 is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from mmrl_engine.backbones.files import opened
from mmrl_engine.errors import BackboneError, EngineError
from mmrl_engine.images import printable_path
from mmrl_engine.pickled import read_pickle
from mmrl_engine.pickled_values import Bag, ForeignNameError, PickleError, Storage, StoredArray
from mmrl_engine.torch_zip import ZIP_FAULTS, TorchZip
from mmrl_engine.untrusted import shown

ZIP_START = b"PK\x03\x04"
OLD_STARTS = tuple(bytes([0x80, protocol]) for protocol in range(2, 6))

_MAX_DEPTH = 64
_MAX_NAMES = 1 << 17
_READ_TWICE = 4  # how often all numbers of a file may be read, as views of one storage share it

NUMBERS: Mapping[str, str] = {
    "FloatStorage": "<f4",
    "HalfStorage": "<f2",
    "BFloat16Storage": "<u2",  # NumPy has none: the bits as they are
    "DoubleStorage": "<f8",
    "LongStorage": "<i8",
    "IntStorage": "<i4",
    "ShortStorage": "<i2",
    "CharStorage": "<i1",
    "ByteStorage": "<u1",
    "BoolStorage": "<u1",
}


@dataclass(frozen=True, slots=True, eq=False)
class TorchArchive:
    """An archive that is open.

    Attributes:
        content: what was saved: containers, text, numbers, `StoredArray`s, and `Bag`s for objects.
        script: whether TorchScript wrote it.
    """

    content: object
    script: bool
    _numbers: _Numbers

    def read(self, array: StoredArray) -> npt.NDArray[np.generic]:
        """The numbers of a tensor, in C order; bfloat16 as its bits in uint16.

        Raises:
            BackboneError: they are not in the file, or damaged.
        """
        return self._numbers.read(array)

    def named_arrays(self) -> dict[str, StoredArray]:
        """The tensors of a state dict, or of a module and its parts, by their dotted names; {} where there are none.

        Raises:
            BackboneError: the parts of a module hold each other.
        """
        if isinstance(self.content, Bag):
            try:
                return dict(_in_modules(self.content))
            except PickleError as error:
                raise _damaged(self._numbers.path, error) from None
        return {key: value for key, value in self.state().items() if isinstance(value, StoredArray)}

    def state(self) -> Mapping[str, object]:
        """The state dict: what was saved, or its entry `state_dict`, `model_state_dict` or `model`."""
        content = self.content
        if not isinstance(content, dict):
            return {}
        for key in ("state_dict", "model_state_dict", "model"):
            if isinstance(content.get(key), dict):
                content = content[key]
                break
        named = {key: value for key, value in content.items() if isinstance(key, str)}
        if named and all(key.startswith("module.") for key in named):  # left by DataParallel
            return {key.removeprefix("module."): value for key, value in named.items()}
        return named


@contextmanager
def open_archive(path: Path) -> Iterator[TorchArchive]:
    """The archive at `path`, open for reading tensors while the context is.

    Raises:
        FileNotFoundError: there is none.
        BackboneError: it cannot be read, is none, is of the old form, is damaged, or names what could be a program.
    """
    with opened(path) as stream:
        yield _opened_archive(path, stream)


def _opened_archive(path: Path, stream: BinaryIO) -> TorchArchive:
    start = stream.read(len(ZIP_START))
    if start.startswith(OLD_STARTS):
        raise BackboneError.of("weights-old-form", path=printable_path(path))
    if start != ZIP_START:
        raise BackboneError.of("weights-no-archive", path=printable_path(path))
    try:
        entries = TorchZip(stream)
        content = read_pickle(entries.description())
    except ForeignNameError as error:
        raise BackboneError.of("weights-foreign-name", path=printable_path(path), name=error.name) from None
    except ZIP_FAULTS as error:  # a PickleError is a ValueError
        raise _damaged(path, error) from None
    return TorchArchive(content, entries.script, _Numbers(path, entries))


def _damaged(path: Path, error: Exception) -> EngineError:
    reason = shown(str(error).strip("'\"") or type(error).__name__, 200)
    return BackboneError.of("weights-damaged", path=printable_path(path), reason=reason)


class _Numbers:
    """Tensors out of storages; the last storage is kept, as views of one follow each other."""

    def __init__(self, path: Path, entries: TorchZip) -> None:
        self.path = path
        self._entries = entries
        self._left = _READ_TWICE * entries.total
        self._last: tuple[tuple[str, str, int], npt.NDArray[np.generic]] | None = None

    def read(self, array: StoredArray) -> npt.NDArray[np.generic]:
        try:
            return self._view(array)
        except ZIP_FAULTS as error:
            raise _damaged(self.path, error) from None

    def _view(self, array: StoredArray) -> npt.NDArray[np.generic]:
        numbers = self._storage(array.storage)
        step = numbers.itemsize
        strides = tuple(item * step for item in array.stride)
        view = np.lib.stride_tricks.as_strided(numbers[array.offset :], array.shape, strides, writeable=False)
        whole = view.size == numbers.size and view.flags.c_contiguous
        if whole:
            self._last = None  # it is the caller's now
            return numbers.reshape(array.shape)
        return view.copy()

    def _storage(self, storage: Storage) -> npt.NDArray[np.generic]:
        what = (storage.key, storage.kind, storage.size)
        if self._last is not None and self._last[0] == what:
            return self._last[1]
        self._last = None
        kind = np.dtype(NUMBERS[storage.kind])
        size = storage.size * kind.itemsize
        self._left -= size
        if self._left < 0:
            raise PickleError("its tensors share their numbers in a strange way")
        numbers: npt.NDArray[np.generic] = np.frombuffer(self._entries.numbers(storage.key, size), kind)
        self._last = (what, numbers)
        return numbers


def _in_modules(top: Bag) -> Iterator[tuple[str, StoredArray]]:
    """The tensors of a module and of its parts; those of other objects have no names here.

    Raises:
        PickleError: parts hold each other, or share parts so that there is no end to the names.
    """
    waiting: list[tuple[str, object]] = [("", top)]
    for _ in range(_MAX_NAMES):
        if not waiting:
            return
        name, value = waiting.pop()
        if isinstance(value, StoredArray):
            yield name, value
        elif isinstance(value, Bag) and value.name.startswith("__torch__"):
            prefix = f"{name}." if name else ""
            if name.count(".") > _MAX_DEPTH:
                break
            waiting += [(prefix + key, item) for key, item in reversed(value.items.items())]
    raise PickleError("its parts hold each other")
