"""A day of many orders: read from a table, made from the usual lots of a profile."""

from __future__ import annotations

import re

import pytest
from attrs import evolve

from ldn_compound import DocumentError, FieldError, Q, UnknownNameError
from ldn_compound.orders import Order, Profile, orders_in_table, plan_day
from tests.orders.examples import PROFILE, shelf

TABLE = """\
strength,capsules,prescription,other_medicines,directions
4.5 mg,30,R-1,none,One at bedtime.
4.5 mg,60,R-2,"sertraline, insulin",
1.5 mg,100,R-3,none,One in the morning.
"""
#: With as many tablets of each lot as are asked for.
ON_HAND = PROFILE.replace(
    'expires = "2029-01" }', 'expires = "2029-01", on_hand = "900 tablets" }'
).replace('"12 tablets"', '"400 tablets"')


def test_a_table_is_read_line_by_line() -> None:
    """An empty cell says nothing, and `none` that there is none."""
    first, second, third = orders_in_table(TABLE)

    assert first == Order(
        strength="4.5 mg",
        capsules=30,
        prescription="R-1",
        other_medicines=(),
        directions="One at bedtime.",
    )
    assert second.other_medicines == ("sertraline", "insulin")
    assert second.directions is None
    assert third.strength == Q("1.5 mg/capsule")


@pytest.mark.parametrize("cell", ["30 capsules", "30 capsule", "30.0 capsules"])
def test_a_number_of_capsules_may_have_its_unit(cell: str) -> None:
    """As tables for people have it."""
    (order,) = orders_in_table(f"strength,capsules\n4.5 mg,{cell}\n")

    assert order.capsules == 30


@pytest.mark.parametrize(
    "cell", ["30 tablets", "30.5 capsules", "30 mg", "-30 capsules", "٣٠", "30 %"]
)
def test_what_is_no_number_of_capsules_is_told(cell: str) -> None:
    """With the line and the column."""
    with pytest.raises(
        DocumentError, match="line 2, capsules: expected a whole number"
    ):
        orders_in_table(f"strength,capsules\n4.5 mg,{cell}\n")


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    """Spreadsheets write one before the names of the columns."""
    assert orders_in_table("\ufeff" + TABLE) == orders_in_table(TABLE)


@pytest.mark.requirement("R109")
def test_every_fault_of_a_table_has_its_line() -> None:
    """The first line has the names."""
    text = TABLE.replace("4.5 mg,30", '"4,5 mg",x').replace("1.5 mg,100", "1.5,100")

    with pytest.raises(DocumentError) as caught:
        orders_in_table(text)

    told = [str(each) for each in caught.value.faults]
    assert [each.split(":")[0] for each in told] == [
        *("line 2, strength", "line 2, capsules", "line 4, strength"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("strength,capsule\n4.5 mg,30\n", "columns: expected .*'capsules'"),
        ("strength,strength,capsules\n1 mg,2 mg,30\n", "columns: expected each once"),
        ("strength,capsules\n", "orders: expected at least one line"),
        ("", "orders: expected at least one line"),
        ("strength,capsules\n4.5 mg\n", "line 2: expected 2 cells, got another number"),
        ("strength,capsules\n4.5 mg,30,x\n", "line 2: expected 2 cells"),
    ],
)
def test_what_is_no_table_of_orders_is_refused(text: str, told: str) -> None:
    """With the column that was meant."""
    with pytest.raises((FieldError, DocumentError), match=told):
        orders_in_table(text)
    assert issubclass(UnknownNameError, FieldError)


def test_a_day_is_made_of_the_usual_lots() -> None:
    """90 capsules of 4.5 mg in one batch, 100 of 1.5 mg in another."""
    day = plan_day(
        orders_in_table(TABLE),
        Profile.loads(ON_HAND),
        made_on="2026-12-01",
        most_capsules=200,
    )

    found = {(str(each.strength), each.capsules) for each in day.batches}
    assert found == {("4.5 mg/capsule", 90), ("1.5 mg/capsule", 100)}
    assert {each.tablets_lot.number for each in day.batches} == {"SOON"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('shell = "3"\n', "", "usual.shell: expected the usual shell, got none"),
        ('source = "tablets50"\n', "", "usual.source: expected a name in the profile"),
        (', on_hand = "500 g"', "", r"ph105.lots\[0\].on_hand: expected how much"),
        (
            'lots = [{ number = "M77", expires = "2028-01", on_hand = "500 g" }]',
            "",
            "materials.ph105.lots: expected lots on hand, got none",
        ),
        (
            'mean_mass = "171.2 mg"\n',
            "",
            "tablets50.mean_mass: expected what was",
        ),
    ],
)
def test_what_the_profile_does_not_say_is_told(old: str, new: str, told: str) -> None:
    """Where it belongs."""
    profile = Profile.loads(ON_HAND.replace(old, new, 1))

    with pytest.raises(FieldError, match=told) as refused:
        plan_day(
            orders_in_table(TABLE), profile, made_on="2026-12-01", most_capsules=200
        )
    assert not re.search("Traceback", str(refused.value))


def test_a_profile_names_its_tray() -> None:
    """A batch is filled in as many loads as the tray makes of it."""
    profile = Profile.loads(ON_HAND.replace("[usual]", '[usual]\ntray = "hand"'))
    orders = [evolve(each, capsules=150) for each in orders_in_table(TABLE)[:1]]

    (batch,) = plan_day(
        orders, profile, made_on="2026-12-01", most_capsules=200
    ).batches

    assert batch.loads == (75, 75)
    assert shelf().pharmacy.contact == "Bridge"
