"""The route of USP <905>: by assay, or by weighing."""

from __future__ import annotations

import pytest

from ldn_compound import FieldError
from ldn_compound.quality import uniformity_route


@pytest.mark.requirement("R63")
@pytest.mark.parametrize(
    ("strength", "fill_mass", "verdict"),
    [
        ("4.5 mg", "175 mg", "content uniformity"),
        ("4.5 mg/capsule", "10 mg", "content uniformity"),  # 45 % of the contents
        ("50 mg", "201 mg", "content uniformity"),  # under 25 % of the contents
        ("24.9 mg", "50 mg", "content uniformity"),
        ("25 mg", "100 mg", "weight variation"),  # both limits belong to it
        ("50 mg", "100 mg", "weight variation"),
    ],
)
def test_both_limits_are_needed(strength: str, fill_mass: str, verdict: str) -> None:
    """Hard capsules go by weight from 25 mg of drug and 25 % of the contents on."""
    found = uniformity_route(strength, fill_mass)

    assert found.verdict == verdict
    assert bool(found.remarks) == (verdict == "content uniformity")


@pytest.mark.parametrize(
    ("strength", "fill_mass", "message"),
    [
        ("4.5 mL", "175 mg", "strength: expected a mass"),
        ("4.5", "175 mg", "strength: expected an amount"),
        ("0 mg", "175 mg", "strength: expected a mass above zero"),
        ("4.5 mg", "0 mg", "fill_mass: expected a mass above zero"),
        ("45 mg", "4.5 mg", "strength: expected at most the 4.5 mg in the capsule"),
    ],
)
def test_what_cannot_be_is_refused(strength: str, fill_mass: str, message: str) -> None:
    """A capsule holds some drug, and no more of it than its contents."""
    with pytest.raises(FieldError, match=message):
        uniformity_route(strength, fill_mass)
