"""What the program does with the files that it was started with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.start_request import Request
from app.views import wishes
from app.views.conductor import Conductor
from app.views.dropped import whole_files


def open_paths(conductor: Conductor, request: Request) -> None:
    """Projects and trained files are taken in; everything else goes into the open project, or into a new one."""
    folder = Path(request.folder)
    paths = tuple(folder / argument for argument in request.arguments)
    for wish in _wishes(paths, conductor.project is not None):
        conductor.grant(wish)


def _wishes(paths: Sequence[Path], open_project: bool) -> Sequence[wishes.Wish]:
    whole, rest = whole_files(paths)
    asked: list[wishes.Wish] = [wishes.ImportFile(path) for path in whole]
    if rest:
        asked.append(wishes.AddPictures(paths=rest) if open_project else wishes.NewProject(rest))
    return asked
