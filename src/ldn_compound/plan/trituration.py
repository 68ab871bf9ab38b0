"""Triturations: the plan in which every weighing is legal and the error smallest."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from attrs import evolve

from ..calc.dilution import content
from ..calc.trituration import MOST_STAGES, Steps
from ..calc.weighing import absolute_error, least_mass
from ..errors import FieldError, TooLittleToWeighError
from ..model.dilution import Dilution, Limits, TriturationPlan
from ..model.equipment import Balance
from ..model.policy import Policy
from ..model.weighing import Weighing
from ..quantities.units import Q, Quantity, amounts
from ..sheets.wording import say
from .alternatives import best_within, rejected

__all__ = ["plan_trituration"]

_DECIMALS = 10**6

#: No balance shows so many steps, and a float no longer tells them apart.
_MOST_STEPS = 10**15


def plan_trituration(
    needed: Quantity | str,
    *,
    item: str,
    diluent: str,
    balance: Balance,
    policy: Policy,
    largest: Quantity | str,
    most_diluent: Quantity | str | None = None,
) -> TriturationPlan:
    """Return how to weigh what is too little to weigh.

    Of the fewest dilutions whose combined error the policy allows for one weighing,
    the plan of the smallest error is taken, and among equals the one of least waste;
    where no number of dilutions keeps that error, the one of the smallest. Each
    dilution more is one mixing more, whose evenness no balance shows.

    Parameters
    ----------
    needed
        Material needed. [mg]
    item
        What it is.
    diluent
        What it is diluted with.
    balance
        The balance.
    policy
        House rules: the least mass, the error allowed, and how far rounding may go.
    largest
        Largest dilution wanted. [mg]
    most_diluent
        Most diluent that the batch takes up with the portion; `None` sets no limit
        but *largest*. [mg]

    Returns
    -------
    TriturationPlan
        Dilutions, content, error, waste, and what was rejected.

    Raises
    ------
    FieldError
        If the balance may weigh what is needed, or has more steps than any balance.
    TooLittleToWeighError
        If no plan of up to three dilutions has only legal weighings.

    Examples
    --------
    >>> from ldn_compound import Balance, reference
    >>> plan = plan_trituration("51.36 mg", item="tablet powder", diluent="cellulose",
    ...                         balance=Balance(readability="10 mg"),
    ...                         policy=reference.policy("usp"), largest="4 g")
    >>> [weighing.to_weigh for weighing in plan.weighings]
    [Q('420 mg'), Q('3580 mg'), Q('490 mg')]
    >>> plan.content
    Q('51.45 mg')
    """
    needed, largest = amounts(needed, largest)
    least = least_mass(balance, policy)
    if not 0 * needed < needed < least:
        expected = f"an amount above zero and below the least mass, {least}"
        raise FieldError(expected, str(needed), "weigh it directly", "needed")
    step = balance.readability
    limits = Limits(
        need=_steps(needed, step),
        least=_steps(least, step),
        largest=floor(_steps(_carried_by(balance, largest), step)),
        most_portion=floor(_steps(_taken_up(needed, largest, most_diluent), step)),
        absolute_error=_steps(absolute_error(balance, policy), step),
        tolerance=policy.strength_tolerance.magnitude / 100,
        step=step,
    )
    if limits.largest > _MOST_STEPS:
        expected = "a dilution of at most 10^15 steps of the display"
        way_out = "check readability, packing and shell for a misplaced point"
        raise FieldError(expected, f"{largest} in steps of {step}", way_out, "largest")
    chosen = _fewest(limits, float(policy.weighing_error.magnitude) / 100)
    if chosen is None:
        raise _refusal(item, needed, least, largest)
    carried = _content(chosen)
    error = Fraction(round(chosen.error * _DECIMALS), _DECIMALS)
    return TriturationPlan(
        item=item,
        needed=needed,
        diluent=diluent,
        dilutions=_dilutions(chosen, limits, item, diluent),
        content=step * carried,
        error=Q("100 %") * error,
        diluent_in_portion=step * (chosen.portions[-1] - carried),
        waste=step * chosen.waste,
        least_mass=least,
        limits=limits,
        rejected=tuple(rejected(limits, evolve(chosen, error=float(error)))),
    )


def _steps(mass: Quantity, step: Quantity) -> Fraction:
    """Return a mass in steps; both are in mg, as formulas and records give them."""
    return mass.magnitude / step.magnitude


def _carried_by(balance: Balance, largest: Quantity) -> Quantity:
    """Return the largest dilution that is wanted and that the balance carries."""
    return largest if balance.capacity is None else min(largest, balance.capacity)


def _taken_up(
    needed: Quantity, largest: Quantity, most_diluent: Quantity | str | None
) -> Quantity:
    """Return the largest portion that the batch takes up."""
    if most_diluent is None:
        return largest
    (limit,) = amounts(most_diluent)
    return min(largest, limit + needed)


def _fewest(limits: Limits, allowed: float) -> Steps | None:
    """Return the fewest dilutions within the error allowed, else the least error."""
    legal = []
    for stages in range(1, MOST_STAGES + 1):
        found = best_within(limits, stages)
        if found is not None:
            if found.error <= allowed:
                return found
            legal.append(found)
    return min(legal, key=lambda steps: steps.error, default=None)


def _refusal(
    item: str, needed: Quantity, least: Quantity, largest: Quantity
) -> TooLittleToWeighError:
    """Return the error for a need that no legal trituration meets."""
    expected = f"a dilution of {item} whose weighings are each {least} or more"
    got = f"{needed} needed, in at most {MOST_STAGES} dilutions of at most {largest}"
    way_out = "use a finer balance, make more capsules, or start from a stock dilution"
    return TooLittleToWeighError(expected, got, way_out, "balance")


def _dilutions(
    chosen: Steps, limits: Limits, item: str, diluent: str
) -> tuple[Dilution, ...]:
    """Return the dilutions of a plan; the last diluent is exact before rounding."""
    dilutions: list[Dilution] = []
    step, mass, carried = limits.step, chosen.drug, Fraction(chosen.drug)
    material = _shown(item, step * mass)
    last = len(chosen.totals)
    pairs = zip(chosen.totals, chosen.portions, strict=True)
    for number, (total, portion) in enumerate(pairs, start=1):
        rounded = step * (total - mass)
        exact = rounded
        if number == last:
            exact = step * (carried * portion / limits.need - mass)
        dilutions.append(
            Dilution(
                material=material,
                diluent=Weighing(item=diluent, exact=exact, to_weigh=rounded),
                total=step * total,
                portion=_shown(_portion(number, item), step * portion),
            )
        )
        mass, carried = portion, carried * portion / total
        material = dilutions[-1].portion
    return tuple(dilutions)


def _portion(number: int, item: str) -> str:
    return say("trituration {number} of {item}", number=number, item=item)


def _shown(item: str, mass: Quantity) -> Weighing:
    """Return a weighing of whole steps."""
    return Weighing(item=item, exact=mass, to_weigh=mass)


def _content(chosen: Steps) -> Fraction:
    """Return what the last portion carries, in steps, by the amounts as weighed."""
    carried = Fraction(chosen.drug)
    for total, portion in zip(chosen.totals, chosen.portions, strict=True):
        carried = content(carried, total - carried, Fraction(portion))
    return carried
