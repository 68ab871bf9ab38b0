"""Export: a schedule as comma-separated values, or as a calendar file.

Every amount is written by `notation`: 0.5 mg, never .5 mg, and 5 mg, never 5.0 mg.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

from .. import reference
from ..errors import FieldError, shown
from ..model.dates import Dated, day
from ..model.policy import Policy
from .arguments import count_of, read_argument
from .calendar_file import Event, render_calendar
from .checking import is_draft
from .dosing import day_of_course
from .kit import Kit, capsules_of_doses
from .schedule import Schedule

__all__ = ["to_csv", "to_ics"]

_DRAFT = "DRAFT, do not take: "
_UID = re.compile(r"[A-Za-z0-9._@-]{1,100}")


def to_csv(
    schedule: Schedule,
    first_day: Dated,
    *,
    kit: Kit | None = None,
    policy: Policy | None = None,
) -> str:
    """Return every day as comma-separated values.

    Parameters
    ----------
    schedule
        The schedule.
    first_day
        The day of the first dose.
    kit
        The capsules of each dose; `None` leaves them out.
    policy
        House rules; `None`: ``usp``. Where they refuse a dose, every dose is marked a
        draft.

    Returns
    -------
    str
        Date, number of the day, dose and capsules; lines end as RFC 4180 has it.

    Raises
    ------
    FieldError
        If there is no such date, or the kit is for another schedule.

    Examples
    --------
    >>> from ldn_compound.regimen import Phase
    >>> to_csv(Schedule([Phase("0.5 mg", 1)]), "2026-01-05").splitlines()
    ['date,day,dose', '2026-01-05,1,0.5 mg']
    """
    capsules = capsules_of_doses(kit, schedule)
    mark = _mark(schedule, policy)
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    more = [] if capsules is None else ["capsules"]
    writer.writerow(["date", "day", "dose", *more])
    for date, dose, number in schedule.calendar(first_day):
        more = [] if capsules is None else [capsules[dose]]
        writer.writerow([date.isoformat(), number, f"{mark}{dose}", *more])
    return written.getvalue()


def to_ics(
    schedule: Schedule,
    first_day: Dated,
    *,
    stamp: dt.datetime,
    uid: str,
    revision: int = 0,
    kit: Kit | None = None,
    policy: Policy | None = None,
) -> str:
    """Return a calendar file: each dose on each of its days.

    Parameters
    ----------
    schedule
        The schedule.
    first_day
        The day of the first dose.
    stamp
        When the file is written, with its time zone; nothing here reads a clock.
    uid
        What names this course and no other, such as ``order-17@pharmacy.example``: a
        calendar replaces what has the same name.
    revision
        How often the course was changed since it was first sent.
    kit
        The capsules of each dose; `None` leaves them out.
    policy
        House rules; `None`: ``usp``. Where they refuse a dose, all is marked a draft.

    Returns
    -------
    str
        Text of an ``.ics`` file; the same arguments, the same bytes.

    Raises
    ------
    FieldError
        If an argument is not a date, not a time with a zone or not a name, or the kit
        is for another schedule.

    Notes
    -----
    A calendar that reads a revision keeps phases that the course no longer has:
    delete the old course first.

    Examples
    --------
    >>> from ldn_compound.regimen import Phase
    >>> text = to_ics(
    ...     Schedule([Phase("0.5 mg", 7)]),
    ...     "2026-01-05",
    ...     stamp=dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
    ...     uid="order-17@pharmacy.example",
    ... )
    >>> [line for line in text.splitlines() if line.startswith("SUMMARY")]
    ['SUMMARY:naltrexone hydrochloride 0.5 mg']
    """
    capsules = capsules_of_doses(kit, schedule)
    start = read_argument(day, first_day, "first_day")
    mark = _mark(schedule, policy)
    events = []
    for place, (first, last, phase) in enumerate(schedule.spans(), 1):
        taken = "" if capsules is None else f": {capsules[phase.dose]}"
        days = f"Days {first} to {last}" if first < last else f"Day {first}"
        events.append(
            Event(
                uid=f"phase-{place}-{_checked_uid(uid)}",
                first_day=day_of_course(start, first),
                days=phase.days,
                summary=f"{mark}{schedule.form} {phase.dose}{taken}",
                description=f"{days} of {schedule.days}.",
            )
        )
    changed = read_argument(count_of("changes", 0), revision, "revision")
    return render_calendar(events, stamp=_in_utc(stamp), revision=changed)


def _mark(schedule: Schedule, policy: Policy | None) -> str:
    """Return what stands before each dose of a schedule that nobody may take."""
    return _DRAFT if is_draft(schedule.doses, policy or reference.policy()) else ""


def _checked_uid(uid: object) -> str:
    if not (isinstance(uid, str) and _UID.fullmatch(uid)):
        expected = "a name such as 'order-17@pharmacy.example'"
        way_out = "write 1 to 100 of the letters A-Z and a-z, digits and . _ @ -"
        raise FieldError(expected, shown(uid), way_out, "uid")
    return uid


def _in_utc(stamp: object) -> dt.datetime:
    if not isinstance(stamp, dt.datetime) or stamp.utcoffset() is None:
        expected = "a time with its zone"
        way_out = "write datetime(2026, 1, 2, tzinfo=UTC)"
        raise FieldError(expected, shown(stamp), way_out, "stamp")
    return stamp.astimezone(dt.UTC)
