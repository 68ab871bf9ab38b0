"""Products: what naltrexone tablets on the market declare."""

from __future__ import annotations

from typing import Any

from ..model.tablets import Tablets
from ..quantities.units import Q, Quantity, Readable
from .tables import Row, rows, unknown

__all__ = ["least_tablet_mass", "tablet_products", "tablets"]


def tablets(product: str, *, mean_mass: Readable, **others: Any) -> Tablets:  # noqa: ANN401 - the fields of the record
    """Return tablets of a product, with what it declares.

    Parameters
    ----------
    product
        Its name, one of `tablet_products`.
    mean_mass
        Mean mass of one whole tablet, as weighed: no product publishes it. [mg/tablet]
    **others
        The other fields of `Tablets`, such as ``weighed``, ``packing`` and ``lot``.

    Returns
    -------
    Tablets
        With strength, form, coat and contents as declared.

    Raises
    ------
    UnknownNameError
        If no such product is on record.

    Examples
    --------
    >>> found = tablets("Adepend", mean_mass="230 mg", weighed=20)
    >>> found.strength, found.coat, found.contains
    (Q('50 mg/tablet'), 'film', ('lactose',))
    """
    row = _row(product)
    declared = {
        "form": row["form"],
        "coat": row["coat"],
        "contains": tuple(row["contains"]),
    }
    return Tablets(
        row["strength"], mean_mass=mean_mass, product=product, **(declared | others)
    )


def tablet_products() -> tuple[str, ...]:
    """Return the names of the products on record.

    Returns
    -------
    tuple of str
        In the order of the data.

    Examples
    --------
    >>> tablet_products()[:2]
    ('Nalorex', 'Naltrexone Accord')
    """
    return tuple(row["name"] for row in rows("products", "product"))


def least_tablet_mass(product: str) -> Quantity:
    """Return the least that one tablet of a product can weigh.

    Parameters
    ----------
    product
        Its name.

    Returns
    -------
    Quantity
        The drug and the lactose that it declares. [mg/tablet]

    Raises
    ------
    UnknownNameError
        If no such product is on record.

    Examples
    --------
    >>> least_tablet_mass("Nalorex")
    Q('254 mg/tablet')
    """
    row = _row(product)
    return Q(row["strength"]) + Q(row["lactose"]) / Q("1 tablet")


def _row(product: str) -> Row:
    for row in rows("products", "product"):
        if row["name"] == product:
            return row
    raise unknown("product", product, tablet_products())
