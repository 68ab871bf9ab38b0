"""Days of supply: how long capsules last, and how often they are dispensed again.

The capsules of each dose are those of the kit, as its label says; no day is counted
that they do not cover whole.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from ..errors import FieldError, shown
from ..model.period import Period
from ..quantities.kinds import Mass
from ..quantities.units import Quantity
from .arguments import count_of, day_count, read_argument, require_type, strength
from .kit import Kit

__all__ = ["Dispensing", "Supply", "dispensings", "refills", "supply"]


@frozen(kw_only=True)
class Supply:
    """How long some capsules last.

    Parameters
    ----------
    days
        Days covered, one after the other.
    left
        Strength and number of the capsules that are left then.
    missing
        Strength and number of the capsules that the next day of the schedule lacks;
        empty where the schedule is covered to its end.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> Supply(days=30, left=(), missing=((Q("4.5 mg"), 1),)).days
    30
    """

    days: int
    left: tuple[tuple[Mass, int], ...]
    missing: tuple[tuple[Mass, int], ...]


@frozen(kw_only=True)
class Dispensing:
    """What is dispensed at a time.

    Parameters
    ----------
    first
        Number of the first day it is for, counted from 1.
    days
        Days it covers.
    capsules
        Strength and number of capsules, the larger strengths first.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> Dispensing(first=1, days=30, capsules=((Q("4.5 mg"), 30),)).counts
    {Q('4.5 mg'): 30}
    """

    first: int
    days: int
    capsules: tuple[tuple[Mass, int], ...]

    @property
    def counts(self) -> dict[Quantity, int]:
        """Capsules of each strength. [mg]"""
        return dict(self.capsules)


def supply(
    counts: Mapping[str, int] | Mapping[Quantity, int], kit: Kit, *, first: int = 1
) -> Supply:
    """Return how many days a number of capsules lasts.

    Parameters
    ----------
    counts
        Capsules in hand of each strength.
    kit
        Which capsules each dose takes, and when.
    first
        Number of the first day to be covered, counted from 1.

    Returns
    -------
    Supply
        The days, what is left, and what the next day lacks.

    Raises
    ------
    FieldError
        If a count is not a whole number, or the schedule has no such day.

    Examples
    --------
    >>> from ldn_compound.regimen import Schedule, plan_kit
    >>> kit = plan_kit(Schedule.preset("1.5-mg-every-7-days"), ["1.5 mg"])
    >>> supply({"1.5 mg": 30}, kit)
    Supply(days=17, left=(), missing=((Q('1.5 mg'), 3),))
    """
    in_hand = _in_hand(counts)
    begin = read_argument(count_of("days", 1), first, "first")
    last = require_type(kit, Kit, "kit").schedule.days
    if begin > last:
        raise FieldError(f"a day from 1 to {last}", str(begin), field="first")
    by_dose, days = kit.by_dose, 0
    for begins, ends, phase in kit.schedule.spans():
        wanted = ends - max(begins, begin) + 1
        if wanted <= 0:
            continue
        capsules = by_dose[phase.dose].capsules
        covered = min(
            wanted, *(in_hand.get(each, 0) // count for each, count in capsules)
        )
        days += covered
        for each, count in capsules:
            in_hand[each] = in_hand.get(each, 0) - covered * count
        if covered < wanted:
            lacking = ((each, count - in_hand[each]) for each, count in capsules)
            missing = tuple((each, count) for each, count in lacking if count > 0)
            return Supply(days=days, left=_left(in_hand), missing=missing)
    return Supply(days=days, left=_left(in_hand), missing=())


def dispensings(kit: Kit, *, each: Period | Quantity | str) -> tuple[Dispensing, ...]:
    """Return what is dispensed each time, for so many days at the most.

    Parameters
    ----------
    kit
        Which capsules each dose takes, and when.
    each
        The longest a dispensing may be for, such as ``"30 day"``. [day]

    Returns
    -------
    tuple of Dispensing
        The first dispensing and the refills, each as long as it may be; the last may be
        shorter.

    Raises
    ------
    FieldError
        If *each* is not a whole number of days.

    Examples
    --------
    >>> from ldn_compound.regimen import Schedule, plan_kit
    >>> kit = plan_kit(Schedule.preset("1.5-mg-every-7-days"), ["1.5 mg"])
    >>> [(one.first, one.days, one.counts) for one in dispensings(kit, each="14 day")]
    [(1, 14, {Q('1.5 mg'): 21}), (15, 7, {Q('1.5 mg'): 21})]
    """
    longest = read_argument(day_count, each, "each")
    last = require_type(kit, Kit, "kit").schedule.days
    return tuple(
        dispensing_of(kit, first, min(first + longest - 1, last))
        for first in range(1, last + 1, longest)
    )


def refills(kit: Kit, *, each: Period | Quantity | str) -> int:
    """Return how many times capsules are dispensed after the first time.

    Parameters
    ----------
    kit
        Which capsules each dose takes, and when.
    each
        The longest a dispensing may be for, such as ``"30 day"``. [day]

    Returns
    -------
    int
        Refills; none where one dispensing lasts for the whole schedule.

    Examples
    --------
    >>> from ldn_compound.regimen import Schedule, plan_kit
    >>> kit = plan_kit(Schedule.preset("1.5-mg-every-7-days"), ["1.5 mg"])
    >>> refills(kit, each="7 day"), refills(kit, each="30 day")
    (2, 0)
    """
    return len(dispensings(kit, each=each)) - 1


def dispensing_of(kit: Kit, first: int, last: int) -> Dispensing:
    """Return what is dispensed for some days of a kit.

    Parameters
    ----------
    kit
        Which capsules each dose takes, and when.
    first
        Number of the first day.
    last
        Number of the last day.

    Returns
    -------
    Dispensing
        Its capsules.
    """
    capsules = tuple(kit.taken(first, last).items())
    return Dispensing(first=first, days=last - first + 1, capsules=capsules)


def _in_hand(counts: object) -> dict[Quantity, int]:
    if not isinstance(counts, Mapping):
        expected = "strengths with counts, such as {'1.5 mg': 30}"
        raise FieldError(expected, shown(counts), field="counts")
    in_hand: dict[Quantity, int] = {}
    for each, count in counts.items():
        held = read_argument(strength, each, "counts")
        if held in in_hand:
            raise FieldError("each strength once", f"{held} twice", field="counts")
        in_hand[held] = read_argument(count_of("capsules", 0), count, "counts")
    return in_hand


def _left(in_hand: dict[Quantity, int]) -> tuple[tuple[Quantity, int], ...]:
    ordered = sorted(in_hand.items(), key=lambda held: held[0], reverse=True)
    return tuple((each, count) for each, count in ordered if count)
