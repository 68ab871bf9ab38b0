"""The ways to make an order: lots that are in date, suit it, and hold enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias, cast

from attrs import evolve, frozen

from ...checks.ingredients import allergens_in
from ...errors import ShellOverfilledError
from ...model.excipients import Filler
from ...model.fill import Fill
from ...model.lot import Lot
from ...model.policy import Policy
from ...model.prescription import Prescription
from ...model.shell import Shell
from ...model.tablets import Tablets
from ...model.weighing import TabletCount
from ...plan import plan_batch
from .question import Family, Kind, Question, Way
from .stock import OnHand

__all__ = [
    "Bench",
    "Grouped",
    "Shelf",
    "families_of",
    "question_of",
    "shelf_of",
    "suits",
    "ways_of",
]

#: The prescriptions of a family, those of each kind together.
Grouped: TypeAlias = tuple[tuple[int, ...], ...]


@frozen(kw_only=True)
class Shelf:
    """The lots that may be used, those that expire first before others.

    Parameters
    ----------
    tablets
        Lots of tablets, with what is left.
    fillers
        Lots of filler, with what is left.
    """

    tablets: tuple[tuple[Tablets, int], ...]
    fillers: tuple[tuple[Filler, Fraction], ...]


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


def shelf_of(stock: Sequence[OnHand], until: dt.date) -> Shelf:
    """Return the lots that last long enough, by their expiry.

    Parameters
    ----------
    stock
        Every lot.
    until
        The day that each has to reach.

    Returns
    -------
    Shelf
        Those that do; of equal dates the lower lot number first.
    """
    lasting = sorted(
        (each for each in stock if _lot(each.material).expires >= until),
        key=lambda each: (_lot(each.material).expires, _lot(each.material).number),
    )
    return Shelf(
        tablets=tuple(
            (each.material, each.amount.m_as("tablet").numerator)
            for each in lasting
            if isinstance(each.material, Tablets)
        ),
        fillers=tuple(
            (each.material, each.amount.m_as("mg"))
            for each in lasting
            if isinstance(each.material, Filler)
        ),
    )


def _lot(material: Tablets | Filler) -> Lot:
    return cast("Lot", material.lot)  # `OnHand` refuses what has none


def families_of(
    orders: Sequence[Prescription], shelf: Shelf, bench: Bench
) -> tuple[tuple[Family, Grouped], ...]:
    """Return the orders as families, each with the orders of each kind.

    Parameters
    ----------
    orders
        What is asked for.
    shelf
        The lots.
    bench
        What holds for every batch.

    Returns
    -------
    tuple
        Families by strength and form, and for each kind the places of its orders.
    """
    found = []
    for key in sorted({(each.strength, each.form) for each in orders}, reverse=True):
        places = [
            number
            for number, each in enumerate(orders)
            if (each.strength, each.form) == key
        ]
        ways = ways_of(orders[places[0]], shelf, bench)
        kinds: dict[tuple[int, frozenset[int]], list[int]] = {}
        for number in places:
            suited = frozenset(
                place
                for place, way in enumerate(ways)
                if suits(orders[number], way, shelf)
            )
            kinds.setdefault((orders[number].capsules, suited), []).append(number)
        ordered = sorted(kinds, key=lambda kind: (-kind[0], sorted(kind[1])))
        family = Family(
            kinds=tuple(
                Kind(capsules=capsules, count=len(kinds[capsules, suited]), ways=suited)
                for capsules, suited in ordered
            ),
            ways=ways,
        )
        found.append((family, tuple(tuple(kinds[kind]) for kind in ordered)))
    return tuple(found)


def ways_of(order: Prescription, shelf: Shelf, bench: Bench) -> tuple[Way, ...]:
    """Return the pairs of lots whose powder fits the shell, with what a capsule takes.

    Parameters
    ----------
    order
        An order of the strength; its number of capsules plays no part.
    shelf
        The lots.
    bench
        What holds for every batch.

    Returns
    -------
    tuple of Way
        Exact amounts, from the plan of one capsule.
    """
    one, found = evolve(order, capsules=1), []
    for tablets, (drug, _) in enumerate(shelf.tablets):
        for place, (filler, _) in enumerate(shelf.fillers):
            try:
                plan = plan_batch(
                    one,
                    drug=drug,
                    filler=filler,
                    shell=bench.shell,
                    fill=bench.fill,
                    policy=bench.policy,
                    spare_capsules=0,
                )
            except ShellOverfilledError:
                continue
            found.append(
                Way(
                    tablets=tablets,
                    filler=place,
                    each=cast("TabletCount", plan.tablets).exact.m_as("tablet"),
                    filler_each=plan.fillers[0].exact.m_as("mg"),
                    tablet_mass=drug.mean_mass.m_as("mg/tablet"),
                    rank=_rank(shelf.tablets, tablets) + _rank(shelf.fillers, place),
                )
            )
    return tuple(found)


def _rank(lots: Sequence[tuple[Tablets | Filler, object]], place: int) -> int:
    """Return how many expiry dates come before that of a lot."""
    dates = {_lot(material).expires for material, _ in lots}
    return sum(each < _lot(lots[place][0]).expires for each in dates)


def suits(order: Prescription, way: Way, shelf: Shelf) -> bool:
    """Return whether neither lot holds, or may hold, what the patient may not have.

    Parameters
    ----------
    order
        What is asked for.
    way
        The two lots.
    shelf
        All lots.

    Returns
    -------
    bool
        Whether it may be made that way.
    """
    materials = (shelf.tablets[way.tablets][0], shelf.fillers[way.filler][0])
    return not any(
        allergens_in(each.contains, order.intolerances) for each in materials
    )


def question_of(
    families: Sequence[Family], shelf: Shelf, bench: Bench, most_orders: int
) -> Question:
    """Return the question for the solver.

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
    Question
        In whole numbers and fractions.
    """
    return Question(
        families=tuple(families),
        tablets=tuple(count for _, count in shelf.tablets),
        fillers=tuple(mass for _, mass in shelf.fillers),
        most_capsules=bench.most_capsules - bench.policy.spare_capsules,
        most_orders=most_orders,
        spare=bench.policy.spare_capsules,
        reserve=bench.policy.reserve_tablets,
    )
