"""A phase: one dose, for so many days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from ..errors import FieldError, shown
from ..quantities.fields import above_zero, convert_by_kind, is_count
from ..quantities.kinds import Mass
from ..quantities.units import Q, Quantity, Readable
from .arguments import read_argument, whole_days

__all__ = ["Phase", "read_phases", "rising_phases", "spans"]

_MOST_PHASES = 1000
_MOST_DAYS = 36_600


@frozen(field_transformer=convert_by_kind)
class Phase:
    """One dose, taken once a day for a number of days.

    Parameters
    ----------
    dose
        The dose of each day. [mg]
    days
        How many days: ``7``, or ``"7 day"``.

    Examples
    --------
    >>> Phase("1.5 mg", "14 day")
    Phase(dose=Q('1.5 mg'), days=14)
    """

    dose: Mass = field(converter=Q, validator=above_zero("a dose", "4.5 mg"))
    days: int = field(converter=whole_days, validator=is_count(1, "days"))


def read_phases(values: object) -> tuple[Phase, ...]:
    """Return the phases of a schedule, if there are some and not too many days."""
    expected = "phases, such as (Phase('1.5 mg', 14), Phase('3 mg', 14))"
    if not isinstance(values, (tuple, list)):
        raise FieldError(expected, shown(values))
    for value in values:
        if not isinstance(value, Phase):
            raise FieldError(expected, shown(value))
    if not 1 <= len(values) <= _MOST_PHASES:
        raise FieldError(f"1 to {_MOST_PHASES} phases", str(len(values)))
    days = sum(phase.days for phase in values)
    if days > _MOST_DAYS:
        raise FieldError(f"at most {_MOST_DAYS} days in all", str(days))
    return tuple(values)


def rising_phases(
    start: Readable, step: Readable, days: int, target: Readable
) -> tuple[Phase, ...]:
    """Return phases that rise by one step each; the last step may be smaller.

    Parameters
    ----------
    start
        The first dose. [mg]
    step
        How much more each time. [mg]
    days
        How long each dose is taken, the last too.
    target
        The last dose. [mg]

    Returns
    -------
    tuple of Phase
        From *start* to *target*.

    Raises
    ------
    FieldError
        If *target* lies below *start*, or the steps are too many.

    Examples
    --------
    >>> [str(phase.dose) for phase in rising_phases("0.1 mg", "0.1 mg", 7, "0.35 mg")]
    ['0.1 mg', '0.2 mg', '0.3 mg', '0.35 mg']
    """
    first, by, last = (
        _dose(start, "start"),
        _dose(step, "step"),
        _dose(target, "target"),
    )
    if last < first:
        expected = f"a dose not below the start of {first}"
        way_out = "to go down, append a phase with then()"
        raise FieldError(expected, str(last), way_out, "target")
    if last - first > by * (_MOST_PHASES - 1):
        expected = f"a step that reaches {last} in at most {_MOST_PHASES} phases"
        raise FieldError(expected, str(by), field="step")
    doses = [first]
    while doses[-1] < last:
        doses.append(min(doses[-1] + by, last))
    return tuple(Phase(dose, days) for dose in doses)


def spans(phases: Iterable[Phase]) -> Iterator[tuple[int, int, Phase]]:
    """Yield each phase after the numbers of its first and its last day, from 1.

    Parameters
    ----------
    phases
        The phases, in the order of time.

    Yields
    ------
    tuple[int, int, Phase]
        First day, last day, phase.

    Examples
    --------
    >>> [span[:2] for span in spans((Phase("1.5 mg", 7), Phase("3 mg", 14)))]
    [(1, 7), (8, 21)]
    """
    last = 0
    for phase in phases:
        first, last = last + 1, last + phase.days
        yield first, last, phase


def _dose(value: Readable, field: str) -> Quantity:
    return read_argument(lambda dose: Phase(dose, 1).dose, value, field)
