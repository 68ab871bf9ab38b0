"""Are the tablets known well enough to take a dose from them?"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from ldn_compound import FieldError, Prescription, Q, Tablets, reference
from ldn_compound.batch_plan import plan_whole_tablets
from tests.examples import BULK, FILLER, TABLETS, batch, codes, finding


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
def test_one_tablet_is_a_caution() -> None:
    """30 capsules of 1.5 mg take 0.9 tablets: one of ten such is outside the limits.

    10 % are 1.6 standard deviations of 6.25 %, 15 / 2.4. From the table of the normal
    distribution 2 x 0.9452 - 1 = 0.8904 for one tablet; 1.6 x root of 3 = 2.771 and
    2 x 0.99721 - 1 = 0.9944 for three; 1.6 x root of 10 = 5.06 leaves less than 10^-6.
    """
    order = Prescription("1.5 mg", capsules=30)
    plan = batch(
        prescription=order, spare_capsules=0, drug=evolve(TABLETS, content_sd=None)
    )

    found = finding(plan, "few-tablets")

    assert (found.severity, found.field) == ("caution", "pool")
    assert "89 % from 1 tablet, 99.4 % from 3 tablets, 99.9 % from 10" in found.message
    assert found.message.endswith("plan again with a pool of 10 tablets")


@pytest.mark.requirement("R42")
def test_few_tablets_that_do_no_harm_are_a_note() -> None:
    """30 x 4.5 mg take 2.7 tablets and 5 % of that: three are within with 99.44 %."""
    plan = batch(
        prescription=Prescription("4.5 mg", capsules=30),
        spare_capsules=0,
        drug=evolve(TABLETS, content_sd=None),
    )

    found = finding(plan, "few-tablets")

    assert found.severity == "note"
    assert "at least 99.4 % from 3 tablets, 99.9 % from 10 tablets;" in found.message


@pytest.mark.requirement("R42")
@pytest.mark.parametrize(
    ("sd", "severity"), [("3.8 %", "note"), ("4 %", "caution"), ("0 %", "note")]
)
def test_a_stated_spread_decides(sd: str, severity: str) -> None:
    """Of one, 10 / 3.8 = 2.63 deviations hold 99.15 %, 10 / 4 = 2.5 hold 98.76 %."""
    plan = batch(
        prescription=Prescription("1.5 mg", capsules=30),
        spare_capsules=0,
        drug=evolve(TABLETS, content_sd=sd),
    )

    assert finding(plan, "few-tablets").severity == severity


@pytest.mark.requirement("R42")
def test_a_pool_is_crushed_and_evens_out() -> None:
    """Asked for ten tablets, ten are crushed, and only what is needed is weighed."""
    order = Prescription("1.5 mg", capsules=30)

    plan = batch(prescription=order, spare_capsules=0, pool="10 tablet")

    # 45 mg / 50 mg x 171.2 mg = 154.08 mg, shown as 154 mg; 1712 - 154 = 1558 mg
    assert plan.tablets is not None
    assert plan.tablets.to_crush == 10
    assert plan.powder.to_weigh == Q("154 mg")
    assert plan.tablets.powder_left == Q("1558 mg")
    assert "few-tablets" not in codes(plan)


@pytest.mark.requirement("R42")
def test_ordinary_orders_get_no_caution_of_few_tablets() -> None:
    """30, 60, 90 and 100 capsules of 1, 1.5, 3 and 4.5 mg: most have none.

    One tablet is within the limits with 89 %, two with 2 x 0.98817 - 1 = 97.6 %, since
    1.6 x root of 2 = 2.263; three with 99.4 %.
    """
    orders = [
        Prescription(strength, capsules=capsules)
        for strength in ("1 mg", "1.5 mg", "3 mg", "4.5 mg")
        for capsules in (30, 60, 90, 100)
    ]
    tablets = evolve(TABLETS, content_sd=None)

    plans = [
        batch(prescription=each, spare_capsules=0, drug=tablets) for each in orders
    ]

    crushed = [plan.tablets.to_crush for plan in plans if plan.tablets is not None]
    cautions = [
        finding(plan, "few-tablets").severity == "caution"
        for plan in plans
        if "few-tablets" in codes(plan)
    ]
    # 1.05 x strength x capsules / 50 mg, rounded up
    assert crushed == [1, 2, 2, 3, 1, 2, 3, 4, 2, 4, 6, 7, 3, 6, 9, 10]
    # by one or two tablets: of small orders
    assert sum(cautions) == 6


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
@pytest.mark.parametrize(
    ("changes", "to_crush", "left"),
    [
        # nine tablets are 1540.8 mg, all of what is weighed: 9 x 1.05 = 9.45
        ({}, 10, "171.2 mg"),
        # 9 of 9.45 are enough where nothing need be left over
        ({"least_powder_left": "0 %"}, 9, "0 mg"),
        # 1540.8 mg x 1.2 / 171.2 mg = 10.8, and a reserve of one: 12 x 171.2 mg
        ({"least_powder_left": "20 %", "reserve_tablets": 1}, 12, "513.6 mg"),
        # 11 are pooled at least, and the reserve is among them: 11 x 171.2 mg
        ({"reserve_tablets": 1, "pool_tablets": 11}, 11, "342.4 mg"),
        ({"reserve_tablets": 2, "pool_tablets": 11}, 12, "513.6 mg"),
    ],
)
def test_powder_is_left_for_loss(
    changes: dict[str, Any], to_crush: int, left: str
) -> None:
    """What is weighed and the least to be left over are covered, and no more."""
    rules = evolve(reference.policy("usp"), name="ours", **changes)

    plan = batch(balance=None, spare_capsules=0, policy=rules)

    assert plan.tablets is not None
    assert (plan.tablets.to_crush, plan.tablets.powder_left) == (to_crush, Q(left))


@pytest.mark.requirement("R14")
def test_a_pool_asked_for_comes_before_the_policy_s() -> None:
    """A policy pools twelve; this batch is to take no more than it needs."""
    rules = evolve(reference.policy("usp"), name="ours", pool_tablets=12)

    for pool, to_crush in (
        (None, 12),
        (0, 10),
        ("11 tablets", 11),
        (Q("13 tablet"), 13),
    ):
        plan = batch(balance=None, spare_capsules=0, policy=rules, pool=pool)
        assert plan.tablets is not None
        assert plan.tablets.to_crush == to_crush


@pytest.mark.parametrize(
    ("pool", "got"),
    [
        ("10 mg", "'10 mg'"),
        ("2.5 tablet", "'2.5 tablet'"),
        ("ten", "'ten'"),
        (2.5, "2.5"),
        (True, "True"),
        (-1, "-1"),
    ],
)
def test_a_pool_is_a_whole_number_of_tablets(pool: object, got: str) -> None:
    """Half a tablet is not pooled, nor is a mass of them."""
    with pytest.raises(FieldError) as raised:
        batch(pool=pool)

    assert (raised.value.field, raised.value.got) == ("pool", got)


def test_powder_is_not_pooled() -> None:
    """Bulk powder has no tablets to mix."""
    with pytest.raises(FieldError, match="none where no tablets are crushed") as raised:
        batch(drug=BULK, pool="10 tablet")

    assert raised.value.field == "pool"


def test_whole_tablets_are_not_pooled() -> None:
    """All of their powder goes in, so that more of them would be more drug."""
    with pytest.raises(FieldError, match="all the powder of whole tablets") as raised:
        plan_whole_tablets(
            Prescription("4.5 mg", capsules=100),
            drug=TABLETS,
            filler=FILLER,
            shell=reference.shell("3"),
            pool=10,
        )

    assert raised.value.field == "pool"


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
