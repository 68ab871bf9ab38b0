"""Guards: what a quantity refuses, so that an amount stays exact and unchanged.

pint would take a float into any sum, convert in place, and compare with bare numbers.
What is let through is done on the numbers, by what `algebra` remembers of the units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import UnitError, shown
from . import algebra
from .notation import unit_text

__all__ = ["Guarded", "exact"]

#: What stands behind the guards is pint's, and untyped.
_PINT_QUANTITY: Any = object

_ROUND, _BARE = "calc.rounding.to_readability", "q.m_as('mg'), which names the unit"
_IN_PLACE, _TO = "conversion in place", "q.to('g'), which gives a new quantity"


def exact(value: object) -> Fraction:
    """Return a magnitude as it is kept, refusing what is not exact."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    way_out = "write amounts as text, such as Q('4.5 mg')"
    raise UnitError("an exact number (int or Fraction)", shown(value), way_out)


def _kind(units: Any) -> str:
    """Return units for people; a bare number has none."""
    return unit_text(units) if units else "dimensionless"


def _refused(operation: str, instead: str) -> Callable[..., NoReturn]:
    """Return a method that refuses *operation* on a quantity."""

    def refuse(*_args: object, **_options: object) -> NoReturn:
        raise UnitError(
            "an operation that quantities allow", operation, f"use {instead}"
        )

    return refuse


def _number(other: object) -> Any:
    """Return a bare number that an amount may meet, refusing what is not exact."""
    if isinstance(other, Fraction) or type(other) is int:
        return other
    way_out = "amounts are exact, write Q('4.5 mg')"
    raise UnitError("a quantity, an int or a Fraction", shown(other), way_out)


def _divisor(other: object) -> Any:
    """Return the number to divide by, refusing zero."""
    number = other.magnitude if isinstance(other, Guarded) else _number(other)
    if number:
        return number
    raise UnitError("a divisor other than zero", str(other))


def _quantity(other: object) -> Any:
    """Return a quantity to compare with, refusing a bare number."""
    if isinstance(other, Guarded):
        return other
    way_out = "write its unit, such as Q('4.5 mg')"
    raise UnitError("a quantity to compare with", shown(other), way_out)


