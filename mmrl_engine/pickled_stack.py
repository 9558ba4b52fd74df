"""The bytes of a pickle, read from front to back, and the stack that its steps work on. No torch."""

from __future__ import annotations

from struct import unpack_from

from mmrl_engine.pickled_values import PickleError

MAX_STEPS = 1_000_000  # one tensor takes about 25
_MAX_NAME = 512


class _Mark:
    """Where a list of values on the stack begins."""


_MARK = _Mark()


class PickleStack:
    """Every fault is a PickleError: bytes or values that are not there, and more steps than a file of torch has."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0
        self._stack: list[object] = []
        self._steps = MAX_STEPS

    def spend(self, steps: int) -> None:
        """A value may be taken up again and again, so what costs more than one step is counted so."""
        self._steps -= steps
        if self._steps < 0:
            raise PickleError("its description has too many steps")

    def mark(self) -> None:
        """Puts a mark on top."""
        self._stack.append(_MARK)

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        taken = self._data[self._place : self._place + count]
        if len(taken) < count:
            raise PickleError("its description breaks off")
        self._place += count
        return taken

    def read_number(self, form: str, size: int) -> int:
        """The next number, in `struct`'s form, of `size` bytes."""
        value: int = unpack_from(form, self.take(size))[0]
        return value

    def read_text(self, form: str, size: int) -> str:
        """The next text, behind its length."""
        try:
            return self.take(self.read_number(form, size)).decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            raise PickleError("it holds a text that is none") from None

    def read_line(self) -> str:
        """The next line, without its end."""
        end = self._data.find(b"\n", self._place, self._place + _MAX_NAME)
        if end < 0:
            raise PickleError("it holds a name without an end")
        line = self.take(end + 1 - self._place)[:-1]
        return line.decode("ascii", "backslashreplace")

    def push(self, value: object) -> None:
        """Puts a value on top."""
        self._stack.append(value)

    def pop(self) -> object:
        """Takes the value on top."""
        if not self._stack or self._stack[-1] is _MARK:
            raise PickleError("it takes a value that is not there")
        return self._stack.pop()

    def top(self) -> object:
        """The value on top, which stays."""
        if not self._stack or self._stack[-1] is _MARK:
            raise PickleError("it takes a value that is not there")
        return self._stack[-1]

    def pop_to_mark(self) -> list[object]:
        """Takes the values above the last mark, and the mark."""
        values: list[object] = []
        while self._stack:
            value = self._stack.pop()
            if value is _MARK:
                return values[::-1]
            values.append(value)
        raise PickleError("it takes a list that has no beginning")
