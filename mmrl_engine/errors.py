"""The engine's errors: faults of the input or of the machine, each told as one or several `Notice`s.

Our own mistakes are ordinary Python exceptions and are not caught here.
"""

from __future__ import annotations

from mmrl_engine.notices import Notice, notice


class EngineError(Exception):
    """Something that the person can act on. Carries one Notice or several; `str()` joins their sentences."""

    def __init__(self, *notices: Notice) -> None:
        if not notices:
            raise ValueError("an EngineError carries at least one Notice")
        super().__init__(*notices)
        self.notices = notices

    def __str__(self) -> str:
        return "\n".join(str(item) for item in self.notices)

    @classmethod
    def of(cls, code: str, **params: object) -> EngineError:
        """The error with the one Notice `code`."""
        return cls(notice(code, **params))


class PictureError(EngineError):
    """A picture that cannot be read. The others go on."""


class BackboneError(EngineError):
    """Weights or a config that cannot be served as a backbone."""


class DownloadError(EngineError):
    """A download that was refused, cut off for good, or brought the wrong file."""


class AdapterError(EngineError):
    """An adapter file that cannot be read, or does not fit the backbone."""


class InputError(EngineError):
    """Examples, class names or settings that cannot be used; all problems of one input together."""


class TrainingError(EngineError):
    """A training that had to stop."""
