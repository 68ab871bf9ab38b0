"""UCUM: the codes of units that other systems read."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Q, UnitError
from ldn_compound.interop.ucum import UCUM_CODES, from_ucum, to_ucum, unit_of

NUMBERS = st.integers(1, 10**9).map(lambda number: Fraction(number, 1000))


@pytest.mark.requirement("R80")
@given(st.sampled_from(UCUM_CODES), NUMBERS)
def test_what_is_written_is_read_back(code: str, number: Fraction) -> None:
    """Digits and code say the same amount, in the same unit."""
    amount = Q(f"1 {unit_of(code)}") * number

    digits, written = to_ucum(amount)

    assert written == code
    assert from_ucum(digits, written) == amount


@pytest.mark.requirement("R80")
def test_tablets_and_capsules_never_cancel() -> None:
    """UCUM counts both as 1; 50 mg of a tablet times capsules is no mass here."""
    of_tablet = from_ucum("50", "mg/{tbl}")

    assert of_tablet * from_ucum("9", "{tbl}") == Q("450 mg")
    with pytest.raises(UnitError):
        _ = of_tablet * from_ucum("9", "{capsule}") + Q("1 mg")


def test_micrograms_are_ug() -> None:
    """Our mcg is written as ug, the code of UCUM."""
    assert to_ucum("500 mcg") == ("500", "ug")
    assert from_ucum("500", "ug") == Q("0.5 mg")


def test_a_unit_beside_the_table_is_converted() -> None:
    """Grams in a capsule have no code here: they are written as milligrams."""
    assert to_ucum(Q("0.0045 g/capsule")) == ("4.5", "mg/{capsule}")


@pytest.mark.requirement("R80")
@pytest.mark.parametrize(
    ("code", "way_out"),
    [
        ("mcg", "write 'ug'"),
        ("\N{MICRO SIGN}g", "write 'ug'"),
        ("mcg/{tbl}", "write 'ug/{tbl}'"),
        ("cc", "write 'mL'"),
        ("mg/tablet", "write 'mg/{tbl}'"),
        ("IU", "got 'IU'$"),
        ("", "got ''$"),
        (None, "got None$"),
        (["mg"], r"got \['mg'\]$"),
    ],
)
def test_no_other_code_is_read(code: Any, way_out: str) -> None:
    """A code that is close says what is meant; none is guessed."""
    with pytest.raises(UnitError, match=rf"code: expected one of mg, .*{way_out}"):
        from_ucum("1", code)


@pytest.mark.parametrize("value", ["4,5", "-1", "1e3", ".5", "", "NaN", "007"])
def test_only_plain_digits_are_read(value: str) -> None:
    """The strict door stands before other systems too."""
    with pytest.raises(UnitError, match="value: expected"):
        from_ucum(value, "mg")


def test_a_number_is_no_text() -> None:
    """A float is not exact."""
    with pytest.raises(UnitError, match="value: expected digits as text, such as"):
        from_ucum(4.5, "mg")


def test_what_has_no_end_is_not_cut_off() -> None:
    """A third of a milligram is rounded by who sends it, and knowingly."""
    with pytest.raises(
        UnitError, match=r"a number with a finite decimal, of at most 40 .* round"
    ):
        to_ucum(Q("1 mg") / 3)


def test_nothing_below_zero_is_written() -> None:
    """An amount is not negative."""
    with pytest.raises(
        UnitError, match="expected an amount of zero or more, got -1 mg"
    ):
        to_ucum(Q("1 mg") - Q("2 mg"))


def test_a_kind_without_a_code_is_refused() -> None:
    """There is no code for milligrams times milligrams."""
    with pytest.raises(UnitError, match="expected an amount in one of mg, g,"):
        to_ucum(Q("2 mg") * Q("2 mg"))


def test_a_code_without_a_unit_is_refused() -> None:
    """Our own mcg is no code of UCUM, and may not pass for one."""
    with pytest.raises(UnitError, match=r"expected a code such as mg, g, .*got 'mcg'"):
        unit_of("mcg")
