"""Steps: the formula behind each figure of a batch, with its inputs and source."""

from __future__ import annotations

from collections.abc import Iterator

from ...calc.weighing import sensitivity_of
from ...model.batch import Batch
from ...model.equipment import Balance
from ...model.policy import Policy
from ...model.steps import Step
from ...quantities.units import Q, Quantity
from ...sheets.wording import say
from .fill import fill_steps
from .source import source_steps

__all__ = ["plan_steps"]


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
    yield Step(
        name=say("batch size"),
        formula=say("(capsules + spare capsules) x (1 + blend excess)"),
        inputs=(
            (say("capsules"), _capsules(order.capsules)),
            (say("spare capsules"), _capsules(batch.spare_capsules)),
            (say("blend excess"), batch.blend_excess),
        ),
        result=batch.batch_size,
        source="zl-surcharge",
    )
    yield Step(
        name=say("drug needed"),
        formula=say("strength x batch size x (1 + drug overage)"),
        inputs=(
            (say("strength"), order.strength),
            (say("batch size"), batch.batch_size),
            (say("drug overage"), batch.drug_overage),
        ),
        result=batch.drug_needed,
        source="zl-surcharge",
    )


def _rounding(batch: Batch) -> Iterator[Step]:
    if batch.request.balance is not None and batch.least_mass is not None:
        yield _least_mass(batch.request.balance, batch.request.policy, batch.least_mass)
    yield Step(
        name=say("strength from the weighed powder (calculated, not an assay)"),
        formula=say("drug in what is weighed of the powder / batch size"),
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
    readability = (say("readability"), balance.readability)
    error = (say("error allowed"), rules.weighing_error)
    inputs: dict[str, list[tuple[str, Quantity | None]]] = {
        "sensitivity": [(say("sensitivity"), sensitivity_of(balance)), error],
        "readability": [readability, error],
        "usp-41": [(say("repeatability"), balance.repeatability), readability],
    }
    given = inputs[rules.least_mass_rule]
    formula, source = _LEAST_MASS[rules.least_mass_rule]
    if balance.minimum is not None:
        formula = say("{formula}, or the least load if that is more", formula=formula)
        given.append((say("least load"), balance.minimum))
    return Step(
        name=say("least mass the balance may weigh"),
        formula=formula,
        inputs=tuple((name, value) for name, value in given if value is not None),
        result=least,
        source=source,
    )


_LEAST_MASS = {
    "sensitivity": (say("sensitivity / error allowed"), "basicmedicalkey-weighing"),
    "readability": (say("readability / error allowed"), "pta-forum-least-weighing"),
    "usp-41": (
        say("2000 x max(repeatability, 0.41 x readability)"),
        "sartorius-usp41",
    ),
}


def _capsules(number: int) -> Quantity:
    return Q("1 capsule") * number
