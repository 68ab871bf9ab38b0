"""Steps: the formula behind each figure of a batch, with its inputs and source."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from ...calc.weighing import sensitivity_of
from ...model.batch import Batch
from ...model.equipment import Balance
from ...model.policy import Policy
from ...model.steps import Step
from ...quantities.units import Q, Quantity
from ...sheets.formula import Figure, Largest, OrLeastLoad, Term
from ...sheets.wording import say
from .fill import fill_steps
from .source import source_steps

__all__ = ["plan_steps"]

#: Of USP chapter 41: a repeatability counts as so many steps of the display.
_STEPS = Fraction("0.41")


def plan_steps(batch: Batch) -> tuple[Step, ...]:
    """Return each figure of a plan with its formula, inputs, result and source.

    Parameters
    ----------
    batch
        The batch.

    Returns
    -------
    tuple of Step
        In the order in which they are worked out.
    """
    return (
        *_drug(batch),
        *source_steps(batch),
        *fill_steps(batch),
        *_rounding(batch),
    )


def _drug(batch: Batch) -> Iterator[Step]:
    order = batch.request.prescription
    capsules = Figure(say("capsules"), _capsules(order.capsules))
    spare = Figure(say("spare capsules"), _capsules(batch.spare_capsules))
    excess = Figure(say("blend excess"), batch.blend_excess)
    strength = Figure(say("strength"), order.strength)
    size = Figure(say("batch size"), batch.batch_size)
    overage = Figure(say("drug overage"), batch.drug_overage)
    yield Step.by(
        (capsules + spare) * (1 + excess),
        name=say("batch size"),
        result=batch.batch_size,
        source="zl-surcharge",
    )
    yield Step.by(
        strength * size * (1 + overage),
        name=say("drug needed"),
        result=batch.drug_needed,
        source="zl-surcharge",
    )


def _rounding(batch: Batch) -> Iterator[Step]:
    if batch.request.balance is not None and batch.least_mass is not None:
        yield _least_mass(batch.request.balance, batch.request.policy, batch.least_mass)
    drug = Figure(say("drug in what is weighed of the powder"))
    size = Figure(say("batch size"), batch.batch_size)
    yield Step.by(
        drug / size,
        name=say("strength from the weighed powder (calculated, not an assay)"),
        inputs=(
            (say("powder weighed"), _powder_weighed(batch)),
            (say("batch size"), batch.batch_size),
        ),
        result=batch.strength_achieved,
        source="house",
    )


def _powder_weighed(batch: Batch) -> Quantity:
    """Return the powder that goes into the blend, by the amounts as weighed."""
    if batch.trituration is None:
        return batch.powder.to_weigh
    return batch.trituration.content


def _least_mass(balance: Balance, rules: Policy, least: Quantity) -> Step:
    """Return how the least mass follows from the balance, by the rule of the house."""
    readability = Figure(say("readability"), balance.readability)
    repeatability = Figure(say("repeatability"), balance.repeatability)
    sensitivity = Figure(say("sensitivity"), sensitivity_of(balance))
    error = Figure(say("error allowed"), rules.weighing_error)
    mass: Term
    match rules.least_mass_rule:
        case "sensitivity":
            mass, source = sensitivity / error, "basicmedicalkey-weighing"
        case "readability":
            mass, source = readability / error, "pta-forum-least-weighing"
        case "usp-41":
            steps = _STEPS * readability
            mass, source = 2000 * Largest(repeatability, steps), "sartorius-usp41"
        case _:
            assert_never(rules.least_mass_rule)
    if balance.minimum is not None:
        mass = OrLeastLoad(mass, Figure(say("least load"), balance.minimum))
    return Step.by(
        mass, name=say("least mass the balance may weigh"), result=least, source=source
    )


def _capsules(number: int) -> Quantity:
    return Q("1 capsule") * number
