"""Dosing: the phases of a schedule as rows of text, and as a sheet for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from .. import reference
from ..model.finding import findings_part
from ..model.forms import Form, form_name
from ..model.policy import Policy
from ..quantities.units import Q, Quantity
from ..reference.sources import sources_part
from ..sheets.content import Paragraph, Section, Table
from ..sheets.sheet import Sheet
from ..sheets.wording import cited, day_text, say
from .checking import check_doses
from .phase import Phase, spans

__all__ = ["DRAFT", "day_of_course", "phase_rows", "phases_sheet"]

DRAFT = say("DRAFT - DO NOT TAKE")

Rows = tuple[tuple[str, ...], ...]


def phase_rows(
    phases: tuple[Phase, ...],
    *,
    start: dt.date | None = None,
    capsules: Mapping[Quantity, str] | None = None,
    marked: bool = False,
) -> Rows:
    """Return phases as rows of text, the first of them the header.

    Parameters
    ----------
    phases
        The phases, in the order of time.
    start
        The day of the first dose; `None` leaves the dates out.
    capsules
        The capsules of each dose; `None` leaves them out.
    marked
        Whether each dose is marked as one that nobody may take.

    Returns
    -------
    tuple of tuple of str
        Days, dates, dose, capsules.

    Examples
    --------
    >>> phase_rows((Phase("1.5 mg", 7), Phase("3 mg", 1)))
    (('Days', 'Dose each day'), ('1 to 7', '1.5 mg'), ('8', '3 mg'))
    """
    dates = () if start is None else (say("From"), say("To"))
    taken = () if capsules is None else (say("Capsules each day"),)
    rows: list[tuple[str, ...]] = [
        (say("Days"), *dates, say("Dose each day"), *taken),
    ]
    for first, last, phase in spans(phases):
        row = [str(first)]
        if first < last:
            row = [say("{first} to {last}", first=first, last=last)]
        if start is not None:
            ends = (day_of_course(start, first), day_of_course(start, last))
            row += [day_text(each) for each in ends]
        dose = str(phase.dose)
        row.append(say("DRAFT, do not take: {dose}", dose=dose) if marked else dose)
        if capsules is not None:
            row.append(capsules[phase.dose])
        rows.append(tuple(row))
    return tuple(rows)


def phases_sheet(
    phases: tuple[Phase, ...],
    form: Form,
    *,
    start: dt.date | None = None,
    capsules: Mapping[Quantity, str] | None = None,
    dispensed: Rows = (),
    policy: Policy | None = None,
    time_of_day: str | None = None,
) -> Sheet:
    """Return the sheet of a schedule.

    Parameters
    ----------
    phases
        Its phases, in the order of time.
    form
        Chemical form that the doses are stated in.
    start
        The day of the first dose; `None` leaves the dates out.
    capsules
        The capsules of each dose; `None` leaves them out.
    dispensed
        Strengths and capsules to dispense, under a header; empty leaves them out.
    policy
        House rules; `None`: ``usp``. Where they refuse a dose, the sheet is a draft.
    time_of_day
        When a dose is taken, as prescribed; `None` says what is usual.

    Returns
    -------
    Sheet
        Findings, doses, capsules to dispense, information for the patient, sources.
    """
    doses = sorted({phase.dose for phase in phases})
    findings = tuple(check_doses(doses, policy or reference.policy()))
    draft = any(each.severity == "stop" for each in findings)
    sentences = reference.patient_sentences(time_of_day)
    sources = {each.source for each in findings} | {key for _, key in sentences}
    rows = phase_rows(phases, start=start, capsules=capsules)
    return Sheet(
        say(
            "Schedule: {form} {range}",
            form=form_name(form),
            range=_range(phases, doses),
        ),
        DRAFT if draft else None,
        (
            Section(say("Findings"), (findings_part(findings),)),
            Section(say("Doses"), (_table(rows),)),
            *_dispensed(dispensed),
            Section(
                say("To know"),
                tuple(Paragraph(cited(text, key)) for text, key in sentences),
            ),
            Section(say("Sources"), (sources_part(sources),)),
        ),
    )


def day_of_course(start: dt.date, number: int) -> dt.date:
    """Return the date of a day of a course, counted from 1."""
    return start + dt.timedelta(days=number - 1)


def _range(phases: tuple[Phase, ...], doses: list[Quantity]) -> str:
    """Return the lowest and the highest dose, and how long all lasts."""
    low, high = doses[0], doses[-1]
    range_of_doses = (
        say("{low} to {high}", low=low, high=high) if low < high else str(low)
    )
    days = Q("1 day") * sum(phase.days for phase in phases)
    return say("{doses} in {days}", doses=range_of_doses, days=days)


def _dispensed(rows: Rows) -> Iterator[Section]:
    if rows:
        yield Section(say("Capsules to dispense"), (_table(rows),))


def _table(rows: Rows) -> Table:
    header, *others = rows
    return Table(header, tuple(others))
