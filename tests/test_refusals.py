"""What amounts refuse; each of these was once taken, or failed with a foreign error."""

from __future__ import annotations

import operator
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from typing import Any

import numpy as np
import pint  # noqa: TID251 - the user's own registry
import pytest

from ldn_compound import Balance, Prescription
from ldn_compound.errors import CompoundError, FieldError, UnitError
from ldn_compound.quantities.units import Q, amounts
from tests.lazily import Lazily

BASE = [
    "milligram = [mass]",
    "gram = 1000 * milligram",
    "microgram = 0.001 * milligram",
    "milliliter = [volume]",
    "liter = 1000 * milliliter",
]
DEFAULT: Any = Lazily(pint.UnitRegistry)


@pytest.mark.parametrize("operation", [operator.ifloordiv, operator.imod])
def test_frozen_record_stays(operation: Callable[[Any, Any], Any]) -> None:
    """``//=`` and ``%=`` on what a record gave out do not change the record."""
    balance = Balance(readability="5 mg")

    with suppress(CompoundError):
        operation(balance.readability, Q("2 mg"))

    assert balance.readability == Q("5 mg")


@pytest.mark.parametrize("operation", [operator.floordiv, operator.mod, divmod, pow])
@pytest.mark.parametrize("other", [2, 2.0, Q("0 mg"), Q("2 mg"), 0.0])
def test_other_operators(operation: Callable[[Any, Any], Any], other: object) -> None:
    """What is no operation on amounts is refused, by an error of ours."""
    with pytest.raises(UnitError):
        operation(Q("5 mg"), other)


def test_float_to_the_power_of_a_quantity() -> None:
    """No float comes out of an operation with a quantity."""
    ratio: Any = Q("500 %")

    with pytest.raises(UnitError):
        2.0**ratio


@pytest.mark.parametrize("conversion", [float, int])
def test_conversions(conversion: Callable[[Any], Any]) -> None:
    """A mass becomes no bare number; the error is ours."""
    with pytest.raises(UnitError):
        conversion(Q("5 mg"))


@pytest.mark.parametrize(
    ("magnitude", "unit", "ours"),
    [
        (1, "ounce", "28349.523125 mg"),
        (0.43, "g/cm**3", "430 mg/mL"),
        (5.0, "cm**3", "5 mL"),
        (2, "cc", "2 mL"),
        (1, "kg/m**3", "1 mg/mL"),
        (1.1, "dg", "110 mg"),
    ],
)
def test_adopted_exactly(magnitude: float, unit: str, ours: str) -> None:
    """What the user wrote is what is adopted, without the noise of a conversion."""
    assert Q(DEFAULT.Quantity(magnitude, unit)) == Q(ours)


@pytest.mark.requirement("R03")
@pytest.mark.parametrize(
    ("unit", "definition"),
    [
        ("kilogram", "kilogram = 2 * gram"),
        ("percent", "percent = 1 / 10"),
    ],
)
def test_every_shared_unit_is_checked(unit: str, definition: str) -> None:
    """A registry in which a kilogram is 2 g or a percent a tenth is refused."""
    registry: Any = pint.UnitRegistry([*BASE, definition])

    with pytest.raises(UnitError):
        Q(registry.Quantity(1, unit))


def test_registry_without_grams() -> None:
    """A registry that does not know grams is refused by an error of ours."""
    registry: Any = pint.UnitRegistry(["meter = [length]"])

    with pytest.raises(UnitError):
        Q(registry.Quantity(1, "meter"))


def test_registry_with_other_dimensions() -> None:
    """So is one in which a liter and a milliliter are different things."""
    registry: Any = pint.UnitRegistry([*BASE[:-1], "liter = [liter]"])

    with pytest.raises(UnitError):
        Q(registry.Quantity(1, "milligram"))


def test_column_beside_a_quantity() -> None:
    """A column beside a quantity is refused by an error of ours."""
    column: Any = np.array([0, 1])

    with pytest.raises(UnitError):
        amounts("6 mg", column)


@pytest.mark.parametrize("number", [1.0, True])
def test_only_0_and_1(number: Any) -> None:
    """1.0 and True are not the exact number 1."""
    with pytest.raises(UnitError):
        amounts("6 mg", number)


def test_mixed_set() -> None:
    """A set of things that cannot be sorted is a fault of its field."""
    mixed: Any = {1, "a"}

    with pytest.raises(FieldError, match=r"^intolerances: "):
        Prescription("4.5 mg", capsules=100, intolerances=mixed)


def test_array_for_a_choice() -> None:
    """An array is no choice; the error is ours."""
    array: Any = np.array(["a", "b"])

    with pytest.raises(FieldError, match=r"^form: "):
        Prescription("4.5 mg", capsules=100, form=array)


def test_unadopted_quantity_is_not_equal() -> None:
    """A gram of a registry in which it is 2 mg is not our gram."""
    registry: Any = pint.UnitRegistry(["milligram = [mass]", "gram = 2 * milligram"])

    assert Q("1 g") != registry.Quantity(1, "gram")


def test_unit_of_pint_is_not_equal() -> None:
    """Comparing with a unit of another registry raises nothing."""
    assert Q("1 mg") != DEFAULT.mg


def test_about_one_tablet() -> None:
    """A number that is shown as 1 takes the singular."""
    assert str(Q("1 tablet") * Fraction(10**9 + 1, 10**9)) == "about 1 tablet"


def test_a_rate_without_a_unit_above_says_per() -> None:
    """One in two tablets is half per tablet, not a stroke after nothing."""
    assert str(1 / Q("2 tablet")) == "0.5 per tablet"


def test_a_share_of_a_mass_is_a_mass() -> None:
    """5 % of 100 mg are 5 mg; never 500 mg %, which reads as another unit."""
    assert str(Q("5 %") * Q("100 mg")) == "5 mg"
