"""Guards: what a quantity refuses, so that an amount stays exact and unchanged."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pint  # noqa: TID251 - a quantity of another registry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.errors import UnitError
from ldn_compound.quantities.guards import exact
from ldn_compound.quantities.units import Q, Quantity

Operation = Callable[[Any, Any], Any]

#: For type checkers a quantity is made by Q only.
MAKE: Any = Quantity
DOSE: Any = Q("4.5 mg")
FOREIGN: Any = pint.UnitRegistry(["milligram = [mass]"]).Quantity(1, "milligram")

ARITHMETIC = [operator.add, operator.sub, operator.mul, operator.truediv]
AUGMENTED = [operator.iadd, operator.isub, operator.imul, operator.itruediv]
ORDER = [operator.lt, operator.le, operator.gt, operator.ge]
INEXACT = [
    pytest.param(2.0, id="float"),
    pytest.param(0.0, id="zero-float"),
    pytest.param(float("nan"), id="nan"),
    pytest.param(Decimal(2), id="Decimal"),
    pytest.param(complex(2), id="complex"),
    pytest.param(np.float64(2), id="numpy-float"),
    pytest.param(np.int64(2), id="numpy-int"),
    pytest.param(np.array([1.0, 2.0]), id="array"),
]
NO_NUMBERS = [
    pytest.param(True, id="bool"),
    pytest.param("2 mg", id="text"),
    pytest.param(None, id="None"),
    pytest.param([2], id="list"),
]


class TestExact:
    """A magnitude is an int or a Fraction, nothing else."""

    @pytest.mark.parametrize(
        ("value", "kept"),
        [
            pytest.param(Fraction(9, 2), Fraction(9, 2), id="Fraction"),
            pytest.param(5, Fraction(5), id="int"),
            pytest.param(-5, Fraction(-5), id="negative"),
        ],
    )
    def test_kept(self, value: object, kept: Fraction) -> None:
        """Whole numbers are kept as Fractions."""
        magnitude = exact(value)

        assert type(magnitude) is Fraction
        assert magnitude == kept

    @pytest.mark.requirement("R01")
    @pytest.mark.parametrize("value", [*INEXACT, *NO_NUMBERS])
    def test_refused(self, value: object) -> None:
        """Whatever may have lost a digit is refused."""
        message = (
            r"^expected an exact number \(int or Fraction\), got .*; "
            r"write amounts as text, such as Q\('4\.5 mg'\)$"
        )
        with pytest.raises(UnitError, match=message):
            exact(value)

    @pytest.mark.parametrize("value", [*INEXACT, *NO_NUMBERS])
    def test_no_quantity_is_made_of_it(self, value: object) -> None:
        """The class of our quantities refuses it as well."""
        with pytest.raises(UnitError, match="expected an exact number"):
            MAKE(value, "mg")

    def test_quantity_of_an_exact_number(self) -> None:
        """The class takes exact numbers, and units as people write them."""
        assert MAKE(Fraction(9, 2), "mg/tablet") == Q("4.5 mg/tablet")


class TestArithmetic:
    """Amounts meet amounts and exact numbers only."""

    @pytest.mark.requirement("R01")
    @pytest.mark.parametrize("operation", ARITHMETIC)
    @pytest.mark.parametrize("other", [*INEXACT, *NO_NUMBERS])
    def test_refused_on_the_right(self, operation: Operation, other: object) -> None:
        """A float on the right would end exactness without a word."""
        message = (
            r"^expected a quantity, an int or a Fraction, got .*; "
            r"amounts are exact, write Q\('4\.5 mg'\)$"
        )
        with pytest.raises(UnitError, match=message):
            operation(DOSE, other)

    @pytest.mark.parametrize("operation", ARITHMETIC)
    @pytest.mark.parametrize("other", [*INEXACT, *NO_NUMBERS])
    def test_refused_on_the_left(self, operation: Operation, other: object) -> None:
        """So would a float on the left."""
        with pytest.raises(UnitError, match="expected a quantity, an int or a Fract"):
            operation(other, DOSE)

    @pytest.mark.parametrize("operation", AUGMENTED)
    @pytest.mark.parametrize("other", INEXACT)
    def test_refused_in_place(self, operation: Operation, other: object) -> None:
        """So would a float in an augmented assignment."""
        with pytest.raises(UnitError, match="expected a quantity, an int or a Fract"):
            operation(DOSE, other)

    @pytest.mark.parametrize("operation", ARITHMETIC)
    def test_another_registry_is_refused(self, operation: Operation) -> None:
        """A quantity of the user's own is adopted by Q first, or refused."""
        with pytest.raises(UnitError, match="expected a quantity, an int or a Fract"):
            operation(DOSE, FOREIGN)

    @pytest.mark.requirement("R01")
    @pytest.mark.parametrize(
        ("result", "expected"),
        [
            pytest.param(DOSE + Q("1 g"), Q("1004.5 mg"), id="add"),
            pytest.param(DOSE + 0, Q("4.5 mg"), id="add-nothing"),
            pytest.param(0 + DOSE, Q("4.5 mg"), id="nothing-add"),
            pytest.param(DOSE - Q("1500 mcg"), Q("3 mg"), id="sub"),
            pytest.param(0 - DOSE, -Q("4.5 mg"), id="nothing-sub"),
            pytest.param(DOSE * 100, Q("450 mg"), id="mul"),
            pytest.param(100 * DOSE, Q("450 mg"), id="int-mul"),
            pytest.param(Fraction(1, 3) * DOSE, Q("1.5 mg"), id="Fraction-mul"),
            pytest.param(DOSE / 3, Q("1.5 mg"), id="div"),
            pytest.param(DOSE / Q("9 mg"), Q("50 %"), id="ratio"),
            pytest.param(DOSE / Q("1 capsule"), Q("4.5 mg/capsule"), id="rate"),
            pytest.param(9 / Q("50 %"), Q("1800 %"), id="int-div"),
            pytest.param(1 - Q("5 %"), Q("95 %"), id="rest-of-the-whole"),
            pytest.param(1 + Q("10 %"), Q("110 %"), id="overage"),
            pytest.param(abs(-DOSE), Q("4.5 mg"), id="abs"),
            pytest.param(sum([DOSE, DOSE]), Q("9 mg"), id="sum"),
            pytest.param(
                Q("50 mg/tablet") * Q("3 tablet"), Q("150 mg"), id="tablets-cancel"
            ),
        ],
    )
    def test_exact_results(self, result: Quantity, expected: Quantity) -> None:
        """Sums, shares and rates come out to the last digit."""
        assert result == expected

    @pytest.mark.requirement("R04")
    def test_tablets_are_not_capsules(self) -> None:
        """A rate per tablet times capsules is no mass."""
        product = Q("50 mg/tablet") * Q("3 capsule")

        with pytest.raises(UnitError, match="expected amounts of one kind"):
            product.to("mg")

    @pytest.mark.requirement("R01")
    @given(st.fractions(min_value=0), st.integers(1, 10**6))
    def test_divided_and_put_together_again(self, mass: Fraction, parts: int) -> None:
        """A batch divided among capsules is the batch again, for any number."""
        batch = Q("1 mg") * mass

        assert (batch / parts) * parts == batch

    @pytest.mark.parametrize(
        "nothing",
        [
            pytest.param(0, id="int"),
            pytest.param(Fraction(0), id="Fraction"),
            pytest.param(Q("0 g"), id="quantity"),
        ],
    )
    @pytest.mark.parametrize("operation", [operator.truediv, operator.itruediv])
    def test_division_by_nothing(self, operation: Operation, nothing: object) -> None:
        """Dividing by nothing is an error of ours."""
        message = f"^expected a divisor other than zero, got {nothing}$"

        with pytest.raises(UnitError, match=message):
            operation(DOSE, nothing)

    def test_number_divided_by_nothing(self) -> None:
        """So is a number divided by no amount."""
        with pytest.raises(UnitError, match="a divisor other than zero, got 0 mg"):
            1 / Q("0 mg")


