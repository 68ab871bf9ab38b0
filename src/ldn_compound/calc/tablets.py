r"""Tablets: how many, how much of their powder, how much of it is ballast.

Powder of crushed tablets carries the drug in the proportion of the *measured* mean
tablet mass :math:`T` to the strength :math:`S` on the label [jcu-4-3-2]_. For the drug
:math:`A`, and a lot assayed at :math:`c` of its label,

.. math:: t = \frac{A}{S c}, \qquad a = t\,T, \qquad b = a - A.

The ballast :math:`b`, the other ingredients of the tablets, fills shells too.

.. [jcu-4-3-2] PC3300, chapter 4.3.2, Compounding calculations (docs/references.md).
"""

from __future__ import annotations

from math import ceil, floor
from typing import Literal

from ..errors import FieldError
from ..quantities.units import A, Quantity, amounts

__all__ = [
    "ballast",
    "capsules_from",
    "drug_in_powder",
    "powder_mass",
    "tablets_needed",
    "whole_tablet_batch",
    "whole_tablet_batches",
    "whole_tablets",
]


def tablets_needed(
    drug: A | str, tablet_strength: A | str, assay: A | str | Literal[1] = 1
) -> A:
    """Return how many tablets hold the drug, as a fraction.

    Parameters
    ----------
    drug
        Drug needed, :math:`A`. [mg]
    tablet_strength
        Drug in one tablet by its label, :math:`S`. [mg/tablet]
    assay
        Content of the lot, :math:`c`; 1 is the label claim. [% of label]

    Returns
    -------
    A
        Tablets, :math:`t`. [tablet]

    Examples
    --------
    >>> tablets_needed("135 mg", "50 mg/tablet")
    Q('2.7 tablet')
    """
    drug, tablet_strength, assay = amounts(drug, tablet_strength, assay)
    return drug / (tablet_strength * assay)


def powder_mass(
    drug: A | str,
    tablet_mass: A | str,
    tablet_strength: A | str,
    assay: A | str | Literal[1] = 1,
) -> A:
    """Return the powder of crushed tablets that holds the drug.

    Parameters
    ----------
    drug
        Drug needed, :math:`A`. [mg]
    tablet_mass
        Mean mass of one whole tablet, as weighed, :math:`T`. [mg/tablet]
    tablet_strength
        Drug in one tablet by its label, :math:`S`. [mg/tablet]
    assay
        Content of the lot, :math:`c`; 1 is the label claim. [% of label]

    Returns
    -------
    A
        Powder to weigh, :math:`a`. [mg]

    Examples
    --------
    >>> powder_mass("450 mg", "171.2 mg/tablet", "50 mg/tablet")
    Q('1540.8 mg')
    """
    drug, tablet_mass, tablet_strength, assay = amounts(
        drug, tablet_mass, tablet_strength, assay
    )
    return drug * tablet_mass / (tablet_strength * assay)


def drug_in_powder(
    powder: A | str,
    tablet_mass: A | str,
    tablet_strength: A | str,
    assay: A | str | Literal[1] = 1,
) -> A:
    """Return the drug that a mass of tablet powder holds.

    Parameters
    ----------
    powder
        Powder of crushed tablets, :math:`a`. [mg]
    tablet_mass
        Mean mass of one whole tablet, as weighed, :math:`T`. [mg/tablet]
    tablet_strength
        Drug in one tablet by its label, :math:`S`. [mg/tablet]
    assay
        Content of the lot, :math:`c`; 1 is the label claim. [% of label]

    Returns
    -------
    A
        Drug, :math:`A`. [mg]

    Examples
    --------
    >>> drug_in_powder("1540.8 mg", "171.2 mg/tablet", "50 mg/tablet")
    Q('450 mg')
    """
    powder, tablet_mass, tablet_strength, assay = amounts(
        powder, tablet_mass, tablet_strength, assay
    )
    return powder * tablet_strength * assay / tablet_mass


