"""What was asked, in bare numbers: capsules, drug, and what a milligram carries."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from attrs import frozen

from ...model.bulk import BulkDrug
from ...model.request import Request
from ...model.tablets import Tablets
from ...model.trituration import Trituration
from ...reference import molar_mass
from .numbers import share
from .room import Room, undiluted_blend

__all__ = ["Asked", "asked"]


@frozen
class Asked:
    """What was asked, in bare numbers.

    Parameters
    ----------
    strength
        Drug in a capsule by the label. [mg]
    spare
        Capsules beyond those dispensed.
    excess
        How much more blend. [ratio]
    overage
        How much more drug. [ratio]
    size
        Capsules that the batch is worked out for.
    drug
        Drug in the batch. [mg]
    carries
        Drug in a milligram of the source, in the form of the prescription. [ratio]
    """

    strength: Fraction
    spare: int
    excess: Fraction
    overage: Fraction
    size: Fraction
    drug: Fraction
    carries: Fraction


def asked(request: Request, room: Room) -> Asked:
    """Return what was asked, in bare numbers.

    Parameters
    ----------
    request
        What was asked.
    room
        The room that each powder takes.

    Returns
    -------
    Asked
        With the policy's figures where nothing else was asked.
    """
    order, rules = request.prescription, request.policy
    strength, carries = order.strength.m_as("mg/capsule"), _drug_in_one_mg(request)
    spare, excess = request.spare_capsules, request.blend_excess
    spare = rules.spare_capsules if spare is None else spare
    more = share(rules.blend_excess if excess is None else excess)
    overage = _overage(request, room, strength, carries)
    size = (order.capsules + spare) * (1 + more)
    drug = strength * size * (1 + overage)
    return Asked(strength, spare, more, overage, size, drug, carries)


def _drug_in_one_mg(request: Request) -> Fraction:
    source, form = request.drug, request.prescription.form
    match source:
        case Tablets():
            labelled = source.strength.m_as("mg/tablet")
            in_one = labelled / source.mean_mass.m_as("mg/tablet")
            in_one *= share(source.assay, unless=1)
        case BulkDrug():
            losses = share(source.water) + share(source.solvents)
            in_one, cap = share(source.assay) * (1 - losses), request.policy.assay_cap
            if cap is not None and source.basis != "concentrate":
                in_one = min(in_one, share(cap))
        case Trituration():
            in_one = share(source.drug_fraction) * share(source.assay, unless=1)
        case _:
            assert_never(source)
    if form == source.form:
        return in_one
    return in_one * molar_mass(form) / molar_mass(source.form)


def _overage(
    request: Request, room: Room, strength: Fraction, carries: Fraction
) -> Fraction:
    """Return the overage asked for, or the policy's for a dose so low or so diluted."""
    rules = request.policy
    if request.drug_overage is not None:
        return share(request.drug_overage)
    if strength >= rules.low_dose_below.m_as("mg/capsule"):
        capsules = Fraction(request.prescription.capsules)
        drug = strength * capsules
        blend = undiluted_blend(request, room, capsules, drug / carries)
        if drug >= share(rules.low_share_below) * blend:
            return share(rules.drug_overage)
    return share(rules.low_dose_overage)
