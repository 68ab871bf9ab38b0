"""The calendar file, as RFC 5545 has it."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from ldn_compound.regimen.calendar_file import Event, render_calendar

STAMP = dt.datetime(2026, 1, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def event(summary: str) -> Event:
    """Make an event of three days."""
    return Event(
        uid="phase-1-order-17@pharmacy.example",
        first_day=dt.date(2026, 12, 30),
        days=3,
        summary=summary,
        description="Days 1 to 3 of 3.",
    )


def test_an_event_is_written_out() -> None:
    """The whole file, line by line; the event of three days is on each of them."""
    text = render_calendar([event("4.5 mg")], stamp=STAMP, revision=2)

    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ldn-compound//regimen//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:phase-1-order-17@pharmacy.example",
        "DTSTAMP:20260102T083000Z",
        "SEQUENCE:2",
        "DTSTART;VALUE=DATE:20261230",
        "DTEND;VALUE=DATE:20261231",
        "RRULE:FREQ=DAILY;COUNT=3",
        "SUMMARY:4.5 mg",
        "DESCRIPTION:Days 1 to 3 of 3.",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_long_line_is_folded() -> None:
    """75 octets with the name, then lines of a space and 74 octets."""
    text = render_calendar([event("x" * 150)], stamp=STAMP, revision=0)

    # "SUMMARY:" is 8 octets: 67 + 74 + 9 = 150
    folded = ["SUMMARY:" + "x" * 67, " " + "x" * 74, " " + "x" * 9]
    assert "\r\n".join(folded) + "\r\n" in text


def test_marks_are_escaped() -> None:
    """A comma, a semicolon, a backslash and a line break are text, not marks."""
    text = render_calendar([event("a,b;c\\d\ne")], stamp=STAMP, revision=0)

    assert "SUMMARY:a\\,b\\;c\\\\d\\ne\r\n" in text


@given(
    summary=st.text(
        st.characters(categories=["L", "N", "P", "S"], include_characters=" \n"),
        min_size=1,
        max_size=200,
    ).map(str.strip)
)
def test_every_text_is_read_back(summary: str) -> None:
    """Another program reads the same text, and no line is longer than 75 octets."""
    text = render_calendar([event(summary)], stamp=STAMP, revision=0)

    (found,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(found["SUMMARY"]) == summary
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))
    assert "\n" not in text.replace("\r\n", "")
