"""GS1: what the code on a bottle of tablets says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import FieldError, Lot
from ldn_compound.interop.gs1 import check_digit, read_gs1

TODAY = "2025-07-05"
GTIN = "00368071365436"
GS = "\x1d"


def read(text: Any) -> Any:
    """Read a code as of the fifth of July 2025."""
    return read_gs1(text, today=TODAY)


@pytest.mark.requirement("R79")
def test_a_bottle_becomes_a_lot() -> None:
    """GTIN, expiry and lot of one scan: day 00 is the last of the month."""
    code = read(f"]d201{GTIN}1726020010A17")

    assert code.gtin == GTIN
    assert str(code.expiry) == "2026-02-28 (stated as 2026-02)"
    assert code.lot("Sun") == Lot("A17", expires="2026-02", maker="Sun")


def test_the_line_below_the_code_says_the_same() -> None:
    """People type what stands in brackets."""
    scanned = read(f"01{GTIN}1726051310A17{GS}21S-1")
    typed = read(f"(01){GTIN}(17)260513(10)A17(21)S-1")

    assert scanned == typed
    assert typed.serial == "S-1"


@pytest.mark.parametrize(
    "mark", ["", "]C1", "]d2", "]Q3", "]e0", "]J1", GS, f"]d2{GS}"]
)
def test_the_mark_of_the_symbology_is_passed_over(mark: str) -> None:
    """Scanners put it before the code, or do not."""
    assert read(f"{mark}10A17").lot_number == "A17"


def test_other_elements_are_kept() -> None:
    """The NDC, a count and a date of production are not lost, and not guessed at."""
    code = read(f"112501013010{GS}7150071365436{GS}10X")

    assert code.others == (("11", "250101"), ("30", "10"), ("715", "0071365436"))
    assert code.lot_number == "X"


@pytest.mark.parametrize(
    ("digits", "last"),
    [
        ("629104150021", "3"),  # the example that GS1 publishes: 6291041500213
        ("0036807136543", "6"),  # 3x(0+3+8+7+3+5+3)+0+6+0+1+6+4 = 87+17 = 104, to 110
        ("0", "0"),
    ],
)
def test_the_check_digit_makes_a_multiple_of_ten(digits: str, last: str) -> None:
    """Every other digit from the right counts three times."""
    assert check_digit(digits) == last


@pytest.mark.requirement("R79", "R86")
@given(
    st.text("0123456789", min_size=13, max_size=13),
    st.integers(0, 12),
    st.integers(1, 9),
)
def test_a_wrong_digit_is_seen(digits: str, place: int, more: int) -> None:
    """One digit misread breaks the check digit, whichever it is."""
    gtin = digits + check_digit(digits)
    wrong = str((int(gtin[place]) + more) % 10)
    misread = gtin[:place] + wrong + gtin[place + 1 :]

    assert read(f"01{gtin}").gtin == gtin
    with pytest.raises(FieldError, match=r"\(01\) at position 1: .* a digit is wrong"):
        read(f"01{misread}")


@pytest.mark.parametrize(
    ("stated", "last_day"),
    [
        ("260200", "2026-02-28"),
        ("280200", "2028-02-29"),
        ("260531", "2026-05-31"),
        ("750101", "2075-01-01"),  # 50 years after 2025
        ("760101", "1976-01-01"),  # 51 years after: 49 before is nearer
        ("991231", "1999-12-31"),
    ],
)
def test_a_year_lies_near_today(stated: str, last_day: str) -> None:
    """49 years before to 50 after; day 00 is the last day of its month."""
    assert read(f"17{stated}").expiry.last_day.isoformat() == last_day


def test_a_new_century_begins_in_time() -> None:
    """In 2075, the year 05 is 2105 and not 2005."""
    code = read_gs1("17050101", today="2075-01-01")

    assert str(code.expiry) == "2105-01-01"


@pytest.mark.requirement("R86")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "text: expected the text of a GS1 code, 1 to 1000 characters, got ''"),
        ("1" * 1001, "text: expected the text of a GS1 code"),
        (None, "text: expected the text of a GS1 code"),
        (
            "]d2",
            "position 4: expected more characters, got the end of the code; the",
        ),
        (f"10A{GS}", "position 5: expected more characters"),
        ("]X9", r"position 1: expected a GS1 symbology, one of \]C1"),
        ("01003680713654", r"\(01\) at position 1: expected the GTIN in 14 digits"),
        ("172602", r"\(17\) at position 1: expected the expiry in 6 digits"),
        ("17261300", r"\(17\) at position 1: expected"),
        ("17260230", r"\(17\) at position 1: expected"),
        ("17ABCDEF", r"\(17\) at position 1: expected the expiry in 6 digits"),
        ("10", r"\(10\) at position 1: expected the lot number in 1 to 20 characters"),
        ("10" + "A" * 21, r"\(10\) at position 1: .* a separator may be missing after"),
        ("10\u00e4", r"\(10\) at position 1: expected the lot number"),
        ("0512345", "position 1: expected an application identifier, one of 01, 10"),
        (f"10A{GS}10B", r"\(10\) at position 5: expected each element once"),
        ("(17)26020010A", r"\(17\) at position 2: expected the expiry in 6 digits"),
        ("(10)A(B", "position 6: expected an identifier in brackets, such as"),
        ("(05)1", "position 2: expected an application identifier"),
    ],
)
def test_a_damaged_code_says_where(text: Any, words: str) -> None:
    """Cut off, misread or mixed up: one error, with the position and the way out."""
    with pytest.raises(FieldError, match=words):
        read(text)


@pytest.mark.requirement("R79", "R86")
@given(st.text(st.sampled_from("0123456789()A]dC12\x1d%-"), max_size=60))
def test_no_code_gives_another_error(text: str) -> None:
    """Whatever a scanner gives: a record, or one error of ours."""
    try:
        code = read(text)
    except FieldError as error:
        assert error.field
    else:
        assert code.gtin is None or check_digit(code.gtin[:-1]) == code.gtin[-1]


@pytest.mark.requirement("R86")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "17260200",
            r"lot_number: expected a lot number, \(10\), got none; scan the code",
        ),
        ("10A17", r"expiry: expected an expiry, \(17\), got none"),
    ],
)
def test_a_lot_needs_number_and_expiry(text: str, words: str) -> None:
    """What the code does not say is copied from the label by a person."""
    with pytest.raises(FieldError, match=words):
        read(text).lot()


@pytest.mark.requirement("R86")
def test_today_must_be_a_day() -> None:
    """The century is counted from a day that is given, never from a clock."""
    with pytest.raises(FieldError, match="today: expected"):
        read_gs1("10A", today="soon")


@pytest.mark.requirement("R86")
@pytest.mark.parametrize("digits", ["", "12a", None, 12, "\u00b2"])
def test_only_digits_have_a_check_digit(digits: Any) -> None:
    """Superscripts and numbers are no digits of a GTIN."""
    with pytest.raises(FieldError, match="digits: expected digits, got"):
        check_digit(digits)
