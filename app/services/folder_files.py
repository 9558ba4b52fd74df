"""The files of a folder run as rows: put in, found by what was answered, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any, Literal

from sqlalchemy import ColumnElement, Text, cast, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.services.told import notice_from_json, notice_to_json
from app.storage.columns import storable
from app.storage.schema import FolderFile
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import Answer, Score, Verdict

FileState = Literal["waiting", "answered", "failed", "before"]
NO_ANSWER: tuple[FileState, ...] = ("waiting", "before")
_ROWS_AT_ONCE = 1000
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
_STATES: Mapping[str, FileState] = {"waiting": "waiting", "answered": "answered", "before": "before"}
_VERDICTS: Mapping[str | None, Verdict] = {"sure": "sure", "maybe": "maybe", "none": "none"}


@dataclass(frozen=True, slots=True)
class FileFilter:
    """Which files of a run are meant; what is None does not matter.

    Attributes:
        name: the answer's. text: stands in the path, with large and small letters of a to z alike. waiting: files that
            have no answer yet are meant too, and those that get none.
    """

    state: FileState | None = None
    verdict: Verdict | None = None
    name: str | None = None
    text: str | None = None
    waiting: bool = True


ALL_FILES = FileFilter()


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a run.

    Attributes:
        path: within the run's folder.
        answer: under the whole path. It has no scores where the file waits or, with the reason, could not be read.
    """

    id: int
    path: Path
    state: FileState
    answer: Answer


