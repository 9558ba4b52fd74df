"""`mmrl backbones get` and `mmrl backbones remove`. Neither needs torch."""

from __future__ import annotations

import time
from difflib import get_close_matches
from typing import Annotated

import typer

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.addresses import host_of
from mmrl_engine.backbones.download import Route, download, downloadable
from mmrl_engine.backbones.entry import Entry
from mmrl_engine.backbones.route import addresses_of
from mmrl_engine.backbones.store import BackboneStore, Half, Installed, default_store
from mmrl_engine.cli.answers import to_json
from mmrl_engine.cli.byte_bar import ByteBar
from mmrl_engine.cli.console import clean, file_size, say, say_aside, shell_words, tell
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.options import JsonOption, QuietOption
from mmrl_engine.cli.stopping import StopSwitch
from mmrl_engine.errors import InputError
from mmrl_engine.notices import notice

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="One of those that mmrl backbones lists.")]


def get(
    name: NameArgument,
    mirror: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="Another host that has the same paths, such as https://mirror.example.org. Left out, HF_ENDPOINT "
            "counts for what lies at Hugging Face.",
        ),
    ] = "",
    proxy: Annotated[
        str, typer.Option(metavar="URL", help="Such as http://proxy.example.org:3128. Left out, the system's own.")
    ] = "",
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> ExitCode:
    """Download a backbone. Nothing else of mmrl ever goes online.

    Ctrl-C keeps what has come, and so does a connection that is cut for good: the same
    call goes on from there. A file counts only once it was checked: against the hash
    that was published or that the server stated, and against the parts that the
    model has.

    Examples:

      mmrl backbones get openai-vit-b-16
      mmrl backbones get openai-vit-b-16 --mirror https://mirror.example.org
    """
    entry = _entry(name)
    store, route = default_store(), Route(mirror, proxy)
    before = store.installed(entry.id)
    begin = time.monotonic()
    if before is None and not quiet:
        _announce(entry, store, route)
    with StopSwitch() as stop:
        found = _run(entry, store, route, stop, quiet=quiet)
    if found is None:
        _tell_how_to_go_on(store.half(entry.id), name, mirror, proxy)
        return ExitCode.STOPPED
    if as_json:
        say(to_json({"format": 1, **installed_fields(found)}))
    elif before is not None:
        say(f"{entry.title} is here already.")
    elif not quiet:
        _report(entry, found, time.monotonic() - begin)
    return ExitCode.DONE


def remove(name: NameArgument, as_json: JsonOption = False) -> ExitCode:
    """Delete a downloaded backbone, or what was left of a download that was stopped.

    What was learned on it stays, and can be used again once the backbone is back.

    Examples:

      mmrl backbones remove openai-vit-b-16
    """
    entry, store = _entry(name), default_store()
    installed, half = store.installed(entry.id), store.half(entry.id)
    store.remove(entry.id)
    freed = (0 if installed is None else installed.size) + (0 if half is None else half.done)
    if as_json:
        say(to_json({"format": 1, "id": entry.id, "freed_bytes": freed}))
    else:
        say(f"Removed {entry.id}: {file_size(freed)} are free again." if freed else f"{entry.id} was not here.")
    return ExitCode.DONE


def installed_fields(found: Installed) -> dict[str, object]:
    """A downloaded backbone as JSON."""
    return {
        "id": found.id,
        "file": str(found.file),
        "size_bytes": found.size,
        "sha256": found.sha256,
        "sha256_from": found.hash_from,
        "fingerprint": found.fingerprint,
        "when": found.when,
        "host": found.host,
    }


def _entry(name: str) -> Entry:
    known = [entry.id for entry in downloadable()]
    entry = catalogue.by_id(name)
    if entry is None:
        nearest = get_close_matches(name.lower(), known, n=3, cutoff=0.5) or known
        raise InputError(notice("call-no-such-backbone", name=name, nearest=nearest))
    if entry.source is None:
        raise InputError(notice("call-backbone-ships", name=name, known=known))
    return entry


def _announce(entry: Entry, store: BackboneStore, route: Route) -> None:
    if entry.source is None:
        return
    half, addresses = store.half(entry.id), addresses_of(entry.source, route)
    goes_on = half is not None and half.address in addresses
    amount, rest = f"about {file_size(entry.size)}", ""
    if half is not None and half.done and goes_on:
        amount, rest = file_size(half.total), f", {half.done / 1e6:.0f} MB of it here already"
    say_aside(f"Downloading {entry.title}, {amount}{rest}, from {host_of(addresses[0])}.")
    if half is not None and half.done and not goes_on:
        say_aside(f"It begins anew: the {half.done / 1e6:.0f} MB that are here came from {host_of(half.address)}.")
    say_aside(f"Licence: {entry.licence}. Read about it: {entry.source.page}")


def _run(entry: Entry, store: BackboneStore, route: Route, stop: StopSwitch, *, quiet: bool) -> Installed | None:
    """The backbone, or None where `stop` was asked; then what has come is kept."""
    steps = download(entry, store, route)
    with ByteBar(quiet=quiet) as bar:
        try:
            while not stop.asked:
                bar.show(next(steps))
        except StopIteration as end:
            found: Installed = end.value
            return found
        finally:
            steps.close()
    return None


def _tell_how_to_go_on(half: Half | None, name: str, mirror: str, proxy: str) -> None:
    options = [
        part for option, value in (("--mirror", mirror), ("--proxy", proxy)) if value for part in (option, value)
    ]
    command = shell_words(["mmrl", "backbones", "get", name, *options])
    done, total = (0, 0) if half is None else (half.done // 1_000_000, half.total // 1_000_000)
    tell(notice("call-download-kept", done=done, total=total, command=command))


def _report(entry: Entry, found: Installed, seconds: float) -> None:
    say(f"{entry.title} is here: {clean(str(found.file))} ({file_size(found.size)}), after {seconds:.0f} s.")
    say(f"SHA-256 {found.sha256}")
    if found.hash_from == "download":
        say("Nobody stated this hash beforehand, so it was taken from the file. Its parts are those of the model.")
    else:
        by_whom = "was published for it" if found.hash_from == "catalogue" else f"{found.host} stated for it"
        say(f"This is the hash that {by_whom}.")
    say()
    say("Learn with it:")
    say(f"  mmrl train MY_PICTURES -o mine --backbone {entry.id}")
