"""What a pickle of torch may name, and the plain values that stand for it. No torch, and nothing is imported.

Known are tensors and their storages, containers, and as bags of attributes the objects of optimisers, of schedules and
of TorchScript's modules, which lie beside the weights in a checkpoint. What torch writes: `torch/_utils.py` and
`torch/csrc/jit/serialization/pickler.cpp`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeGuard, TypeVar

_MAX_DIMENSIONS = 8
_MAX_KEY = 1 << 31  # larger numbers as keys could be chosen to make dictionaries slow

T = TypeVar("T")


class PickleError(ValueError):
    """Not a pickle that is read here; `str()` says why, as the rest of "it is damaged (...)"."""


class ForeignNameError(PickleError):
    """It names something that is not known. `name` is it; nothing was looked up or run."""

    def __init__(self, name: str) -> None:
        super().__init__(f"it names {name}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Global:
    """A name, as text."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


@dataclass(frozen=True, slots=True, eq=False)
class Storage:
    """A run of `size` numbers that lies elsewhere under `key`; `kind` is torch's name for its type (FloatStorage)."""

    kind: str
    key: str
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class StoredArray:
    """A tensor in a storage; `offset` and `stride` count numbers. It lies inside its storage and is no larger."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]


@dataclass(slots=True, eq=False)
class Bag:
    """An object of the class `name`, as its attributes alone; `args` are what it would be made from."""

    name: str
    args: tuple[object, ...] = ()
    items: dict[str, object] = field(default_factory=dict)


STORAGES = frozenset(
    f"{kind}Storage" for kind in ("Float", "Half", "BFloat16", "Double", "Long", "Int", "Short", "Char", "Byte", "Bool")
)
_DTYPES = frozenset(
    ("float16", "float32", "float64", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "bool", "strided")
)
_BAG_MODULES = re.compile(r"(?:__torch__|torch\.optim|dassl\.optim)(?:\.\w{1,100}){0,12}", re.ASCII)
_NAME = re.compile(r"[A-Za-z_]\w{0,200}", re.ASCII)
STORAGE_KEY = re.compile(r"\w{1,64}", re.ASCII)


def _build_array(*args: object) -> StoredArray:
    """As `torch._utils._rebuild_tensor_v2`: storage, offset, sizes, strides; what follows is of no use here."""
    if len(args) < 4:
        raise PickleError("a tensor lacks its sizes")
    storage, offset, shape, stride = args[:4]
    if not (isinstance(storage, Storage) and is_count(offset) and _are_counts(shape) and _are_counts(stride)):
        raise PickleError("a tensor is described by other things than a few numbers")
    if len(shape) != len(stride):
        raise PickleError("a tensor has sizes that do not fit each other")
    count, last = 1, offset
    for size, step in zip(shape, stride, strict=True):
        count *= size
        last += (size - 1) * step
    if count > storage.size or offset > storage.size or (count and last >= storage.size):
        raise PickleError("a tensor reaches beyond its storage")
    return StoredArray(storage, offset, shape, stride)


def is_count(value: object) -> TypeGuard[int]:
    """Whether this can count numbers of a file. True is an int in Python, but counts nothing."""
    return type(value) is int and 0 <= value < 1 << 48


def _are_counts(value: object) -> TypeGuard[tuple[int, ...]]:
    return isinstance(value, tuple) and len(value) <= _MAX_DIMENSIONS and all(is_count(item) for item in value)


def _first(*args: object) -> object:
    """A parameter is its tensor, a typed list of TorchScript its list."""
    if not args:
        raise PickleError("something is made from nothing")
    return args[0]


def _ordered(*args: object) -> dict[object, object]:
    if not args:
        return {}
    pairs = args[0]
    if not (isinstance(pairs, list) and all(isinstance(item, (list, tuple)) and len(item) == 2 for item in pairs)):
        raise PickleError("a dictionary is made from other things than pairs")
    return {as_key(key): value for key, value in pairs}


def _default(*args: object) -> dict[object, object]:
    return {}  # its default is of no use here


CALLS: Mapping[str, Callable[..., object]] = {
    "collections.OrderedDict": _ordered,
    "collections.defaultdict": _default,
    "torch._utils._rebuild_tensor": _build_array,
    "torch._utils._rebuild_tensor_v2": _build_array,
    "torch._utils._rebuild_parameter": _first,
    "torch._utils._rebuild_parameter_with_state": _first,
    "torch.Size": _first,
    **{
        f"torch.jit._pickle.{name}": _first
        for name in ("build_intlist", "build_doublelist", "build_boollist", "build_tensorlist", "restore_type_tag")
    },
}
# Of figures and devices beside the weights: kept as bags that nobody opens.
INERT = frozenset(
    {"torch.device", "numpy.dtype", "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar", "_codecs.encode"}
)
_VALUES = frozenset({"__builtin__.dict", "builtins.dict"})


def is_known(name: Global) -> bool:
    """Whether a pickle may name this at all."""
    if name.module == "torch" and name.name in STORAGES | _DTYPES:
        return True
    full = str(name)
    return full in CALLS or full in INERT or full in _VALUES or is_bag(name)


def is_bag(name: Global) -> bool:
    """Whether this is a class whose objects become bags."""
    return _BAG_MODULES.fullmatch(name.module) is not None and _NAME.fullmatch(name.name) is not None


def as_key(value: T) -> T:
    """`value` as a key of a dictionary."""
    if isinstance(value, str) or value is None or isinstance(value, (StoredArray, Bag)):
        return value
    if isinstance(value, int) and -_MAX_KEY < value < _MAX_KEY:
        return value
    raise PickleError("a dictionary has keys that are neither text nor small numbers")
