"""Which address a download asks, and through which proxy. No torch."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from mmrl_engine.backbones.addresses import is_safe, without_name
from mmrl_engine.backbones.entry import Source
from mmrl_engine.errors import DownloadError
from mmrl_engine.untrusted import shown

MIRROR_VARIABLE = "HF_ENDPOINT"


@dataclass(frozen=True, slots=True)
class Route:
    """How to get to a file; "" takes the system's own.

    Attributes:
        mirror: an address ("https://host") that has the same paths as the original host. Left out, HF_ENDPOINT counts
            for what lies at Hugging Face, as for Hugging Face's own programs.
        proxy: "http://host:port".
    """

    mirror: str = ""
    proxy: str = ""


SYSTEM_ROUTE = Route()


def addresses_of(source: Source, route: Route, environment: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The addresses that are asked for `source`: each where there is nothing at the one before.

    Raises:
        DownloadError: it is none that may be asked: not https, nor on this computer.
    """
    named = (os.environ if environment is None else environment).get(MIRROR_VARIABLE, "") if source.on_hub else ""
    mirror = route.mirror.strip() or named.strip()
    addresses = tuple(source.address(mirror, file) for file in (source.file, *source.others))
    if not all(map(is_safe, addresses)):
        raise DownloadError.of("download-address", address=shown(mirror or addresses[0], 100))
    return addresses


def address_of(source: Source, route: Route) -> str:
    """The address that is asked first.

    Raises:
        DownloadError: as `addresses_of`.
    """
    return addresses_of(source, route)[0]


def proxy_of(route: Route) -> str:
    """The proxy to go through, "" for the system's own.

    Raises:
        DownloadError: it is no address of a proxy.
    """
    proxy = route.proxy.strip()
    if not proxy:
        return ""
    try:
        parts = urlsplit(proxy)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound:
        raise DownloadError.of(
            "download-proxy", proxy=shown(without_name(proxy), 100), reason="it is not like http://host:port"
        )
    return proxy
