"""A balance that cannot weigh a capsule gives no verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import Balance, Policy, Q, quality, reference
from ldn_compound.quality.capsules.balance import why_too_coarse

USP = reference.policy("usp")
NRF = reference.policy("dac-nrf")
USP_41 = evolve(USP, name="usp-41", least_mass_rule="usp-41")


@pytest.mark.requirement("R65")
@pytest.mark.parametrize(
    ("balance", "policy", "needed"),
    [
        # 5 % of 178 mg is 8.9 mg
        (Balance(readability="10 mg"), None, "a readability of 8.9 mg or less"),
        (
            Balance(readability="1 mg", sensitivity="10 mg"),
            USP,
            "a sensitivity of 8.9 mg or less",
        ),
        # 1 % of 178 mg is 1.78 mg, cut to two digits
        (Balance(readability="10 mg"), NRF, "a readability of 1.7 mg or less"),
        # 178 / 2000 = 0.089 mg, 178 / 820 = 0.21707 mg
        (
            Balance(readability="1 mg", repeatability="0.5 mg"),
            USP_41,
            "a repeatability of 0.089 mg or less and a readability of 0.21 mg or less",
        ),
        (
            Balance(readability="1 mg", minimum="200 mg"),
            USP,
            "a readability of 8.9 mg or less, and a least load of 170 mg or less",
        ),
    ],
)
def test_the_balance_needed_is_named(
    balance: Balance, policy: Policy | None, needed: str
) -> None:
    """By the rule of the house, which balance could weigh such a capsule."""
    assert str(why_too_coarse(balance, policy, Q("178 mg"))).endswith(
        f"is above a capsule of 178 mg: weigh on one with {needed}"
    )


@pytest.mark.parametrize(
    ("balance", "mass"),
    [
        (None, "178 mg"),
        (Balance(readability="1 mg"), "178 mg"),
        (Balance(readability="10 mg"), "200 mg"),  # 10 mg / 5 %: just enough
        (Balance(readability="1 mg", minimum="178 mg"), "178 mg"),
    ],
)
def test_a_balance_that_can_is_not_remarked_on(
    balance: Balance | None, mass: str
) -> None:
    """Nothing is said where the capsule is not below the least mass."""
    assert why_too_coarse(balance, USP, Q(mass)) is None


NET = ["120 mg"] * 20
GROSS = ["170 mg"] * 20
SHELLS = ["50 mg"] * 20


@pytest.mark.requirement("R65")
@pytest.mark.parametrize(
    "judge",
    [
        lambda **options: quality.ph_eur_2_9_5(NET, **options),
        lambda **options: quality.dac_nrf_uniformity(NET, **options),
        lambda **options: quality.vaum(NET, "120 mg", **options),
        lambda **options: quality.theoretical_window(
            NET, "120 mg", weighed="net", **options
        ),
        lambda **options: quality.usp_2091(GROSS, SHELLS, **options),
        lambda **options: quality.formulario_nacional(GROSS, "170 mg", **options),
        lambda **options: quality.filling_decision(
            GROSS, fill_mass="120 mg", shell_masses=SHELLS, **options
        ),
    ],
    ids=["2.9.5", "dac-nrf", "vaum", "window", "2091", "formulario", "filling"],
)
def test_no_test_of_masses_is_judged_on_a_coarse_balance(
    judge: Callable[..., Any],
) -> None:
    """Masses that would pass get no verdict, and the balance needed is named first."""
    coarse = judge(balance=Balance(readability="10 mg"))
    fine = judge(balance=Balance(readability="1 mg"))
    # least mass by the DAC/NRF is 100 d: 100 mg and 200 mg
    other_rule = judge(balance=Balance(readability="2 mg"), policy=NRF)

    assert coarse.verdict == "no verdict"
    assert "weigh on one with a readability of" in coarse.remarks[0]
    assert fine.verdict in {"pass", "go on"}
    assert other_rule.verdict == "no verdict"
