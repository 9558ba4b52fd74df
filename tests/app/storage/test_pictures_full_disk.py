"""A disk that takes no more, for real: the system stops a process's files at a size."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHILD = """
import resource, sys
from pathlib import Path
from app.storage.cached_files import write_cached
from app.storage.pictures import PictureStore
from app.storage.thumbnails import Thumbnails
from mmrl_engine.errors import EngineError

folder = Path(sys.argv[1])
store, thumbnails = PictureStore(folder / "pictures"), Thumbnails(folder / "thumbnails")
(folder / "source").write_bytes(bytes(3_000_000))
thumbnail = b"RIFF" + (2_999_992).to_bytes(4, "little") + bytes(2_999_992)


def attempts():
    yield lambda: store.stage(folder / "source")
    yield lambda: store.stage_bytes(bytes(3_000_000))
    yield lambda: write_cached(folder / "cached" / "file", bytes(3_000_000))


def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def files():
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


limit(1_500_000)
for attempt in attempts():
    try:
        attempt()
    except (EngineError, OSError) as error:
        print(type(error).__name__, [notice.code for notice in getattr(error, "notices", ())], files())
thumbnails.write("ab" * 32, thumbnail)
print(thumbnails.read("ab" * 32), files())
limit(resource.RLIM_INFINITY)
for attempt in attempts():
    attempt()
thumbnails.write("ab" * 32, thumbnail)
print(thumbnails.read("ab" * 32) == thumbnail, len(files()))
"""


def test_a_full_disk_is_told_leaves_no_temporary_file_and_is_forgotten_once_there_is_room(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CHILD, str(tmp_path)], capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "EngineError ['storage-not-written'] ['source']",
        "EngineError ['storage-not-written'] ['source']",
        "OSError [] ['source']",
        "None ['source']",
        "True 5",
    ]
