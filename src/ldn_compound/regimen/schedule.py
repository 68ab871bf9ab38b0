"""The schedule: which dose on which day, taken once a day.

A schedule is a sequence of phases, each one dose for a number of days. It is exact: two
steps of 0.1 mg from 0.1 mg are 0.3 mg, never 0.30000000000000004 mg.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Self

from attrs import evolve, field, frozen

from .. import reference
from ..errors import FieldError, shown
from ..model.dates import Dated, day
from ..model.finding import Finding
from ..model.forms import FORMS, Form
from ..model.period import Period
from ..quantities.fields import convert_by_kind, one_of
from ..quantities.units import Quantity, Readable
from ..sheets.sheet import Sheet, Shown
from .arguments import day_count, read_argument
from .checking import check_doses
from .dosing import phases_sheet
from .phase import Phase, read_phases, rising_phases, spans

__all__ = ["Schedule"]


@frozen(field_transformer=convert_by_kind)
class Schedule(Shown):
    """Doses over time, one a day.

    Parameters
    ----------
    phases
        What is taken for how long, in the order of time.
    form
        Chemical form that the doses are stated in.

    Examples
    --------
    >>> course = Schedule.linear("1.5 mg", "1.5 mg", "14 day", "4.5 mg")
    >>> course.days, course.dose_on(15)
    (42, Q('3 mg'))
    >>> course == Schedule([Phase("1.5 mg", 14), Phase("3 mg", 14)]).then("4.5 mg", 14)
    True
    """

    phases: tuple[Phase, ...] = field(converter=read_phases)
    form: Form = field(
        default="naltrexone hydrochloride", validator=one_of(*FORMS), kw_only=True
    )

    @classmethod
    def linear(
        cls,
        start: Readable,
        step: Readable,
        every: Period | Quantity | str,
        target: Readable,
        *,
        form: Form = "naltrexone hydrochloride",
    ) -> Self:
        """Return a schedule that goes up by one step every so many days.

        Parameters
        ----------
        start
            The first dose. [mg]
        step
            How much more each time; the last step is smaller where less than a whole
            one is left to the target, which is never passed. [mg]
        every
            How long each dose is taken, the target too, such as ``"7 day"``. [day]
        target
            The last dose. [mg]
        form
            Chemical form that the doses are stated in.

        Returns
        -------
        Schedule
            From *start* to *target*.

        Raises
        ------
        FieldError
            If an argument is not a dose or a number of days, the target lies below the
            start, or the steps are too many.

        Examples
        --------
        >>> weekly = Schedule.linear("1 mg", "1 mg", "7 day", "4.5 mg")
        >>> [str(phase.dose) for phase in weekly.phases]
        ['1 mg', '2 mg', '3 mg', '4 mg', '4.5 mg']
        >>> weekly.held("90 day").days  # the last dose, for 90 days more
        125
        """
        days = read_argument(day_count, every, "every")
        return cls(rising_phases(start, step, days, target), form=form)

    @classmethod
    def preset(cls, name: str, *, form: Form = "naltrexone hydrochloride") -> Self:
        """Return a published way to go up.

        Parameters
        ----------
        name
            One of `reference.titration_names`.
        form
            Chemical form that the doses are stated in; no source names one.

        Returns
        -------
        Schedule
            From its start to its target, which is taken as long as the doses before.

        Examples
        --------
        >>> Schedule.preset("1.5-mg-every-7-days").days
        21
        """
        up = reference.titration(name)
        return cls.linear(up.start, up.step, up.every, up.target, form=form)

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return sum(phase.days for phase in self.phases)

    @property
    def doses(self) -> tuple[Quantity, ...]:
        """The different doses, the smallest first. [mg]"""
        return tuple(sorted({phase.dose for phase in self.phases}))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings on its doses by the policy ``usp``; see `check_doses`."""
        return tuple(check_doses(self.doses, reference.policy()))

    def spans(self) -> Iterator[tuple[int, int, Phase]]:
        """Return each phase after the numbers of its first and its last day, from 1."""
        return spans(self.phases)

    def dose_on(self, day_number: int) -> Quantity:
        """Return the dose of one day, counted from 1. [mg]"""
        return self.phases[self._place(day_number, "day_number")[0]].dose

    def then(self, dose: Readable, days: Period | Quantity | str | int) -> Self:
        """Return the schedule with one more phase: higher, the same or lower."""
        return evolve(self, phases=(*self.phases, Phase(dose, days)))

    def held(
        self, days: Period | Quantity | str | int, *, on: int | None = None
    ) -> Self:
        """Return the schedule with one dose kept for longer; what follows moves.

        Parameters
        ----------
        days
            How many days more.
        on
            A day of the phase that is kept, counted from 1; `None`: the last.

        Returns
        -------
        Schedule
            The longer one.

        Examples
        --------
        >>> course = Schedule.linear("1.5 mg", "1.5 mg", "7 day", "4.5 mg")
        >>> [phase.days for phase in course.held("7 day", on=9).phases]
        [7, 14, 7]
        """
        place, _ = self._place(self.days if on is None else on, "on")
        kept = self.phases[place]
        longer = evolve(kept, days=kept.days + Phase(kept.dose, days).days)
        before, after = self.phases[:place], self.phases[place + 1 :]
        return evolve(self, phases=(*before, longer, *after))

    def stepped_back(self, days: Period | Quantity | str | int, *, on: int) -> Self:
        """Return the schedule with a step back, after which it goes on.

        Parameters
        ----------
        days
            How long the last lower dose before it is taken again.
        on
            The first day of the step back, counted from 1.

        Returns
        -------
        Schedule
            The phase that was broken off is begun again afterwards, as long as it was.

        Raises
        ------
        FieldError
            If the schedule has no such day, or no lower dose before it.

        Examples
        --------
        >>> course = Schedule.linear("1.5 mg", "1.5 mg", "7 day", "4.5 mg")
        >>> back = course.stepped_back("7 day", on=10)
        >>> [(str(phase.dose), phase.days) for phase in back.phases]
        [('1.5 mg', 7), ('3 mg', 2), ('1.5 mg', 7), ('3 mg', 7), ('4.5 mg', 7)]
        """
        place, taken = self._place(on, "on")
        before, broken_off = self.phases[:place], self.phases[place]
        lower = [phase.dose for phase in before if phase.dose < broken_off.dose]
        if not lower:
            expected = f"a day after a dose lower than {broken_off.dose}"
            raise FieldError(expected, f"day {on}", "append a phase with then()", "on")
        begun = (evolve(broken_off, days=taken),) if taken else ()
        back = (Phase(lower[-1], days),)
        return evolve(self, phases=before + begun + back + self.phases[place:])

    def calendar(self, first_day: Dated) -> Iterator[tuple[dt.date, Quantity, int]]:
        """Yield every day with its dose.

        Parameters
        ----------
        first_day
            The day of the first dose.

        Yields
        ------
        tuple[dt.date, Quantity, int]
            The date, the dose [mg], the number of the day, counted from 1.

        Examples
        --------
        >>> course = Schedule([Phase("1.5 mg", 7), Phase("3 mg", 7)])
        >>> date, dose, number = list(course.calendar("2026-02-23"))[7]
        >>> date.isoformat(), dose, number
        ('2026-03-02', Q('3 mg'), 8)
        """
        start = read_argument(day, first_day, "first_day")
        for first, last, phase in self.spans():
            for number in range(first, last + 1):
                yield start + dt.timedelta(number - 1), phase.dose, number

    def as_sheet(self) -> Sheet:
        """Return the schedule as a document, without dates; see `schedule_sheet`."""
        return phases_sheet(self.phases, self.form)

    def _place(self, day_number: int, field: str) -> tuple[int, int]:
        """Return which phase a day is in, and how many of its days are over."""
        if type(day_number) is int:
            for place, (first, last, _) in enumerate(self.spans()):
                if first <= day_number <= last:
                    return place, day_number - first
        raise FieldError(f"a day from 1 to {self.days}", shown(day_number), field=field)
