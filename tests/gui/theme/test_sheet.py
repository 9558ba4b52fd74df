"""The style sheet and the pictures it uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.views.theme import sheet
from app.views.theme.sheet import make_sheet
from app.views.theme.tokens import DARK, LIGHT, Theme, high_contrast

ROOT = Path(__file__).resolve().parents[3]
STYLE = ROOT / "resources" / "style"
THEMES = [LIGHT, DARK, high_contrast(LIGHT), high_contrast(DARK)]


def made(theme: Theme, percent: int) -> str:
    return make_sheet(theme, lambda pixels: round(pixels * percent / 100), percent / 10)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: f"{theme.name} {theme.high_contrast}")
@pytest.mark.parametrize("percent", [100, 137, 200])
def test_everything_in_the_sheet_is_filled_in(theme: Theme, percent: int) -> None:
    text = re.sub(r"/\*.*?\*/", "", made(theme, percent), flags=re.DOTALL)
    assert "@" not in text
    assert set(re.findall(r"([a-z-]+)\(", text)) == {"url"}
    assert re.findall(r"-\d+(?:px)?[;}]", text) == []  # a length that came out below nothing


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_pictures_of_the_sheet_are_there(theme: Theme) -> None:
    paths = set(re.findall(r'url\("([^"]+)"\)', made(theme, 100)))
    assert paths
    assert [path for path in paths if not Path(path).is_file()] == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_pictures_of_the_sheet_have_colours_of_their_theme(theme: Theme) -> None:
    values = {theme.colors[token] for token in ("on-accent", "muted")}
    for path in STYLE.glob(f"*-{theme.name}.svg"):
        used = set(re.findall(r"#[0-9A-Fa-f]{6}", path.read_text("utf-8")))
        assert used, path.name
        assert used <= values, path.name


def test_an_unknown_token_is_no_silent_hole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "style"
    folder.mkdir()
    (folder / "window.qss").write_text("QLabel { color: @tomato; }", "utf-8")
    monkeypatch.setattr(sheet, "files", lambda package: tmp_path)
    with pytest.raises(KeyError, match="tomato"):
        made(LIGHT, 100)
