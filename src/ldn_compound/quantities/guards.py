"""Guards: what a quantity refuses, so that an amount stays exact and unchanged.

pint would take a float into any sum, convert in place, and compare with bare numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import UnitError, shown
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
    """Return units for people; pint names no unit by a text."""
    return units if isinstance(units, str) else unit_text(units)


def _refused(operation: str, instead: str) -> Callable[..., NoReturn]:
    """Return a method that refuses *operation* on a quantity."""

    def refuse(*_args: object, **_options: object) -> NoReturn:
        raise UnitError("a quantity never to change", operation, f"use {instead}")

    return refuse


def _operand(other: object) -> object:
    if isinstance(other, (Guarded, Fraction)) or type(other) is int:
        return other
    way_out = "amounts are exact, write Q('4.5 mg')"
    raise UnitError("a quantity, an int or a Fraction", shown(other), way_out)


def _divisor(other: object) -> object:
    if _operand(other):
        return other
    raise UnitError("a divisor other than zero", str(other))


def _quantity_only(other: object) -> object:
    if isinstance(other, Guarded):
        return other
    way_out = "write its unit, such as Q('4.5 mg')"
    raise UnitError("a quantity to compare with", shown(other), way_out)


class Guarded(_PINT_QUANTITY):  # type: ignore[misc]
    """Stands before pint's quantity and refuses what is not exact."""

    other_kind: type[Exception]  # what pint raises for two kinds of amounts

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

    def one_kind(self, operation: Callable[[Any], Any], other: object) -> Any:
        """Return what *operation* gives, refusing two different kinds of amounts."""
        try:
            return operation(other)
        except self.other_kind as error:
            kinds = (_kind(getattr(error, name)) for name in ("units1", "units2"))
            raise UnitError("amounts of one kind", " and ".join(kinds)) from error

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: object) -> Any:
        return self

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, Guarded):
            return False
        return super().__eq__(other)

    def __ne__(self, other: object) -> Any:
        if not isinstance(other, Guarded):
            return True
        return super().__ne__(other)

    def __hash__(self) -> int:
        return super().__hash__()  # type: ignore[no-any-return]

    def __lt__(self, other: object) -> Any:
        return self.one_kind(super().__lt__, _quantity_only(other))

    def __le__(self, other: object) -> Any:
        return self.one_kind(super().__le__, _quantity_only(other))

    def __gt__(self, other: object) -> Any:
        return self.one_kind(super().__gt__, _quantity_only(other))

    def __ge__(self, other: object) -> Any:
        return self.one_kind(super().__ge__, _quantity_only(other))

    def __add__(self, other: object) -> Any:
        return self.one_kind(super().__add__, _operand(other))

    def __sub__(self, other: object) -> Any:
        return self.one_kind(super().__sub__, _operand(other))

    def __rsub__(self, other: object) -> Any:
        return self.one_kind(super().__rsub__, _operand(other))

    def __mul__(self, other: object) -> Any:
        return super().__mul__(_operand(other))

    def __truediv__(self, other: object) -> Any:
        return super().__truediv__(_divisor(other))

    def __rtruediv__(self, other: object) -> Any:
        _divisor(self)
        return super().__rtruediv__(_operand(other))

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
