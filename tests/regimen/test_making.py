"""Makings: a course longer than the beyond-use date is made in several batches."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import FieldError, Q
from ldn_compound.calc.dating import beyond_use_date
from ldn_compound.regimen import Schedule, makings, plan_kit

YEAR = plan_kit(Schedule.linear("4.5 mg", "1 mg", "365 day", "4.5 mg"), ["4.5 mg"])
UP = plan_kit(
    Schedule.preset("0.5-mg-every-14-days").held("100 day"), ["0.5 mg", "1.5 mg"]
)
FIRST = dt.date(2026, 1, 5)


def test_a_year_takes_three_makings() -> None:
    """365 days at 180 days each, the day of compounding being the first of them."""
    found = makings(YEAR, FIRST, longest="180 days")

    # from 5 January, 26 + 28 + 31 + 30 + 31 + 30 = 176 days lead to 30 June, and
    # 3 more to 3 July: day 180; 180 days later is 30 December; 365 - 360 = 5
    assert [(each.made, each.beyond_use, each.dispensing.days) for each in found] == [
        (dt.date(2026, 1, 5), dt.date(2026, 7, 3), 180),
        (dt.date(2026, 7, 4), dt.date(2026, 12, 30), 180),
        (dt.date(2026, 12, 31), dt.date(2027, 6, 28), 5),
    ]
    assert [each.counts[Q("4.5 mg")] for each in found] == [180, 180, 5]
    assert found[-1].last_day == dt.date(2027, 1, 4)


def test_days_before_the_first_dose_count() -> None:
    """Compounded three days ahead, capsules of 180 days cover 177 days of doses."""
    first, second, third = makings(YEAR, FIRST, longest="180 days", ahead=3)

    assert first.made == dt.date(2026, 1, 2)
    assert (first.dispensing.days, second.dispensing.days, third.dispensing.days) == (
        177,
        177,
        11,
    )
    assert second.first_day - second.made == dt.timedelta(days=3)


def test_a_short_course_is_made_once() -> None:
    """A course within the beyond-use date is one making, with the whole kit."""
    (only,) = makings(UP, FIRST, longest="365 days")

    assert only.counts == UP.counts
    assert (only.first_day, only.dispensing.days) == (FIRST, UP.schedule.days)


def test_a_course_that_just_fits_is_made_once() -> None:
    """The beyond-use date itself is a day of use."""
    assert len(makings(YEAR, FIRST, longest="365 days")) == 1
    assert len(makings(YEAR, FIRST, longest="364 days")) == 2


def test_months_are_those_of_the_calendar() -> None:
    """Six months from 5 January last to 5 July."""
    first, *_ = makings(YEAR, FIRST, longest="6 months")

    assert first.beyond_use == dt.date(2026, 7, 5)


def test_the_rule_gives_the_date() -> None:
    """The function of the rule itself may be given; by USP <795> it is 180 days."""
    assert makings(YEAR, FIRST, longest=beyond_use_date) == makings(
        YEAR, FIRST, longest="180 days"
    )


@pytest.mark.requirement("R72")
def test_a_component_cuts_a_making_short() -> None:
    """Tablets that expire on 30 April end the first making, and only that one."""

    def until_april(made: dt.date) -> dt.date:
        expiry = {"tablets": "2026-04-30"} if made < dt.date(2026, 5, 1) else {}
        return beyond_use_date(made, component_expiry=expiry).date

    first, second, *_ = makings(YEAR, FIRST, longest=until_april)

    assert (first.last_day, second.first_day) == (
        dt.date(2026, 4, 30),
        dt.date(2026, 5, 1),
    )


def test_a_date_may_be_written() -> None:
    """A function of the caller's own may give the date as text."""
    found = makings(UP, FIRST, longest=lambda made: f"{made.year + 1}-01-01")

    assert found[0].beyond_use == dt.date(2027, 1, 1)


@pytest.mark.requirement("R72")
@given(longest=st.integers(1, 400), ahead=st.integers(0, 10))
def test_no_capsule_is_taken_too_late(longest: int, ahead: int) -> None:
    """Every dose falls into one making, by its beyond-use date; nothing is left."""
    if ahead >= longest:
        with pytest.raises(FieldError, match="compound nearer to the first dose"):
            makings(UP, FIRST, longest=f"{longest} days", ahead=ahead)
        return

    found = makings(UP, FIRST, longest=f"{longest} days", ahead=ahead)

    next_day = FIRST
    for each in found:
        assert each.first_day == next_day
        assert each.made == each.first_day - dt.timedelta(days=ahead)
        assert each.last_day <= each.beyond_use
        assert each.beyond_use == each.made + dt.timedelta(days=longest - 1)
        next_day = each.last_day + dt.timedelta(days=1)
    assert next_day == FIRST + dt.timedelta(days=UP.schedule.days)
    assert all(each.last_day == each.beyond_use for each in found[:-1])  # as few as can
    for strength, count in UP.counts.items():
        assert sum(each.counts.get(strength, 0) for each in found) == count


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"longest": "3 days", "ahead": 3},
            r"longest: expected a beyond-use date .* got 2026-01-04 for .* 2026-01-02",
        ),
        ({"longest": 180}, r"longest: expected 1 to 3660 days or months"),
        ({"longest": lambda _: 180}, r"longest: expected a date"),
        ({"ahead": -1}, r"ahead: expected 0 to 100000 days, got -1"),
        ({"ahead": 1.5}, r"ahead: expected a whole number"),
        ({"first_day": "1/2/26"}, r"first_day: expected"),
        ({"kit": None}, r"kit: expected a Kit, got None"),
    ],
)
def test_impossible_makings_are_refused(
    arguments: dict[str, Any], message: str
) -> None:
    """Capsules that are out of date before the first dose are not made."""
    usual: dict[str, Any] = {"kit": YEAR, "first_day": FIRST, "longest": "180 days"}

    with pytest.raises(FieldError, match=message):
        makings(**(usual | arguments))
