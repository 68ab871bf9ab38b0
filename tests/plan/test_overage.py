"""What a policy adds to a dose."""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import FillToMass, PackStatistic, Prescription, Q, reference
from tests.examples import BULK, batch

WIDE = evolve(reference.policy("dac-nrf"), name="wide", refused_above="100 mg")
DENSE = evolve(BULK, packing=PackStatistic("300 mg", size="3"))


@pytest.mark.requirement("R28")
@pytest.mark.parametrize("strength", ["0.5 mg", "4.5 mg", "19.9 mg"])
def test_below_20_mg_ten_percent_are_added(strength: str) -> None:
    """DAC/NRF: 10 % below 20 mg a capsule."""
    plan = batch(
        prescription=Prescription(strength, capsules=100), drug=DENSE, policy=WIDE
    )

    assert plan.drug_overage == Q("10 %")


def test_from_20_mg_five_percent_are_added() -> None:
    """DAC/NRF: 5 % in general; 20 mg in about 140 mg are 14 % of the powder."""
    plan = batch(
        prescription=Prescription("20 mg", capsules=100), drug=DENSE, policy=WIDE
    )

    assert plan.drug_overage == Q("5 %")


def test_below_a_tenth_of_the_powder_ten_percent_are_added() -> None:
    """DAC/NRF: 20 mg in 250 mg are 8 %, a low dose after all."""
    plan = batch(
        prescription=Prescription("20 mg", capsules=100),
        drug=DENSE,
        policy=WIDE,
        fill=FillToMass("250 mg"),
    )

    assert plan.drug_overage == Q("10 %")


@pytest.mark.requirement("R28")
def test_what_is_asked_goes_before_the_policy() -> None:
    """Who asks for no overage gets none."""
    plan = batch(policy=reference.policy("dac-nrf"), drug_overage="0 %")

    assert plan.drug_overage == Q("0 %")
