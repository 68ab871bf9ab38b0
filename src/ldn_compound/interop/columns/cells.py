"""Column cells: a table's cells as they came, those of each column that a plan takes.

What is missing, given twice, or called by a name that the table does not have is an
error before any row is read: a default in its place would plan another table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ...errors import FieldError, shown
from ...extras import needs
from ...model.policy import Policy
from ...plain.canonical import BYTE_ORDER_MARK
from .inputs import INPUTS, wanted
from .reading import Cells, read_column
from .units import factors_of, stated_units

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["column_of", "header_of", "take_cells"]

_MOST = 10  # headers that an error names
_NEARLY = 0.6  # of 1: how alike a header is to one that is worth telling
_NEAR = 0.85  # of 1: how alike a header is to the column that it may be

_BY_SHELL = ("tablet_full_fill", "filler_full_fill")
_BY_DENSITY = ("tablet_density", "filler_density")


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
    numpy.ndarray or None
        Its cells; what is masked is no number.

    Raises
    ------
    FieldError
        If it is no column.
    """
    called = header_of(table, name)
    if called not in _headers(table):
        return None
    column = table[called]
    cells = column if isinstance(table, Mapping) else column.to_numpy()
    return _array(cells, f"table: {name}")


def header_of(table: Any, name: str) -> str:  # noqa: ANN401 - any table
    """Return what a column is called in a table: some readers keep a byte order mark.

    Parameters
    ----------
    table
        A mapping of arrays, or a narwhals data frame.
    name
        The column.

    Returns
    -------
    str
        Its name, or that after the mark where only this is in the table.
    """
    headers, marked = _headers(table), f"{BYTE_ORDER_MARK}{name}"
    return marked if marked in headers and name not in headers else name


def take_cells(
    table: Any,  # noqa: ANN401 - a mapping or a narwhals frame
    columns: Mapping[str, str],
    units: Mapping[str, str],
    constants: Mapping[str, float | str],
    *,
    by_volume: bool,
    rules: Policy,
) -> Cells:
    """Return the cells of a table, those not given from constants and rules.

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
    Cells
        Cells of every column wanted, not yet read.

    Raises
    ------
    FieldError
        If a column is missing, given twice or of another length, a constant is no
        number that can be, or a name or unit is unknown.
    """
    for option, names in (
        ("columns", columns),
        ("units", units),
        ("constants", constants),
    ):
        _refuse_unknown(option, names)
    taken = {name: column_of(table, columns.get(name, name)) for name in INPUTS}
    given = {name: cells for name, cells in taken.items() if cells is not None}
    for name, called in columns.items():
        if name not in given:
            near = _nearest(called, _headers(table))
            raise FieldError(f"a column {called!r}", "none", near, f"columns: {name}")
    for name in constants:
        if name in given:
            expected = "a column or a constant"
            raise FieldError(expected, "both", field=f"constants: {name}")
    left = _left_over(table, columns)
    got = "none" if not left else f"none; it has {', '.join(map(shown, left[:_MOST]))}"
    lengths = {len(each) for each in given.values()}
    if not lengths:
        way_out = f"rename them: columns={{{next(iter(INPUTS))!r}: 'yours'}}"
        raise FieldError(f"columns among {', '.join(INPUTS)}", got, way_out, "table")
    if len(lengths) != 1:
        got = f"columns of {sorted(lengths)} rows"
        raise FieldError("columns of one length", got, field="table")
    _refuse_misspelt(left, given, constants)

    headers = {name: header_of(table, columns.get(name, name)) for name in INPUTS}
    factors = factors_of(stated_units(table), units, headers)
    unwanted = _BY_SHELL if by_volume else _BY_DENSITY
    arrays = {
        name: given[name]
        if name in given
        else _constant(name, constants, rules, factors, got)
        for name in INPUTS
        if name not in unwanted
    }
    return Cells(
        rows=lengths.pop(),
        arrays=arrays,
        given=frozenset(given),
        factors={name: factor for name, factor in factors.items() if name in given},
    )


def _left_over(table: Any, columns: Mapping[str, str]) -> list[object]:  # noqa: ANN401 - any table
    """Return the headers of a table that stand for no column of a plan."""
    called = {header_of(table, columns.get(name, name)) for name in INPUTS}
    return [header for header in _headers(table) if header not in called]


