"""The algebra of units: what pint says of two units, asked once and remembered.

pint is the only authority. It is asked the first time that two units meet, since it
works every answer out anew; later operations look the answer up. That is sound, for an
answer never changes: units are values, the registry is closed once it is built, and it
has no unit with an offset, so that a conversion is a factor.

Every memory is bounded, and what it forgets is asked again.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

__all__ = ["base", "factor", "product", "quotient", "same_dimension", "shared"]

#: A plan meets some fifty pairs of units.
_PAIRS = 1024
_ONE = Fraction(1)


@lru_cache(maxsize=_PAIRS)
def shared(units: Any) -> Any:
    """Return the one object for equal units, which is found again without comparing."""
    return units


@lru_cache(maxsize=_PAIRS)
def product(units: Any, others: Any) -> Any:
    """Return the units of a product."""
    return shared(units * others)


@lru_cache(maxsize=_PAIRS)
def quotient(units: Any, others: Any) -> Any:
    """Return the units of a quotient."""
    return shared(units / others)


@lru_cache(maxsize=_PAIRS)
def factor(registry: Any, units: Any, wanted: Any) -> Fraction:
    """Return how many of the *wanted* units one of *units* is.

    Two different kinds raise what pint raises for them, each time.
    """
    number: Fraction = registry.convert(_ONE, units, wanted)
    return number


@lru_cache(maxsize=_PAIRS)
def same_dimension(registry: Any, units: Any, others: Any) -> bool:
    """Return whether two units measure one kind of amount."""
    dimension = registry.get_dimensionality
    return bool(dimension(units) == dimension(others))


@lru_cache(maxsize=_PAIRS)
def base(registry: Any, units: Any) -> Any:
    """Return the base units that *units* are made of."""
    _, made_of = registry.get_base_units(units)
    return shared(made_of._units)
