"""How much filler brings the shell to full."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Q
from ldn_compound.calc.filler import blend_with_shares, joint_full_fill


@pytest.mark.requirement("R27")
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


@pytest.mark.requirement("R27")
def test_blend_of_shares_fills_the_shells() -> None:
    """The blend found is put back: its parts take just the shells that are free.

    1800 mg known by mass, 91 shells free, filler 130 mg, additive 65 mg a shell at
    25 % of the blend: 10904 mg, of which 2726 mg take 41.94 shells, and the filler,
    10904 - 1800 - 2726 = 6378 mg, takes 49.06 shells.
    """
    blend = blend_with_shares(
        Q("91 capsules"),
        Q("1800 mg"),
        Q("130 mg/capsule"),
        shares=[(Q("25 %"), Q("65 mg/capsule"))],
    )

    assert blend.to("mg") == Q("10904 mg")
    shells = Q("2726 mg") / Q("65 mg/capsule") + Q("6378 mg") / Q("130 mg/capsule")
    assert shells == Q("91 capsules")
