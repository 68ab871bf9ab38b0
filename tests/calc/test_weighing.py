"""How little a balance can weigh."""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import Balance, FieldError, Policy, Q, Quantity, reference
from ldn_compound.calc.weighing import (
    combined_error,
    least_mass,
    sensitivity_of,
    weighing_error,
)

USP = reference.policy("usp")
NRF = reference.policy("dac-nrf")
USP_41 = evolve(USP, name="usp-41", least_mass_rule="usp-41")


@pytest.mark.parametrize(
    ("balance", "policy", "least"),
    [
        # facts, 3.2: readability d as sensitivity, 5 %
        (Balance(readability="10 mg"), USP, "200 mg"),
        (Balance(readability="1 mg"), USP, "20 mg"),
        (Balance(readability="0.1 mg"), USP, "2 mg"),
        # Class III: sensitivity requirement 6 mg
        (Balance(readability="1 mg", sensitivity="6 mg"), USP, "120 mg"),
        # Germany: 100 d at 1 %, whatever the sensitivity requirement
        (Balance(readability="1 mg"), NRF, "100 mg"),
        (Balance(readability="1 mg", sensitivity="6 mg"), NRF, "100 mg"),
        # USP <41>: 2000 s, floored at 820 d
        (Balance(readability="1 mg", repeatability="0 mg"), USP_41, "820 mg"),
        (Balance(readability="0.01 mg", repeatability="0.03 mg"), USP_41, "60 mg"),
        # the least load of the balance, where it is more
        (Balance(readability="1 mg", minimum="100 mg"), USP, "100 mg"),
        (Balance(readability="10 mg", minimum="100 mg"), USP, "200 mg"),
    ],
)
def test_the_policy_names_the_rule(
    balance: Balance, policy: Policy, least: str
) -> None:
    """The least mass follows from the balance by the rule of the house."""
    assert least_mass(balance, policy) == Q(least)


def test_usp_41_needs_repeated_weighings() -> None:
    """Readability is no repeatability."""
    with pytest.raises(FieldError, match=r"repeatability: .* weigh one mass ten times"):
        least_mass(Balance(readability="1 mg"), USP_41)


def test_a_stated_sensitivity_goes_before_readability() -> None:
    """Without a stated requirement the step of the display stands for it."""
    stated = sensitivity_of(Balance(readability="1 mg", sensitivity="6 mg"))
    unstated = sensitivity_of(Balance(readability="1 mg"))

    assert (stated, unstated) == (Q("6 mg"), Q("1 mg"))


def test_a_published_error() -> None:
    """50 mg on a balance of 6 mg are weighed to 12 % (UNC)."""
    assert weighing_error("6 mg", "50 mg") == Q("12 %")


@pytest.mark.parametrize(
    ("errors", "together"),
    [
        (("3 %", "4 %"), "5 %"),
        (("5 %", "12 %"), "13 %"),
        (("2 %",), "2 %"),
        (("0 %", "0 %"), "0 %"),
    ],
)
def test_errors_add_as_squares(errors: tuple[str, ...], together: str) -> None:
    """Independent errors add like the sides of a right angle."""
    assert combined_error(*errors) == Q(together)


def test_an_error_has_no_side() -> None:
    """Too little counts as much as too much."""
    shortfall: Quantity = Q("3 %") * -1

    assert combined_error(shortfall, "4 %") == Q("5 %")


def test_an_irrational_error_is_cut() -> None:
    """1 % and 1 % are the root of 2 in percent: 1.4142135 %, cut to nine decimals."""
    error = combined_error("1 %", "1 %")

    assert Q("1.4142135 %") <= error <= Q("1.4142136 %")
