"""Columns: cells that cannot be lose no good row."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Balance
from ldn_compound.interop.columns import OUTPUTS, Found, plan_columns
from ldn_compound.interop.columns.problems import BAD_CELLS
from tests.interop.columns.test_columns import GOOD, table

HOSTILE = [
    float("nan"),
    float("inf"),
    -float("inf"),
    -1.0,
    0.0,
    1e300,
    "4,5",
    "4.5 mL",
    "",
    "1e2",
    "007",
    None,
    True,
    [1],
    10**400,
]


@pytest.mark.requirement("R76")
@pytest.mark.parametrize("name", list(GOOD))
@pytest.mark.parametrize("cell", HOSTILE, ids=str)
def test_a_bad_cell_is_flagged_and_touches_no_other(name: str, cell: object) -> None:
    """The row of a bad cell holds no amount; the others are what they were."""
    alone = plan_columns(table())
    cells: Any = np.array([*GOOD[name], None], dtype=object)
    cells[3] = cell
    rest = {each: [*GOOD[each], GOOD[each][0]] for each in GOOD if each != name}

    planned = plan_columns(table(**rest) | {name: cells})

    bad = Found[f"BAD_{name.upper()}"]
    assert Found(int(planned["findings"][3])) == bad
    for output in OUTPUTS:
        if output != "findings":
            assert np.isnan(planned[output][3])
        assert list(planned[output][:3]) == list(alone[output])


CELLS = (
    st.sampled_from(HOSTILE)
    | st.floats()
    | st.sampled_from([5e-324, 1e-300, 1e-9, 999_999_999.0, 1e9])
    | st.text(max_size=5)
    | st.integers()
)
ROWS = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, CELLS)), max_size=8
)


@pytest.mark.requirement("R76")
@given(rows=ROWS, balance=st.sampled_from([None, Balance(readability="1 mg")]))
def test_good_rows_are_what_they_are_alone(
    rows: list[dict[str, Any]], balance: Balance | None
) -> None:
    """Whatever stands in other rows, of any kind, a good row has its own plan."""
    alone = plan_columns(table(), balance=balance)
    mixed: dict[str, Any] = {}
    for name, cells in GOOD.items():
        column = np.empty(3 + len(rows), dtype=object)
        column[:] = [*(row.get(name, cells[0]) for row in rows), *cells]
        mixed[name] = column

    planned = plan_columns(mixed, balance=balance)

    for output in OUTPUTS:
        assert list(planned[output][len(rows) :]) == list(alone[output])
    for number, row in enumerate(rows):
        if not row:
            assert planned["tablets"][number] == alone["tablets"][0]
        holds = not np.isnan(planned["powder"][number])
        assert not (holds and planned["findings"][number] & BAD_CELLS)


@given(
    cells=st.lists(st.floats(), min_size=1, max_size=8),
    name=st.sampled_from(list(GOOD)),
)
def test_floats_that_cannot_be_have_no_plan(cells: list[float], name: str) -> None:
    """NaN, infinities, zero and negatives are bad; every planned amount is finite."""
    rest = {each: [GOOD[each][0]] * len(cells) for each in GOOD}

    planned = plan_columns(table(**rest | {name: cells}))

    bad = Found[f"BAD_{name.upper()}"]
    for number, cell in enumerate(cells):
        found = Found(int(planned["findings"][number]))
        if not (np.isfinite(cell) and cell > 0):
            assert found == bad
        for output in OUTPUTS:
            amount = planned[output][number]
            assert np.isfinite(amount) or bool(found)
            assert amount >= 0 or np.isnan(amount)
