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
    ("element", "after"),
    [
        (("00", "006141411234567890"), ""),
        (("02", "00368071365436"), ""),
        (("235", "TPX-1"), GS),
        (("253", "9521321012345ABC"), GS),
        (("3103", "001750"), ""),
        (("3922", "2195"), GS),
        (("410", "9521321012345"), ""),
        (("422", "276"), GS),
        (("423", "276380"), GS),
        (("7003", "2605311200"), GS),
        (("710", "03752864"), GS),
        (("715", "0071365436"), GS),
        (("716", "012345676"), GS),
        (("7230", "EM12345"), GS),
        (("7040", "1ABC"), GS),
        (("8003", "09521321012345X"), GS),
        (("8010", "9521321-A/1#"), GS),
        (("8017", "952132101234567895"), GS),
        (("8200", "https://example.com"), GS),
        (("99", "?"), GS),
    ],
)
def test_every_element_of_the_dictionary_is_kept(
    element: tuple[str, str], after: str
) -> None:
    """Its identifier and length are known, so the lot behind it is not lost.

    Where GS1 has set the length for good no separator follows; elsewhere one does.
    """
    code, value = element

    scan = read(f"{code}{value}{after}10A17")

    assert scan.others == (element,)
    assert scan.lot_number == "A17"
    assert read(f"({code}){value}(10)A17") == scan


@pytest.mark.parametrize(
    "separator",
    [
        *(GS, "<GS>", "<gs>", "_x001D_", "_x001d_", "%1D", "%1d", "&lt;GS&gt;", "(GS)"),
        *("[GS]", "{GS}", "\N{SYMBOL FOR GROUP SEPARATOR}", "&#29;", "&#x1D;"),
        *(r"\x1D", r"\u001d", "<FNC1>", "{FNC1}", "&lt;FNC1&gt;"),
    ],
)
def test_a_separator_that_is_written_out_is_one(separator: str) -> None:
    """What a program makes of FNC1 is never part of a lot, in or behind a code."""
    inside = read(f"1726020010A17{separator}21S-1")
    behind = read(f"17260200{separator}21S-1{separator}10A17{separator}")
    typed = read(f"(17)260200(10)A17{separator}(21)S-1{separator}")

    assert inside.lot_number == behind.lot_number == typed.lot_number == "A17"
    assert inside.serial == behind.serial == typed.serial == "S-1"
    assert read(f"{separator}10A17{separator}").lot_number == "A17"


@pytest.mark.parametrize("sign", ["^", "|", "~", "#", " ", "\x1e", "\t", "{GS"])
def test_a_sign_that_gs1_does_not_have_is_no_part_of_a_lot(sign: str) -> None:
    """Whatever else stands for a separator is refused."""
    with pytest.raises(FieldError, match=r"\(10\) at position 1: expected the lot num"):
        read(f"10A17{sign}21S-1")


@pytest.mark.parametrize("after", ["\r", "\n", "\r\n", f"{GS}\r\n"])
def test_what_a_scanner_types_behind_a_code_is_not_of_it(after: str) -> None:
    """Many scanners end with the key that ends a line."""
    assert read(f"10A17{after}") == read("10A17")


@pytest.mark.requirement("R79", "R86")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        # the lot A17, and 2026-05-31
        (
            "10A1717260531",
            (
                r"\(10\) at position 1: expected the lot number alone, got "
                "'A1717260531', in which 17260531 may be a further element; compare it "
                r"with the label .* \(10\)A17\(17\)260531 or \(10\)A1717260531$"
            ),
        ),
        (f"01{GTIN}10A1717260500", r"\(10\)A17\(17\)260500 or"),
        (f"10A1717260531211234{GS}305", r"\(10\)A17\(17\)260531\(21\)1234 or"),
        # the GTIN inside has its check digit
        (f"10A1701{GTIN}", r"\(10\)A17\(01\)00368071365436 or"),
        (f"01{GTIN}1726053110A172112345678", r"\(10\)A17\(21\)12345678 or"),
        ("10A1771612345678", r"\(10\)A17\(716\)12345678 or"),
        ("21S-117260531", r"\(21\) at position 1: expected the serial number alone"),
    ],
)
def test_a_value_with_a_plausible_element_in_it_is_questioned(
    text: str, words: str
) -> None:
    """A separator may be missing: the label says which of the two readings it is."""
    with pytest.raises(FieldError, match=words) as questioned:
        read(text)

    _, _, ways = questioned.value.way_out.partition("with brackets: ")
    apart, together = map(read, ways.split(" or "))
    assert apart != together


@pytest.mark.parametrize(
    ("text", "lot"),
    [
        # the day stands elsewhere, and comes but once
        ("1726053110A1717260531", "A1717260531"),
        ("10A1717260532", "A1717260532"),  # May has no day 32
        ("10A1717261301", "A1717261301"),  # the year no month 13
        ("10A1717260531X", "A1717260531X"),  # no identifier begins with X
        ("10A171726053105", "A171726053105"),  # nor with 05
        ("1017260531", "17260531"),  # no lot would be left
        ("10A17211234567", "A17211234567"),  # a serial number of seven signs
        (f"10A1701{GTIN[:-1]}7", f"A1701{GTIN[:-1]}7"),  # a wrong check digit
        ("(10)A1717260531", "A1717260531"),
        ("(10)A172112345678", "A172112345678"),
    ],
)
def test_a_lot_that_holds_no_element_is_taken(text: str, lot: str) -> None:
    """Nor is one questioned that was typed in brackets, which say where it ends."""
    assert read(text).lot_number == lot


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        (f"1726053110A17{GS}05123", "05123"),
        ("(17)260531(10)A17(05)123", "(05)123"),
        (f"1726053110A17{GS}05123{GS}21S-1", f"05123{GS}21S-1"),
    ],
)
def test_what_was_read_before_an_unknown_identifier_is_not_lost(
    text: str, unread: str
) -> None:
    """GS1 adds identifiers: lot and expiry of a newer code are read, the rest kept."""
    code = read(text)

    assert code.lot() == Lot("A17", expires="2026-05-31")
    assert (code.unread, code.serial, code.others) == (unread, None, ())


