"""What the service answers, whom it refuses, and what a request may cost."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mmrl_engine import Adapter, Shelf, load_backbone
from tests.engine.cli.calls import mmrl
from tests.engine.serve.conftest import SHORT, TOKEN, Service, serving, wait_until


@pytest.fixture(scope="module")
def picture(pictures: Path) -> bytes:
    return (pictures / "cat" / "0.png").read_bytes()


def told_by_the_command(*arguments: str | Path) -> Any:
    result = mmrl("classify", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def same(a: Any, b: Any) -> bool:
    """Equal but for the path and rounding."""
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a if key != "path")
    if isinstance(a, list):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    return bool(a == pytest.approx(b, abs=1e-6) if isinstance(a, float) else a == b)


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream"])
def test_answers_are_those_of_the_command(
    service: Service, adapter: Path, backbone: Path, pictures: Path, picture: bytes, kind: str
) -> None:
    status, told, _ = service.ask("POST", "/classify?also=red%20fox&also=badger", picture, {"Content-Type": kind})
    assert status == 200
    wanted = told_by_the_command(
        adapter, pictures / "cat" / "0.png", "--backbone", backbone, "--also", "red fox", "--also", "badger"
    )
    assert same(told, wanted)
    assert told["pictures"][0]["path"] == "the picture"


def test_several_adapters_answer_in_one_list(
    adapter: Path, backbone: Path, pictures: Path, picture: bytes, shelf: Shelf
) -> None:
    made = Adapter.load(adapter)
    both = Shelf({"pets": made, "pets (2)": made}, load_backbone(str(backbone), device="cpu"))
    with serving(both, SHORT) as running:
        _, told, _ = running.ask("POST", "/classify?also=badger", picture)
        _, names, _ = running.ask("GET", "/names")
    call = (adapter, pictures / "cat" / "0.png", "--backbone", backbone, "--beside", adapter, "--also", "badger")
    assert same(told, told_by_the_command(*call))
    assert [item["adapter"] for item in names["adapters"]] == ["pets", "pets (2)"]


def test_names_and_health(service: Service) -> None:
    assert service.ask("GET", "/names")[:2] == (
        200,
        {"format": 1, "adapters": [{"adapter": "pets", "trained": ["cat", "dog"]}]},
    )
    assert service.ask("GET", "/health", headers={"Authorization": ""})[:2] == (200, {"status": "ok"})


@pytest.mark.parametrize(
    "given", ["", "Bearer", f"Basic {TOKEN}", "Bearer wrong", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}"]
)
@pytest.mark.parametrize("path", ["/names", "/classify", "/nothing"])
def test_without_the_token_nothing_is_told(service: Service, path: str, given: str) -> None:
    method = "POST" if path == "/classify" else "GET"
    status, told, headers = service.ask(method, path, headers={"Authorization": given})
    assert (status, told["error"]["code"], headers["www-authenticate"]) == (401, "serve-token", "Bearer")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.0.0.1", "[::2]:80"])
def test_names_that_are_not_its_own_are_refused(service: Service, host: str) -> None:
    assert service.error("GET", "/names", headers={"Host": host}) == (421, "serve-wrong-host")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1234", "127.0.0.1", "[::1]:80"])
def test_names_of_this_computer_are_taken(service: Service, host: str) -> None:
    assert service.ask("GET", "/names", headers={"Host": host})[0] == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"])
def test_pages_of_others_are_refused(service: Service, picture: bytes, origin: str) -> None:
    assert service.error("POST", "/classify", picture, {"Origin": origin}) == (403, "serve-other-origin")
    status, _, headers = service.ask("OPTIONS", "/classify", headers={"Origin": origin})
    assert status == 403
    assert not [name for name in headers if name.lower().startswith("access-control")]


def test_its_own_page_is_answered(service: Service, picture: bytes) -> None:
    origin = f"http://127.0.0.1:{service.port}"
    assert service.ask("POST", "/classify", picture, {"Origin": origin})[0] == 200


@pytest.mark.parametrize(
    ("body", "headers", "wanted"),
    [
        (b"no picture", {}, (422, "picture-unknown-format")),
        (b"", {}, (422, "picture-empty")),
        (b"\x89PNG\r\n\x1a\n broken", {}, (422, "picture-damaged")),
        (b"{}", {"Content-Type": "application/json"}, (415, "serve-no-picture-type")),
        (b"x", {"Content-Type": ""}, (415, "serve-no-picture-type")),
        (bytes(200_001), {}, (413, "serve-too-large")),
        (b"crash", {}, (422, "picture-crashed-reader")),
        (b"fill", {}, (422, "picture-out-of-memory")),
    ],
)
def test_bodies_that_are_no_pictures(service: Service, body: bytes, headers: dict[str, str], wanted: Any) -> None:
    assert service.error("POST", "/classify", body, headers) == wanted


def test_a_body_of_unknown_length_is_counted(service: Service, picture: bytes) -> None:
    def pieces(count: int, piece: bytes) -> Iterator[bytes]:
        yield from [piece] * count

    assert service.ask("POST", "/classify", pieces(1, picture))[0] == 200
    assert service.error("POST", "/classify", pieces(30, bytes(10_000))) == (413, "serve-too-large")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("also=cat", "typed-is-trained"),
        ("also=fox&also=Fox", "typed-twice"),
        ("also=", "typed-blank"),
        ("also=a&also=b&also=c&also=d", "serve-too-many-names"),
    ],
)
def test_names_that_cannot_be_used(service: Service, picture: bytes, query: str, code: str) -> None:
    assert service.error("POST", f"/classify?{query}", picture) == (400, code)


@pytest.mark.parametrize(
    ("method", "path", "wanted"),
    [
        ("GET", "/classify", (405, "serve-method")),
        ("PUT", "/names", (405, "serve-method")),
        ("GET", "/classify/", (404, "serve-not-found")),
        ("GET", "/../etc/passwd", (404, "serve-not-found")),
    ],
)
def test_other_paths_and_methods(service: Service, method: str, path: str, wanted: Any) -> None:
    assert service.error(method, path) == wanted


def test_a_picture_that_hangs_is_given_up_and_holds_up_nobody(service: Service, picture: bytes) -> None:
    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(service.error, "POST", "/classify", b"hang")
        begin = time.monotonic()
        assert service.ask("POST", "/classify", picture)[0] == 200
        assert service.ask("GET", "/health")[0] == 200
        assert time.monotonic() - begin < SHORT.picture
        assert not hanging.done()
        assert hanging.result(20) == (422, "picture-too-slow")
    assert service.ask("POST", "/classify", picture)[0] == 200


def test_too_many_at_once_are_told_to_come_again(service: Service) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = [*pool.map(lambda _: service.ask("POST", "/classify", b"slow"), range(8))]
    counts = Counter(status for status, _, _ in found)
    assert set(counts) == {200, 503}
    assert counts[200] >= SHORT.requests
    for status, told, headers in found:
        if status == 503:
            assert (told["error"]["code"], headers["retry-after"]) == ("serve-busy", "2")
    assert service.ask("POST", "/classify", b"slow")[0] == 200


def test_a_mistake_of_our_own_is_told_to_both_sides(service: Service) -> None:
    assert service.error("POST", "/classify", b"mistake") == (500, "serve-own-mistake")
    assert "ZeroDivisionError: a mistake of ours" in service.mistakes[-1]


def raw(service: Service, sent: bytes, *, until: float = 10) -> bytes:
    """What comes back for these bytes until the service closes the connection."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=until) as connection:
        connection.sendall(sent)
        told = b""
        while piece := connection.recv(65536):
            told += piece
    return told


