"""What an address says, and whether it may be asked at all. No torch, and nothing that could ask it."""

from __future__ import annotations

from urllib.parse import urlsplit

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def host_of(address: str) -> str:
    """The host that `address` names, "" where it names none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_safe(address: str, *, first: str | None = None) -> bool:
    """Whether `address` may be asked: https, or http on this computer; without a name and password in it.

    Args:
        first: the address that led to it; only one on this computer leads to another one on this computer.
    """
    try:
        parts = urlsplit(address)
        local = parts.hostname in _LOOPBACK
        parts.port  # noqa: B018 -- raises where it is none
    except ValueError:
        return False
    if not parts.hostname or parts.username is not None or (local and first is not None and not _is_local(first)):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and local)


def _is_local(address: str) -> bool:
    return host_of(address) in _LOOPBACK


def without_name(address: str) -> str:
    """`address` as it may be shown: without the name and the password that a proxy's may hold."""
    scheme, mark, rest = address.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}" if mark else address.rpartition("@")[2]
