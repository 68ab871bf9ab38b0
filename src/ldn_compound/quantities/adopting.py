"""Adopting: quantities of the user's own pint registry, read without trusting it.

Its floats are read by their `repr`, as a person sees them. Its units are checked once:
a registry may define a gram as it likes.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from numbers import Integral
from typing import Any

from ..errors import UnitError, shown
from .notation import SYMBOLS

__all__ = ["MOST_DIGITS", "adopted", "digits_of"]

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
    for name in _ALWAYS:
        _check_unit(registry, name)
    number = _digits(foreign.magnitude)
    if not (units and _SHARED.issuperset(units) and {1, -1}.issuperset(units.values())):
        unit = next((u for u in _MEASURED if foreign.is_compatible_with(u)), None)
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


@lru_cache(maxsize=64)
def _check_unit(registry: Any, name: str) -> None:
    """Refuse a registry in which one of our units means something else."""
    base, count = _CHECKED[name]
    try:
        ratio = registry.Quantity(1, base).m_as(name)
    except (AttributeError, TypeError) as error:  # pint's, for what it does not know
        expected = f"a registry that knows {base} and {name}"
        raise UnitError(expected, str(error), "write the amount as text") from error
    if abs(float(ratio) / float(count) - 1) > _NOISE:
        expected = f"a registry in which 1 {base} is {count} {name}"
        raise UnitError(expected, str(ratio), "write the amount as text")


def _digits(magnitude: object) -> Fraction:
    """Return the number that a magnitude shows, exactly."""
    came, way_out = shown(magnitude), "write the amount as text, such as '4.5 mg'"
    refusal = UnitError("a finite number, zero or more", came, way_out)
    if isinstance(magnitude, bool):
        raise refusal
    if isinstance(magnitude, float):
        magnitude = Decimal(repr(float(magnitude)))
    elif isinstance(magnitude, Integral):  # those of numpy too
        magnitude = Fraction(int(magnitude))
    if isinstance(magnitude, Decimal) and not magnitude.is_finite():
        raise refusal
    if not isinstance(magnitude, (Decimal, Fraction)) or magnitude < 0:
        raise refusal
    if digits_of(magnitude) > MOST_DIGITS:
        raise UnitError(f"a number of at most {MOST_DIGITS} digits", came)
    return Fraction(magnitude)


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
