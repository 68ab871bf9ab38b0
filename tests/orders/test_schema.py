"""The schema of an order: a validator of JSON Schema and the reader agree."""

from __future__ import annotations

import copy
import re
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ldn_compound import DocumentError, FieldError
from ldn_compound.model.request import Request
from ldn_compound.orders import Order, Profile, order_schema, profile_schema
from ldn_compound.orders.values import Text, descriptions, members_of
from ldn_compound.plain.places import Place
from tests.orders.examples import PROFILE

VALIDATOR = Draft202012Validator(order_schema())

PACKING = st.sampled_from(
    [
        {"3": "200 mg"},
        {"3": {"mass": "200 mg", "mass_sd": "2 mg", "weighed": 10}},
        {"value": "0.43 g/mL", "basis": "tapped"},
        {},
    ]
)
LOTS = st.lists(
    st.fixed_dictionaries(
        {"number": st.sampled_from("ABC"), "expires": st.sampled_from(["2028-05"])},
        optional={"maker": st.just("x"), "packing": PACKING},
    ),
    max_size=2,
    unique_by=lambda each: each["number"],
)
FILLER = st.fixed_dictionaries(
    {"kind": st.just("filler"), "name": st.sampled_from(["starch", "ph105"])},
    optional={"contains": st.just(["lactose"]), "packing": PACKING, "lots": LOTS},
)
SOURCE = st.one_of(
    st.fixed_dictionaries(
        {"kind": st.just("tablets"), "strength": st.sampled_from(["50 mg", "25mg"])},
        optional={
            "mean_mass": st.sampled_from(["171.2 mg", "0.25 g/tablet"]),
            "weighed": st.integers(1, 20),
            "coat": st.sampled_from(["none", "film", None]),
            "packing": PACKING,
            "lots": LOTS,
        },
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("trituration"),
            "drug_fraction": st.just("10 %"),
            "diluent": st.just("lactose"),
        },
        optional={"lots": LOTS},
    ),
)
NAMES = st.sampled_from(["main", "ph105", "3"])
ORDERS = st.fixed_dictionaries(
    {
        "strength": st.sampled_from(["4.5 mg", "1.5mg", "500 mcg/capsule", "500 ug"]),
        "capsules": st.integers(1, 300),
    },
    optional={
        "source": NAMES | SOURCE,
        "filler": NAMES
        | FILLER
        | st.lists(st.fixed_dictionaries({"filler": NAMES | FILLER}), max_size=2),
        "shell": NAMES
        | st.just({"size": "3", "volume": "0.3 mL", "empty_mass": "48 mg"}),
        "balance": NAMES | st.just({"readability": "1 mg"}),
        "tray": NAMES | st.integers(1, 100) | st.just({"holes": 100}),
        "fill": st.sampled_from(["by packing", "to volume", {"to_mass": "225 mg"}]),
        "lots": st.dictionaries(NAMES, NAMES, max_size=2),
        "pool": st.none() | st.integers(0, 20) | st.just("10 tablets"),
        "drug_overage": st.sampled_from(["5 %", "5%", None]),
        "other_medicines": st.none() | st.lists(NAMES, max_size=2),
        "prescriber": st.none() | NAMES,
        "directions": st.just("Take one capsule at bedtime."),
        "made_on": st.none() | st.just("2026-12-01"),
        "policy": st.sampled_from(["usp", "dac-nrf", None]),
    },
)
#: What may come in place of a part of an order.
WRONG = st.sampled_from(
    [
        *(None, True, 3, "3", "4,5 mg", "4.5", "-1 mg", "1e3 mg", "", " ", "a\nb"),
        *([], {}, ["x"], {"kind": "filler"}, {"x": 1}, "x" * 201, {"3": "200 mg"}),
    ]
)


