"""The model card of an exported folder: what was learned, how good it is and where its limits are, in plain words.

Markdown behind YAML front matter, as huggingface.co reads it. No torch.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.entry import Entry
from mmrl_engine.evaluation.metrics import Accuracy
from mmrl_engine.export.card_use import code_span, how_to_use, one_line
from mmrl_engine.export.folder_config import base_model, known_entry
from mmrl_engine.pace import counted

CARD_FILE = "README.md"
# Licences as huggingface.co writes them; every other one is "other" with a name.
_KNOWN_LICENCES = frozenset(
    {"apache-2.0", "mit", "bsd-3-clause", "cc0-1.0", "unlicense", "openrail"}
    | {f"cc-by{kind}-{version}" for kind in ("", "-sa", "-nc", "-nd", "-nc-sa", "-nc-nd") for version in ("3.0", "4.0")}
)


def card_text(adapter: Adapter, figures: Accuracy | None, files: Collection[str], *, adapter_file: str) -> str:
    """The card of a folder that holds `files`.

    Args:
        figures: how often it was right about pictures that it had not learned from; None where nobody tested it.
    """
    parts = [
        _front_matter(adapter, tested=figures is not None),
        f"# {_line(adapter.title)}",
        _what_it_is(adapter),
        "## What it knows\n\n" + _classes(adapter),
        "## How good it is\n\n" + _how_good(figures),
        "## Limits\n\n" + "\n".join(f"- {item}" for item in _limits(adapter, figures)),
        "## The model below it\n\n" + _backbone(adapter, files),
        "## How to use it\n\n" + how_to_use(adapter, files, adapter_file=adapter_file),
        "## Who made it\n\n" + _who(adapter),
    ]
    return "\n\n".join(parts) + "\n"


def _front_matter(adapter: Adapter, *, tested: bool) -> str:
    """YAML whose values are JSON strings, which YAML reads as they are."""
    known = adapter.license.strip().lower()
    lines = []
    if known in _KNOWN_LICENCES:
        lines.append(f"license: {known}")
    elif known:
        lines += ["license: other", f"license_name: {_yaml(adapter.license.strip())}"]
    lines += ["library_name: mmrl-studio", "pipeline_tag: image-classification"]
    lines.append(f"base_model: {_yaml(base_model(adapter))}")
    tags = ["image-classification", "few-shot", "clip", adapter.config.variant]
    lines += ["tags:", *(f"- {tag}" for tag in tags if tag != "none")]
    lines += ["metrics:", "- accuracy"] if tested else []
    return "\n".join(["---", *lines, "---"])


def _what_it_is(adapter: Adapter) -> str:
    made = f"It tells {counted(len(adapter.classes), 'class')} of pictures apart"
    if len(adapter.classes) == 1:
        made = "It tells whether a picture belongs to one class"
    return (
        f"{made}, and can be asked about other names, which are only typed. It was made with MMRL Studio on "
        f"{adapter.date[:10]}, and holds none of the pictures that it learned from."
    )


def _classes(adapter: Adapter) -> str:
    rows = [f"| {_cell(item.name)} | {_cell(item.words)} | {item.pictures} |" for item in adapter.classes]
    return "\n".join(["| class | words for the model | learned from pictures |", "|---|---|---|", *rows])


def _how_good(figures: Accuracy | None) -> str:
    if figures is None or not figures.total:
        return (
            "It was not tested before it was handed on: nobody knows how often it is right. "
            "Test it with pictures of yours."
        )
    return (
        f"Of {counted(figures.total, 'picture')} that it had not learned from, {figures.right} were answered rightly: "
        f"{_percent(figures.value)}. From so few pictures the true figure lies between {figures.low:.0%} and "
        f"{figures.high:.0%}, 19 times of 20. On pictures of another kind, or from another place, it can be lower."
    )


def _limits(adapter: Adapter, figures: Accuracy | None) -> Iterator[str]:
    counts = [item.pictures for item in adapter.classes]
    fewest, most = min(counts), max(counts)
    learned = counted(most, "picture") if fewest == most else f"{fewest} to {most} pictures"
    tested = "not tested" if figures is None or not figures.total else f"tested on {figures.total}"
    yield f"Learned from {learned} a class, {tested}; not for decisions about safety, health or rights."
    yield "It knows only pictures like those it learned from: other light, places or cameras may mislead it."
    if adapter.config.reject:
        yield "It can say that a picture shows none of its classes, but it does not notice every such picture."
    else:
        yield "It always names one of its classes, also for a picture that shows none of them."
    yield "A share of 90 % does not mean that it is right in 90 of 100 cases."
    yield "Names that are only typed are as good as the model below it knows the word."


def _backbone(adapter: Adapter, files: Collection[str]) -> str:
    entry, given = known_entry(adapter), adapter.backbone
    lines = [f"It needs {code_span(given.id)} (fingerprint `{given.fingerprint[:12]}`), {_whose(entry)}."]
    if entry is not None:
        lines.append(entry.note)
    if any(name.endswith(".onnx") for name in files):
        lines.append("The ONNX files in this folder hold its picture part, so its licence holds for them too.")
    else:
        lines.append("It is not in this folder.")
    return " ".join(lines)


def _whose(entry: Entry | None) -> str:
    if entry is None:
        return "a model whose licence is not known here: ask whoever made it"
    where = "" if entry.source is None else f", from {entry.source.page}"
    return f"{entry.title}, licence: {entry.licence}{where}"


def _who(adapter: Adapter) -> str:
    author = _line(adapter.author) or "not said"
    return f"Author: {author}. Licence of what was learned: {_line(adapter.license) or 'not said'}."


def _percent(share: float) -> str:
    """Not 100 % where something was answered wrongly, nor 0 % where something was answered rightly."""
    if 0.99 < share < 1.0:
        return "more than 99%"
    return "less than 1%" if 0.0 < share < 0.01 else f"{share:.0%}"


def _yaml(text: str) -> str:
    """A value on one line. YAML does not put the two halves together that JSON escapes a character such as a smiley in,
    and allows no control characters.
    """
    plain = "".join(letter if letter.isprintable() or letter in "\r\n\t" else " " for letter in text)
    return json.dumps(plain, ensure_ascii=False)


def _line(text: str) -> str:
    """On one line, and nothing that Markdown or a browser would take for a command."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|&" else letter for letter in one_line(text)).strip()


def _cell(text: str) -> str:
    return _line(text) or " "
