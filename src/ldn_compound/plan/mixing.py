"""Mixing: the filler added to the powder in geometric steps, by the weighed amounts."""

from __future__ import annotations

from ..calc.mixing import doubling_portions
from ..model.batch import BatchPlan
from ..model.steps import MixingStep
from ..quantities.units import Quantity
from ..sheets.wording import say
from .source import drug_carried

__all__ = ["plan_mixing"]


def plan_mixing(plan: BatchPlan) -> tuple[MixingStep, ...]:
    """Return the steps of geometric dilution, ending at the blend as weighed.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    tuple of MixingStep
        What carries the drug first, then each portion of filler.
    """
    carrier = plan.carrier.to_weigh
    carried = plan.trituration.content if plan.trituration is not None else carrier
    drug = drug_carried(carried, plan.request)
    others = plan.mixed_in
    name = others[0].item
    if len(others) > 1:
        name = say("fillers, mixed with each other first")
        if plan.additives:
            name = say("additives and fillers, mixed with each other first")
    filler = plan.blend_as_weighed - carrier

    steps = [_step(plan.carrier.item, carrier, carrier, drug)]
    in_mortar = carrier
    for portion in doubling_portions(carrier, filler):
        in_mortar = in_mortar + portion
        steps.append(_step(name, portion, in_mortar, drug))
    return tuple(steps)


def _step(
    item: str, added: Quantity, in_mortar: Quantity, drug: Quantity
) -> MixingStep:
    share = (drug / in_mortar).to("%")
    return MixingStep(item=item, added=added, in_mortar=in_mortar, drug_share=share)
