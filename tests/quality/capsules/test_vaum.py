"""The acceptance value of masses of a hospital."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ldn_compound import FieldError, Q
from ldn_compound.quality import vaum

#: Twenty masses around 100 mg: the sum of squares is 2 x (12.5^2 + 9^2 + 0.5^2) = 475,
#: so s = root(475 / 19) = 5, and their coefficient of variation is 5 %.
FIVE_PERCENT = [112.5, 87.5, 109, 91, 100.5, 99.5] + [100] * 14


@pytest.mark.requirement("R61")
@pytest.mark.parametrize(
    ("theory", "value", "verdict"),
    [
        ("100 mg", "10 %", "pass"),
        ("125 mg", "30 %", "fail"),  # 20 % short
        ("80 mg", "35 %", "fail"),  # 25 % over
    ],
)
def test_gap_and_spread_together(theory: str, value: str, verdict: str) -> None:
    """The gap to theory and twice the spread are at most 11 %."""
    found = vaum([f"{mass} mg" for mass in FIVE_PERCENT], theory)

    assert (found.value, found.verdict) == (Q(value), verdict)


@pytest.mark.parametrize(
    ("scale", "verdict"), [("1.01", "pass"), ("1.0101", "fail"), ("0.99", "pass")]
)
def test_the_limit_belongs_to_what_passes(scale: str, verdict: str) -> None:
    """A mean 1 % off with a spread of 5 % is 11 %, which passes."""
    masses = [
        Q("1 mg") * Fraction(str(mass)) * Fraction(scale) for mass in FIVE_PERCENT
    ]

    found = vaum(masses, "100 mg")

    assert found.verdict == verdict
    assert found.gap == (Fraction(scale) - 1) * Q("100 %")


def test_what_2_9_5_lets_pass_may_fail_here() -> None:
    """Even capsules 12 % short pass Ph. Eur. 2.9.5, which looks at their mean."""
    assert vaum(["154 mg"] * 20, "175 mg").verdict == "fail"


def test_another_sample_is_remarked_on() -> None:
    """The figure was published for twenty capsules; ten are the least."""
    ten = vaum(["175 mg"] * 10, "175 mg")

    assert ten.verdict == "pass"
    assert ten.remarks[0] == "published for 20 capsules, not 10"
    assert len(vaum(["175 mg"] * 20, "175 mg").remarks) == 1
    with pytest.raises(FieldError, match="net_masses: expected 10 net masses or more"):
        vaum(["175 mg"] * 9, "175 mg")


def test_theory_is_a_mass() -> None:
    """A theoretical mass is above zero."""
    with pytest.raises(FieldError, match="theoretical: expected a mass above zero"):
        vaum(["175 mg"] * 20, "0 mg")
