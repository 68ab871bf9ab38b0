"""How much filler brings the shell to full."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Q
from ldn_compound.calc.filler import joint_full_fill


def test_equal_parts_pack_between_their_own() -> None:
    """Equal masses of 100 mg and 300 mg powders fill a shell with 150 mg: harmonic."""
    joint = joint_full_fill([Q("100 mg"), Q("300 mg")], [Fraction(1), Fraction(1)])

    assert joint == Q("150 mg")


@given(st.integers(1, 50), st.integers(1, 50))
def test_one_filler_in_two_parts_is_one_filler(first: int, second: int) -> None:
    """Parting a powder in two changes nothing of how it packs."""
    full = Q("130 mg")

    joint = joint_full_fill([full, full], [Fraction(first), Fraction(second)])

    assert joint == full


def test_parts_and_fillers_must_match() -> None:
    """A part without its filler is a slip of the caller."""
    with pytest.raises(ValueError, match="zip"):
        joint_full_fill([Q("130 mg")], [Fraction(1), Fraction(1)])
