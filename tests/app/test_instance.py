"""One program per data folder, shown with real processes."""

from __future__ import annotations

import json
import os
import random
import signal
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from app.instance import ADDRESS, LOCK, MAX_VISITORS, Doorbell, SingleInstance
from app.start_request import MAX_BYTES, Request, decode, encode, message_length
from mmrl_engine.errors import EngineError

ROOT = Path(__file__).resolve().parents[2]
DEADLINE_S = 60.0

# A program as short as can be: tells its parent, a line each, whether it is the first, and what later starts ask.
PROGRAM = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.instance import Doorbell, SingleInstance
from app.start_request import Request
from mmrl_engine.errors import EngineError

def tell(*words):
    print(json.dumps(words), flush=True)

folder, patience, arguments = Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]
instance = SingleInstance(folder)
try:
    first = instance.enter(Request(tuple(arguments), os.getcwd()), patience=patience)
except EngineError as error:
    tell("refused", [notice.code for notice in error.notices])
    sys.exit(1)
if not first:
    tell("handed over")
    sys.exit(0)
application = QCoreApplication([])
doorbell = Doorbell(folder)
doorbell.asked.connect(lambda request: tell("asked", request.arguments, request.folder))
tell("first", doorbell.listen())
if "deaf" in arguments:
    sys.stdin.read()
application.exec()
"""


class Program:
    """A start of the program on a data folder."""

    def __init__(self, folder: Path, *arguments: str, patience: float = 30.0, **options: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), str(patience), *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            **options,
        )

    def hear(self) -> Any:
        """The next line that it tells."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def kill(self) -> None:
        """Without a chance to clean up."""
        self.process.kill()
        self.process.wait(DEADLINE_S)

    def close(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=DEADLINE_S)


Start = Callable[..., Program]


@pytest.fixture(autouse=True)
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What killed programs leave goes with the test. Not `tmp_path`, whose name is too long for a socket."""
    with TemporaryDirectory(prefix="m-") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts programs, and ends them with the test."""
    with ExitStack() as stack:

        def started(folder: Path, *arguments: str, **options: Any) -> Program:
            program = Program(folder, *arguments, **options)
            stack.callback(program.close)
            return program

        yield started


@pytest.fixture
def doorbell(tmp_path: Path, qtbot: QtBot) -> Iterator[Doorbell]:
    made = Doorbell(tmp_path)
    assert made.listen()
    yield made
    made.close()


def address(folder: Path) -> str:
    return os.fsdecode((folder / ADDRESS).read_bytes())


def visit(doorbell_address: str, message: bytes = b"") -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(doorbell_address)
    assert socket.waitForConnected(5_000)
    socket.write(message)
    socket.flush()
    return socket


