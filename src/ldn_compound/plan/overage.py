"""The overage: what was asked, or else what the policy adds to such a dose."""

from __future__ import annotations

from ..model.request import Request
from ..quantities.units import Q, Quantity
from .fill import fill_shells
from .source import material_for

__all__ = ["overage_for"]

_ONE_CAPSULE = Q("1 capsule")


def overage_for(request: Request) -> Quantity:
    """Return how much more drug than the label says is planned.

    Parameters
    ----------
    request
        What was asked.

    Returns
    -------
    Quantity
        The overage asked for; else the policy's for a low dose, where the strength or
        the share of drug in the blend is low; else its general one. [%]
    """
    rules, strength = request.policy, request.prescription.strength
    if request.drug_overage is not None:
        return request.drug_overage
    if strength < rules.low_dose_below:
        return rules.low_dose_overage
    capsules = _ONE_CAPSULE * request.prescription.capsules
    drug = strength * capsules
    filling = fill_shells(request, capsules, material_for(drug, request))
    low = drug / filling.blend < rules.low_share_below
    return rules.low_dose_overage if low else rules.drug_overage
