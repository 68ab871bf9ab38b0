"""What is weighed: each amount on the display, and what comes along with it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...model.batch import BatchPlan
from ...model.equipment import Balance
from ...model.fill import FillToMass
from ...model.tablets import Tablets
from .asked import Asked
from .dilutions import followed
from .numbers import Compared, mg, shown
from .room import additive_mass

__all__ = ["additives_weighed", "diluent_weighed", "fillers_weighed", "powder_weighed"]


def powder_weighed(plan: BatchPlan, asked: Asked) -> Iterator[Compared]:
    """Yield the figures of the powder that carries the drug.

    Parameters
    ----------
    plan
        The plan.
    asked
        What was asked.

    Yields
    ------
    Compared
        One figure after the other.
    """
    exact, to_weigh = mg(plan.powder.exact), mg(plan.powder.to_weigh)
    request, source = plan.request, plan.request.drug
    if request.whole_tablets is not None and isinstance(source, Tablets):
        crushed = request.whole_tablets * source.mean_mass.m_as("mg/tablet")
        yield "powder.exact", exact, crushed, "mg"
        yield "powder.to_weigh", to_weigh, crushed, "mg"
        yield "drug_needed", mg(plan.drug_needed), asked.drug, "mg"
    else:
        yield "powder.exact", exact, asked.drug / asked.carries, "mg"
        yield "drug_needed", mg(plan.drug_needed), exact * asked.carries, "mg"
        yield from _powder_on_display(plan, exact, to_weigh)


def _powder_on_display(
    plan: BatchPlan, exact: Fraction, to_weigh: Fraction
) -> Iterator[Compared]:
    """Yield what is weighed of the powder: as it is, or to dilute it."""
    request, trituration = plan.request, plan.trituration
    if trituration is None:
        yield "powder.to_weigh", to_weigh, shown(exact, _step(request.balance)), "mg"
    else:
        first = mg(trituration.dilutions[0].material.to_weigh)
        diluent = (request.diluent or request.fillers[0][0]).name
        yield "powder.to_weigh", to_weigh, first, "mg"
        yield "trituration.item", trituration.item, plan.powder.item, ""
        yield from followed("trituration", trituration, exact, diluent, request)


def additives_weighed(plan: BatchPlan, asked: Asked) -> Iterator[Compared]:
    """Yield the figures of the additives, and of the premixes of those too little.

    Parameters
    ----------
    plan
        The plan.
    asked
        What was asked.

    Yields
    ------
    Compared
        One figure after the other.
    """
    request, blend = plan.request, mg(plan.blend_mass)
    first_filler = request.fillers[0][0].name
    if isinstance(request.fill, FillToMass):
        blend = mg(request.fill.mass) * asked.size
    premixes = {each.item: number for number, each in enumerate(plan.premixes)}
    pairs = zip(plan.additives, request.additives, strict=True)
    for number, (each, additive) in enumerate(pairs):
        here, exact = f"additives[{number}]", mg(each.exact)
        wanted = additive_mass(additive, asked.size, blend)
        on_display = shown(exact, _step(request.balance))
        if each.item in premixes:
            place = premixes[each.item]
            premix, path = plan.premixes[place], f"premixes[{place}]"
            on_display = mg(premix.dilutions[0].material.to_weigh)
            yield from followed(path, premix, exact, first_filler, request)
        yield f"{here}.item", each.item, additive.name, ""
        yield f"{here}.exact", exact, wanted, "mg"
        yield f"{here}.to_weigh", mg(each.to_weigh), on_display, "mg"


def diluent_weighed(plan: BatchPlan) -> Iterator[Compared]:
    """Yield the figures of a diluent that is none of the fillers.

    Parameters
    ----------
    plan
        The plan.

    Yields
    ------
    Compared
        One figure after the other.
    """
    if plan.diluent is not None and plan.trituration is not None:
        brought = mg(plan.trituration.diluent_in_portion)
        yield "diluent.item", plan.diluent.item, plan.trituration.diluent, ""
        yield "diluent.exact", mg(plan.diluent.exact), brought, "mg"
        yield "diluent.to_weigh", mg(plan.diluent.to_weigh), brought, "mg"


def fillers_weighed(plan: BatchPlan) -> Iterator[Compared]:
    """Yield the figures of the fillers: in their parts, less what portions bring along.

    Parameters
    ----------
    plan
        The plan.

    Yields
    ------
    Compared
        One figure after the other.
    """
    exact = [mg(each.exact) for each in plan.fillers]
    brought = _brought_along(plan)
    one_part = exact[0] / plan.request.fillers[0][1]
    for number, (filler, parts) in enumerate(plan.request.fillers):
        here, each = f"fillers[{number}]", plan.fillers[number]
        left = shown(exact[number] - brought[number], _step(plan.request.balance))
        yield f"{here}.item", each.item, filler.name, ""
        yield f"{here}.exact", exact[number], one_part * parts, "mg"
        yield f"{here}.to_weigh", mg(each.to_weigh), left, "mg"


def _brought_along(plan: BatchPlan) -> list[Fraction]:
    """Return how much of each filler comes with the portions of triturations."""
    fillers = [filler for filler, _ in plan.request.fillers]
    brought = [Fraction(0) for _ in fillers]
    if plan.trituration is not None and plan.diluent is None:
        diluent = plan.request.diluent or fillers[0]
        brought[fillers.index(diluent)] += mg(plan.trituration.diluent_in_portion)
    for premix in plan.premixes:
        brought[0] += mg(premix.diluent_in_portion)
    return brought


def _step(balance: Balance | None) -> Fraction | None:
    return None if balance is None else mg(balance.readability)