#: 11, the PZN 03752864, and 3409 modulo 97: 98 + 147 + 192 + 255 + 330 + 371 + 400 +
#: 504 + 540 + 572 = 3409 = 35 x 97 + 14.
PPN = "110375286414"
RS, EOT = "\x1e", "\x04"


@pytest.mark.requirement("R79")
@pytest.mark.parametrize(
    "text",
    [
        f"[)>{RS}06{GS}9N{PPN}{GS}1TA17{GS}D260531{GS}SS-1{RS}{EOT}",
        f"]d1[)>{RS}06{GS}9N{PPN}{GS}1TA17{GS}D260531{GS}SS-1{RS}{EOT}\r\n",
        f"[)><RS>06<GS>9N{PPN}<GS>SS-1<GS>1TA17<GS>D260531<RS><EOT>",
        f"9N{PPN}{GS}1TA17{GS}D260531{GS}SS-1",
        f"]d29N{PPN}%1D1TA17%1DD260531%1DSS-1",
    ],
)
def test_a_german_code_becomes_a_lot(text: str) -> None:
    """PPN, lot, expiry and serial number, with or without the envelope."""
    code = read(text)

    assert (code.ppn, code.serial, code.gtin) == (PPN, "S-1", None)
    assert code.lot() == Lot("A17", expires="2026-05-31")
    assert code.others == ()


def test_a_german_code_may_hold_more() -> None:
    """A GTIN, and what this library has no name for."""
    code = read(f"[)>{RS}06{GS}9N{PPN}{GS}8P{GTIN}{GS}16D20250131{GS}D260500{RS}{EOT}")

    assert (code.gtin, code.others) == (GTIN, (("16D", "20250131"),))
    assert str(code.expiry) == "2026-05-31 (stated as 2026-05)"


def test_a_german_code_may_hold_the_product_alone() -> None:
    """Packages that need no verification may bear no lot and no expiry."""
    code = read(f"9N{PPN}")

    assert (code.ppn, code.lot_number, code.expiry) == (PPN, None, None)


@pytest.mark.requirement("R86")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"[)>{RS}05{GS}10A17{RS}{EOT}", "text: expected a PPN code in an envelope of"),
        ("[)>", "text: expected a PPN code in an envelope of format 06"),
        (f"[)>{RS}06{GS}{RS}{EOT}", "text: expected an element of a PPN code, such as"),
        (f"[)>{RS}06{GS}17260531", "text: expected an element of a PPN code, such as"),
        ("9N110375286415", "9N: expected a PPN with its two check digits, got"),
        ("9N11", "9N: expected a PPN with its two check digits"),
        (f"9N{PPN}{GS}1T", "1T: expected the lot number in 1 to 20 characters of GS1"),
        (f"9N{PPN}{GS}1TA 17", "1T: expected the lot number in 1 to 20 characters"),
        (f"9N{PPN}{GS}1TA{GS}1TB", "1T: expected each element once"),
        (f"9N{PPN}{GS}D26053", "D: expected the expiry in 6 digits, got '26053'"),
        (f"9N{PPN}{GS}D260532", "D: expected a date that the calendar has"),
        (f"9N{PPN}{GS}8P00368071365437", "8P: expected a GTIN in 14 digits with its"),
        (f"9N{PPN}1TA17", "9N: expected a PPN with its two check digits"),
    ],
)
def test_a_damaged_german_code_says_what(text: str, words: str) -> None:
    """Another envelope, a wrong digit, a separator that is missing: one error."""
    with pytest.raises(FieldError, match=words):
        read(text)


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
        ("]X9", r"position 1: expected a GS1 symbology, one of \]C1"),
        ("01003680713654", r"\(01\) at position 1: expected the GTIN in 14 digits"),
        ("172602", r"\(17\) at position 1: expected the expiry in 6 digits"),
        ("17261300", r"\(17\) at position 1: expected"),
        ("17260230", r"\(17\) at position 1: expected"),
        ("17ABCDEF", r"\(17\) at position 1: expected the expiry in 6 digits"),
        ("10", r"\(10\) at position 1: expected the lot number in 1 to 20 characters"),
        ("10" + "A" * 21, r"\(10\) at position 1: .* a separator may be missing after"),
        ("10\u00e4", r"\(10\) at position 1: expected the lot number"),
        (GS, "position 1: expected more characters, got the end of the code"),
        ("0512345", "position 1: expected an application identifier of GS1, such as"),
        ("9A", "position 1: expected an application identifier of GS1, such as 01, 10"),
        # after a day of five digits stands 0A17
        ("17260531A17", "position 9: expected an application identifier .* got 'A17'"),
        (f"10A{GS}{GS}21S", "position 5: expected an application identifier of GS1"),
        (
            "10A 17",
            r"\(10\) at position 1: expected the lot number in 1 to 20 characters",
        ),
        (
            "422 276",
            r"\(422\) at position 1: expected the country of origin in 3 digits",
        ),
        ("253123", r"\(253\) at position 1: expected .* in 13 to 30 characters of GS1"),
        ("8010a", r"\(8010\) at position 1: expected the component or part in 1 to 30"),
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
