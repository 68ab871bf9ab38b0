"""Room: what part of a shell a milligram of each powder takes."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from attrs import frozen

from ...model.excipients import Additive
from ...model.fill import FillToMass
from ...model.packing import Density, Packing, PackStatistic
from ...model.request import Request
from .numbers import mg, share

__all__ = ["Room", "additive_mass", "room_of", "undiluted_blend"]

_MILLIGRAMS_IN_A_GRAM = 1000


@frozen
class Room:
    """What part of a shell one milligram of each powder takes.

    Parameters
    ----------
    powder
        The powder that carries the drug.
    additives
        Each additive.
    filler
        The fillers, mixed in their parts.
    diluent
        The diluent of a trituration, where it is none of the fillers.
    """

    powder: Fraction
    additives: tuple[Fraction, ...]
    filler: Fraction
    diluent: Fraction


def room_of(request: Request) -> Room:
    """Return the room that each powder of a request takes.

    Parameters
    ----------
    request
        What was asked.

    Returns
    -------
    Room
        For one milligram of each; that of the filler where a packing is not known.
    """
    parts = [(_room(filler.packing, request), part) for filler, part in request.fillers]
    filler, whole = parts[0]
    if len(parts) > 1:
        whole = sum((part for _, part in parts), Fraction(0))
        filler = sum((room * part for room, part in parts), Fraction(0)) / whole
    drug, other = request.drug.packing, request.diluent
    return Room(
        filler if drug is None else _room(drug, request),
        tuple(
            filler if each.packing is None else _room(each.packing, request)
            for each in request.additives
        ),
        filler,
        filler if other is None else _room(other.packing, request),
    )


def undiluted_blend(
    request: Request, room: Room, capsules: Fraction, powder: Fraction
) -> Fraction:
    """Return the blend before any surcharge, by which the policy calls a dose low.

    Parameters
    ----------
    request
        What was asked.
    room
        The room that each powder takes.
    capsules
        Capsules to dispense.
    powder
        The material that carries their drug. [mg]

    Returns
    -------
    Fraction
        Blend. [mg]
    """
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


def additive_mass(additive: Additive, size: Fraction, blend: Fraction) -> Fraction:
    """Return how much of an additive was asked for.

    Parameters
    ----------
    additive
        The additive.
    size
        Capsules that the batch is worked out for.
    blend
        The blend, of which it may be a share. [mg]

    Returns
    -------
    Fraction
        Its mass. [mg]
    """
    mass = additive.mass
    if mass is None:
        return share(additive.share) * blend
    if str(mass).endswith("/capsule"):
        return mass.m_as("mg/capsule") * size
    return mg(mass)


def _room(packing: Packing, request: Request) -> Fraction:
    match packing:
        case Density():
            grams = packing.value.m_as("g/mL") * request.shell.volume.m_as("mL")
            return 1 / (grams * _MILLIGRAMS_IN_A_GRAM)
        case PackStatistic():
            return 1 / mg(packing.mass)
        case _:
            assert_never(packing)
