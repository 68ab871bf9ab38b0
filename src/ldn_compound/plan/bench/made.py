r"""Made: are the amounts that were weighed those that the plan asks for?

A weighing is off where :math:`|m / t - 1|` is more than the strength tolerance of the
policy, *m* being what was weighed and *t* its target: a weighing may move the strength
no further than rounding may. The target of the tablet powder follows the mean mass that
was found at the bench, as the worksheet says: the powder planned, times the mean mass
found, over that planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, frozen

from ...calc.rounding import to_readability
from ...model.batch import Batch
from ...model.made import Made, Weighed
from ...quantities.units import Q, Quantity
from ...reference.tables import unknown
from ...sheets.wording import say

__all__ = ["BenchWeighing", "bench_weighings", "mean_mass_change"]

_NOTHING = Made()


@frozen(kw_only=True)
class BenchWeighing:
    """One weighing of a plan, with what was entered for it.

    Parameters
    ----------
    item
        Its name on the record; a second weighing of the same item has a number.
    planned
        What the plan asks for. [mg]
    target
        The same, by the mean tablet mass that was found. [mg]
    estimated
        Whether the target only says what to expect.
    carries_drug
        Whether the drug goes through it.
    tolerance
        How far from the target it may be. [%]
    entry
        What was entered, or `None`.
    """

    item: str
    planned: Quantity
    target: Quantity
    estimated: bool
    carries_drug: bool
    tolerance: Quantity
    entry: Weighed | None

    @property
    def least(self) -> Quantity:
        """Least mass within the tolerance. [mg]"""
        return (self.target * (1 - self.tolerance)).to("mg")

    @property
    def greatest(self) -> Quantity:
        """Greatest mass within the tolerance. [mg]"""
        return (self.target * (1 + self.tolerance)).to("mg")

    @property
    def off(self) -> bool:
        """Whether what was weighed is outside the tolerance."""
        if self.entry is None or self.estimated:
            return False
        return not self.least <= self.entry.actual <= self.greatest


def bench_weighings(plan: Batch, made: Made | None = None) -> tuple[BenchWeighing, ...]:
    """Return every weighing of a plan, with what was entered for it.

    Parameters
    ----------
    plan
        The plan.
    made
        What was entered; `None`: nothing yet.

    Returns
    -------
    tuple of BenchWeighing
        In bench order.

    Raises
    ------
    UnknownNameError
        If something was entered for an item that the plan does not weigh.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Balance, Filler, PackStatistic, Prescription, Tablets, plan_batch,
    ...     reference)
    >>> plan = plan_batch(
    ...     Prescription(strength="4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="200 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"), balance=Balance(readability="1 mg"))
    >>> made = Made(weighed=(Weighed("sucrose", actual="12 g"),))
    >>> powder, filler = bench_weighings(plan, made)
    >>> powder.entry is None, filler.off, filler.planned
    (True, True, Q('11830 mg'))
    """
    made = made or _NOTHING
    entered = {each.item: each for each in made.weighed}
    names = list(_names(plan))
    for item in entered:
        if item not in names:
            raise unknown("weighed", item, names)
    carriers = _carriers(plan)
    found = [
        BenchWeighing(
            item=name,
            planned=each.to_weigh,
            target=each.to_weigh,
            estimated=each.estimated,
            carries_drug=number < carriers,
            tolerance=plan.request.policy.strength_tolerance,
            entry=entered.get(name),
        )
        for number, (name, each) in enumerate(zip(names, plan.weighings, strict=True))
    ]
    change = mean_mass_change(plan, made)
    if change and plan.weighs_powder:
        found[0] = _by_mean_mass(plan, found[0], change)
    return tuple(found)


def mean_mass_change(plan: Batch, made: Made) -> Fraction | None:
    """Return the mean mass of the tablets that were crushed, over that planned.

    Parameters
    ----------
    plan
        The plan.
    made
        What was entered.

    Returns
    -------
    Fraction or None
        One where they are the same; `None` where nothing was crushed or entered.
    """
    crushed = plan.crushed
    if crushed is None or made.tablets_mass is None:
        return None
    counted = made.tablets_counted or crushed.count.to_crush
    found = made.tablets_mass / (Q("1 tablet") * counted)
    return (found / crushed.tablets.mean_mass).m_as("%") / 100


def _names(plan: Batch) -> Iterator[str]:
    """Yield the name of each weighing; a second of the same name has a number."""
    times: dict[str, int] = {}
    for each in plan.weighings:
        times[each.item] = times.get(each.item, 0) + 1
        number = times[each.item]
        if number == 1:
            yield each.item
        else:
            yield say("{item} ({number})", item=each.item, number=number)


def _carriers(plan: Batch) -> int:
    """Return how many weighings the drug goes through; they are the first ones."""
    if plan.trituration is not None:
        return len(plan.trituration.weighings)
    return int(plan.weighs_powder)


def _by_mean_mass(
    plan: Batch, powder: BenchWeighing, change: Fraction
) -> BenchWeighing:
    """Return the weighing of the tablet powder, by the mean mass that was found."""
    exact = plan.powder.exact if plan.trituration is None else powder.planned
    target, balance = exact * change, plan.request.balance
    if balance is not None:
        target = to_readability(target, balance.readability)
    return evolve(powder, target=target)
