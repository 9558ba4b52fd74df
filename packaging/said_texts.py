"""What the sources of the window say to a person, in a form that Qt's `lupdate` reads without a miss.

By itself it overlooks texts of Python inside f-strings and beside longer expressions, and takes plural forms of
`translate()` for plain texts. So it is given a digest instead: every text once, in the C++ that it was made for.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TEXT_AT = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}  # which argument is the text; the comment follows it


@dataclass(frozen=True, order=True)
class Said:
    """A text to be translated; `context` is the class that says it, `plural` whether it counts something."""

    context: str
    text: str
    comment: str
    plural: bool


def said_texts(files: Iterable[Path]) -> list[Said]:
    """Everything that is said in these modules, each once, in order."""
    return sorted({said for file in files for said in _said(file)})


def slips(files: Sequence[Path], root: Path) -> list[str]:
    """Where a text would not be found, a line each."""
    trees = {file: _tree(file) for file in files}
    inherited = {name for tree in trees.values() for name in _bases(tree)}
    return [
        f"{file.relative_to(root).as_posix()}:{call.lineno}: {fault}"
        for file, tree in trees.items()
        for context, call, name in _calls(tree, "")
        if name == "tr" and (fault := _fault(context, call, inherited))
    ]


def digest(said: Iterable[Said]) -> str:
    """C++ that says all of it."""
    return "".join(f"auto t = QCoreApplication::translate({_arguments(text)});\n" for text in said)


def _arguments(said: Said) -> str:
    texts = [said.context, said.text, said.comment]
    return ", ".join([json.dumps(text, ensure_ascii=False) for text in texts] + (["n"] if said.plural else []))


def _fault(context: str, call: ast.Call, inherited: Collection[str]) -> str:
    """PySide6 looks for plain texts in base classes too, but not for plural forms."""
    if _literal(call, 0) is None or not context:
        return "tr() needs its text written out, in a class"
    if context in inherited and _counts(call, 0):
        return f"classes are derived from {context}, so its plural forms need translate()"
    return ""


def _bases(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from (_name(base) for base in node.bases)


def _said(file: Path) -> Iterator[Said]:
    for context, call, name in _calls(_tree(file), ""):
        text, place = _literal(call, TEXT_AT[name]), TEXT_AT[name]
        said_in = context if name == "tr" else _literal(call, 0)
        if text is not None and said_in:
            yield Said(said_in, text, _literal(call, place + 1) or "", _counts(call, place))


def _counts(call: ast.Call, place: int) -> bool:
    return len(call.args) > place + 2 or any(keyword.arg == "n" for keyword in call.keywords)


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _calls(node: ast.AST, context: str) -> Iterator[tuple[str, ast.Call, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and (name := _name(child.func)) in TEXT_AT:
            yield context, child, name
        yield from _calls(child, child.name if isinstance(child, ast.ClassDef) else context)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literal(call: ast.Call, place: int) -> str | None:
    if len(call.args) <= place:
        return None
    argument = call.args[place]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
