"""Beyond-use dates: the last day, and what set it."""

from __future__ import annotations

import datetime as dt

import pytest

from ldn_compound.model.beyond_use import (
    BeyondUseDate,
    DateCandidate,
    DayCount,
    OwnLimit,
)
from ldn_compound.model.dates import Expiry
from ldn_compound.model.period import Period

MADE, LAST = dt.date(2026, 1, 5), dt.date(2026, 7, 3)


def dated(
    day_count: DayCount = "inclusive", unknown: tuple[str, ...] = ()
) -> BeyondUseDate:
    """Return the date of capsules made on 5 January, by a rule of 180 days."""
    rule = DateCandidate(
        "rule", "usp-795-2023", date=LAST, remark="180 days", source="house"
    )
    return BeyondUseDate(
        compounded=MADE,
        rule="usp-795-2023",
        day_count=day_count,
        candidates=(rule,),
        unknown=unknown,
    )


def test_the_day_of_compounding_is_a_day_of_use() -> None:
    """5 January to 3 July: 27 + 28 + 31 + 30 + 31 + 30 days, and three, are 180."""
    assert dated().days == 180


def test_the_last_day_is_one_of_use() -> None:
    """Up to and including the date."""
    assert dated().usable_on("2026-07-03")
    assert not dated().usable_on("2026-07-04")


@pytest.mark.parametrize(("day_count", "number"), [("inclusive", 1), ("elapsed", 0)])
def test_a_date_says_how_its_days_are_counted(day_count: DayCount, number: int) -> None:
    """The day of compounding is day 1, or day 0."""
    assert str(dated(day_count)).endswith(f"2026-01-05, which is day {number}")


def test_what_has_no_date_is_named() -> None:
    """What was not compared may be earlier."""
    assert "not known" not in str(dated())
    assert str(dated(unknown=("talc", "shells"))).endswith("not compared: talc, shells")


@pytest.mark.parametrize(
    ("limit", "read"),
    [
        ("90 days", Period(90, "day")),
        ("2026-02", Expiry(last_day=dt.date(2026, 2, 28), month_only=True)),
        (LAST, Expiry(last_day=LAST)),
    ],
)
def test_a_limit_of_ones_own_is_a_period_or_a_date(
    limit: str | dt.date, read: Period | Expiry
) -> None:
    """A text that ends in a unit is a period, any other a date."""
    assert OwnLimit(limit, reason="house").limit == read
