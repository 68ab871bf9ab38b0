"""The fill: how much of each filler goes with the drug-bearing powder."""

from __future__ import annotations

from math import ceil
from typing import assert_never

from attrs import frozen

from ..calc.filler import filler_mass, filler_to_mass
from ..calc.packing import shell_share
from ..errors import ShellOverfilledError
from ..model.fill import FillByCompletion, FillByPacking, FillToMass, FillToVolume
from ..model.request import Request
from ..model.shell import Shell
from ..quantities.units import Q, Quantity
from ..reference import shells as published_shells
from .additives import additive_masses
from .full_fill import full_fill_in, full_fill_of, joint_filler_fill

__all__ = ["Filling", "fill_shells"]

_ONE_CAPSULE = Q("1 capsule")
_TENTH_MICROLITRE = Q("0.0001 mL")


@frozen(kw_only=True)
class Filling:
    """Additives and fillers of a batch, and how full the shells are.

    Parameters
    ----------
    additives
        Mass of each additive, in the order of the request. [mg]
    fillers
        Mass of each filler, in the order of the request. [mg]
    blend
        Powder, additives, fillers, and what a trituration brings along. [mg]
    powder_share
        Share of the shell that the powder takes. [ratio]
    share
        Share of the shell that the blend takes. [ratio]
    space
        Shells that the powder and the additives leave to the fillers. [capsule]
    """

    additives: tuple[Quantity, ...]
    fillers: tuple[Quantity, ...]
    blend: Quantity
    powder_share: Quantity
    share: Quantity
    space: Quantity


def fill_shells(
    request: Request,
    batch_size: Quantity,
    powder: Quantity,
    *,
    diluent: Quantity | None = None,
) -> Filling:
    """Return how much of each filler goes with the powder.

    Parameters
    ----------
    request
        What was asked.
    batch_size
        Capsules that the batch is worked out for. [capsule]
    powder
        The material that carries the drug. [mg]
    diluent
        What a trituration brings along of a diluent that is none of the fillers. [mg]

    Returns
    -------
    Filling
        Additives and fillers, zero or more, and the share of the shell taken.

    Raises
    ------
    ShellOverfilledError
        If powder and additives are too much for the shell or for the fill mass.
    """
    shell, filler_full = request.shell, joint_filler_fill(request, request.shell)
    parts = [(powder, full_fill_in(request, request.drug.packing))]
    if diluent is not None and request.diluent is not None:
        parts.append((diluent, full_fill_of(request.diluent.packing, shell)))
    additives = additive_masses(request, batch_size, parts)
    parts += [
        (mass, full_fill_in(request, each.packing))
        for each, mass in zip(request.additives, additives, strict=True)
    ]
    shares = [shell_share(mass, full) for mass, full in parts]
    others = sum((mass for mass, _ in parts[1:]), powder)
    space = batch_size - sum(shares[1:], shares[0])
    if space < 0 * batch_size:
        raise _overfilled(shell, 1 - space / batch_size)

    match request.fill:
        case FillByPacking() | FillToVolume() | FillByCompletion():
            filler = filler_mass(filler_full, space)
        case FillToMass(mass):
            filler = _filler_to_mass(request, mass, batch_size, others)
        case _:
            assert_never(request.fill)

    left = space - shell_share(filler, filler_full)
    ratio = [part for _, part in request.fillers]
    return Filling(
        additives=additives,
        fillers=tuple(filler * part / sum(ratio) for part in ratio),
        blend=others + filler,
        powder_share=shares[0] / batch_size,
        share=1 - left / batch_size,
        space=space,
    )


def _filler_to_mass(
    request: Request, mass: Quantity, size: Quantity, others: Quantity
) -> Quantity:
    """Return the filler up to a fixed mass, refusing one that is already exceeded."""
    filler = filler_to_mass(mass / _ONE_CAPSULE, size, others)
    if filler < 0 * filler:
        what = "the powder that carries the drug"
        if request.additives:
            what += " and the additives"
        expected = f"{others / size * _ONE_CAPSULE} or more, {what}"
        raise ShellOverfilledError(expected, str(mass), field="fill")
    return filler


def _overfilled(shell: Shell, share: Quantity) -> ShellOverfilledError:
    """Return the error for a powder that does not fit, naming a shell that would do."""
    needed = shell.volume * share
    larger = [each for each in published_shells() if each.volume >= needed]
    would_do = (
        f"by volume, size {larger[0].size} ({larger[0].maker}) would hold it"
        if larger
        else "no size would hold it: spread the dose over more capsules"
    )
    rounded_up = _TENTH_MICROLITRE * ceil((needed / _TENTH_MICROLITRE).m_as("%") / 100)
    expected = f"one that holds {rounded_up} of powder"
    got = f"size {shell.size} with {shell.volume}"
    return ShellOverfilledError(expected, got, would_do, "shell")
