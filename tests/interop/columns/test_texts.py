"""Column texts: amounts with their unit, read as everywhere else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError, Prescription
from ldn_compound.interop.columns import Found, bad_cells, plan_columns
from tests.interop.columns.test_columns import GOOD, table
from tests.lazily import library

WITH_UNITS = {
    "strength": ["4.5 mg", "1500 mcg", "0.0005 g/capsule"],
    "capsules": ["100 capsules", "100", "30 capsules"],
    "tablet_strength": ["50 mg", "50 mg/tablet", "0.05 g"],
    "tablet_mass": ["171.2 mg", "0.1712 g", "171200 mcg"],
    "tablet_full_fill": ["200 mg", "0.2 g", "200 mg/capsule"],
    "filler_full_fill": ["130 mg", "0.13 g", "130 mg/capsule"],
}


def _as_arrays(cells: dict[str, list[str]]) -> dict[str, Any]:
    return {name: np.array(each) for name, each in cells.items()}


@pytest.mark.requirement("R75")
@pytest.mark.parametrize("make", [dict, _as_arrays, "pandas", "polars"])
def test_a_text_may_have_its_unit(make: Any) -> None:
    """The same amounts as mg in bare numbers: the same plans, bit for bit."""
    made = library(make).DataFrame if isinstance(make, str) else make

    planned = plan_columns(made(WITH_UNITS))

    for name, cells in plan_columns(table()).items():
        if name not in GOOD:
            assert np.array_equal(planned[name], cells, equal_nan=True)


def test_a_text_with_a_unit_is_in_its_own() -> None:
    """The unit of a column is that of its bare numbers: 4500 mcg are 4.5 mg."""
    mixed = ["4.5 mg", "4500", 1500]

    planned = plan_columns(table(strength=[1, 1, 1]) | {"strength": mixed})
    in_mcg = plan_columns(
        table() | {"strength": mixed}, units={"strength": "mcg/capsule"}
    )

    assert Found.DOSE_REFUSED in Found(int(planned["findings"][1]))
    # 4.5 mg, 4.5 mg, 1.5 mg in 100, 100 and 30 capsules
    assert in_mcg["drug_needed"].tolist() == [450, 450, 45]


@pytest.mark.requirement("R76")
@pytest.mark.parametrize(
    "text",
    [
        *(
            "4,5 mg",
            "4.5mg2",
            "4.50 mg mg",
            ".5 mg",
            "4.5 MG",
            "4.5 mg/tablet",
            "4.5 mL",
        ),
        *("-4.5 mg", "0 mg", "4.5 capsules", "4.5 %", "mg", "4.5 m\u202eg", "4.5\tmg"),
        *("=4.5 mg", "4.5 mg\n", "\ufeff4.5 mg", "٤ mg", "1e3 mg", f"{'9' * 50} mg"),
    ],
)
def test_what_no_prescription_reads_no_column_does(text: str) -> None:
    """One strict rule for all texts; a bad one is bad in its own row, and named."""
    with pytest.raises(ValueError, match=r"."):
        Prescription(text, capsules=100)

    planned = plan_columns(table() | {"strength": ["4.5 mg", text, "0.5 mg"]})

    assert np.isnan(planned["tablets"]).tolist() == [False, True, False]
    assert Found(int(planned["findings"][1])) == Found.BAD_STRENGTH
    (error,) = bad_cells(planned)
    assert error.field == "strength[1]"


def test_counts_with_a_unit_are_whole_and_of_capsules() -> None:
    """Neither tablets nor half a capsule; a percentage has its sign."""
    counts = ["30 capsules", "30 tablets", "30.5 capsules"]
    assays = ["95 %", "0.95 mg/mg", "95 mg"]

    planned = plan_columns(table() | {"capsules": counts, "assay": assays})

    assert [Found(int(each)) & 0xFFF for each in planned["findings"]] == [
        Found(0),
        Found.BAD_CAPSULES,
        Found.BAD_CAPSULES | Found.BAD_ASSAY,
    ]


def test_a_constant_may_have_its_unit() -> None:
    """As the order of one batch has it."""
    lot = {
        "tablet_strength": "50 mg",
        "tablet_mass": "0.1712 g",
        "tablet_full_fill": "200 mg",
        "filler_full_fill": "130 mg/capsule",
        "drug_overage": "10 %",
    }

    planned = plan_columns({"strength": ["4.5 mg"], "capsules": [100]}, constants=lot)

    # 450 mg and a tenth more
    assert planned["drug_needed"][0] == pytest.approx(495, rel=1e-12)
    with pytest.raises(FieldError, match="constants: tablet_mass: expected a number"):
        plan_columns(
            {"strength": ["4.5 mg"], "capsules": [100]},
            constants=lot | {"tablet_mass": "171.2 mL"},
        )
