"""Names that every system can hold."""

from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.copy_names import MOST_BYTES, Names, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("red fox", "red fox"),
        ("cats & dogs", "cats & dogs"),
        ("a/b\\c:d", "a_b_c_d"),
        ('<"|?*>', "______"),
        ("tab\tand\nline\0", "tab_and_line_"),
        ("trailing. . ", "trailing"),
        ("  in front", "in front"),
        (".hidden", "_hidden"),
        ("..", "_"),
        ("", "_"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com¹", "_com¹"),
        ("lpt9 .x", "_lpt9 .x"),
        ("console", "console"),
        ("cafe\N{COMBINING ACUTE ACCENT}", "café"),
        ("\N{FAMILY}‍ می‌خواهم", "\N{FAMILY}‍ می‌خواهم"),
        (os.fsdecode(b"caf\xe9"), "caf_"),
    ],
)
def test_a_name_is_kept_as_far_as_every_system_can_hold_it(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(alphabet=st.characters(codec=None)))
def test_whatever_the_text_the_name_is_safe(text: str) -> None:
    name = safe_name(text)
    assert name not in ("", ".", "..")
    assert name == name.rstrip(" .")
    assert not set(name) & set('<>:"/\\|?*')
    assert len(name.encode("utf-8")) <= MOST_BYTES + 1
    assert unicodedata.is_normalized("NFC", name)


def test_names_that_some_system_takes_for_the_same_stay_apart() -> None:
    names = Names()
    given_out = [
        names.free_folder(text) for text in ("Cat", "cat", "CAT.", "Straße", "STRASSE", "a:b", "a?b", "cat (2)")
    ]
    assert given_out == ["Cat", "cat (2)", "CAT (3)", "Straße", "STRASSE (2)", "a_b", "a_b (2)", "cat (2) (2)"]


def test_the_number_of_a_file_stands_before_its_ending() -> None:
    names = Names()
    given_out = [
        names.free_file(text) for text in ("1.jpg", "1.JPG", "1.jpg", "CON.png", "a.b.png", "no ending", "x .png")
    ]
    assert given_out == ["1.jpg", "1 (2).JPG", "1 (3).jpg", "_CON.png", "a.b.png", "no ending", "x.png"]


def test_long_names_keep_their_ending() -> None:
    names = Names()
    first, second = names.free_file("ä" * 250 + ".jpeg"), names.free_file("ä" * 251 + ".jpeg")
    assert first == "ä" * (MOST_BYTES // 2) + ".jpeg"
    assert second == "ä" * (MOST_BYTES // 2) + " (2).jpeg"
