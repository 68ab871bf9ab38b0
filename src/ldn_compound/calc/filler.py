r"""Filler: how much of it brings the shell to full, by each method.

Powders share the volume of a shell, not its mass. Where the drug-bearing powder leaves
the share :math:`s = 1 - \sum m_i / P_i` of the shell free, and the shell holds
:math:`P_f` of the filler alone [letco-capsules]_,

.. math:: m_f = P_f\,s.

Several fillers in parts by mass :math:`w_i` pack together like one of

.. math:: P_f = \sum w_i \Big/ \sum \frac{w_i}{P_i}.

Where ingredients are given as shares :math:`q_j` of the blend itself, the blend comes
first: with :math:`M` the mass of all that is known by mass, and :math:`s` the space
that it leaves,

.. math:: B = \frac{s + M / P_f}{\sum q_j / P_j + (1 - \sum q_j) / P_f}.

To a fixed fill mass :math:`F` the powder displaces filler mass for mass
[nrf-fixed-mass]_, :math:`m_f = F - m_a`: right only where both have one density or the
drug is little.

.. [letco-capsules] Formulating Capsules Guide (docs/references.md).
.. [nrf-fixed-mass] Kapseln mit Amfetaminsulfat (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..quantities.units import A, Quantity, amounts

__all__ = ["blend_with_shares", "filler_mass", "filler_to_mass", "joint_full_fill"]


def filler_mass(full_fill: A | str, space: A | str) -> A:
    """Return the filler that fills the space left.

    Parameters
    ----------
    full_fill
        What a shell holds of the filler alone, :math:`P_f`. [mg or mg/capsule]
    space
        Share of a shell left free, :math:`s`; or shells' worth of it. [ratio or
        capsule]

    Returns
    -------
    A
        Filler, :math:`m_f`. [mg]

    Examples
    --------
    >>> filler_mass("400 mg", "50 %")
    Q('200 mg')
    >>> filler_mass("130 mg/capsule", "91 capsules")
    Q('11830 mg')
    """
    full_fill, space = amounts(full_fill, space)
    return full_fill * space


def filler_to_mass(fill_mass: A | str, batch_size: A | str, powder: A | str) -> A:
    """Return the filler that brings all capsules to a fixed fill mass.

    Parameters
    ----------
    fill_mass
        Powder in one capsule, :math:`F`. [mg/capsule]
    batch_size
        Capsules that the batch is worked out for, :math:`N`. [capsule]
    powder
        The material that carries the drug, for all of them. [mg]

    Returns
    -------
    A
        Filler; less than nothing where the powder alone is heavier. [mg]

    Examples
    --------
    >>> filler_to_mass("225 mg/capsule", "60 capsules", "720 mg")
    Q('12780 mg')
    """
    fill_mass, batch_size, powder = amounts(fill_mass, batch_size, powder)
    return fill_mass * batch_size - powder


def joint_full_fill(
    full_fills: Sequence[Quantity], parts: Sequence[Fraction]
) -> Quantity:
    """Return what a shell holds of several fillers mixed.

    Parameters
    ----------
    full_fills
        What a shell holds of each alone, :math:`P_i`. [mg]
    parts
        Parts by mass of each, :math:`w_i`. [number]

    Returns
    -------
    Quantity
        Full fill of the mixture, :math:`P_f`. [mg]

    Examples
    --------
    >>> from ldn_compound import Q
    >>> joint_full_fill([Q("100 mg"), Q("300 mg")], [Fraction(1), Fraction(1)])
    Q('150 mg')
    """
    taken = [part / full for part, full in zip(parts, full_fills, strict=True)]
    return sum(parts) / sum(taken[1:], taken[0])


def blend_with_shares(
    space: Quantity,
    known: Quantity,
    full_fill: Quantity,
    *,
    shares: Sequence[tuple[Quantity, Quantity]],
) -> Quantity:
    """Return the blend where some ingredients are a share of it.

    Parameters
    ----------
    space
        Shells' worth of space that what is known by mass leaves, :math:`s`. [capsule]
    known
        What is known by mass, all together, :math:`M`. [mg]
    full_fill
        What a shell holds of the filler alone, :math:`P_f`. [mg/capsule]
    shares
        Share of the blend, :math:`q_j` [ratio], and full fill, :math:`P_j`, of each.
        [mg/capsule]

    Returns
    -------
    Quantity
        Blend, :math:`B`. [mg]

    Examples
    --------
    Where the additive packs like the filler, the blend is what it was without it:

    >>> from ldn_compound import Q
    >>> full = Q("100 mg/capsule")
    >>> blend_with_shares(Q("9 capsules"), Q("100 mg"), full,
    ...                   shares=[(Q("1 %"), full)]).to("mg")
    Q('1000 mg')
    """
    taken = [share / full for share, full in shares]
    together = sum(share for share, _ in shares)
    return (space + known / full_fill) / (sum(taken) + (1 - together) / full_fill)
