"""`mmrl backbones`: what can be built on. Needs no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.catalogue import Entry
from mmrl_engine.cli.answers import to_json
from mmrl_engine.cli.console import print_table, say
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.options import JsonOption
from mmrl_engine.types import BalanceRule

_BALANCES: Mapping[BalanceRule, str] = {
    "gate": "words alone divide the list between learned and typed names",
    "none": "learned and typed names compete directly",
}


def backbones(as_json: JsonOption = False) -> ExitCode:
    """List the backbones that are known by name, and what each cannot do.

    A backbone is a CLIP model that already knows pictures and words. It stays as it is;
    training adds a few small parts to it.

    Your own: give --backbone a folder with open_clip_config.json and a .safetensors
    file, or one open_clip .safetensors file together with --config.

    Examples:

      mmrl backbones
      mmrl train MY_PICTURES -o mine --backbone CLIP_FOLDER
      mmrl train MY_PICTURES -o mine --backbone CLIP.safetensors --config ViT-B-16
    """
    if as_json:
        say(to_json({"format": 1, "backbones": [_fields(entry) for entry in catalogue.ENTRIES]}))
        return ExitCode.DONE
    print_table(
        ["name", "title", "licence", "where", "recipe"],
        [[entry.id, entry.title, entry.licence, _where(entry), entry.preset] for entry in catalogue.ENTRIES],
    )
    for entry in catalogue.ENTRIES:
        say()
        say(f"{entry.id}: {entry.note}")
        say(
            f"Trainings on it start from the recipe {entry.preset}, and until they are weighed, "
            f"{_BALANCES[entry.balance]}, because {entry.why}."
        )
    say()
    say(f"Trainings on any other backbone start from the recipe {catalogue.DEFAULT_PRESET}.")
    say("Your own backbone: --backbone FOLDER, or --backbone FILE.safetensors --config NAME.")
    return ExitCode.DONE


def _where(entry: Entry) -> str:
    return "ships with the program" if entry.resource else "a file of yours"


def _fields(entry: Entry) -> dict[str, object]:
    return {**asdict(entry), "where": _where(entry)}
