"""Masses of single capsules against their theoretical mass."""

from __future__ import annotations

import pytest

from ldn_compound import FieldError, Q
from ldn_compound.quality import theoretical_window


@pytest.mark.requirement("R61")
@pytest.mark.parametrize(
    ("odd", "verdict"),
    [
        ("202.5 mg", "pass"),  # 90 % of 225 mg
        ("202.4 mg", "fail"),
        ("247.5 mg", "pass"),  # 110 %
        ("247.6 mg", "fail"),
    ],
)
def test_no_capsule_may_be_outside(odd: str, verdict: str) -> None:
    """Each capsule weighs 90-110 % of theory, the limits within."""
    found = theoretical_window(["225 mg"] * 9 + [odd], "225 mg", weighed="gross")

    assert found.verdict == verdict
    assert [each.number for each in found.outside] == [10] * (verdict == "fail")


def test_an_error_of_all_capsules_is_seen() -> None:
    """Capsules that are even, and all too light, fail."""
    found = theoretical_window(["150 mg"] * 10, "175 mg", weighed="net")

    assert (found.verdict, len(found.outside)) == ("fail", 10)
    assert ("theory", "175 mg") in found.figures


def test_the_shell_hides_what_the_contents_vary() -> None:
    """A fill 20 % short is 16 % short with its shell of 48 mg, and it is said."""
    # 140 of 175 mg; 188 of 223 mg is 84.3 %
    gross = theoretical_window(["188 mg"] * 10, "223 mg", weighed="gross")
    net = theoretical_window(["140 mg"] * 10, "175 mg", weighed="net")

    assert abs(gross.outside[0].deviation) < abs(net.outside[0].deviation)
    assert net.outside[0].deviation == -Q("20 %")
    assert gross.remarks[0] == "the shell hides part of how much the contents vary"
    assert len(net.remarks) == 1


@pytest.mark.parametrize(("made", "weighed"), [(None, 10), (100, 10), (7, 7), (2, 2)])
def test_ten_or_all(made: int | None, weighed: int) -> None:
    """Ten capsules are weighed, or all where fewer were made."""
    enough = ["225 mg"] * weighed
    found = theoretical_window(enough, "225 mg", weighed="gross", made=made)

    assert found.sample.n == weighed
    with pytest.raises(FieldError, match=rf"measured: expected {weighed} masses or m"):
        theoretical_window(enough[1:], "225 mg", weighed="gross", made=made)


@pytest.mark.parametrize("made", [1, 0, -5])
def test_one_capsule_has_no_spread(made: int) -> None:
    """Two capsules at least have to be made for a verdict on their masses."""
    with pytest.raises(
        FieldError, match=f"made: expected two capsules or more, got {made}"
    ):
        theoretical_window(["225 mg"] * 10, "225 mg", weighed="gross", made=made)


def test_what_was_weighed_is_named() -> None:
    """Gross and net are kept apart, and counts are whole."""
    with pytest.raises(FieldError, match="weighed: expected 'gross' or 'net', got 'al"):
        theoretical_window(["225 mg"] * 10, "225 mg", weighed="all")  # type: ignore[arg-type]
    with pytest.raises(FieldError, match="made: expected a whole number such as 100"):
        theoretical_window(
            ["225 mg"] * 10,
            "225 mg",
            weighed="gross",
            made=9.0,  # type: ignore[arg-type]
        )


def test_theory_is_a_mass() -> None:
    """A theoretical mass is above zero."""
    with pytest.raises(FieldError, match="theoretical: expected a mass above zero"):
        theoretical_window(["225 mg"] * 10, "0 mg", weighed="gross")
