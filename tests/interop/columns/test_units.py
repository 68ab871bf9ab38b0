"""Column units: what a table says its columns are measured in is what is read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pint  # noqa: TID251 - the user's own registry
import pytest

from ldn_compound import CompoundError, FieldError
from ldn_compound.interop.columns import OUTPUTS, plan_columns
from tests.interop.columns.test_columns import GOOD, SHELL, table
from tests.lazily import Lazily, library

pandas: Any = library("pandas")
polars: Any = library("polars")
pyarrow: Any = library("pyarrow")

GRAMS = [0.0045, 0.0015, 0.0005]
MASSES = [0.1712, 0.1712, 0.1712]
REGISTRY: Any = Lazily(pint.UnitRegistry)
HERE = plan_columns(table())


def arrow(key: bytes) -> Any:
    """Make a table of Arrow whose strengths say that they are grams."""
    fields = [
        pyarrow.field(
            name,
            pyarrow.float64(),
            metadata={key: b"g"} if name == "strength" else None,
        )
        for name in GOOD
    ]
    cells = {name: [float(each) for each in cells] for name, cells in GOOD.items()}
    return pyarrow.table(cells | {"strength": GRAMS}, schema=pyarrow.schema(fields))


def frame(said: object) -> Any:
    """Make a frame of pandas whose strengths and tablet masses are in grams."""
    made = pandas.DataFrame(GOOD | {"strength": GRAMS, "tablet_mass": MASSES})
    made.attrs["units"] = said
    return made


@pytest.mark.parametrize("key", [b"unit", b"units"])
def test_metadata_of_arrow_say_the_unit(key: bytes) -> None:
    """A field of grams is read as grams, and says so in the plan too."""
    planned = plan_columns(arrow(key))

    for name in OUTPUTS:
        assert planned[name].to_pylist() == HERE[name].tolist()
    assert planned.schema.field("strength").metadata == {key: b"g"}


def test_attributes_of_pandas_say_the_units() -> None:
    """A frame of grams is read as grams, and says so in the plan too."""
    said = {"strength": "g/capsule", "tablet_mass": "g"}

    planned = plan_columns(frame(said))

    for name in OUTPUTS:
        assert planned[name].tolist() == HERE[name].tolist()
    assert planned.attrs == {"units": said}


def test_the_unit_of_a_renamed_column() -> None:
    """Metadata name the column as the table does, the caller as the plan does."""
    other = frame({"dose": "g", "tablet_mass": "g", "remark": "furlong"})
    other = other.rename(columns={"strength": "dose"})

    planned = plan_columns(other, columns={"strength": "dose"})

    assert planned["tablets"].tolist() == HERE["tablets"].tolist()


@pytest.mark.parametrize("unit", ["g", "microgram", "kg"])
def test_arrays_of_quantities_have_their_unit(unit: str) -> None:
    """An array of pint keeps its unit; numpy alone would lose it."""
    strengths = REGISTRY.Quantity(np.array(GOOD["strength"]), "mg").to(unit)

    planned = plan_columns(table() | {"strength": strengths})

    for name in OUTPUTS:
        assert planned[name].tolist() == HERE[name].tolist()


def test_densities_in_another_unit() -> None:
    """Grams per cubic centimeter are grams per mL; a bare mass is no density."""
    by_volume = {
        name: REGISTRY.Quantity(np.array([0.6]), "g/cm**3")
        for name in ("tablet_density", "filler_density")
    }
    one = {name: cells[:1] for name, cells in table().items()}
    plain = {name: np.array([0.6]) for name in by_volume}

    planned = plan_columns(one | by_volume, shells=[SHELL])

    assert planned["filler"][0] == plan_columns(one | plain, shells=[SHELL])["filler"]
    with pytest.raises(FieldError, match="units: tablet_density: expected a unit like"):
        plan_columns(one | plain, shells=[SHELL], units={"tablet_density": "g"})


class Lengths(np.ndarray):
    """An array with a unit beside it, as that of astropy."""

    unit = "g"


def test_arrays_with_a_unit_beside_them() -> None:
    """The unit of such an array is read too."""
    planned = plan_columns(table() | {"strength": np.array(GRAMS).view(Lengths)})

    assert planned["tablets"].tolist() == HERE["tablets"].tolist()


def test_the_caller_and_the_table_must_agree() -> None:
    """Said twice alike is said once; said otherwise is an error, not a choice."""
    other = frame({"strength": "g", "tablet_mass": "g"})
    same = plan_columns(other, units={"strength": "g/capsule"})

    assert same["tablets"].tolist() == HERE["tablets"].tolist()
    with pytest.raises(
        FieldError, match=r"units: strength: expected the unit that the table says, 'g'"
    ):
        plan_columns(other, units={"strength": "mg"})
    grams = REGISTRY.Quantity(np.array(GRAMS), "g")
    with pytest.raises(FieldError, match="the table says, 'gram', got 'mg'"):
        plan_columns(table() | {"strength": grams}, units={"strength": "mg"})


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        ("mL", "the table's unit: strength: expected a unit like mg/capsule, got 'mL'"),
        ("grain", "the table's unit: strength: expected an amount such as '4.5 mg'"),
    ],
)
def test_a_unit_of_the_table_must_fit(unit: str, message: str) -> None:
    """Metadata that cannot be are an error, never passed over."""
    with pytest.raises(CompoundError, match=message):
        plan_columns(frame({"strength": unit}))


def test_a_unit_of_pint_must_fit() -> None:
    """A strength in mL is none."""
    volumes = REGISTRY.Quantity(np.array(GRAMS), "mL")

    with pytest.raises(FieldError, match="a unit like mg/capsule, got 'milliliter'"):
        plan_columns(table() | {"strength": volumes})


def test_attributes_must_be_units_by_name() -> None:
    """One unit for a whole frame says nothing of its columns."""
    with pytest.raises(FieldError, match="attrs: expected units by the names of"):
        plan_columns(frame("mg"))


def test_what_says_nothing_is_mg() -> None:
    """A frame without metadata is in the units of the plan, as an array is."""
    assert plan_columns(polars.DataFrame(GOOD))["tablets"].to_list() == [
        *HERE["tablets"]
    ]


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({b"unit": b"mg", b"units": b"g"}, "strength: expected one unit of a column"),
        ({b"unit": b"\xff"}, "strength: expected a unit in UTF-8"),
    ],
)
def test_metadata_of_arrow_that_say_two_things_are_refused(
    metadata: dict[bytes, bytes], message: str
) -> None:
    """Which of two units is meant, nobody can tell."""
    cells = arrow(b"unit")
    at = cells.schema.get_field_index("strength")
    field = cells.schema.field("strength").with_metadata(metadata)

    with pytest.raises(FieldError, match=message):
        plan_columns(cells.cast(cells.schema.set(at, field)))
