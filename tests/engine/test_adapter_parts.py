"""An adapter put away in two parts: its description as JSON, and its tensors' bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_config import Balance
from mmrl_engine.adapter_schema import AdapterVariant
from mmrl_engine.errors import AdapterError, InputError
from tests.engine import adapter_samples as samples

VARIANTS: tuple[AdapterVariant, ...] = ("mmrl", "mmrlpp", "none")
Description = dict[str, Any]


def codes(error: pytest.ExceptionInfo[AdapterError]) -> list[str]:
    return [item.code for item in error.value.notices]


def parts(made: Adapter) -> tuple[Description, bytes]:
    """As storage keeps them: the description went through JSON text."""
    return json.loads(json.dumps(made.description_json())), made.tensor_section()


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("plain", [False, True])
def test_the_parts_make_the_same_adapter(variant: AdapterVariant, plain: bool) -> None:
    made = samples.adapter(variant, plain=plain)
    description, section = parts(made)
    assert set(description) == {
        *("config", "backbone", "classes", "metrics", "checks", "title", "date", "author", "license", "tensors")
    }
    again = Adapter.from_description(description, section)
    assert again.to_bytes() == made.to_bytes()
    assert all(array.flags.writeable for array in again.tensors.values())
    assert Adapter.from_description(made.description_json(), memoryview(section)).to_bytes() == made.to_bytes()


def test_what_is_settled_later_goes_with_the_parts() -> None:
    """Balance, thresholds, names, author and licence may change while the learned numbers stay as they are."""
    made = samples.adapter()
    later = replace(
        made,
        config=replace(made.config, balance=Balance("fitted", 2.0, 0.5, 0.25), temperature=1.5),
        title="Other",
        author="",
        license="",
    ).renamed({"red panda": "Ailurus"})
    assert later.tensor_section() == made.tensor_section()
    again = Adapter.from_description(parts(later)[0], made.tensor_section())
    assert again.to_bytes() == later.to_bytes()
    assert (again.author, again.license, again.title) == ("", "", "Other")
    assert Adapter.from_bytes(later.to_bytes()).classes[0].name == "Ailurus"


def without(key: str) -> Callable[[Description], object]:
    return lambda description: description.pop(key)


def having(key: str, value: object) -> Callable[[Description], object]:
    return lambda description: description.update({key: value})


def config_having(key: str, value: object) -> Callable[[Description], object]:
    return lambda description: description["config"].update({key: value})


def shape_having(name: str, value: object) -> Callable[[Description], object]:
    return lambda description: description["tensors"].update({name: value})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (without("checks"), "adapter-fields-missing"),
        (without("author"), "adapter-fields-missing"),
        (having("colour", "red"), "adapter-fields-unknown"),
        (having("title", ""), "adapter-field-wrong"),
        (having("author", None), "adapter-field-wrong"),
        (having("date", "yesterday"), "adapter-field-wrong"),
        (having("classes", []), "adapter-field-wrong"),
        (having("config", None), "adapter-field-wrong"),
        (having("backbone", {"id": "demo", "fingerprint": "ab"}), "adapter-field-wrong"),
        (having("metrics", {"accuracy": float("nan")}), "adapter-entry-damaged"),
        (having("metrics", {"accuracy": {1, 2}}), "adapter-entry-damaged"),
        (having("title", "half \ud800"), "adapter-entry-damaged"),
        (having("tensors", []), "adapter-field-wrong"),
        (having("tensors", {}), "adapter-tensors-missing"),
        (config_having("variant", "dagger"), "adapter-variant-not-built"),
        (config_having("n", 3), "adapter-tensors-missing"),
        (config_having("K", 3), "adapter-tensor-shapes"),
        (config_having("tau", 0), "adapter-field-wrong"),
        (shape_having("other", [1]), "adapter-tensors-unknown"),
        (shape_having("projection", [2, 4]), "adapter-tensor-shapes"),
        (shape_having("projection", [-4, 2]), "adapter-field-wrong"),
        (shape_having("projection", [True, 2]), "adapter-field-wrong"),
        (shape_having("projection", 8), "adapter-field-wrong"),
        (shape_having("projection", [1 << 62, 1 << 62]), "adapter-tensor-shapes"),
    ],
)
def test_a_damaged_description_is_refused(change: Callable[[Description], object], code: str) -> None:
    description, section = parts(samples.adapter())
    change(description)
    with pytest.raises(AdapterError) as error:
        Adapter.from_description(description, section, file="run 7")
    assert code in codes(error)
    assert str(error.value).startswith("run 7: ")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda section: section[:-1], "adapter-truncated"),
        (lambda section: b"", "adapter-truncated"),
        (lambda section: section + b"\0", "adapter-too-long"),
        (lambda section: section[:-4] + np.float32("nan").tobytes(), "adapter-not-finite"),
        (lambda section: np.float32("inf").tobytes() + section[4:], "adapter-not-finite"),
    ],
)
def test_a_damaged_section_is_refused(change: Callable[[bytes], bytes], code: str) -> None:
    description, section = parts(samples.adapter())
    with pytest.raises(AdapterError) as error:
        Adapter.from_description(description, change(section))
    assert codes(error) == [code]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_stands_in_a_description_is_taken_or_refused(data: st.DataObject) -> None:
    description, section = parts(samples.adapter())
    place: Any = description
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        inside = place[key]
        if not (isinstance(inside, (dict, list)) and inside and data.draw(st.booleans())):
            break
        place = inside
    place[key] = data.draw(JSON)
    try:
        made = Adapter.from_description(description, section)
    except AdapterError:
        return
    assert Adapter.from_bytes(made.to_bytes()).description_json() == made.description_json()


def test_renaming_changes_what_people_see_and_not_the_words() -> None:
    made = samples.adapter()
    found = made.renamed({"red panda": "🦊", "🦊": "red panda", "not there": "x"})
    assert [item.name for item in found.classes] == ["🦊", samples.NAMES[1], "red panda"]
    assert [item.words for item in found.classes] == [item.words for item in made.classes]
    assert [item.name for item in made.classes] == [*samples.NAMES]
    assert found.tensor_section() == made.tensor_section()
    assert Adapter.from_bytes(found.to_bytes()).classes == found.classes


def test_renaming_two_classes_alike_is_refused() -> None:
    with pytest.raises(InputError) as error:
        samples.adapter().renamed({"red panda": "🦊"})
    assert [item.code for item in error.value.notices] == ["class-name-twice"]
