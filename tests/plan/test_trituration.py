"""Triturations of what is too little to weigh."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import (
    Balance,
    CompoundError,
    FieldError,
    Prescription,
    Q,
    Quantity,
    TooLittleToWeighError,
    reference,
)
from ldn_compound.model.dilution import TriturationPlan
from ldn_compound.plan import plan_trituration
from tests.examples import BULK, batch, codes
from tests.strategies import masses

USP = reference.policy("usp")


def planned(needed: Quantity | str, **changes: Any) -> TriturationPlan:
    """Plan for a need on a balance of 10 mg, in at most 4 g."""
    options: dict[str, Any] = {
        "item": "tablet powder",
        "diluent": "cellulose",
        "balance": Balance(readability="10 mg"),
        "policy": USP,
        "largest": "4 g",
    }
    return plan_trituration(needed, **(options | changes))


def test_the_example_of_thirty_half_milligrams() -> None:
    """51.36 mg on a balance of 10 mg: every weighing 200 mg or more, within 4 g."""
    plan = planned("51.36 mg")

    (dilution,) = plan.dilutions
    assert all(each.to_weigh >= Q("200 mg") for each in plan.weighings)
    assert dilution.total <= Q("4 g")
    assert abs(plan.content / plan.needed - 1) <= Q("1 %")
    assert plan.error < Q("3.21 %")  # that of 360 + 3140 mg, 500 mg taken


def test_an_exact_plan_that_is_too_large_is_rejected_by_name() -> None:
    """240 + 4760 mg, of which 1070 mg, carry 51.36 mg to the last digit: in 5 g."""
    plan = planned("51.36 mg")

    (exact,) = [each for each in plan.rejected if each.plan.startswith("exact")]

    assert exact.plan.endswith("240 mg and 4760 mg of diluent, of which 1070 mg")
    assert exact.reason.startswith("5000 mg is more than the 4000 mg wanted")


def test_the_smallest_exact_plan_is_named_with_its_error() -> None:
    """33.333 mg are 20 x 20 / 120 steps of 10 mg: of the fortieth multiple.

    Each weighing is off by a step: the squares of 1/20 - 1/120, 1/120 and 1/20 are
    0.0043056, whose root is 6.56 %.
    """
    plan = planned(Q("100 mg") / 3)

    (exact,) = [each for each in plan.rejected if each.plan.startswith("exact")]

    assert exact.plan.endswith("200 mg and 1000 mg of diluent, of which 200 mg")
    assert exact.reason.startswith("its error is about 6.56 %, here about ")


@pytest.mark.parametrize(
    ("needed", "largest", "named"),
    [
        # 105 mg, 21 / 2 steps: the 20th multiple is 20 x 21 / 40, of diluent the least
        ("105 mg", "4 g", "200 mg and 200 mg of diluent, of which 210 mg"),
        # 28 mg, 14 / 5 steps: the 30th multiple is 20 x 21 / 150, thrice the largest
        ("28 mg", "500 mg", "200 mg and 1300 mg of diluent, of which 210 mg"),
    ],
)
def test_an_exact_plan_at_the_limits_is_named(
    needed: str, largest: str, named: str
) -> None:
    """As little diluent as may be weighed, or as large as is worth naming."""
    plans = [each.plan for each in planned(needed, largest=largest).rejected]

    assert f"exact on the display: {named}" in plans


def test_weighing_directly_is_rejected_by_name() -> None:
    """The least mass of the balance is why there is a trituration."""
    first = planned("51.36 mg").rejected[0]

    assert first.plan == "weigh 51.36 mg directly"
    assert first.reason == "below the least mass, 200 mg"


def test_the_textbook_aliquot_is_compared() -> None:
    """The smallest multiple weighs least and errs most."""
    second = planned("51.36 mg").rejected[1]

    assert second.plan == (
        "textbook aliquot: 210 mg and 590 mg of diluent, of which 200 mg"
    )
    assert "its error is" in second.reason


def test_the_textbook_aliquot_may_fill_the_largest_dilution() -> None:
    """210 and 590 mg are the 800 mg wanted, and no more."""
    second = planned("51.36 mg", largest="800 mg").rejected[1]

    assert second.reason.startswith("its error is")


def test_a_portion_is_named_by_its_dilution() -> None:
    """Two jars stand on the bench: the label says which is which."""
    plan = planned("5 mg")

    assert [each.portion.item for each in plan.dilutions] == [
        "trituration 1 of tablet powder",
        "trituration 2 of tablet powder",
    ]


def test_half_a_step_of_the_textbook_aliquot_goes_up() -> None:
    """60.25 mg x 2 are 120.5 mg, shown as 121 mg, as every other half is."""
    plan = planned("60.25 mg", balance=Balance(readability="1 mg", sensitivity="6 mg"))

    assert plan.rejected[1].plan.startswith("textbook aliquot: 121 mg and 119 mg of")


def test_an_aliquot_that_rounds_below_the_least_says_so() -> None:
    """100.15 mg x 2 is shown as 200 mg, where 200.2 mg or more may be weighed."""
    plan = planned(
        "100.15 mg", balance=Balance(readability="1 mg", sensitivity="10.01 mg")
    )

    assert "200 mg is below the least mass" in plan.rejected[1].reason


def test_other_numbers_of_dilutions_are_compared() -> None:
    """One dilution more errs less, and is one mixing more."""
    reasons = {each.plan: each.reason for each in planned("51.36 mg").rejected}

    assert "each dilution is one mixing more" in reasons["2 dilutions"]


def test_a_small_need_takes_two_dilutions() -> None:
    """5 mg would take 8 g in one dilution of 200 mg weighings: two do in 4 g."""
    plan = planned("5 mg")

    assert len(plan.dilutions) == 2
    reasons = {each.plan: each.reason for each in plan.rejected}
    assert reasons["1 dilution"] == "no weighings of that number are all legal"


def test_what_would_take_a_fourth_dilution_is_refused() -> None:
    """200 mg carried on twentyfold by 200 mg in 4 g, three times, are 0.025 mg."""
    assert len(planned("0.026 mg").dilutions) == 3
    with pytest.raises(TooLittleToWeighError, match="at most 3 dilutions of at most"):
        planned("0.02 mg")


def test_one_dilution_beyond_the_error_allowed_gives_way_to_two() -> None:
    """15 mg in one dilution errs by more than the 5 % of one weighing."""
    plan = planned("15 mg")

    assert len(plan.dilutions) == 2
    assert plan.error <= Q("5 %")
    reasons = {each.plan: each.reason for each in plan.rejected}
    assert reasons["1 dilution"].startswith("its error is about 5.")
    assert "mixing more" not in reasons["1 dilution"]


def test_one_dilution_just_within_the_error_allowed_is_taken() -> None:
    """19 mg in one dilution errs by 4.97 %, of the 5 % of one weighing."""
    plan = planned("19 mg")

    assert len(plan.dilutions) == 1
    assert Q("4.96 %") < plan.error < Q("5 %")


def test_of_errors_beyond_what_is_allowed_the_least_is_taken() -> None:
    """8 mg in at most 1 g: two dilutions err by more than three, and both too much."""
    plan = planned("8 mg", largest="1 g")

    assert len(plan.dilutions) == 3
    assert plan.error > Q("5 %")
    reasons = {each.plan: each.reason for each in plan.rejected}
    assert reasons["2 dilutions"].startswith("its error is about 7.68 %, here about")


def test_where_no_number_keeps_the_error_the_smallest_is_taken() -> None:
    """0.1 mg takes three dilutions, and still errs by more than 5 %."""
    plan = planned("0.1 mg")

    assert len(plan.dilutions) == 3
    assert plan.error > Q("5 %")


def test_a_need_that_no_dilution_meets_is_refused() -> None:
    """0.01 mg would take more than three dilutions."""
    with pytest.raises(
        TooLittleToWeighError, match=r"balance: expected a dilution of tablet powder .*"
    ):
        planned("0.01 mg")


@pytest.mark.parametrize("needed", ["200 mg", "450 mg", "0 mg"])
def test_what_can_be_weighed_is_weighed(needed: str) -> None:
    """A trituration is for what lies below the least mass, and is something."""
    with pytest.raises(
        FieldError, match="needed: expected an amount above zero and below"
    ):
        planned(needed)


def test_the_batch_takes_up_the_portion() -> None:
    """A portion with at most 300 mg of diluent: less than 352 mg."""
    plan = planned("51.36 mg", most_diluent="300 mg")

    assert plan.portion.to_weigh <= Q("351.36 mg")
    (exact,) = [each for each in plan.rejected if each.plan.startswith("exact")]
    assert exact.reason.startswith(
        "5000 mg is more than the 4000 mg wanted; "
        "1070 mg is more than the 350 mg the batch takes up; its error is"
    )


def test_the_balance_carries_the_dilution() -> None:
    """A balance of 2 g makes no dilution of 4 g."""
    light = Balance(readability="10 mg", capacity="2 g")

    plan = planned("51.36 mg", balance=light)

    assert plan.dilutions[0].total <= Q("2 g")


def test_more_steps_than_any_balance_shows_are_refused() -> None:
    """10^15 steps of 10 mg are 10^13 g; one step more is no dilution at a bench."""
    most = 10**13 * Q("1 g")
    refused = (
        r"^largest: expected a dilution of at most 10\^15 steps of the display, got "
    )

    assert planned("51.36 mg", largest=most).dilutions[0].total <= most
    with pytest.raises(FieldError, match=refused):
        planned("51.36 mg", largest=most + Q("10 mg"))


def test_usp_41_asks_for_larger_weighings() -> None:
    """Repeatability 0.1 mg at 0.1 mg: 200 mg or more, each to 0.1 %."""
    rules = evolve(USP, name="usp-41", least_mass_rule="usp-41")
    balance = Balance(readability="0.1 mg", repeatability="0.1 mg")

    plan = planned("51.36 mg", balance=balance, policy=rules)

    assert plan.least_mass == Q("200 mg")
    assert plan.error < Q("0.1 %")


@pytest.mark.requirement("R34")
@given(
    masses("0.5", "199.99"),
    st.sampled_from(["1 mg", "5 mg", "10 mg"]),
    st.integers(1, 20),
)
def test_every_plan_is_legal_or_refused(
    needed: Quantity, step: str, grams: int
) -> None:
    """Each weighing can be shown and is legal, the drug within 1 %; or one error."""
    balance = Balance(readability=step)
    largest = Q("1 g") * grams
    try:
        plan = planned(needed, balance=balance, largest=largest)
    except CompoundError as error:
        assert error.expected
        return

    for weighing in plan.weighings:
        assert weighing.to_weigh >= plan.least_mass
        assert (weighing.to_weigh / Q(step)).magnitude.denominator == 1
    assert all(each.total <= largest for each in plan.dilutions)
    assert abs(plan.content / needed - 1) <= USP.strength_tolerance
    assert plan.diluent_in_portion == plan.portion.to_weigh - plan.content


def test_thirty_half_milligrams_from_powder() -> None:
    """15 mg of pure drug on a balance of 10 mg: a legal plan, within 1 %."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        drug=BULK,
        balance=Balance(readability="10 mg"),
    )

    assert plan.trituration is not None
    assert plan.ready
    assert abs(plan.label_claim - Q("100 %")) <= Q("1 %")


