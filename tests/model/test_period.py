"""Periods of days and of months."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ldn_compound import FieldError, Q
from ldn_compound.model.period import Period, period


@pytest.mark.parametrize(
    ("value", "count", "unit"),
    [
        ("180 days", 180, "day"),
        ("1 day", 1, "day"),
        ("90 day", 90, "day"),
        ("6 months", 6, "month"),
        ("1 month", 1, "month"),
        ("3660 days", 3660, "day"),
        ("2 weeks", 14, "day"),
        ("1 week", 7, "day"),
        (Q("90 days"), 90, "day"),
        (Period(6, "month"), 6, "month"),
    ],
)
def test_a_period_is_a_count_of_days_or_months(
    value: Any, count: int, unit: str
) -> None:
    """Days and months are counted apart: no month is turned into days."""
    read = period(value)

    assert (read.count, read.unit) == (count, unit)


@pytest.mark.parametrize(
    "value",
    [
        *("180", "180days", "6weeks", "0 weeks", "0 days", "-1 days", "90.5 days"),
        "1,000 days",
        *("90 days\n", "0090 days", "99999 days", "month", ""),
        *(7, None, float("nan"), Q("90.5 days"), Q("90 mg"), dt.timedelta(days=90)),
    ],
)
def test_what_is_no_period_is_refused(value: Any) -> None:
    """A period has a whole number and a unit, and nothing else."""
    with pytest.raises(FieldError, match=r"1 to 3660 days or months, .*; write '90 da"):
        period(value)


@pytest.mark.parametrize("text", ["3661 days", "9999 months"])
def test_no_capsule_keeps_so_long(text: str) -> None:
    """More than ten years of days, or as many months, are a slip."""
    with pytest.raises(FieldError, match=rf"count: expected 1 to 3660 .*, got {text}"):
        period(text)


@pytest.mark.parametrize(
    ("count", "unit", "message"),
    [
        (0, "day", r"count: expected 1 to 3660 days or months, got 0 days"),
        (1.5, "day", r"count: expected a whole number"),
        (1, "week", r"unit: expected one of 'day', 'month', got 'week'"),
    ],
)
def test_a_period_that_cannot_be(count: Any, unit: Any, message: str) -> None:
    """Neither no time nor half a day is a period."""
    with pytest.raises(FieldError, match=message):
        Period(count, unit)


@pytest.mark.parametrize(
    ("value", "text"),
    [("1 days", "1 day"), ("2 day", "2 days"), ("6 months", "6 months")],
)
def test_a_period_is_printed_in_words(value: str, text: str) -> None:
    """One day takes the singular."""
    assert str(period(value)) == text
