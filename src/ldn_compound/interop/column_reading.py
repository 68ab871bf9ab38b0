"""Column reading: a table of numbers, each cell checked, no cell guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ..errors import FieldError
from ..extras import needs
from ..model.policy import Policy
from ..units import Q, same_kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .exact_counts import Floats

__all__ = [
    "BAD",
    "INPUTS",
    "Input",
    "Orders",
    "column_of",
    "read_column",
    "read_orders",
]

_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_LONGEST = 40
_MOST = 1e9  # mg: a ton; nothing on a bench comes near


@frozen(kw_only=True)
class Input:
    """One column that a plan takes.

    Parameters
    ----------
    unit
        The unit that its numbers are in, unless the caller says otherwise.
    default
        The number where the column is not given; `None` where it must be.
    zero
        Whether a cell may be zero.
    whole
        Whether a cell must be a whole number.
    most
        The largest number that makes sense.
    """

    unit: str
    default: float | None = None
    zero: bool = False
    whole: bool = False
    most: float = _MOST


#: Every column that `plan_columns` takes, by name.
INPUTS: Mapping[str, Input] = {
    "strength": Input(unit="mg/capsule"),
    "capsules": Input(unit="capsule", whole=True, most=100_000),
    "tablet_strength": Input(unit="mg/tablet"),
    "tablet_mass": Input(unit="mg/tablet"),
    "tablet_full_fill": Input(unit="mg/capsule"),
    "filler_full_fill": Input(unit="mg/capsule"),
    "tablet_density": Input(unit="g/mL"),
    "filler_density": Input(unit="g/mL"),
    "assay": Input(unit="%", default=100.0, most=1000.0),
    "spare_capsules": Input(unit="capsule", zero=True, whole=True, most=100_000),
    "blend_excess": Input(unit="%", zero=True, most=100.0),
    "drug_overage": Input(unit="%", zero=True, most=100.0),
}


@frozen(kw_only=True)
class Orders:
    """The cells of a table: numbers by column, and the bits of bad ones.

    Parameters
    ----------
    numbers
        Numbers in the unit of `INPUTS`; 1 where a cell is bad.
    found
        Bits of `Found`: those of bad cells.
    """

    numbers: dict[str, Floats]
    found: NDArray[np.int64]


#: The bit of `Found` that marks a bad cell of a column.
BAD = {name: 1 << place for place, name in enumerate(INPUTS)}

_BY_SHELL = ("tablet_full_fill", "filler_full_fill")
_BY_DENSITY = ("tablet_density", "filler_density")


def read_column(
    name: str, cells: object, unit: str | None
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the numbers of a column, and which of its cells are none that can be.

    Parameters
    ----------
    name
        One of `INPUTS`.
    cells
        Numbers, or texts of plain decimals; missing ones are bad.
    unit
        The unit of the numbers, or `None` for that of `INPUTS`.

    Returns
    -------
    tuple of numpy.ndarray
        Numbers in the unit of `INPUTS`, 1 where a cell is bad; and which are bad.

    Raises
    ------
    FieldError
        If *unit* is of another kind.
    """
    numpy = needs("numpy", extra="columns")
    rule = INPUTS[name]
    numbers = _numbers(cells)
    if unit is not None and unit != rule.unit:
        numbers = numbers * _factor(name, unit, rule.unit)
    with numpy.errstate(invalid="ignore"):
        good = numpy.isfinite(numbers) & (numbers <= rule.most)
        good &= (numbers >= 0) if rule.zero else (numbers > 0)
        if rule.whole:
            good &= numbers == numpy.rint(numbers)
    if not good.all():
        numbers = numpy.where(good, numbers, 1.0)
    return numbers, ~good


def column_of(table: Any, name: str) -> Any:  # noqa: ANN401 - any table, any array
    """Return a column of a table as an array, or `None` where there is none.

    Parameters
    ----------
    table
        A mapping of arrays, or a narwhals data frame.
    name
        The column.

    Returns
    -------
    object
        Its cells.
    """
    if isinstance(table, Mapping):
        return table.get(name)
    return table[name].to_numpy() if name in table.columns else None


