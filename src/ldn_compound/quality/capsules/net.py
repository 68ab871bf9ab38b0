"""Net: what a capsule holds, by its own shell, or by the mean of empty ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from ...errors import FieldError
from ...quantities.masses import filled_masses
from ...quantities.measured import counted
from ...quantities.units import Quantity, Readable, shortened
from .mass_test import sample_of
from .sample import Sample

__all__ = ["ShellsWeighed", "net_and_shells", "net_of"]

#: Which shells the contents were found by.
ShellsWeighed: TypeAlias = Literal["own shell", "mean shell"]


def net_of(
    gross_masses: tuple[Quantity, ...], shell_masses: Iterable[Readable]
) -> tuple[Quantity, ...]:
    """Return what each capsule holds.

    Parameters
    ----------
    gross_masses
        Mass of each filled capsule. [mg]
    shell_masses
        Mass of the shell of each, in the same order. [mg]

    Returns
    -------
    tuple of Quantity
        Mass of the contents of each. [mg]

    Raises
    ------
    FieldError
        If there are not as many shells, or one is heavier than its capsule.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> net_of((Q("225 mg"),), ["48.5 mg"])
    (Q('176.5 mg'),)
    """
    shells = filled_masses(shell_masses, "shell_masses")
    n = len(gross_masses)
    expected, way_out = f"{n} shell masses", "weigh the shell of each capsule"
    counted(shells, "shell_masses", expected, way_out, counts=(n,))
    for place, (gross, shell) in enumerate(zip(gross_masses, shells, strict=True)):
        if shell > gross:
            most = f"at most the {gross} of the filled capsule"
            way_out = "keep each shell with its capsule"
            raise FieldError(most, str(shell), way_out, f"shell_masses[{place}]")
    return tuple(
        gross - shell for gross, shell in zip(gross_masses, shells, strict=True)
    )


def net_and_shells(
    gross: Sample,
    shell_masses: Iterable[Readable] | None,
    empty_shells: Iterable[Readable] | None,
) -> tuple[Sample, Sample, ShellsWeighed]:
    """Return the contents, the shells, and how the one was found by the other.

    Parameters
    ----------
    gross
        Masses of the filled capsules. [mg]
    shell_masses
        Masses of their own shells, or `None`. [mg]
    empty_shells
        Masses of other empty shells, or `None`. [mg]

    Returns
    -------
    tuple of Sample, Sample and str
        Contents; shells; ``own shell`` or ``mean shell``.

    Raises
    ------
    FieldError
        If there are no shells, or both kinds of them, or the contents weigh nothing.
    """
    if shell_masses is not None and empty_shells is None:
        shells = filled_masses(shell_masses, "shell_masses")
        net = sample_of(net_of(gross.values, shells), "shell_masses")
        return net, Sample(values=shells), "own shell"
    if empty_shells is not None and shell_masses is None:
        shells = filled_masses(empty_shells, "empty_shells")
        return _less_mean(gross, shells), Sample(values=shells), "mean shell"
    got = "both" if shell_masses is not None else "neither"
    way_out = "shell_masses where each was tared, empty_shells where none was"
    raise FieldError("shell_masses or empty_shells", got, way_out, "shell_masses")


def _less_mean(gross: Sample, shells: tuple[Quantity, ...]) -> Sample:
    way_out = "weigh empty shells of the lot, one by one"
    counted(shells, "empty_shells", "two masses or more", way_out, least=2)
    mean = Sample(values=shells).mean
    if gross.mean <= mean:
        expected = f"less than the mean capsule, {shortened(gross.mean, 2)}"
        raise FieldError(expected, shortened(mean, 2), way_out, "empty_shells")
    return Sample(values=tuple(each - mean for each in gross.values))
