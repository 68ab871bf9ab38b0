r"""The calendar file: what a calendar program reads (RFC 5545) [rfc-5545]_.

Lines end in CR LF and are folded at 75 octets, never inside a character. Nothing in it
comes from a clock: the caller gives the time stamp.

.. [rfc-5545] Internet Calendaring and Scheduling (docs/references.md).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from attrs import frozen

__all__ = ["Event", "render_calendar"]

_LONGEST_LINE = 75
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_PRODUCT = "-//ldn-compound//regimen//EN"


@frozen(kw_only=True)
class Event:
    """Something that takes place on each of so many days, one after the other.

    Parameters
    ----------
    uid
        What names it, in every calendar.
    first_day
        The first of its days.
    days
        How many days.
    summary
        What a calendar shows on each day.
    description
        What it shows when asked for more.

    Examples
    --------
    >>> Event(
    ...     uid="phase-1-order-17@pharmacy.example",
    ...     first_day=dt.date(2026, 1, 5),
    ...     days=7,
    ...     summary="naltrexone hydrochloride 0.5 mg",
    ...     description="Days 1 to 7 of 56.",
    ... ).days
    7
    """

    uid: str
    first_day: dt.date
    days: int
    summary: str
    description: str


def render_calendar(
    events: Iterable[Event], *, stamp: dt.datetime, revision: int
) -> str:
    """Return the text of a calendar file.

    Parameters
    ----------
    events
        What it holds.
    stamp
        When it is written, with its time zone.
    revision
        How often the events were changed.

    Returns
    -------
    str
        The same bytes for the same arguments, in UTF-8.

    Examples
    --------
    >>> stamp = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    >>> render_calendar([], stamp=stamp, revision=0).splitlines()[:2]
    ['BEGIN:VCALENDAR', 'VERSION:2.0']
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
    ]
    written = stamp.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        lines += _event(event, written, revision)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: Event, written: str, revision: int) -> Iterator[str]:
    """Yield the lines of one event: on one day, repeated daily."""
    next_day = event.first_day + dt.timedelta(days=1)
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{written}"
    yield f"SEQUENCE:{revision}"
    yield f"DTSTART;VALUE=DATE:{_date(event.first_day)}"
    yield f"DTEND;VALUE=DATE:{_date(next_day)}"
    yield f"RRULE:FREQ=DAILY;COUNT={event.days}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    yield f"DESCRIPTION:{_escaped(event.description)}"
    yield "TRANSP:TRANSPARENT"  # a dose keeps nobody busy
    yield "END:VEVENT"


def _date(date: dt.date) -> str:
    return date.strftime("%Y%m%d")


def _escaped(text: str) -> str:
    """Return text as a value: its commas, semicolons and line breaks are no marks."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return _LINE_BREAK.sub(r"\\n", text)


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces; each after the first begins with a space."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > _LONGEST_LINE:
            yield piece
            piece = " "
        piece += character
    yield piece
