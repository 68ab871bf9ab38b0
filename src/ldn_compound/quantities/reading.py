"""Reading: which texts are amounts, and what to write instead where one is not.

One anchored grammar, ``number space? unit[/unit]``, a closed table of units, at most
forty characters. Nothing is guessed: ``4,5 mg`` is 4.5 mg to one reader and 45 mg to
another, so it is neither.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product

from ..errors import UnitError, shown

__all__ = [
    "EXAMPLE",
    "LONGEST",
    "SYMBOLS",
    "read_amount",
    "read_unit",
    "refusal",
    "spellings",
]

LONGEST = 40

#: Every spelling that is read, and the one name it stands for.
SYMBOLS = {
    "mg": "milligram",
    "g": "gram",
    "kg": "kilogram",
    "mcg": "microgram",
    "ug": "microgram",
    "\N{MICRO SIGN}g": "microgram",
    "\N{GREEK SMALL LETTER MU}g": "microgram",
    "mL": "milliliter",
    "L": "liter",
    "%": "percent",
    "day": "day",
    "days": "day",
    "tablet": "tablet",
    "tablets": "tablet",
    "capsule": "capsule",
    "capsules": "capsule",
}

_NUMBER = r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_AMOUNT = re.compile(rf"({_NUMBER}) ?([^0-9\s/]+)(?:/([^0-9\s/]+))?")
_MEANT = {name.lower(): name for name in SYMBOLS} | {
    "ug": "mcg",
    "\N{GREEK SMALL LETTER MU}g": "mcg",
    "gr": "g",
    "cc": "mL",
    "l": "L",
    "tab": "tablet",
    "tabs": "tablet",
    "cap": "capsule",
    "caps": "capsule",
}

#: What to write where nobody knows what is wanted.
EXAMPLE = repr("4.5 mg")

#: What is wrong, tried in this order, and what to write instead. The only unit in it is
#: that of the example: another would be refused in its turn.
_WAYS_OUT = [
    (r".*(?![0-9])\d", "write the digits 0 to 9"),
    (r".*[,']", "write a decimal point and no separators, as in 4.5 or 1000"),
    (r".*_", "write the digits without separators, as in 1000"),
    (r"\s*[-+\N{MINUS SIGN}]", "write the amount without a sign"),
    (rf"{_NUMBER} ?[eE][-+]?[0-9]", "write all digits, as in 1000"),
    (r"\.[0-9]", "write a zero before the point, as in 0.5"),
    (
        r"[0-9]+\.(?![0-9])",
        "write digits on both sides of the point, or none, as in 4.5 or 4",
    ),
    (r"0[0-9]", "write no zeros before the number, as in 7"),
    (r"[0-9]+\s[0-9]", "write the digits without gaps, as in 12000"),
    (rf"{_NUMBER}$", "write the unit too: {example}"),
    (r"[0-9]+\.[0-9]+\.", "write one decimal point, as in 4.5"),
    (r"[0-9.]+ ?[a-zA-Z%]+/[0-9]", "write a rate for one unit: 2 per 1, not 10 per 5"),
    (rf"{_NUMBER} ?[-\N{{EN DASH}}+*^(]", "write one amount, not a sum or a range"),
    (rf"{_NUMBER} ?[^0-9 /]+ ?[-+*^\N{{EN DASH}}]", "write one amount, not a sum"),
    (r"\s|.*\s$|.*\s\s|.*[^\S ]", "write single plain spaces, none before or after"),
    (r"[a-zA-Z%µμ]+$", "write a number before the unit: {example}"),
]
_SHAPE = "write a number, a space and a unit: {example}"


_NO_RATE = "nothing is counted per percent: write the amount itself"


def read_amount(text: str) -> tuple[Fraction, str, str | None]:
    """Return the number, the unit and the unit after the stroke.

    Parameters
    ----------
    text
        An amount as a person writes it, such as ``4.5 mg`` or ``50 mg/tablet``.

    Returns
    -------
    tuple of Fraction, str and str or None
        The exact number and the names of the units.

    Raises
    ------
    UnitError
        If the text is not one plain amount with its unit.

    Examples
    --------
    >>> read_amount("4.5 mg")
    (Fraction(9, 2), 'milligram', None)
    >>> read_amount("50 mg/tablet")
    (Fraction(50, 1), 'milligram', 'tablet')
    """
    found = _AMOUNT.fullmatch(text) if len(text) <= LONGEST else None
    if found is not None:
        number, unit, per = found.groups()
        if unit in SYMBOLS and per in _AFTER_STROKE:
            return Fraction(number), SYMBOLS[unit], SYMBOLS[per] if per else None
    raise refusal(text)


def refusal(
    text: str, example: str = EXAMPLE, units: tuple[str, ...] = ()
) -> UnitError:
    """Return the error for a text that is no amount.

    Parameters
    ----------
    text
        A text that `read_amount` refuses.
    example
        What would be taken where it was written, in quotes.
    units
        The units that are taken there; none where every one is.

    Returns
    -------
    UnitError
        What to write instead.

    Examples
    --------
    >>> print(refusal("0.3", "'0.43 mL'", ("mL", "L")))
    expected an amount such as '0.43 mL', got '0.3'; write the unit too: '0.43 mL'
    """
    way_out = _way_out(text, example, units)
    return UnitError(f"an amount such as {example}", shown(text), way_out)


def read_unit(text: str) -> tuple[str, str | None]:
    """Return the names of a unit and of the unit after the stroke.

    Parameters
    ----------
    text
        A unit as a person writes it, such as ``mg`` or ``mg/tablet``.

    Returns
    -------
    tuple of str and str or None
        The names of the units.

    Raises
    ------
    UnitError
        If a symbol is not in the table.
    """
    unit, stroke, per = text.partition("/")
    for symbol in (unit, per) if stroke else (unit,):
        if symbol not in SYMBOLS:
            way_out = _unit_meant(symbol)
            raise UnitError("a unit such as 'mg'", shown(text), way_out)
    if per == "%":
        raise UnitError("a unit such as 'mg'", shown(text), _NO_RATE)
    return SYMBOLS[unit], SYMBOLS[per] if per else None


def spellings(unit: str) -> tuple[str, ...]:
    """Return every way to write a unit that is read.

    Parameters
    ----------
    unit
        A unit such as ``mg`` or ``mg/tablet``.

    Returns
    -------
    tuple of str
        Its spellings, in the order of the table.

    Examples
    --------
    >>> spellings("mg/tablet")
    ('mg/tablet', 'mg/tablets')
    """
    of_each = [
        [text for text, name in SYMBOLS.items() if name == SYMBOLS[symbol]]
        for symbol in unit.split("/")
    ]
    return tuple("/".join(each) for each in product(*of_each))


def _way_out(text: str, example: str, units: tuple[str, ...]) -> str:
    if len(text) > LONGEST:
        return f"write at most {LONGEST} characters"
    if found := _AMOUNT.fullmatch(text):
        for symbol in found.groups()[1:]:
            if symbol is not None and symbol not in SYMBOLS:
                return _unit_meant(symbol, units)
        return _NO_RATE
    for pattern, advice in _WAYS_OUT:
        if re.match(pattern, text):
            return advice.format(example=example)
    return _SHAPE.format(example=example)


def _unit_meant(symbol: str, units: tuple[str, ...] = ()) -> str:
    meant = _MEANT.get(symbol.lower())
    if meant and (not units or meant in {s for unit in units for s in unit.split("/")}):
        return f"if {meant} is meant, write {meant}"
    every = dict.fromkeys(_PRINTED[name] for name in SYMBOLS.values())
    return f"write one of the units {', '.join(units or every)}"


_PRINTED = {name: symbol for symbol, name in reversed(SYMBOLS.items())}
_PRINTED["microgram"] = "mcg"
_AFTER_STROKE = {None, *SYMBOLS} - {"%"}
