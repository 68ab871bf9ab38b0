"""Export: a schedule as comma-separated values, or as a calendar file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from ldn_compound import FieldError, Q, reference
from ldn_compound.regimen import (
    Phase,
    Schedule,
    dose_table,
    plan_kit,
    to_csv,
    to_ics,
)

COURSE = Schedule([Phase("0.5 mg", 7), Phase("2 mg", 1), Phase("5 mg", 14)])
KIT = plan_kit(COURSE, ["0.5 mg", "1.5 mg"])
FIRST = dt.date(2026, 2, 23)
STAMP = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
UID = "order-17@pharmacy.example"


def doses_in(text: str) -> Iterator[tuple[dt.date, str]]:
    """Read a calendar file as a calendar program does: each day with its text."""
    events: list[Any] = Calendar.from_ical(text).walk("VEVENT")
    for event in events:
        start, rule = event["DTSTART"].dt, event["RRULE"]
        assert event["DTEND"].dt == start + dt.timedelta(days=1)
        assert rule["FREQ"] == ["DAILY"]
        for day in range(rule["COUNT"][0]):
            yield start + dt.timedelta(days=day), str(event["SUMMARY"])


@pytest.mark.requirement("R73")
def test_every_day_is_a_line() -> None:
    """Dates as ISO has them, lines as RFC 4180 has them."""
    text = to_csv(Schedule([Phase("0.5 mg", 1), Phase("5 mg", 1)]), FIRST)

    assert text == ("date,day,dose\r\n2026-02-23,1,0.5 mg\r\n2026-02-24,2,5 mg\r\n")


@pytest.mark.requirement("R73")
def test_a_spreadsheet_reads_every_day() -> None:
    """Each day from the first to the last is there once, with its date and its dose."""
    course = Schedule([Phase("0.5 mg", 4), Phase("2 mg", 1), Phase("5 mg", 2)])

    read = list(csv.reader(io.StringIO(to_csv(course, FIRST))))

    # February 2026 has 28 days
    assert read == [
        ["date", "day", "dose"],
        ["2026-02-23", "1", "0.5 mg"],
        ["2026-02-24", "2", "0.5 mg"],
        ["2026-02-25", "3", "0.5 mg"],
        ["2026-02-26", "4", "0.5 mg"],
        ["2026-02-27", "5", "2 mg"],
        ["2026-02-28", "6", "5 mg"],
        ["2026-03-01", "7", "5 mg"],
    ]


@pytest.mark.requirement("R73")
def test_lines_have_capsules() -> None:
    """A spreadsheet reads the capsules of each day."""
    read = list(csv.DictReader(io.StringIO(to_csv(COURSE, FIRST, kit=KIT))))

    assert len(read) == 22
    assert read[7] == {
        "date": "2026-03-02",
        "day": "8",
        "dose": "2 mg",
        "capsules": "1 capsule of 1.5 mg and 1 capsule of 0.5 mg",
    }


@pytest.mark.requirement("R73")
def test_a_calendar_program_reads_every_day() -> None:
    """Each day of the schedule is there once, with its dose and form."""
    text = to_ics(COURSE, FIRST, stamp=STAMP, uid=UID)

    expected = [
        (date, f"naltrexone hydrochloride {dose}")
        for date, dose, _ in COURSE.calendar(FIRST)
    ]
    assert sorted(doses_in(text)) == sorted(expected)


@pytest.mark.requirement("R73")
@given(
    st.lists(
        st.builds(
            Phase, st.integers(1, 60).map(lambda n: Q("0.1 mg") * n), st.integers(1, 40)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_schedule_is_read_back(phases: list[Phase]) -> None:
    """Whatever the phases, a calendar program finds the dose of each day."""
    course = Schedule(phases, form="naltrexone")

    text = to_ics(course, FIRST, stamp=STAMP, uid=UID)

    found = dict(doses_in(text))
    assert found == {
        date: f"naltrexone {dose}" for date, dose, _ in course.calendar(FIRST)
    }


def test_an_event_says_which_capsules() -> None:
    """With a kit, the calendar says how the dose is made, and the day of the course."""
    text = to_ics(COURSE, FIRST, stamp=STAMP, uid=UID, kit=KIT)

    events = Calendar.from_ical(text).walk("VEVENT")
    assert str(events[1]["SUMMARY"]) == (
        "naltrexone hydrochloride 2 mg: 1 capsule of 1.5 mg and 1 capsule of 0.5 mg"
    )
    assert [str(each["DESCRIPTION"]) for each in events] == [
        "Days 1 to 7 of 22.",
        "Day 8 of 22.",
        "Days 9 to 22 of 22.",
    ]


def test_the_same_arguments_give_the_same_bytes() -> None:
    """Nothing comes from a clock; the zone of the stamp does not matter."""
    berlin = dt.timezone(dt.timedelta(hours=1))

    text = to_ics(COURSE, FIRST, stamp=STAMP, uid=UID)

    assert text == to_ics(COURSE, FIRST, stamp=STAMP.astimezone(berlin), uid=UID)
    assert text.count("DTSTAMP:20260102T000000Z") == 3


def test_a_revision_keeps_the_names() -> None:
    """A changed course has the same names and a higher number, so it replaces."""
    first = to_ics(COURSE, FIRST, stamp=STAMP, uid=UID)
    again = to_ics(COURSE.held(7), FIRST, stamp=STAMP, uid=UID, revision=1)

    names = [re.findall(r"UID:(.*)\r", text) for text in (first, again)]
    assert names[0] == names[1] == [f"phase-{place}-{UID}" for place in (1, 2, 3)]
    assert (first.count("SEQUENCE:0"), again.count("SEQUENCE:1")) == (3, 3)


@pytest.mark.requirement("R73")
def test_a_refused_dose_is_marked() -> None:
    """45 mg is a slip of the point: each event says that it is a draft."""
    slip = COURSE.then("45 mg", 7)

    text = to_ics(slip, FIRST, stamp=STAMP, uid=UID)

    summaries = {summary for _, summary in doses_in(text)}
    assert all(each.startswith("DRAFT, do not take: ") for each in summaries)


@pytest.mark.requirement("R73")
def test_a_refused_dose_is_marked_in_every_shape() -> None:
    """A list or table without it would be taken from as it stands."""
    slip = Schedule([Phase("4.5 mg", 1), Phase("45 mg", 1)])

    assert to_csv(slip, FIRST).splitlines() == [
        "date,day,dose",
        '2026-02-23,1,"DRAFT, do not take: 4.5 mg"',
        '2026-02-24,2,"DRAFT, do not take: 45 mg"',
    ]
    assert dose_table(slip) == (
        ("Days", "Dose each day"),
        ("1", "DRAFT, do not take: 4.5 mg"),
        ("2", "DRAFT, do not take: 45 mg"),
    )


def test_a_house_may_take_the_dose() -> None:
    """Where the house rules allow a dose, nothing is marked."""
    wide = evolve(reference.policy(), refused_above="50 mg")
    course = COURSE.then("45 mg", 7)

    assert "DRAFT" not in to_csv(course, FIRST, policy=wide)
    assert "DRAFT" not in str(dose_table(course, FIRST, policy=wide))

    text = to_ics(COURSE.then("45 mg", 7), FIRST, stamp=STAMP, uid=UID, policy=wide)

    assert "DRAFT" not in text


@pytest.mark.requirement("R73")
def test_no_dose_is_misread() -> None:
    """No export has a trailing zero, a naked decimal point or a number without unit."""
    exports = [
        *(cell for row in dose_table(COURSE, FIRST, kit=KIT) for cell in row),
        to_csv(COURSE, FIRST, kit=KIT),
        to_ics(COURSE, FIRST, stamp=STAMP, uid=UID, kit=KIT),
    ]

    for text in exports:
        assert not re.search(r"\d\.\d*0 mg", text)
        assert not re.search(r"(?<!\d)\.\d", text)
        assert "ug" not in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"stamp": dt.datetime(2026, 1, 2)}, "stamp: expected a time with its zone"),  # noqa: DTZ001 - no zone is what is refused
        ({"stamp": FIRST}, "stamp: expected a time with its zone"),
        ({"uid": ""}, "uid: expected a name such as 'order-17@pharmacy.example'"),
        ({"uid": "a b"}, "uid: expected a name .* got 'a b'; write 1 to 100"),
        ({"uid": "x" * 101}, r"uid: expected a name .*\(101 characters\)"),
        ({"uid": 17}, "uid: expected a name .* got 17"),
        ({"revision": -1}, "revision: expected 0 to 100000 changes, got -1"),
        ({"first_day": "2026-02"}, "first_day: expected a day"),
    ],
)
def test_an_impossible_calendar_is_refused(
    arguments: dict[str, Any], message: str
) -> None:
    """A calendar needs a date, a time stamp with its zone, and a name of its own."""
    usual: dict[str, Any] = {"first_day": FIRST, "stamp": STAMP, "uid": UID}

    with pytest.raises(FieldError, match=message):
        to_ics(COURSE, **(usual | arguments))


def test_a_kit_for_another_schedule_is_refused() -> None:
    """The capsules of one course are not printed on another."""
    other = COURSE.held(1)

    with pytest.raises(FieldError, match="kit: expected a kit for this schedule"):
        dose_table(other, kit=KIT)
    with pytest.raises(FieldError, match="kit: expected a kit for this schedule"):
        to_csv(other, FIRST, kit=KIT)
    with pytest.raises(FieldError, match="kit: expected a kit for this schedule"):
        to_ics(other, FIRST, stamp=STAMP, uid=UID, kit=KIT)
