"""Headers: what is not found is told with what is near it, and never taken for it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ldn_compound.errors import FieldError
from ldn_compound.interop.columns import plan_columns

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
