"""The table of what gets mixed up keeps Qt's rules and says what its cells mean."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from app.models.confusion import CELL, MARK, ConfusionModel
from app.services.evaluation_figures import FIGURE
from app.services.judgement import Judgement, Standing, judgement_of, standing
from mmrl_engine.adapter_config import Reject
from tests.app.services.test_judgement import CLASSES, JUDGED, LISTED, TESTED, a_run


def found() -> tuple[Judgement, Standing]:
    judgement = judgement_of(TESTED)
    assert judgement is not None
    return judgement, standing(judgement, CLASSES, LISTED)


def test_it_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    model = ConfusionModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.set_judgement(*found())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.set_judgement(None, Standing())
    assert (model.rowCount(), model.columnCount()) == (0, 0)


def test_rows_are_classes_and_the_last_column_counts() -> None:
    model = ConfusionModel()
    model.set_judgement(*found())
    counts = [[model.index(row, column).data(CELL).count for column in range(3)] for row in range(2)]
    assert counts == [[1, 1, 1], [0, 1, 1]]
    assert model.index(0, 2).data(CELL).total == 2
    across = Qt.Orientation.Horizontal
    assert [model.headerData(column, across) for column in range(3)] == ["cat", "dog", "right"]
    assert model.headerData(0, across, MARK) == CLASSES[0].mark
    assert model.headerData(2, across, MARK) is None
    spoken = [model.index(*place).data(Qt.ItemDataRole.AccessibleTextRole) for place in ((0, 1), (1, 1), (0, 2))]
    assert spoken == ["cat taken for dog, 1 picture(s)", "dog right, 1 picture(s)", "cat: 1 of 2 right"]
    assert model.data(QModelIndex()) is None


def test_what_the_limits_turn_away_has_its_column() -> None:
    figure = {"names": ["cat", "dog"], "folds": 2, "pictures": JUDGED, "fit": {"likeness": [0.5, 0.9, 0.9]}}
    limits = (Reject("likeness", "below", 0.7, rough=False),)
    judgement = judgement_of(a_run({FIGURE: figure}), reject=limits)
    assert judgement is not None
    assert judgement.right_but_away == 1
    assert judgement.answered.right == 2  # whatever is turned away
    model = ConfusionModel()
    model.set_judgement(judgement, standing(judgement, CLASSES, LISTED))
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)] == [
        "cat",
        "dog",
        "none",
        "right",
    ]
    counts = [[model.index(row, column).data(CELL).count for column in range(4)] for row in range(2)]
    assert counts == [[0, 1, 1, 0], [0, 1, 0, 1]]
    assert model.index(0, 3).data(CELL).total == 2
    assert model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "cat called none of these, 1 picture(s)"
    assert [item.sha256 for item in judgement.cell("cat", None)] == ["a"]


def test_limits_that_the_test_knows_nothing_of_make_no_column() -> None:
    limits = (Reject("likeness", "below", 0.7, rough=False), Reject("sure-share", "below", 0.7, rough=False))
    judgement = judgement_of(TESTED, reject=limits)
    assert judgement is not None
    assert judgement.away is None


def test_the_same_findings_reset_nothing() -> None:
    model = ConfusionModel()
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    for _ in range(2):
        model.set_judgement(*found())
    assert len(resets) == 1
