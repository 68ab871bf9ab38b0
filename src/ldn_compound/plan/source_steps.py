"""Steps of the drug source: the formulas from drug needed to powder weighed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never, cast

from ..model.batch import BatchPlan
from ..model.bulk import BulkDrug
from ..model.steps import Step
from ..model.tablets import Tablets
from ..model.trituration import Trituration
from ..model.weighing import TabletCount
from ..notation import decimal
from ..reference import molar_mass
from ..units import Q, Quantity

__all__ = ["source_steps"]


def source_steps(plan: BatchPlan) -> Iterator[Step]:
    """Yield how the powder follows from the drug needed, and what a portion carries.

    Parameters
    ----------
    plan
        The plan.

    Yields
    ------
    Step
        In the order in which they are worked out.
    """
    yield from _source(plan)
    yield from _trituration(plan)


def _source(plan: BatchPlan) -> Iterator[Step]:
    drug = plan.request.drug
    match drug:
        case Tablets():
            yield from _tablets(plan, drug)
        case BulkDrug():
            inputs: list[tuple[str, Quantity | str]] = [
                ("drug needed", plan.drug_needed),
                ("assay", drug.assay),
            ]
            if drug.water is not None:
                inputs.append(("water", drug.water))
            if drug.solvents is not None:
                inputs.append(("solvents", drug.solvents))
            taken = " - ".join(name for name, _ in inputs[2:])
            formula = "drug needed / assay" + (f" / (1 - {taken})" if taken else "")
            yield Step(
                name=f"{plan.powder.item} ({drug.basis} assay)",
                formula=formula + _form_factor(plan),
                inputs=(*inputs, *_molar_masses(plan)),
                result=plan.powder.exact,
                source="usp-naltrexone-hydrochloride",
            )
        case Trituration():
            given = [("drug needed", plan.drug_needed), ("share", drug.drug_fraction)]
            if drug.assay is not None:
                given.append(("assay", drug.assay))
            formula = "drug needed / " + " / ".join(name for name, _ in given[1:])
            yield Step(
                name=plan.powder.item,
                formula=formula + _form_factor(plan),
                inputs=(*given, *_molar_masses(plan)),
                result=plan.powder.exact,
                source="basicmedicalkey-weighing",
            )
        case _:
            assert_never(drug)


def _tablets(plan: BatchPlan, drug: Tablets) -> Iterator[Step]:
    count = cast("TabletCount", plan.tablets)  # counted wherever tablets are crushed
    given: list[tuple[str, Quantity | str]] = [
        ("drug needed", plan.drug_needed),
        ("tablet strength", drug.strength),
    ]
    formula = "drug needed / tablet strength"
    if drug.assay is not None:
        given.append(("assay", drug.assay))
        formula += " / assay"
    yield Step(
        name="tablets needed",
        formula=formula + _form_factor(plan),
        inputs=(*given, *_molar_masses(plan)),
        result=count.exact,
        source="jcu-4-3-2",
    )
    if not plan.weighs_powder:
        yield Step(
            name="powder of crushed tablets",
            formula="tablets crushed x mean tablet mass",
            inputs=(
                ("tablets crushed", Q("1 tablet") * count.to_crush),
                ("mean tablet mass", drug.mean_mass),
            ),
            result=plan.powder.exact,
            source="jcu-4-3-2",
        )
        return
    yield Step(
        name="powder of crushed tablets",
        formula="tablets needed x mean tablet mass",
        inputs=(("tablets needed", count.exact), ("mean tablet mass", drug.mean_mass)),
        result=plan.powder.exact,
        source="jcu-4-3-2",
    )
    yield Step(
        name="tablet powder left over",
        formula="tablets to crush x mean tablet mass - powder to weigh",
        inputs=(
            ("tablets to crush", Q("1 tablet") * count.to_crush),
            ("mean tablet mass", drug.mean_mass),
            ("powder to weigh", plan.powder.to_weigh),
        ),
        result=count.powder_left,
        source="jcu-4-3-2",
    )


def _form_factor(plan: BatchPlan) -> str:
    """Return the factor between two chemical forms, where there are two."""
    wanted, weighed = plan.request.prescription.form, plan.request.drug.form
    return "" if wanted == weighed else f" x molar mass {weighed} / {wanted}"


def _molar_masses(plan: BatchPlan) -> Iterator[tuple[str, str]]:
    """Yield the molar masses of two chemical forms, where there are two."""
    forms = (plan.request.drug.form, plan.request.prescription.form)
    if forms[0] != forms[1]:
        for form in forms:
            yield f"molar mass {form}", f"{decimal(molar_mass(form))} g/mol"


def _trituration(plan: BatchPlan) -> Iterator[Step]:
    if plan.trituration is None:
        return
    inputs: list[tuple[str, Quantity | str]] = []
    formula = "material"
    for number, each in enumerate(plan.trituration.dilutions, start=1):
        if number == 1:
            inputs.append(("material", each.material.to_weigh))
        inputs.append((f"portion {number}", each.portion.to_weigh))
        inputs.append((f"total {number}", each.total))
        formula += f" x portion {number} / total {number}"
    yield Step(
        name=f"{plan.powder.item} in the last portion",
        formula=formula,
        inputs=tuple(inputs),
        result=plan.trituration.content,
        source="basicmedicalkey-weighing",
    )
