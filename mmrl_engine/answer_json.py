"""An answer as JSON, the same from `mmrl classify` and `mmrl serve`. No torch.

One adapter: {"format": 1, "pictures": [{"path", "scores", "verdict", "error", "fit", "sure_from"}]}. Several on one
backbone: {"format": 1, "adapters": [names], "pictures": [{"path", "error", "answers": [{"adapter", "scores", "verdict",
"fit", "sure_from"}]}]}, the answers in the order of `adapters`, none where the picture could not be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from mmrl_engine.notices import Notice
from mmrl_engine.types import Answer

FORMAT = 1


def head_fields(adapters: Sequence[str]) -> dict[str, object]:
    """What stands before "pictures". `adapters`: their names, where several answer."""
    return {"format": FORMAT, "adapters": [*adapters]} if len(adapters) > 1 else {"format": FORMAT}


def picture_fields(answers: Mapping[str, Answer]) -> dict[str, object]:
    """One picture of the list: what each adapter, by its name, answers about it."""
    if len(answers) == 1:
        (answer,) = answers.values()
        said = _said(answer)
        return {
            "path": str(answer.path),
            "scores": said["scores"],
            "verdict": said["verdict"],
            "error": _error(answer),
            "fit": said["fit"],
            "sure_from": said["sure_from"],
        }
    first = next(iter(answers.values()))
    read = {name: answer for name, answer in answers.items() if answer.error is None}
    return {
        "path": str(first.path),
        "error": _error(first),
        "answers": [{"adapter": name, **_said(answer)} for name, answer in read.items()],
    }


def notice_fields(item: Notice) -> dict[str, object]:
    """A notice for programs, with its English sentence."""
    return {"code": item.code, "params": dict(item.params), "sentence": str(item)}


def _said(answer: Answer) -> dict[str, object]:
    return {
        "scores": [{"name": item.name, "kind": item.kind, "probability": item.probability} for item in answer.scores],
        "verdict": answer.verdict,
        "fit": asdict(answer.fit) if answer.fit else None,
        "sure_from": answer.sure_from,
    }


def _error(answer: Answer) -> dict[str, object] | None:
    return notice_fields(answer.error) if answer.error else None
