"""Steps of the drug source: the formulas from drug needed to powder weighed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never, cast

from ...calc.potency import is_capped
from ...model.batch import Batch
from ...model.bulk import BulkDrug
from ...model.forms import Form, basis_name, form_name
from ...model.steps import Step
from ...model.tablets import Tablets
from ...model.trituration import Trituration
from ...model.weighing import TabletCount
from ...quantities.notation import Amount, decimal
from ...quantities.units import Q, Quantity
from ...reference import molar_mass
from ...sheets.formula import Figure, Term
from ...sheets.wording import say

__all__ = ["source_steps"]


def source_steps(batch: Batch) -> Iterator[Step]:
    """Yield how the powder follows from the drug needed, and what a portion carries.

    Parameters
    ----------
    batch
        The batch.

    Yields
    ------
    Step
        In the order in which they are worked out.
    """
    yield from _source(batch)
    yield from _trituration(batch)


def _source(batch: Batch) -> Iterator[Step]:
    drug = batch.request.drug
    match drug:
        case Tablets():
            yield from _tablets(batch, drug)
        case BulkDrug():
            yield Step.by(
                _between_forms(batch, _by_certificate(batch, drug)),
                name=say(
                    "{item} ({basis} assay)",
                    item=batch.powder.item,
                    basis=basis_name(drug.basis),
                ),
                result=batch.powder.exact,
                source="usp-naltrexone-hydrochloride",
            )
        case Trituration():
            share = Figure(say("share"), drug.drug_fraction)
            term = _of_assay(_drug_needed(batch) / share, drug.assay)
            yield Step.by(
                _between_forms(batch, term),
                name=batch.powder.item,
                result=batch.powder.exact,
                source="basicmedicalkey-weighing",
            )
        case _:
            assert_never(drug)


def _drug_needed(batch: Batch) -> Figure:
    return Figure(say("drug needed"), batch.drug_needed)


def _of_assay(term: Term, assay: Quantity | None) -> Term:
    """Return a formula over the assay, where one was stated."""
    return term if assay is None else term / Figure(say("assay"), assay)


def _by_certificate(batch: Batch, drug: BulkDrug) -> Term:
    """Return how the powder follows from its certificate."""
    rules, needed = batch.request.policy, _drug_needed(batch)
    assay = Figure(say("assay"), drug.assay)
    if is_capped(drug, rules) and rules.assay_cap is not None:
        assay = Figure(say("assay it is taken for"), rules.assay_cap)
    term: Term = needed / assay
    water, solvents = say("water"), say("solvents")
    volatile = [
        Figure(name, share)
        for name, share in ((water, drug.water), (solvents, drug.solvents))
        if share is not None
    ]
    if not volatile:
        return term
    left: Term = 1 - volatile[0]
    for each in volatile[1:]:
        left = left - each
    return term / left


def _tablets(batch: Batch, drug: Tablets) -> Iterator[Step]:
    count = cast("TabletCount", batch.tablets)  # counted wherever tablets are crushed
    strength = Figure(say("tablet strength"), drug.strength)
    mean_mass = Figure(say("mean tablet mass"), drug.mean_mass)
    crushed = Q("1 tablet") * count.to_crush
    yield Step.by(
        _between_forms(batch, _of_assay(_drug_needed(batch) / strength, drug.assay)),
        name=say("tablets needed"),
        result=count.exact,
        source="jcu-4-3-2",
    )
    number = Figure(say("tablets needed"), count.exact)
    if not batch.weighs_powder:
        number = Figure(say("tablets crushed"), crushed)
    yield Step.by(
        number * mean_mass,
        name=say("powder of crushed tablets"),
        result=batch.powder.exact,
        source="jcu-4-3-2",
    )
    if batch.weighs_powder:
        to_crush = Figure(say("tablets to crush"), crushed)
        to_weigh = Figure(say("powder to weigh"), batch.powder.to_weigh)
        least = batch.request.policy.least_powder_left
        left = Figure(say("least powder left over"), least)
        yield Step.by(
            to_weigh * (1 + left) / mean_mass,
            name=say("tablets that leave {least} over", least=least),
            result=(batch.powder.to_weigh * (1 + least) / drug.mean_mass).to("tablet"),
            source="house",
        )
        yield Step.by(
            to_crush * mean_mass - to_weigh,
            name=say("tablet powder left over"),
            result=count.powder_left,
            source="jcu-4-3-2",
        )


def _between_forms(batch: Batch, term: Term) -> Term:
    """Return a formula with the factor between two forms, where there are two."""
    wanted, weighed = batch.request.prescription.form, batch.request.drug.form
    if wanted == weighed:
        return term
    by = say("molar mass {form}", form=form_name(weighed))
    over = say("molar mass {form}", form=form_name(wanted))
    heavier = Figure(by, _molar_mass(weighed))
    return term * heavier / Figure(form_name(wanted), _molar_mass(wanted), given=over)


def _molar_mass(form: Form) -> str:
    return Amount(decimal(molar_mass(form)), "g/mol")


def _trituration(batch: Batch) -> Iterator[Step]:
    if batch.trituration is None:
        return
    first, *_ = batch.trituration.dilutions
    term: Term = Figure(say("material"), first.material.to_weigh)
    for number, each in enumerate(batch.trituration.dilutions, start=1):
        portion = say("portion {number}", number=number)
        total = say("total {number}", number=number)
        term = term * Figure(portion, each.portion.to_weigh) / Figure(total, each.total)
    yield Step.by(
        term,
        name=say("{item} in the last portion", item=batch.powder.item),
        result=batch.trituration.content,
        source="basicmedicalkey-weighing",
    )
