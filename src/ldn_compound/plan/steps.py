"""Steps: the formula behind each figure of a plan, with its inputs and source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never, cast

from ..calc.weighing import sensitivity_of
from ..model.batch import BatchPlan
from ..model.bulk import BulkDrug
from ..model.equipment import Balance
from ..model.fill import FillByPacking, FillToMass
from ..model.packing import Packing
from ..model.policy import Policy
from ..model.request import Request
from ..model.steps import Step
from ..model.tablets import Tablets
from ..model.trituration import Trituration
from ..model.weighing import TabletCount
from ..notation import decimal
from ..reference import molar_mass
from ..units import Q, Quantity
from .fill import joint_filler_fill, source_fill

__all__ = ["plan_steps"]


def plan_steps(plan: BatchPlan) -> tuple[Step, ...]:
    """Return each figure of a plan with its formula, inputs, result and source.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    tuple of Step
        In the order in which they are worked out.
    """
    return (
        *_drug(plan),
        *_source(plan),
        *_trituration(plan),
        *_fill(plan),
        *_capsule(plan),
        *_rounding(plan),
    )


def _drug(plan: BatchPlan) -> Iterator[Step]:
    order = plan.request.prescription
    yield Step(
        name="batch size",
        formula="(capsules + spare capsules) x (1 + blend excess)",
        inputs=(
            ("capsules", _capsules(order.capsules)),
            ("spare capsules", _capsules(plan.spare_capsules)),
            ("blend excess", plan.blend_excess),
        ),
        result=plan.batch_size,
        source="zl-surcharge",
    )
    yield Step(
        name="drug needed",
        formula="strength x batch size x (1 + drug overage)",
        inputs=(
            ("strength", order.strength),
            ("batch size", plan.batch_size),
            ("drug overage", plan.drug_overage),
        ),
        result=plan.drug_needed,
        source="zl-surcharge",
    )


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


def _fill(plan: BatchPlan) -> Iterator[Step]:
    request = plan.request
    filler = sum((each.exact for each in plan.fillers), 0 * plan.blend_mass)
    match request.fill:
        case FillByPacking():
            shell = request.shell
            yield Step(
                name="filler",
                formula="full fill of filler x (batch size - powder / its full fill)",
                inputs=(
                    (
                        _origin("full fill of filler", _filler_packing(request)),
                        joint_filler_fill(request, shell),
                    ),
                    ("batch size", plan.batch_size),
                    ("powder", plan.powder.exact),
                    (
                        _origin("full fill of powder", request.drug.packing),
                        source_fill(request, shell),
                    ),
                ),
                result=filler,
                source="letco-capsules",
            )
        case FillToMass(mass):
            yield Step(
                name="filler",
                formula="fill mass x batch size - powder",
                inputs=(
                    ("fill mass", mass),
                    ("batch size", plan.batch_size),
                    ("powder", plan.powder.exact),
                ),
                result=filler,
                source="nrf-fixed-mass",
            )
        case _:
            assert_never(request.fill)


def _capsule(plan: BatchPlan) -> Iterator[Step]:
    filler = sum((each.exact for each in plan.fillers), 0 * plan.blend_mass)
    yield Step(
        name="blend",
        formula="powder + filler",
        inputs=(("powder", plan.powder.exact), ("filler", filler)),
        result=plan.blend_mass,
        source="letco-capsules",
    )
    yield Step(
        name="fill mass of one capsule",
        formula="blend / batch size",
        inputs=(("blend", plan.blend_mass), ("batch size", plan.batch_size)),
        result=plan.fill_mass,
        source="letco-capsules",
    )
    yield Step(
        name="gross mass of one capsule",
        formula="fill mass + empty shell",
        inputs=(
            ("fill mass", plan.fill_mass),
            ("empty shell", plan.request.shell.empty_mass),
        ),
        result=plan.gross_mass,
        source="letco-capsules",
    )


def _rounding(plan: BatchPlan) -> Iterator[Step]:
    if plan.request.balance is not None and plan.least_mass is not None:
        yield _least_mass(plan.request.balance, plan.request.policy, plan.least_mass)
    yield Step(
        name="strength from the weighed powder (calculated, not an assay)",
        formula="drug in what is weighed of the powder / batch size",
        inputs=(
            ("powder weighed", _powder_weighed(plan)),
            ("batch size", plan.batch_size),
        ),
        result=plan.strength_achieved,
        source="house",
    )


def _powder_weighed(plan: BatchPlan) -> Quantity:
    """Return the powder that goes into the blend, by the amounts as weighed."""
    if plan.trituration is None:
        return plan.powder.to_weigh
    return plan.trituration.content


def _least_mass(balance: Balance, rules: Policy, least: Quantity) -> Step:
    """Return how the least mass follows from the balance, by the rule of the house."""
    formula, source = _LEAST_MASS[rules.least_mass_rule]
    given = {
        "sensitivity": sensitivity_of(balance),
        "readability": balance.readability,
        "repeatability": balance.repeatability,
        "error allowed": rules.weighing_error,
        "least load": balance.minimum,
    }
    if balance.minimum is not None:
        formula += ", or the least load if that is more"
    used = ((name, value) for name, value in given.items() if name in formula)
    return Step(
        name="least mass the balance may weigh",
        formula=formula,
        inputs=tuple((name, value) for name, value in used if value is not None),
        result=least,
        source=source,
    )


_LEAST_MASS = {
    "sensitivity": ("sensitivity / error allowed", "basicmedicalkey-weighing"),
    "readability": ("readability / error allowed", "pta-forum-least-weighing"),
    "usp-41": ("2000 x max(repeatability, 0.41 x readability)", "sartorius-usp41"),
}


def _origin(name: str, packing: Packing | None) -> str:
    """Return the name of a packing figure, marked where nobody measured it."""
    if packing is None:
        return f"{name} (taken to be that of the filler)"
    return name if packing.source is None else f"{name} (published, not measured)"


def _filler_packing(request: Request) -> Packing:
    """Return the packing of the fillers, a published one before a measured one."""
    packings = [filler.packing for filler, _ in request.fillers]
    return next((each for each in packings if each.source), packings[0])


def _capsules(number: int) -> Quantity:
    return Q("1 capsule") * number
