"""The table of what gets mixed up keeps Qt's rules and says what its cells mean."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from app.models.confusion import CELL, MARK, ConfusionModel
from app.services.judgement import Judgement, Standing, judgement_of, standing
from tests.app.services.test_judgement import CLASSES, LISTED, TESTED


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


def test_the_same_findings_reset_nothing() -> None:
    model = ConfusionModel()
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    for _ in range(2):
        model.set_judgement(*found())
    assert len(resets) == 1