def test_thirty_half_milligrams_on_a_class_iii_balance() -> None:
    """Sensitivity requirement 6 mg: 120 mg or more, for 51.36 mg of powder."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="1 mg", sensitivity="6 mg"),
        spare_capsules=0,
    )

    assert plan.trituration is not None
    assert plan.least_mass == Q("120 mg")
    assert plan.ready


def test_thirty_half_milligrams_directly_on_a_fine_balance() -> None:
    """51 mg on a balance of 1 mg under USP: allowed, with a caution (2 % error)."""
    plan = batch(prescription=Prescription("0.5 mg", capsules=30), spare_capsules=0)

    assert plan.trituration is None
    assert plan.powder.to_weigh == Q("51 mg")
    assert "weighing-error" in codes(plan)


def test_tablets_cover_what_the_trituration_takes() -> None:
    """More powder is weighed than the batch needs: the tablets are counted for it."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )

    assert plan.tablets is not None
    assert plan.powder.exact == Q("51.36 mg")
    crushed = Q("171.2 mg") * plan.tablets.to_crush
    assert crushed - Q("171.2 mg") < plan.powder.to_weigh <= crushed


def test_the_formula_of_a_trituration_is_explained() -> None:
    """What the last portion carries follows from every weighing."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        drug=BULK,
        balance=Balance(readability="10 mg"),
    )

    formulas = [step.formula for step in plan.steps]

    assert "material x portion 1 / total 1 x portion 2 / total 2" in formulas


def test_a_need_of_many_decimals_has_no_exact_plan_near() -> None:
    """51.3613 mg in steps of 10 mg are 513613 in 100000: no small dilution is exact."""
    plans = [each.plan for each in planned("51.3613 mg").rejected]

    assert not any(plan.startswith("exact") for plan in plans)


def test_a_textbook_aliquot_that_no_display_shows_is_named_so() -> None:
    """5 mg on a balance that reads to 100 mg: the textbook's drug rounds to nothing."""
    plan = plan_trituration(
        "5 mg",
        item="riboflavin",
        diluent="sucrose",
        balance=Balance(readability="0.1 g", sensitivity="1 mg"),
        policy=reference.policy("usp"),
        largest="10 g",
    )

    assert any(
        "its material is less than the display shows" in each.reason
        for each in plan.rejected
    )