class Guarded(_PINT_QUANTITY):  # type: ignore[misc]
    """Stands before pint's quantity and refuses what is not exact."""

    other_kind: type[Exception]  # what pint raises for two kinds of amounts
    no_units: Any  # those of a bare number

    __array_ufunc__ = None  # numpy hands the operation to the guards below

    __round__ = __floor__ = __ceil__ = __trunc__ = _refused("rounding", _ROUND)
    __int__ = __float__ = __complex__ = _refused("conversion to a bare number", _BARE)
    __floordiv__ = __rfloordiv__ = __ifloordiv__ = _refused("whole division", _ROUND)
    __mod__ = __rmod__ = __imod__ = __divmod__ = __rdivmod__ = __floordiv__
    __pow__ = __rpow__ = __ipow__ = _refused("a power", "a product")
    ito = ito_base_units = ito_root_units = _refused(_IN_PLACE, _TO)
    ito_reduced_units = ito_preferred = _refused(_IN_PLACE, _TO)

    def check(self, dimension: object) -> NoReturn:
        """Refuse to read a dimension or a unit from text, which pint would evaluate."""
        way_out = "use units.same_kind(q, Q('1 mg'))"
        raise UnitError("a quantity to compare kinds with", shown(dimension), way_out)

    is_compatible_with = check

    @classmethod
    def _of(cls, number: Any, units: Any) -> Any:
        """Return an amount without checks, for numbers that are known to be exact."""
        made = object.__new__(cls)
        made._magnitude, made._units = number, units
        return made

    def is_like(self, other: Any) -> bool:
        """Return whether another amount is of the same kind."""
        return algebra.same_dimension(self._REGISTRY, self._units, other._units)

    @property
    def dimensionless(self) -> bool:
        """Whether it is a plain number, such as a percentage."""
        return algebra.same_dimension(self._REGISTRY, self._units, self.no_units)

    def _factor(self, units: Any) -> Fraction:
        """Return what one of this amount's units is in others, of the same kind."""
        try:
            return algebra.factor(self._REGISTRY, self._units, units)
        except self.other_kind as error:
            kinds = f"{_kind(self._units)} and {_kind(units)}"
            raise UnitError("amounts of one kind", kinds) from error

    def _number_in(self, units: Any) -> Any:
        """Return this amount as a number of *units*."""
        if units is self._units:
            return self._magnitude
        return self._magnitude * self._factor(units)

    def _number_of(self, other: Any) -> Any:
        """Return another amount as a number of this one's units."""
        if other._units is self._units:
            return other._magnitude
        return other._magnitude / self._factor(other._units)

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: object) -> Any:
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Guarded):
            return False
        if other._units is self._units:
            return bool(self._magnitude == other._magnitude)
        return self.is_like(other) and self._magnitude == self._number_of(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        units = algebra.base(self._REGISTRY, self._units)
        return hash((self._number_in(units), units))

    def __neg__(self) -> Any:
        return self._of(-self._magnitude, self._units)

    def __abs__(self) -> Any:
        return self._of(abs(self._magnitude), self._units)

    def __bool__(self) -> bool:
        return bool(self._magnitude)

    def __lt__(self, other: object) -> Any:
        return self._magnitude < self._number_of(_quantity(other))

    def __le__(self, other: object) -> Any:
        return self._magnitude <= self._number_of(_quantity(other))

    def __gt__(self, other: object) -> Any:
        return self._magnitude > self._number_of(_quantity(other))

    def __ge__(self, other: object) -> Any:
        return self._magnitude >= self._number_of(_quantity(other))

    def __add__(self, other: object) -> Any:
        if isinstance(other, Guarded):
            number = self._magnitude + self._number_of(other)
            return self._of(number, self._units)
        if number := _number(other):
            return self._of(self._number_in(self.no_units) + number, self.no_units)
        return self

    def __sub__(self, other: object) -> Any:
        if isinstance(other, Guarded):
            number = self._magnitude - self._number_of(other)
            return self._of(number, self._units)
        return self + -_number(other)

    def __rsub__(self, other: object) -> Any:
        return -self + other

    def __mul__(self, other: object) -> Any:
        if isinstance(other, Guarded):
            units = algebra.product(self._units, other._units)
            return self._of(self._magnitude * other._magnitude, units)
        return self._of(self._magnitude * _number(other), self._units)

    def __truediv__(self, other: object) -> Any:
        number = self._magnitude / _divisor(other)
        if isinstance(other, Guarded):
            units = algebra.quotient(self._units, other._units)
            return self._of(number, units)
        return self._of(number, self._units)

    def __rtruediv__(self, other: object) -> Any:
        units = algebra.quotient(self.no_units, self._units)
        return self._of(_number(other) / _divisor(self), units)

    __radd__ = __iadd__ = __add__
    __rmul__ = __imul__ = __mul__
    __isub__ = __sub__
    __itruediv__ = __truediv__


if TYPE_CHECKING:

    class Quantity:
        """What type checkers know of a quantity: the operations we allow."""

        @property
        def magnitude(self) -> Fraction: ...
        def to(self, unit: str) -> Quantity: ...
        def m_as(self, unit: str) -> Fraction: ...
        def unit_items(self) -> Iterable[tuple[str, int]]: ...
        def to_base_units(self) -> Quantity: ...
        def __bool__(self) -> bool: ...
        def __add__(self, other: Quantity | int, /) -> Quantity: ...
        def __radd__(self, other: int, /) -> Quantity: ...
        def __sub__(self, other: Quantity | int, /) -> Quantity: ...
        def __rsub__(self, other: int, /) -> Quantity: ...
        def __mul__(self, other: Quantity | int | Fraction, /) -> Quantity: ...
        def __rmul__(self, other: int | Fraction, /) -> Quantity: ...
        def __truediv__(self, other: Quantity | int | Fraction, /) -> Quantity: ...
        def __rtruediv__(self, other: int | Fraction, /) -> Quantity: ...
        def __neg__(self) -> Quantity: ...
        def __abs__(self) -> Quantity: ...
        def __lt__(self, other: Quantity, /) -> bool: ...
        def __le__(self, other: Quantity, /) -> bool: ...
        def __gt__(self, other: Quantity, /) -> bool: ...
        def __ge__(self, other: Quantity, /) -> bool: ...
