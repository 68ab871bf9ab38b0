"""Bulk powder: what a certificate must say."""

from __future__ import annotations

from inspect import Parameter, signature

import pytest

from ldn_compound import BulkDrug


@pytest.mark.requirement("R17")
def test_a_basis_has_no_default() -> None:
    """An assay whose basis nobody stated may or may not count the water."""
    field = signature(BulkDrug).parameters["basis"]

    assert field.default is Parameter.empty
    with pytest.raises(TypeError, match=r"missing .* 'basis'"):
        BulkDrug("naltrexone hydrochloride", assay="100 %")  # type: ignore[call-arg]