def test_a_body_that_stops_coming_is_given_up(service: Service) -> None:
    head = (
        f"POST /classify HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n"
        "Content-Type: image/png\r\nContent-Length: 1000\r\n\r\n"
    )
    told = raw(service, head.encode() + b"begins")
    assert told.startswith(b"HTTP/1.1 408")
    assert b"serve-slow-body" in told


@pytest.mark.parametrize("sent", [b"", b"GET /health HT", b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /na"])
def test_a_head_that_does_not_come_is_given_up(service: Service, sent: bytes) -> None:
    begin = time.monotonic()
    told = raw(service, sent)
    assert time.monotonic() - begin < 5
    assert told.count(b"HTTP/1.1") == sent.count(b"\r\n\r\n")


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\x00\xa5 hello\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"])
def test_what_is_no_request_is_told_so(service: Service, sent: bytes) -> None:
    head, _, body = raw(service, sent).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert json.loads(body)["error"]["code"] == "serve-not-http"


def test_a_client_that_leaves_costs_nothing(service: Service, picture: bytes) -> None:
    for _ in range(2 * SHORT.requests):
        connection = http.client.HTTPConnection("127.0.0.1", service.port)
        connection.putrequest("POST", "/classify")
        connection.putheader("Authorization", f"Bearer {TOKEN}")
        connection.putheader("Content-Type", "image/png")
        connection.putheader("Content-Length", "1000")
        connection.endheaders(b"begins")
        connection.close()
    wait_until(lambda: service.ask("POST", "/classify", picture)[0] == 200)


def test_the_log_has_paths_and_no_contents(service: Service, picture: bytes) -> None:
    service.ask("POST", "/classify?also=secret+name", picture)
    wait_until(lambda: service.log[-1:] and " POST /classify 200 " in service.log[-1])
    assert "secret" not in "".join(service.log)
    assert TOKEN not in "".join(service.log)


def test_it_stops_while_it_is_busy(shelf: Shelf) -> None:
    """`serving` asserts that no thread is left; the worker has ended before its picture's time."""
    patient = replace(SHORT, picture=30)
    begin = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()  # its thread is there before the service's
        with serving(shelf, patient) as running:
            asked = pool.submit(running.error, "POST", "/classify", b"hang")
            time.sleep(0.3)
        assert asked.result(20) == (503, "serve-stopping")
    assert time.monotonic() - begin < 15
