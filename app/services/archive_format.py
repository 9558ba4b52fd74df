"""The format of a project's archive, version 1.

An archive is a zip file with these members and no others:

- `manifest.json`: format, program, the project's uid and name, counts, and size and SHA-256 of every other member;
- `project.json`: the project, its classes, placements, unreadable files, finished trainings and adapters (`CONTENT`);
- `pictures/SHA256`: the bytes of a picture; `adapters/SHA256`: an adapter's tensor section.

Things name each other by uid, pictures by SHA-256. No path is in it: of files only the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, get_args

from app.services.archive_checks import (
    Check,
    flag,
    many,
    mapping,
    matching,
    maybe,
    moment,
    number,
    one_of,
    record,
    row,
    text,
    whole,
)
from app.services.names import MOST_NAME
from app.services.picture_views import SPLITS
from app.services.project_options import KEEP
from app.services.safe_zip import ZipLimits
from mmrl_engine.adapter_config import AnswerSource, Direction
from mmrl_engine.backbones import catalogue
from mmrl_engine.examples import MOST_CLASSES
from mmrl_engine.images import printable_path
from mmrl_engine.types import BalanceRule, Precision, PresetName, Stage, Variant

FORMAT = 1
SUFFIX = ".mmrl-project.zip"
MANIFEST, CONTENT_NAME, PICTURES, ADAPTERS = "manifest.json", "project.json", "pictures/", "adapters/"
# As many as fit in the longest list of contents that `safe_zip` reads.
ARCHIVE_LIMITS = ZipLimits(entries=130_000, size=200_000_000_000)
MOST_JSON = 200_000_000  # bytes of `project.json`, and of the manifest
MOST_ROWS = 1_000_000
_LARGEST = 2**53
_HASH = re.compile(r"[0-9a-f]{64}")
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOST_FILE_NAME = 255

_sha256 = matching(_HASH, "a SHA-256 in 64 small hex digits")
_uid = matching(_UID, "a uid like 123e4567-e89b-42d3-a456-426614174000")
_name, _line = text(MOST_NAME), text(1000)
_count = whole(0, _LARGEST)
_few = maybe(whole(0, 1_000_000))
_share = maybe(number)
_json = mapping()


def _backbone_name(value: object, where: str, problems: Any) -> None:
    # A path would make this computer open whatever an archive names.
    if not isinstance(value, str) or not value or value != portable_backbone(value):
        problems.wrong(where, value, "a backbone's name, not a path")


def _file_name(value: object, where: str, problems: Any) -> None:
    if not isinstance(value, str) or value != portable_name(value):
        problems.wrong(where, value, "a file's name")


_backbone = record({"source": _backbone_name, "config": maybe(_backbone_name)})
_told = record({"code": _name, "params": mapping()})
_config = record(
    {
        "preset": maybe(one_of(*get_args(PresetName))),
        "variant": one_of(*get_args(Variant)),
        "seed": whole(-_LARGEST, _LARGEST),
        "template": _name,
        "words": mapping(_name),
        "balance": maybe(one_of(*get_args(BalanceRule))),
        "exact": flag,
        "optimizer": maybe(one_of("sgd", "adamw")),
        **dict.fromkeys(("micro_batch", "layers", "tokens", "width", "batch", "epochs", "views"), _few),
        **dict.fromkeys(("residual_rank", "projection_rank"), _few),
        **dict.fromkeys(("alpha", "reg_weight", "learning_rate", "beta"), _share),
    },
    {"precision": maybe(one_of(*get_args(Precision)))},
)
_point = record(dict.fromkeys(("shots", "share", "low", "high"), number))
_curve = record(
    {
        "points": many(_point, 20),
        "next": _point,
        "pictures": _count,
        "even": flag,
        "gain": row(number, number, number),
    }
)
_reject = record({"score": _name, "direction": one_of(*get_args(Direction)), "limit": number, "rough": flag})
_calibration = record(
    {
        "temperature": number,
        "reject": many(_reject, 100),
        "error_before": number,
        "error_after": number,
        "sure": maybe(number),
        "rough": flag,
    }
)
_sources = get_args(AnswerSource)
_evaluation = record(
    {
        "names": many(_name, MOST_CLASSES),
        "folds": whole(1, 1_000_000),
        "pictures": many(row(_sha256, _name, _name, _name, _count), MOST_ROWS),
    },
    {
        "sources": many(one_of(*_sources), len(_sources)),
        "instant": many(_name, MOST_ROWS),
        "shares": many(row(number, _name, number), MOST_ROWS),
        "fit": mapping(many(maybe(number), MOST_ROWS)),
        "calibrations": record({}, dict.fromkeys(_sources, _calibration)),
        "curve": _curve,
    },
)
_project = record(
    {
        "uid": _uid,
        "name": _name,
        "created_at": moment,
        "backbone": _backbone,
        "template": _name,
        "keep": one_of(*KEEP),
        "adapter": maybe(_uid),
    },
    {"typed": many(row(_name, _name), MOST_CLASSES)},
)
_class = record(
    {
        "uid": _uid,
        "name": _name,
        "words": _name,
        "color": text(60),
        "position": _count,
        "absorbed": many(_uid, MOST_ROWS),
        "created_at": moment,
    }
)
_placement = record(
    {
        "sha256": _sha256,
        "name": _file_name,
        "class": maybe(_uid),
        "split": maybe(one_of(*SPLITS)),
        "taken": maybe(text(60)),
        "added_at": moment,
        "removed_at": maybe(moment),
    },
    {"kept": flag},
)
_unreadable = record({"name": _file_name, "class": maybe(_uid), "notice": _told, "found_at": moment})
_run = record(
    {
        "uid": _uid,
        "number": whole(1, _LARGEST),
        "backbone": _backbone,
        "config": _config,
        "classes": many(record({"uid": _uid, "name": _name, "words": _name}), MOST_CLASSES),
        "examples": many(row(_sha256, _count), MOST_ROWS),
        "created_at": moment,
        "started_at": maybe(moment),
        "ended_at": maybe(moment),
        "stage": maybe(one_of(*get_args(Stage))),
        "done": _count,
        "total": _count,
        "curve": many(row(_count, number), 10_000),
        "figures": maybe(record({}, {"training": _json, "evaluation": _evaluation})),
        "adapter": maybe(_uid),
    }
)
_adapter = record(
    {
        "uid": _uid,
        "run": maybe(_uid),
        "name": _name,
        "origin": one_of("trained", "imported"),
        "section": _sha256,
        "description": _json,
        "class_uids": many(maybe(_uid), MOST_CLASSES),
        "created_at": moment,
    }
)
CONTENT: Check = record(
    {
        "project": _project,
        "classes": many(_class, MOST_CLASSES),
        "placements": many(_placement, MOST_ROWS),
        "unreadables": many(_unreadable, MOST_ROWS),
        "runs": many(_run, 100_000),
        "adapters": many(_adapter, 100_000),
    }
)
COUNTED = ("classes", "placements", "unreadables", "runs", "adapters")
MANIFEST_FORM: Check = record(
    {
        "format": whole(FORMAT, FORMAT),
        "program": _line,
        "project": record({"uid": _uid, "name": _name}),
        "counts": record(dict.fromkeys(COUNTED, _count)),
        "members": mapping(record({"size": _count, "sha256": _sha256})),
    }
)


@dataclass(frozen=True, slots=True)
class Member:
    """What the manifest says of a member: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ArchiveProgress:
    """How far an export or an import is: `done` of `total` files of the step.

    Attributes:
        step: "write" of an export; "check", "look", "keep" of an import, in this order.
    """

    step: str
    done: int
    total: int


def counts_of(content: dict[str, Any]) -> dict[str, int]:
    """How many there are of each kind."""
    return {key: len(content[key]) for key in COUNTED}


def portable_name(name: str) -> str:
    """A file's name that can be written down anywhere: without separators, control characters or half characters."""
    plain = printable_path(Path(name)).replace("/", "\N{REPLACEMENT CHARACTER}")[:_MOST_FILE_NAME]
    return "\N{REPLACEMENT CHARACTER}" if plain in ("", ".", "..") else plain


def portable_backbone(name: str) -> str:
    """A backbone's name, or of a path its last part alone."""
    if catalogue.by_id(name) is not None:
        return name
    part = last_part(name.removeprefix("local-dir:"))
    return "backbone" if part in ("", ".", "..") else part


def last_part(path: str) -> str:
    """The last part of a path of whatever system."""
    return PureWindowsPath(PurePosixPath(path).name).name