def _headers(table: Any) -> Collection[object]:  # noqa: ANN401 - any table
    return table if isinstance(table, Mapping) else table.columns


def _nearest(name: object, among: Iterable[object]) -> str:
    """Return what a name may have been meant for, if anything: told, never taken."""
    by_letters: dict[str, list[str]] = {}
    for each in among:
        by_letters.setdefault(_letters(each), []).append(shown(each))
    near = get_close_matches(_letters(name), by_letters, cutoff=_NEARLY)
    texts = [text for letters in near for text in by_letters[letters]]
    return f"near it: {', '.join(texts[:_MOST])}" if texts else ""


def _letters(name: object) -> str:
    """Return a name without case, spaces, hyphens and underscores."""
    return re.sub(r"[\W_]", "", str(name).casefold())


def _refuse_misspelt(
    left: Iterable[object], given: Iterable[str], constants: Iterable[str]
) -> None:
    """Refuse a header that is nearly a column that has a default.

    The default would be taken, and the cells of the table left out in silence.
    """
    missing = set(INPUTS) - set(given) - set(constants)
    for header in left:
        plain = re.sub("[^a-z]", "", str(header).lower())
        near = get_close_matches(
            plain, [_plain(name) for name in missing], cutoff=_NEAR
        )
        for name in sorted(missing):
            if near and _plain(name) == near[0]:
                way_out = f"name it: columns={{{name!r}: {header!r}}}, or rename it"
                got = shown(header)
                raise FieldError(f"a column {name!r}", got, way_out, "table")


def _plain(name: str) -> str:
    return name.replace("_", "")


def _array(cells: Any, path: str) -> NDArray[Any]:  # noqa: ANN401 - any array
    """Return a column of a mapping as an array: no unit, no mask."""
    numpy = needs("numpy", extra="columns")
    array: NDArray[Any]
    if isinstance(cells, list | tuple):  # one by one: True among numbers is no 1
        array = numpy.fromiter(cells, dtype=object, count=len(cells))
        return array
    bare = getattr(cells, "magnitude", cells)
    array = numpy.asarray(bare)
    if array.ndim != 1:
        got = f"{array.ndim} dimensions"
        raise FieldError("one-dimensional columns", got, field=path)
    if not numpy.ma.isMaskedArray(bare):
        return array
    masked = numpy.ma.getmaskarray(bare)
    if array.dtype.kind in "iuf":
        array = numpy.where(masked, array.dtype.type(0) * numpy.nan, array)
    else:
        array = numpy.where(masked, None, array.astype(object))
    return array


def _constant(
    name: str,
    constants: Mapping[str, float | str],
    rules: Policy,
    factors: Mapping[str, float],
    got: str,
) -> NDArray[Any]:
    """Return the one number of a column that was not given, in the unit of `INPUTS`."""
    numpy = needs("numpy", extra="columns")
    if name not in constants:
        usual = _default(name, rules)
        if usual is None:
            way_out = f"or name it: columns={{{name!r}: 'yours'}}"
            expected = f"a column or a constant {name!r}"
            raise FieldError(expected, got, way_out, "table")
        number: NDArray[Any] = numpy.array([usual])
        return number
    cell = numpy.empty(1, dtype=object)
    cell[0] = constants[name]
    number, _, bad = read_column(name, cell, factors.get(name, 1.0))
    if bad is not None:
        path = f"constants: {name}"
        raise FieldError(wanted(name), shown(constants[name]), field=path)
    return number


def _refuse_unknown(option: str, names: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(INPUTS))
    if unknown:
        expected = f"names among {', '.join(INPUTS)}"
        near = _nearest(unknown[0], INPUTS)
        raise FieldError(expected, ", ".join(map(repr, unknown)), near, option)


def _default(name: str, rules: Policy) -> float | None:
    """Return what the house rules or `INPUTS` say where nobody gave a column."""
    by_rules = {
        "spare_capsules": float(rules.spare_capsules),
        "blend_excess": float(rules.blend_excess.m_as("%")),
        "drug_overage": float(rules.low_dose_overage.m_as("%")),
    }
    return by_rules.get(name, INPUTS[name].default)
