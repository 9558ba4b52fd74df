"""The part of a model card that says how to use the folder, with lines to run. No torch."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mmrl_engine.adapter import Adapter
from mmrl_engine.export.folder_config import known_entry


def how_to_use(adapter: Adapter, files: Collection[str], *, adapter_file: str) -> str:
    """Every way that the folder's `files` allow, each with what has to be installed."""
    return "\n\n".join(f"**{title}**\n\n{fenced}" for title, fenced in _ways(adapter, files, adapter_file))


def _ways(adapter: Adapter, files: Collection[str], file: str) -> Iterator[tuple[str, str]]:
    entry = known_entry(adapter)
    backbone = " --backbone FOLDER" if entry is None else ""
    yield "In MMRL Studio", "Use > Share what it learned > Import a trained file."
    yield (
        "In a terminal (needs the package mmrl-studio)",
        _code("console", f"$ mmrl classify . PICTURES --also horse{backbone}"),
    )
    yield (
        "In Python (needs the package mmrl-studio)",
        _code(
            "python",
            "from mmrl_engine import Adapter, Classifier, load_backbone",
            "",
            f"adapter = Adapter.load({file!r})",
            f"classifier = Classifier(adapter, load_backbone({'FOLDER' if entry is None else entry.id!r}))",
            'for answer in classifier.classify(["one.jpg"], ["horse"]):  # a name that was never learned',
            "    print(answer.path, answer.scores[0], answer.verdict)",
        ),
    )
    yield (
        "With torch and open_clip alone (needs `pip install open_clip_torch`)",
        _code("console", f"$ python snippets/read_torch.py {file} {_open_clip(adapter)} one.jpg --also horse")
        + f"\n\nThe model {code_span(adapter.backbone.id)} has to be there as open_clip has it: its folder, or its "
        "weights file.",
    )
    yield (
        "With NumPy alone, from features that something else has made",
        _code("console", f"$ python snippets/read_numpy.py {file}"),
    )
    if any(name.endswith(".onnx") for name in files):
        yield (
            "With ONNX Runtime (needs `pip install onnxruntime numpy pillow`)",
            _code("console", "$ python snippets/read_onnx.py . one.jpg"),
        )


def _open_clip(adapter: Adapter) -> str:
    """The options by which `read_torch.py` finds the model."""
    entry = known_entry(adapter)
    if entry is None or entry.config is None or entry.source is None:
        return "--model local-dir:FOLDER"
    return f"--model {entry.config} --weights {entry.source.file}"


def one_line(text: str) -> str:
    """Without line breaks and other characters that cannot be seen."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def code_span(text: str) -> str:
    """As code within a line: nothing in it is a command there but the mark by which it ends."""
    return f"`{one_line(text).replace('`', chr(39)).strip() or ' '}`"


def _code(language: str, *lines: str) -> str:
    return "\n".join([f"```{language}", *lines, "```"])
