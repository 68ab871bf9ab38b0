"""Steps of the drug source: the formulas from drug needed to powder weighed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never, cast

from ...calc.potency import is_capped
from ...model.batch import Batch
from ...model.bulk import BulkDrug
from ...model.forms import basis_name, form_name
from ...model.steps import Step
from ...model.tablets import Tablets
from ...model.trituration import Trituration
from ...model.weighing import TabletCount
from ...quantities.notation import decimal
from ...quantities.units import Q, Quantity
from ...reference import molar_mass
from ...sheets.wording import Wording, joined, say

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
            formula, inputs = _by_certificate(batch, drug)
            yield Step(
                name=say(
                    "{item} ({basis} assay)",
                    item=batch.powder.item,
                    basis=basis_name(drug.basis),
                ),
                formula=_between_forms(batch, formula),
                inputs=(
                    (say("drug needed"), batch.drug_needed),
                    *inputs,
                    *_molar_masses(batch),
                ),
                result=batch.powder.exact,
                source="usp-naltrexone-hydrochloride",
            )
        case Trituration():
            given = [
                (say("drug needed"), batch.drug_needed),
                (say("share"), drug.drug_fraction),
            ]
            if drug.assay is not None:
                given.append((say("assay"), drug.assay))
            formula = joined((name for name, _ in given), " / ")
            yield Step(
                name=batch.powder.item,
                formula=_between_forms(batch, formula),
                inputs=(*given, *_molar_masses(batch)),
                result=batch.powder.exact,
                source="basicmedicalkey-weighing",
            )
        case _:
            assert_never(drug)


def _by_certificate(
    batch: Batch, drug: BulkDrug
) -> tuple[str, list[tuple[Wording, Quantity]]]:
    """Return how the powder follows from its certificate, and the figures of that."""
    rules = batch.request.policy
    if is_capped(drug, rules) and rules.assay_cap is not None:
        taken_for = (say("assay it is taken for"), rules.assay_cap)
        return say("drug needed / assay it is taken for"), [taken_for]
    volatile = [
        (name, share)
        for name, share in (
            (say("water"), drug.water),
            (say("solvents"), drug.solvents),
        )
        if share is not None
    ]
    given = [(say("assay"), drug.assay), *volatile]
    if not volatile:
        return say("drug needed / assay"), given
    taken = joined((name for name, _ in volatile), " - ")
    return say("drug needed / assay / (1 - {taken})", taken=taken), given


def _tablets(batch: Batch, drug: Tablets) -> Iterator[Step]:
    count = cast("TabletCount", batch.tablets)  # counted wherever tablets are crushed
    given: list[tuple[str, Quantity | str]] = [
        (say("drug needed"), batch.drug_needed),
        (say("tablet strength"), drug.strength),
    ]
    if drug.assay is not None:
        given.append((say("assay"), drug.assay))
    formula = joined((name for name, _ in given), " / ")
    yield Step(
        name=say("tablets needed"),
        formula=_between_forms(batch, formula),
        inputs=(*given, *_molar_masses(batch)),
        result=count.exact,
        source="jcu-4-3-2",
    )
    if not batch.weighs_powder:
        yield Step(
            name=say("powder of crushed tablets"),
            formula=say("tablets crushed x mean tablet mass"),
            inputs=(
                (say("tablets crushed"), Q("1 tablet") * count.to_crush),
                (say("mean tablet mass"), drug.mean_mass),
            ),
            result=batch.powder.exact,
            source="jcu-4-3-2",
        )
        return
    yield Step(
        name=say("powder of crushed tablets"),
        formula=say("tablets needed x mean tablet mass"),
        inputs=(
            (say("tablets needed"), count.exact),
            (say("mean tablet mass"), drug.mean_mass),
        ),
        result=batch.powder.exact,
        source="jcu-4-3-2",
    )
    yield Step(
        name=say("tablet powder left over"),
        formula=say("tablets to crush x mean tablet mass - powder to weigh"),
        inputs=(
            (say("tablets to crush"), Q("1 tablet") * count.to_crush),
            (say("mean tablet mass"), drug.mean_mass),
            (say("powder to weigh"), batch.powder.to_weigh),
        ),
        result=count.powder_left,
        source="jcu-4-3-2",
    )


def _between_forms(batch: Batch, formula: str) -> str:
    """Return a formula with the factor between two forms, where there are two."""
    wanted, weighed = batch.request.prescription.form, batch.request.drug.form
    if wanted == weighed:
        return formula
    return say(
        "{formula} x molar mass {weighed} / {wanted}",
        formula=formula,
        weighed=form_name(weighed),
        wanted=form_name(wanted),
    )


def _molar_masses(batch: Batch) -> Iterator[tuple[str, str]]:
    """Yield the molar masses of two chemical forms, where there are two."""
    forms = (batch.request.drug.form, batch.request.prescription.form)
    if forms[0] != forms[1]:
        for form in forms:
            name = say("molar mass {form}", form=form_name(form))
            yield name, f"{decimal(molar_mass(form))} g/mol"


def _trituration(batch: Batch) -> Iterator[Step]:
    if batch.trituration is None:
        return
    inputs: list[tuple[str, Quantity | str]] = []
    formula = [say("material")]
    for number, each in enumerate(batch.trituration.dilutions, start=1):
        if number == 1:
            inputs.append((say("material"), each.material.to_weigh))
        inputs.append((say("portion {number}", number=number), each.portion.to_weigh))
        inputs.append((say("total {number}", number=number), each.total))
        formula.append(say("portion {number} / total {number}", number=number))
    yield Step(
        name=say("{item} in the last portion", item=batch.powder.item),
        formula=joined(formula, " x "),
        inputs=tuple(inputs),
        result=batch.trituration.content,
        source="basicmedicalkey-weighing",
    )
