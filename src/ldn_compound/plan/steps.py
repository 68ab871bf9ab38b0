"""Steps: the formula behind each figure of a plan, with its inputs and source."""

from __future__ import annotations

from collections.abc import Iterator

from ..calc.weighing import sensitivity_of
from ..model.batch import BatchPlan
from ..model.equipment import Balance
from ..model.policy import Policy
from ..model.steps import Step
from ..units import Q, Quantity
from .fill_steps import fill_steps
from .source_steps import source_steps

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
        *source_steps(plan),
        *fill_steps(plan),
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


def _capsules(number: int) -> Quantity:
    return Q("1 capsule") * number
