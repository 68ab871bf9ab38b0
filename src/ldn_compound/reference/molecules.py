"""Molecules: the molar mass of each form of naltrexone."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from .tables import rows, unknown

__all__ = ["molar_mass"]


@cache
def molar_mass(form: str) -> Fraction:
    """Return the molar mass of a form of naltrexone, for one naltrexone.

    Parameters
    ----------
    form
        ``naltrexone``, its hydrochloride, or the dihydrate of that.

    Returns
    -------
    Fraction
        Grams in a mole.

    Raises
    ------
    UnknownNameError
        If there is no such form.

    Examples
    --------
    >>> molar_mass("naltrexone hydrochloride")
    Fraction(75573, 200)
    """
    known = {row["name"]: row["molar_mass"] for row in rows("molecules", "form")}
    if form not in known:
        raise unknown("form", form, known)
    return Fraction(known[form])
