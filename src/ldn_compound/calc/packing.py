r"""Packing: what share of a shell a powder takes, and the smallest shell that holds it.

A shell of volume :math:`V` is full with the mass :math:`P` of a powder alone: measured
as a pack statistic, or found from a density of stated basis [preservearticles]_

.. math:: P = \rho V.

The mass :math:`m` takes the share :math:`\varphi = m / P` of the shell
[letco-capsules]_. Shares add up; equal masses of two powders do not fill equal space.

.. [letco-capsules] Formulating Capsules Guide (docs/references.md).
.. [preservearticles] Capsule fill weight (docs/references.md).
"""

from __future__ import annotations

from ..errors import FieldError
from ..model.packing import PackStatistic
from ..model.shell import Shell
from ..quantities.units import A, amounts

__all__ = ["extrapolated", "full_fill", "shell_share", "volume"]


def volume(mass: A | str, density: A | str) -> A:
    """Return the volume that a powder takes.

    Parameters
    ----------
    mass
        Powder. [mg]
    density
        Its density, of stated basis, *rho*. [g/mL]

    Returns
    -------
    A
        Volume. [mL]

    Examples
    --------
    >>> volume("350 mg", "0.7 g/mL")
    Q('0.5 mL')
    """
    mass, density = amounts(mass, density)
    return mass / density


def full_fill(density: A | str, volume: A | str) -> A:
    """Return the mass of a powder that fills a shell completely.

    Parameters
    ----------
    density
        Density of the powder, of stated basis, *rho*. [g/mL]
    volume
        What the body of the shell holds, :math:`V`. [mL]

    Returns
    -------
    A
        Full fill, :math:`P`. [mg]

    Examples
    --------
    >>> full_fill("0.78 g/mL", "0.68 mL")
    Q('530.4 mg')
    """
    density, volume = amounts(density, volume)
    return density * volume


def shell_share(mass: A | str, full_fill: A | str) -> A:
    """Return the share of a shell that a powder takes.

    Parameters
    ----------
    mass
        Powder, :math:`m`. [mg]
    full_fill
        The mass of it that fills the shell, :math:`P`. [mg]

    Returns
    -------
    A
        Share,; more than 1 does not fit. [ratio]

    Examples
    --------
    >>> shell_share("100 mg", "200 mg")
    Q('50 %')
    """
    mass, full_fill = amounts(mass, full_fill)
    return mass / full_fill


def extrapolated(
    statistic: PackStatistic, *, measured_with: Shell, to: Shell
) -> PackStatistic:
    """Return a pack statistic for another size, by volume: an estimate, and marked.

    Published series show that a powder does not pack alike in all sizes: their smallest
    and largest ones lie off by a tenth and more [letco-capsules]_.

    Parameters
    ----------
    statistic
        The measured one.
    measured_with
        The shells it was measured with.
    to
        The shells it is wanted for.

    Returns
    -------
    PackStatistic
        For the other size, naming the one it was measured with.

    Raises
    ------
    FieldError
        If the statistic was measured with other shells than those named.

    Examples
    --------
    >>> small = Shell("4", volume="0.2 mL", empty_mass="38 mg")
    >>> large = Shell("3", volume="0.3 mL", empty_mass="48 mg")
    >>> measured = PackStatistic("100 mg", size="4")
    >>> extrapolated(measured, measured_with=small, to=large).mass
    Q('150 mg')
    """
    if statistic.size != measured_with.size:
        expected = f"shells of size {statistic.size}"
        got = f"size {measured_with.size}"
        raise FieldError(expected, got, field="measured_with")
    return PackStatistic(
        statistic.mass * (to.volume / measured_with.volume),
        size=to.size,
        source=statistic.source,
        extrapolated_from=statistic.size,
    )
