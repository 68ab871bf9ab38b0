"""Column cells: a table that is none, and columns that are not what they say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError, reference
from ldn_compound.interop.columns import Found, plan_columns
from tests.interop.columns.test_columns import GOOD, table
from tests.lazily import library

pandas: Any = library("pandas")
polars: Any = library("polars")


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: 5, "table: expected a mapping of arrays, or a data frame, got int"),
        (lambda: polars.Series([1.0]), "a data frame, got Series"),
        (
            lambda: pandas.DataFrame([[4.5, 1.5]], columns=["strength", "strength"]),
            "table: expected one column of a name, got several",
        ),
    ],
    ids=["number", "series", "two of a name"],
)
def test_what_is_no_table_is_refused(made: Any, message: str) -> None:
    """What cannot be read as columns is said to be so, by an error of ours."""
    with pytest.raises(FieldError, match=message):
        plan_columns(made())


@pytest.mark.parametrize("name", ["tablets", "findings", "powder"])
def test_no_column_is_overwritten(name: str) -> None:
    """A column called like one of the plan would be lost."""
    crowded = table() | {name: np.zeros(3)}

    with pytest.raises(
        FieldError, match=f"no column that is added, got {name}; drop or ren"
    ):
        plan_columns(crowded)
    with pytest.raises(FieldError, match=f"no column that is added, got {name}"):
        plan_columns(polars.DataFrame(crowded))


def test_a_shell_of_the_table_may_stay_where_none_is_chosen() -> None:
    """``shell`` is a column of the plan only where shells are given."""
    named = table() | {"shell": np.array(["3", "3", "3"])}

    assert list(plan_columns(named)["shell"]) == ["3", "3", "3"]
    dense = {"tablet_density": np.ones(3), "filler_density": np.ones(3)}
    with pytest.raises(FieldError, match="no column that is added, got shell"):
        plan_columns(named | dense, shells=[reference.shell("3")])


def test_a_column_is_not_given_twice() -> None:
    """A constant beside the column of the same name would have to be passed over."""
    with pytest.raises(
        FieldError, match="constants: assay: expected a column or a constant, got both"
    ):
        plan_columns(table(assay=[99.0, 99.0, 99.0]), constants={"assay": 100})


@pytest.mark.parametrize("number", [float("nan"), -1, 0, "4,5", None, True, 1e300])
def test_a_constant_must_be_a_number_that_can_be(number: Any) -> None:
    """What would be bad in every row is an error of the caller."""
    with pytest.raises(
        FieldError, match=r"constants: assay: expected a number from 50 to 150 %"
    ):
        plan_columns(table(), constants={"assay": number})


@pytest.mark.parametrize("unit", ["mg/mg", "%"])
def test_a_unit_is_that_of_what_is_given(unit: str) -> None:
    """A unit for a column that nobody gives does not change what the policy says."""
    rules = reference.policy("dac-nrf")

    planned = plan_columns(table(), units={"drug_overage": unit}, policy=rules)

    # 100 x 4.5 mg and 10 % more
    assert planned["drug_needed"][0] == pytest.approx(495, rel=1e-12)
    same = plan_columns(
        table(),
        units={"drug_overage": "mg/mg"},
        constants={"drug_overage": 0.1},
    )
    assert same["drug_needed"][0] == pytest.approx(495, rel=1e-12)


@pytest.mark.parametrize(
    "cells",
    [
        np.ma.array([4.5, 1.5, 0.5], mask=[False, True, False]),
        np.ma.array([4.5, 1.5, 0.5], mask=[False, True, False], dtype=np.float32),
        np.ma.array(["4.5", "1.5", "0.5"], mask=[False, True, False]),
        [4.5, True, 0.5],
        (4.5, [1], 0.5),
    ],
    ids=["floats", "short floats", "texts", "a list", "a ragged tuple"],
)
def test_what_is_masked_or_odd_is_no_number(cells: Any) -> None:
    """What a mask hides, and True or a list among numbers, is bad in its own row."""
    planned = plan_columns(table() | {"strength": cells})

    assert [Found(int(each)) for each in planned["findings"]] == [
        Found(int(each)) if row != 1 else Found.BAD_STRENGTH
        for row, each in enumerate(plan_columns(table())["findings"])
    ]


def test_masked_whole_numbers() -> None:
    """Under the mask of a column of whole numbers any number may stand."""
    counts = np.ma.array([100, 100, 30], mask=[False, False, True])

    planned = plan_columns(table() | {"capsules": counts})

    assert Found(int(planned["findings"][2])) == Found.BAD_CAPSULES
    # 9 and 3 tablets hold the drug; 9.45 and 3.15 leave 5 % of their powder over
    assert planned["tablets"][:2].tolist() == [10, 4]


@pytest.mark.parametrize("cells", [None, 100.0, "45", np.array(100.0)])
def test_a_column_has_cells(cells: Any) -> None:
    """A bare number, a text or nothing is no column; `constants` is for numbers."""
    with pytest.raises(FieldError, match="table: assay: expected one-dimensional colu"):
        plan_columns(table() | {"assay": cells})


def test_a_column_of_pairs_is_none() -> None:
    """A column of a frame with arrays of fixed width in it has two dimensions."""
    pairs = polars.Series("strength", [[4.5, 1.5]] * 3, polars.Array(polars.Float64, 2))
    frame = polars.DataFrame(GOOD).with_columns(pairs)

    with pytest.raises(FieldError, match="table: strength: expected one-dimensional"):
        plan_columns(frame)
