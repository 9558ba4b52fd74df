"""What is asked about where it looked is what the answer was asked, word by word."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.classification import Question
from app.services.jobs import BackboneSource, JobPicture, Order
from app.services.name_list import LearnedClass, ListedClass, name_list

CLASSES = [ListedClass("1", "pets", "cat", absorbed=("2",)), ListedClass("3", "birds", "bird")]
LEARNED = [LearnedClass("1", "cat", "cat", 4), LearnedClass("2", "dog", "dog", 4), LearnedClass("9", "gone", "ox", 2)]
PICTURE = JobPicture(Path("a.png"), "00")


@pytest.mark.parametrize("adapter", [Path("adapter"), None])
def test_the_job_has_the_names_of_the_answers_job(adapter: Path | None) -> None:
    learned = LEARNED if adapter is not None else []
    names = name_list(CLASSES, learned, ["horse"])
    question = Question(BackboneSource(), names, 1, adapter, "a drawing of a {}.")
    whole = question.job([PICTURE], Order.ANSWER)
    asked = {item.name: question.explain_job(PICTURE, item) for item in names.names}
    assert asked["pets"].names == (("cat", "dog") if learned else ("cat",))
    assert asked["birds"].names == ("bird",)
    assert asked["horse"].names == ("horse",)
    for job in asked.values():
        assert (job.adapter, job.typed, job.without, job.template) == (
            whole.adapter,
            whole.typed,
            whole.without,
            whole.template,
        )
        assert job.order == Order.ANSWER
        assert set(job.names) <= {*whole.typed, *(item.words for item in learned)} - {*whole.without}
