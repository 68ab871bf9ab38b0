"""Units: the only pint registry of this library, and `Q`, the one door to it.

Amounts are pint quantities with exact `~fractions.Fraction` magnitudes. The registry
is small, spelled out, and closed once it is built. ``tablet`` and ``capsule`` are
dimensions of their own: ``50 mg/tablet`` times capsules is no mass.

Text never reaches pint's parser, which reads ``4,5 mg`` as 45 mg: see `reading`.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeAlias

import pint

from ..errors import UnitError, shown
from . import notation
from .adopting import adopted
from .algebra import base, shared
from .guards import Guarded, exact
from .notation import Amount
from .reading import LONGEST, read_amount, read_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray
    from typing_extensions import TypeVar

    from .guards import Quantity

    #: What a formula takes and gives: quantities, bare exact numbers, or columns.
    A = TypeVar("A", Quantity, Fraction, NDArray[np.float64], default=Quantity)

__all__ = [
    "A",
    "Q",
    "Quantity",
    "Readable",
    "about",
    "amount",
    "amounts",
    "same_kind",
    "shortened",
]

_DEFINITIONS = """
    milligram = [mass]
    gram = 1000 * milligram
    kilogram = 1000000 * milligram
    microgram = 1 / 1000 * milligram
    milliliter = [volume]
    liter = 1000 * milliliter
    percent = 1 / 100
    day = [time]
    tablet = [tablet]
    capsule = [capsule]
"""


#: Untyped on purpose: what pint infers differs between its versions.
_PINT: Any = pint
_UNITS: Any = pint.util.UnitsContainer


class _Quantity(Guarded, _PINT.registry.Quantity):  # type: ignore[misc]
    """An exact amount with its unit; it never changes once made."""

    other_kind = _PINT.DimensionalityError
    no_units = _PINT.util.UnitsContainer(non_int_type=Fraction)

    def __new__(cls, value: object, units: object = None) -> Any:
        if isinstance(units, str):
            units = _unit(units)
        return super().__new__(cls, exact(value), units)

    def __reduce__(self) -> tuple[Callable[..., Quantity], tuple[Any, ...]]:
        return _restored, (self.magnitude, dict(self._units))

    def to(self, unit: Any) -> Any:
        units = _wanted(unit)
        return self._of(self._number_in(units), units)

    def m_as(self, unit: Any) -> Fraction:
        units = _wanted(unit)
        # in its own units a number is read, not converted
        same = units is self._units or units == self._units
        magnitude: Fraction = self.magnitude if same else self.to(unit).magnitude
        return magnitude

    def to_base_units(self) -> Any:
        units = base(self._REGISTRY, self._units)
        return self._of(self._number_in(units), units)

    def __str__(self) -> str:
        return _text(self)

    def __repr__(self) -> str:
        return notation.expression(*_as_read(self), LONGEST)

    def __format__(self, spec: str) -> str:
        if spec.lstrip("~"):
            raise UnitError(
                "no format spec", repr(spec), "round it first, then print it"
            )
        return _text(self)

    def _repr_html_(self) -> str:
        return _text(self)

    _repr_latex_ = _repr_pretty_ = None


class _Registry(_PINT.UnitRegistry):  # type: ignore[misc]
    """The registry of this library, closed once it is built."""

    Quantity = _Quantity


def _closed(*_args: object, **_options: object) -> NoReturn:
    way_out = "make amounts with Q('4.5 mg')"
    raise UnitError(
        "no change to the registry of units", "a call that changes it", way_out
    )


_REGISTRY = _Registry(_DEFINITIONS.splitlines(), non_int_type=Fraction)
for _door in ("define", "load_definitions", "parse_expression"):
    setattr(_Registry, _door, _closed)
_Registry.__call__ = _closed

if not TYPE_CHECKING:
    Quantity = _REGISTRY.Quantity
    A = Any

_MAKE: Any = Quantity
_OURS: Any = _Quantity

#: What the records and formulas read: a text, or a quantity of ours or of the user's.
Readable: TypeAlias = "str | Quantity"


def Q(value: Readable) -> Quantity:
    """Return the exact quantity that *value* says.

    Parameters
    ----------
    value
        A text such as ``4.5 mg`` or ``50 mg/tablet``, one of our quantities, or a
        quantity of another pint registry (whose floats are read by their `repr`).

    Returns
    -------
    Quantity
        The amount, exact, in the unit it was written in.

    Raises
    ------
    UnitError
        If *value* is not one plain amount with a unit; the message says what to write.

    Examples
    --------
    >>> Q("4.5 mg")
    Q('4.5 mg')
    >>> Q("4500 mcg") == Q("4.5 mg")
    True
    >>> Q("100 mg") / 3
    Q('100 mg') / 3
    """
    if isinstance(value, str):
        number, unit, per = read_amount(value)
        return _made(number, unit, per)
    if isinstance(value, _OURS):
        ours: Quantity = value
        return ours
    if isinstance(value, _PINT.Quantity):
        return _restored(*adopted(value))
    way_out = "write it as text, with its unit"
    raise UnitError("an amount such as '4.5 mg'", shown(value), way_out)


def amount(value: A | str | Literal[0, 1]) -> A:
    """Return *value* as a formula takes it: in mg, mL, days and plain numbers.

    Parameters
    ----------
    value
        What `Q` reads; or a `~fractions.Fraction` or an array already in those units.

    Returns
    -------
    A
        Our quantity in base units; numbers and arrays unchanged.

    Examples
    --------
    >>> amount("0.0045 g")
    Q('4.5 mg')
    """
    taken: Any = value
    if isinstance(value, (_OURS, str, _PINT.Quantity)):
        taken = Q(taken)
        if not _in_base_units(taken._units):
            taken = taken.to_base_units()
    return taken  # type: ignore[no-any-return]


def amounts(*values: A | str | Literal[0, 1]) -> tuple[A, ...]:
    """Return the arguments of one formula, all of one arithmetic.

    Parameters
    ----------
    *values
        Quantities and texts, or else bare numbers, or else arrays. The numbers 0
        and 1, nothing and the whole, go with each of them.

    Returns
    -------
    tuple of A
        The values as `amount` gives them.

    Raises
    ------
    UnitError
        If a bare number stands beside a quantity: its unit would be a guess.

    Examples
    --------
    >>> amounts("6 mg", "5 %")
    (Q('6 mg'), Q('5 %'))
    >>> amounts("6 mg", 5)
    Traceback (most recent call last):
    ldn_compound.errors.UnitError: expected amounts with units, got 5 beside ...
    """
    taken: tuple[Any, ...] = tuple([amount(value) for value in values])
    with_unit = [isinstance(value, _OURS) for value in taken]
    if any(with_unit) and not all(with_unit):
        for value in taken:
            plain = type(value) is int and value in _PLAIN
            if not (plain or isinstance(value, _OURS)):
                way_out = "write its unit, such as '5 %'"
                raise UnitError("amounts with units", shown(value), way_out)
    return taken


def same_kind(one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities have the same dimension.

    Parameters
    ----------
    one
        A quantity.
    other
        Another.

    Returns
    -------
    bool
        True for two masses, two volumes, and so on.

    Examples
    --------
    >>> same_kind(Q("1 g"), Q("1 mg")), same_kind(Q("1 mg"), Q("1 mg/tablet"))
    (True, False)
    """
    ours: Any = one
    return bool(ours.is_like(other))


