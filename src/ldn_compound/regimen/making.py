"""Makings: a course longer than the beyond-use date is made in several batches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen

from ..calc.dating import last_day
from ..errors import FieldError
from ..model.beyond_use import BeyondUseDate
from ..model.dates import Dated, day
from ..model.period import Period, period
from ..quantities.units import Quantity
from .arguments import count_of, read_argument, require_type
from .kit import Kit
from .supply import Dispensing, dispensing_of

__all__ = ["BeyondUse", "Making", "makings"]

#: A period, or a function from the day of compounding to the beyond-use date.
BeyondUse: TypeAlias = (
    "Period | Quantity | str | Callable[[dt.date], BeyondUseDate | Dated]"
)


@frozen(kw_only=True)
class Making:
    """The capsules that are made on one day, for some days of a course.

    Parameters
    ----------
    made
        The day of compounding.
    beyond_use
        The last day on which they may be taken.
    first_day
        The day of the first dose from them.
    last_day
        The day of the last dose from them; not after *beyond_use*.
    dispensing
        Which days of the schedule they cover, and the capsules.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> day = dt.date(2026, 1, 5)
    >>> dispensing = Dispensing(first=1, days=1, capsules=((Q("4.5 mg"), 1),))
    >>> one = Making(
    ...     made=day, beyond_use=day, first_day=day, last_day=day, dispensing=dispensing
    ... )
    >>> one.counts
    {Q('4.5 mg'): 1}
    """

    made: dt.date
    beyond_use: dt.date
    first_day: dt.date
    last_day: dt.date
    dispensing: Dispensing

    @property
    def counts(self) -> dict[Quantity, int]:
        """Capsules of each strength. [mg]"""
        return self.dispensing.counts


def makings(
    kit: Kit, first_day: Dated, *, longest: BeyondUse, ahead: int = 0
) -> tuple[Making, ...]:
    """Return a course as makings, none of which is taken past its beyond-use date.

    Parameters
    ----------
    kit
        Which capsules each dose takes, and when.
    first_day
        The day of the first dose.
    longest
        How long the capsules may be used, the day of compounding being the first day,
        such as ``"180 days"``; or a function from the day of compounding to the last
        day of use, such as `calc.dating.beyond_use_date`.
    ahead
        How many days before its first dose each making is compounded.

    Returns
    -------
    tuple of Making
        As few as can be, each for as many days as its beyond-use date allows.

    Raises
    ------
    FieldError
        If an argument is not a date or number of days, or the capsules may not be used
        on the day of their first dose.

    Examples
    --------
    >>> from ldn_compound.regimen import Schedule, plan_kit
    >>> course = Schedule.preset("1.5-mg-every-14-days").held("180 day")
    >>> kit = plan_kit(course, ["1.5 mg", "4.5 mg"])
    >>> for each in makings(kit, "2026-01-05", longest="180 days", ahead=3):
    ...     print(each.made, each.first_day, each.last_day, each.beyond_use)
    2026-01-02 2026-01-05 2026-06-30 2026-06-30
    2026-06-28 2026-07-01 2026-08-14 2026-12-24
    """
    start = read_argument(day, first_day, "first_day")
    before = dt.timedelta(read_argument(count_of("days", 0), ahead, "ahead"))
    beyond_use = _beyond_use(longest)
    course, first, last = [], 1, require_type(kit, Kit, "kit").schedule.days
    while first <= last:
        first_dose = start + dt.timedelta(first - 1)
        made = first_dose - before
        limit = beyond_use(made)
        usable = (limit - first_dose).days + 1
        if usable < 1:
            expected = f"a beyond-use date not before the first dose, {first_dose}"
            way_out = "compound nearer to the first dose"
            raise FieldError(
                expected, f"{limit} for capsules made on {made}", way_out, "longest"
            )
        dispensing = dispensing_of(kit, first, min(first + usable - 1, last))
        course.append(
            Making(
                made=made,
                beyond_use=limit,
                first_day=first_dose,
                last_day=first_dose + dt.timedelta(dispensing.days - 1),
                dispensing=dispensing,
            )
        )
        first += dispensing.days
    return tuple(course)


def _beyond_use(longest: BeyondUse) -> Callable[[dt.date], dt.date]:
    """Return a function from the day of compounding to the beyond-use date."""
    if not callable(longest):
        allowed = read_argument(period, longest, "longest")
        return lambda made: last_day(made, allowed)

    def date(made: dt.date) -> dt.date:
        limit = longest(made)
        return read_argument(
            day, limit.date if isinstance(limit, BeyondUseDate) else limit, "longest"
        )

    return date
