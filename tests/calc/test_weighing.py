"""How little a balance can weigh."""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import Balance, FieldError, Policy, Q, Quantity, reference
from ldn_compound.calc.weighing import (
    absolute_error,
    combined_error,
    least_mass,
    sensitivity_of,
    weighing_error,
)

USP = reference.policy("usp")
NRF = reference.policy("dac-nrf")
USP_41 = evolve(USP, name="usp-41", least_mass_rule="usp-41")


@pytest.mark.requirement("R31")
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


@pytest.mark.requirement("R31")
def test_usp_41_needs_repeated_weighings() -> None:
    """Readability is no repeatability."""
    with pytest.raises(FieldError, match=r"repeatability: .* weigh one mass ten times"):
        least_mass(Balance(readability="1 mg"), USP_41)


def test_the_way_out_of_a_missing_repeatability() -> None:
    """The person learns which figure is missing, and how to find it."""
    message = (
        "^repeatability: expected a standard deviation such as '0.5 mg', got None; "
        "weigh one mass ten times; rule usp-41 needs it$"
    )
    for rule in (least_mass, absolute_error):
        with pytest.raises(FieldError, match=message):
            rule(Balance(readability="1 mg"), USP_41)


@pytest.mark.parametrize(
    ("balance", "policy", "error"),
    [
        (Balance(readability="1 mg", sensitivity="6 mg"), USP, "6 mg"),
        (Balance(readability="1 mg"), USP, "1 mg"),
        (Balance(readability="1 mg", sensitivity="6 mg"), NRF, "1 mg"),
        # USP <41>: twice the standard deviation, 2 x 0.03 mg
        (Balance(readability="0.01 mg", repeatability="0.03 mg"), USP_41, "0.06 mg"),
        # and at least twice 0.41 of a step
        (Balance(readability="1 mg", repeatability="0 mg"), USP_41, "0.82 mg"),
    ],
)
def test_the_error_of_one_weighing(
    balance: Balance, policy: Policy, error: str
) -> None:
    """What one weighing may be off follows from the same rule as the least mass."""
    assert absolute_error(balance, policy) == Q(error)


@pytest.mark.requirement("R31")
def test_a_stated_sensitivity_goes_before_readability() -> None:
    """Without a stated requirement the step of the display stands for it."""
    stated = sensitivity_of(Balance(readability="1 mg", sensitivity="6 mg"))
    unstated = sensitivity_of(Balance(readability="1 mg"))

    assert (stated, unstated) == (Q("6 mg"), Q("1 mg"))


@pytest.mark.requirement("R33")
def test_a_published_error() -> None:
    """50 mg on a balance of 6 mg are weighed to 12 % (UNC)."""
    assert weighing_error("6 mg", "50 mg") == Q("12 %")


@pytest.mark.requirement("R33")
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
