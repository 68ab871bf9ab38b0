"""Column units: what the numbers of a column are measured in, by whoever says so.

A table may say it itself: an array of quantities has its unit, a field of Arrow has
metadata, a frame of pandas has ``attrs``. A caller may say it by name. Where both do,
they must mean the same: numbers read in the wrong unit are wrong by a thousand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import FieldError, UnitError, shown
from ...quantities.units import Q, same_kind
from .inputs import INPUTS

__all__ = ["factors_of", "stated_units"]

_METADATA = (b"unit", b"units")
_ATTRIBUTE = "units"


def stated_units(table: Any) -> dict[str, Any]:  # noqa: ANN401 - any table
    """Return the units that a table itself says its columns have.

    Parameters
    ----------
    table
        A mapping of arrays, or a narwhals data frame.

    Returns
    -------
    dict
        Texts, or one quantity of the unit, by the table's own names of its columns.

    Raises
    ------
    FieldError
        If the ``attrs["units"]`` of a frame of pandas are no names with units.

    Examples
    --------
    >>> import narwhals.stable.v2 as narwhals, pandas
    >>> frame = pandas.DataFrame({"strength": [0.0045]})
    >>> frame.attrs["units"] = {"strength": "g"}
    >>> stated_units(narwhals.from_native(frame))
    {'strength': 'g'}
    """
    if isinstance(table, Mapping):
        said = {name: _of_array(cells) for name, cells in table.items()}
        return {name: unit for name, unit in said.items() if unit is not None}
    native = table.to_native()
    if table.implementation.is_pyarrow():
        fields = {field.name: field.metadata or {} for field in native.schema}
        return {
            name: _of_metadata(name, said)
            for name, said in fields.items()
            if any(key in said for key in _METADATA)
        }
    said = getattr(native, "attrs", {}).get(_ATTRIBUTE, {})
    if not isinstance(said, Mapping):
        raise FieldError("units by the names of columns", shown(said), field="attrs")
    return dict(said)


def factors_of(
    stated: Mapping[str, Any], units: Mapping[str, str], columns: Mapping[str, str]
) -> dict[str, float]:
    """Return what the numbers of a column are multiplied by, for units not ours.

    Parameters
    ----------
    stated
        What `stated_units` gave.
    units
        What the caller says, by the names of `INPUTS`.
    columns
        What a column is called in the table, by its name in `INPUTS`.

    Returns
    -------
    dict
        Factors to the units of `INPUTS`, by its names.

    Raises
    ------
    FieldError
        If a unit is none, or is of another kind, or caller and table disagree.

    Examples
    --------
    >>> factors_of({"dose": "g"}, {"tablet_mass": "mcg"}, {"strength": "dose"})
    {'strength': 1000.0, 'tablet_mass': 0.001}
    """
    factors: dict[str, float] = {}
    for name in INPUTS:
        of_table = stated.get(columns.get(name, name))
        if of_table is not None:
            factors[name] = _factor(name, of_table, "the table's unit")
        if name in units:
            factor = _factor(name, units[name], "units")
            if factors.setdefault(name, factor) != factor:
                expected = f"the unit that the table says, {_text(of_table)!r}"
                raise FieldError(expected, repr(units[name]), field=f"units: {name}")
    return factors


def _of_metadata(name: str, metadata: Mapping[bytes, bytes]) -> str:
    """Return the one unit that the metadata of a field state."""
    said = {metadata[key] for key in _METADATA if key in metadata}
    if len(said) > 1:
        raise FieldError("one unit of a column", shown(sorted(said)), field=name)
    (unit,) = said
    try:
        return unit.decode()
    except UnicodeDecodeError:
        raise FieldError("a unit in UTF-8", shown(unit), field=name) from None


def _of_array(cells: Any) -> Any:  # noqa: ANN401 - any array
    """Return one of the unit that an array has, or `None`; pint's or astropy's."""
    if hasattr(cells, "magnitude") and hasattr(cells, "units"):
        return type(cells)(1, cells.units)
    unit = getattr(cells, "unit", None)
    return None if unit is None else str(unit)


def _factor(name: str, unit: Any, said_by: str) -> float:  # noqa: ANN401 - see above
    """Return what numbers in a unit are multiplied by; a bare mass is of one each."""
    kind, path = INPUTS[name].kind, f"{said_by}: {name}"
    try:
        one = kind.read(f"1 {unit}" if isinstance(unit, str) else unit)
    except UnitError as error:
        raise error.at(path) from error
    wanted = kind.units[0]
    if not same_kind(one, Q(f"1 {wanted}")):
        raise FieldError(f"a unit like {wanted}", repr(_text(unit)), field=path)
    return float(one.magnitude)


def _text(unit: Any) -> str:  # noqa: ANN401 - a text or a quantity
    return unit if isinstance(unit, str) else str(unit.units)
