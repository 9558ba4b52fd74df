"""What a request to the service may cost, and what it is told where it costs more. No torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mmrl_engine.notices import Notice, notice


@dataclass(frozen=True, slots=True)
class ServeLimits:
    """Seconds, unless said otherwise.

    Attributes:
        megabytes: size of a picture's file, in 10^6 bytes.
        requests: pictures that are read in, wait or are worked on at once; one more is told to come again.
        connections: open at once; those beyond are closed.
        head: from a connection, or the answer before, to the end of a request's head.
        pause: between two pieces of a body. body: for the whole of it.
        picture: decoding. picture_bytes: memory that decoding may take.
        whole: from the last byte of the picture to the answer, waiting included.
        names: how many may be typed.
        stopping: that running requests have when the service ends.
    """

    megabytes: float = 50
    requests: int = 8
    connections: int = 100
    head: float = 15
    pause: float = 10
    body: float = 60
    picture: float = 20
    picture_bytes: int = 1_000_000_000
    whole: float = 60
    names: int = 100
    stopping: int = 3


DEFAULT_LIMITS = ServeLimits()
RETRY_SECONDS = 2


class RefusedError(Exception):
    """A request that gets no answer: the HTTP status and the reason, which is told as it is."""

    def __init__(self, status: int, reason: Notice, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(str(reason))
        self.status = status
        self.reason = reason
        self.headers = dict(headers or {})

    @classmethod
    def of(cls, status: int, code: str, **params: object) -> RefusedError:
        """The refusal with the Notice `code`; who is refused for the moment is told when to come again."""
        again = {"Retry-After": str(RETRY_SECONDS)} if status == 503 else None
        return cls(status, notice(code, **params), again)


def error_fields(reason: Notice) -> dict[str, object]:
    """The body of every answer that is an error."""
    return {"error": {"code": reason.code, "message": str(reason)}}
