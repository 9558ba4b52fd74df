"""Whatever a file is, `open_rgb` gives a picture or one `PictureError`; and the walk through a folder."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import random
import socket
import struct
import subprocess
import sys
import threading
import time
import warnings
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageFile, TiffImagePlugin

from mmrl_engine.errors import PictureError
from mmrl_engine.images import (
    SUFFIXES,
    Limits,
    find_pictures,
    looks_like_picture,
    open_rgb,
    open_small,
    printable_path,
    rgb_of_bytes,
)
from mmrl_engine.notices import Notice
from tests.engine.image_fuzz import HEIC, damaged, good_files

ROOT = Path(__file__).parents[2]
FILES = good_files()


def refusal(path: Path, limits: Limits | None = None) -> Notice:
    """The one Notice with which `path` is refused."""
    with pytest.raises(PictureError) as caught:
        open_rgb(path) if limits is None else open_rgb(path, limits=limits)
    (problem,) = caught.value.notices
    assert str(problem).startswith(printable_path(path))
    str(problem).encode("utf-8")
    return problem


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bomb(width: int, height: int) -> bytes:
    """A grey PNG of a few bytes whose header promises `width` x `height`."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of the administrator, who may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.png").code == "picture-missing"
    assert refusal(written(tmp_path / "file", b"x") / "below.png").code == "picture-missing"
    assert refusal(tmp_path / "zero\0byte.png").code == "picture-missing"
    assert refusal(tmp_path / ("long" * 100)).code == "picture-not-read"
    (tmp_path / "circle.png").symlink_to("circle.png")
    assert refusal(tmp_path / "circle.png").code == "picture-not-read"
    assert refusal(written(tmp_path / "empty.png", b"")).code == "picture-empty"
    closed = written(tmp_path / "closed.png", FILES["PNG"])
    closed.chmod(0)
    with nobody():
        assert refusal(closed).code == "picture-no-permission"


@pytest.mark.parametrize("kind", FILES)
def test_bytes_are_the_same_picture_as_their_file(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path / "picture", FILES[kind])
    with contextlib.suppress(PictureError):  # a kind whose part is not installed
        assert rgb_of_bytes(FILES[kind], "it").tobytes() == open_rgb(path).tobytes()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture-empty"),
        (b"no picture", "picture-unknown-format"),
        (FILES["PNG"][:40], "picture-damaged"),
        (bytes(2000), "picture-too-many-bytes"),
        (png_bomb(60_000, 60_000), "picture-too-many-pixels"),
    ],
)
def test_bytes_that_cannot_be_read(data: bytes, code: str) -> None:
    with pytest.raises(PictureError) as caught:
        rgb_of_bytes(data, "the picture", limits=Limits(megabytes=0.001))
    (problem,) = caught.value.notices
    assert (problem.code, str(problem).startswith("the picture: ")) == (code, True)


@pytest.mark.timeout(20)
def test_only_ordinary_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tmp_path / "socket.png"))  # a socket's name must be short
        paths = [tmp_path / "pipe.png", tmp_path / "socket.png", tmp_path, Path("/dev/null"), Path("/dev/zero")]
        assert {refusal(path).code for path in paths} == {"picture-not-a-file"}


@pytest.mark.timeout(20)
def test_a_file_that_turns_into_a_pipe_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.png", FILES["PNG"])
    ordinary = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda _: ordinary)  # what it was a moment ago
    assert refusal(path).code == "picture-not-a-file"


def test_files_that_are_no_pictures(tmp_path: Path) -> None:
    left_out = [
        b"8BPS\0\1",
        b"%!PS-Adobe-3.0 EPSF",
        b"%PDF-1.7",
        b"SIMPLE  =",
        b"DDS \x7c",
        b"icns\0\0\1\0",
        b"\0\0\1\0",
    ]
    for data in [b"hello", b"P", b"BMW is a car, not a picture", b"\0" * 64, b"<svg/>", b"ftyp" * 9, *left_out]:
        problem = refusal(written(tmp_path / "picture.jpg", data))
        assert problem.code == "picture-unknown-format"
        assert "JPEG 2000" in str(problem)