class TestKinds:
    """A sum or a comparison holds amounts of one kind."""

    @pytest.mark.requirement("R04")
    @pytest.mark.parametrize("operation", [operator.add, operator.sub, *ORDER])
    def test_mass_and_volume(self, operation: Operation) -> None:
        """Milligrams and millilitres do not mix, and both are named."""
        message = "^expected amounts of one kind, got mg and mL$"

        with pytest.raises(UnitError, match=message):
            operation(DOSE, Q("1 mL"))

    @pytest.mark.parametrize("operation", [operator.add, operator.sub])
    def test_mass_and_number(self, operation: Operation) -> None:
        """A bare number has no unit, so it is added to no mass."""
        with pytest.raises(UnitError, match="one kind, got mg and dimensionless"):
            operation(DOSE, 1)

    def test_number_and_mass(self) -> None:
        """Nor is a mass taken from it."""
        with pytest.raises(UnitError, match="one kind, got mg and dimensionless"):
            1 - DOSE

    @pytest.mark.requirement("R04")
    def test_rates(self) -> None:
        """Per tablet and per capsule are two kinds."""
        with pytest.raises(UnitError, match="one kind, got mg/tablet and mg/capsule"):
            Q("4.5 mg/tablet") + Q("4.5 mg/capsule")

    def test_cause(self) -> None:
        """The error of pint stays behind ours."""
        with pytest.raises(UnitError) as refused:
            Q("1 mg") + Q("1 mL")

        assert isinstance(refused.value.__cause__, pint.DimensionalityError)


