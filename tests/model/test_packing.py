"""Packing: what must be known of a figure."""

from __future__ import annotations

from inspect import Parameter, signature
from typing import Any

import pytest

from ldn_compound import Density, FieldError


@pytest.mark.requirement("R26")
def test_a_basis_has_no_default() -> None:
    """Tapped and bulk density differ: which of them it is must be said."""
    field = signature(Density).parameters["basis"]

    assert field.default is Parameter.empty
    with pytest.raises(TypeError, match=r"missing .* 'basis'"):
        Density("0.43 g/mL")  # type: ignore[call-arg]


@pytest.mark.requirement("R26")
@pytest.mark.parametrize("basis", [None, "", "true"])
def test_a_basis_is_tapped_or_bulk(basis: Any) -> None:
    """A word of one's own is no basis, and neither is none."""
    with pytest.raises(
        FieldError, match=rf"basis: expected one of 'tapped', 'bulk', got {basis!r}"
    ):
        Density("0.43 g/mL", basis=basis)
