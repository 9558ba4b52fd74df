"""Downloads against a server on this computer: whole, cut, changed, gone on with after a restart."""

from __future__ import annotations

import errno
import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mmrl_engine.backbones.catalogue import DEMO
from mmrl_engine.backbones.disk_room import SPARE_BYTES
from mmrl_engine.backbones.download import Fetched, Route, download
from mmrl_engine.backbones.entry import Entry, Source
from mmrl_engine.backbones.route import addresses_of
from mmrl_engine.backbones.store import BackboneStore, Installed
from mmrl_engine.errors import DownloadError, EngineError
from tests.hostile_server import Asked, HostileServer, Reply, file_reply, sha256_of
from tests.tiny_download import CALM, NAME, tiny_entry, tiny_weights

DATA = tiny_weights()


class Place(NamedTuple):
    server: HostileServer
    entry: Entry
    store: BackboneStore


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A server with an honest file, its entry, an empty store."""
    with HostileServer(lambda asked: file_reply(DATA, asked)) as server, tiny_entry(server.address) as entry:
        yield Place(server, entry, BackboneStore(tmp_path / "backbones"))


def finish(steps: Generator[Fetched, None, Installed]) -> Installed:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Installed = end.value
            return found


def get(place: Place, **more: Any) -> Installed:
    return finish(download(place.entry, place.store, patience=CALM, **more))


def refused(place: Place, **more: Any) -> str:
    """The code that a download is refused with."""
    with pytest.raises(EngineError) as caught:
        get(place, **more)
    return caught.value.notices[0].code


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def cut_after(count: int) -> Any:
    return lambda asked: file_reply(DATA, asked, cut=count)


def test_file_comes_in_whole_with_a_record(place: Place) -> None:
    found = get(place)
    assert found.file.read_bytes() == DATA
    assert (found.size, found.sha256, found.hash_from) == (len(DATA), sha256_of(DATA), "download")
    assert (found.host, found.fingerprint) == ("127.0.0.1", None)
    assert place.store.installed(NAME) == found
    assert BackboneStore(place.store.folder).installed(NAME) == found
    assert sorted(path.name for path in place.store.folder_of(NAME).iterdir()) == [
        "lock",
        "model.safetensors",
        "record.json",
    ]


def test_request_asks_for_plain_bytes_and_says_nothing_of_the_person(place: Place) -> None:
    get(place)
    (asked,) = place.server.asked
    assert asked.headers["accept-encoding"] == "identity"
    assert set(asked.headers) == {"host", "connection", "accept", "accept-encoding", "user-agent"}
    assert asked.headers["user-agent"].startswith("mmrl-studio/")


def test_what_is_here_is_not_fetched_again(place: Place) -> None:
    assert get(place) == get(place)
    assert len(place.server.asked) == 1


@pytest.mark.parametrize("dtype", ["F32", "F16"])
def test_both_widths_of_numbers_are_taken(place: Place, dtype: str) -> None:
    data = tiny_weights(3, dtype=dtype)
    place.server.rule = lambda asked: file_reply(data, asked)
    assert get(place).sha256 == sha256_of(data)


def test_progress_is_told_in_order(place: Place) -> None:
    place.server.rule = lambda asked: replace(file_reply(DATA, asked), piece=1 << 15, pause=0.02)
    seen = list(download(place.entry, place.store, patience=CALM))
    stages = [item.stage for item in seen]
    assert stages == sorted(stages, key=["connect", "download", "check"].index)
    assert {item.total for item in seen if item.stage != "connect"} == {len(DATA)}
    amounts = [item.done for item in seen if item.stage == "download"]
    assert amounts == sorted(amounts)
    assert len(set(amounts)) > 2


def test_every_cut_is_gone_on_from(place: Place) -> None:
    place.server.rule = cut_after(60_000)
    assert get(place).file.read_bytes() == DATA
    begins = [asked.begin for asked in place.server.asked]
    assert begins == [60_000 * number for number in range(len(begins))]
    assert {asked.headers.get("if-range") for asked in place.server.asked[1:]} == {'"one"'}
    assert place.server.sent == len(DATA)


def test_restart_goes_on_from_what_is_there(place: Place) -> None:
    place.server.rule = lambda asked: replace(file_reply(DATA, asked, cut=200_000), silence=5.0)
    steps = download(place.entry, place.store, patience=CALM)
    while next(steps).done < 200_000:
        pass
    steps.close()
    half = BackboneStore(place.store.folder).half(NAME)
    assert half is not None
    assert (half.done, half.total) == (200_000, len(DATA))
    assert place.store.installed(NAME) is None
    place.server.rule = lambda asked: file_reply(DATA, asked)
    assert get(place).file.read_bytes() == DATA
    assert [asked.begin for asked in place.server.asked] == [0, 200_000]


def test_bytes_behind_the_record_are_fetched_again(place: Place) -> None:
    """After a power cut the file may hold more than what is sure to be on the disk."""
    stop_after(place, 200_000)
    part = place.store.half_file(NAME)
    part.write_bytes(part.read_bytes() + bytes(1000))
    place.server.rule = lambda asked: file_reply(DATA, asked)
    assert get(place).file.read_bytes() == DATA
    assert place.server.asked[-1].begin == 200_000


def stop_after(place: Place, count: int) -> None:
    place.server.rule = cut_after(count)
    impatient = replace(CALM, pauses=())
    for fetched in (steps := download(place.entry, place.store, patience=impatient)):
        if fetched.done >= count:
            break
    steps.close()
    half = place.store.half(NAME)
    assert half is not None
    assert half.done == count


def test_file_that_changed_is_begun_anew(place: Place) -> None:
    stop_after(place, 200_000)
    other = tiny_weights(1)
    place.server.rule = lambda asked: file_reply(other, asked, tag='"two"')
    assert get(place).file.read_bytes() == other
    assert place.server.asked[-1].begin == 200_000  # it was asked for, and the whole was sent


def test_server_that_overlooks_the_condition_is_found_out_by_its_tag(place: Place) -> None:
    stop_after(place, 200_000)
    other = tiny_weights(1)

    def rule(asked: Asked) -> Reply:
        unconditional = Asked(asked.number, asked.path, {**asked.headers, "if-range": '"two"'})
        return file_reply(other, unconditional, tag='"two"')

    place.server.rule = rule
    assert get(place).file.read_bytes() == other


@pytest.mark.parametrize("tag", ["", 'W/"weak"'])
def test_without_a_sure_mark_the_file_is_begun_anew(place: Place, tag: str) -> None:
    place.server.rule = lambda asked: file_reply(DATA, asked, tag=tag, cut=200_000 if asked.number == 0 else None)
    assert get(place).file.read_bytes() == DATA
    assert [asked.begin for asked in place.server.asked] == [0, 0]


def test_date_of_the_last_change_serves_as_a_mark(place: Place) -> None:
    date = "Mon, 30 Nov 2026 12:00:00 GMT"

    def rule(asked: Asked) -> Reply:
        honest = file_reply(DATA, asked, tag=date, cut=300_000)
        return replace(honest, headers={**honest.headers, "ETag": 'W/"weak"', "Last-Modified": date})

    place.server.rule = rule
    assert get(place).file.read_bytes() == DATA
    assert {asked.headers.get("if-range") for asked in place.server.asked[1:]} == {date}


def test_damaged_record_of_a_half_file_starts_anew(place: Place) -> None:
    stop_after(place, 200_000)
    (place.store.folder_of(NAME) / "download.json").write_text('{"format": 1, "done": -4}')
    place.server.rule = lambda asked: file_reply(DATA, asked)
    assert get(place).file.read_bytes() == DATA
    assert place.server.asked[-1].begin == 0


def test_busy_server_is_asked_again(place: Place) -> None:
    def rule(asked: Asked) -> Reply:
        return Reply(503, {"Content-Length": "0"}) if asked.number < 2 else file_reply(DATA, asked)

    place.server.rule = rule
    assert get(place).sha256 == sha256_of(DATA)


def test_tries_that_bring_something_are_never_too_many(place: Place) -> None:
    place.server.rule = cut_after(60_000)
    assert get(place).sha256 == sha256_of(DATA)
    assert len(place.server.asked) > 3 * len(CALM.pauses)


def test_tries_that_bring_nothing_end_with_how_far_it_came(place: Place) -> None:
    def rule(asked: Asked) -> Reply:
        return file_reply(DATA, asked, cut=len(DATA) // 2 if asked.number == 0 else 0)

    place.server.rule = rule
    with pytest.raises(DownloadError, match=r"The download stopped at 50 %\.") as caught:
        get(place)
    assert caught.value.notices[0].params == {"percent": 50}
    half = place.store.half(NAME)
    assert half is not None
    assert half.done == len(DATA) // 2


# What a server states about the file


def test_hash_that_the_server_states_is_checked_and_taken_down(place: Place) -> None:
    stated = {"X-Linked-ETag": f'"{sha256_of(DATA)}"', "X-Linked-Size": str(len(DATA))}
    place.server.rule = lambda asked: file_reply(DATA, asked, more=stated)
    assert get(place).hash_from == "server"


def test_statement_on_the_way_counts_as_at_hugging_face(place: Place) -> None:
    """The first host sends on to a storage whose own tag is no hash of the file."""
    stated = {"X-Linked-ETag": f'"{sha256_of(DATA)}"', "X-Linked-Size": str(len(DATA)), "Content-Length": "0"}

    def rule(asked: Asked) -> Reply:
        if asked.path.startswith("/models/"):
            return Reply(302, {**stated, "Location": f"/storage/signed?{asked.number}", "ETag": '"other"'})
        return file_reply(DATA, asked, tag=f'"{sha256_of(b"of another kind")}"', cut=400_000)

    place.server.rule = rule
    found = get(place)
    assert (found.hash_from, found.sha256) == ("server", sha256_of(DATA))


def test_published_hash_is_held_to(tmp_path: Path) -> None:
    for sha256, code in ((sha256_of(DATA), None), (sha256_of(b"other"), "download-wrong-file")):
        server = HostileServer(lambda asked: file_reply(DATA, asked))
        with server, tiny_entry(server.address, sha256=sha256) as entry:
            place = Place(server, entry, BackboneStore(tmp_path / str(code)))
            assert get(place).hash_from == "catalogue" if code is None else refused(place) == code
            assert (place.store.installed(NAME) is None) == (code is not None)


def test_published_length_is_held_to(tmp_path: Path) -> None:
    server = HostileServer(lambda asked: file_reply(DATA, asked))
    with server, tiny_entry(server.address, size=len(DATA) + 1) as entry:
        assert refused(Place(server, entry, BackboneStore(tmp_path))) == "download-no-file"


def test_wrong_file_is_thrown_away(place: Place) -> None:
    place.server.rule = lambda asked: file_reply(bytes(len(DATA)), asked)
    assert refused(place) == "download-wrong-file"
    assert place.store.half(NAME) is None
    assert not place.store.half_file(NAME).exists()


# The way there


def test_no_network_is_told_at_once_with_the_host(tmp_path: Path) -> None:
    with tiny_entry(f"http://127.0.0.1:{free_port()}") as entry:
        begin = time.monotonic()
        with pytest.raises(
            DownloadError, match=r"^No connection to 127\.0\.0\.1\. Everything else works without it\.$"
        ):
            list(download(entry, BackboneStore(tmp_path)))
        assert time.monotonic() - begin < 3.0


def test_mirror_is_asked_for_the_same_path(tmp_path: Path, place: Place) -> None:
    entry = replace(place.entry, source=Source("owner/name", "weights.safetensors"))
    at_mirror = Place(place.server, entry, place.store)
    assert get(at_mirror, route=Route(mirror=place.server.address)).sha256 == sha256_of(DATA)
    assert place.server.asked[0].path == "/owner/name/resolve/main/weights.safetensors"


def test_mirror_of_hugging_face_in_the_environment_counts_for_its_files_alone() -> None:
    environment = {"HF_ENDPOINT": "https://mirror.example.org"}
    on_hub, elsewhere = Source("owner/name", "f"), Source("https://example.org/a", "f")
    assert addresses_of(on_hub, Route(), environment) == ("https://mirror.example.org/owner/name/resolve/main/f",)
    (chosen,) = addresses_of(on_hub, Route("https://b.example.org"), environment)
    assert chosen.startswith("https://b.example.org/")
    assert addresses_of(elsewhere, Route(), environment) == ("https://example.org/a/f",)


@pytest.mark.parametrize(
    "mirror", ["http://example.org", "ftp://example.org", "example.org", "https://", "https://[::1"]
)
def test_mirror_that_is_not_safe_is_refused(place: Place, mirror: str) -> None:
    assert refused(place, route=Route(mirror=mirror)) == "download-address"
    assert place.server.asked == []


def test_second_name_is_asked_for_where_there_is_none_of_the_first(place: Place) -> None:
    def rule(asked: Asked) -> Reply:
        there = asked.path.endswith("/second.safetensors")
        return file_reply(DATA, asked, cut=300_000) if there else Reply(404, {"Content-Length": "0"})

    source = Source(f"{place.server.address}/models", "first.safetensors", others=("second.safetensors",))
    second = Place(place.server, replace(place.entry, source=source), place.store)
    place.server.rule = rule
    steps = download(second.entry, second.store, patience=CALM)
    while next(steps).done < 300_000:
        pass
    steps.close()
    assert get(second).sha256 == sha256_of(DATA)
    assert [asked.path.rpartition("/")[2] for asked in place.server.asked].count("first.safetensors") == 1
    assert place.server.asked[2].begin == 300_000


def test_no_name_that_is_there_is_told_as_the_servers_refusal(place: Place) -> None:
    place.server.rule = lambda asked: Reply(404, {"Content-Length": "0"})
    source = Source(f"{place.server.address}/models", "first", others=("second", "third"))
    assert refused(Place(place.server, replace(place.entry, source=source), place.store)) == "download-refused"
    assert [asked.path for asked in place.server.asked] == ["/models/first", "/models/second", "/models/third"]


def test_proxy_is_used(place: Place) -> None:
    entry = replace(place.entry, source=Source("http://localhost:9/models", "weights.safetensors"))
    through = Place(place.server, entry, place.store)
    assert get(through, route=Route(proxy=place.server.address)).sha256 == sha256_of(DATA)
    assert place.server.asked[0].path == "http://localhost:9/models/weights.safetensors"


def test_proxy_of_the_system_is_used(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", place.server.address)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    entry = replace(place.entry, source=Source("http://localhost:9/models", "weights.safetensors"))
    assert get(Place(place.server, entry, place.store)).sha256 == sha256_of(DATA)
    assert place.server.asked[0].path == "http://localhost:9/models/weights.safetensors"


def test_proxy_that_lets_nobody_through_is_told(place: Place) -> None:
    entry = replace(place.entry, source=Source("https://127.0.0.1:9/models", "weights.safetensors"))
    asked = Place(place.server, entry, place.store)
    assert refused(asked, route=Route(proxy=place.server.address)) == "download-proxy"


def test_proxy_that_is_not_there_is_told(place: Place) -> None:
    port = free_port()
    with pytest.raises(DownloadError, match=rf"^The proxy http://127\.0\.0\.1:{port} could not be used") as caught:
        get(place, route=Route(proxy=f"http://ada:secret@127.0.0.1:{port}"))
    assert "secret" not in str(caught.value)
    assert place.server.asked == []


@pytest.fixture(scope="module")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """What a host shows for which nobody vouches."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl here to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
    name = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    call = [openssl, "req", "-x509", *kind, *name, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(call, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_host_that_nobody_vouches_for_is_not_believed(tmp_path: Path, own_certificate: ssl.SSLContext) -> None:
    server = HostileServer(lambda asked: file_reply(DATA, asked), tls=own_certificate)
    with server, tiny_entry(server.address) as entry:
        place = Place(server, entry, BackboneStore(tmp_path))
        assert refused(place) == "download-certificate"
        assert server.asked == []


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "127.0.0.1:3128", "http://", "http://127.0.0.1:0x1"])
def test_proxy_that_is_none_is_refused(place: Place, proxy: str) -> None:
    assert refused(place, route=Route(proxy=proxy)) == "download-proxy"


