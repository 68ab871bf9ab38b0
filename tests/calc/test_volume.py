"""Filling by a graduated cylinder."""

from __future__ import annotations

import pytest

from ldn_compound import Q
from ldn_compound.calc.volume import calibration_volume, volume_method


@pytest.mark.requirement("R22")
def test_all_shells_hold_their_volumes() -> None:
    """The published calibration: size 1 holds 0.50 mL, so 50 of them 25 mL."""
    assert calibration_volume("0.5 mL/capsule", "50 capsules") == Q("25 mL")


@pytest.mark.requirement("R22")
@pytest.mark.parametrize(
    ("powder", "method"), [("12.4 mL", "B"), ("12.5 mL", "B"), ("12.6 mL", "A")]
)
def test_more_than_half_is_method_a(powder: str, method: str) -> None:
    """The half-volume rule: above half of the calibration volume A, else B."""
    assert volume_method(powder, "25 mL") == method
