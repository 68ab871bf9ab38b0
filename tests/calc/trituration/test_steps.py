"""What whole steps carry, and how far they may be off."""

from __future__ import annotations

from math import sqrt

import pytest

from ldn_compound.calc.trituration import relative_error


@pytest.mark.requirement("R34")
def test_the_error_is_the_root_of_squares() -> None:
    """36 steps in 350, 50 taken: 2.4921 %, 0.2857 % and 2 %, rounding 0.1335 %.

    1/36 - 1/350 = 0.0249206; 1/350 = 0.0028571; 1/50 = 0.02;
    36 x 50 / 350 / 5.136 - 1 = 0.0013351.
    """
    error = relative_error(5.136, 36, (350,), (50,), 1.0)

    by_hand = sqrt(0.0249206**2 + 0.0028571**2 + 0.02**2 + 0.0013351**2)
    assert error == pytest.approx(by_hand, rel=1e-4)  # four digits by hand


def test_the_error_of_two_dilutions() -> None:
    """20 in 40, 20 of it in 50, 25 taken: 5 steps, each weighing 2 steps off at most.

    1/20 - 1/40 = 0.025 and 1/40 = 0.025 for the first; 1/20 - 1/50 = 0.03 and
    1/50 = 0.02 for the second; 1/25 = 0.04 for the last. The squares add up to
    0.000625 x 2 + 0.0009 + 0.0004 + 0.0016 = 0.00415, times 2 x 2 is 0.0166.
    """
    error = relative_error(5.0, 20, (40, 50), (20, 25), 2.0)

    assert error == pytest.approx(sqrt(0.0166), rel=1e-12)  # float rounding