def shortened(quantity: Quantity, decimals: int) -> Amount:
    """Return a quantity for people, to so many decimals; marked where rounded.

    Parameters
    ----------
    quantity
        The amount.
    decimals
        Decimals to show at the most.

    Returns
    -------
    str
        Number and unit.

    Examples
    --------
    >>> shortened(Q("100 mg") / 3, 2)
    'about 33.33 mg'
    """
    return _text(quantity, decimals)


def about(quantity: Quantity) -> Amount:
    """Return a quantity for people, as one that only says what to expect.

    Parameters
    ----------
    quantity
        The amount.

    Returns
    -------
    Amount
        Number and unit.

    Examples
    --------
    >>> about(Q("12 mg"))
    'about 12 mg'
    """
    return _text(quantity).about()


_PLAIN = (0, 1)
_BASE_UNITS = frozenset(["milligram", "milliliter", "day", "tablet", "capsule"])


@lru_cache(maxsize=256)
def _in_base_units(units: Any) -> bool:
    return _BASE_UNITS.issuperset(units)


def _made(number: Fraction, unit: str, per: str | None) -> Quantity:
    made: Quantity = _MAKE._of(number, _container(unit, per))
    return made


@lru_cache(maxsize=256)
def _container(unit: str, per: str | None) -> Any:
    units = _REGISTRY.UnitsContainer({unit: 1})
    return shared(units / _REGISTRY.UnitsContainer({per: 1}) if per else units)


@lru_cache(maxsize=256)
def _unit(text: str) -> Any:
    return _container(*read_unit(text))


def _wanted(unit: object) -> Any:
    """Return the units to convert to, which pint hands on as they are."""
    if isinstance(unit, str):
        return _unit(unit)
    if isinstance(unit, _UNITS):
        return unit
    raise UnitError("a unit such as 'mg'", shown(unit))


def _restored(number: Fraction, units: dict[str, int]) -> Quantity:
    """Return a quantity from its number and units, as `pickle` keeps them."""
    restored: Quantity = _MAKE._of(
        exact(number), shared(_REGISTRY.UnitsContainer(units))
    )
    return restored


def _as_read(quantity: Any) -> tuple[Fraction, dict[str, int]]:
    """Return the number and the units in which people read a quantity."""
    if _is_plain(quantity._units):
        return quantity.magnitude, dict(quantity._units)
    if quantity.dimensionless:
        return quantity.to_base_units().magnitude * 100, {"percent": 1}
    if "percent" in quantity._units:  # mg x % is a mass
        quantity = quantity.to_base_units()
    return quantity.magnitude, dict(quantity._units)


@lru_cache(maxsize=256)
def _is_plain(units: Any) -> bool:
    """Return whether units are read as they stand: percent alone, or base units."""
    return dict(units) == {"percent": 1} or (bool(units) and _in_base_units(units))


def _text(quantity: Any, decimals: int = 6) -> Amount:
    """Return a quantity for people."""
    return notation.text(*_as_read(quantity), decimals)
