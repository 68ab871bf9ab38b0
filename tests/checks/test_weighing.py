"""Can the balance weigh what the worksheet asks for?"""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import Balance, FillToMass, Prescription, reference
from tests.examples import BULK, batch, codes, finding

THIRTY_OF_HALF_A_MG = Prescription("0.5 mg", capsules=30)


@pytest.mark.requirement("R33")
def test_no_balance_is_said() -> None:
    """Without a balance nothing is rounded and nothing is checked."""
    plan = batch(balance=None)

    assert finding(plan, "no-balance").severity == "note"


ALMOST_FULL = {"drug": BULK, "fill": FillToMass("4.6 mg")}


@pytest.mark.requirement("R32")
def test_a_step_that_stands_for_the_sensitivity_is_said() -> None:
    """The least mass then follows from the display alone."""
    step = Balance(readability="1 mg")
    stated = evolve(step, sensitivity="6 mg")

    found = finding(batch(balance=step), "sensitivity-assumed")

    assert found.severity == "note"
    assert found.message == (
        "no sensitivity requirement stated: the readability, 1 mg, is used instead; "
        "a class III balance has 6 mg"
    )
    for plan in (
        batch(balance=stated),
        batch(balance=None),
        batch(balance=step, policy=reference.policy("dac-nrf")),
    ):
        assert "sensitivity-assumed" not in codes(plan)


def test_filler_below_the_least_mass_stops_the_batch() -> None:
    """103 x 0.1 mg of filler, shown as 10 mg, where 20 mg or more may be weighed."""
    plan = batch(**ALMOST_FULL)

    found = finding(plan, "below-least-mass")

    assert found.severity == "stop"
    assert "sucrose: 10 mg is below the least mass of this balance, 20" in found.message
    assert found.source == "basicmedicalkey-weighing"


@pytest.mark.requirement("R32")
def test_powder_below_the_least_mass_is_triturated() -> None:
    """51.36 mg of powder on a balance of 10 mg, which may weigh 200 mg or more."""
    plan = batch(
        prescription=THIRTY_OF_HALF_A_MG,
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )

    found = finding(plan, "triturated")

    assert found.severity == "note"
    assert "51.36 mg is below the least mass, 200 mg" in found.message
    assert "below-least-mass" not in codes(plan)
    assert plan.ready


def test_the_source_follows_the_rule() -> None:
    """A house that weighs by DAC/NRF is told the source of that rule."""
    fill = FillToMass("5.05 mg")  # 4.95 mg of drug and 0.1 mg of filler

    plan = batch(drug=BULK, fill=fill, policy=reference.policy("dac-nrf"))

    assert finding(plan, "below-least-mass").source == "pta-forum-least-weighing"


@pytest.mark.requirement("R33")
def test_the_error_of_a_trituration_is_a_caution() -> None:
    """All weighings of a trituration together move the dose by more than 2 %."""
    plan = batch(
        prescription=THIRTY_OF_HALF_A_MG,
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )

    assert finding(plan, "weighing-error").severity == "caution"


@pytest.mark.requirement("R33")
def test_a_weighing_error_above_two_percent_is_a_caution() -> None:
    """51 mg weighed to 1 mg: 1.96 % by the balance, 0.70 % by rounding, 2.08 % in all.

    1 / 51 = 1.9608 %; 51 / 51.36 - 1 = -0.7009 %; root of the squares 2.0823 %.
    """
    plan = batch(prescription=THIRTY_OF_HALF_A_MG, spare_capsules=0)

    found = finding(plan, "weighing-error")

    assert found.severity == "caution"
    assert "weighing 51 mg has an error of about 2.08 %" in found.message


def test_a_small_weighing_error_passes() -> None:
    """1541 mg on a balance of 1 mg: 0.06 %."""
    plan = batch()

    assert "weighing-error" not in codes(plan)


@pytest.mark.requirement("R32")
def test_above_the_capacity_stops_the_batch() -> None:
    """12 g of filler do not go on a balance of 10 g."""
    plan = batch(balance=Balance(readability="1 mg", capacity="10 g"))

    found = finding(plan, "above-capacity")

    assert found.severity == "stop"
    assert found.message.startswith("sucrose: 12")


def test_within_the_capacity_passes() -> None:
    """A balance of 220 g carries every weighing of this batch."""
    plan = batch(drug=BULK, balance=Balance(readability="1 mg", capacity="220 g"))

    assert "above-capacity" not in codes(plan)