def test_what_ships_cannot_be_downloaded(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"^demo is no backbone that can be downloaded\."):
        next(download(DEMO, BackboneStore(tmp_path)))


# The disk


def test_too_little_room_is_told_before_anything_is_asked(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**12, 10**12 - 5 * 10**7, 5 * 10**7)
    )
    with pytest.raises(DownloadError) as caught:
        get(place)
    (told,) = caught.value.notices
    assert told.code == "download-no-room"
    assert (told.params["needed"], told.params["free"]) == (1, 0)
    assert Path(str(told.params["drive"])).is_mount()
    assert place.server.asked == []


def test_file_of_short_numbers_needs_no_room_for_long_ones(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tiny_weights(3, dtype="F16")
    place.server.rule = lambda asked: file_reply(data, asked)
    free = SPARE_BYTES + len(data)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**12, 10**12 - free, free))
    assert get(place).sha256 == sha256_of(data)


def test_disk_that_fills_up_keeps_what_it_took(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(FileIO):
        def write(self, data: Any) -> int:
            if self.tell() >= 300_000:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(data[: 300_000 - self.tell()])

    with monkeypatch.context() as patch:
        patch.setattr("mmrl_engine.backbones.fetching.FileIO", Full)
        with pytest.raises(DownloadError, match=r"The download stopped at 46 %") as caught:
            get(place)
        assert caught.value.notices[0].code == "download-disk-full"
    assert get(place).file.read_bytes() == DATA
    assert place.server.asked[-1].begin == 300_000


def test_bytes_that_the_disk_lost_never_count(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed fsync is told once; afterwards the file looks whole."""

    def fail(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr("mmrl_engine.backbones.fetching.os.fsync", fail)
        patch.setattr(BackboneStore, "keep_half", lambda *_: None)  # whose own file is written by another module
        assert refused(place) == "file-not-written"
    assert place.store.installed(NAME) is None
    assert get(place).file.read_bytes() == DATA


def test_what_a_changed_file_leaves_makes_room_for_the_new_one(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_after(place, 200_000)
    other = tiny_weights(1)
    free = {True: len(DATA) - 100_000, False: len(DATA)}

    def usage(path: Path) -> Any:
        left = SPARE_BYTES + free[place.store.half_file(NAME).exists()]
        return shutil._ntuple_diskusage(10**12, 10**12 - left, left)

    place.server.rule = lambda asked: file_reply(other, asked, tag='"two"')
    monkeypatch.setattr(shutil, "disk_usage", usage)
    assert get(place).file.read_bytes() == other


def test_folder_that_cannot_be_made_is_told(place: Place) -> None:
    place.store.folder.parent.mkdir(exist_ok=True)
    place.store.folder.write_text("a file")
    assert refused(place) == "file-not-written"


def test_second_download_of_the_same_is_refused_while_one_goes_on(place: Place) -> None:
    place.server.rule = lambda asked: replace(file_reply(DATA, asked, cut=100_000), silence=1.0)
    first = download(place.entry, place.store, patience=CALM)
    while next(first).done < 100_000:
        pass
    assert refused(place) == "download-in-work"
    with pytest.raises(EngineError) as caught:
        place.store.remove(NAME)
    assert caught.value.notices[0].code == "download-in-work"
    first.close()
    place.server.rule = lambda asked: file_reply(DATA, asked)
    assert get(place).sha256 == sha256_of(DATA)


def test_closed_by_another_thread_it_lets_go(place: Place) -> None:
    place.server.rule = lambda asked: replace(file_reply(DATA, asked, cut=100_000), silence=1.0)
    steps = download(place.entry, place.store, patience=CALM)
    next(steps)
    thread = threading.Thread(target=steps.close)
    thread.start()
    thread.join()
    place.server.rule = lambda asked: file_reply(DATA, asked)
    assert get(place).sha256 == sha256_of(DATA)


def test_closing_leaves_no_thread_and_comes_at_once(place: Place) -> None:
    place.server.rule = lambda asked: replace(file_reply(DATA, asked, cut=100_000), silence=2.0)
    steps = download(place.entry, place.store)
    longest = 0.0
    for _ in range(5):
        begin = time.monotonic()
        next(steps)
        longest = max(longest, time.monotonic() - begin)
    begin = time.monotonic()
    steps.close()
    assert time.monotonic() - begin < 1.0
    assert longest < 1.0
    assert "mmrl-download" not in [thread.name for thread in threading.enumerate()]


# The store


def test_removed_backbone_is_gone(place: Place) -> None:
    get(place)
    place.store.remove(NAME)
    assert place.store.installed(NAME) is None
    assert not place.store.folder_of(NAME).exists()
    place.store.remove(NAME)  # nothing to do


def test_forgotten_half_is_begun_anew(place: Place) -> None:
    stop_after(place, 200_000)
    place.store.forget_half(NAME)
    assert place.store.half(NAME) is None
    place.server.rule = lambda asked: file_reply(DATA, asked)
    get(place)
    assert place.server.asked[-1].begin == 0


@pytest.mark.parametrize("damage", ["cut", "no record", "another name", "not JSON", "a list"])
def test_file_counts_only_with_its_record(place: Place, damage: str) -> None:
    found = get(place)
    record = found.file.with_name("record.json")
    content = json.loads(record.read_text())
    if damage == "cut":
        os.truncate(found.file, found.size - 1)
    elif damage == "no record":
        record.unlink()
    else:
        record.write_text({"another name": json.dumps({**content, "id": "x"}), "not JSON": "{", "a list": "[]"}[damage])
    assert place.store.installed(NAME) is None


def test_fingerprint_is_taken_down_once(place: Place) -> None:
    get(place)
    place.store.note_fingerprint(NAME, "a" * 64)
    place.store.note_fingerprint(NAME, "b" * 64)
    assert place.store.fingerprint_of(place.entry) == "a" * 64
    found = place.store.entry_of("a" * 64)
    assert found is not None
    assert found.id == NAME
    assert place.store.entry_of("b" * 64) is None


@pytest.mark.parametrize("name", ["..", "a/b", "", "A", "a\\b", "."])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a backbone"):
        BackboneStore(tmp_path).folder_of(name)