class TestOrder:
    """Larger and smaller hold between amounts only."""

    @pytest.mark.requirement("R04")
    @pytest.mark.parametrize("operation", ORDER)
    @pytest.mark.parametrize(
        "other",
        [
            *INEXACT,
            *NO_NUMBERS,
            pytest.param(0, id="zero"),
            pytest.param(Fraction(1, 2), id="Fraction"),
            pytest.param(FOREIGN, id="other-registry"),
        ],
    )
    def test_refused(self, operation: Operation, other: object) -> None:
        """A limit without a unit is a guess."""
        message = (
            r"^expected a quantity to compare with, got .*; "
            r"write its unit, such as Q\('4\.5 mg'\)$"
        )
        with pytest.raises(UnitError, match=message):
            operation(DOSE, other)

    @pytest.mark.parametrize("operation", ORDER)
    def test_refused_on_the_left(self, operation: Operation) -> None:
        """It is so on either side."""
        with pytest.raises(UnitError, match="expected a quantity to compare with"):
            operation(4.5, DOSE)

    @pytest.mark.parametrize(
        ("other", "held"),
        [
            pytest.param("4499 mcg", (False, False, True, True), id="less"),
            pytest.param("4500 mcg", (False, True, False, True), id="same"),
            pytest.param("0.005 g", (True, True, False, False), id="more"),
        ],
    )
    def test_across_units(self, other: str, held: tuple[bool, ...]) -> None:
        """Amounts are compared, not the digits they are written in."""
        found = tuple(operation(DOSE, Q(other)) for operation in ORDER)

        assert found == held


