"""Pictures are asked about, and the answers are shown: the right ones, in the right words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.jobs import ClassifyJob, Failed, Finished, Part
from app.views.theme.look import Look
from app.views.wishes import ShowPictures, Train
from mmrl_engine.notices import notice
from mmrl_engine.types import Answer, Score
from tests.gui.try_page.conftest import Scene

PAIR = {"cat": 2, "dog": 2}


def sentence(scene: Scene) -> str:
    label = scene.page.panel.head.sentence
    return label.text() if label.isVisible() else ""


def test_with_nothing_to_look_at_it_asks_for_a_picture(scene: Scene) -> None:
    scene.open(PAIR)
    assert scene.page.empty.isVisible()
    assert scene.page.empty.title() == "Drop a picture here."
    assert not scene.page.sample.isVisible()
    assert scene.page.panel.acts.note.isVisible()
    scene.click(scene.page.panel.acts.train)
    assert scene.wishes == [Train()]


def test_the_sample_brings_pictures_to_try(scene: Scene) -> None:
    project = scene.open(PAIR)
    scene.desk.memory.keep("sample", project.state.view.uid)
    scene.page.on_changed()
    scene.click(scene.page.sample)
    assert len(scene.page.strip.buttons()) > 5
    assert scene.page.stage.isVisible()


def test_without_any_names_it_says_what_to_do(scene: Scene) -> None:
    scene.open({})
    scene.give(scene.picture())
    assert sentence(scene).startswith("Give it something to choose from.")
    assert scene.waiting(ClassifyJob) == []
    scene.type_name("horse")
    scene.answer("horse", 1.0, None)
    assert scene.page.panel.headline.text() == "horse"
    assert "nothing else to choose from" in sentence(scene)


def test_an_answer_says_what_how_sure_and_why(scene: Scene) -> None:
    scene.open(PAIR)
    scene.give(scene.picture())
    assert set(scene.job().typed) == {"cat", "dog"}
    scene.answer("cat")
    panel = scene.page.panel
    assert panel.headline.text() == "cat"
    assert panel.head.verdict.text() == "Sure"
    assert "not learned from your 2 picture(s) of cat yet" in sentence(scene)
    assert panel.answers.answers.rowCount() == 2
    assert panel.acts.right.text() == "Add it to cat"
    assert panel.acts.wrong.text() == "Not cat..."
    assert panel.rough.isVisible()


@pytest.mark.parametrize(
    ("share", "verdict", "words"),
    [
        (0.9, "sure", "You never showed it a horse. It knows the word."),
        (0.5, "maybe", "horse is most likely, cat is close."),
        (0.9, "none", "Not like your 2 class(es), nor the 1 name(s) you typed. If you know what it is, type its name"),
    ],
)
def test_each_verdict_has_its_sentence(scene: Scene, share: float, verdict: str, words: str) -> None:
    scene.open(PAIR)
    scene.type_name("horse")
    scene.give(scene.picture())
    scene.answer("horse", share, verdict)  # type: ignore[arg-type]
    assert sentence(scene).startswith(words)
    assert scene.page.panel.headline.text() == ("None of these" if verdict == "none" else "horse")
    assert scene.page.panel.head.icon.isVisible() == (verdict == "none")
    assert scene.page.panel.line.text() == ("" if verdict == "none" else "sure from 80%"), "a share says nothing then"


def test_a_typed_name_asks_again_and_the_last_answer_stays_greyed(scene: Scene, qtbot: QtBot) -> None:
    scene.open(PAIR)
    scene.give(scene.picture())
    scene.answer("cat")
    scene.type_name("horse")
    panel = scene.page.panel
    assert scene.chips() == ("horse",)
    assert panel.headline.text() == "cat"
    qtbot.waitUntil(lambda: panel.head.dots.isVisible())
    assert panel.headline.property("tone") == "muted"
    assert not panel.head.verdict.isVisible()
    scene.answer("horse")
    assert panel.headline.text() == "horse"
    assert panel.headline.property("tone") == ""
    assert panel.head.verdict.isVisible()


def test_an_answer_to_an_earlier_question_is_dropped(scene: Scene) -> None:
    scene.open(PAIR)
    path = scene.picture()
    scene.give(path)
    (asked,) = scene.waiting(ClassifyJob)
    scene.page.trials.asking.type_name("horse")  # the answer below is on its way already
    scene.runner._listeners[asked](Part(0, (Answer(path, (Score("cat", "typed", 1.0),), "sure"),)))
    scene.settle()
    trial = scene.page.trials.current
    assert trial is not None
    assert trial.answer is None
    scene.answer("horse")
    assert scene.page.panel.headline.text() == "horse"


def test_a_renamed_class_is_asked_for_by_its_new_name(scene: Scene) -> None:
    project = scene.open(PAIR)
    scene.give(scene.picture())
    scene.answer("cat")
    cat = project.state.classes[0].id
    scene.desk.do(lambda: scene.desk.program.classes.rename(class_id=cat, name="tiger"))
    scene.settle()
    scene.answer("cat")  # its words are what they were
    assert scene.page.panel.headline.text() == "tiger"
    scene.desk.do(lambda: scene.desk.program.classes.set_words(class_id=cat, words="a striped animal"))
    scene.settle()
    assert "a striped animal" in scene.job().typed


def test_another_picture_greys_the_answer_of_the_last_one(scene: Scene) -> None:
    scene.open(PAIR)
    scene.give(scene.picture())
    scene.answer("cat")
    scene.give(scene.picture("other.png", 51))
    panel = scene.page.panel
    assert panel.headline.text() == "cat"
    assert panel.headline.property("tone") == "muted"
    assert not panel.acts.right.isEnabled()
    scene.answer("dog")
    assert panel.headline.text() == "dog"
    assert panel.acts.right.isEnabled()


def test_a_file_that_cannot_be_read_says_why_and_can_be_tried_again(scene: Scene) -> None:
    scene.open(PAIR)
    gone = scene.folder / "gone.png"
    scene.give(gone)
    scene.answer("cat", error=notice("picture-missing", path=str(gone)))
    assert "gone.png" in scene.page.stage.problem.text()
    assert scene.page.strip.buttons()[0].accessibleName() == "gone.png, no answer, 1 of 1"
    scene.click(scene.page.panel.again)
    scene.answer("dog")
    assert scene.page.panel.headline.text() == "dog"


def test_a_job_that_fails_says_why_and_can_be_tried_again(scene: Scene) -> None:
    scene.open(PAIR)
    scene.give(scene.picture())
    (asked,) = scene.waiting(ClassifyJob)
    scene.tell(Failed((notice("job-process-died", count=3),)), asked)
    scene.settle()
    assert "ended 3 times" in scene.page.stage.problem.text()
    scene.click(scene.page.panel.again)
    scene.answer("dog")
    assert scene.page.panel.headline.text() == "dog"
    assert not scene.page.panel.again.isVisible()


def test_a_folder_brings_its_first_twenty(scene: Scene) -> None:
    scene.open(PAIR)
    for number in range(24):
        scene.picture(f"many/{number:02}.png", number)
    scene.give(scene.folder / "outside" / "many")
    assert len(scene.page.strip.buttons()) == 20
    assert scene.said[-1].text.startswith("These are the first 20 of 24")


def test_a_folder_without_pictures_and_one_that_is_gone_are_told_of(scene: Scene) -> None:
    scene.open(PAIR)
    empty = scene.folder / "a < b"
    empty.mkdir()
    scene.give(empty)
    assert scene.said[-1].text == "There is no picture in a &lt; b."
    scene.give(scene.folder / "gone")
    assert scene.page.trials.current is not None
    scene.answer("cat", error=notice("picture-missing", path="gone"))
    assert scene.page.stage.problem.isVisible()


def test_a_picture_and_a_name_of_a_file_can_be_pasted(scene: Scene) -> None:
    scene.open(PAIR)
    image, text, nothing = QImage(20, 20, QImage.Format.Format_RGB32), QMimeData(), QMimeData()
    image.fill(QColor("red"))
    mime = QMimeData()
    mime.setImageData(image)
    text.setText(str(scene.picture()))
    nothing.setText("just words")
    assert scene.page.paste(mime)
    scene.settle()
    assert scene.page.paste(text)
    scene.settle()
    assert not scene.page.paste(nothing)
    assert scene.said[-1].text == "There is no picture in the clipboard."
    assert [item.path.name for item in scene.page.trials.trials] == ["field.png", "pasted 1.png"]


def test_the_same_file_again_is_looked_at_anew(scene: Scene) -> None:
    scene.open(PAIR)
    path = scene.picture()
    scene.give(path)
    scene.answer("cat")
    scene.picture(seed=60)  # another picture under the same name
    scene.give(path)
    assert len(scene.page.trials.trials) == 1
    scene.answer("dog")
    assert scene.page.panel.headline.text() == "dog"


def test_arrows_walk_through_the_last_pictures_and_the_answers(scene: Scene) -> None:
    scene.open(PAIR)
    scene.give(scene.picture("a.png", 1), scene.picture("b.png", 2))
    scene.answer("cat")
    stage, strip = scene.page.stage, scene.page.strip
    stage.setFocus()
    QTest.keyClick(stage, Qt.Key.Key_Right)
    assert strip.buttons()[1].isChecked()
    strip.buttons()[1].setFocus()
    QTest.keyClick(strip.buttons()[1], Qt.Key.Key_Left)
    assert strip.buttons()[0].isChecked()
    assert strip.buttons()[0].hasFocus()
    answers = scene.page.panel.answers
    answers.setFocus()
    QTest.keyClick(answers, Qt.Key.Key_Down)
    QTest.keyClick(answers, Qt.Key.Key_Down)
    assert answers.currentIndex().row() == 1
    scene.click(strip.clear)
    assert scene.page.empty.isVisible()


def test_all_answers_are_shown_when_asked_for(scene: Scene) -> None:
    scene.open(PAIR)
    for name in ("horse", "bee", "fish", "frog", "owl"):
        scene.type_name(name)
    scene.give(scene.picture())
    scene.answer("horse", 0.4, "maybe")
    panel = scene.page.panel
    assert panel.answers.answers.rowCount() == 5
    assert panel.more.text() == "Show all 7"
    scene.click(panel.more)
    assert panel.answers.answers.rowCount() == 7


def test_the_most_alike_of_the_project_lead_to_the_pictures_page(scene: Scene) -> None:
    scene.open(PAIR)
    scene.give(scene.picture())
    scene.answer("cat")
    scene.qtbot.waitUntil(lambda: scene.tell_features() == 4)
    scene.page.on_changed()
    alike = scene.page.panel.alike.strip.pictures()
    assert len(alike) == 4
    scene.page.panel.alike.strip.chosen.emit(alike[0].id)
    assert scene.wishes == [ShowPictures(placement_ids=(alike[0].id,))]


def test_another_project_has_none_of_the_pictures_and_late_answers_are_dropped(scene: Scene) -> None:
    scene.open(PAIR)
    scene.give(scene.picture())
    (asked,) = scene.waiting(ClassifyJob)
    late = scene.runner._listeners[asked]
    scene.open({"owl": 1, "bat": 1}, "second")
    answer = Answer(scene.folder, (Score("cat", "typed", 1.0),), "sure")
    late(Part(0, (answer,)))
    late(Finished(None))  # type: ignore[arg-type]
    scene.settle()
    assert scene.page.trials.trials == ()
    scene.give(scene.picture())
    assert set(scene.job().typed) == {"owl", "bat"}


def test_files_and_folders_are_welcome_over_the_page(scene: Scene) -> None:
    scene.open(PAIR)
    text = scene.page.drop_text([scene.folder / "a.png", scene.folder / "b.png"])
    assert text == ("Drop 2 picture(s) to try", "")
    assert scene.page.drop_text([scene.folder]) == ("Drop to try the pictures in it", "")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(scene.picture()))])
    assert scene.page.paste(mime)
    scene.settle()


@pytest.mark.parametrize("width", [960, 1280])
def test_the_stage_keeps_its_room_in_the_largest_text(scene: Scene, look: Look, width: int, tmp_path: Path) -> None:
    scene.open({**PAIR, "an animal with a name that never seems to end": 1})
    look.set(text_size=200)
    scene.page.resize(width, 560)
    scene.give(scene.picture("a name of a file that is very long indeed, longer than its place.png"))
    scene.answer("an animal with a name that never seems to end")
    assert scene.page.stage.width() >= 300
    assert scene.page.minimumSizeHint().width() <= width
    acts = scene.page.panel.acts
    assert acts.right.sizeHint().width() <= acts.width()
