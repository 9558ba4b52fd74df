"""The value of a pickle of torch, read without running it. No torch, and nothing is imported for what a pickle names.

A pickle is a program: each step puts a value on a stack or calls something by its name. Here names are but text, and
what the known ones would make (`pickled_values`) is made from plain containers; every other name is refused. The
opcodes are those of Python's `pickletools` from protocol 2 on that torch's own writers use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mmrl_engine.pickled_stack import PickleStack
from mmrl_engine.pickled_values import (
    CALLS,
    INERT,
    STORAGE_KEY,
    STORAGES,
    Bag,
    ForeignNameError,
    Global,
    PickleError,
    Storage,
    as_key,
    is_bag,
    is_count,
    is_known,
)
from mmrl_engine.untrusted import shown

MAX_BYTES = 32 << 20  # a description of 10,000 tensors takes about 2 MB
_MAX_ARGUMENTS = 16


def read_pickle(data: bytes) -> object:
    """The value that the first pickle in `data` stands for. Containers may hold themselves.

    Raises:
        PickleError: nothing else, whatever `data` is. ForeignNameError: it names what is not known.
    """
    if len(data) > MAX_BYTES:
        raise PickleError(f"its description takes {len(data) >> 20} MB")
    return _Machine(data).run()


class _Machine(PickleStack):
    """What each opcode does to the stack and the memo."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._memo: dict[int, object] = {}

    def run(self) -> object:
        while True:
            self.spend(1)
            code = self.take(1)[0]
            if code == _STOP:
                return self.pop()
            work = _OPCODES.get(code)
            if work is None:
                raise PickleError(f"it holds the step {code:#04x}, which is not read here")
            work(self)

    # opcodes: values

    def protocol(self) -> None:
        self.take(1)

    def frame(self) -> None:
        self.take(8)

    def long(self) -> None:
        size = self.take(1)[0]
        if size > 8:
            raise PickleError("it holds a number of more than 64 bits")
        self.push(int.from_bytes(self.take(size), "little", signed=True))

    def text(self, form: str, size: int) -> None:
        self.push(self.read_text(form, size))

    def raw(self, form: str, size: int) -> None:
        self.push(self.take(self.read_number(form, size)))

    def number(self, form: str, size: int) -> None:
        self.push(self.read_number(form, size))

    # opcodes: containers

    def append(self) -> None:
        value, target = self.pop(), self.top()
        if not isinstance(target, list):
            raise PickleError("it adds to what is no list")
        target.append(value)

    def appends(self) -> None:
        values, target = self.pop_to_mark(), self.top()
        if not isinstance(target, list):
            raise PickleError("it adds to what is no list")
        target.extend(values)

    def set_item(self) -> None:
        value, key = self.pop(), self.pop()
        self._set({as_key(key): value})

    def set_items(self) -> None:
        values = self.pop_to_mark()
        self._set(dict(_pairs(values)))

    def _set(self, items: Mapping[object, object]) -> None:
        target = self.top()
        if not isinstance(target, dict):
            raise PickleError("it adds to what is no dictionary")
        target.update(items)

    def tuple_of(self, count: int) -> None:
        self.push(tuple(self.pop() for _ in range(count))[::-1])

    def marked_tuple(self) -> None:
        self.push(tuple(self.pop_to_mark()))

    def marked_list(self) -> None:
        self.push(self.pop_to_mark())

    def marked_dict(self) -> None:
        self.push(dict(_pairs(self.pop_to_mark())))

    # opcodes: the memo

    def put(self, form: str, size: int) -> None:
        self._memo[self.read_number(form, size)] = self.top()

    def memoize(self) -> None:
        self._memo[len(self._memo)] = self.top()

    def get(self, form: str, size: int) -> None:
        index = self.read_number(form, size)
        if index not in self._memo:
            raise PickleError("it takes up a value that it never put away")
        self.push(self._memo[index])

    # opcodes: names and what is made by them

    def name(self) -> None:
        self._push_name(Global(self.read_line(), self.read_line()))

    def stacked_name(self) -> None:
        name, module = self.pop(), self.pop()
        if not (isinstance(name, str) and isinstance(module, str)):
            raise PickleError("it holds a name that is no text")
        self._push_name(Global(module, name))

    def _push_name(self, name: Global) -> None:
        if not is_known(name):
            raise ForeignNameError(shown(str(name), 100))
        self.push(name)

    def reduce(self) -> None:
        args, callee = self.pop(), self.pop()
        if not (isinstance(callee, Global) and isinstance(args, tuple)):
            raise PickleError("it calls what is no name")
        if len(args) > _MAX_ARGUMENTS:
            raise PickleError("it calls something with too many values")
        self.spend(sum(len(item) for item in args if isinstance(item, (list, tuple))))
        full = str(callee)
        if full in CALLS:
            self.push(CALLS[full](*args))
        elif full in INERT:
            self.push(Bag(full, args))
        else:
            raise ForeignNameError(f"{shown(full, 100)} as a function")

    def new(self) -> None:
        args, callee = self.pop(), self.pop()
        if not (isinstance(callee, Global) and isinstance(args, tuple)):
            raise PickleError("it makes an object of what is no class")
        if not is_bag(callee):
            raise ForeignNameError(f"{shown(str(callee), 100)} as a class")
        self.push(Bag(str(callee), args))

    def build(self) -> None:
        """Sets attributes. Those of a dictionary (`_metadata` of a state dict) and of a figure are of no use here."""
        state, target = self.pop(), self.top()
        self.spend(len(state) if isinstance(state, dict) else 1)
        if isinstance(target, Bag) and isinstance(state, dict):
            target.items.update({key: value for key, value in state.items() if isinstance(key, str)})
        elif not (isinstance(target, dict) and isinstance(state, dict)) and not _is_inert(target):
            raise PickleError("it sets attributes of what has none")

    def persistent(self) -> None:
        """A storage: ("storage", type, key, where it lay, how many numbers)."""
        value = self.pop()
        if not (isinstance(value, tuple) and len(value) == 5 and value[0] == "storage"):
            raise PickleError("it refers to something else than numbers")
        _, kind, key, _, size = value
        right = isinstance(kind, Global) and kind.module == "torch" and kind.name in STORAGES
        if not (right and isinstance(key, str) and STORAGE_KEY.fullmatch(key) and is_count(size)):
            raise PickleError("it refers to numbers that are not described")
        self.push(Storage(kind.name, key, size))


