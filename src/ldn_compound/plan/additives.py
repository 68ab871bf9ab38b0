"""Additives: how much of each, where some are a share of the blend they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from ..calc.filler import blend_with_shares
from ..calc.packing import shell_share
from ..model.excipients import Additive
from ..model.fill import FillToMass
from ..model.request import Request
from ..quantities.units import Q, Quantity, same_kind
from .full_fill import full_fill_in, joint_filler_fill

__all__ = ["additive_masses", "blend_of_shares"]

_ONE_CAPSULE = Q("1 capsule")
_BATCH_MASS = Q("1 mg")


def additive_masses(
    request: Request,
    batch_size: Quantity,
    parts: Sequence[tuple[Quantity, Quantity]],
) -> tuple[Quantity, ...]:
    """Return how much of each additive goes with the powder.

    Parameters
    ----------
    request
        What was asked.
    batch_size
        Capsules that the batch is worked out for. [capsule]
    parts
        Mass [mg] and full fill [mg/capsule] of the powder, and of what it brings along.

    Returns
    -------
    tuple of Quantity
        Masses, in the order of the request. [mg]
    """
    if not request.additives:
        return ()
    blend = blend_of_shares(request, batch_size, parts)
    return tuple(_mass(each, batch_size, blend) for each in request.additives)


def blend_of_shares(
    request: Request,
    batch_size: Quantity,
    parts: Sequence[tuple[Quantity, Quantity]],
) -> Quantity:
    """Return the blend that shares are shares of; see `additive_masses`.

    Parameters
    ----------
    request
        What was asked.
    batch_size
        Capsules that the batch is worked out for. [capsule]
    parts
        Mass [mg] and full fill [mg/capsule] of the powder, and of what it brings along.

    Returns
    -------
    Quantity
        Blend. [mg]
    """
    if isinstance(request.fill, FillToMass):
        return request.fill.mass / _ONE_CAPSULE * batch_size
    full = {each: full_fill_in(request, each.packing) for each in request.additives}
    by_mass = [
        (_mass(each, batch_size, 0 * _BATCH_MASS), full[each])
        for each in request.additives
        if each.share is None
    ]
    known = [*parts, *by_mass]
    taken = sum((shell_share(mass, fill) for mass, fill in known), 0 * batch_size)
    return blend_with_shares(
        batch_size - taken,
        sum((mass for mass, _ in known), 0 * _BATCH_MASS),
        joint_filler_fill(request, request.shell),
        shares=[
            (each.share, full[each])
            for each in request.additives
            if each.share is not None
        ],
    )


def _mass(additive: Additive, batch_size: Quantity, blend: Quantity) -> Quantity:
    """Return one additive: its share of the blend, or its mass in batch or capsules."""
    if additive.share is not None:
        return (blend * additive.share).to("mg")
    mass = cast("Quantity", additive.mass)  # an additive has a share or a mass
    return mass if same_kind(mass, _BATCH_MASS) else mass * batch_size
