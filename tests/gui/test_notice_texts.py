"""The window has a sentence for everything that the engine and the services say."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import app.services
from app.storage.act_record import ActRecord
from app.views.act_texts import ACTS, act_text
from app.views.counted_texts import COUNTED
from app.views.notice_table import TEXTS
from app.views.notice_texts import notice_text
from mmrl_engine.notices import SENTENCES, Notice, notice
from tests.gui.speaking import speaking

NOT_IN_THE_WINDOW = {  # only a terminal shows these; where a run is saved is the program's own business
    "adapter-other-backbone": {"expected", "fingerprint", "found"},
    "checkpoint-damaged": {"path"},
    "checkpoint-not-read": {"path"},
    "checkpoint-other-run": {"path"},
    # in the words of protocols, which help nobody but who looks into it
    "download-no-answer": {"reason"},
    "download-no-file": {"reason"},
    "download-proxy": {"reason"},
    "download-redirect": {"target"},
    "download-wrong-file": {"reason"},
}
COMMAND = "call-"  # codes of the command line alone
FORBIDDEN = re.compile(
    r"\b(epochs?|logits?|loss|tensors?|adapters?|backbones?|inference|embeddings?|please|sorry)\b|!", re.IGNORECASE
)
ENDINGS = re.compile(r"\.mmrl\.safetensors|\.safetensors")


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    with speaking(qapp, "en"):
        yield


def sentences() -> dict[str, str]:
    """Every sentence before it is filled in, those with plural forms as for many."""
    counted = {code: say(12).replace("12", "{count}") for code, say in COUNTED.items()}
    return {code: str(text) for code, text in TEXTS.items()} | counted


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_tables_have_the_same_codes() -> None:
    assert set(sentences()) == set(SENTENCES)
    assert not set(TEXTS) & set(COUNTED)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_shows_what_the_engine_tells(code: str) -> None:
    wanted = places(SENTENCES[code]) - NOT_IN_THE_WINDOW.get(code, set())
    assert places(sentences()[code]) == wanted


@pytest.mark.parametrize("code", [code for code in SENTENCES if not code.startswith(COMMAND)])
def test_a_sentence_keeps_to_the_words_of_the_window(code: str) -> None:
    text = re.sub(r"\{\w*\}", "", ENDINGS.sub("", sentences()[code]))
    assert FORBIDDEN.findall(text) == []
    assert re.search(r"[.?\u201d:\"]\s*$", text)


def test_a_file_is_named_without_its_folders() -> None:
    text = notice_text(notice("picture-empty", path=str(Path("pictures", "cat.png").absolute())))
    assert text.startswith("cat.png: ")


def test_a_class_may_look_like_a_path() -> None:
    assert notice_text(notice("class-added", name="/cat/dog")) == "Class /cat/dog added."


def test_where_the_data_lies_is_told_whole() -> None:
    folder = str(Path("data").absolute())
    assert folder in notice_text(notice("storage-no-folder", path=folder, reason="read-only"))


def test_the_same_pictures_are_told_apart_by_their_folders() -> None:
    paths = [str(Path(name, "1.png").absolute()) for name in ("cat", "dog")]
    assert "cat/1.png and dog/1.png" in notice_text(notice("picture-in-two-classes", paths=paths))


def test_lists_and_figures_are_written_as_the_language_has_them(qapp: QApplication) -> None:
    said = notice("training-not-finite", step=1200, rate=0.001)
    merged = notice("classes-merged", names=["cat", "dog"], name="pet")
    assert "step 1,200" in notice_text(said)
    with speaking(qapp, "de"):
        assert "Schritt 1.200" in notice_text(said)
        assert "0,001" in notice_text(said)
        assert notice_text(merged) == "cat und dog in pet zusammengelegt."


@pytest.mark.parametrize(("count", "start"), [(1, "1 picture file of this"), (2, "2 picture files of this")])
def test_a_sentence_that_counts_has_plural_forms(count: int, start: str) -> None:
    assert notice_text(notice("backup-pictures-missing", count=count)).startswith(start)


def test_names_with_percent_and_braces_come_through() -> None:
    act = ActRecord(1, 1, "pictures-labelled", {"count": 3, "name": "%n {name}"})
    assert act_text(act) == "3 pictures put in %n {name}."


def test_a_notice_inside_a_notice_is_said_too() -> None:
    inner = Notice("picture-empty", {"path": "cat.png"})
    assert "this file is empty" in notice_text(Notice("folder-file-failed", {"reason": inner}))


def codes_of_acts() -> set[str]:
    """What the services hand to `UnitOfWork.act`, itself or through `_set`."""
    folder = Path(app.services.__path__[0])
    found = {"pictures-imported"}
    for file in folder.glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr in ("act", "_set")
            ):
                found |= {
                    arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    return found


def test_every_act_has_a_sentence() -> None:
    codes = codes_of_acts()
    assert {"class-added", "pictures-removed", "run-removed"} <= codes
    assert codes - set(SENTENCES) == set(ACTS)


@pytest.mark.parametrize(
    ("code", "params", "said"),
    [
        ("pictures-labelled", {"count": 1, "name": "cat"}, "1 picture put in cat."),
        ("pictures-labelled", {"count": 2, "name": ""}, "2 pictures put back in the inbox."),
        ("pictures-imported", {"count": 8, "already_here": 1, "unreadable": 0}, "8 pictures came in."),
        ("class-removed", {"name": "cat", "count": 4}, "Class cat removed, its 4 pictures are in the inbox."),
        ("class-removed", {"name": "cat", "count": 1}, "Class cat removed, its picture is in the inbox."),
        ("classes-merged", {"names": ["cat", "kitten"], "name": "pet", "count": 9}, "cat and kitten merged into pet."),
        ("class-renamed", {"old": "a", "name": "b"}, "a is now called b. Nothing needs to be learned again."),
        ("adapter-chosen", {"name": "Run 2"}, "Answers come from Run 2 now."),
        ("adapter-chosen", {"name": ""}, "Answers come from words alone now."),
        ("run-removed", {"number": 3}, "Run removed."),
        ("of-another-version", {}, "Something was changed."),
    ],
)
def test_acts_are_said_beside_their_undo(code: str, params: dict[str, object], said: str) -> None:
    assert act_text(ActRecord(1, 1, code, params)) == said
