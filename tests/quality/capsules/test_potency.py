"""Potency: the mean content."""

from __future__ import annotations

import pytest

from ldn_compound import FieldError, Q
from ldn_compound.quality import potency_test


@pytest.mark.requirement("R62")
@pytest.mark.parametrize(
    ("mean", "reported", "verdict"),
    [
        ("89.949", "89.9 %", "fail"),
        ("89.95", "90 %", "pass"),
        ("90", "90 %", "pass"),
        ("110", "110 %", "pass"),
        ("110.049", "110 %", "pass"),
        ("110.05", "110.1 %", "fail"),
    ],
)
def test_the_limits_of_the_mean(mean: str, reported: str, verdict: str) -> None:
    """The mean, half up to one decimal, lies within 90.0-110.0 % of the label."""
    found = potency_test([mean])

    assert (found.potency, found.verdict) == (Q(reported), verdict)
    assert found.mean == Q(f"{mean} %")


@pytest.mark.requirement("R62")
def test_the_mean_is_rounded_not_the_contents() -> None:
    """Contents of 89.94 and 89.96 % have a mean of 89.95 %, which passes."""
    found = potency_test(["89.94", "89.96"])

    assert (found.n, found.potency, found.verdict) == (2, Q("90 %"), "pass")


def test_potency_needs_an_assay() -> None:
    """No content, no verdict."""
    with pytest.raises(FieldError, match="contents: expected one content or more, got"):
        potency_test([])


@pytest.mark.requirement("R62")
def test_a_mean_hides_the_spread() -> None:
    """Contents of 50 and 150 % pass, and the verdict says what it does not see."""
    found = potency_test([50, 150])

    assert found.verdict == "pass"
    assert found.remarks == (
        "a mean says nothing of how evenly the drug is spread: see USP <905>",
    )
