"""Tablets: what must be known of them, and which are not crushed."""

from __future__ import annotations

from inspect import Parameter, signature
from typing import Any

import pytest

from ldn_compound import FieldError, Tablets


@pytest.mark.requirement("R13")
def test_the_mean_mass_has_no_default() -> None:
    """Nobody knows what a tablet weighs without weighing it: it must be given."""
    field = signature(Tablets).parameters["mean_mass"]

    assert field.default is Parameter.empty
    with pytest.raises(TypeError, match=r"missing .* 'mean_mass'"):
        Tablets("50 mg")  # type: ignore[call-arg]


def test_a_tablet_weighs_more_than_its_drug() -> None:
    """A tablet of 50 mg that weighs 50 mg would be drug alone."""
    with pytest.raises(FieldError, match="mean_mass: expected more than the 50 mg"):
        Tablets("50 mg", mean_mass="50 mg")


@pytest.mark.requirement("R41")
@pytest.mark.parametrize("coat", ["enteric", "modified release", "extended-release"])
def test_a_coat_that_controls_the_release_is_refused(coat: Any) -> None:
    """Crushing would free at once what the coat lets go slowly, or too early."""
    message = (
        rf"^coat: expected 'none', 'film' or None \(unknown\), got '{coat}'; "
        r"modified-release and enteric tablets must not be crushed$"
    )

    with pytest.raises(FieldError, match=message):
        Tablets("50 mg", mean_mass="171.2 mg", coat=coat)
