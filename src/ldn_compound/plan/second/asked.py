"""What was asked, in bare numbers: amounts, room in the shell, error of the balance.

Each amount is read once, in the one unit that the sums count in.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias, assert_never

from attrs import frozen

from ...model.bulk import BulkDrug
from ...model.equipment import Balance
from ...model.excipients import Additive
from ...model.fill import FillToMass
from ...model.packing import Density, Packing, PackStatistic
from ...model.policy import Policy
from ...model.request import Request
from ...model.tablets import Tablets
from ...model.trituration import Trituration
from ...quantities.units import Quantity
from ...reference import molar_mass

__all__ = [
    "Asked",
    "Compared",
    "Room",
    "additive_mass",
    "asked_of",
    "error_of_one",
    "least_load",
    "mg",
    "on_display",
    "room_of",
    "share",
]

#: A figure: its name, as stated, as recomputed, and the unit of both.
Compared: TypeAlias = "tuple[str, Fraction | int | str, Fraction | int | str, str]"

_PERCENT = 100
_MILLIGRAMS_IN_A_GRAM = 1000
#: Of USP chapter 41: a repeatability is at least so many steps, and counts twice.
_STEPS = Fraction("0.41")
_DEVIATIONS = 2
_PER_MILLE = Fraction(1, 1000)


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


@frozen
class Room:
    """What part of a shell one milligram of each powder takes.

    Parameters
    ----------
    powder
        The powder that carries the drug.
    additives
        Each additive.
    fillers
        Each filler.
    filler
        The fillers, mixed in their parts.
    diluent
        The diluent of a trituration, where it is none of the fillers.
    """

    powder: Fraction
    additives: tuple[Fraction, ...]
    fillers: tuple[Fraction, ...]
    filler: Fraction
    diluent: Fraction

    @property
    def of_components(self) -> tuple[Fraction, ...]:
        """The room of each component, in their order; the diluent may be none."""
        return (self.powder, *self.additives, *self.fillers, self.diluent)


def asked_of(request: Request, room: Room) -> Asked:
    """Return what was asked, in bare numbers."""
    order, rules = request.prescription, request.policy
    strength, carries = order.strength.m_as("mg/capsule"), _drug_in_one_mg(request)
    spare, excess = request.spare_capsules, request.blend_excess
    spare = rules.spare_capsules if spare is None else spare
    more = share(rules.blend_excess if excess is None else excess)
    overage = _overage(request, room, strength, carries)
    size = (order.capsules + spare) * (1 + more)
    drug = strength * size * (1 + overage)
    return Asked(strength, spare, more, overage, size, drug, carries)


def room_of(request: Request) -> Room:
    """Return the room that each powder of a request takes."""
    parts = [(_room(filler.packing, request), part) for filler, part in request.fillers]
    whole = sum((part for _, part in parts), Fraction(0))
    filler = sum((room * part for room, part in parts), Fraction(0)) / whole
    drug, other = request.drug.packing, request.diluent
    return Room(
        filler if drug is None else _room(drug, request),
        tuple(
            filler if each.packing is None else _room(each.packing, request)
            for each in request.additives
        ),
        tuple(room for room, _ in parts),
        filler,
        filler if other is None else _room(other.packing, request),
    )


def additive_mass(additive: Additive, size: Fraction, blend: Fraction) -> Fraction:
    """Return how much of an additive was asked for."""
    mass = additive.mass
    if mass is None:
        return share(additive.share) * blend
    if "capsule" in dict(mass.unit_items()):
        return mass.m_as("mg/capsule") * size
    return mg(mass)


def error_of_one(balance: Balance, policy: Policy) -> Fraction:
    """Return how far off one weighing may be, by the rule of the house."""
    step = mg(balance.readability)
    if policy.least_mass_rule == "usp-41" and balance.repeatability is not None:
        return _DEVIATIONS * max(mg(balance.repeatability), _STEPS * step)
    if policy.least_mass_rule == "sensitivity" and balance.sensitivity is not None:
        return mg(balance.sensitivity)
    return step


def least_load(balance: Balance, policy: Policy) -> Fraction:
    """Return the mass of which that error is as much as the house allows."""
    usp_41 = policy.least_mass_rule == "usp-41"
    allowed = _PER_MILLE if usp_41 else share(policy.weighing_error)
    least = error_of_one(balance, policy) / allowed
    return least if balance.minimum is None else max(least, mg(balance.minimum))


def mg(mass: Quantity) -> Fraction:
    """Return a mass as a bare number."""
    return mass.m_as("mg")


def share(part: Quantity | None, *, unless: int = 0) -> Fraction:
    """Return a percentage as a share of one."""
    return Fraction(unless) if part is None else part.m_as("%") / _PERCENT


def on_display(mass: Fraction, step: Fraction | None) -> Fraction:
    """Return what a display shows: whole steps, and one more for half a step."""
    if step is None:
        return mass
    whole, rest = divmod(mass, step)
    return step * (whole + (rest + rest >= step))


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
        blend = _undiluted_blend(request, room, capsules, drug / carries)
        if drug >= share(rules.low_share_below) * blend:
            return share(rules.drug_overage)
    return share(rules.low_dose_overage)


def _undiluted_blend(
    request: Request, room: Room, capsules: Fraction, powder: Fraction
) -> Fraction:
    """Return the blend before any surcharge, by which the policy calls a dose low."""
    if isinstance(request.fill, FillToMass):
        return mg(request.fill.mass) * capsules
    each_mg, space = room.filler, powder * (room.powder - room.filler)
    for additive, of_it in zip(request.additives, room.additives, strict=True):
        if additive.share is not None:
            each_mg += share(additive.share) * (of_it - room.filler)
        else:
            fixed = additive_mass(additive, capsules, Fraction(0))
            space += fixed * (of_it - room.filler)
    return (capsules - space) / each_mg


def _room(packing: Packing, request: Request) -> Fraction:
    match packing:
        case Density():
            grams = packing.value.m_as("g/mL") * request.shell.volume.m_as("mL")
            return 1 / (grams * _MILLIGRAMS_IN_A_GRAM)
        case PackStatistic():
            return 1 / mg(packing.mass)
        case _:
            assert_never(packing)
