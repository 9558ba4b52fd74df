"""The lines of "Worth a look": each finding in words, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from PySide6.QtCore import QObject

from app.models.open_project import OpenProject
from app.services.diagnosis import Diagnosis, Remark
from app.views.wording import number

SINGLY = 3  # likely wrong pictures that have a line each; the others share one


class Fix(Enum):
    """What pressing a line's button does."""

    MOVE = auto()  # `ids` into `class_id`
    REMOVE = auto()  # `ids` into the trash
    SHOW = auto()  # `ids` on the Pictures page
    ADD = auto()  # pictures to `class_id`
    WORDS = auto()  # of `class_id` are asked for


@dataclass(frozen=True, slots=True)
class LookLine:
    """A finding. `picture`: the only one that it is about."""

    icon: str
    tone: str
    text: str
    verb: str
    fix: Fix
    ids: tuple[int, ...] = ()
    class_id: int | None = None
    picture: int | None = None


class LookLines(QObject):
    """The lines of one diagnosis."""

    def __init__(self, project: OpenProject, diagnosis: Diagnosis) -> None:
        super().__init__()
        self._project = project
        self._remarks = diagnosis.remarks
        self._names = {view.id: view.name for view in project.state.classes}

    def lines(self) -> tuple[LookLine, ...]:
        """The most useful first."""
        kinds = groupby(self._remarks, key=lambda item: item.kind)
        return tuple(line for kind, found in kinds for line in self._of(kind, [*found]))

    def _of(self, kind: str, found: Sequence[Remark]) -> Iterator[LookLine]:
        match kind:
            case "twins":
                yield from map(self._twins, found)
            case "mislabelled":
                yield from map(self._mislabelled, found[:SINGLY])
                if len(found) > SINGLY:
                    yield self._more_mislabelled(found[SINGLY:])
            case "leak":
                yield self._leak(found)
            case "alike":
                yield from map(self._alike, found)
            case "few":
                yield from map(self._few, found)
            case "uneven":
                yield from map(self._uneven, found)
            case "copies":
                yield self._copies(found)
            case "small":
                yield self._small(found)
            case "outlier":
                yield self._outliers(found)
            case "unsure":
                yield self._unsure(found)
            case "teaching":
                yield from map(self._teaching, found)

    def _twins(self, item: Remark) -> LookLine:
        names = [self._names.get(class_id, "") for class_id in item.class_ids[:2]]
        text = self.tr("%n picture(s) are almost the same but sit in {a} and {b}.", "", len(item.placement_ids))
        return self._show(text.format(a=names[0], b=names[-1]), "copies", "danger", item.placement_ids)

    def _mislabelled(self, item: Remark) -> LookLine:
        placement, other = item.placement_ids[0], item.class_ids[-1]
        own, likely = (self._names.get(class_id, "") for class_id in item.class_ids[:2])
        picture = self._project.by_id.get(placement)
        text = self.tr("{file} is in {a}, but looks like {b}.").format(
            file="" if picture is None else picture.name, a=own, b=likely
        )
        verb = self.tr("Move to {name}").format(name=likely)
        return LookLine("alert", "danger", text, verb, Fix.MOVE, (placement,), other, placement)

    def _more_mislabelled(self, found: Sequence[Remark]) -> LookLine:
        text = self.tr("%n more picture(s) are likely in a wrong class.", "", len(found))
        return self._show(text, "alert", "danger", _ids(found))

    def _leak(self, found: Sequence[Remark]) -> LookLine:
        text = self.tr("%n picture(s) to learn from and to test on are almost the same.", "", len(_ids(found)))
        return self._show(text, "copies", "warning", _ids(found))

    def _alike(self, item: Remark) -> LookLine:
        a, b = (self._names.get(class_id, "") for class_id in item.class_ids)
        text = self.tr("The words for {a} and {b} mean almost the same to it. Try other words.").format(a=a, b=b)
        return LookLine("words", "warning", text, self.tr("Change the words"), Fix.WORDS, class_id=item.class_ids[-1])

    def _few(self, item: Remark) -> LookLine:
        class_id = item.class_ids[0]
        name, count = self._class(class_id)
        text = self.tr("{name} has %n picture(s). It may be guessing.", "", count).format(name=name)
        return LookLine("image-plus", "warning", text, self.tr("Add pictures"), Fix.ADD, class_id=class_id)

    def _uneven(self, item: Remark) -> LookLine:
        (a, n), (b, m) = (self._class(class_id) for class_id in item.class_ids)
        text = self.tr("{a} has %n picture(s), {b} only {m}. Answers may lean towards {a}.", "", n)
        text, verb = text.format(a=a, b=b, m=number(m)), self.tr("Add to {name}").format(name=b)
        return LookLine("image-plus", "warning", text, verb, Fix.ADD, class_id=item.class_ids[-1])

    def _copies(self, found: Sequence[Remark]) -> LookLine:
        surplus = tuple(placement for item in found for placement in item.placement_ids[1:])
        text = self.tr("%n picture(s) are copies. They make the test look better than it is.", "", len(surplus))
        return LookLine("copies", "muted", text, self.tr("Keep one of each"), Fix.REMOVE, surplus)

    def _small(self, found: Sequence[Remark]) -> LookLine:
        text = self.tr("%n picture(s) have very few pixels. Larger ones would teach it more.", "", len(found))
        return self._show(text, "image", "warning", _ids(found))

    def _outliers(self, found: Sequence[Remark]) -> LookLine:
        text = self.tr("%n picture(s) look like none of the others.", "", len(found))
        return self._show(text, "help-circle", "warning", _ids(found))

    def _unsure(self, found: Sequence[Remark]) -> LookLine:
        text = self.tr("%n picture(s) could as well be in another class.", "", len(found))
        return self._show(text, "help-circle", "warning", _ids(found))

    def _teaching(self, item: Remark) -> LookLine:
        text = self.tr("%n picture(s) in the inbox would teach it most.", "", len(item.placement_ids))
        return LookLine("bulb", "accent", text, self.tr("Sort them"), Fix.SHOW, item.placement_ids)

    def _class(self, class_id: int) -> tuple[str, int]:
        """Its name, and how many pictures it has."""
        view = self._project.class_by_id(class_id)
        return ("", 0) if view is None else (view.name, view.pictures)

    def _show(self, text: str, icon: str, tone: str, ids: tuple[int, ...]) -> LookLine:
        return LookLine(icon, tone, text, self.tr("Show them"), Fix.SHOW, ids)


def _ids(found: Sequence[Remark]) -> tuple[int, ...]:
    return tuple(placement for item in found for placement in item.placement_ids)
