"""What share of a shell a powder takes."""

from __future__ import annotations

import pytest

from ldn_compound import FieldError, PackStatistic, Q, Shell
from ldn_compound.calc.packing import extrapolated

SMALL = Shell("4", volume="0.2 mL", empty_mass="38 mg")
LARGE = Shell("3", volume="0.3 mL", empty_mass="48 mg")


def test_what_was_extrapolated_says_so() -> None:
    """100 mg in 0.2 mL are 150 mg in 0.3 mL; where they came from stays with them."""
    measured = PackStatistic("100 mg", size="4", source="letco-capsules")

    found = extrapolated(measured, measured_with=SMALL, to=LARGE)

    assert (found.mass, found.size) == (Q("150 mg"), "3")
    assert (found.extrapolated_from, found.source) == ("4", "letco-capsules")


def test_the_shells_must_be_those_it_was_measured_with() -> None:
    """A statistic of size 4 says nothing that begins with size 3."""
    measured = PackStatistic("100 mg", size="4")
    message = "^measured_with: expected shells of size 4, got size 3$"

    with pytest.raises(FieldError, match=message):
        extrapolated(measured, measured_with=LARGE, to=SMALL)