class TestEquality:
    """An amount equals an amount; anything else is something else."""

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(4.5, id="float"),
            pytest.param(Fraction(9, 2), id="Fraction"),
            pytest.param("4.5 mg", id="text"),
            pytest.param(None, id="None"),
            pytest.param(Q("4.5 mL"), id="volume"),
            pytest.param(Q("4.5 mg/capsule"), id="rate"),
            pytest.param(Q("4.6 mg"), id="more"),
        ],
    )
    def test_unequal(self, other: object) -> None:
        """No bare number and no text equals an amount; nothing is raised."""
        assert (other == DOSE, other != DOSE) == (False, True)

    @pytest.mark.parametrize("same", ["4.5 mg", "0.0045 g", "4500 mcg"])
    def test_equal(self, same: str) -> None:
        """The same amount in other units is equal."""
        assert (Q(same) == DOSE, Q(same) != DOSE) == (True, False)

    def test_nothing_of_two_kinds(self) -> None:
        """No mass is not no volume, nor the number zero."""
        nothing: Any = Q("0 mg")

        assert (nothing == Q("0 mL"), nothing == 0) == (False, False)


class TestUnchanging:
    """A quantity in a frozen record stays what it was."""

    @pytest.mark.requirement("R10")
    @pytest.mark.parametrize(
        "method",
        [
            "ito",
            "ito_base_units",
            "ito_root_units",
            "ito_reduced_units",
            "ito_preferred",
        ],
    )
    def test_conversion_in_place(self, method: str) -> None:
        """Whoever converts gets a new quantity, and is told how."""
        message = (
            r"^expected an operation that quantities allow, got conversion in place; "
            r"use q\.to\('g'\), which gives a new quantity$"
        )
        with pytest.raises(UnitError, match=message):
            getattr(DOSE, method)("g")

    @pytest.mark.parametrize("digits", [(), (1,)])
    def test_rounding(self, digits: tuple[int, ...]) -> None:
        """Only the display of a balance rounds, and there is a function for it."""
        message = r"got rounding; use calc\.rounding\.to_readability$"

        with pytest.raises(UnitError, match=message):
            round(DOSE, *digits)

    @pytest.mark.parametrize(
        ("operation", "other", "expected"),
        [
            pytest.param(operator.iadd, Q("1 mg"), "5.5 mg", id="add"),
            pytest.param(operator.isub, Q("1 mg"), "3.5 mg", id="sub"),
            pytest.param(operator.imul, 2, "9 mg", id="mul"),
            pytest.param(operator.itruediv, 2, "2.25 mg", id="div"),
        ],
    )
    def test_augmented_assignment(
        self, operation: Operation, other: object, expected: str
    ) -> None:
        """``+=`` gives a new quantity; who holds the old one sees no change."""
        held = Q("4.5 mg")

        result = operation(held, other)

        assert result == Q(expected)
        assert repr(held) == "Q('4.5 mg')"

    @pytest.mark.requirement("R10")
    @pytest.mark.parametrize("name", ["magnitude", "units", "m", "u"])
    def test_no_part_can_be_set(self, name: str) -> None:
        """Neither the number nor the unit can be replaced."""
        with pytest.raises(AttributeError, match=name):
            setattr(DOSE, name, 1)


class TestNumpy:
    """numpy does not take an amount apart."""

    @pytest.mark.parametrize("function", [np.sqrt, np.negative, np.floor])
    def test_functions(self, function: Callable[[Any], Any]) -> None:
        """Its functions do not apply: the result would be floats without units."""
        with pytest.raises(TypeError, match="does not support ufuncs"):
            function(DOSE)

    def test_array_in_place(self) -> None:
        """A column is not turned into objects by an amount."""
        column = np.array([1.0, 2.0])

        with pytest.raises(TypeError, match="does not support ufuncs"):
            column *= DOSE

        assert column.tolist() == [1.0, 2.0]


@pytest.mark.requirement("R85")
@pytest.mark.parametrize("text", ["9**9**9**9", "9**9**9**9 mg", "4,5 mg", "[mass]"])
def test_no_dimension_is_read_from_text(text: str) -> None:
    """Text would be evaluated there: a quantity has no door to its parser."""
    quantity: Any = Q("4.5 mg")

    for door in (quantity.check, quantity.is_compatible_with):
        with pytest.raises(UnitError, match=r"use units\.same_kind"):
            door(text)