@pytest.mark.parametrize("kind", FILES)
def test_the_content_counts_and_not_the_name(tmp_path: Path, kind: str) -> None:
    assert open_rgb(written(tmp_path / "picture.psd", FILES[kind])).mode == "RGB"


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_ends_too_soon_is_damaged(tmp_path: Path, kind: str) -> None:
    data = FILES[kind]
    for length in (len(data) // 4, 20):
        problem = refusal(written(tmp_path / "picture", data[:length]))
        assert problem.code == "picture-damaged"
        assert problem.params["reason"]


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    Image.new("RGB", (1000, 1001)).save(path)
    assert open_rgb(path, limits=Limits(megapixels=1.001)).size == (1000, 1001)
    problem = refusal(path, Limits(megapixels=1))
    assert problem.code == "picture-too-many-pixels"
    assert (problem.params["megapixels"], problem.params["limit"]) == ("1.1", 1)
    written(path, FILES["BMP"])  # 23,094 bytes
    assert open_rgb(path, limits=Limits(megabytes=0.023094)).size == (96, 80)
    assert refusal(path, Limits(megabytes=0.023)).code == "picture-too-many-bytes"


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(20_000_000_000)
    began = time.perf_counter()
    assert refusal(path).params["megabytes"] == "20000"
    assert time.perf_counter() - began < 1


BOMBS = {
    "PNG": png_bomb(11_000, 11_000),
    "PNG past Pillow's own limit": png_bomb(2**31 - 1, 2**31 - 1),
    "GIF screen": FILES["GIF"][:6] + struct.pack("<HH", 11_000, 11_000) + FILES["GIF"][10:],
    "GIF screen past Pillow's own limit": FILES["GIF"][:6] + struct.pack("<HH", 65_535, 65_535) + FILES["GIF"][10:],
    "GIF frame": b"GIF89a\1\0\1\0\0\0\0," + struct.pack("<HHHH", 0, 0, 11_000, 11_000) + b"\0\2\2\x4c\1\0;",
    "GIF frame past Pillow's own limit": b"GIF89a\1\0\1\0\0\0\0," + b"\0\0\0\0" + b"\xff" * 4 + b"\0\2\2\x4c\1\0;",
    "WebP": b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/" + struct.pack("<I", 16_382 << 14 | 16_382) + bytes(8),
    "BMP": FILES["BMP"][:18] + struct.pack("<ii", 100_000, 100_000) + FILES["BMP"][26:],
    "PPM": b"P6 100000 100000 255\n",
    "JPEG 2000": b"\xff\x4f\xff\x51\0\x29\0\0" + struct.pack(">8I", 60_000, 60_000, 0, 0, 60_000, 60_000, 0, 0)
    + b"\0\1\7\1\1" + b"\xff\xd9",
}  # fmt: skip


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_by_its_header(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path / "bomb", BOMBS[kind])
    began = time.process_time()
    assert refusal(path).code == "picture-too-many-pixels"
    assert time.process_time() - began < 0.5


def test_too_little_memory_is_a_reason(tmp_path: Path) -> None:
    path = written(tmp_path / "large.png", png_bomb(10_000, 7_900))  # 79 MB of grey
    code = (
        "import pathlib, resource, sys, mmrl_engine.errors as errors, mmrl_engine.images as images\n"
        "pages = int(pathlib.Path('/proc/self/statm').read_text().split()[0])\n"
        "most = pages * resource.getpagesize() + 50_000_000\n"
        "resource.setrlimit(resource.RLIMIT_AS, (most, most))\n"
        "try: images.open_rgb(pathlib.Path(sys.argv[1]))\n"
        "except errors.PictureError as error: print(error.notices[0].code)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "picture-out-of-memory", "")


def test_fuzz() -> None:
    """2,000 damaged files. Target: no crash, no other error, no warning, nothing over 2 s, memory under 500 MB."""
    command = [sys.executable, "-m", "tests.engine.image_fuzz", "20261124", "2000"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    outcome = json.loads(run.stdout)
    assert outcome["stray"] == []
    assert outcome["warned"] == []
    assert outcome["slowest"] < 2
    assert outcome["megabytes"] < 500
    assert outcome["opened"].keys() == outcome["refused"].keys() == FILES.keys()


def test_heic_without_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.heic", HEIC.read_bytes())
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    assert refusal(path).code == "picture-heic-not-installed"


def test_names_that_no_terminal_can_print(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    for name in ("قطة.png", "bell\a\x1b[31m.png", "line\nbreak.png", "{path}.png"):
        assert open_rgb(written(folder / name, FILES["PNG"])).size == (96, 80)
        problem = str(refusal(written(folder / name, b"x")))
        assert "\N{REPLACEMENT CHARACTER}/" in problem
        assert not any(character in problem for character in "\a\x1b\n")
    assert printable_path(Path("قطة \N{FAMILY}.png")) == "قطة \N{FAMILY}.png"


def test_the_error_survives_the_pipe(tmp_path: Path) -> None:
    with pytest.raises(PictureError) as caught:
        open_rgb(tmp_path / "missing.png")
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.notices == caught.value.notices


def test_nothing_of_the_process_is_changed(tmp_path: Path) -> None:
    def state() -> tuple[object, ...]:
        return Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES, "HEIF" in Image.OPEN, list(warnings.filters)

    before = state()
    odd = tmp_path / "odd.jpg"  # Pillow warns of this EXIF block
    Image.new("RGB", (64, 64)).save(odd, exif=b"Exif\0\0II*\0\x08\0\0\0\x05\0" + b"\x12\x01\x03\0\xff\xff\xff\xff" * 2)
    start = threading.Barrier(4)

    def open_many(_: int) -> None:
        start.wait()
        for _ in range(20):
            assert open_rgb(odd).size == (64, 64)
            assert open_rgb(HEIC).size == (64, 48)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        within = list(warnings.filters)
        with Image.open(odd) as image:
            image.getexif()
        assert caught, "the picture must be one that Pillow warns of"
        caught.clear()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(open_many, range(4)))
        assert list(warnings.filters) == within
    assert caught == []
    assert state() == before


def test_originals_are_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jpg", FILES["JPEG"])
    path.chmod(0o400)
    before = path.stat()
    open_rgb(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (FILES["JPEG"], before.st_mtime_ns)


def test_names_of_pictures() -> None:
    assert all(looks_like_picture(Path("a" + suffix.upper())) for suffix in SUFFIXES)
    assert not any(looks_like_picture(Path(name)) for name in ("a.psd", "a.txt", "a", ".png", "a.png.part", "a.svg"))


def test_pictures_are_found_below_a_folder(tmp_path: Path) -> None:
    names = [
        "b.png",
        "a.JPG",
        "deep/er/c.webp",
        ".hidden.png",
        ".thumbs/d.png",
        "notes.txt",
        "._a.jpg",
        "deep/قطة.heic",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        written(tmp_path / name, b"")
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "gone.png").symlink_to("nowhere")
    expected = ["a.JPG", "b.png", "deep/er/c.webp", "deep/قطة.heic", "gone.png"]
    assert find_pictures(tmp_path) == [tmp_path / name for name in expected]


@pytest.mark.timeout(20)
def test_links_that_lead_back_end(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
        written(folder / "a.png", b"")
        for name in "xyz":
            (folder / name).symlink_to(inside, target_is_directory=True)
            (folder / f"{name}{name}").symlink_to(outside, target_is_directory=True)
    found = find_pictures(inside)
    assert [path.resolve() for path in found] == [inside / "a.png", outside / "a.png"]


def test_folders_that_cannot_be_listed(tmp_path: Path) -> None:
    def code(folder: Path) -> str:
        with pytest.raises(PictureError) as caught:
            find_pictures(folder)
        return caught.value.notices[0].code

    assert code(tmp_path / "missing") == "folder-missing"
    assert code(written(tmp_path / "a.png", b"")) == "folder-not-a-folder"
    assert code(tmp_path / "zero\0byte") == "folder-missing"
    (tmp_path / "circle").symlink_to("circle")
    assert code(tmp_path / "circle") == "folder-not-read"
    (tmp_path / "closed").mkdir(mode=0)
    # pytest keeps its folders for their owner alone
    shared = [folder for folder in (tmp_path, *tmp_path.parents) if folder.stat().st_mode & 0o005 != 0o005]
    modes = [folder.stat().st_mode for folder in shared]
    told: list[Notice] = []
    try:
        for folder in shared:
            folder.chmod(0o755)
        with nobody():
            assert code(tmp_path / "closed") == code(tmp_path) == "folder-no-permission"
            assert find_pictures(tmp_path, tell=told.append) == [tmp_path / "a.png"]
    finally:
        for folder, mode in zip(shared, modes, strict=True):
            folder.chmod(mode)
    assert [problem.params["path"] for problem in told] == [str(tmp_path / "closed")]


def smooth_picture(width: int, height: int) -> Image.Image:
    """Soft blots of colour: what is left of it does not depend on how it was made smaller."""
    blots = np.random.default_rng(0).integers(0, 256, (5, 6, 3), np.uint8)
    return Image.fromarray(blots).resize((width, height), Image.Resampling.BICUBIC)


def camera_exif(orientation: int = 1, taken: str = "2024:05:17 10:11:12") -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    return exif


def largest_difference(one: Image.Image, other: Image.Image) -> int:
    return int(np.abs(np.asarray(one, np.int16) - np.asarray(other, np.int16)).max())


@pytest.mark.parametrize("kind", FILES)
def test_small_pictures_of_every_kind(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path / "picture", FILES[kind])
    whole = open_rgb(path)
    small = open_small(path, 40)
    assert (small.size, small.image.mode, small.image.info) == (whole.size, "RGB", {})
    assert max(small.image.size) == 40
    assert small.kind == kind.replace("HEIC", "HEIF").replace("animated ", "").split(" ")[0]
    assert open_small(path, 96).size == whole.size
    large = open_small(path, 500).image
    assert large.size == whole.size, "never enlarged"
    assert large.tobytes() == whole.tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_small_pictures_are_upright(tmp_path: Path, kind: str, orientation: int) -> None:
    path = tmp_path / "turned"
    smooth_picture(1205, 1201).save(path, kind, exif=camera_exif(orientation), quality=95)
    whole = open_rgb(path)
    small = open_small(path, 100)
    assert small.size == whole.size
    expected = whole.resize(small.image.size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    assert max(expected.size) == 100
    assert largest_difference(small.image, expected) < 16


def test_a_small_picture_is_like_the_whole_one_made_smaller(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    smooth_picture(3001, 1999).save(path, quality=95)
    for longest, size in {64: (64, 43), 256: (256, 171), 1024: (1024, 682), 3001: (3001, 1999)}.items():
        small = open_small(path, longest)
        assert (small.size, small.image.size) == ((3001, 1999), size)
        expected = open_rgb(path).resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
        assert largest_difference(small.image, expected) < 16


def outcome(size: Callable[[], tuple[int, int]]) -> object:
    """The picture's size, or the Notices that refuse it."""
    try:
        return size()
    except PictureError as error:
        return error.notices


def test_small_pictures_fail_as_whole_ones_do(tmp_path: Path) -> None:
    """2,000 damaged files, and those of the other tests: the same refusal, or the same size."""
    rng = random.Random(20261124)
    hostile = [damaged(FILES[rng.choice(sorted(FILES))], rng) for _ in range(2000)]
    path = tmp_path / "picture"
    for data in [*hostile, *BOMBS.values(), b"", b"hello"]:
        path.unlink(missing_ok=True)
        path.write_bytes(data)
        assert outcome(lambda: open_small(path, 50).size) == outcome(lambda: open_rgb(path).size)
    with pytest.raises(PictureError) as caught:
        open_small(tmp_path / "missing.jpg", 50)
    assert caught.value.notices[0].code == "picture-missing"
    with pytest.raises(PictureError) as caught:
        open_small(written(path, FILES["JPEG"]), 50, limits=Limits(megapixels=0.007))
    assert caught.value.notices[0].code == "picture-too-many-pixels"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_when_a_picture_was_taken(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "picture"
    for text, told in {
        "2024:05:17 10:11:12": "2024-05-17T10:11:12",
        "0000:00:00 00:00:00": None,
        "    :  :     :  :  ": None,
        "yesterday": None,
    }.items():
        smooth_picture(40, 30).save(path, kind, exif=camera_exif(taken=text))
        assert open_small(path, 20).taken == told
    assert open_small(written(path, FILES["JPEG"]), 20).taken is None


def test_when_a_tiff_was_taken(tmp_path: Path) -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[ExifTags.IFD.Exif] = {ExifTags.Base.DateTimeOriginal: "2024:05:17 10:11:12"}
    smooth_picture(40, 30).save(tmp_path / "a.tif", tiffinfo=tags)
    assert open_small(tmp_path / "a.tif", 20).taken == "2024-05-17T10:11:12"


def test_torch_is_not_loaded() -> None:
    code = (
        "import sys, mmrl_engine.images, mmrl_engine.views\n"
        "print(sorted({'torch', 'torchvision', 'open_clip', 'pi_heif'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