def _is_inert(value: object) -> bool:
    return isinstance(value, Bag) and value.name in INERT


def _pairs(values: list[object]) -> Iterator[tuple[object, object]]:
    if len(values) % 2:
        raise PickleError("a dictionary has a key without a value")
    return ((as_key(key), value) for key, value in zip(values[::2], values[1::2], strict=True))


_STOP = ord(".")
_OPCODES: Mapping[int, Callable[[_Machine], None]] = {
    0x80: _Machine.protocol,
    0x95: _Machine.frame,
    ord("("): _Machine.mark,
    ord("N"): lambda m: m.push(None),
    0x88: lambda m: m.push(True),
    0x89: lambda m: m.push(False),
    ord("J"): lambda m: m.number("<i", 4),
    ord("K"): lambda m: m.number("<B", 1),
    ord("M"): lambda m: m.number("<H", 2),
    ord("G"): lambda m: m.number(">d", 8),
    0x8A: _Machine.long,
    ord("X"): lambda m: m.text("<I", 4),
    0x8C: lambda m: m.text("<B", 1),
    0x8D: lambda m: m.text("<Q", 8),
    ord("B"): lambda m: m.raw("<I", 4),
    ord("C"): lambda m: m.raw("<B", 1),
    0x8E: lambda m: m.raw("<Q", 8),
    ord(")"): lambda m: m.push(()),
    0x85: lambda m: m.tuple_of(1),
    0x86: lambda m: m.tuple_of(2),
    0x87: lambda m: m.tuple_of(3),
    ord("t"): _Machine.marked_tuple,
    ord("]"): lambda m: m.push([]),
    ord("l"): _Machine.marked_list,
    ord("a"): _Machine.append,
    ord("e"): _Machine.appends,
    ord("}"): lambda m: m.push({}),
    ord("d"): _Machine.marked_dict,
    ord("s"): _Machine.set_item,
    ord("u"): _Machine.set_items,
    ord("q"): lambda m: m.put("<B", 1),
    ord("r"): lambda m: m.put("<I", 4),
    0x94: _Machine.memoize,
    ord("h"): lambda m: m.get("<B", 1),
    ord("j"): lambda m: m.get("<I", 4),
    ord("c"): _Machine.name,
    0x93: _Machine.stacked_name,
    ord("R"): _Machine.reduce,
    0x81: _Machine.new,
    ord("b"): _Machine.build,
    ord("Q"): _Machine.persistent,
}
