"""`mmrl backbones`: what can be built on, and what of it is here. Needs no torch."""

from __future__ import annotations

from collections.abc import Mapping

import typer

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.entry import Entry
from mmrl_engine.backbones.speed import processor_speed, seconds_a_picture
from mmrl_engine.backbones.store import BackboneStore, default_store
from mmrl_engine.cli.answers import to_json
from mmrl_engine.cli.backbones_get import installed_fields
from mmrl_engine.cli.console import file_size, print_table, say
from mmrl_engine.cli.edge import ExitCode, command
from mmrl_engine.cli.options import JsonOption
from mmrl_engine.types import BalanceRule

_BALANCES: Mapping[BalanceRule, str] = {
    "gate": "words alone divide the list between learned and typed names",
    "none": "learned and typed names compete directly",
}


def backbones(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the backbones that are known by name: what they cost, when to choose which, what each cannot do.

    A backbone is a CLIP model that already knows pictures and words. It stays as it is;
    training adds a few small parts to it.

    One of the list is fetched with get, which goes online for that alone. Your own:
    give --backbone a folder with its config and its weights, or one weights file
    together with --config.

    Examples:

      mmrl backbones
      mmrl backbones get openai-vit-b-16
      mmrl train MY_PICTURES -o mine --backbone openai-vit-b-16
      mmrl backbones remove openai-vit-b-16
      mmrl train MY_PICTURES -o mine --backbone CLIP_FOLDER
    """
    if context.invoked_subcommand is None:
        command(_list)(as_json)


def _list(as_json: bool) -> ExitCode:
    store, speed = default_store(), processor_speed()
    if as_json:
        say(to_json({"format": 1, "backbones": [_fields(entry, store, speed) for entry in catalogue.ENTRIES]}))
        return ExitCode.DONE
    print_table(
        ["name", "size", "memory", "a picture", "licence", "where"],
        [_row(entry, store, speed) for entry in catalogue.ENTRIES],
        right=(1, 2, 3),
    )
    say()
    say("A picture: about how long this computer's processor takes for one, estimated from a short measurement; a")
    say("graphics card is many times faster. Memory: what should be free to learn with. Sizes are about right.")
    say()
    for entry in catalogue.ENTRIES:
        say(f"{entry.id}, {entry.title}: {entry.when}")
    for note, entries in _by_note().items():
        first = entries[0]
        say()
        say(f"{_named(entries)}: {note}")
        say(
            f"Trainings on it start from the recipe {first.preset}, and until they are weighed, "
            f"{_BALANCES[first.balance]}, because {first.why}."
        )
    say()
    say(f"Trainings on any other backbone start from the recipe {catalogue.DEFAULT_PRESET}.")
    say("Get one of these: mmrl backbones get NAME. Your own: --backbone FOLDER, or --backbone FILE --config NAME.")
    return ExitCode.DONE


def _row(entry: Entry, store: BackboneStore, speed: float) -> list[str]:
    seconds = seconds_a_picture(entry.flops, speed)
    sizes = [file_size(entry.size), file_size(entry.memory)]
    return [entry.id, *sizes, _a_picture(seconds), entry.licence, _where(entry, store)]


def _a_picture(seconds: float) -> str:
    if seconds < 0.01:
        return "under 0.01 s"
    return f"{seconds:.1f} s" if seconds >= 0.095 else f"{seconds:.2f} s"


def _where(entry: Entry, store: BackboneStore) -> str:
    if entry.source is None:
        return "ships with the program"
    if store.installed(entry.id) is not None:
        return "here"
    half = store.half(entry.id)
    return f"{entry.source.host}, half here" if half is not None and half.done else entry.source.host


def _by_note() -> Mapping[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in catalogue.ENTRIES:
        found.setdefault(entry.note, []).append(entry)
    return found


def _named(entries: list[Entry]) -> str:
    return entries[0].id if len(entries) == 1 else "the others"


def _fields(entry: Entry, store: BackboneStore, speed: float) -> dict[str, object]:
    installed, half = (store.installed(entry.id), store.half(entry.id)) if entry.source else (None, None)
    return {
        "id": entry.id,
        "title": entry.title,
        "licence": entry.licence,
        "when": entry.when,
        "note": entry.note,
        "size_bytes": entry.size,
        "memory_bytes": entry.memory,
        "parameters": entry.parameters,
        "image_size": entry.image_size,
        "seconds_a_picture": seconds_a_picture(entry.flops, speed),
        "page": None if entry.source is None else entry.source.page,
        "fingerprint": store.fingerprint_of(entry),
        "preset": entry.preset,
        "balance": entry.balance,
        "why": entry.why,
        "where": _where(entry, store),
        "installed": None if installed is None else installed_fields(installed),
        "half_bytes": 0 if half is None else half.done,
    }
