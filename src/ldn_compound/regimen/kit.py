"""The kit: which strengths, and how many capsules of each, cover a schedule.

Within the capsules allowed for a dose: the fewest strengths, then the fewest capsules
in all; among equals the larger strengths. The search is exact: it lists every
combination, and never just takes the largest capsule that fits. 6 mg from capsules of
3 mg and 4 mg are two of 3 mg.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import evolve, frozen

from ..errors import FieldError
from ..model.dispensed import Dispensed
from ..model.forms import form_name
from ..model.prescription import Prescription
from ..quantities.units import Q, Quantity, Readable
from ..sheets.content import Section, Table
from ..sheets.sheet import Sheet, Shown
from ..sheets.wording import Wording, joined, say
from .arguments import read_argument, require_type
from .combine import AT_MOST, Combination, combinations, read_offer
from .schedule import Schedule

__all__ = ["Kit", "capsules_of_doses", "plan_kit"]


@frozen(kw_only=True)
class Kit(Shown):
    """The capsules that cover a schedule.

    Parameters
    ----------
    schedule
        Which dose on which day.
    combinations
        How each dose is made, the smallest dose first.

    Examples
    --------
    >>> weekly = Schedule.linear("0.5 mg", "0.5 mg", "7 day", "4 mg")
    >>> kit = plan_kit(weekly, ["0.5 mg", "1.5 mg"])
    >>> kit.counts
    {Q('1.5 mg'): 63, Q('0.5 mg'): 63}
    >>> print(kit.on(50))
    2 capsules of 1.5 mg and 2 capsules of 0.5 mg
    """

    schedule: Schedule
    combinations: tuple[Combination, ...]

    @property
    def counts(self) -> dict[Quantity, int]:
        """Capsules of each strength for the whole schedule, the larger first. [mg]"""
        return self.taken(1, self.schedule.days)

    @property
    def by_dose(self) -> dict[Quantity, Combination]:
        """How each dose is made. [mg]"""
        return {each.dose: each for each in self.combinations}

    @property
    def prescriptions(self) -> tuple[Prescription, ...]:
        """One prescription for each strength, to plan a batch from."""
        return tuple(
            Prescription(strength, capsules=count, form=self.schedule.form)
            for strength, count in self.counts.items()
        )

    def on(self, day_number: int) -> Combination:
        """Return the capsules of one day, counted from 1."""
        return self.by_dose[self.schedule.dose_on(day_number)]

    def taken(self, first: int, last: int) -> dict[Quantity, int]:
        """Return the capsules of each strength that some days take.

        Parameters
        ----------
        first
            Number of the first day, counted from 1.
        last
            Number of the last day.

        Returns
        -------
        dict of Quantity to int
            Capsules of each strength, the larger first. [mg]

        Examples
        --------
        >>> weekly = Schedule.linear("1.5 mg", "1.5 mg", "7 day", "4.5 mg")
        >>> plan_kit(weekly, ["1.5 mg"]).taken(6, 8)  # 1 + 1 + 2
        {Q('1.5 mg'): 4}
        """
        by_dose, total = self.by_dose, Counter[Quantity]()
        for begins, ends, phase in self.schedule.spans():
            days = min(ends, last) - max(begins, first) + 1
            if days > 0:
                for strength, count in by_dose[phase.dose].capsules:
                    total[strength] += count * days
        return {strength: total[strength] for strength in sorted(total, reverse=True)}

    def containers(
        self, strength: Readable, given: Dispensed | None = None
    ) -> tuple[Dispensed, ...]:
        """Return what the containers of a strength are dispensed with.

        Parameters
        ----------
        strength
            One of `counts`. [mg]
        given
            What holds for all of them, such as the patient.

        Returns
        -------
        tuple of Dispensed
            One for each dose that takes capsules of this strength: the days, the
            capsules of these days, and of what the dose of a day is made.

        Raises
        ------
        FieldError
            If the kit has no such strength.

        Examples
        --------
        >>> weekly = Schedule.linear("1.5 mg", "1.5 mg", "7 day", "3 mg")
        >>> first, second = plan_kit(weekly, ["1.5 mg"]).containers("1.5 mg")
        >>> second.days, second.quantity
        ((8, 14), 14)
        >>> print(second.directions)
        Once a day, together: 2 capsules of 1.5 mg.
        """
        asked = read_argument(Q, strength, "strength")
        if asked not in self.counts:
            expected = f"one of {', '.join(map(str, self.counts))}"
            raise FieldError(expected, f"{asked}", field="strength")
        by_dose, found = self.by_dose, []
        for begins, ends, phase in self.schedule.spans():
            of_dose = by_dose[phase.dose]
            count = dict(of_dose.capsules).get(asked, 0)
            if count:
                found.append(
                    evolve(
                        given or Dispensed(),
                        days=(begins, ends),
                        quantity=count * phase.days,
                        directions=_once_a_day(of_dose),
                    )
                )
        return tuple(found)

    def table(self) -> tuple[tuple[str, ...], ...]:
        """Return the strengths as rows of text, the first of them the header.

        Returns
        -------
        tuple of tuple of str
            Strength and number of capsules; `Schedule.table` has the doses.

        Examples
        --------
        >>> weekly = Schedule.linear("1.5 mg", "1.5 mg", "7 day", "4.5 mg")
        >>> plan_kit(weekly, ["1.5 mg"]).table()
        (('Strength', 'Capsules'), ('1.5 mg', '42'))
        """
        rows = ((str(strength), str(count)) for strength, count in self.counts.items())
        return ((say("Strength"), say("Capsules")), *rows)

    def as_sheet(self) -> Sheet:
        """Return the kit as a document: capsules to dispense, and of each dose."""
        header, *strengths = self.table()
        doses = tuple((str(each.dose), str(each)) for each in self.combinations)
        return Sheet(
            say(
                "Kit: {form} {strengths}",
                form=form_name(self.schedule.form),
                strengths=joined((strength for strength, _ in strengths), ", "),
            ),
            None,
            (
                Section(
                    say("Capsules to dispense"), (Table(header, tuple(strengths)),)
                ),
                Section(
                    say("Doses"),
                    (Table((say("Dose"), say("Capsules of each dose")), doses),),
                ),
            ),
        )


def _once_a_day(dose: Combination) -> Wording:
    """Return how a dose is taken: nobody is to spread its capsules over the day."""
    if sum(count for _, count in dose.capsules) == 1:
        return say("Once a day: {capsules}.", capsules=str(dose))
    return say("Once a day, together: {capsules}.", capsules=str(dose))


def capsules_of_doses(
    kit: Kit | None, schedule: Schedule
) -> dict[Quantity, str] | None:
    """Return the capsules of each dose as text; `None` where there is no kit.

    Parameters
    ----------
    kit
        The kit.
    schedule
        The schedule that it must be for.

    Returns
    -------
    dict of Quantity to str or None
        Doses and capsules.

    Raises
    ------
    FieldError
        If the kit is for another schedule.
    """
    if kit is None:
        return None
    if kit.schedule != schedule:
        raise FieldError("a kit for this schedule", "one for another", field="kit")
    return {each.dose: str(each) for each in kit.combinations}


def plan_kit(
    schedule: Schedule, strengths: Iterable[Readable], *, at_most: int = AT_MOST
) -> Kit:
    """Return the kit that covers a schedule: few strengths, then few capsules.

    Parameters
    ----------
    schedule
        Which dose on which day.
    strengths
        The strengths that may be made, in any order; not all of them need be taken.
        [mg]
    at_most
        How many capsules a dose may take.

    Returns
    -------
    Kit
        The fewest strengths that will do, and of those the fewest capsules in all;
        among equals the larger strengths. Each dose is made as by `combine`.

    Raises
    ------
    FieldError
        If no combination makes one of the doses, and which doses are nearest; or if
        the strengths are too many to compare.

    Examples
    --------
    >>> weekly = Schedule.linear("1.5 mg", "1.5 mg", "7 day", "4.5 mg")
    >>> plan_kit(weekly, ["0.5 mg", "1.5 mg", "3 mg", "4.5 mg"]).counts
    {Q('1.5 mg'): 42}
    """
    course = require_type(schedule, Schedule, "schedule")
    sizes, most = read_offer(strengths, at_most)
    needed = Counter[Quantity]()
    for phase in course.phases:
        needed[phase.dose] += phase.days
    chosen = read_argument(
        lambda days: combinations(days, sizes, most), needed, "schedule"
    )
    return Kit(schedule=course, combinations=chosen)
