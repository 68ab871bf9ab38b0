"""Families of orders, and the pairs of lots that each may be made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias, cast

from attrs import frozen

from ...batch_plan import plan_batch
from ...checks.ingredients import allergens_in, refused_by
from ...errors import ShellOverfilledError
from ...model.excipients import Filler
from ...model.fill import Fill
from ...model.forms import Form
from ...model.policy import Policy
from ...model.prescription import Prescription
from ...model.shell import Shell
from ...model.tablets import Tablets
from ...model.weighing import TabletCount
from ...quantities.units import Quantity
from .problem import Family, LotPair, OrderGroup, Problem, Surplus
from .stock import Shelf, lot_of

__all__ = [
    "Bench",
    "Grouped",
    "PairsOf",
    "families_of",
    "lot_pairs",
    "problem_of",
    "suits",
    "surplus_of",
]

#: The prescriptions of a family, those of each group together.
Grouped: TypeAlias = tuple[tuple[int, ...], ...]
#: The pairs of lots for a strength and form, each worked out once.
PairsOf: TypeAlias = Callable[[Quantity, Form], tuple[LotPair, ...]]


@frozen(kw_only=True)
class Bench:
    """What holds for every batch of the day.

    Parameters
    ----------
    shell
        The empty capsule.
    fill
        How the amount of filler is found.
    policy
        House rules.
    most_capsules
        Capsules that one batch may hold, spare ones included.
    """

    shell: Shell
    fill: Fill
    policy: Policy
    most_capsules: int


def families_of(
    orders: Sequence[Prescription], shelf: Shelf, pairs_of: PairsOf
) -> tuple[tuple[Family, Grouped], ...]:
    """Return the orders as families, each with the orders of each group.

    Parameters
    ----------
    orders
        The prescriptions.
    shelf
        The lots.
    pairs_of
        The pairs of lots, by strength and form.

    Returns
    -------
    tuple
        Families by strength and form, and for each group the places of its orders.
    """
    families = []
    for key in sorted({(each.strength, each.form) for each in orders}, reverse=True):
        places = [
            number
            for number, each in enumerate(orders)
            if (each.strength, each.form) == key
        ]
        pairs = pairs_of(*key)
        groups: dict[tuple[int, frozenset[int]], list[int]] = {}
        for number in places:
            refused = refused_by(orders[number])
            suited = frozenset(
                place for place, pair in enumerate(pairs) if suits(pair, refused, shelf)
            )
            groups.setdefault((orders[number].capsules, suited), []).append(number)
        ordered = sorted(groups, key=lambda group: (-group[0], sorted(group[1])))
        family = Family(
            groups=tuple(
                OrderGroup(
                    capsules=capsules, count=len(groups[capsules, suited]), pairs=suited
                )
                for capsules, suited in ordered
            ),
            pairs=pairs,
        )
        families.append((family, tuple(tuple(groups[group]) for group in ordered)))
    return tuple(families)


def lot_pairs(
    strength: Quantity, form: Form, *, shelf: Shelf, bench: Bench
) -> tuple[LotPair, ...]:
    """Return the pairs of lots whose powder fits the shell, with what a capsule takes.

    Parameters
    ----------
    strength
        Drug in one capsule. [mg/capsule]
    form
        Chemical form that the strength is stated in.
    shelf
        The lots.
    bench
        What holds for every batch.

    Returns
    -------
    tuple of LotPair
        Exact amounts, from the plan of one capsule.
    """
    one_capsule, pairs = Prescription(strength, capsules=1, form=form), []
    for tablets, (drug, _) in enumerate(shelf.tablets):
        for place, (filler, _) in enumerate(shelf.fillers):
            try:
                plan = plan_batch(
                    one_capsule,
                    drug=drug,
                    filler=filler,
                    shell=bench.shell,
                    fill=bench.fill,
                    policy=bench.policy,
                    spare_capsules=0,
                )
            except ShellOverfilledError:
                continue
            pairs.append(
                LotPair(
                    tablets=tablets,
                    filler=place,
                    tablets_per_capsule=cast("TabletCount", plan.tablets).exact.m_as(
                        "tablet"
                    ),
                    filler_per_capsule=plan.fillers[0].exact.m_as("mg"),
                    tablet_mass=drug.mean_mass.m_as("mg/tablet"),
                    rank=_rank(shelf.tablets, tablets) + _rank(shelf.fillers, place),
                )
            )
    return tuple(pairs)


def _rank(lots: Sequence[tuple[Tablets | Filler, object]], place: int) -> int:
    """Return how many expiry dates come before that of a lot."""
    dates = {lot_of(material).expires for material, _ in lots}
    return sum(each < lot_of(lots[place][0]).expires for each in dates)


def suits(pair: LotPair, refused: tuple[str, ...], shelf: Shelf) -> bool:
    """Return whether neither lot holds, or may hold, what the patient may not have.

    Parameters
    ----------
    pair
        The two lots.
    refused
        What the patient may not have.
    shelf
        All lots.

    Returns
    -------
    bool
        Whether an order of the patient may be made of the two lots.
    """
    materials = (shelf.tablets[pair.tablets][0], shelf.fillers[pair.filler][0])
    return not any(allergens_in(each.contains, refused) for each in materials)


def surplus_of(policy: Policy) -> Surplus:
    """Return what each batch crushes beyond the tablets needed.

    Parameters
    ----------
    policy
        House rules.

    Returns
    -------
    Surplus
        Its numbers, exact.
    """
    return Surplus(
        reserve=policy.reserve_tablets,
        least_left=Fraction(policy.least_powder_left.m_as("%")) / 100,
        pool=policy.pool_tablets,
    )


def problem_of(
    families: Sequence[Family], shelf: Shelf, bench: Bench, most_orders: int
) -> Problem:
    """Return the problem for the solver.

    Parameters
    ----------
    families
        The orders.
    shelf
        The lots.
    bench
        What holds for every batch.
    most_orders
        Orders that one batch may hold.

    Returns
    -------
    Problem
        Counts and masses as exact numbers.
    """
    return Problem(
        families=tuple(families),
        tablets=tuple(count for _, count in shelf.tablets),
        fillers=tuple(mass for _, mass in shelf.fillers),
        most_capsules=bench.most_capsules - bench.policy.spare_capsules,
        most_orders=most_orders,
        spare=bench.policy.spare_capsules,
        surplus=surplus_of(bench.policy),
    )
