"""What the display of a balance shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Q, Quantity
from ldn_compound.calc.rounding import to_readability
from tests.strategies import masses


@pytest.mark.requirement("R07")
@pytest.mark.parametrize(
    ("mass", "readability", "shown"),
    [
        ("1540.8 mg", "1 mg", "1541 mg"),
        ("1540.4 mg", "1 mg", "1540 mg"),
        ("0.5 mg", "1 mg", "1 mg"),
        ("2.5 mg", "1 mg", "3 mg"),
        ("25 mg", "10 mg", "30 mg"),
        ("0.24 mg", "0.1 mg", "0.2 mg"),
        ("7 mg", "5 mg", "5 mg"),
        ("0 mg", "1 mg", "0 mg"),
    ],
)
def test_half_a_step_goes_up(mass: str, readability: str, shown: str) -> None:
    """The nearest step is shown; half a step goes up, as people read it."""
    assert to_readability(mass, readability) == Q(shown)


@pytest.mark.requirement("R07")
@given(masses("0", "5000"), st.sampled_from(["0.1 mg", "1 mg", "3 mg", "10 mg"]))
def test_what_is_shown_is_shown_again(mass: Quantity, readability: str) -> None:
    """An amount the display can show is not moved a second time."""
    once = to_readability(mass, readability)

    assert to_readability(once, readability) == once
