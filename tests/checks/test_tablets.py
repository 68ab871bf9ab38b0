"""Are the tablets known well enough to take a dose from them?"""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import Prescription, Tablets, reference
from tests.examples import BULK, TABLETS, batch, codes, finding


@pytest.mark.requirement("R18")
def test_the_label_taken_for_the_content_is_said() -> None:
    """Without an assay the label is taken, which a lot may miss by 10 %."""
    plan = batch(drug=evolve(TABLETS, assay=None))

    found = finding(plan, "label-claim-assumed")

    assert found.severity == "note"
    assert "90 % to 110 %" in found.message


@pytest.mark.requirement("R100")
@pytest.mark.parametrize("strength", ["5 mg", "49.9 mg", "50.1 mg", "100 mg"])
def test_another_strength_of_the_tablets_is_a_caution(strength: str) -> None:
    """5 mg for 50 mg would be ten times the dose in every capsule."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=100),
        drug=evolve(TABLETS, strength=strength),
    )

    found = finding(plan, "tablet-strength-unusual")

    assert (found.severity, found.field) == ("caution", "strength")
    assert found.message.startswith(f"tablets of {strength}/tablet: those on record")


@pytest.mark.requirement("R100")
@pytest.mark.parametrize("source", [TABLETS, BULK])
def test_tablets_of_fifty_are_usual(source: Tablets) -> None:
    """50 mg are on record, and bulk powder has no such strength."""
    assert "tablet-strength-unusual" not in codes(batch(drug=source))


@pytest.mark.requirement("R100")
@pytest.mark.parametrize(("weighed", "few"), [(1, True), (9, True), (10, False)])
def test_the_mean_of_few_tablets_is_a_caution(weighed: int, *, few: bool) -> None:
    """One tablet off by 5 % moves the mean of three, and every dose, by 1.7 %."""
    plan = batch(drug=evolve(TABLETS, weighed=weighed))

    assert ("few-tablets-weighed" in codes(plan)) is few
    if few:
        found = finding(plan, "few-tablets-weighed")
        assert found.severity == "caution"
        assert found.message.startswith("the mean mass is that of ")


@pytest.mark.requirement("R42")
def test_few_tablets_are_a_caution() -> None:
    """30 capsules of 1.5 mg take one tablet; ten are advised."""
    plan = batch(prescription=Prescription("1.5 mg", capsules=30), spare_capsules=0)

    found = finding(plan, "few-tablets")

    assert found.severity == "caution"
    assert found.message.startswith("pooled from 1 tablet; at least 10")


@pytest.mark.requirement("R42")
def test_ten_tablets_are_enough() -> None:
    """Ten tablets are two digits, as the German advice has it."""
    plan = batch(spare_capsules=0)

    assert plan.tablets is not None
    assert plan.tablets.to_crush == 10
    assert "few-tablets" not in codes(plan)


@pytest.mark.requirement("R13")
@pytest.mark.parametrize(
    "source", [evolve(TABLETS, mass_sd=None), evolve(TABLETS, weighed=None)]
)
def test_an_unknown_spread_is_said(source: Tablets) -> None:
    """How sure the mean mass is takes a count and a standard deviation."""
    plan = batch(drug=source)

    assert finding(plan, "mass-spread-unknown").severity == "note"


@pytest.mark.requirement("R41")
def test_a_film_coat_is_a_caution() -> None:
    """Flakes of a film coat are to be reground, never sieved out."""
    plan = batch(drug=evolve(TABLETS, coat="film"))

    found = finding(plan, "film-coat")

    assert found.severity == "caution"
    assert "regrind" in found.message


@pytest.mark.requirement("R41")
def test_an_unknown_coat_is_said() -> None:
    """Most of these tablets are film-coated: look."""
    plan = batch(drug=evolve(TABLETS, coat=None))

    assert finding(plan, "coat-unknown").severity == "note"


@pytest.mark.requirement("R14")
def test_nothing_left_for_loss_is_said() -> None:
    """Nine tablets hold 1540.8 mg, and 1540.8 mg are weighed: nothing is left."""
    plan = batch(balance=None, spare_capsules=0)

    found = finding(plan, "no-powder-left")

    assert found.severity == "note"
    assert found.message.startswith("0 mg of tablet powder is left over, 0 %")


def test_a_reserve_leaves_powder() -> None:
    """One tablet in reserve leaves 171.2 mg."""
    reserve = evolve(reference.policy("usp"), name="reserve", reserve_tablets=1)

    plan = batch(balance=None, spare_capsules=0, policy=reserve)

    assert "no-powder-left" not in codes(plan)


def test_powder_is_no_tablet() -> None:
    """None of these findings is about bulk powder."""
    plan = batch(drug=BULK, prescription=Prescription("1.5 mg", capsules=30))

    assert plan.tablets is None
    assert not {"label-claim-assumed", "few-tablets", "coat-unknown"} & {*codes(plan)}


def test_an_overage_moves_what_the_capsules_may_hold() -> None:
    """At 10 % overage, tablets of 90 % to 110 % give capsules of 99 % to 121 %."""
    plan = batch(drug=evolve(TABLETS, assay=None), balance=None, drug_overage="10 %")

    found = finding(plan, "label-claim-assumed")

    assert found.message.endswith("and the capsules then 99 % to 121 %")


@pytest.mark.requirement("R18")
@pytest.mark.parametrize("assay", ["89.9 %", "110.1 %"])
def test_tablets_outside_their_limits_stop_the_batch(assay: str) -> None:
    """A lot that may not be sold may not be crushed."""
    plan = batch(drug=evolve(TABLETS, assay=assay))

    assert finding(plan, "assay-outside").severity == "stop"
