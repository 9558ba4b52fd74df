"""`mmrl classify --watch`: answers for the new pictures of a folder, as they come, until Ctrl-C."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from mmrl_engine.cli.answers import VERDICT_WORDS, AnswerWriter, how_known
from mmrl_engine.cli.console import clean, note, percent, say_aside, tell
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.stopping import StopSwitch
from mmrl_engine.errors import InputError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import notice
from mmrl_engine.types import Answer
from mmrl_engine.watch import WatchState, new_pictures

Classify = Callable[[Sequence[Path]], Iterable[Answer]]


class LineWriter:
    """A line for each answer, at once: a table would have to wait for the last one."""

    def __init__(self, *, words_alone: bool = False) -> None:
        self._words_alone = words_alone

    def add(self, answer: Answer) -> None:
        """Writes the line; what could not be read is told elsewhere."""
        if not answer.scores:
            return
        best = answer.scores[0]
        parts = [f"{best.name} ({how_known(best.kind, words_alone=self._words_alone)})", percent(best.probability)]
        if answer.verdict:
            parts.append(VERDICT_WORDS[answer.verdict])
        print(clean(f"{answer.path}: {', '.join(parts)}"), flush=True)

    def finish(self) -> None:
        """Every line is whole already."""


def folder_to_watch(given: Sequence[Path], *, beside: bool) -> Path:
    """The one folder that was named.

    Raises:
        InputError: it is none, there are more, or several adapters are to answer.
    """
    if beside:
        raise InputError(notice("call-watch-one"))
    if len(given) != 1 or not os.path.isdir(given[0]):  # noqa: PTH112 (answers "no" where pathlib raises)
        raise InputError(notice("call-watch-folder"))
    return given[0].absolute()


def watch_folder(folder: Path, classify: Classify, writer: AnswerWriter, *, quiet: bool) -> ExitCode:
    """Answers until the person stops it, which is its ordinary end. What was there before gets no answer.

    Raises:
        InputError: names that cannot be asked for; at once, before any picture.
    """
    classify(())
    answered = failed = 0
    with StopSwitch() as switch:
        try:
            for paths in new_pictures(folder, stop=lambda: switch.asked, tell=_Told(folder, quiet=quiet)):
                for answer in classify(paths):
                    writer.add(answer)
                    answered += answer.error is None
                    if answer.error is not None:
                        failed += 1
                        tell(answer.error)
                    if switch.asked:
                        break
        finally:
            writer.finish()
    if not quiet:
        say_aside(f"{answered} answered." if not failed else f"{answered} answered, {failed} could not be read.")
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE


class _Told:
    """Says how the watch stands, on standard error."""

    def __init__(self, folder: Path, *, quiet: bool) -> None:
        self._path, self._quiet = printable_path(folder), quiet
        self._last: WatchState | None = None

    def __call__(self, state: WatchState) -> None:
        last, self._last = self._last, state
        if state.gone:
            note(notice("watch-folder-gone", path=self._path))
        elif last is not None and last.gone:
            note(notice("watch-folder-back", path=self._path))
        elif last is None and not self._quiet:
            self._begin(state)

    def _begin(self, state: WatchState) -> None:
        say_aside(f"Watching {self._path}; {state.before} pictures were there before. Ctrl-C ends it.")
        if state.polled:
            note(notice("watch-polled", path=self._path))
