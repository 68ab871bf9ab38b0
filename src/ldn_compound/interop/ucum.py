"""UCUM: amounts in the codes that other systems read.

The table is closed, and small on purpose. UCUM calls the text in braces an annotation
and counts it as 1, so that to its arithmetic ``mg/{tbl}`` is ``mg``; here ``{tbl}`` and
``{capsule}`` are the units tablet and capsule, which never cancel. The microgram is
``ug``: ``mcg`` is no code of UCUM, and a published value set that lists it loses it
when it is expanded [kenya-ucum]_.

Numbers pass the strict door of `Q`, both ways: exact decimals, no signs, no exponents.

.. [kenya-ucum] UCUM Units for Medication Strength, Kenya (docs/references.md).
"""

from __future__ import annotations

from ..errors import FieldError, UnitError, shown
from ..quantities.notation import finite_decimal
from ..quantities.reading import LONGEST
from ..quantities.units import Q, Quantity, Readable, same_kind

__all__ = ["SYSTEM", "UCUM_CODES", "code_meant", "from_ucum", "to_ucum", "unit_of"]

#: What names UCUM in a FHIR quantity.
SYSTEM = "http://unitsofmeasure.org"

#: Every code that is read and written, and our unit for it; of each kind, the first is
#: taken for what is in no unit of the table.
_UNITS = {
    "mg": "mg",
    "g": "g",
    "kg": "kg",
    "ug": "mcg",
    "mL": "mL",
    "L": "L",
    "%": "%",
    "d": "day",
    "{tbl}": "tablet",
    "{capsule}": "capsule",
    "mg/{tbl}": "mg/tablet",
    "ug/{tbl}": "mcg/tablet",
    "mg/{capsule}": "mg/capsule",
    "ug/{capsule}": "mcg/capsule",
    "g/mL": "g/mL",
    "mg/mL": "mg/mL",
}

#: The codes of the table.
UCUM_CODES = tuple(_UNITS)

#: What is written for a code, and which code is meant.
_MEANT = {
    "mcg": "ug",
    "\N{MICRO SIGN}g": "ug",
    "\N{GREEK SMALL LETTER MU}g": "ug",
    "ml": "mL",
    "cc": "mL",
    "l": "L",
    "day": "d",
    "tablet": "{tbl}",
    "{tablet}": "{tbl}",
    "capsule": "{capsule}",
    "{cap}": "{capsule}",
}

_BY_UNIT = {unit: code for code, unit in _UNITS.items()}

_ROUND_IT = "round it first: calc.rounding.to_readability(amount, '0.001 mg')"


def to_ucum(quantity: Readable) -> tuple[str, str]:
    """Return an amount as UCUM has it: the digits and the code.

    Parameters
    ----------
    quantity
        What `Q` reads; zero or more.

    Returns
    -------
    tuple of str
        The exact decimal, and the code of the unit that the amount is in.

    Raises
    ------
    UnitError
        If no code stands for its unit, or no finite decimal for its number.

    Examples
    --------
    >>> to_ucum("4.5 mg/capsule"), to_ucum("500 mcg"), to_ucum("100 capsules")
    (('4.5', 'mg/{capsule}'), ('500', 'ug'), ('100', '{capsule}'))
    """
    amount = Q(quantity)
    code = _code_of(amount)
    number = amount.m_as(_UNITS[code])
    if number < 0:
        raise UnitError("an amount of zero or more", str(amount))
    digits = finite_decimal(number)
    if digits is None or len(f"{digits} {_UNITS[code]}") > LONGEST:
        expected = f"a number with a finite decimal, of at most {LONGEST} characters"
        raise UnitError(expected, repr(amount), _ROUND_IT)
    return digits, code


def from_ucum(value: object, code: object) -> Quantity:
    """Return the amount that digits and a UCUM code say.

    Parameters
    ----------
    value
        The digits: a decimal without sign, exponent or separators.
    code
        A code of the table, `UCUM_CODES`.

    Returns
    -------
    Quantity
        The exact amount, in the unit of the code.

    Raises
    ------
    UnitError
        If the code is not in the table, or the digits are not plain.

    Examples
    --------
    >>> from_ucum("50", "mg/{tbl}") * from_ucum("9", "{tbl}")
    Q('450 mg')
    >>> from_ucum("500", "mcg")
    Traceback (most recent call last):
    ldn_compound.errors.UnitError: code: expected one of ..., got 'mcg'; write 'ug'
    """
    if code not in list(_UNITS):
        expected = f"one of {', '.join(_UNITS)}"
        raise UnitError(expected, shown(code), _code_meant(code), "code")
    if not isinstance(value, str):
        raise UnitError("digits as text, such as '4.5'", shown(value), field="value")
    try:
        return Q(f"{value} {_UNITS[str(code)]}")
    except FieldError as error:
        raise error.at("value") from None


def code_meant(unit: str) -> str | None:
    """Return the code that a unit as people write it means.

    Parameters
    ----------
    unit
        The text beside a code.

    Returns
    -------
    str or None
        A code of the table; `None` where the text means none of them.

    Examples
    --------
    >>> code_meant("mcg"), code_meant("mg"), code_meant("grain")
    ('ug', 'mg', None)
    """
    return _BY_UNIT.get(unit, unit if unit in _UNITS else _MEANT.get(unit))


def unit_of(code: str) -> str:
    """Return what people call the unit of a code, which FHIR carries beside it.

    Parameters
    ----------
    code
        A code of the table, `UCUM_CODES`.

    Returns
    -------
    str
        Our unit for it.

    Raises
    ------
    UnitError
        If the table has no such code.

    Examples
    --------
    >>> unit_of("ug"), unit_of("mg/{capsule}")
    ('mcg', 'mg/capsule')
    """
    if code not in _UNITS:
        raise UnitError(f"a code such as {', '.join(_UNITS)}", shown(code))
    return _UNITS[code]


def _code_of(amount: Quantity) -> str:
    """Return the code of the unit that an amount is in."""
    codes = [code for code, model in _MODELS.items() if same_kind(amount, model)]
    if not codes:
        expected = f"an amount in one of {', '.join(_UNITS)}"
        raise UnitError(expected, str(amount))
    for code in codes:
        if amount.magnitude == amount.m_as(_UNITS[code]):
            return code
    return codes[0]


def _code_meant(code: object) -> str:
    if not isinstance(code, str):
        return ""
    meant = "/".join(_MEANT.get(part, part) for part in code.split("/"))
    return f"write {meant!r}" if meant in _UNITS else ""


_MODELS = {code: Q(f"1 {unit}") for code, unit in _UNITS.items()}
