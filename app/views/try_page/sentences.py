"""What is said of an answer, in one sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.models.asking import Asking
from app.models.open_project import OpenProject
from app.services.classes import ClassView
from app.views.notice_texts import notice_text
from mmrl_engine.notices import Notice
from mmrl_engine.types import Answer
from mmrl_engine.verdicts import sure_line

translate = QCoreApplication.translate

VOWELS = ("a", "e", "i", "o", "u")
CLOSE = 0.25  # of the best share


def answer_sentence(answer: Answer, asking: Asking, project: OpenProject) -> str:
    """Why it is what it is."""
    best = answer.scores[0].name
    if answer.verdict == "none":
        return _none(len(project.state.classes), len(asking.typed))
    if answer.verdict == "maybe" and _is_only_unlike(answer):
        text = translate(
            "TrySentences", "{a} is most likely, but it is less like your pictures than they are like each other."
        )
        return text.format(a=best)
    if answer.verdict == "maybe" and len(answer.scores) > 1:
        text = translate("TrySentences", "{a} is most likely, {b} is close.")
        if answer.scores[1].probability < CLOSE * answer.scores[0].probability:
            text = translate("TrySentences", "{a} is most likely, but not by enough to be sure.")
        return text.format(a=best, b=answer.scores[1].name)
    if len(answer.scores) == 1 and answer.verdict is None:
        return translate("TrySentences", "There is nothing else to choose from. Type another name to compare it with.")
    return _sure(best, asking, class_called(best, project))


def _is_only_unlike(answer: Answer) -> bool:
    """Whether its share is large enough for a sure answer, but it is too little like what was learned."""
    line = sure_line(answer)
    unlike = answer.fit is not None and not answer.fit.like_enough
    return unlike and line is not None and answer.scores[0].probability >= line


def _sure(best: str, asking: Asking, view: ClassView | None) -> str:
    pictures = asking.learned_from(best)
    if pictures is not None:
        text = translate("TrySentences", "It looks like your %n picture(s) of {name}.", None, pictures)
    elif asking.words_alone and view is not None and view.pictures:
        text = translate(
            "TrySentences",
            "It goes by the word {name}, not by your %n picture(s): words alone answer now.",
            None,
            view.pictures,
        )
    elif view is not None and view.pictures:
        text = translate(
            "TrySentences",
            "It has not learned from your %n picture(s) of {name} yet. It knows the word.",
            None,
            view.pictures,
        )
    else:
        vowel = best[:1].casefold() in VOWELS  # for English
        text = translate("TrySentences", "You never showed it a {name}. It knows the word.")
        if vowel:
            text = translate("TrySentences", "You never showed it an {name}. It knows the word.")
    return text.format(name=best)


def _none(classes: int, typed: int) -> str:
    if not classes:
        text = translate("TrySentences", "Not like the %n name(s) you typed.", None, typed)
    elif not typed:
        text = translate("TrySentences", "Not like your %n class(es).", None, classes)
    else:
        names = translate("TrySentences", "the %n name(s) you typed", None, typed)
        text = translate("TrySentences", "Not like your %n class(es), nor {names}.", None, classes).format(names=names)
    return text + " " + translate("TrySentences", "If you know what it is, type its name below.")


def refusal(notices: tuple[Notice, ...], project: OpenProject | None) -> str:
    """Why a typed name was not taken."""
    first = notices[0]
    name = str(first.params.get("name", ""))
    view = None if project is None else class_called(name, project)
    if first.code == "typed-is-trained" and view is not None:
        text = translate("TrySentences", 'There is already a class "{name}". It is asked about anyway.')
        return text.format(name=view.name)
    return notice_text(first)


def class_called(name: str, project: OpenProject) -> ClassView | None:
    """The class of this name, however it is written."""
    wanted = name.casefold()
    return next((view for view in project.state.classes if view.name.casefold() == wanted), None)
