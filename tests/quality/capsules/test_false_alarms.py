"""False alarms of the checks while filling, against tables, quadrature and draws.

By a table of chi-square with nine degrees of freedom: for a filling at the limit, the
spread of ten is above it with the chance of more than 9, which is 0.437; for one of 4 %
that of more than 9 x 25 / 16 = 14.06, which is 0.12. The mean of ten capsules of 5 %
has a standard error of 5 / root(10) = 1.581 %, and 3 % is 1.897 of these: 0.0578.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from ldn_compound import FieldError
from ldn_compound.quality import false_alarms, filling_decision, filling_limits
from tests.quality.test_measured_cv import exact_chance

WORDS = ("refill", "adjust")


def test_the_chances_are_those_of_the_tables() -> None:
    """Of fillings that vary as much as DAC/NRF allows, 44 % are called uneven."""
    at_limit, even = false_alarms("5 %"), false_alarms("4 %")

    # the digits of a table
    assert at_limit.refill == pytest.approx(0.437, abs=1e-3)
    assert at_limit.adjust == pytest.approx(0.0578, abs=1e-4)
    assert even.refill == pytest.approx(0.12, abs=2e-3)


@pytest.mark.parametrize("capsules", [10, 20, 30])
def test_the_chance_of_the_spread_is_that_of_quadrature(capsules: int) -> None:
    """A second method: the exact distribution, integrated over the spread."""
    for rsd in (3, 4, 5, 7):
        alarms = false_alarms(f"{rsd} %", capsules=capsules)
        exact = 1 - exact_chance(0.05, rsd / 100, capsules)

        # how far the approximation is from the exact distribution
        assert alarms.refill == pytest.approx(exact, abs=2e-4)


def test_the_chances_are_those_of_checks_that_were_drawn() -> None:
    """A third method: ten capsules drawn and put to the check while filling."""
    rng = np.random.default_rng(44)
    drawn = rng.normal(250, 200 * 0.05, size=(1000, 10)).round(3)
    decisions = [
        filling_decision(
            [f"{mass} mg" for mass in masses],
            fill_mass="200 mg",
            shell_masses=["50 mg"] * 10,
        )
        for masses in drawn
    ]

    told = [" ".join(each.reasons) for each in decisions]
    uneven, off = (np.mean([word in each for each in told]) for word in WORDS)

    alarms = false_alarms("5 %")
    # four standard errors of a share of a thousand
    assert uneven == pytest.approx(alarms.refill, abs=4 * 0.0157)
    assert off == pytest.approx(alarms.adjust, abs=4 * 0.0074)


def test_they_are_printed_in_one_line() -> None:
    """Both chances, in percent."""
    assert str(false_alarms("5 %")) == (
        "10 capsules of a filling of 5 %: refill in 43.7 % of checks, adjust in 5.8 %"
    )


def test_own_limits_are_taken() -> None:
    """A wider limit gives fewer alarms."""
    wide = evolve(filling_limits("100 mg"), greatest_rsd="6 %", mean_off="4 %")
    ours, own = false_alarms("5 %"), false_alarms("5 %", limits=wide)

    assert own.refill < ours.refill
    assert own.adjust < ours.adjust


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: false_alarms("0 %"), "fill_rsd: expected a share above 0 %"),
    (lambda: false_alarms("3 mg"), "fill_rsd: expected a share above 0 %"),
    (lambda: false_alarms("x"), "fill_rsd: expected an amount"),
    (lambda: false_alarms("3 %", capsules=1), "capsules: expected a whole number"),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_is_no_filling_is_refused(number: int) -> None:
    """The field is named."""
    asked, message = REFUSED[number]

    with pytest.raises(FieldError, match=rf"^{message}"):
        asked()
