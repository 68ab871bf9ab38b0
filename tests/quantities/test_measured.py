"""Lists of measured values."""

from __future__ import annotations

import pytest

from ldn_compound import FieldError, Q
from ldn_compound.quantities.masses import (
    nonnegative_mass,
    nonnegative_masses,
    positive_mass,
    positive_masses,
)
from ldn_compound.quantities.measured import require_sample_size
from ldn_compound.quantities.units import Readable


@pytest.mark.parametrize(
    "values",
    ["176 mg", b"176", {"176 mg"}, {"176 mg": 1}, 176, None, Q("176 mg")],
    ids=repr,
)
def test_several_values_are_a_list(values: list[Readable]) -> None:
    """One value is no list, a text has letters, and a set drops equal masses."""
    with pytest.raises(FieldError, match=r"net: expected several values, .* as a list"):
        nonnegative_masses(values, "net")


def test_any_sequence_is_read_in_its_order() -> None:
    """Tuples and generators are read as lists are."""
    expected = (Q("1 mg"), Q("2 mg"))

    assert nonnegative_masses(("1 mg", "0.002 g"), "net") == expected
    assert nonnegative_masses((f"{each} mg" for each in (1, 2)), "net") == expected


@pytest.mark.parametrize("value", ["176", 176, "176 %", None], ids=repr)
def test_a_mass_has_its_unit(value: Readable) -> None:
    """The error names the place of what is no mass."""
    with pytest.raises(FieldError, match=r"net\[1\]: expected an? (amount|mass) such"):
        nonnegative_masses(["175 mg", value], "net")


def test_an_empty_capsule_holds_nothing() -> None:
    """Contents may weigh 0 mg; a whole capsule or a shell may not."""
    assert nonnegative_masses(["0 mg"], "net") == (Q("0 mg"),)
    with pytest.raises(FieldError, match=r"gross\[0\]: expected a mass above zero"):
        positive_masses(["0 mg"], "gross")


def test_a_negative_mass_is_refused() -> None:
    """A difference below zero is no mass."""
    with pytest.raises(FieldError, match=r"net\[0\]: expected a mass .* got -1 mg"):
        nonnegative_masses([Q("1 mg") - Q("2 mg")], "net")


def test_one_mass_is_named() -> None:
    """A single mass is read as those of a list, by its own name."""
    with pytest.raises(FieldError, match=r"filled: expected a mass above zero"):
        positive_mass("0 g", "filled")
    with pytest.raises(FieldError, match=r"filled: expected a mass such as"):
        nonnegative_mass("17 mL", "filled")


@pytest.mark.parametrize("count", [1, 3])
def test_a_count_is_checked(count: int) -> None:
    """A test asks for a number of values, and says what to do otherwise."""
    values = (Q("1 mg"),) * count

    with pytest.raises(FieldError, match=rf"net: expected two, got {count}; weigh"):
        require_sample_size(values, "net", "two", "weigh two", counts=(2,))


def test_a_least_count_is_checked() -> None:
    """A test may ask for so many or more."""
    values = (Q("1 mg"),) * 2

    assert (
        require_sample_size(values, "net", "two or more", "weigh more", least=2)
        == values
    )
    with pytest.raises(FieldError, match="net: expected three or more, got 2"):
        require_sample_size(values, "net", "three or more", "weigh more", least=3)
