"""Days and expiries, as they stand on packages and orders."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import FieldError
from ldn_compound.model.dates import (
    Expiry,
    day,
    expiries,
    expiry,
    month_end,
)

NOON = dt.datetime(2026, 2, 28, 12, tzinfo=dt.UTC)


@pytest.mark.requirement("R48")
@pytest.mark.parametrize(
    ("stated", "last_day"),
    [
        ("2026-02-28", dt.date(2026, 2, 28)),
        ("2026-02", dt.date(2026, 2, 28)),
        ("02/2026", dt.date(2026, 2, 28)),
        # 2024 is a leap year, 1900 is none, 2000 is one
        ("2024-02", dt.date(2024, 2, 29)),
        ("02/1900", dt.date(1900, 2, 28)),
        ("02/2000", dt.date(2000, 2, 29)),
        ("11/2025", dt.date(2025, 11, 30)),
        ("2025-12", dt.date(2025, 12, 31)),
        ("2199-12", dt.date(2199, 12, 31)),
        (dt.date(2026, 2, 1), dt.date(2026, 2, 1)),
    ],
)
def test_an_expiry_is_a_last_day(stated: dt.date | str, last_day: dt.date) -> None:
    """What names a month and no day may be used until the last day of the month."""
    assert expiry(stated).last_day == last_day


@pytest.mark.requirement("R48")
@pytest.mark.parametrize(
    ("stated", "printed"),
    [
        ("02/2026", "2026-02-28 (stated as 2026-02)"),
        ("2026-02", "2026-02-28 (stated as 2026-02)"),
        ("2026-02-28", "2026-02-28"),
    ],
)
def test_a_month_stays_visible(stated: str, printed: str) -> None:
    """A day that was taken for a month is printed with the month."""
    assert str(expiry(stated)) == printed


def test_a_month_is_not_its_last_day() -> None:
    """An expiry that states the month is another statement than one of the day."""
    assert expiry("2026-02") != expiry("2026-02-28")
    assert expiry("2026-02").stated == "2026-02"
    assert expiry("2026-02-28").stated == "2026-02-28"


def test_an_expiry_is_read_once() -> None:
    """What is an expiry already stays as it is."""
    once = expiry("2026-02")

    assert expiry(once) is once


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_what_is_stated_is_read_back(last_day: dt.date) -> None:
    """A day, and the end of its month, are read back from what they state."""
    of_day = Expiry(last_day=last_day)
    of_month = Expiry(
        last_day=month_end(last_day.year, last_day.month), month_only=True
    )

    assert expiry(of_day.stated) == of_day
    assert expiry(of_month.stated) == of_month


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_the_day_after_a_month_end_is_the_first(last_day: dt.date) -> None:
    """No day of a month comes after its last one."""
    end = month_end(last_day.year, last_day.month)

    assert (end.year, end.month) == (last_day.year, last_day.month)
    assert (end + dt.timedelta(days=1)).day == 1


@pytest.mark.requirement("R48")
@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("02/03/26", "day and month may be swapped: write the year first"),
        ("3/4/2026", "day and month may be swapped"),
        ("28.02.2026", "day and month may be swapped"),
        ("03-04-2026", "day and month may be swapped"),
        ("03 04 26", "day and month may be swapped"),
        ("02/26", "write the year with four digits: '2026-02'"),
        ("2-26", "write the year with four digits"),
        ("2026-2-3", "write year, month and day, '2026-02-28', or only the month"),
        ("2/2026", "or only the month, '2026-02'"),
        ("2026/02/28", "write year, month and day"),
        ("20260228", "write year, month and day"),
        ("28 FEB 2026", "write year, month and day"),
        ("2026-02-28T00:00", "write year, month and day"),
        ("2026-02-28\n", "write year, month and day"),
        ("02/2026\n", "write year, month and day"),
        (" 2026-02", "write year, month and day"),
        ("\N{ARABIC-INDIC DIGIT TWO}026-02", "write year, month and day"),
        ("2026", "write year, month and day"),
        ("never", "write year, month and day"),
        ("", "write year, month and day"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(text: str, way_out: str) -> None:
    """A date is written in one way; another text is refused with what to write."""
    for reader in (expiry, day):
        with pytest.raises(
            FieldError, match=rf"expected an expiry such as .*; .*{way_out}"
        ):
            reader(text)


@pytest.mark.requirement("R48")
@pytest.mark.parametrize(
    "text", ["2026-02-30", "2025-02-29", "2026-02-00", "2026-13", "00/2026", "0000-01"]
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    """No date is bent to the next one that the calendar has."""
    with pytest.raises(FieldError, match=r"expected a date that the calendar has, got"):
        expiry(text)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (NOON, r"a date without a time, .* take its \.date\(\)"),
        (None, "expected a date, got None"),
        (20260228, "expected a date, got 20260228"),
        (True, "expected a date, got True"),
        (float("nan"), "expected a date, got nan"),
        ([], r"expected a date, got \[\]"),
        (dt.date(9999, 12, 31), "a year from 1900 to 2199, got 9999-12-31; .* none"),
        ("2200-01-01", "a year from 1900 to 2199, got 2200-01-01"),
        ("1899-12", "a year from 1900 to 2199, got 1899-12-31"),
    ],
)
def test_what_is_no_date_is_refused(value: Any, message: str) -> None:
    """A time, a number, or a far year that stands for "never" is no date."""
    for reader in (expiry, day):
        with pytest.raises(FieldError, match=message):
            reader(value)


def test_a_month_is_no_day() -> None:
    """A day of compounding is one day, not some day of a month."""
    with pytest.raises(FieldError, match=r"a day such as .* got '2026-02'; .* the day"):
        day("2026-02")


@pytest.mark.parametrize("value", ["2026-02-27", dt.date(2026, 2, 27)])
def test_a_day_is_read(value: dt.date | str) -> None:
    """A date and its text are the same day."""
    assert day(value) == dt.date(2026, 2, 27)


def test_only_a_month_end_stands_for_a_month() -> None:
    """An expiry cannot state a month and end before it does."""
    with pytest.raises(FieldError, match=r"last_day: .* last day .* got 2026-02-27"):
        Expiry(last_day=dt.date(2026, 2, 27), month_only=True)


def test_stating_a_month_is_yes_or_no() -> None:
    """Whether only a month was stated is no text."""
    wrong: Any = "yes"

    with pytest.raises(FieldError, match=r"month_only: expected bool, got 'yes'"):
        Expiry(last_day=dt.date(2026, 2, 28), month_only=wrong)


def test_expiries_keep_names_and_gaps() -> None:
    """Dates are read by name, in their order; one that nobody knows stays unknown."""
    read = expiries({"tablets": "02/2026", "filler": None}, "component_expiry")

    assert list(read.items()) == [("tablets", expiry("2026-02")), ("filler", None)]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"tablets": "3/4/2026"},
            r"^component_expiry\['tablets'\]: expected an expiry",
        ),
        ({"": "2026-02"}, r"^component_expiry: expected a name for each date, got ''"),
        ({3: "2026-02"}, r"^component_expiry: expected a name for each date, got 3"),
        (["2026-02"], r"^component_expiry: expected names with their dates, such as"),
        (None, r"^component_expiry: expected names with their dates, .* got None"),
    ],
)
def test_a_date_at_fault_is_named(given: object, message: str) -> None:
    """Of several dates, the error says which one cannot be read."""
    with pytest.raises(FieldError, match=message):
        expiries(given, "component_expiry")


@pytest.mark.parametrize("name", ["a\n2027-01-01 x", "a\u202eb", "a" * 201])
def test_a_name_of_a_date_is_one_printable_line(name: str) -> None:
    """A line break in a name would print a date of its own."""
    with pytest.raises(
        FieldError, match=r"^component_expiry: expected .*name"
    ) as error:
        expiries({name: "2026-02"}, "component_expiry")

    assert len(str(error.value)) < 300


@pytest.mark.parametrize(("year", "month"), [(2026, 13), (2026, -1), (0, 1)])
def test_a_month_that_no_calendar_has_is_refused(year: int, month: int) -> None:
    """There are twelve months, and no year 0."""
    with pytest.raises(FieldError, match=rf"^expected a year .*, got {year} and "):
        month_end(year, month)


def test_a_component_has_a_name_of_at_most_200_letters() -> None:
    """Two hundred are read, one more is a text in the wrong place."""
    longest = "a" * 200

    assert list(expiries({longest: None}, "component_expiry")) == [longest]
    with pytest.raises(FieldError, match="component_expiry: expected names of at most"):
        expiries({f"{longest}a": None}, "component_expiry")
