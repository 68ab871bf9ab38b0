"""FHIR values: amounts and texts of a resource, read as they stand or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ...errors import FieldError, UnitError, shown
from ...quantities.units import Q, Quantity, same_kind
from ..ucum import SYSTEM, code_meant, from_ucum

__all__ = ["amount_of", "line_of", "other_masses", "refuse_all_but_one", "text_of"]

_LONGEST = 200
_MASSES = re.compile(
    r"(\d[\d.,]*)[\s-]*(milli|micro|m|mc|u|\u00b5|\u03bc)?(?:grams?|grammes?|gs?)\b",
    re.IGNORECASE,
)
_UNITS = {"": "g", "milli": "mg", "m": "mg"}


def amount_of(quantity: object, path: str, model: Quantity) -> Quantity:
    """Return an amount of the kind of a model.

    Parameters
    ----------
    quantity
        A FHIR quantity with a code of UCUM.
    path
        Where it stands.
    model
        Any amount of the kind that is meant.

    Returns
    -------
    Quantity
        The exact amount.

    Raises
    ------
    FieldError
        If it is no such amount, or its unit says something else than its code: a
        person reads the one, a program the other.
    """
    if not isinstance(quantity, Mapping) or quantity.get("system") != SYSTEM:
        expected = f"an amount with a code of {SYSTEM}"
        raise FieldError(expected, shown(quantity), field=path)
    value, unit, code = (quantity.get(each) for each in ("value", "unit", "code"))
    digits = format(value, "f") if isinstance(value, Decimal) else value
    try:
        amount = from_ucum(digits, code)
    except FieldError as error:
        raise error.at(f"{path}.{error.field}") from None
    if not same_kind(amount, model):
        expected = f"an amount such as {model}"
        raise FieldError(expected, str(amount), field=path)
    if unit is not None and (not isinstance(unit, str) or code_meant(unit) != code):
        expected = f"none, or the unit of its code, {shown(code)}"
        raise FieldError(expected, shown(unit), field=f"{path}.unit")
    return amount


def refuse_all_but_one(denominator: object, path: str) -> None:
    """Refuse a ratio to anything but the bare number 1.

    Parameters
    ----------
    denominator
        A FHIR quantity.
    path
        Where it stands.

    Raises
    ------
    FieldError
        If it is not 1, or 1 of something.
    """
    said = denominator if isinstance(denominator, Mapping) else {}
    units = (said.get("code"), said.get("unit"))
    if said.get("value") != 1 or any(each not in (None, "1") for each in units):
        raise FieldError("a ratio to 1", shown(denominator), field=path)


def text_of(concept: object, path: str) -> str:
    """Return the text of a concept.

    Parameters
    ----------
    concept
        A FHIR codeable concept.
    path
        Where it stands.

    Returns
    -------
    str
        One printable line.

    Raises
    ------
    FieldError
        If it has none, or another text.
    """
    text = concept.get("text") if isinstance(concept, Mapping) else None
    if not isinstance(text, str):
        raise FieldError("a text", shown(text), field=f"{path}.text")
    return line_of(text, f"{path}.text")


def line_of(text: object, path: str) -> str:
    """Return a text that can be shown as it stands: a name, or a lot.

    Parameters
    ----------
    text
        What came.
    path
        Where it stands.

    Returns
    -------
    str
        The text.

    Raises
    ------
    FieldError
        If it is not one printable line of a reasonable length.
    """
    if not (isinstance(text, str) and text.isprintable() and len(text) <= _LONGEST):
        expected = f"one line of at most {_LONGEST} characters"
        raise FieldError(expected, shown(text), field=path)
    return text


def other_masses(name: str, mass: Quantity) -> Iterator[str]:
    """Yield what a name says of a mass, where it is another one.

    Parameters
    ----------
    name
        A name, which a person reads and a program does not.
    mass
        The mass that is meant. [mg]

    Yields
    ------
    str
        Number and unit as they stand there, where they cannot be read as that mass.

    Examples
    --------
    >>> list(other_masses("NALTREXONE 45 MG, 4500 micrograms", Q("4.5 mg")))
    ['45 MG']
    """
    for said in _MASSES.finditer(name):
        number, prefix = said[1], (said[2] or "").casefold()
        try:
            same = Q(f"{number} {_UNITS.get(prefix, 'mcg')}") == mass
        except UnitError:
            same = False
        if not same:
            yield said[0]
