"""The schedule sheet: which dose on which day, and of which capsules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from .. import reference
from ..errors import FieldError, shown
from ..model.dates import Dated
from ..model.finding import findings_part
from ..model.forms import form_name
from ..model.policy import Policy
from ..quantities.units import Q
from ..reference.sources import sources_part
from ..regimen import Kit, Schedule, check_doses
from ..sheets.content import Paragraph, Section, Sheet, Table
from ..sheets.markdown import render_markdown
from ..sheets.text import render_text
from ..sheets.wording import cited, say

__all__ = ["DRAFT_SCHEDULE", "render_schedule", "schedule_sheet"]

DRAFT_SCHEDULE = say("DRAFT - DO NOT TAKE")


def render_schedule(
    schedule: Schedule,
    style: Literal["text", "markdown"],
    *,
    first_day: Dated | None = None,
    kit: Kit | None = None,
    policy: Policy | None = None,
) -> str:
    """Return the schedule sheet as text or Markdown.

    Parameters
    ----------
    schedule
        Which dose on which day.
    style
        ``text`` or ``markdown``.
    first_day
        The day of the first dose; `None` leaves the dates out.
    kit
        The capsules of each dose; `None` leaves them out.
    policy
        House rules; `None`: ``usp``.

    Returns
    -------
    str
        The sheet, ending in a line break.

    Raises
    ------
    FieldError
        If *style* is neither, there is no such date, or the kit is for another
        schedule.

    Examples
    --------
    >>> from ldn_compound.regimen import Schedule
    >>> text = render_schedule(Schedule.preset("1.5-mg-every-7-days"), "text")
    >>> print(text.splitlines()[0])
    Schedule: naltrexone hydrochloride 1.5 mg to 4.5 mg in 21 days
    """
    renderers = {"text": render_text, "markdown": render_markdown}
    if style not in renderers:
        raise FieldError("'text' or 'markdown'", shown(style), field="style")
    return renderers[style](
        schedule_sheet(schedule, first_day=first_day, kit=kit, policy=policy)
    )


def schedule_sheet(
    schedule: Schedule,
    *,
    first_day: Dated | None = None,
    kit: Kit | None = None,
    policy: Policy | None = None,
) -> Sheet:
    """Return what the schedule sheet says.

    Parameters
    ----------
    schedule
        Which dose on which day.
    first_day
        The day of the first dose; `None` leaves the dates out.
    kit
        The capsules of each dose; `None` leaves them out.
    policy
        House rules; `None`: ``usp``. Where they refuse a dose, the sheet is a draft.

    Returns
    -------
    Sheet
        Findings, doses, capsules to dispense, what a patient is told, sources.
    """
    findings = tuple(check_doses(schedule.doses, policy or reference.policy()))
    draft = any(each.severity == "stop" for each in findings)
    told = reference.patient_sentences()
    sources = {each.source for each in findings} | {source for _, source in told}
    return Sheet(
        say(
            "Schedule: {form} {range}",
            form=form_name(schedule.form),
            range=_range(schedule),
        ),
        DRAFT_SCHEDULE if draft else None,
        (
            Section(say("Findings"), (findings_part(findings),)),
            Section(say("Doses"), (_table(schedule.table(first_day, kit=kit)),)),
            *_capsules(kit),
            Section(
                say("To know"),
                tuple(Paragraph(cited(text, source)) for text, source in told),
            ),
            Section(say("Sources"), (sources_part(sources),)),
        ),
    )


def _range(schedule: Schedule) -> str:
    """Return the lowest and the highest dose, and how long all lasts."""
    low, high = schedule.doses[0], schedule.doses[-1]
    doses = say("{low} to {high}", low=low, high=high) if low < high else str(low)
    return say("{doses} in {days}", doses=doses, days=Q("1 day") * schedule.days)


def _table(rows: tuple[tuple[str, ...], ...]) -> Table:
    header, *others = rows
    return Table(header, tuple(others))


def _capsules(kit: Kit | None) -> Iterator[Section]:
    if kit is not None:
        yield Section(say("Capsules to dispense"), (_table(kit.table()),))
