"""Notation: what people read, and what must never be printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ldn_compound.quantities.notation import (
    NO_BREAK_SPACE,
    decimal,
    expression,
    finite_decimal,
    percent,
    text,
    unit_text,
)

MG = {"milligram": 1}
UNITS = {
    "milligram": "mg",
    "gram": "g",
    "kilogram": "kg",
    "microgram": "mcg",
    "milliliter": "mL",
    "liter": "L",
    "percent": "%",
    "day": "day",
    "tablet": "tablet",
    "capsule": "capsule",
}
UNIT = "(mg|g|kg|mcg|mL|L|%|days?|tablets?|capsules?)"
#: Four digits at the most, or groups of three; the last decimal is not zero.
NUMBER = (
    r"(0|[1-9]\d{0,3}|[1-9]\d{1,2}(\u00a0\d{3})+|[1-9](\u00a0\d{3}){2,})(\.\d*[1-9])?"
)


def numbers() -> SearchStrategy[Fraction]:
    """Exact numbers: any, and those with few decimals, such as a person writes."""
    written = st.builds(
        Fraction, st.integers(-(10**9), 10**9), st.sampled_from([1, 10, 100, 1000])
    )
    return st.fractions() | written


def units() -> SearchStrategy[Mapping[str, int]]:
    """Units as people read them: one, or one for another."""
    names = list(UNITS)
    rates = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(
        lambda pair: pair[0] != pair[1]
    )
    return st.sampled_from(names).map(lambda name: {name: 1}) | rates.map(
        lambda pair: {pair[0]: 1, pair[1]: -1}
    )


def as_read(written: str) -> Fraction:
    """Read a printed number back, by the rules of arithmetic."""
    return Fraction(written.removeprefix("about ").replace(NO_BREAK_SPACE, ""))


class TestFiniteDecimal:
    """A number is written out in full where its decimals end."""

    @pytest.mark.parametrize(
        ("number", "written"),
        [
            pytest.param(Fraction(9, 2), "4.5", id="half"),
            pytest.param(Fraction(5), "5", id="whole"),
            pytest.param(Fraction(0), "0", id="zero"),
            pytest.param(Fraction(-9, 2), "-4.5", id="negative"),
            pytest.param(Fraction(-1, 20), "-0.05", id="negative-below-one"),
            pytest.param(Fraction(1, 8), "0.125", id="twos"),
            pytest.param(Fraction(1, 25), "0.04", id="fives"),
            pytest.param(Fraction(3, 40), "0.075", id="twos-and-fives"),
            pytest.param(Fraction(12345678), "12345678", id="not-grouped"),
            pytest.param(Fraction(1, 3), None, id="third"),
            pytest.param(Fraction(1, 70), None, id="seventieth"),
        ],
    )
    def test_written_out(self, number: Fraction, written: str | None) -> None:
        """Every digit and none more; nothing where the decimals never end."""
        assert finite_decimal(number) == written

    @given(st.integers(-(10**9), 10**9), st.integers(0, 12), st.integers(0, 12))
    @example(1, 1100, 0)  # beyond the range of floats
    @example(1, 0, 30)  # beyond their digits
    def test_means_the_number(self, numerator: int, twos: int, fives: int) -> None:
        """What is written out is the number itself, to the last digit."""
        number = Fraction(numerator, 2**twos * 5**fives)

        written = finite_decimal(number)

        assert written is not None
        assert Fraction(written) == number


class TestDecimal:
    """A number for people: grouped, half up, and marked where rounded."""

    @pytest.mark.parametrize(
        ("number", "written"),
        [
            pytest.param("0", "0", id="zero"),
            pytest.param("5", "5", id="whole"),
            pytest.param("0.5", "0.5", id="zero-before-the-point"),
            pytest.param("5.50", "5.5", id="no-zero-at-the-end"),
            pytest.param("100", "100", id="zeros-of-a-whole-number-stay"),
            pytest.param("-4.5", "-4.5", id="negative"),
            pytest.param("9999", "9999", id="four-digits"),
            pytest.param("10000", "10\u00a0000", id="five-digits"),
            pytest.param("1234567", "1\u00a0234\u00a0567", id="seven-digits"),
            pytest.param("-12345.25", "-12\u00a0345.25", id="grouped-with-decimals"),
            pytest.param("0.12345", "0.12345", id="decimals-are-not-grouped"),
            pytest.param("100/3", "about 33.333333", id="never-ends"),
            pytest.param("-100/3", "about -33.333333", id="negative-never-ends"),
            pytest.param("2/3", "about 0.666667", id="up"),
            pytest.param("1.0000004", "about 1", id="down-to-a-whole-number"),
            pytest.param("9999.9999999", "about 10\u00a0000", id="up-to-a-group"),
            pytest.param("1/30000000", "about 0.0000000333", id="small"),
            pytest.param("0.00000012", "0.00000012", id="small-and-exact"),
            pytest.param("0.0000001234", "about 0.000000123", id="three-significant"),
        ],
    )
    def test_six_decimals(self, number: str, written: str) -> None:
        """Six decimals at the most; more where three significant digits need them."""
        assert decimal(Fraction(number)) == written

    @pytest.mark.parametrize(
        ("number", "decimals", "written"),
        [
            pytest.param("1234.5", 0, "about 1235", id="half-up"),
            pytest.param("-1234.5", 0, "about -1235", id="half-away-from-zero"),
            pytest.param("1233.5", 0, "about 1234", id="half-of-odd"),
            pytest.param("1232.5", 0, "about 1233", id="half-of-even"),
            pytest.param("123.445", 2, "about 123.45", id="half-of-a-hundredth"),
            pytest.param("123.4449", 2, "about 123.44", id="below-half"),
            pytest.param("123.45", 2, "123.45", id="exact"),
            pytest.param("2.675", 2, "about 2.68", id="half-that-floats-lose"),
            pytest.param("2.5", 0, "2.5", id="three-significant-exact"),
            pytest.param("100/3", 0, "about 33.3", id="three-significant"),
            pytest.param("0.0012345", 2, "about 0.00123", id="small"),
            pytest.param("0", 0, "0", id="zero"),
        ],
    )
    def test_decimals_asked_for(self, number: str, decimals: int, written: str) -> None:
        """Half of the last place goes up, and what was rounded says so."""
        assert decimal(Fraction(number), decimals) == written

    @given(numbers(), st.integers(0, 8))
    def test_off_by_half_a_place_at_most(self, number: Fraction, places: int) -> None:
        """Rounding moves a number by at most half of the last place asked for."""
        shown = as_read(decimal(number, places))

        assert abs(shown - number) <= Fraction(1, 2 * 10**places)

    @given(numbers(), st.integers(0, 8))
    def test_about_where_rounded_only(self, number: Fraction, places: int) -> None:
        """``about`` stands before a number if and only if it was rounded."""
        written = decimal(number, places)

        assert written.startswith("about ") is (as_read(written) != number)

    @given(st.integers(1000, 10**9), st.integers(0, 3))
    def test_half_goes_up(self, whole: int, places: int) -> None:
        """Midway between two places, the upper one is shown."""
        midway = Fraction(2 * whole + 1, 2 * 10**places)

        shown = as_read(decimal(midway, places))

        assert shown == Fraction(whole + 1, 10**places)

    @given(st.integers(1, 999), st.integers(1, 300))
    def test_never_nothing(self, digits: int, places: int) -> None:
        """However small an amount is, it is not printed as zero."""
        number = Fraction(digits, 10**places)

        assert as_read(decimal(number, 0)) == number


class TestUnitText:
    """Units are printed by their symbols, never by ``ug`` or in the plural."""

    @pytest.mark.parametrize(("name", "symbol"), UNITS.items())
    def test_symbol(self, name: str, symbol: str) -> None:
        """Each unit has one printed form."""
        assert unit_text({name: 1}) == symbol

    @pytest.mark.parametrize(
        ("units", "printed"),
        [
            pytest.param({"milligram": 1, "capsule": -1}, "mg/capsule", id="rate"),
            pytest.param({"tablet": -1, "milligram": 1}, "mg/tablet", id="any-order"),
            pytest.param(
                {"milligram": 1, "milliliter": -1, "day": -1}, "mg/day/mL", id="two"
            ),
            pytest.param({"milliliter": 1, "gram": 1}, "g mL", id="product"),
            pytest.param({"milligram": 2, "tablet": -2}, "mg mg/tablet/tablet", id="2"),
            pytest.param({"day": -1, "tablet": -1}, "per day per tablet", id="per"),
        ],
    )
    def test_rates(self, units: dict[str, int], printed: str) -> None:
        """What an amount is per stands after a stroke of its own."""
        assert unit_text(units) == printed


class TestText:
    """Number, space, unit; what is counted takes its plural."""

    @pytest.mark.parametrize(
        ("number", "unit", "printed"),
        [
            pytest.param("4.5", {"milligram": 1}, "4.5 mg", id="mass"),
            pytest.param("4500", {"microgram": 1}, "4500 mcg", id="micrograms"),
            pytest.param("-1", {"gram": 1}, "-1 g", id="negative"),
            pytest.param("3.1", {"percent": 1}, "3.1 %", id="percent"),
            pytest.param("9", {"tablet": 1}, "9 tablets", id="tablets"),
            pytest.param("1", {"tablet": 1}, "1 tablet", id="one-tablet"),
            pytest.param("0.5", {"tablet": 1}, "0.5 tablets", id="half-a-tablet"),
            pytest.param("0", {"capsule": 1}, "0 capsules", id="no-capsules"),
            pytest.param("30", {"day": 1}, "30 days", id="days"),
            pytest.param(
                "50", {"milligram": 1, "tablet": -1}, "50 mg/tablet", id="per-tablet"
            ),
            pytest.param(
                "2", {"capsule": 1, "day": -1}, "2 capsule/day", id="rate-of-counted"
            ),
            pytest.param("100/3", {"milligram": 1}, "about 33.333333 mg", id="about"),
        ],
    )
    def test_text(self, number: str, unit: dict[str, int], printed: str) -> None:
        """An amount is printed as the style of safe dose designations has it."""
        assert text(Fraction(number), unit) == printed

    def test_a_percentage_has_two(self) -> None:
        """An estimate is rounded, and says no more than it can."""
        assert percent(12.3456) == "12.35 %"

    def test_decimals(self) -> None:
        """The decimals asked for are those of the number."""
        assert text(Fraction(1000, 3), MG, 1) == "about 333.3 mg"


class TestLawOfNotation:
    """No text can be misread tenfold, a thousandfold, or as another unit."""

    @pytest.mark.requirement("R06")
    @given(numbers(), units(), st.integers(0, 8))
    @example(Fraction(1, 30_000_000), MG, 6)
    @example(Fraction(99_999_999, 10_000), MG, 0)
    @example(Fraction(10**30), MG, 6)
    def test_number_space_unit(
        self, number: Fraction, unit: Mapping[str, int], places: int
    ) -> None:
        """Every amount is a plain number, one space, and a unit of the table."""
        printed = text(number, unit, places)

        assert re.fullmatch(rf"(about )?-?{NUMBER} {UNIT}(/{UNIT})?", printed)

    @pytest.mark.requirement("R06")
    @given(numbers(), units(), st.integers(0, 8))
    def test_no_zero_after_the_last_digit(
        self, number: Fraction, unit: Mapping[str, int], places: int
    ) -> None:
        """5.0 is read as 50: no zero ends the decimals."""
        printed = text(number, unit, places)

        assert not re.search(r"\.\d*0(?!\d)", printed)

    @pytest.mark.requirement("R06")
    @given(numbers(), units(), st.integers(0, 8))
    def test_no_naked_decimal_point(
        self, number: Fraction, unit: Mapping[str, int], places: int
    ) -> None:
        """.5 is read as 5: a digit stands before and after every point."""
        printed = text(number, unit, places)

        assert not re.search(r"(?<!\d)\.|\.(?!\d)", printed)

    @pytest.mark.requirement("R06")
    @given(numbers(), units(), st.integers(0, 8))
    def test_no_comma_and_no_ug(
        self, number: Fraction, unit: Mapping[str, int], places: int
    ) -> None:
        """A comma is a decimal mark to half of the world; ug is read as mg."""
        printed = text(number, unit, places)

        assert "," not in printed
        assert not re.search("ug|[\u00b5\u03bc]", printed)

    @pytest.mark.requirement("R06")
    @given(numbers(), units(), st.integers(0, 8))
    def test_no_exponent(
        self, number: Fraction, unit: Mapping[str, int], places: int
    ) -> None:
        """Powers of ten are written as digits."""
        printed = text(number, unit, places)

        assert not re.search(r"\d[eE]", printed)


class TestExpression:
    """The Python expression of an amount can be evaluated again."""

    @pytest.mark.parametrize(
        ("number", "unit", "written"),
        [
            pytest.param("4.5", MG, "Q('4.5 mg')", id="finite"),
            pytest.param("100/3", MG, "Q('100 mg') / 3", id="never-ends"),
            pytest.param("-4.5", MG, "-Q('4.5 mg')", id="negative"),
            pytest.param("-1/3", MG, "-Q('1 mg') / 3", id="negative-never-ends"),
            pytest.param("0", MG, "Q('0 mg')", id="zero"),
            pytest.param("5", {"tablet": 1}, "Q('5 tablet')", id="no-plural"),
            pytest.param("12345", MG, "Q('12345 mg')", id="not-grouped"),
            pytest.param(
                "50", {"milligram": 1, "tablet": -1}, "Q('50 mg/tablet')", id="rate"
            ),
            pytest.param(
                "0.5", {"milligram": -1}, "Q('50 %/mg')", id="nothing-above-the-stroke"
            ),
            pytest.param("2", {"milligram": 2}, "Q('2 mg') * Q('1 mg')", id="square"),
            pytest.param("2", {"gram": 3}, "Q('2 g') * Q('1 g') * Q('1 g')", id="cube"),
            pytest.param(
                "2",
                {"milligram": 1, "milliliter": -1, "tablet": -1},
                "Q('2 mg/mL') / Q('1 tablet')",
                id="two-strokes",
            ),
            pytest.param(
                "1" + "0" * 40, MG, f"Q('1 mg') * 1{'0' * 40} / 1", id="41-digits"
            ),
        ],
    )
    def test_expression(
        self, number: str, unit: Mapping[str, int], written: str
    ) -> None:
        """One call of Q, and what Q cannot say in one text after it."""
        assert expression(Fraction(number), unit, 40) == written

    @pytest.mark.parametrize(
        ("longest", "written"),
        [
            pytest.param(8, "Q('12.25 mg')", id="fits"),
            pytest.param(7, "Q('1 mg') * 49 / 4", id="too-long"),
        ],
    )
    def test_longest_text(self, longest: int, written: str) -> None:
        """A number that makes the text too long for Q stands outside of it."""
        assert expression(Fraction(49, 4), MG, longest) == written

    @given(numbers(), units())
    def test_no_text_is_longer_than_q_reads(
        self, number: Fraction, unit: Mapping[str, int]
    ) -> None:
        """Whatever the number, each text within the expression can be read."""
        written = expression(number, unit, 40)

        assert max(map(len, re.findall(r"'([^']*)'", written))) <= 40
