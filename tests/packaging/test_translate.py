"""Texts of the sources come into the translations, and what is missing there is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

import project_env
import said_texts
import translate
import ts_file
from said_texts import Said

SOURCE = """
TABLE = {"a": QT_TRANSLATE_NOOP("Table", "In a {place}."), "b": QT_TRANSLATE_NOOP("Table", 'With "marks" and ä')}
SAY = {"c": lambda n: translate("Table", "%n dog(s)", None, n)}

def outside(files):
    return QCoreApplication.translate("Other", "%n file(s)", None, max(1, len(files)))

class Page(QWidget):
    def texts(self, names):
        self.tr(
            "Joined "
            "from two", "a hint"
        )
        self.tr("%n picture(s)", "", len(names))
        return f"{self.tr('In an f-string')} {self.tr('&Key')}"

    class Inner(QObject):
        def text(self):
            return self.tr("Inside")
"""
GERMAN: dict[str, dict[str, str | list[str]]] = {
    "Table": {
        "In a {place}.": "In {place}.",
        'With "marks" and ä': "Mit „Zeichen“ und ä",
        "%n dog(s)": ["%n Hund", "%n Hunde"],
    },
    "Other": {"%n file(s)": ["eine Datei", "%n Dateien"]},
    "Page": {
        "Joined from two": "Aus zweien",
        "%n picture(s)": ["%n Bild", "%n Bilder"],
        "In an f-string": "Darin",
        "&Key": "&Taste",
    },
    "Inner": {"Inside": "Innen"},
}


@pytest.fixture
def checkout(tmp_path: Path) -> translate.Translations:
    """One module, taken in, with its English plural forms."""
    (tmp_path / "app" / "views").mkdir(parents=True)
    module(tmp_path).write_text(SOURCE, encoding="utf-8")
    made = translate.Translations(tmp_path)
    made.update()
    made.fill("en", made.missing("en"))
    return made


def module(root: Path) -> Path:
    return root / "app" / "views" / "page.py"


def test_every_text_is_found_where_it_is_said(tmp_path: Path) -> None:
    file = tmp_path / "page.py"
    file.write_text(SOURCE, encoding="utf-8")
    assert said_texts.said_texts([file]) == [
        Said("Inner", "Inside", "", False),
        Said("Other", "%n file(s)", "", True),
        Said("Page", "%n picture(s)", "", True),
        Said("Page", "&Key", "", False),
        Said("Page", "In an f-string", "", False),
        Said("Page", "Joined from two", "a hint", False),
        Said("Table", "%n dog(s)", "", True),
        Said("Table", "In a {place}.", "", False),
        Said("Table", 'With "marks" and ä', "", False),
    ]


def test_lupdate_reads_all_of_it(checkout: translate.Translations) -> None:
    messages = ts_file.read_messages(checkout.folder / "mmrl_de.ts")
    found = {Said(each.context, each.source, each.comment, each.plural) for each in messages}
    assert found == set(said_texts.said_texts(checkout.sources()))


def test_english_has_only_what_counts(checkout: translate.Translations) -> None:
    messages = ts_file.read_messages(checkout.folder / "mmrl_en.ts")
    forms = {each.source: each.forms for each in messages}
    assert forms == {
        "%n dog(s)": ("%n dog", "%n dogs"),
        "%n file(s)": ("%n file", "%n files"),
        "%n picture(s)": ("%n picture", "%n pictures"),
    }


def test_what_is_missing_is_said_until_it_is_filled_in(checkout: translate.Translations) -> None:
    assert "mmrl_de.ts: 9 such texts in all" in checkout.problems()
    assert {context: set(texts) for context, texts in checkout.missing("de").items()} == {
        context: set(texts) for context, texts in GERMAN.items()
    }
    assert checkout.fill("de", GERMAN) == 9
    assert checkout.problems() == []
    assert checkout.missing("de") == {}


def test_the_program_finds_the_texts_and_their_forms(checkout: translate.Translations) -> None:
    checkout.fill("de", GERMAN)
    translator = QTranslator()
    assert translator.load(str(checkout.folder / "mmrl_de.qm"))
    assert translator.translate("Page", "&Key") == "&Taste"
    assert translator.translate("Page", "Joined from two", "a hint") == "Aus zweien"
    assert [translator.translate("Table", "%n dog(s)", None, count) for count in (1, 5)] == ["%n Hund", "%n Hunde"]


def test_a_second_time_changes_nothing(checkout: translate.Translations) -> None:
    checkout.fill("de", GERMAN)
    before = {file.name: file.read_bytes() for file in checkout.folder.iterdir()}
    checkout.update()
    assert {file.name: file.read_bytes() for file in checkout.folder.iterdir()} == before


def test_a_changed_source_shows(checkout: translate.Translations) -> None:
    checkout.fill("de", GERMAN)
    module(checkout.root).write_text(SOURCE.replace("Inside", "Within"), encoding="utf-8")
    said = "\n".join(checkout.problems())
    assert "mmrl_de.ts lacks 1 texts, such as Inner: 'Within'" in said
    assert "mmrl_de.ts still has 1 texts, such as Inner: 'Inside'" in said


def test_an_old_qm_shows(checkout: translate.Translations) -> None:
    checkout.fill("de", GERMAN)
    ts = checkout.folder / "mmrl_de.ts"
    ts.write_text(ts.read_text(encoding="utf-8").replace("Innen", "Drinnen"), encoding="utf-8")
    assert checkout.problems() == ["mmrl_de.qm was made from another mmrl_de.ts"]


@pytest.mark.parametrize(
    ("context", "source", "wrong", "problem"),
    [
        ("Table", "In a {place}.", "In {ort}.", "has other {places} or <tags> in its translation"),
        ("Table", "%n dog(s)", ["ein Hund", "Hunde"], "has no %n in its plural form"),
        ("Page", "&Key", "Taste", "has a key (&) in one language only"),
    ],
)
def test_a_slip_of_the_translator_shows(
    checkout: translate.Translations, context: str, source: str, wrong: str | list[str], problem: str
) -> None:
    checkout.fill("de", GERMAN)
    checkout.fill("de", {context: {source: wrong}})
    assert checkout.problems()[0] == f"mmrl_de.ts: {context}: {source!r} {problem}"


def test_a_text_that_is_not_written_out_shows(checkout: translate.Translations) -> None:
    checkout.fill("de", GERMAN)
    module(checkout.root).write_text(
        SOURCE + "        def f(self, text):\n            self.tr(text)\n", encoding="utf-8"
    )
    line = SOURCE.count("\n") + 2
    assert checkout.problems() == [f"app/views/page.py:{line}: tr() needs its text written out, in a class"]


def test_plural_forms_of_a_base_class_show(checkout: translate.Translations) -> None:
    checkout.fill("de", GERMAN)
    module(checkout.root).write_text(f"{SOURCE}\nclass Other(Page):\n    pass\n", encoding="utf-8")
    line = SOURCE[: SOURCE.index("%n picture(s)")].count("\n") + 1
    said = f"app/views/page.py:{line}: classes are derived from Page, so its plural forms need translate()"
    assert checkout.problems() == [said]


def test_a_translator_goes_by_the_command(checkout: translate.Translations, capsys: pytest.CaptureFixture[str]) -> None:
    environment = project_env.ProjectEnv(checkout.root)
    file = checkout.root / "german.json"
    file.write_text(json.dumps(GERMAN), encoding="utf-8")
    assert translate.translate(environment, ["--check"]) == 1
    assert translate.translate(environment, ["--fill", "de", str(file)]) == 0
    assert translate.translate(environment, ["--check"]) == 0
    assert capsys.readouterr().out.endswith("The translations are up to date and complete.\n")
    assert translate.translate(environment, ["--missing", "de"]) == 0
    assert json.loads(capsys.readouterr().out) == {}
