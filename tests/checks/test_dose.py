"""Is the strength usual, and does what is weighed give it?"""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import Balance, Prescription, Q, reference
from tests.examples import BULK, batch, codes, finding


@pytest.mark.parametrize("strength", ["0.5 mg", "1.5 mg", "4.5 mg"])
def test_usual_strengths_pass(strength: str) -> None:
    """0.5 mg to 4.5 mg are the usual strengths, the ends included."""
    plan = batch(prescription=Prescription(strength, capsules=300))

    assert "dose-unusual" not in codes(plan)


@pytest.mark.requirement("R37")
@pytest.mark.parametrize("strength", ["0.4 mg", "4.6 mg", "10 mg"])
def test_unusual_strengths_need_a_second_look(strength: str) -> None:
    """A strength outside the usual ones is a caution that shows both figures."""
    plan = batch(prescription=Prescription(strength, capsules=300))

    found = finding(plan, "dose-unusual")

    assert found.severity == "caution"
    assert f"{strength}/capsule is outside" in found.message
    assert "0.5 mg/capsule to 4.5 mg/capsule" in found.message


@pytest.mark.requirement("R28")
def test_overage_is_never_silent() -> None:
    """Drug beyond the label is said, with the strength that follows.

    4.5 mg x 1.1 = 4.95 mg.
    """
    plan = batch(policy=reference.policy("dac-nrf"))

    found = finding(plan, "drug-overage")

    assert found.severity == "note"
    assert found.message.startswith("10 % more drug")
    assert "4.95 mg/capsule is planned" in found.message


@pytest.mark.requirement("R36")
def test_rounding_beyond_the_tolerance_is_a_caution() -> None:
    """202.5 mg of powder on a balance of 10 mg: 200 mg, 1.23 % too little.

    45 capsules of 4.5 mg are 202.5 mg of pure drug; 200 / 202.5 = 98.77 %.
    """
    plan = batch(
        prescription=Prescription("4.5 mg", capsules=45),
        drug=BULK,
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )

    found = finding(plan, "strength-off")

    assert found.severity == "caution"
    assert "about -1.23 % off" in found.message


def test_rounding_within_the_tolerance_passes() -> None:
    """1541 mg instead of 1540.8 mg moves the strength by 0.013 %."""
    plan = batch(spare_capsules=0)

    assert "strength-off" not in codes(plan)


@pytest.mark.requirement("R36")
def test_an_overage_that_is_rounded_up_is_as_planned() -> None:
    """10 % overage is 110 % of the label: that the display rounds it up says nothing.

    100 x 4.5 mg x 1.1 = 495 mg; x 171.2 / 50 = 1694.88 mg, shown as 1695 mg:
    110.0078 % of the label.
    """
    plan = batch(drug_overage="10 %", spare_capsules=0)

    assert plan.label_claim > Q("110 %")
    assert codes(plan) == ["drug-overage"]


@pytest.mark.requirement("R36")
def test_content_just_outside_is_a_caution() -> None:
    """An overage of 11 % is more than what the content may be: for a pharmacist.

    499.5 mg x 171.2 / 50 = 1710.288 mg, shown as 1710 mg: 110.98 % of 450 mg.
    """
    plan = batch(drug_overage="11 %", spare_capsules=0)

    found = finding(plan, "content-outside")

    assert found.severity == "caution"
    assert "about 110.98 % of the label, outside 90 % to 110 %" in found.message


@pytest.mark.requirement("R36")
def test_content_far_outside_is_a_stop() -> None:
    """20 % overage gives capsules that no limit allows."""
    plan = batch(drug_overage="20 %")

    assert finding(plan, "content-outside").severity == "stop"
    assert not plan.ready


def test_limits_are_the_policy_s() -> None:
    """A house that allows 75 % to 125 % is not told of 120 %."""
    wide = evolve(
        reference.policy("usp"),
        name="wide",
        least_content="75 %",
        greatest_content="125 %",
    )

    plan = batch(drug_overage="20 %", policy=wide)

    assert "content-outside" not in codes(plan)
