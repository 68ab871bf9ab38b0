"""Mixing: the filler added to the powder in geometric steps, by the weighed amounts."""

from __future__ import annotations

from ..calc.mixing import doubling_portions
from ..model.component import Component, carried_in, mixed_with, of_role
from ..model.steps import MixingStep
from ..quantities.units import Quantity
from ..sheets.wording import say

__all__ = ["plan_mixing"]


def plan_mixing(
    components: tuple[Component, ...], drug: Quantity
) -> tuple[MixingStep, ...]:
    """Return the steps of geometric dilution, ending at the blend as weighed.

    Parameters
    ----------
    components
        The components of the batch.
    drug
        Drug that the powder as weighed carries into the mortar. [mg]

    Returns
    -------
    tuple of MixingStep
        What carries the drug first, then each portion of filler.
    """
    carrier, others = carried_in(components), mixed_with(components)
    name = others[0].item
    if len(others) > 1:
        name = say("fillers, mixed with each other first")
        if of_role(components, "additive"):
            name = say("additives and fillers, mixed with each other first")
    in_mortar = carrier.to_weigh
    filler = sum((each.to_weigh for each in others), 0 * in_mortar)

    steps = [_step(carrier.item, in_mortar, in_mortar, drug)]
    for portion in doubling_portions(in_mortar, filler):
        in_mortar = in_mortar + portion
        steps.append(_step(name, portion, in_mortar, drug))
    return tuple(steps)


def _step(
    item: str, added: Quantity, in_mortar: Quantity, drug: Quantity
) -> MixingStep:
    share = (drug / in_mortar).to("%")
    return MixingStep(item=item, added=added, in_mortar=in_mortar, drug_share=share)
