"""The fill: how much of each filler goes with the drug-bearing powder."""

from __future__ import annotations

from typing import assert_never

from attrs import frozen

from ..calc.filler import filler_mass, filler_to_mass, joint_full_fill
from ..calc.packing import full_fill, shell_share
from ..errors import FieldError, ShellOverfilledError
from ..model.fill import FillByCompletion, FillByPacking, FillToMass, FillToVolume
from ..model.packing import Density, Packing, PackStatistic
from ..model.request import Request
from ..model.shell import Shell
from ..reference import shells as published_shells
from ..units import Q, Quantity, shortened

__all__ = ["Filling", "fill_shells", "full_fill_of", "joint_filler_fill", "source_fill"]

_ONE_CAPSULE = Q("1 capsule")


@frozen(kw_only=True)
class Filling:
    """The fillers of a batch, and how full the shells are.

    Parameters
    ----------
    fillers
        Mass of each filler, in the order of the request. [mg]
    powder_share
        Share of the shell that the powder takes. [ratio]
    share
        Share of the shell that powder and fillers take. [ratio]
    """

    fillers: tuple[Quantity, ...]
    powder_share: Quantity
    share: Quantity


def fill_shells(request: Request, batch_size: Quantity, powder: Quantity) -> Filling:
    """Return how much of each filler goes with the powder.

    Parameters
    ----------
    request
        What was asked.
    batch_size
        Capsules that the batch is worked out for. [capsule]
    powder
        The material that carries the drug. [mg]

    Returns
    -------
    Filling
        Fillers, zero or more, and the share of the shell taken.

    Raises
    ------
    ShellOverfilledError
        If the powder alone is too much for the shell or for the fill mass.
    """
    filler_full = joint_filler_fill(request, request.shell)
    powder_takes = shell_share(powder, source_fill(request, request.shell))
    space = batch_size - powder_takes
    if space < 0 * batch_size:
        raise _overfilled(request.shell, powder_takes / batch_size)

    match request.fill:
        case FillByPacking() | FillToVolume() | FillByCompletion():
            filler = filler_mass(filler_full, space)
        case FillToMass(mass):
            filler = _filler_to_mass(mass, batch_size, powder)
        case _:
            assert_never(request.fill)

    taken = powder_takes + shell_share(filler, filler_full)
    parts = [part for _, part in request.fillers]
    masses = tuple(filler * part / sum(parts) for part in parts)
    return Filling(
        fillers=masses, powder_share=powder_takes / batch_size, share=taken / batch_size
    )


def _filler_to_mass(mass: Quantity, size: Quantity, powder: Quantity) -> Quantity:
    """Return the filler up to a fixed mass, refusing one that the powder exceeds."""
    filler = filler_to_mass(mass / _ONE_CAPSULE, size, powder)
    if filler < 0 * filler:
        needed = powder / size * _ONE_CAPSULE
        expected = f"{needed} or more, the powder that carries the drug"
        raise ShellOverfilledError(expected, str(mass), field="fill")
    return filler


def source_fill(request: Request, shell: Shell) -> Quantity:
    """Return what a shell holds of the drug-bearing powder alone.

    Parameters
    ----------
    request
        What was asked.
    shell
        The shell.

    Returns
    -------
    Quantity
        Full fill; that of the filler where the powder's packing is not known (the
        checks say so). [mg/capsule]
    """
    if request.drug.packing is None:
        return joint_filler_fill(request, shell)
    return full_fill_of(request.drug.packing, shell)


def joint_filler_fill(request: Request, shell: Shell) -> Quantity:
    """Return what a shell holds of the fillers, mixed in their parts.

    Parameters
    ----------
    request
        What was asked.
    shell
        The shell.

    Returns
    -------
    Quantity
        Full fill. [mg/capsule]
    """
    fills = tuple(full_fill_of(each.packing, shell) for each, _ in request.fillers)
    if len(fills) == 1:
        return fills[0]
    return joint_full_fill(fills, tuple(part for _, part in request.fillers))


def full_fill_of(packing: Packing, shell: Shell) -> Quantity:
    """Return what a shell holds of a powder alone.

    Parameters
    ----------
    packing
        How the powder packs.
    shell
        The shell.

    Returns
    -------
    Quantity
        Full fill. [mg/capsule]

    Raises
    ------
    FieldError
        If the pack statistic was measured with shells of another size.
    """
    match packing:
        case Density():
            return full_fill(packing.value, shell.volume) / _ONE_CAPSULE
        case PackStatistic():
            if packing.size != shell.size:
                expected = f"a pack statistic of size {shell.size}"
                got = f"one of size {packing.size}"
                way_out = "measure it with these shells, or give a Density"
                raise FieldError(expected, got, way_out, "packing")
            return packing.mass / _ONE_CAPSULE
        case _:
            assert_never(packing)


def _overfilled(shell: Shell, share: Quantity) -> ShellOverfilledError:
    """Return the error for a powder that does not fit, naming a shell that would do."""
    needed = shell.volume * share
    larger = [each for each in published_shells() if each.volume >= needed]
    would_do = (
        f"by volume, size {larger[0].size} ({larger[0].maker}) would hold it"
        if larger
        else "no size would hold it: spread the dose over more capsules"
    )
    expected = f"one that holds {shortened(needed, 4)} of powder"
    got = f"size {shell.size} with {shell.volume}"
    return ShellOverfilledError(expected, got, would_do, "shell")
