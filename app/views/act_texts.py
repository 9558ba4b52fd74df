"""What a person did, as a sentence beside its undo."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from app.storage.act_record import TAKEN_BACK, ActRecord
from app.views.message import Message
from app.views.notice_texts import filled, sentence
from mmrl_engine.notices import SENTENCES

translate = QCoreApplication.translate

ACTS: Mapping[str, Callable[[int], str]] = {  # the number is what the act counts; the other acts are notices too
    "adapter-answers": lambda _: translate("Acts", "Who answers was changed."),
    "adapter-chosen": lambda _: translate("Acts", "Answers come from {name} now."),
    "adapter-line": lambda _: translate("Acts", "The line of none of these was moved."),
    "adapter-removed": lambda _: translate("Acts", "Trained file removed."),
    "adapter-renamed": lambda _: translate("Acts", "{old} is now called {name}."),
    "keep-copies": lambda _: translate("Acts", "New pictures are copied into the program."),
    "keep-in-place": lambda _: translate("Acts", "New pictures are kept where they are."),
    "model-changed": lambda _: translate("Acts", "The model {name} is used now."),
    "model-changed-train": lambda _: translate(
        "Acts", "The model {name} is used now. It answers without what was learned until you train again."
    ),
    "pictures-brought-back": lambda n: translate("Acts", "%n picture(s) brought back.", None, n),
    "pictures-imported": lambda n: translate("Acts", "%n picture(s) came in.", None, n),
    "pictures-kept": lambda n: translate("Acts", "%n picture(s) are right where they are.", None, n),
    "pictures-labelled": lambda n: translate("Acts", "%n picture(s) put in {name}.", None, n),
    "pictures-relinked": lambda n: translate("Acts", "%n missing picture(s) found again.", None, n),
    "pictures-removed": lambda n: translate("Acts", "%n picture(s) removed.", None, n),
    "run-removed": lambda _: translate("Acts", "Run removed."),
    "template-changed": lambda _: translate("Acts", "Words are put into this sentence now: {template}"),
    "typed-name-added": lambda _: translate("Acts", "{name} is asked about too."),
    "typed-name-removed": lambda _: translate("Acts", "{name} is not asked about any more."),
    "typed-words-changed": lambda _: translate("Acts", "The words for {name} are changed."),
    "unreadable-dismissed": lambda n: translate("Acts", "%n file(s) taken off the list.", None, n),
}
NAMELESS: Mapping[str, Callable[[int], str]] = {  # the same acts with an empty name
    "adapter-chosen": lambda _: translate("Acts", "Answers come from words alone now."),
    "model-changed": lambda _: translate("Acts", "The demo model is used now."),
    "model-changed-train": lambda _: translate(
        "Acts", "The demo model is used now. It answers without what was learned until you train again."
    ),
    "pictures-labelled": lambda n: translate("Acts", "%n picture(s) put back in the inbox.", None, n),
}


def act_text(act: ActRecord) -> str:
    """The sentence; plain text. Acts that only another version of the program knows get one of no particulars."""
    if act.code == TAKEN_BACK:
        past = ActRecord(act.id, act.project_id, str(act.params.get("code")), dict(act.params.get("params") or {}))
        return translate("Acts", "Taken back: {what}").format(what=act_text(past))
    table = NAMELESS if act.code in NAMELESS and not act.params.get("name") else ACTS
    if act.code in table:
        text = table[act.code](int(act.params.get("count", 0)))
    elif act.code in SENTENCES:
        text = sentence(act.code, act.params)
    else:
        return translate("Acts", "Something was changed.")
    return filled(text, act.code, act.params)


def act_message(act: ActRecord) -> Message:
    """What was done, with its Undo."""
    return Message(html.escape(act_text(act), quote=False), undo=act)