@dataclass(frozen=True, slots=True)
class AnsweredFile:
    """A file with an answer: where it is, its likeliest name, and the verdict."""

    id: int
    source: Path
    name: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class FileCounts:
    """How many files of a run there are of each kind.

    Attributes:
        total: of those that get answers. before: were there before the folder was watched, and get none.
        undecided: answered without a verdict. by_name: answered files by the likeliest name.
    """

    total: int = 0
    waiting: int = 0
    failed: int = 0
    sure: int = 0
    maybe: int = 0
    none: int = 0
    undecided: int = 0
    before: int = 0
    by_name: Mapping[str, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """Files that have an answer."""
        return self.sure + self.maybe + self.none + self.undecided


def add_files(session: Session, run_id: int, paths: Sequence[Path], state: FileState = "waiting") -> None:
    """Puts files in, all in one state. `paths`: within the run's folder."""
    for start in range(0, len(paths), _ROWS_AT_ONCE):
        part = paths[start : start + _ROWS_AT_ONCE]
        session.execute(insert(FolderFile), [{"folder_run_id": run_id, "path": path, "state": state} for path in part])


def has_waiting(session: Session, run_id: int) -> bool:
    """Whether any file has no answer yet."""
    wanted = select(FolderFile.id).where(*conditions(run_id, FileFilter(state="waiting")))
    return session.scalars(wanted.limit(1)).first() is not None


def waiting_files(session: Session, run_id: int) -> list[tuple[int, Path]]:
    """Id and path within the folder of the files that have no answer yet, in their order."""
    wanted = select(FolderFile.id, FolderFile.path).where(*conditions(run_id, FileFilter(state="waiting")))
    return [(row.id, row.path) for row in session.execute(wanted.order_by(FolderFile.id))]


def files_at(session: Session, run_id: int, paths: Sequence[Path]) -> dict[Path, int]:
    """Ids of the files at these paths that are in and get answers."""
    found: dict[Path, int] = {}
    for start in range(0, len(paths), _ROWS_AT_ONCE):
        wanted = FolderFile.path.in_(paths[start : start + _ROWS_AT_ONCE])
        mine = (FolderFile.folder_run_id == run_id, FolderFile.state != "before")
        rows = session.execute(select(FolderFile.path, FolderFile.id).where(*mine, wanted))
        found |= {row.path: row.id for row in rows}
    return found


def forget_before(session: Session, run_id: int, paths: Sequence[Path]) -> None:
    """Takes out those of the files at these paths that get no answer."""
    for start in range(0, len(paths), _ROWS_AT_ONCE):
        wanted = FolderFile.path.in_(paths[start : start + _ROWS_AT_ONCE])
        gone = (FolderFile.folder_run_id == run_id, FolderFile.state == "before", wanted)
        session.execute(delete(FolderFile).where(*gone))


def files_of(session: Session, ids: Collection[int]) -> list[tuple[int, Path]]:
    """Id and path within the folder of these files, in their order."""
    wanted = select(FolderFile.id, FolderFile.path).where(FolderFile.id.in_(ids)).order_by(FolderFile.id)
    return [(row.id, row.path) for row in session.execute(wanted)]


def file_ids(session: Session, run_id: int, wanted: FileFilter) -> set[int]:
    """Ids of the wanted files."""
    return set(session.scalars(select(FolderFile.id).where(*conditions(run_id, wanted))))


def answered_files(session: Session, run_id: int, folder: Path) -> list[AnsweredFile]:
    """All files that have an answer, in their order."""
    columns = (FolderFile.id, FolderFile.path, FolderFile.answer, FolderFile.verdict)
    wanted = select(*columns).where(*conditions(run_id, FileFilter(state="answered"))).order_by(FolderFile.id)
    rows = session.execute(wanted)
    return [AnsweredFile(row.id, folder / row.path, row.answer, _VERDICTS.get(row.verdict)) for row in rows]


def write_answers(session: Session, answers: Sequence[tuple[int, Answer]]) -> None:
    """Writes answers down, each for the file with the id beside it."""
    if answers:
        session.execute(update(FolderFile), [{"id": file_id, **_columns(answer)} for file_id, answer in answers])


def file_rows(
    session: Session, run_id: int, folder: Path, wanted: FileFilter = ALL_FILES, offset: int = 0, limit: int = -1
) -> Iterator[FileRow]:
    """The wanted files in their order. `limit`: how many at most, -1 for all."""
    columns = (
        FolderFile.id,
        FolderFile.path,
        FolderFile.state,
        FolderFile.verdict,
        FolderFile.scores,
        FolderFile.notice,
    )
    found = select(*columns).where(*conditions(run_id, wanted)).order_by(FolderFile.id).offset(offset).limit(limit)
    for row in session.execute(found.execution_options(yield_per=_ROWS_AT_ONCE)):
        scores = tuple(Score(*score) for score in row.scores or ())
        error = None if row.notice is None else _reason(row.notice)
        answer = Answer(folder / row.path, scores, _VERDICTS.get(row.verdict), error)
        yield FileRow(row.id, row.path, _STATES.get(row.state, "failed"), answer)


def count_files(session: Session, run_id: int) -> FileCounts:
    """The counts of one run."""
    keys = (FolderFile.state, FolderFile.verdict, FolderFile.answer)
    found = select(*keys, func.count()).where(FolderFile.folder_run_id == run_id).group_by(*keys)
    kinds, names = Counter[str](), Counter[str]()
    for state, verdict, answer, count in session.execute(found):
        kinds[(verdict or "undecided") if state == "answered" else state] += count
        if answer is not None:
            names[answer] += count
    return FileCounts(total=kinds.total() - kinds["before"], by_name=dict(names), **kinds)


def conditions(run_id: int, wanted: FileFilter) -> list[ColumnElement[bool]]:
    """For the WHERE of a query on `FolderFile`."""
    found = [FolderFile.folder_run_id == run_id]
    for column, value in (
        (FolderFile.state, wanted.state),
        (FolderFile.verdict, wanted.verdict),
        (FolderFile.answer, wanted.name),
    ):
        if value is not None:
            found.append(column == value)
    if not wanted.waiting:
        found.append(FolderFile.state.not_in(NO_ANSWER))
    if wanted.text:
        # SQLite knows large and small letters of a to z alone.
        folded = storable(wanted.text.translate(_SMALL))
        found.append(func.instr(func.lower(cast(FolderFile.path, Text)), folded) > 0)
    return found


def _columns(answer: Answer) -> dict[str, Any]:
    first, second = [*answer.scores[:2], None, None][:2]
    return {
        "state": "answered" if answer.error is None else "failed",
        "answer": first.name if first else None,
        "kind": first.kind if first else None,
        "probability": first.probability if first else None,
        "second": second.name if second else None,
        "second_probability": second.probability if second else None,
        "verdict": answer.verdict,
        "scores": [[score.name, score.kind, score.probability] for score in answer.scores],
        "notice": None if answer.error is None else notice_to_json(answer.error),
    }


def _reason(value: dict[str, Any]) -> Notice:
    """Another version may have written a reason that this one does not know."""
    return notice_from_json(value) or notice("folder-file-failed", reason=str(value.get("code")))
