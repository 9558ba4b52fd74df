"""The word that a client must know: made at random, or kept in a file that other programs read too. No torch."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from mmrl_engine.errors import InputError
from mmrl_engine.files import told
from mmrl_engine.images import printable_path
from mmrl_engine.notices import notice

_FEWEST, _MOST = 16, 1000


def new_token() -> str:
    """256 random bits as text that needs no quoting."""
    return secrets.token_urlsafe(32)


def token_of_file(path: Path) -> str:
    """What stands in the file, blanks around it taken off. Where there is none, it is made with a new token, to be read
    by nobody but its owner.

    Raises:
        InputError: it is too short, too long or no text. EngineError: it cannot be read or made.
    """
    try:
        return _made(path)
    except FileExistsError:
        pass
    except OSError as error:
        raise told(path, error) from error
    try:
        with path.open("rb") as file:
            token = file.read(_MOST + 1).decode("ascii").strip()
    except (OSError, ValueError) as error:
        raise InputError(notice("call-token-file", path=printable_path(path), fewest=_FEWEST)) from error
    if not _FEWEST <= len(token) <= _MOST or not token.isprintable() or " " in token:
        raise InputError(notice("call-token-file", path=printable_path(path), fewest=_FEWEST))
    return token


def _made(path: Path) -> str:
    token = new_token()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(f"{token}\n")
    return token
