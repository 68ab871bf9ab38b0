"""Days of supply: how long capsules last, and how often they are dispensed again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import FieldError, Q
from ldn_compound.regimen import Schedule, dispensings, plan_kit, refills, supply

KIT = plan_kit(
    Schedule.linear("0.5 mg", "0.5 mg", "7 day", "4 mg"), ["0.5 mg", "1.5 mg"]
)
TARGET = plan_kit(Schedule.linear("4.5 mg", "1 mg", "365 day", "4.5 mg"), ["4.5 mg"])


def test_a_kit_lasts_as_long_as_its_schedule() -> None:
    """63 x 0.5 mg and 63 x 1.5 mg last for 56 days, and nothing is left."""
    found = supply({"0.5 mg": 63, "1.5 mg": 63}, KIT)

    assert (found.days, found.left, found.missing) == (56, (), ())


def test_one_capsule_a_day() -> None:
    """100 capsules of 4.5 mg last for 100 days; then one is missing."""
    found = supply({"4.5 mg": 100}, TARGET)

    assert (found.days, found.left) == (100, ())
    assert found.missing == ((Q("4.5 mg"), 1),)


def test_a_day_is_covered_whole_or_not() -> None:
    """20 x 0.5 mg: 7 days of 1, 6 of 2, and one capsule that is no dose of 1 mg."""
    found = supply({"0.5 mg": 20}, KIT)

    assert found.days == 13
    assert found.left == ((Q("0.5 mg"), 1),)
    assert found.missing == ((Q("0.5 mg"), 1),)


def test_a_strength_that_lacks_ends_the_supply() -> None:
    """Without 1.5 mg, nobody makes up for it with capsules of 0.5 mg."""
    found = supply({"0.5 mg": 100}, KIT)

    # two weeks take 7 + 14 capsules of 0.5 mg; then 1.5 mg is one capsule of 1.5 mg
    assert found.days == 14
    assert found.left == ((Q("0.5 mg"), 79),)
    assert found.missing == ((Q("1.5 mg"), 1),)


def test_capsules_of_other_strengths_are_left() -> None:
    """What no dose takes is left over, and said; the larger strengths first."""
    found = supply({"0.5 mg": 64, "3 mg": 5, "1.5 mg": 63}, KIT)

    assert found.left == ((Q("3 mg"), 5), (Q("0.5 mg"), 1))
    assert found.missing == ()


def test_supply_from_a_later_day() -> None:
    """From day 50 on, each day takes two of each: 10 of each last for 5 days."""
    found = supply({"0.5 mg": 10, "1.5 mg": 10}, KIT, first=50)

    assert (found.days, found.left) == (5, ())


def test_nothing_in_hand_lasts_for_no_day() -> None:
    """No capsules, no day."""
    assert supply({}, KIT).days == 0


@pytest.mark.requirement("R72")
@given(small=st.integers(0, 80), large=st.integers(0, 80), first=st.integers(1, 56))
def test_days_of_supply_are_counted_out(small: int, large: int, first: int) -> None:
    """Taking the capsules day by day comes to the same."""
    in_hand = {Q("0.5 mg"): small, Q("1.5 mg"): large}
    days = 0
    for day in range(first, 57):
        needed = KIT.on(day).counts
        if any(in_hand[strength] < count for strength, count in needed.items()):
            break
        for strength, count in needed.items():
            in_hand[strength] -= count
        days += 1

    found = supply({"0.5 mg": small, "1.5 mg": large}, KIT, first=first)

    assert found.days == days
    assert dict(found.left) == {each: n for each, n in in_hand.items() if n}
    assert bool(found.missing) == (first + days <= 56)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"counts": {"1.5 mg": -1}}, "counts: expected 0 to 100000 capsules, got -1"),
        ({"counts": {"1.5 mg": 1.0}}, "counts: expected a whole number"),
        ({"counts": {"1.5 mg": 1, "0.0015 g": 1}}, "counts: expected each strength on"),
        ({"counts": {"1.5 mL": 1}}, "counts: expected a strength above zero"),
        ({"counts": 30}, "counts: expected strengths with counts, .* got 30"),
        ({"kit": "kit"}, "kit: expected a Kit, got 'kit'"),
        ({"first": 0}, "first: expected 1 to 100000 days, got 0"),
        ({"first": 57}, "first: expected a day from 1 to 56, got 57"),
    ],
)
def test_an_impossible_supply_is_refused(
    arguments: dict[str, Any], message: str
) -> None:
    """What is no count, no strength or no day is named."""
    usual: dict[str, Any] = {"counts": {"1.5 mg": 1}, "kit": KIT}

    with pytest.raises(FieldError, match=message):
        supply(**(usual | arguments))


def test_refills_after_the_first_fill() -> None:
    """A year of one capsule a day, 90 days a dispensing: 90 four times, then 5."""
    found = dispensings(TARGET, each="90 day")

    assert [(dispensing.first, dispensing.days) for dispensing in found] == [
        (1, 90),
        (91, 90),
        (181, 90),
        (271, 90),
        (361, 5),
    ]
    assert [dispensing.counts[Q("4.5 mg")] for dispensing in found] == [
        90,
        90,
        90,
        90,
        5,
    ]
    assert refills(TARGET, each="90 day") == 4


def test_one_fill_needs_no_refill() -> None:
    """A dispensing that lasts for the whole course is the only one."""
    assert refills(TARGET, each="365 day") == 0


@pytest.mark.requirement("R72")
@given(days=st.integers(1, 80))
def test_fills_come_to_the_whole_kit(days: int) -> None:
    """What is dispensed in parts is the kit, and each dispensing lasts for its days."""
    found = dispensings(KIT, each=f"{days} days")

    for strength, count in KIT.counts.items():
        assert sum(dispensing.counts.get(strength, 0) for dispensing in found) == count
    for dispensing in found:
        lasts = supply(dispensing.counts, KIT, first=dispensing.first)
        assert (lasts.days, lasts.left) == (dispensing.days, ())


@pytest.mark.parametrize("each", ["1 month", 30, "0 day"])
def test_a_fill_is_for_days(each: Any) -> None:
    """A month has no fixed number of days, a bare number no unit."""
    with pytest.raises(FieldError, match="each: expected"):
        dispensings(KIT, each=each)


def test_a_fill_is_of_a_kit() -> None:
    """What is no kit is not dispensed."""
    with pytest.raises(FieldError, match="kit: expected a Kit, got 3"):
        dispensings(3, each="30 day")  # type: ignore[arg-type]