def ballast(powder: A | str, drug: A | str) -> A:
    """Return the part of the powder that is not drug.

    Parameters
    ----------
    powder
        Powder of crushed tablets, :math:`a`. [mg]
    drug
        Drug in it, :math:`A`. [mg]

    Returns
    -------
    A
        Ballast, :math:`b`. [mg]

    Examples
    --------
    >>> ballast("1540.8 mg", "450 mg")
    Q('1090.8 mg')
    """
    powder, drug = amounts(powder, drug)
    return powder - drug


def whole_tablets(powder: Quantity | str, tablet_mass: Quantity | str) -> int:
    """Return the fewest whole tablets whose powder covers what is to be weighed.

    Parameters
    ----------
    powder
        Powder to weigh. [mg]
    tablet_mass
        Mean mass of one whole tablet, as weighed. [mg/tablet]

    Returns
    -------
    int
        Tablets to crush, without any reserve.

    Examples
    --------
    >>> whole_tablets("1540.8 mg", "171.2 mg/tablet")
    9
    >>> whole_tablets("1541 mg", "171.2 mg/tablet")
    10
    """
    powder, tablet_mass = amounts(powder, tablet_mass)
    return ceil((powder / tablet_mass).magnitude)


def whole_tablet_batch(
    strength: Quantity | str, tablet_strength: Quantity | str
) -> tuple[int, int]:
    """Return the smallest batch that takes whole tablets and leaves none over.

    Parameters
    ----------
    strength
        Drug in one capsule. [mg/capsule]
    tablet_strength
        Drug in one tablet by its label. [mg/tablet]

    Returns
    -------
    tuple of int
        Capsules and tablets; every multiple of both is whole too.

    Raises
    ------
    FieldError
        If there is no drug in a capsule: no tablet makes no capsule.

    Examples
    --------
    >>> whole_tablet_batch("4.5 mg/capsule", "50 mg/tablet")
    (100, 9)
    """
    strength, tablet_strength = amounts(strength, tablet_strength)
    _refuse_no_drug(strength)
    tablets = (strength / tablet_strength).magnitude
    return tablets.denominator, tablets.numerator


def whole_tablet_batches(
    strength: Quantity | str,
    tablet_strength: Quantity | str,
    *,
    least: int,
    most: int,
) -> tuple[tuple[int, int], ...]:
    """Return every batch within limits that takes whole tablets and leaves none over.

    Parameters
    ----------
    strength
        Drug in one capsule, any overage included. [mg/capsule]
    tablet_strength
        Drug in one tablet. [mg/tablet]
    least
        Smallest batch. [capsules]
    most
        Largest batch. [capsules]

    Returns
    -------
    tuple of tuple of int
        Capsules and tablets of each, the smallest batch first; empty where there is
        none.

    Raises
    ------
    FieldError
        If there is no drug in a capsule.

    Examples
    --------
    >>> whole_tablet_batches("4.5 mg/capsule", "50 mg/tablet", least=90, most=350)
    ((100, 9), (200, 18), (300, 27))
    """
    capsules, tablets = whole_tablet_batch(strength, tablet_strength)
    first = max(1, -(-least // capsules))
    return tuple(
        (capsules * times, tablets * times)
        for times in range(first, most // capsules + 1)
    )


def capsules_from(
    drug: Quantity | str, strength: Quantity | str, drug_overage: Quantity | str
) -> int:
    """Return how many whole capsules an amount of drug still makes.

    Parameters
    ----------
    drug
        Drug at hand. [mg]
    strength
        Drug in one capsule by the label. [mg/capsule]
    drug_overage
        How much more drug than the label says. [%]

    Returns
    -------
    int
        Capsules, rounded down: none is filled with less.

    Raises
    ------
    FieldError
        If there is no drug in a capsule.

    Examples
    --------
    >>> capsules_from("1000 mg", "4.5 mg/capsule", "0 %")
    222
    """
    drug, strength, drug_overage = amounts(drug, strength, drug_overage)
    _refuse_no_drug(strength)
    return floor((drug / (strength * (1 + drug_overage))).magnitude)


def _refuse_no_drug(strength: Quantity) -> None:
    if strength <= 0 * strength:
        raise FieldError("an amount above zero", str(strength), field="strength")
