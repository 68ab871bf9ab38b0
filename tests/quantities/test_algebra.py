"""Algebra: every remembered answer about units is the one that pint gives."""

from __future__ import annotations

import operator
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import pint  # noqa: TID251 - the authority
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ldn_compound.errors import UnitError
from ldn_compound.quantities import algebra
from ldn_compound.quantities.reading import SYMBOLS
from ldn_compound.quantities.units import _DEFINITIONS, Q, amount, same_kind

PINT: Any = pint.UnitRegistry(_DEFINITIONS.splitlines(), non_int_type=Fraction)

SUMS = [operator.add, operator.sub]
PRODUCTS = [operator.mul, operator.truediv]
ORDER = [operator.lt, operator.le, operator.gt, operator.ge]
EQUALITY = [operator.eq, operator.ne]
SIGNS = [operator.neg, abs, operator.truth]
MEMORIES = [
    algebra.shared,
    algebra.product,
    algebra.quotient,
    algebra.factor,
    algebra.same_dimension,
    algebra.base,
]


@frozen
class Twins:
    """One amount twice: as a quantity of ours, and as one of an untouched registry."""

    ours: Any
    pints: Any


def twins() -> SearchStrategy[Twins]:
    """Amounts of any sign in any units: masses, rates, counts, ratios, numbers."""
    steps = st.tuples(st.sampled_from(PRODUCTS), st.sampled_from(sorted(SYMBOLS)))
    return st.builds(_twins, numbers(), st.lists(steps, max_size=4))


def numbers() -> SearchStrategy[Fraction | int]:
    """Exact numbers, among them zero and small whole ones."""
    return st.one_of(st.integers(-2, 2), st.fractions())


def _twins(number: Fraction | int, steps: list[tuple[Any, str]]) -> Twins:
    """Multiply and divide a number by units, in both registries."""
    ours: Any = number * Q("1 mg") / Q("1 mg")
    pints = PINT.Quantity(Fraction(number), PINT.UnitsContainer())
    for operation, symbol in steps:
        ours = operation(ours, Q(f"1 {symbol}"))
        pints = operation(pints, PINT.Quantity(Fraction(1), SYMBOLS[symbol]))
    return Twins(ours, pints)


def outcome(operation: Callable[..., Any], *values: Any) -> object:
    """Return what an operation gives, or why it gives nothing, in words of neither."""
    try:
        result = operation(*values)
    except (pint.DimensionalityError, ZeroDivisionError) as error:
        return type(error)
    except UnitError as error:
        of_zero = error.expected == "a divisor other than zero"
        return ZeroDivisionError if of_zero else type(error.__cause__)
    if isinstance(result, (bool, Fraction)):
        return result
    return result.magnitude, dict(result.unit_items())


class TestAnswers:
    """An operation on two amounts gives what pint gives, whoever asked before."""

    @pytest.mark.requirement("R04")
    @given(twins(), twins(), st.sampled_from([*SUMS, *PRODUCTS, *ORDER, *EQUALITY]))
    def test_two_amounts(self, one: Twins, other: Twins, operation: Any) -> None:
        """Number, units and refusal are those of pint."""
        ours = outcome(operation, one.ours, other.ours)

        assert ours == outcome(operation, one.pints, other.pints)

    @pytest.mark.requirement("R01")
    @given(twins(), numbers(), st.sampled_from([*SUMS, *PRODUCTS]), st.booleans())
    def test_a_bare_number(
        self,
        one: Twins,
        number: Fraction | int,
        operation: Any,
        first: bool,  # noqa: FBT001
    ) -> None:
        """A number counts as a plain ratio, on either side."""

        def applied(quantity: Any) -> Any:
            return operation(number, quantity) if first else operation(quantity, number)

        assert outcome(applied, one.ours) == outcome(applied, one.pints)

    @given(twins(), st.sampled_from(SIGNS))
    def test_one_amount(self, one: Twins, operation: Any) -> None:
        """Sign and emptiness are those of the number."""
        assert outcome(operation, one.ours) == outcome(operation, one.pints)

    @pytest.mark.requirement("R05")
    @given(twins(), st.sampled_from(sorted(SYMBOLS)), st.sampled_from(["", "/mL"]))
    def test_conversion(self, one: Twins, symbol: str, per: str) -> None:
        """A conversion is a factor: the registry has no unit with an offset."""
        name = SYMBOLS[symbol] + ("/milliliter" if per else "")

        ours = outcome(one.ours.to, symbol + per), outcome(one.ours.m_as, symbol + per)

        assert ours == (outcome(one.pints.to, name), outcome(one.pints.m_as, name))

    @given(twins())
    def test_base_units(self, one: Twins) -> None:
        """A formula counts in the base units of pint."""
        expected = outcome(one.pints.to_base_units)

        assert outcome(one.ours.to_base_units) == expected
        assert outcome(amount, one.ours) == expected

    @given(twins(), twins())
    def test_kinds(self, one: Twins, other: Twins) -> None:
        """Two amounts are of one kind where pint finds one dimension."""
        kinds = same_kind(one.ours, other.ours), one.ours.dimensionless

        same = one.pints.dimensionality == other.pints.dimensionality
        assert kinds == (same, one.pints.dimensionless)

    @pytest.mark.requirement("R05")
    @given(twins(), st.fractions(), st.sampled_from(["mg", "g", "%", "mcg/mg"]))
    def test_hash(self, one: Twins, number: Fraction, unit: str) -> None:
        """What is equal hashes alike, by whatever way it came about."""
        other = one.ours * Q(f"1 {unit}") / Q(f"1 {unit}")
        further = one.ours + number * one.ours - number * one.ours

        assert one.ours == other == further
        assert hash(one.ours) == hash(other) == hash(further)


class TestMemory:
    """What is remembered is bounded, and nothing hangs on its being remembered."""

    @pytest.mark.parametrize("memory", MEMORIES, ids=lambda each: each.__name__)
    def test_bounded(self, memory: Any) -> None:
        """However many units meet, only so many answers are kept."""
        for power in range(1, 1100):
            units = PINT.UnitsContainer({"milligram": power})
            pair = units, PINT.UnitsContainer({"gram": power})
            arguments = {
                algebra.shared: (units,),
                algebra.product: pair,
                algebra.quotient: pair,
                algebra.base: (PINT, units),
            }
            memory(*arguments.get(memory, (PINT, *pair)))

        assert memory.cache_info().currsize == memory.cache_info().maxsize

    @given(twins(), twins(), st.sampled_from([*SUMS, *PRODUCTS, *ORDER, *EQUALITY]))
    def test_forgotten(self, one: Twins, other: Twins, operation: Any) -> None:
        """What was forgotten is asked again, also of amounts made before."""
        remembered = outcome(operation, one.ours, other.ours)
        for memory in MEMORIES:
            memory.cache_clear()

        assert outcome(operation, one.ours, other.ours) == remembered
        assert one.ours == Q("1 mg") * one.ours / Q("1 mg")

    @pytest.mark.requirement("R84")
    def test_threads(self) -> None:
        """Threads that ask for the same answers at once get the same."""
        for memory in MEMORIES:
            memory.cache_clear()

        def total(number: int) -> Any:
            rate = Q("50 mg/tablet") * Q("3 tablet") + Q("1 g") * number
            return rate / Q("1 kg") + 1

        with ThreadPoolExecutor(8) as pool:
            totals = list(pool.map(total, [2] * 400))

        # 150 mg and 2 g are 2150 mg, of a kilogram 0.215 %
        assert set(totals) == {Q("100.215 %")}
