"""Column faults: every bad cell by its path, and no other."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError
from ldn_compound.interop.columns import bad_cells, plan_columns
from ldn_compound.interop.columns.inputs import INPUTS
from tests.interop.columns.test_columns import GOOD, SHELL, table
from tests.interop.columns.test_hostile import HOSTILE
from tests.lazily import library

pandas: Any = library("pandas")


@pytest.mark.parametrize("cell", HOSTILE, ids=str)
def test_a_bad_cell_has_a_path(cell: object) -> None:
    """The error names the column, the row and what stands there."""
    cells = np.array([4.5, None, 0.5], dtype=object)
    cells[1] = cell

    errors = list(bad_cells(plan_columns(table() | {"strength": cells})))

    assert [error.field for error in errors] == ["strength[1]"]
    assert errors[0].expected == "a number above 0, up to 1e+09 mg/capsule"
    assert errors[0].got.startswith(repr(cell)[:40])


def test_errors_come_row_by_row() -> None:
    """Every bad cell of a row, in the order of the columns, and then the next row."""
    planned = plan_columns(
        table(
            strength=[4.5, -1.0, float("nan")],
            capsules=[2.5, 100, 1e19],
            spare_capsules=[0, -1, 0],
        )
    )

    assert [str(error) for error in bad_cells(planned)] == [
        "capsules[0]: expected a whole number above 0, up to 100000 capsule, got 2.5",
        "strength[1]: expected a number above 0, up to 1e+09 mg/capsule, got -1.0",
        "spare_capsules[1]: expected a whole number from 0 to 100000 capsule, got -1",
        "strength[2]: expected a number above 0, up to 1e+09 mg/capsule, got nan",
        "capsules[2]: expected a whole number above 0, up to 100000 capsule, got 1e+19",
    ]


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_the_path_is_as_the_table_calls_it(library: str) -> None:
    """A column of another name is called by it; a text is shown as a text."""
    module: Any = import_module(library)
    make = module.table if library == "pyarrow" else module.DataFrame
    rest = {name: cells for name, cells in GOOD.items() if name != "strength"}
    columns = {"strength": "dose"}
    planned = plan_columns(
        make({"dose": ["4.5", "4,5", "0.5"], **rest}), columns=columns
    )

    errors = list(bad_cells(planned, columns=columns))

    assert [str(error) for error in errors] == [
        "dose[1]: expected a number above 0, up to 1e+09 mg/capsule, got '4,5'"
    ]


def test_a_good_table_has_no_error() -> None:
    """What is unusual, or has no plan for another reason, is no bad cell."""
    assert not list(bad_cells(plan_columns(table(strength=[4.5, 100.0, 0.01]))))


def test_only_a_planned_table_has_errors() -> None:
    """Without findings nothing is known of the cells."""
    with pytest.raises(
        FieldError, match="planned: expected a column 'findings', got n"
    ):
        next(bad_cells(table()))


def test_every_input_says_what_it_may_be() -> None:
    """A cell that is no number is named in every column that a plan takes."""
    dense = {"tablet_density": np.ones(3), "filler_density": np.ones(3)}
    for name, rule in INPUTS.items():
        by_volume = name in dense
        mixed = table() | (dense if by_volume else {})
        mixed[name] = np.array([None, None, "x"], dtype=object)

        planned = plan_columns(mixed, shells=[SHELL] if by_volume else [])
        errors = list(bad_cells(planned))

        assert [error.field for error in errors] == [
            f"{name}[{row}]" for row in range(3)
        ]
        assert rule.unit in errors[0].expected
