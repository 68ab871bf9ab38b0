"""The schedule sheet: which dose on which day, and of which capsules."""

from __future__ import annotations

from typing import Literal

from .. import reference
from ..errors import FieldError, shown
from ..model.dates import Dated, day
from ..model.policy import Policy
from ..sheets.markdown import render_markdown
from ..sheets.sheet import Sheet
from ..sheets.text import render_text
from .arguments import read_argument
from .checking import is_draft
from .dosing import phase_rows, phases_sheet
from .kit import Kit, capsules_of_doses
from .schedule import Schedule

__all__ = ["dose_table", "render_schedule", "schedule_sheet"]


def dose_table(
    schedule: Schedule,
    first_day: Dated | None = None,
    *,
    kit: Kit | None = None,
    policy: Policy | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Return the phases of a schedule as rows of text, the first of them the header.

    Parameters
    ----------
    schedule
        Which dose on which day.
    first_day
        The day of the first dose; `None` leaves the dates out.
    kit
        The capsules of each dose; `None` leaves them out.
    policy
        House rules; `None`: ``usp``. Where they refuse a dose, every dose is marked a
        draft.

    Returns
    -------
    tuple of tuple of str
        Days, dates, dose, capsules.

    Raises
    ------
    FieldError
        If there is no such date, or the kit is for another schedule.

    Examples
    --------
    >>> for row in dose_table(Schedule.linear("1.5 mg", "1.5 mg", "7 day", "3 mg")):
    ...     print(row)
    ('Days', 'Dose each day')
    ('1 to 7', '1.5 mg')
    ('8 to 14', '3 mg')
    """
    capsules = capsules_of_doses(kit, schedule)
    start = None if first_day is None else read_argument(day, first_day, "first_day")
    marked = is_draft(schedule.doses, policy or reference.policy())
    return phase_rows(schedule.phases, start=start, capsules=capsules, marked=marked)


def schedule_sheet(
    schedule: Schedule,
    *,
    first_day: Dated | None = None,
    kit: Kit | None = None,
    policy: Policy | None = None,
    time_of_day: str | None = None,
) -> Sheet:
    """Return the schedule sheet, with dates and capsules.

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
    time_of_day
        ``morning``, ``evening`` or ``bedtime``, as prescribed; `None` says what is
        usual.

    Returns
    -------
    Sheet
        Findings, doses, capsules to dispense, information for the patient, sources.

    Raises
    ------
    FieldError
        If there is no such date or time of day, or the kit is for another schedule.
    """
    capsules = capsules_of_doses(kit, schedule)
    return phases_sheet(
        schedule.phases,
        schedule.form,
        start=None if first_day is None else read_argument(day, first_day, "first_day"),
        capsules=capsules,
        dispensed=() if kit is None else kit.table(),
        policy=policy,
        time_of_day=time_of_day,
    )


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