def _factor(name: str, unit: str, wanted: str) -> float:
    """Return what numbers in a unit are multiplied by; a bare mass is of one each."""
    _, stroke, counted = wanted.partition("/")
    if stroke and "/" not in unit:
        unit = f"{unit}/{counted}"
    one = Q(f"1 {unit}")
    if not same_kind(one, Q(f"1 {wanted}")):
        raise FieldError(f"a unit like {wanted}", repr(unit), field=f"units: {name}")
    return float(one.m_as(wanted))


def _numbers(cells: object) -> NDArray[np.float64]:
    """Return cells as floats, NaN where one is no number."""
    numpy = needs("numpy", extra="columns")
    array = numpy.asarray(cells)
    if array.ndim != 1:
        raise FieldError("one-dimensional columns", f"{array.ndim} dimensions")
    numbers: NDArray[np.float64] = numpy.full(array.shape, numpy.nan)
    if array.dtype.kind in "iuf":
        numbers = array.astype(numpy.float64)
    elif array.dtype.kind in "OUT":
        numbers[:] = [_number(cell) for cell in array.tolist()]
    return numbers


def _number(cell: object) -> float:
    """Return one cell as a float, NaN where it is no plain number."""
    match cell:
        case bool():
            return float("nan")
        case int() | float() | Decimal() | Fraction():
            try:
                return float(cell)
            except (OverflowError, ValueError):
                return float("nan")
        case str() if len(cell) <= _LONGEST and _NUMBER.fullmatch(cell):
            return float(cell)
        case _:
            return float("nan")


def read_orders(
    table: Any,  # noqa: ANN401 - a mapping or a narwhals frame
    columns: Mapping[str, str],
    units: Mapping[str, str],
    constants: Mapping[str, float | str],
    *,
    by_volume: bool,
    rules: Policy,
) -> Orders:
    """Return the cells of a table, those not given filled from constants and rules.

    Parameters
    ----------
    table
        A mapping of arrays, or a narwhals data frame.
    columns
        What a column is called in the table, by its name in `INPUTS`.
    units
        Unit of a column, by the same name.
    constants
        Numbers for columns that the table does not hold, by the same name.
    by_volume
        Whether densities are wanted, not full fills.
    rules
        House rules.

    Returns
    -------
    Orders
        Numbers of every column wanted, and the bits of bad cells.

    Raises
    ------
    FieldError
        If a column is missing or has another length, or a name is unknown.
    """
    numpy = needs("numpy", extra="columns")
    for option, names in (("columns", columns), ("units", units)):
        _refuse_unknown(option, names)
    _refuse_unknown("constants", constants)
    taken = {name: column_of(table, columns.get(name, name)) for name in INPUTS}
    lengths = {len(each) for each in taken.values() if each is not None}
    if len(lengths) != 1:
        got = f"columns of {sorted(lengths)} rows" if lengths else "no column at all"
        raise FieldError("columns of one length", got, field="table")
    rows = lengths.pop()
    unwanted = _BY_SHELL if by_volume else _BY_DENSITY
    wanted = [each for each in INPUTS if each not in unwanted]
    numbers: dict[str, Floats] = {}
    found = numpy.zeros(rows, dtype=numpy.int64)
    for name in wanted:
        cells = taken[name]
        if cells is None:
            value = constants.get(name, _default(name, rules))
            if value is None:
                way_out = f"or name it: columns={{{name!r}: 'yours'}}"
                raise FieldError(
                    f"a column or a constant {name!r}", "none", way_out, "table"
                )
            cells = numpy.array([value])
        read, bad = read_column(name, cells, units.get(name))
        numbers[name] = numpy.broadcast_to(read, (rows,))
        numpy.bitwise_or(found, BAD[name], out=found, where=bad)
    return Orders(numbers=numbers, found=found)


def _refuse_unknown(option: str, names: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(INPUTS))
    if unknown:
        expected = f"names among {', '.join(INPUTS)}"
        raise FieldError(expected, ", ".join(map(repr, unknown)), field=option)


def _default(name: str, rules: Policy) -> float | None:
    """Return what the house rules or `INPUTS` say where nobody gave a column."""
    by_rules = {
        "spare_capsules": float(rules.spare_capsules),
        "blend_excess": float(rules.blend_excess.m_as("%")),
        "drug_overage": float(rules.low_dose_overage.m_as("%")),
    }
    return by_rules.get(name, INPUTS[name].default)