def accepted(data: object) -> bool:
    """Return whether the reader takes an order."""
    try:
        Order.from_dict(copy.deepcopy(data))
    except DocumentError:
        return False
    return True


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all parts of plain data."""
    inner = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    found = [path] if path else []
    for key, each in inner:
        found += places(each, (*path, key))
    return found


def test_it_is_a_schema_with_words_for_people() -> None:
    """Every field has a title and a description; those of amounts have examples."""
    schema = order_schema()
    Draft202012Validator.check_schema(schema)

    for name, member in schema["properties"].items():
        assert member["title"], name
        assert len(member["description"]) > 10, name
    assert schema["properties"]["capsules"]["type"] == "integer"
    assert schema["properties"]["form"]["default"] == "naltrexone hydrochloride"


def test_a_profile_is_taken_by_both() -> None:
    """The profile of the examples, and one part of it after another made wrong."""
    validator = Draft202012Validator(profile_schema())
    data = tomllib.loads(PROFILE)
    assert validator.is_valid(data)

    for *path, last in places(data):
        wrong = copy.deepcopy(data)
        part: Any = wrong
        for each in path:
            part = part[each]
        part[last] = 1.5

        assert not validator.is_valid(wrong)
        with pytest.raises(DocumentError):
            Profile.from_dict(wrong)


@given(ORDERS)
def test_an_order_is_taken_by_both(data: dict[str, Any]) -> None:
    """What is well written passes the schema and the reader."""
    assert VALIDATOR.is_valid(data)
    assert accepted(data)


@pytest.mark.requirement("R109")
@given(ORDERS, WRONG, st.data())
def test_what_one_refuses_the_other_refuses(
    data: dict[str, Any], wrong: object, choose: st.DataObject
) -> None:
    """One part of an order is exchanged for something else.

    Only the records know that a count is above zero, that a text of one kind names
    another kind of thing, or that two parts do not go together.
    """
    *path, last = choose.draw(st.sampled_from(places(data)))
    data = copy.deepcopy(data)
    part: Any = data
    for each in path:
        part = part[each]
    part[last] = copy.deepcopy(wrong)

    if accepted(data):
        assert VALIDATOR.is_valid(data)
    elif VALIDATOR.is_valid(data):
        with pytest.raises(DocumentError) as caught:
            Order.from_dict(data)
        told = str(caught.value)
        assert re.search("expected [01] to |above|a day|an expiry|its product", told)


@given(ORDERS, st.data())
def test_a_key_that_lacks_or_is_unknown(
    data: dict[str, Any], choose: st.DataObject
) -> None:
    """One is left out, or one is added."""
    data = copy.deepcopy(data)
    if choose.draw(st.booleans()):
        del data[choose.draw(st.sampled_from(sorted(data)))]
    else:
        data["capsule"] = 100

    assert accepted(data) == VALIDATOR.is_valid(data)


def test_the_words_of_a_docstring_are_told() -> None:
    """Names that share a line share what is said of them."""
    told = descriptions(Told)

    assert told == {"first": "Both, told together.", "second": "Both, told together."}


class Told:
    """A record.

    Parameters
    ----------
    first, second
        Both,
        told together.

    Examples
    --------
    None.
    """


def test_a_field_that_no_order_can_hold_is_refused() -> None:
    """Records within a record are written in a way of their own."""
    with pytest.raises(FieldError, match="a field that an order can hold"):
        members_of(Request, only=("additives",))


def test_a_text_is_one_line() -> None:
    """At its greatest length, and one character beyond."""
    place = Place("", [])

    assert Text(3).read("abc", place) == "abc"
    for wrong in ("abcd", "", "a\tb", 3):
        with pytest.raises(FieldError, match="one line of at most 3"):
            Text(3).read(wrong, place)


def test_the_examples_of_the_schema_are_read() -> None:
    """A person copies them."""
    schema = order_schema()["properties"]
    examples = [
        (name, example)
        for name, member in schema.items()
        for each in (member, *member.get("anyOf", ()))
        for example in each.get("examples", ())
    ]

    assert {"strength", "drug_overage", "made_on"} <= {name for name, _ in examples}
    for name, example in examples:
        assert accepted({"strength": "1 mg", "capsules": 1, name: example}), name
