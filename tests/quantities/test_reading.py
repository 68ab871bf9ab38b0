"""Reading: one grammar, a closed table of units, and advice for everything else."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ldn_compound.errors import UnitError
from ldn_compound.quantities.reading import LONGEST, read_amount, read_unit

SPELLINGS = {
    "mg": "milligram",
    "g": "gram",
    "kg": "kilogram",
    "mcg": "microgram",
    "ug": "microgram",
    "\u00b5g": "microgram",
    "\u03bcg": "microgram",
    "mL": "milliliter",
    "L": "liter",
    "%": "percent",
    "day": "day",
    "days": "day",
    "tablet": "tablet",
    "tablets": "tablet",
    "capsule": "capsule",
    "capsules": "capsule",
}
ALL_UNITS = "write one of the units mg, g, kg, mcg, mL, L, %, day, tablet, capsule"
POINT = "write a decimal point and no separators, as in 4.5 or 1000"
SHAPE = "write a number, a space and a unit: '4.5 mg'"
SPACES = "write single plain spaces, none before or after"
SUM = "write one amount, not a sum"

#: Texts that look like amounts, and what to write instead of each.
REFUSED = [
    ("4,5 mg", POINT),
    ("1,000 mg", POINT),
    ("1'000 mg", POINT),
    ("1.5", "write the unit too: '4.5 mg'"),
    ("5", "write the unit too: '4.5 mg'"),
    ("9" * 40, "write the unit too: '4.5 mg'"),
    ("mg", "write a number before the unit: '4.5 mg'"),
    ("\u00b5g", "write a number before the unit: '4.5 mg'"),
    ("1 Mg", "if mg is meant, write mg"),
    ("1 MG", "if mg is meant, write mg"),
    ("4.5MG", "if mg is meant, write mg"),
    ("1 MCG", "if mcg is meant, write mcg"),
    ("1 gr", "if g is meant, write g"),
    ("1 ml", "if mL is meant, write mL"),
    ("1 cc", "if mL is meant, write mL"),
    ("1 l", "if L is meant, write L"),
    ("1 tab", "if tablet is meant, write tablet"),
    ("2 tabs", "if tablet is meant, write tablet"),
    ("1 cap", "if capsule is meant, write capsule"),
    ("2 caps", "if capsule is meant, write capsule"),
    ("50 mg/Tablet", "if tablet is meant, write tablet"),
    (".5 mg", "write a zero before the point, as in 0.5"),
    ("5. mg", "write digits on both sides of the point, or none, as in 4.5 or 4"),
    ("4. 5 mg", "write digits on both sides of the point, or none, as in 4.5 or 4"),
    ("5 units", ALL_UNITS),
    ("5 mg.", ALL_UNITS),
    ("5 mmol", ALL_UNITS),
    ("5 \u043c\u0433", ALL_UNITS),
    ("5\u00a0mg", "write single plain spaces, none before or after"),
    ("10 mg/5 mL", "write a rate for one unit: 2 per 1, not 10 per 5"),
    ("10 mg/1 mL", "write a rate for one unit: 2 per 1, not 10 per 5"),
    ("007 mg", "write no zeros before the number, as in 7"),
    ("00 mg", "write no zeros before the number, as in 7"),
    ("-1 mg", "write the amount without a sign"),
    ("+1 mg", "write the amount without a sign"),
    ("\u22121 mg", "write the amount without a sign"),
    ("5-10 mg", "write one amount, not a sum or a range"),
    ("5\u201310 mg", "write one amount, not a sum or a range"),
    ("9**9**9 mg", "write one amount, not a sum or a range"),
    ("5 mg + 3 mg", SUM),
    ("5 mg - 3 mg", SUM),
    ("5 mg \u2013 10 mg", SUM),
    ("5 mg*3", SUM),
    ("nan mg", SHAPE),
    ("inf mg", SHAPE),
    ("", SHAPE),
    ("four mg", SHAPE),
    ("1/2 mg", SHAPE),
    ("0x10 mg", SHAPE),
    ("5 mg/", SHAPE),
    ("5 /tablet", SHAPE),
    ("5 mg/mL/day", SHAPE),
    ("1e400 mg", "write all digits, as in 1000"),
    ("1E3 mg", "write all digits, as in 1000"),
    ("1_000 mg", "write the digits without separators, as in 1000"),
    ("12 000 mg", "write the digits without gaps, as in 12000"),
    ("12\u00a0000 mg", "write the digits without gaps, as in 12000"),
    ("\u0664 mg", "write the digits 0 to 9"),
    ("\uff15 mg", "write the digits 0 to 9"),
    ("5\u0664 mg", "write the digits 0 to 9"),
    ("4.5.1 mg", "write one decimal point, as in 4.5"),
    (" 5 mg", SPACES),
    ("5 mg ", SPACES),
    ("5  mg", SPACES),
    (" ", SPACES),
    ("1." + "0" * 36 + " mg", "write at most 40 characters"),
]


class TestReadAmount:
    """``number space? unit[/unit]``: what a person writes without ambiguity."""

    @pytest.mark.parametrize(("symbol", "name"), SPELLINGS.items())
    def test_spellings(self, symbol: str, name: str) -> None:
        """Every spelling of the table stands for one unit; three are micrograms."""
        assert read_amount(f"1 {symbol}") == (Fraction(1), name, None)

    @pytest.mark.parametrize(
        ("text", "read"),
        [
            pytest.param("4.5 mg", (Fraction(9, 2), "milligram", None), id="decimal"),
            pytest.param("4.5mg", (Fraction(9, 2), "milligram", None), id="no-space"),
            pytest.param("0.5 mg", (Fraction(1, 2), "milligram", None), id="below-1"),
            pytest.param("1.0 mg", (Fraction(1), "milligram", None), id="zero-at-end"),
            pytest.param("0 mg", (Fraction(0), "milligram", None), id="nothing"),
            pytest.param("10 mg", (Fraction(10), "milligram", None), id="ten"),
            pytest.param("5%", (Fraction(5), "percent", None), id="percent"),
            pytest.param(
                "50 mg/tablet", (Fraction(50), "milligram", "tablet"), id="rate"
            ),
            pytest.param(
                "0.43 g/mL", (Fraction(43, 100), "gram", "milliliter"), id="density"
            ),
        ],
    )
    def test_amounts(self, text: str, read: tuple[Fraction, str, str | None]) -> None:
        """The number is exact, and the unit is the one that was written."""
        assert read_amount(text) == read

    def test_longest(self) -> None:
        """Forty characters are read."""
        text = "1." + "0" * 34 + "1 mg"

        number, _, _ = read_amount("0" + text[1:])

        assert len(text) == LONGEST
        assert number == Fraction(1, 10**35)

    @pytest.mark.requirement("R02")
    @pytest.mark.parametrize(("text", "advice"), REFUSED)
    def test_refused_with_advice(self, text: str, advice: str) -> None:
        """A text that is no plain amount is refused, and the error says what to do."""
        message = re.escape("expected an amount such as '4.5 mg', got ")

        with pytest.raises(UnitError, match=message) as refused:
            read_amount(text)

        assert refused.value.way_out == advice
        assert str(refused.value).endswith(f"; {advice}")

    def test_the_refusal_shows_the_text(self) -> None:
        """The person sees the text that was refused."""
        with pytest.raises(UnitError, match=r"got '5 mmol'; write one of the units"):
            read_amount("5 mmol")

    def test_a_million_characters(self) -> None:
        """A book is refused like a word, and the message does not repeat it."""
        text = "9" * 1_000_000

        with pytest.raises(UnitError, match="write at most 40 characters") as refused:
            read_amount(text)

        assert refused.value.got == f"'{'9' * 40}'... (1000000 characters)"

    @pytest.mark.requirement("R02")
    @given(st.text() | st.text("0123456789.,-+*/%eE mgkcuLday\u00b5_", max_size=12))
    @example("9" * 40)
    @example("5 mg\n")
    @example("\u0969 mg")
    def test_an_amount_or_advice(self, text: str) -> None:
        """Any text at all is either an amount or refused with advice."""
        try:
            number, unit, per = read_amount(text)
        except UnitError as refused:
            assert refused.way_out
        else:
            assert number >= 0
            assert {unit, per or unit}.issubset(SPELLINGS.values())

    @pytest.mark.requirement("R02")
    @given(
        st.integers(0, 10**12),
        st.integers(0, 10),
        st.sampled_from(list(SPELLINGS)),
        st.sampled_from(["", " "]),
    )
    def test_reads_what_is_written(
        self, digits: int, places: int, symbol: str, space: str
    ) -> None:
        """The digits written are the digits read, wherever the point stands."""
        whole, decimals = divmod(digits, 10**places)
        point = f".{decimals:0{places}}" if places else ""

        read = read_amount(f"{whole}{point}{space}{symbol}")

        assert read == (Fraction(digits, 10**places), SPELLINGS[symbol], None)

    @given(
        st.sampled_from(list(SPELLINGS)),
        st.sampled_from([each for each in SPELLINGS if each != "%"]),
    )
    def test_rates(self, symbol: str, per: str) -> None:
        """After the stroke stands any unit of the table but the percent."""
        read = read_amount(f"2 {symbol}/{per}")

        assert read == (Fraction(2), SPELLINGS[symbol], SPELLINGS[per])

    @pytest.mark.requirement("R02")
    def test_nothing_is_counted_per_percent(self) -> None:
        """To many, mg % is mg in 100 mL: 0.045 mg/% shall not pass for 4.5 mg."""
        way_out = "nothing is counted per percent: write the amount itself"

        with pytest.raises(UnitError) as of_amount:
            read_amount("0.045 mg/%")
        with pytest.raises(UnitError) as of_unit:
            read_unit("mg/%")

        said = "expected an amount such as '4.5 mg', got '0.045 mg/%'"
        assert str(of_amount.value) == f"{said}; {way_out}"
        said = "expected a unit such as 'mg', got 'mg/%'"
        assert str(of_unit.value) == f"{said}; {way_out}"


class TestReadUnit:
    """A unit alone, to convert to."""

    @pytest.mark.parametrize(
        ("text", "read"),
        [
            pytest.param("mg", ("milligram", None), id="unit"),
            pytest.param("mg/tablet", ("milligram", "tablet"), id="rate"),
            pytest.param("ug/mL", ("microgram", "milliliter"), id="spelling"),
        ],
    )
    def test_units(self, text: str, read: tuple[str, str | None]) -> None:
        """The names of the unit and of the unit after the stroke."""
        assert read_unit(text) == read

    @pytest.mark.parametrize(
        ("text", "advice"),
        [
            pytest.param("MG", "if mg is meant, write mg", id="capitals"),
            pytest.param("mg/Tablet", "if tablet is meant, write tablet", id="rate"),
            pytest.param("gr", "if g is meant, write g", id="grain"),
            pytest.param("1 mg", ALL_UNITS, id="number"),
            pytest.param("", ALL_UNITS, id="nothing"),
            pytest.param("mg/", ALL_UNITS, id="stroke-at-the-end"),
            pytest.param("/mg", ALL_UNITS, id="stroke-at-the-start"),
            pytest.param("mg/mL/day", ALL_UNITS, id="two-strokes"),
            pytest.param("milligram", ALL_UNITS, id="name"),
        ],
    )
    def test_refused_with_advice(self, text: str, advice: str) -> None:
        """A symbol that is not in the table is refused, and the error helps."""
        message = re.escape(f"expected a unit such as 'mg', got {text!r}; {advice}")

        with pytest.raises(UnitError, match=message):
            read_unit(text)
