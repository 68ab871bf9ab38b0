"""Full fills: what a shell holds of each powder alone."""

from __future__ import annotations

from typing import assert_never

from ..calc.filler import joint_full_fill
from ..calc.packing import full_fill
from ..errors import FieldError
from ..model.packing import Density, Packing, PackStatistic
from ..model.request import Request
from ..model.shell import Shell
from ..quantities.units import Q, Quantity

__all__ = ["full_fill_in", "full_fill_of", "joint_filler_fill"]

_ONE_CAPSULE = Q("1 capsule")


def full_fill_in(request: Request, packing: Packing | None) -> Quantity:
    """Return what a shell of the request holds of a powder alone.

    Parameters
    ----------
    request
        What was asked.
    packing
        How the powder packs, or `None` where nobody measured it.

    Returns
    -------
    Quantity
        Full fill; that of the fillers where the packing is not known (the checks say
        so). [mg/capsule]
    """
    if packing is None:
        return joint_filler_fill(request, request.shell)
    return full_fill_of(packing, request.shell)


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
