"""Alternatives: other ways to weigh a small need, and why they were not taken."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor, inf, isqrt
from typing import TypeAlias

from ..calc.trituration import MOST_STAGES, Steps, best_steps, relative_error
from ..model.dilution import Limits, Preference, Rejected
from ..quantities.notation import Amount, decimal
from ..sheets.wording import Wording, joined, say

__all__ = ["best_within", "rejected"]

#: Material, total and portion of one dilution, in steps.
_Taken: TypeAlias = tuple[int, tuple[int], tuple[int]]

_MOST_MULTIPLES = 40
_NEAR = 3
_HALF = Fraction(1, 2)


def rejected(limits: Limits, chosen: Steps) -> Iterator[Rejected]:
    """Yield other ways to weigh, and why they were not taken.

    Parameters
    ----------
    limits
        The need and the limits of its weighings.
    chosen
        The weighings taken.

    Yields
    ------
    Rejected
        Weighing it directly, the textbook aliquot, a plan exact on the display, and
        other numbers of dilutions.
    """
    least = limits.step * limits.least
    yield Rejected(
        plan=say("weigh {mass} directly", mass=limits.step * limits.need),
        reason=say("below the least mass, {least}", least=least),
    )
    yield _textbook(limits, chosen)
    exact = _exact(limits)
    if exact is not None and exact != (chosen.drug, chosen.totals, chosen.portions):
        yield _compared(limits, chosen, "exact on the display", exact)
    for stages in range(1, MOST_STAGES + 1):
        if stages != len(chosen.totals):
            yield _other_number(stages, best_within(limits, stages), chosen)


def best_within(
    limits: Limits,
    stages: int,
    *,
    prefer: Preference = "least error",
    most_error: float = inf,
) -> Steps | None:
    """Return the best weighings of so many dilutions; `None` where none is legal.

    Parameters
    ----------
    limits
        The need and the limits of its weighings.
    stages
        Dilutions, one after the other.
    prefer
        Which are the best.
    most_error
        Combined error allowed. [ratio]

    Returns
    -------
    Steps or None
        What to weigh, in steps of the display.
    """
    return best_steps(
        limits.need,
        stages=stages,
        least=limits.least,
        largest=limits.largest,
        most_portion=limits.most_portion,
        absolute_error=limits.absolute_error,
        tolerance=limits.tolerance,
        prefer=prefer,
        most_error=most_error,
    )


def _textbook(limits: Limits, chosen: Steps) -> Rejected:
    """Return the smallest whole multiple, its portion of the least mass."""
    multiple = ceil(limits.least / limits.need)
    portion = ceil(limits.least)
    drug = floor(multiple * limits.need + _HALF)  # half goes up, as everywhere
    if not drug:
        reason = say("its material is less than the display shows")
        return Rejected(plan=say("textbook aliquot"), reason=reason)
    taken = (drug, (multiple * portion,), (portion,))
    return _compared(limits, chosen, say("textbook aliquot"), taken)


def _compared(limits: Limits, chosen: Steps, name: str, taken: _Taken) -> Rejected:
    """Return one dilution with what speaks against it."""
    drug, (total,), (portion,) = taken
    step = limits.step
    plan = say(
        "{name}: {material} and {diluent} of diluent, of which {portion}",
        name=name,
        material=step * drug,
        diluent=step * (total - drug),
        portion=step * portion,
    )
    error = relative_error(
        float(limits.need), drug, (total,), (portion,), float(limits.absolute_error)
    )
    reasons = []
    if total > limits.largest:
        wanted = step * limits.largest
        reasons.append(
            say(
                "{total} is more than the {wanted} wanted",
                total=step * total,
                wanted=wanted,
            )
        )
    if portion > limits.most_portion:
        most = step * limits.most_portion
        reasons.append(
            say(
                "{portion} is more than the {most} the batch takes up",
                portion=step * portion,
                most=most,
            )
        )
    if drug < limits.least:
        reasons.append(say("{material} is below the least mass", material=step * drug))
    reasons.append(_errors(error, chosen))
    return Rejected(plan=plan, reason=joined(reasons, "; "))


def _exact(limits: Limits) -> _Taken | None:
    """Return the smallest legal dilution that needs no rounding.

    One of more than thrice the largest dilution wanted is not worth naming.
    """
    above, below = limits.need.numerator, limits.need.denominator
    least = ceil(limits.least)
    for multiple in range(1, _MOST_MULTIPLES + 1):
        product, total = above * multiple, below * multiple
        if total > _NEAR * limits.largest:
            return None
        for drug in range(isqrt(product), least - 1, -1):
            portion, rest = divmod(product, drug)
            if not rest and total - drug >= least and portion <= total:
                return drug, (total,), (portion,)
    return None


def _other_number(stages: int, other: Steps | None, chosen: Steps) -> Rejected:
    """Return why another number of dilutions was not taken."""
    plan = say("1 dilution")
    if stages > 1:
        plan = say("{stages} dilutions", stages=stages)
    if other is None:
        reason = say("no weighings of that number are all legal")
        return Rejected(plan=plan, reason=reason)
    reasons = [_errors(other.error, chosen)]
    if stages > len(chosen.totals):
        reasons.append(say("each dilution is one mixing more"))
    return Rejected(plan=plan, reason=joined(reasons, "; "))


def _errors(error: float, chosen: Steps) -> Wording:
    """Return the error of a dilution beside that of the one chosen."""
    return say(
        "its error is {error}, here {chosen}",
        error=_percent(error),
        chosen=_percent(chosen.error),
    )


def _percent(error: float) -> str:
    return Amount(decimal(Fraction(error) * 100, 2), "%")
