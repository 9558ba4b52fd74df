"""Brings the translations of the window up to date: `resources/translations/*.ts`, and the `.qm` made from them.

python packaging/translate.py [--check | --missing LANGUAGE | --fill LANGUAGE FILE]

A translator's way: `--missing de > texts.json`, fill in what is empty there, `--fill de texts.json`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import project_env
import said_texts
import ts_file
from machine import SetupError

DESCRIPTION = (
    "Bring the translations up to date with the sources. --check: change nothing, say what is missing. "
    "--missing LANGUAGE: print what is not translated, as JSON. --fill LANGUAGE FILE: take such a JSON back."
)
LANGUAGES = ("de", "en")
PLURALS_ONLY = ("en",)  # its other texts are the sources themselves
SOURCES = ("app/views", "app/models")
SHOWN = 5


class Translations:
    """The translations of the checkout `root`, made with the tools of the PySide6 that is installed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "resources" / "translations"

    def update(self) -> None:
        """Takes new texts into the .ts files, drops those that are gone, and makes the .qm files."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for language in LANGUAGES:
            self._collect(self._ts(language), language)
            self._release(self._ts(language), self._qm(language))

    def problems(self) -> list[str]:
        """Why this is not complete; empty where it is."""
        missing = [path.name for language in LANGUAGES for path in self._files(language) if not path.is_file()]
        if missing:
            return [f"{name} is missing" for name in missing]
        with tempfile.TemporaryDirectory() as folder:
            found = [line for language in LANGUAGES for line in self._problems_of(language, Path(folder))]
        return [*found, *said_texts.slips(self.sources(), self.root)]

    def missing(self, language: str) -> dict[str, dict[str, str | list[str]]]:
        """What is not translated, by context; what one would guess stands in it."""
        texts: dict[str, dict[str, str | list[str]]] = {}
        for message in ts_file.read_messages(self._ts(language)):
            if message.problem() is not None:
                texts.setdefault(message.context, {})[message.source] = _guess(message, language)
        return texts

    def fill(self, language: str, texts: ts_file.Texts) -> int:
        """Puts translations in; how many."""
        count = ts_file.put_in(self._ts(language), texts)
        self.update()
        return count

    def sources(self) -> list[Path]:
        """Every module that may say something, in order."""
        return sorted(path for place in SOURCES for path in (self.root / place).rglob("*.py"))

    def _ts(self, language: str) -> Path:
        return self.folder / f"mmrl_{language}.ts"

    def _qm(self, language: str) -> Path:
        return self.folder / f"mmrl_{language}.qm"

    def _files(self, language: str) -> tuple[Path, Path]:
        return self._ts(language), self._qm(language)

    def _problems_of(self, language: str, folder: Path) -> list[str]:
        ts, qm = self._files(language)
        stored = ts_file.read_messages(ts)
        fresh = folder / ts.name
        shutil.copyfile(ts, fresh)
        self._collect(fresh, language)
        wanted = {message.key for message in ts_file.read_messages(fresh)}
        lines = _sample(f"{ts.name} lacks", wanted - {message.key for message in stored})
        lines += _sample(f"{ts.name} still has", {message.key for message in stored} - wanted)
        lines += _faults(ts.name, stored)
        self._release(ts, folder / qm.name)
        if (folder / qm.name).read_bytes() != qm.read_bytes():
            lines.append(f"{qm.name} was made from another {ts.name}")
        return lines

    def _collect(self, ts: Path, language: str) -> None:
        options = ["-no-obsolete", "-locations", "none", "-sort-messages", "-silent", "-target-language", language]
        options += ["-disable-heuristic", "sametext", "-disable-heuristic", "similartext"]
        options += ["-pluralonly"] if language in PLURALS_ONLY else []
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "said.cpp"
            source.write_text(said_texts.digest(said_texts.said_texts(self.sources())), encoding="utf-8")
            _run("lupdate", [str(source), *options, "-ts", str(ts)])

    def _release(self, ts: Path, qm: Path) -> None:
        whole = qm.with_suffix(".new")  # a program that runs has the old one mapped into its memory
        _run("lrelease", ["-silent", str(ts), "-qm", str(whole)])
        whole.replace(qm)


def _run(tool: str, arguments: Sequence[str]) -> None:
    done = subprocess.run([str(_tool(tool)), *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise SetupError(f"{tool} failed: {done.stderr.strip() or done.stdout.strip()}")


def _tool(name: str) -> Path:
    """Qt's own program, which comes in the package PySide6."""
    spec = importlib.util.find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / (f"{name}.exe" if os.name == "nt" else name)


def _sample(what: str, keys: set[tuple[str, str, str, bool]]) -> list[str]:
    if not keys:
        return []
    names = [f"{context}: {source!r}" for context, source, *_ in sorted(keys)[:SHOWN]]
    return [f"{what} {len(keys)} texts, such as {'; '.join(names)}"]


def _faults(name: str, messages: Sequence[ts_file.Message]) -> list[str]:
    faulty = [(message, problem) for message in messages if (problem := message.problem()) is not None]
    lines = [f"{name}: {message.context}: {message.source!r} {problem}" for message, problem in faulty[:SHOWN]]
    return [*lines, f"{name}: {len(faulty)} such texts in all"] if faulty else []


def _guess(message: ts_file.Message, language: str) -> str | list[str]:
    """English plural forms are nearly always those that the source stands for."""
    if not message.plural:
        return message.forms[0]
    if language == "en" and not any(message.forms):
        one, many = re.sub(r"\((e?s)\)", "", message.source), re.sub(r"\((e?s)\)", r"\1", message.source)
        return [one, many]
    return list(message.forms)


def translate(environment: project_env.ProjectEnv, arguments: list[str]) -> int:
    """The exit code: 1 where `--check` finds something."""
    options = _options(arguments)
    if importlib.util.find_spec("PySide6") is None:
        environment.prepare()
        return project_env.run_through([environment.python, __file__, *arguments], environment.root)
    translations = Translations(environment.root)
    if options.missing:
        print(json.dumps(translations.missing(options.missing), ensure_ascii=False, indent=1))
        return 0
    if options.check:
        found = translations.problems()
        print("\n".join(found) or "The translations are up to date and complete.")
        return 1 if found else 0
    if options.fill:
        language, file = options.fill
        texts = json.loads(Path(file).read_text(encoding="utf-8"))
        print(f"{translations.fill(language, texts)} texts were put in.")
        return 0
    translations.update()
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=DESCRIPTION, allow_abbrev=False)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true")
    what.add_argument("--missing", choices=LANGUAGES)
    what.add_argument("--fill", nargs=2, metavar=("LANGUAGE", "FILE"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(project_env.start(DESCRIPTION, translate, sys.argv[1:]))
