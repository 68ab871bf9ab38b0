"""Targets: what a plan asks to weigh, and the figures that follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ...calc.weighing import absolute_error, weighing_error
from ...model.batch import CheckedBatch
from ...model.component import Component, of_role
from ...model.dilution import TriturationPlan
from ...model.forms import form_name
from ...model.weighing import TabletCount
from ...quantities.units import Q, Quantity, shortened
from ...sheets.content import Facts, Paragraph, Section, Table
from ...sheets.wording import Wording, say

__all__ = ["amounts_section", "trituration_sections"]

_WEIGHED = (say("Error"), say("Actual"), say("Item"))


def amounts_section(plan: CheckedBatch) -> Section:
    """Return what is weighed for the blend, and what comes of it.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Section
        A table to fill in with what was weighed, and the figures of the plan.
    """
    rows = tuple(
        (_to_weigh(each), str(each.exact), _error_of(plan, each), "", each.name)
        for each in of_role(plan.components, "drug", "additive", "filler")
    )
    return Section(
        say("Amounts"),
        (
            Table((say("To weigh"), say("In the blend"), *_WEIGHED), rows),
            Facts(tuple(_figures(plan))),
            Paragraph(
                say("The strength is calculated from the weights, not an assay.")
            ),
        ),
    )


def trituration_sections(plan: CheckedBatch) -> Iterator[Section]:
    """Yield the weighings of each trituration, and what speaks against others.

    Parameters
    ----------
    plan
        The plan.

    Yields
    ------
    Section
        That of the drug-bearing powder, then those of additives.
    """
    if plan.trituration is not None:
        yield _trituration(plan, plan.trituration, say("Trituration"))
    for each in plan.premixes:
        yield _trituration(plan, each, say("Trituration of {item}", item=each.item))


def _figures(plan: CheckedBatch) -> Iterator[tuple[str, str]]:
    form = form_name(plan.request.prescription.form)
    yield say("Drug needed"), _of(str(plan.drug_needed), form)
    if plan.tablets is not None:
        yield say("Tablets"), _tablets(plan, plan.tablets)
    if plan.diluent is not None:
        mass, item = shortened(plan.diluent.exact, 2), plan.diluent.item
        yield (
            say("Diluent"),
            say("{mass} of {item} comes with the trituration", mass=mass, item=item),
        )
    for name, total in _weighed_twice(plan):
        yield say("In all"), _of(str(total), name)
    yield say("Blend"), shortened(plan.blend_mass, 2)
    yield say("Fill of one capsule"), shortened(plan.fill_mass, 2)
    yield (
        say("One filled capsule"),
        say("{mass} with its shell", mass=shortened(plan.gross_mass, 2)),
    )
    yield say("Shell filled"), _shell_filled(plan)
    yield (
        say("Strength"),
        say(
            "{strength}, {claim} of the label",
            strength=shortened(plan.strength_achieved, 4),
            claim=shortened(plan.label_claim, 2),
        ),
    )
    if plan.least_mass is not None:
        yield say("Least mass"), _least_mass(plan)


def _weighed_twice(plan: CheckedBatch) -> Iterator[tuple[str, Quantity]]:
    """Yield what is weighed for a trituration and once more, with all that it takes."""
    masses: dict[str, list[Quantity]] = {}
    for each in plan.weighings:
        masses.setdefault(each.item, []).append(each.to_weigh)
    for item, (first, *others) in masses.items():
        if others:
            yield item, sum(others, first)


def _of(mass: str, item: str) -> Wording:
    return say("{mass} of {item}", mass=mass, item=item)


def _tablets(plan: CheckedBatch, tablets: TabletCount) -> Wording:
    crushed = Q("1 tablet") * tablets.to_crush
    if not plan.weighs_powder:
        return say(
            "crush {crushed}; {exact} would hold the drug; use all of their powder; "
            "weigh none of it back",
            crushed=crushed,
            exact=tablets.exact,
        )
    return say(
        "crush {crushed}, of which {exact} hold the drug; weigh {powder} of their "
        "powder; {left} of it is left",
        crushed=crushed,
        exact=tablets.exact,
        powder=plan.powder.to_weigh,
        left=tablets.powder_left,
    )


def _least_mass(plan: CheckedBatch) -> Wording:
    """Return the least mass, and the rule of the house behind it."""
    rules, least = plan.request.policy, plan.least_mass
    error = rules.weighing_error
    match rules.least_mass_rule:
        case "sensitivity":
            return say(
                "{least} on this balance, by its sensitivity, else readability, at an "
                "error of {error}",
                least=least,
                error=error,
            )
        case "readability":
            return say(
                "{least} on this balance, by its readability at an error of {error}",
                least=least,
                error=error,
            )
        case "usp-41":
            return say("{least} on this balance, by USP chapter 41", least=least)
        case _:
            assert_never(rules.least_mass_rule)


def _shell_filled(plan: CheckedBatch) -> str:
    """Return how full the shell is, marked where a figure is nobody's measurement."""
    packings = [each.packing for each in plan.components]
    filled = shortened(plan.shell_filled, 2)
    if all(each is not None and each.measured for each in packings):
        return filled
    return say("{filled} (by figures that were not measured)", filled=filled)


def _to_weigh(component: Component) -> str:
    if component.estimated:
        return say("{mass} (estimate)", mass=component.to_weigh)
    return str(component.to_weigh)


def _error_of(plan: CheckedBatch, component: Component) -> str:
    """Return the error of weighing a component; a dash where it is not weighed."""
    if component.role == "drug" and not plan.weighs_powder:
        return "-"
    return _error(plan, component.to_weigh)


def _error(plan: CheckedBatch, mass: Quantity) -> str:
    """Return the error of one weighing; a dash where no balance or nothing is."""
    balance = plan.request.balance
    if balance is None or not mass:
        return "-"
    error = absolute_error(balance, plan.request.policy)
    return shortened(weighing_error(error, mass), 2)


def _trituration(
    plan: CheckedBatch, trituration: TriturationPlan, title: str
) -> Section:
    least = str(trituration.least_mass)
    rows = tuple(
        (str(each.to_weigh), least, _error(plan, each.to_weigh), "", each.item)
        for each in trituration.weighings
    )
    rejected = (
        say("Rejected: {plan}: {reason}.", plan=each.plan, reason=each.reason)
        for each in trituration.rejected
    )
    return Section(
        title,
        (
            Table((say("To weigh"), say("Least mass"), *_WEIGHED), rows),
            Facts(
                (
                    (say("Needed"), _of(str(trituration.needed), trituration.item)),
                    (say("In the last portion"), shortened(trituration.content, 4)),
                    (say("Error of all weighings"), shortened(trituration.error, 2)),
                    (say("Left over"), str(trituration.waste)),
                )
            ),
            *(Paragraph(each) for each in rejected),
        ),
    )
