r"""Dilution: aliquots and triturations, for what is too little to weigh.

Of a dilution that holds the share :math:`c` of drug, the drug :math:`A` is carried by

.. math:: m = A / c.

For a need :math:`q` below the least mass :math:`m_{min}` of the balance, weigh
:math:`k q` with a whole multiple :math:`k`, dilute it to :math:`k` portions of the mass
:math:`B`, and take one [basicmedicalkey-weighing]_

.. math:: a = k q, \qquad b = k B - k q, \qquad t = k B.

.. [basicmedicalkey-weighing] Accurate weighing for prescriptions (docs/references.md).
"""

from __future__ import annotations

from math import ceil
from typing import Literal

from attrs import frozen

from ..errors import FieldError
from ..quantities.kinds import Mass
from ..quantities.units import A, Quantity, amounts

__all__ = [
    "Aliquot",
    "aliquot",
    "content",
    "dilution_mass",
    "drug_in_dilution",
    "smallest_aliquot",
]


@frozen(kw_only=True)
class Aliquot:
    """A dilution of which one portion carries what is needed.

    Parameters
    ----------
    drug
        Material to weigh, :math:`a`. [mg]
    diluent
        Diluent to weigh, :math:`b`. [mg]
    total
        Both together, :math:`t`. [mg]
    portion
        What to take of it, :math:`B`. [mg]
    multiple
        Portions in it, :math:`k`.
    """

    drug: Mass
    diluent: Mass
    total: Mass
    portion: Mass
    multiple: int


def aliquot(needed: Quantity | str, multiple: int, portion: Quantity | str) -> Aliquot:
    """Return the dilution whose portion carries what is needed.

    Parameters
    ----------
    needed
        Material needed, :math:`q`. [mg]
    multiple
        Portions to make, :math:`k`.
    portion
        Mass of a portion, :math:`B`. [mg]

    Returns
    -------
    Aliquot
        What to weigh and to take.

    Raises
    ------
    FieldError
        If a portion weighs less than what it is to carry.

    Examples
    --------
    >>> aliquot("12 mg", 10, "120 mg").diluent
    Q('1080 mg')
    """
    needed, portion = amounts(needed, portion)
    if multiple < 1 or portion < needed:
        expected = f"one or more portions of {needed} or more"
        raise FieldError(expected, f"{multiple} of {portion}", field="portion")
    drug, total = needed * multiple, portion * multiple
    return Aliquot(
        drug=drug,
        diluent=total - drug,
        total=total,
        portion=portion,
        multiple=multiple,
    )


def smallest_aliquot(needed: Quantity | str, minimum: Quantity | str) -> Aliquot:
    """Return the smallest dilution in which drug and portion can be weighed.

    Parameters
    ----------
    needed
        Material needed, :math:`q`. [mg]
    minimum
        Least mass that the balance may weigh. [mg]

    Returns
    -------
    Aliquot
        The fewest portions, each of the least mass; a need that can be weighed is one.

    Raises
    ------
    FieldError
        If nothing is needed.

    Examples
    --------
    >>> smallest_aliquot("45 mg", "120 mg").total
    Q('360 mg')
    """
    needed, minimum = amounts(needed, minimum)
    if not needed:
        raise FieldError("an amount above zero", str(needed), field="needed")
    multiple = ceil((minimum / needed).magnitude)
    return aliquot(needed, multiple, max(minimum, needed))


def content(drug: A | str, diluent: A | str, portion: A | str) -> A:
    """Return what a portion of a dilution carries.

    Parameters
    ----------
    drug
        Material in the dilution, :math:`a`. [mg]
    diluent
        Diluent in it, :math:`b`. [mg]
    portion
        What is taken of it, :math:`B`. [mg]

    Returns
    -------
    A
        Material in the portion. [mg]

    Examples
    --------
    >>> content("120 mg", "1080 mg", "120 mg")
    Q('12 mg')
    """
    drug, diluent, portion = amounts(drug, diluent, portion)
    return drug * portion / (drug + diluent)


def dilution_mass(
    drug: A | str, drug_fraction: A | str, assay: A | str | Literal[1] = 1
) -> A:
    """Return the dilution that carries the drug.

    Parameters
    ----------
    drug
        Drug needed, :math:`A`. [mg]
    drug_fraction
        Drug in the dilution by its label. [%]
    assay
        Content by assay; 1 is the label claim. [% of label]

    Returns
    -------
    A
        Dilution to weigh, :math:`m`. [mg]

    Examples
    --------
    >>> dilution_mass("45 mg", "10 %")
    Q('450 mg')
    """
    drug, drug_fraction, assay = amounts(drug, drug_fraction, assay)
    return drug / (drug_fraction * assay)


def drug_in_dilution(
    mass: A | str, drug_fraction: A | str, assay: A | str | Literal[1] = 1
) -> A:
    """Return the drug that a mass of a dilution carries; see `dilution_mass`.

    Parameters
    ----------
    mass
        Dilution, :math:`m`. [mg]
    drug_fraction
        Drug in the dilution by its label. [%]
    assay
        Content by assay; 1 is the label claim. [% of label]

    Returns
    -------
    A
        Drug, :math:`A`. [mg]

    Examples
    --------
    >>> drug_in_dilution("450 mg", "10 %")
    Q('45 mg')
    """
    mass, drug_fraction, assay = amounts(mass, drug_fraction, assay)
    return mass * drug_fraction * assay
