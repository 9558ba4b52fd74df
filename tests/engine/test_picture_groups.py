"""Which pictures show the same: near duplicates, bursts and places."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mmrl_engine.evaluation.file_groups import file_groups
from mmrl_engine.evaluation.folds import deal
from mmrl_engine.evaluation.groups import fewest_different, held_groups, joined_groups, picture_groups

FAR = [0x0F0F0F0F0F0F0F0F, 0x3333333333333333, 0x5555555555555555, 0x00FF00FF00FF00FF]
SCENE = FAR[0]


def together(groups: list[str]) -> list[list[int]]:
    members: dict[str, list[int]] = {}
    for place, name in enumerate(groups):
        members.setdefault(name, []).append(place)
    return sorted(members.values())


def test_pictures_that_look_the_same_belong_together_whenever_they_were_taken() -> None:
    hashes = [FAR[0], FAR[1], FAR[0] ^ 0b111, FAR[2]]
    assert together(picture_groups(hashes, [None] * 4)) == [[0, 2], [1], [3]]


def test_plain_pictures_are_not_taken_for_copies() -> None:
    assert together(picture_groups([0, 0, 1], [None] * 3)) == [[0], [1], [2]]


def test_a_burst_and_a_place_hang_together_by_time_and_looks() -> None:
    moved = SCENE ^ 0xFFF0  # 12 bits: a step to the side
    hashes = [SCENE, moved, moved ^ 0xFFF0000000000000, FAR[3], SCENE ^ 0xFFF0]
    taken = [
        "2026-05-01T10:00:00",
        "2026-05-01T10:00:01",
        "2026-05-01T10:00:40",
        "2026-05-01T10:00:41",
        "2026-05-02T10:00:00",
    ]
    assert together(picture_groups(hashes, taken))[0] == [0, 1, 2, 4], "the last looks like the second"
    assert together(picture_groups(hashes[:4], taken[:4])) == [[0, 1, 2], [3]]


def test_the_same_moment_alone_says_nothing() -> None:
    assert together(picture_groups(FAR, ["2026-05-01T00:00:00"] * 4)) == [[0], [1], [2], [3]]
    assert together(picture_groups([SCENE, SCENE ^ 0xFFF0], ["yesterday", "soon"])) == [[0], [1]]


def test_groups_hang_together_by_either_name() -> None:
    assert together(joined_groups(["a", "a", "b", "c"], ["1", "2", "2", "3"])) == [[0, 1, 2], [3]]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3)), min_size=1, max_size=12))
def test_groups_stay_in_one_fold_unless_that_is_told(pictures: list[tuple[str, int]]) -> None:
    labels = ["cat", "cat", "dog", "dog"] + [{"a": "cat", "b": "dog"}[name] for name, _ in pictures]
    groups = [f"own {place}" for place in range(4)] + [str(number) for _, number in pictures]
    dealt = deal(labels, None, 0, [str(place) for place in range(len(labels))], groups)
    fold_of = {place: number for number, fold in enumerate(dealt.folds) for place in fold}
    assert sorted(fold_of) == list(range(len(labels)))
    if not dealt.notices:
        for places in together(groups):
            assert len({fold_of[place] for place in places}) == 1


def test_files_are_grouped_by_what_they_show(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    paths = []
    for number in range(3):
        pixels = draw.integers(0, 256, (9, 9, 3), np.uint8).repeat(20, 0).repeat(20, 1)
        paths.append(tmp_path / f"{number}.png")
        Image.fromarray(pixels).save(paths[-1])
    paths.append(tmp_path / "smaller copy.jpg")
    Image.open(paths[0]).resize((90, 90)).save(paths[-1], quality=80)
    paths.append(tmp_path / "broken.png")
    paths[-1].write_text("no picture")
    steps = file_groups(paths)
    seen = []
    while True:
        try:
            seen.append(next(steps).done)
        except StopIteration as stop:
            groups = stop.value
            break
    assert together(groups) == [[0, 3], [1], [2], [4]]
    assert seen == [1, 2, 3, 4, 5]


def test_groups_are_held_out_together_where_a_class_has_others() -> None:
    labels, hashes = [0, 0, 0, 1, 1, 1], ["a", "b", "c", "d", "d", "e"]
    held = held_groups(labels, hashes, ["x", "x", "y", "z", "z", "z"])
    assert held[0] == held[1] != held[2]
    assert held[3] == held[4] != held[5]  # of one burst alone, so copies alone
    assert len({held[0], held[2], held[3], held[5]}) == 4
    assert len(set(held_groups(labels, hashes))) == 5


def test_different_pictures_are_counted_by_their_groups() -> None:
    assert fewest_different([0, 0, 0, 1, 1], None, 2) == 2
    assert fewest_different([0, 0, 0, 1, 1], ["a", "a", "a", "b", "c"], 2) == 1
    assert fewest_different([0, 0], ["a", "b"], 3) == 0
