"""`mmrl inspect`: what an adapter file says about itself. Needs no torch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mmrl_engine.adapter import AdapterHeader, read_header
from mmrl_engine.adapter_config import AdapterVariant
from mmrl_engine.cli.answers import to_json
from mmrl_engine.cli.console import clean, file_size, print_table, say
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.options import AdapterArgument, JsonOption
from mmrl_engine.errors import AdapterError
from mmrl_engine.file_kinds import kind_of
from mmrl_engine.notices import Notice
from mmrl_engine.pace import counted

_VARIANT_WORDS: Mapping[AdapterVariant, str] = {
    "mmrl": "MMRL: tokens shared by the picture side and the word side",
    "mmrlpp": "MMRL++: the same with one shared map a side and small corrections a layer",
    "none": "nothing trained: words and pictures at a glance",
}
_VERIFIED = (
    "The description above was checked against its own hash. The learned numbers were not read; "
    "they are checked when the adapter is used."
)


def inspect(
    adapter: AdapterArgument,
    as_json: JsonOption = False,
) -> ExitCode:
    """Show what an adapter file is: its classes, backbone, recipe and figures.

    Only the description at the file's start is read, so this is fast and safe with
    files from anybody. Of other files that have to do with CLIP models it says what they
    are and what to do with them.

    Examples:

      mmrl inspect mine.mmrl.safetensors
      mmrl inspect mine.mmrl.safetensors --json
    """
    try:
        header = read_header(adapter)
    except AdapterError as error:
        found = kind_of(error, adapter)
        if found is None:
            raise
        return _say_kind(found, adapter, as_json=as_json)
    if as_json:
        say(to_json(_fields(header, adapter)))
        return ExitCode.DONE
    for title, value in _lines(header):
        say(f"{title + ':':<11} {clean(value)}")
    say()
    print_table(
        ["class", "words for the model", "learned from"],
        [[item.name, item.words, counted(item.pictures, "picture")] for item in header.classes],
    )
    say()
    say(_VERIFIED)
    return ExitCode.DONE


def _say_kind(found: Notice, path: Path, *, as_json: bool) -> ExitCode:
    """What a file is that is no adapter."""
    if as_json:
        say(to_json({"format": 1, "path": str(path), "kind": found.code, "text": str(found)}))
    else:
        say(clean(str(found)))
    return ExitCode.DONE


def _lines(header: AdapterHeader) -> Iterator[tuple[str, str]]:
    config, spec = header.config, header.modelspec
    yield "title", spec["title"]
    yield "made", spec["date"]
    if "author" in spec:
        yield "author", spec["author"]
    if "license" in spec:
        yield "licence", spec["license"]
    yield "answers", _what_it_answers(header)
    yield "method", _VARIANT_WORDS[config.variant]
    yield "recipe", f"{config.preset}, seed {config.seed}"
    yield "backbone", f"{header.backbone.id} (fingerprint {header.backbone.fingerprint[:12]})"
    yield "size", f"{file_size(header.size_bytes)}, format {header.format_version}"
    if header.metrics:
        yield "figures", ", ".join(f"{key} {_figure(value)}" for key, value in sorted(header.metrics.items()))


def _what_it_answers(header: AdapterHeader) -> str:
    classes = counted(len(header.classes), "class")
    if header.config.answers == "mmrl":
        return f"{classes} learned from pictures, and any name that you type"
    if len(header.classes) == 1:
        return f"whether a picture belongs to '{header.classes[0].name}', by similarity, and any name that you type"
    return f"{classes} without trained tokens, and any name that you type"


def _figure(value: object) -> str:
    return (
        f"{value:.4g}" if isinstance(value, float) else str(value) if isinstance(value, (int, str)) else to_json(value)
    )


def _fields(header: AdapterHeader, path: Path) -> dict[str, object]:
    return {
        "format": 1,
        "path": str(path),
        "size_bytes": header.size_bytes,
        "format_version": header.format_version,
        "modelspec": dict(header.modelspec),
        "classes": [item.to_json() for item in header.classes],
        "backbone": header.backbone.to_json(),
        "config": header.config.to_json(),
        "metrics": dict(header.metrics),
        "tensors": {name: {"dtype": kind, "shape": shape} for name, (kind, shape) in header.tensors.items()},
        "verified": "description",
    }
