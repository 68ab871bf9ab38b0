"""Headers: what is not found is told with what is near it, and never taken for it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ldn_compound.errors import FieldError
from ldn_compound.interop.columns import bad_cells, plan_columns
from tests.lazily import library

pandas: Any = library("pandas")

CONSTANTS = {
    "tablet_strength": 50,
    "tablet_mass": 171.2,
    "tablet_full_fill": 200,
    "filler_full_fill": 130,
}


@pytest.mark.parametrize("header", ["Dose (mg)", "dose-mg", "DOSE MG", "dose_mgs"])
def test_header_near_the_one_named_is_told(header: str) -> None:
    """Case, spaces, hyphens and a letter more."""
    table = {header: np.array([4.5]), "capsules": np.array([100])}

    with pytest.raises(FieldError, match="near it") as caught:
        plan_columns(table, columns={"strength": "dose_mg"}, constants=CONSTANTS)

    assert header in str(caught.value)
    planned = plan_columns(table, columns={"strength": header}, constants=CONSTANTS)
    assert planned["tablets"].tolist() == [10.0]


def test_variants_of_one_header_are_all_told() -> None:
    """Two headers alike but for their case."""
    table = {"Dose": [4.5], "DOSE": [4.5], "capsules": [100]}

    with pytest.raises(FieldError, match=r"near it: .*Dose.*, .*DOSE"):
        plan_columns(table, columns={"strength": "dose"}, constants=CONSTANTS)


def test_nothing_near_is_told_of_nothing() -> None:
    """A header unlike every other."""
    table = {"zzz": [4.5], "capsules": [100]}

    with pytest.raises(FieldError) as caught:
        plan_columns(table, columns={"strength": "dose"}, constants=CONSTANTS)

    assert "near it" not in str(caught.value)


@pytest.mark.parametrize("option", ["columns", "units", "constants"])
def test_name_near_one_of_ours_is_told(option: str) -> None:
    """A misspelt name of an option."""
    options: dict[str, Any] = {option: {"strength_": "mg"}}

    with pytest.raises(FieldError, match=r"near it: .*strength"):
        plan_columns({"capsules": [100]}, **options)


@pytest.mark.parametrize("columns", [{}, {"strength": "strength"}])
def test_a_byte_order_mark_is_no_part_of_a_header(columns: dict[str, str]) -> None:
    """Python's reader of CSV leaves it before the name of the first column."""
    table = {"\ufeffstrength": [4.5, -1], "capsules": [100, 100]}

    planned = plan_columns(table, columns=columns, constants=CONSTANTS)

    assert planned["tablets"][0] == 10
    (error,) = bad_cells(planned)
    assert error.field == "strength[1]"
    with pytest.raises(FieldError, match="constants: strength: expected a column or"):
        plan_columns(table, constants=CONSTANTS | {"strength": 4.5})


def test_a_header_of_its_own_goes_before_one_after_a_mark() -> None:
    """Both are there: the plain name is meant, and the other is somebody's column."""
    table = {"\ufeffcapsules": [7], "strength": [4.5], "capsules": [100]}

    planned = plan_columns(table, constants=CONSTANTS)

    assert planned["tablets"].tolist() == [10.0]


def test_the_unit_of_a_column_after_a_mark_is_read() -> None:
    """A frame says it by the header that it has."""
    frame = pandas.DataFrame({"\ufeffstrength": [0.0045], "capsules": [100]})
    frame.attrs["units"] = {"\ufeffstrength": "g"}

    assert plan_columns(frame, constants=CONSTANTS)["tablets"].tolist() == [10.0]
