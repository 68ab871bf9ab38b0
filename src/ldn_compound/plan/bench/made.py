"""Made: the weighings of a plan in bench order, with what was entered for each.

Each has a letter, as in the weighing table of the bench sheet: A, B, C and so on. The
target of the tablet powder follows the mean mass that was found at the bench: the
powder planned, times the mean mass found, over that planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain, count, product, starmap
from string import ascii_uppercase

from attrs import evolve, frozen

from ...calc.limits import weighing_limits
from ...calc.rounding import to_readability
from ...errors import FieldError
from ...model.batch import Batch
from ...model.component import Component, of_role
from ...model.lot import Lot
from ...model.made import Made, Weighed
from ...model.weighing import MassLimits
from ...quantities.units import Q, Quantity
from ...reference.tables import unknown
from ...sheets.wording import say
from ..components import tolerance_of

__all__ = ["BenchWeighing", "bench_weighings", "mean_mass_change"]

_NOTHING = Made()


@frozen(kw_only=True)
class BenchWeighing:
    """One weighing of a plan, with what was entered for it.

    Parameters
    ----------
    letter
        Its letter in the weighing table.
    item
        Its name there; a second weighing of the same item has a number.
    component
        The component that it brings into the blend.
    into_blend
        Whether it goes into the mortar; what is diluted first does not.
    made_here
        Whether it is the portion of a dilution, which has no lot of its own.
    lot
        Which delivery it is of, or `None`.
    planned
        What the plan asks for. [mg]
    target
        The same, by the mean tablet mass that was found. [mg]
    limits
        What the balance may show; `None` where the target only says what to expect.
    entry
        What was entered, or `None`.
    """

    letter: str
    item: str
    component: Component
    into_blend: bool
    made_here: bool
    lot: Lot | None
    planned: Quantity
    target: Quantity
    limits: MassLimits | None
    entry: Weighed | None

    @property
    def estimated(self) -> bool:
        """Whether the target only says what to expect."""
        return self.limits is None

    @property
    def carries_drug(self) -> bool:
        """Whether the drug goes through it."""
        return self.component.role == "drug"

    @property
    def mass(self) -> Quantity:
        """What was weighed, or the target where nothing was entered. [mg]"""
        return self.target if self.entry is None else self.entry.actual

    @property
    def off(self) -> bool:
        """Whether what was weighed is outside its limits."""
        if self.entry is None or self.limits is None:
            return False
        return self.entry.actual not in self.limits


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
    FieldError
        If something was entered twice, once by letter and once by name.

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
    >>> powder, filler = bench_weighings(plan, Made(weighed={"B": "12 g"}))
    >>> powder.entry is None, filler.item, filler.off, filler.planned
    (True, 'sucrose', True, Q('11830 mg'))
    """
    made = made or _NOTHING
    found = tuple(_weighings(plan))
    entered = _entered(found, made)
    change = mean_mass_change(plan, made)
    if change and plan.weighs_powder:
        found = (_by_mean_mass(plan, found[0], change), *found[1:])
    return tuple(evolve(each, entry=entered.get(each.letter)) for each in found)


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


def _weighings(plan: Batch) -> Iterator[BenchWeighing]:
    """Yield each weighing as planned; a second of the same name has a number."""
    letters = _letters()
    times: dict[str, int] = {}
    for component in of_role(plan.components, "drug", "additive", "filler"):
        if component.role == "drug" and not plan.weighs_powder:
            continue
        for place, each in enumerate(component.weighings):
            times[each.item] = times.get(each.item, 0) + 1
            item, number = each.item, times[each.item]
            if number > 1:
                item = say("{item} ({number})", item=item, number=number)
            yield BenchWeighing(
                letter=next(letters),
                item=item,
                component=component,
                into_blend=place == len(component.weighings) - 1,
                made_here=place > 0 and place % 2 == 0,
                lot=_lot(plan, component, place),
                planned=each.to_weigh,
                target=each.to_weigh,
                limits=_limits(plan, component, each.to_weigh),
                entry=None,
            )


def _lot(plan: Batch, component: Component, place: int) -> Lot | None:
    """Return the delivery of the weighing at a place: material, diluent, portion ..."""
    if place == 0:
        return component.lot
    if place % 2 == 0:
        return None
    first, _ = plan.request.fillers[0]
    return (
        (plan.request.diluent or first).lot if component.role == "drug" else first.lot
    )


def _letters() -> Iterator[str]:
    """Return A to Z, and then AA, AB and so on, without end."""
    alphabets = map((ascii_uppercase,).__mul__, count(1))
    return map("".join, chain.from_iterable(starmap(product, alphabets)))


def _limits(plan: Batch, component: Component, target: Quantity) -> MassLimits | None:
    """Return what the balance may show for a target."""
    if component.estimated:
        return None
    request = plan.request
    return weighing_limits(
        target,
        tolerance_of(request.policy, component.role, component.trituration),
        None if request.balance is None else request.balance.readability,
    )


def _entered(found: tuple[BenchWeighing, ...], made: Made) -> Mapping[str, Weighed]:
    """Return what was entered, by letter."""
    letters = {each.item: each.letter for each in found}
    entered: dict[str, Weighed] = {}
    for each in made.weighed:
        letter = letters.get(each.item, each.item)
        if letter not in letters.values():
            raise unknown("weighed", each.item, [*letters, *letters.values()])
        if letter in entered:
            got = f"{entered[letter].item} and {each.item}, which are the same"
            raise FieldError("each weighing once", got, field="weighed")
        entered[letter] = each
    return entered


def _by_mean_mass(
    plan: Batch, powder: BenchWeighing, change: Fraction
) -> BenchWeighing:
    """Return the weighing of the tablet powder, by the mean mass that was found."""
    exact = plan.powder.exact if plan.trituration is None else powder.planned
    target, balance = exact * change, plan.request.balance
    if balance is not None:
        target = to_readability(target, balance.readability)
    limits = _limits(plan, powder.component, target)
    return evolve(powder, target=target, limits=limits)
