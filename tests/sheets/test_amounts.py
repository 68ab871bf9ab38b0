"""Where the amounts stand in a text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.quantities.notation import SYMBOLS, text
from ldn_compound.sheets.amounts import amounts_in

UNITS = st.sampled_from([*SYMBOLS, "tablet", "capsule", "day"])
NUMBERS = st.fractions(-(10**7), 10**7, max_denominator=10**6)


def found(sentence: str) -> list[str]:
    """List the amounts of a sentence."""
    return [sentence[start:end] for start, end in amounts_in(sentence)]


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("Weigh 1541 mg of powder.", ["1541 mg"]),
        ("11\xa0803 mg and 3\xa0%.", ["11\xa0803 mg", "3\xa0%"]),
        ("(about 0.5 g/mL)", ["about 0.5 g/mL"]),
        (
            "-3 mcg; 1 tablet, 2 capsules, 7 days",
            ["-3 mcg", "1 tablet", "2 capsules", "7 days"],
        ),
        ("171.2 mg/tablet x 9.27 tablets", ["171.2 mg/tablet", "9.27 tablets"]),
        ("103 of size 3, load 1 of 2", []),
        ("PH-105 grains, A17 mg, 5 grams, 5 mgs", []),
        ("", []),
    ],
)
def test_amounts_are_found(sentence: str, amounts: list[str]) -> None:
    """A number with a unit of this library is one, with its sign and its about."""
    assert found(sentence) == amounts


@given(NUMBERS, UNITS, st.none() | UNITS)
def test_whatever_is_printed_is_found(
    number: Fraction, unit: str, other: str | None
) -> None:
    """No amount that the library prints is overlooked, whatever its unit."""
    units = {unit: 1}
    if other is not None and other != unit:
        units[other] = -1

    printed = text(number, units)

    assert found(f"Take {printed}, not more.") == [printed]


def test_a_long_number_is_no_amount() -> None:
    """Digits that fill a line must be allowed to break."""
    assert found("9" * 200 + " mg") == []
