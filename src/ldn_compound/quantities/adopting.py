"""Adopting: quantities of the user's own pint registry, read without trusting it.

Its floats are read by their `repr`, as a person sees them. Its units are checked each
time: a registry may define a gram as it likes, and later as it likes better, while it
still converts by what it remembers.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any

from ..errors import UnitError, shown
from .notation import SYMBOLS

__all__ = [
    "MOST_DIGITS",
    "adopted",
    "digits_of",
    "digits_shown",
    "is_float",
    "is_number",
]

_SHARED = frozenset([*SYMBOLS, "day"])
_MEASURED = ("milligram", "milliliter", "milligram / milliliter", "day")
_CHECKED = {
    "milligram": ("gram", 1000),
    "gram": ("gram", 1),
    "kilogram": ("gram", Fraction(1, 1000)),
    "microgram": ("gram", 1_000_000),
    "milliliter": ("liter", 1000),
    "liter": ("liter", 1),
    "percent": ("dimensionless", 100),
    "day": ("hour", Fraction(1, 24)),
}
_ALWAYS = ("milligram", "microgram", "milliliter")
_FACTOR_DIGITS = 12
#: Of a number that is taken: no float has as many, and no amount nearly.
MOST_DIGITS = 400
_NOISE = 1e-9


def adopted(foreign: Any) -> tuple[Fraction, dict[str, int]]:
    """Return the number and the units of a quantity of another registry.

    Parameters
    ----------
    foreign
        A pint quantity.

    Returns
    -------
    tuple of Fraction and dict
        The exact number, and the names of our units with their powers.

    Raises
    ------
    UnitError
        If it is no amount of ours, or its registry means something else by a unit.
    """
    registry, units = foreign._REGISTRY, dict(foreign.unit_items())
    for name in dict.fromkeys((*_ALWAYS, *(u for u in units if u in _SHARED))):
        _check_unit(registry, name)
    number = _digits(foreign.magnitude)
    if not (units and _SHARED.issuperset(units) and {1, -1}.issuperset(units.values())):
        # a capsule that is a number, such as 2, would be divided by in silence
        measured = all(_is_measured(registry, name) for name in units)
        fitting = (u for u in _MEASURED if measured and foreign.is_compatible_with(u))
        unit = next(fitting, None)
        if unit is None:
            expected = "a mass, a volume, a density or days"
            way_out = "write it as text, with its unit"
            raise UnitError(expected, shown(foreign), way_out)
        one = foreign.__class__(1, foreign.units).to(unit)
        number, units = number * _factor(one.magnitude), dict(one.unit_items())
        for name in units:
            _check_unit(registry, name)
    return number, {name: int(n) for name, n in units.items()}


def _factor(magnitude: Any) -> Fraction:
    """Return a conversion factor, or one over a whole number, without float noise."""
    if not isinstance(magnitude, float):
        return Fraction(magnitude)
    factor, inverse = (
        Fraction(f"{each:.{_FACTOR_DIGITS}g}") for each in (magnitude, 1 / magnitude)
    )
    return 1 / inverse if inverse.denominator == 1 else factor


def _is_measured(registry: Any, name: str) -> bool:
    """Return whether a unit is of a dimension, and no mere number."""
    return not registry.Quantity(1, name).dimensionless


def _check_unit(registry: Any, name: str) -> None:
    """Refuse a registry in which one of our units means something else."""
    base, count = _CHECKED[name]
    try:
        ratios = (
            registry.Quantity(1, base).m_as(name),
            _defined(registry, base) / _defined(registry, name),
        )
    # pint's, for what it does not know, or is defined by itself
    except (AttributeError, TypeError, KeyError, RecursionError) as error:
        expected = f"a registry that knows {base} and {name}"
        raise UnitError(expected, str(error), "write the amount as text") from error
    for ratio in ratios:
        if abs(float(ratio) / float(count) - 1) > _NOISE:
            expected = f"a registry in which 1 {base} is {count} {name}"
            raise UnitError(expected, str(ratio), "write the amount as text")


def _defined(registry: Any, name: str) -> float:
    """Return how many base units a unit is by its definition, not by what is cached."""
    if name == "dimensionless":
        return 1.0
    definition = registry._units[registry.get_name(name)]
    if definition.is_base:
        return 1.0
    size = float(definition.converter.scale)
    for part, power in definition.reference.items():
        size *= _defined(registry, part) ** float(power)
    return size


def _digits(magnitude: object) -> Fraction:
    """Return the number that a magnitude shows, exactly."""
    came, way_out = shown(magnitude), "write the amount as text, such as '4.5 mg'"
    refusal = UnitError("a finite number, zero or more", came, way_out)
    if isinstance(magnitude, bool):
        raise refusal
    if is_float(magnitude):
        magnitude = Decimal(digits_shown(magnitude))
    elif isinstance(magnitude, Integral):  # those of numpy too
        magnitude = Fraction(int(magnitude))
    if isinstance(magnitude, Decimal) and not magnitude.is_finite():
        raise refusal
    if not isinstance(magnitude, (Decimal, Fraction)) or magnitude < 0:
        raise refusal
    if digits_of(magnitude) > MOST_DIGITS:
        raise UnitError(f"a number of at most {MOST_DIGITS} digits", came)
    return Fraction(magnitude)


def is_number(value: object) -> bool:
    """Return whether a value is a real number, of Python or of numpy.

    Parameters
    ----------
    value
        Any value.

    Returns
    -------
    bool
        Whether it is one; a truth is none.

    Examples
    --------
    >>> is_number(4), is_number(True), is_number(4j)
    (True, False, False)
    """
    return isinstance(value, Real) and not isinstance(value, bool)


def is_float(value: object) -> bool:
    """Return whether a value is a float, of Python or of numpy in any width.

    Parameters
    ----------
    value
        Any value.

    Returns
    -------
    bool
        Whether it is a real number that is no fraction and no whole number.

    Examples
    --------
    >>> is_float(4.5), is_float(Fraction(9, 2)), is_float(4), is_float("4.5")
    (True, False, False, False)
    """
    return isinstance(value, Real) and not isinstance(value, Rational)


def digits_shown(number: Any) -> str:
    """Return the shortest digits that stand for a float, as a person sees them.

    Parameters
    ----------
    number
        A float; one of numpy with 32 bits has fewer digits.

    Returns
    -------
    str
        Its digits.

    Examples
    --------
    >>> digits_shown(0.1)
    '0.1'
    """
    return repr(float(number)) if isinstance(number, float) else str(number)


def digits_of(number: Decimal | Fraction) -> int:
    """Return about how many digits a number takes, without writing them out.

    Parameters
    ----------
    number
        A finite number.

    Returns
    -------
    int
        Digits before and after the point together, for a Decimal; those of the larger
        part of a Fraction.

    Examples
    --------
    >>> digits_of(Decimal("1e999999999"))
    1000000000
    """
    if isinstance(number, Decimal):
        return abs(number.adjusted()) + len(number.as_tuple().digits)
    return max(abs(number.numerator), number.denominator).bit_length() * 3 // 10