def framed(body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + body


def test_a_second_start_hands_over_what_it_was_called_with_and_ends(tmp_path: Path, start: Start) -> None:
    folder, elsewhere = tmp_path / "new" / "data", tmp_path / "elsewhere"
    elsewhere.mkdir()
    first = start(folder)
    assert first.hear() == ["first", True]
    for arguments in ([], ["a b.png", "--open", "Käfer 🐞.jpg", "line\nbreak", ""]):
        second = start(folder, *arguments, cwd=elsewhere)
        assert second.hear() == ["handed over"]
        assert second.process.wait(DEADLINE_S) == 0
        assert first.hear() == ["asked", arguments, str(elsewhere)]
    assert first.process.poll() is None


def test_a_file_name_that_is_no_text_and_a_long_call_arrive(tmp_path: Path, start: Start) -> None:
    first = start(tmp_path)
    assert first.hear() == ["first", True]
    arguments = [os.fsdecode(b"caf\xe9.png"), *(f"picture {number} of a long list.png" for number in range(3_000))]
    assert start(tmp_path, *arguments).hear() == ["handed over"]
    assert first.hear() == ["asked", arguments, str(Path.cwd())]


def test_after_a_kill_the_lock_is_free_and_a_new_first_is_asked(tmp_path: Path, start: Start) -> None:
    sockets = set()
    for _ in range(3):
        first = start(tmp_path, patience=0.0)
        assert first.hear() == ["first", True], "a lock of the dead keeps nobody out"
        assert start(tmp_path, "hello").hear() == ["handed over"]
        assert first.hear()[0] == "asked"
        sockets.add(Path(address(tmp_path)))
        first.kill()
        assert SingleInstance(tmp_path).acquire()
    assert len(sockets) == 3
    assert sum(path.exists() for path in sockets) <= 1, "what the killed ones left is cleared away by the next"


def test_a_stopped_program_keeps_its_folder_and_the_second_says_so(tmp_path: Path, start: Start) -> None:
    first = start(tmp_path, "deaf")
    assert first.hear() == ["first", True]
    second = start(tmp_path, "hello", patience=0.5)
    assert second.hear() == ["refused", ["program-already-running"]]
    assert second.process.wait(DEADLINE_S) == 1
    assert first.process.poll() is None


def test_a_second_start_takes_over_from_a_first_that_dies_while_it_waits(tmp_path: Path, start: Start) -> None:
    first = start(tmp_path, "deaf")
    assert first.hear() == ["first", True]
    second = start(tmp_path, "hello")
    with pytest.raises(subprocess.TimeoutExpired):
        second.process.wait(1.5)
    first.kill()
    assert second.hear() == ["first", True]


def test_a_second_start_that_is_early_waits_until_the_first_listens(tmp_path: Path, qtbot: QtBot, start: Start) -> None:
    instance = SingleInstance(tmp_path)
    assert instance.acquire()
    second = start(tmp_path, "hello")
    with pytest.raises(subprocess.TimeoutExpired):
        second.process.wait(1.0)
    bell = Doorbell(tmp_path)
    with qtbot.waitSignal(bell.asked, timeout=30_000) as heard:
        assert bell.listen()
    assert heard.args is not None
    assert heard.args[0].arguments == ("hello",)
    assert second.hear() == ["handed over"]
    bell.close()
    instance.release()


def test_two_data_folders_run_side_by_side(tmp_path: Path, start: Start) -> None:
    one, two = start(tmp_path / "one"), start(tmp_path / "two")
    assert one.hear() == two.hear() == ["first", True]
    assert start(tmp_path / "two", "for two").hear() == ["handed over"]
    assert start(tmp_path / "one", "for one").hear() == ["handed over"]
    assert one.hear()[1] == ["for one"]
    assert two.hear()[1] == ["for two"]


def test_another_name_of_the_folder_and_other_temporary_folders_make_no_difference(
    tmp_path: Path, start: Start
) -> None:
    folder, link, temporary = tmp_path / "data", tmp_path / "link", tmp_path / "temporary"
    temporary.mkdir()
    folder.mkdir()
    link.symlink_to(folder, target_is_directory=True)
    first = start(folder)
    assert first.hear() == ["first", True]
    second = start(link, "hello", env={"TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)})
    assert second.hear() == ["handed over"]
    assert first.hear()[1] == ["hello"]


def test_a_copy_of_a_folder_in_use_leaves_the_other_program_alone(tmp_path: Path, start: Start) -> None:
    original, copy = tmp_path / "original", tmp_path / "copy"
    first = start(original)
    assert first.hear() == ["first", True]
    copy.mkdir()
    (copy / ADDRESS).write_bytes((original / ADDRESS).read_bytes())
    assert start(copy).hear() == ["first", True]
    assert start(original, "still there").hear() == ["handed over"]
    assert first.hear()[1] == ["still there"]


def test_the_lock_is_free_after_release_and_may_be_asked_for_twice(tmp_path: Path, start: Start) -> None:
    instance = SingleInstance(tmp_path)
    assert instance.acquire()
    assert instance.acquire()
    assert not SingleInstance(tmp_path).acquire()
    instance.release()
    other = SingleInstance(tmp_path)
    assert other.acquire()
    other.release()


@pytest.mark.skipif(os.name == "nt", reason="pipes there are no files")
def test_only_the_user_may_ring_and_closing_leaves_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    bell = Doorbell(tmp_path)
    assert bell.listen()
    socket = Path(address(tmp_path))
    assert stat.S_IMODE(socket.stat().st_mode) & 0o077 == 0
    bell.close()
    bell.close()
    assert not socket.exists()
    assert not (tmp_path / ADDRESS).exists()


@pytest.mark.parametrize("blocked", [ADDRESS, "."])
def test_a_doorbell_that_cannot_be_hung_says_so(tmp_path: Path, qtbot: QtBot, blocked: str) -> None:
    folder = tmp_path / "data"
    if blocked == ADDRESS:
        (folder / ADDRESS).mkdir(parents=True)
    bell = Doorbell(folder)
    assert not bell.listen()
    bell.close()


@pytest.mark.parametrize("obstacle", ["the folder is a file", "a folder above is a file", "the lock is a folder"])
def test_a_folder_that_cannot_be_used_gives_a_notice(tmp_path: Path, obstacle: str) -> None:
    folder = tmp_path / "above" / "data"
    if obstacle == "the folder is a file":
        folder.parent.mkdir()
        folder.touch()
    elif obstacle == "a folder above is a file":
        folder.parent.touch()
    else:
        (folder / LOCK).mkdir(parents=True)
    with pytest.raises(EngineError) as caught:
        SingleInstance(folder).enter(Request((), "/"))
    (notice,) = caught.value.notices
    assert notice.code == "data-folder-not-usable"
    assert str(folder) in str(notice)


def test_hostile_bytes_do_no_harm_and_the_next_start_is_heard(
    tmp_path: Path, doorbell: Doorbell, qtbot: QtBot, qtlog: Any, start: Start
) -> None:
    heard: list[Request] = []
    doorbell.asked.connect(heard.append)
    chance = random.Random(7)
    whole = encode(Request(("x",), "/"))
    hostile = [
        b"",
        whole[:3],
        whole[:-1],
        b"\xff" * 5_000_000,
        struct.pack(">I", MAX_BYTES) + b"[" * MAX_BYTES,
        framed(b""),
        framed(b"null"),
        framed(b"[" * 100_000),
        framed(b'{"arguments": ["x"]}'),
        framed(b'{"arguments": "x", "folder": "/"}'),
        framed(b'{"arguments": [1], "folder": "/"}'),
        framed(b'{"arguments": ["x"], "folder": null}'),
        framed(b'{"arguments": ["a\\u0000b"], "folder": "/"}'),
        framed(b'{"arguments": ["x"], "folder": "/", "more": 1}'),
        framed(b"\xff\xfe{}"),
        *(framed(chance.randbytes(chance.randrange(200))) for _ in range(100)),
        *(chance.randbytes(chance.randrange(2_000)) for _ in range(100)),
    ]
    for message in hostile:
        socket = visit(address(tmp_path), message)
        while socket.bytesToWrite() and socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
            qtbot.wait(1)
        qtbot.wait(1)
        socket.abort()
    owner = SingleInstance(tmp_path)
    assert owner.acquire()
    second = start(tmp_path, "hello")
    qtbot.waitUntil(lambda: bool(heard), timeout=30_000)
    assert [request.arguments for request in heard] == [("hello",)]
    assert second.hear() == ["handed over"]
    assert not qtlog.records
    owner.release()


def test_a_message_in_small_pieces_is_understood_and_thanked_for_once(
    tmp_path: Path, doorbell: Doorbell, qtbot: QtBot
) -> None:
    message = encode(Request(("a", "ä"), "/somewhere"))
    socket = visit(address(tmp_path))
    with qtbot.waitSignal(doorbell.asked, timeout=10_000) as heard:
        for place in range(len(message)):
            socket.write(message[place : place + 1])
            socket.flush()
            qtbot.wait(1)
    assert heard.args == [Request(("a", "ä"), "/somewhere")]
    socket.write(message)
    with qtbot.assertNotEmitted(doorbell.asked, wait=100):
        socket.flush()
    assert socket.readAll().data() == b"\x06"
    socket.abort()


def test_many_silent_visitors_are_shown_out(
    tmp_path: Path, doorbell: Doorbell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.instance.VISIT_MS", 300)
    silent = [visit(address(tmp_path)) for _ in range(MAX_VISITORS + 10)]

    def staying() -> int:
        return sum(socket.state() is QLocalSocket.LocalSocketState.ConnectedState for socket in silent)

    qtbot.waitUntil(lambda: staying() <= MAX_VISITORS, timeout=10_000)
    qtbot.waitUntil(lambda: staying() == 0, timeout=10_000)
    with qtbot.waitSignal(doorbell.asked, timeout=10_000):
        polite = visit(address(tmp_path), encode(Request((), "/")))
    polite.abort()


def test_whoever_answers_otherwise_is_not_the_first_program(tmp_path: Path, qtbot: QtBot, start: Start) -> None:
    instance = SingleInstance(tmp_path)
    assert instance.acquire()
    bell = Doorbell(tmp_path)
    assert bell.listen()
    name = address(tmp_path)
    bell.close()
    (tmp_path / ADDRESS).write_bytes(os.fsencode(name))
    rude = QLocalServer()
    assert rude.listen(name)
    second = start(tmp_path, "hello", patience=2.0)
    while second.process.poll() is None:
        if rude.waitForNewConnection(100)[0]:
            rude.nextPendingConnection().write(b"no")
        qtbot.wait(10)
    assert second.hear() == ["refused", ["program-already-running"]]
    rude.close()
    instance.release()


def test_too_many_arguments_are_refused_with_a_notice(tmp_path: Path, doorbell: Doorbell) -> None:
    owner = SingleInstance(tmp_path)
    assert owner.acquire()
    with pytest.raises(EngineError) as caught:
        SingleInstance(tmp_path).enter(Request(("x" * MAX_BYTES,), "/"))
    assert caught.value.notices[0].code == "program-too-many-arguments"
    owner.release()


def test_messages_survive_the_way_there_and_back() -> None:
    request = Request(("plain", "ä\n\t", "\udce9", "🐞", ""), "/somewhere")
    message = encode(request)
    assert message_length(message[:4]) == len(message)
    assert message_length(message[:3]) is None
    assert decode(message) == request
    assert decode(message + b"more") == request
    assert all(decode(message[:length]) is None for length in range(len(message)))


@pytest.mark.skipif(os.name == "nt", reason="a process cannot be halted there")
def test_a_halted_program_keeps_its_folder_and_hears_when_it_goes_on(tmp_path: Path, start: Start) -> None:
    first = start(tmp_path)
    assert first.hear() == ["first", True]
    first.process.send_signal(signal.SIGSTOP)
    second = start(tmp_path, "hello")
    time.sleep(1.0)
    assert second.process.poll() is None
    first.process.send_signal(signal.SIGCONT)
    assert second.hear() == ["handed over"]
    assert first.hear()[1] == ["hello"]
