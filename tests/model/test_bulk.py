"""Bulk powder: what a certificate must say."""

from __future__ import annotations

from inspect import Parameter, signature
from typing import Any

import pytest

from ldn_compound import BulkDrug, FieldError


@pytest.mark.requirement("R17")
def test_a_basis_has_no_default() -> None:
    """An assay whose basis nobody stated may or may not count the water."""
    field = signature(BulkDrug).parameters["basis"]

    assert field.default is Parameter.empty
    with pytest.raises(TypeError, match=r"missing .* 'basis'"):
        BulkDrug("naltrexone hydrochloride", assay="100 %")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"basis": "anhydrous", "water": "8.7 %"}, "water: expected no water for a"),
        ({"basis": "dried"}, "basis: expected no dried dihydrate"),
    ],
)
def test_the_water_of_a_dihydrate_is_counted_once(
    wrong: dict[str, Any], words: str
) -> None:
    """Its form holds it: a water content beside it would count it again."""
    with pytest.raises(FieldError, match=words):
        BulkDrug("naltrexone hydrochloride dihydrate", assay="100 %", **wrong)
