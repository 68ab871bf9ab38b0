"""The batch in hand: net weights and few assays, against hand arithmetic."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import Balance, FieldError, Made, Q, TopUp, reference
from ldn_compound.quality import (
    BatchInHand,
    MeasuredCv,
    capsule_masses,
    chance_of_passing,
    judge_batch,
)
from tests.examples import TABLETS, batch

#: Net masses around the 135.39 mg of the example: 1 mg of standard deviation in 100.
EVEN = ["134.39 mg", "136.39 mg"] * 50
#: Nothing is off but the lot, by 2 %: no balance, and no other tablets.
EXACT: dict[str, Any] = {
    "potency_sd": "2 %",
    "packing_rsd": "0 %",
    "blend_cv": "3 %",
    "loss": "0 %",
    "laboratory_bias": "0 %",
    "laboratory_rsd": "0 %",
}
PLAN = batch(drug=evolve(TABLETS, content_sd="0 %"), balance=None, spare_capsules=0)
#: What the draws leave open of a mean: a spread of 2 over 6000 draws, ten times.
CLOSE = 0.1


@cache
def judged(*assays: str, **stated: Any) -> BatchInHand:
    """Judge the example batch."""
    return judge_batch(PLAN, weights=EVEN, assays=assays, **(EXACT | stated))


@pytest.mark.requirement("R68")
def test_without_assays_the_plan_and_the_weights_speak() -> None:
    """100 % by the weights; the lot moves the mean by 2 %, a capsule scatters by 3.1 %.

    The fill scatters by 1.005 mg of 135.39 mg, 0.742 %: with 3 % of the blend 3.09 %.
    95 % of the capsules of 95 % of batches: the mean is within 1.96 x 2 = 3.92 % and
    1.645 x 3.09 x 1.04 = 5.3 % beyond that, so within some 9.2 %.
    """
    found = judged()

    assert (found.weighed, found.assayed) == (100, 0)
    assert found.mean == pytest.approx(100, abs=CLOSE)
    low, high = found.mean_interval
    assert (low, high) == pytest.approx((96.08, 103.92), abs=0.4)
    low, high = found.interval_in_hand
    assert (high - low) / 2 == pytest.approx(9.2, abs=0.5)
    assert found.chance_off == pytest.approx(0.01, abs=1e-6)


def test_assays_move_the_mean_as_two_bells_do() -> None:
    """Four assays of mean 96 % and 3.09 % of scatter, on a lot of 100 +- 2 %.

    1 / 2^2 = 0.25 for the lot and 4 / 3.09^2 = 0.419 for the assays (2.97^2 at 96 %:
    0.4535): (0.25 x 100 + 0.4535 x 96) / 0.7035 = 97.42, with 0.7035^-0.5 = 1.19.
    """
    found = judged("94 %", "95 %", "97 %", "98 %")

    assert found.assayed == 4
    assert found.mean == pytest.approx(97.42, abs=2 * CLOSE)
    low, high = found.mean_interval
    assert (high - low) / 2 == pytest.approx(1.96 * 1.19, abs=0.25)


def test_a_laboratory_that_errs_says_less() -> None:
    """With a bias of 4 % the same assays count 1 / (2.97^2 / 4 + 3.84^2) = 0.0590.

    (0.25 x 100 + 0.0590 x 96) / 0.3090 = 99.24.
    """
    found = judged("94 %", "95 %", "97 %", "98 %", laboratory_bias="4 %")

    assert found.mean == pytest.approx(99.24, abs=2 * CLOSE)


def test_masses_are_read_as_contents() -> None:
    """4.32 mg of 4.5 mg are 96 %."""
    assert judged("4.32 mg") == judged("96 %")


def test_the_chance_is_that_of_the_mean_and_the_scatter() -> None:
    """A lot that is known, of even fill: as `chance_of_passing` says at 5.05 %."""
    found = judged(potency_sd="0 %", blend_cv="5 %")

    # one batch in a hundred is off: nearly all of those fail
    usual = chance_of_passing(100.0, (5.0**2 + 0.742**2) ** 0.5)
    assert 0.985 * usual < found.chance_of_passing < usual


def test_scattered_assays_are_believed_before_the_blend_stated() -> None:
    """80 %, 100 % and 130 % are no blend of 3 %, whatever was stated of it."""
    found = judged("80 %", "100 %", "130 %")

    assert found.chance_off > 0.99
    assert found.chance_of_passing < 0.1


def test_assays_that_do_not_fit_say_so() -> None:
    """70 % is 15 deviations off: something is wrong, and the sheet says so."""
    found = judged("70 %", "71 %", "72 %")
    sheet = found.as_sheet()

    assert found.mean == pytest.approx(71, abs=0.5)
    assert found.chance_off > 0.99
    texts = [getattr(each, "text", "") for each in sheet.sections[0].parts]
    assert any(text.startswith("The assays do not fit the plan") for text in texts)
    fine = [getattr(each, "text", "") for each in judged().as_sheet().sections[0].parts]
    assert not any("do not fit" in text for text in fine)


def test_what_was_weighed_at_the_bench_counts() -> None:
    """1618 mg of powder for 1541 mg are 5 % more drug in 0.57 % more blend: 104.4 %."""
    plan = batch(drug=evolve(TABLETS, content_sd="0 %"), spare_capsules=0)
    filler = plan.fillers[0].to_weigh
    made = Made(weighed={"A": "1618 mg", "B": filler}, tablets_mass="1712 mg")

    found = judge_batch(plan, weights=EVEN, made=made, **EXACT)
    topped = judge_batch(
        plan,
        weights=EVEN,
        made=evolve(made, topped_up=TopUp(blend="10 g", filler="1 g")),
        **EXACT,
    )

    drug = Q("50 mg") * 1618 / Q("171.2 mg").magnitude
    content = drug / (Q("1618 mg") + filler) * Q("135.39 mg") / Q("4.5 mg") * 100
    expected = float(content.magnitude)
    assert found.mean == pytest.approx(expected, abs=2 * CLOSE)
    assert topped.mean == pytest.approx(expected / 1.1, abs=2 * CLOSE)


def test_packing_is_in_the_weights() -> None:
    """How the powders pack moves the fill, and the fill was weighed."""
    assert judged(packing_rsd="20 %") == judged()
    unstated = {name: each for name, each in EXACT.items() if name != "packing_rsd"}
    assert "packing" not in judge_batch(PLAN, weights=EVEN, **unstated).perfect


def test_the_rounding_of_the_powder_is_in_what_was_weighed() -> None:
    """On steps of 100 mg the plan expects a rounding; what was weighed has it already.

    1500 mg of powder hold 50 x 1500 / 171.2 = 438.08 mg; of 13 500 mg of blend
    135.39 mg hold 4.3935 mg, 97.63 %.
    """
    coarse = Balance(readability="100 mg", repeatability="0 mg")
    policy = evolve(reference.policy("usp"), weighing_error="10 %")
    plan = batch(
        drug=evolve(TABLETS, content_sd="0 %"),
        balance=coarse,
        spare_capsules=0,
        policy=policy,
    )
    made = Made(weighed={"A": "1500 mg", "B": "12 g"}, tablets_mass="1712 mg")

    found = judge_batch(
        plan, weights=EVEN, made=made, **(EXACT | {"potency_sd": "0 %"})
    )

    assert found.mean == pytest.approx(97.63, abs=2 * CLOSE)


def test_another_shape_than_a_bell_is_refused() -> None:
    """Lumps would be left out in silence."""
    with pytest.raises(
        FieldError, match="lumps, blend_skewness or particles: expected"
    ):
        judged(lumps="2 %")


def test_a_blend_measured_on_few_portions_is_not_known() -> None:
    """Six portions leave more open than a figure that is taken as known."""
    few = judged(blend_cv=MeasuredCv(cv="3 %", portions=6))

    assert few.chance_of_passing < judged().chance_of_passing
    low, high = few.interval_in_hand
    known = judged().interval_in_hand
    assert low < known[0]
    assert high > known[1]


def test_gross_masses_come_with_their_shells() -> None:
    """What `capsule_masses` made of them is taken as it is."""
    gross = [f"{net + 48} mg" for net in (134.39, 136.39)] * 50
    masses = capsule_masses(
        gross, fill_mass="135.39 mg", empty_shells=["48 mg", "48 mg"]
    )

    assert judge_batch(PLAN, weights=masses, **EXACT) == judged()


def test_it_reads_like_a_table() -> None:
    """Each figure has its name; what was taken as perfect is named in the sheet."""
    found = judged("99 %")

    assert "95 % of the capsules of this batch, 95 % sure: " in str(found)
    assert repr(found).startswith("<BatchInHand: 100 weighed, 1 assayed; mean ")
    texts = [getattr(each, "text", "") for each in found.as_sheet().sections[0].parts]
    assert any("what is known of evenness of the blend" in text for text in texts)
    assert texts[-1] == "Calculated from weights and assays; no release."


def test_nothing_is_named_where_all_is_stated() -> None:
    """A measured blend, and all else: no line of what was taken as perfect."""
    fine = Balance(readability="1 mg", repeatability="0.5 mg")
    plan = batch(drug=evolve(TABLETS, content_sd="2 %"), balance=fine)
    told = EXACT | {"blend_cv": MeasuredCv(cv="3 %", portions=20)}

    found = judge_batch(plan, weights=EVEN, **told)

    assert found.perfect == ()
    texts = [getattr(each, "text", "") for each in found.as_sheet().sections[0].parts]
    assert not any("perfect" in text for text in texts)


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"weights": ["135 mg"]}, "weights: expected 2 net masses or more"),
        ({"fill_rsd": "2 %"}, "fill_rsd: expected no fill_rsd, got one; leave it out"),
        ({"assays": ["99 %", "4.4 mg"]}, r"assays\[1\]: expected contents of one kind"),
    ],
)
def test_what_cannot_be_is_refused(entries: dict[str, Any], message: str) -> None:
    """Each names its field."""
    with pytest.raises(FieldError, match=message):
        judge_batch(PLAN, **({"weights": EVEN} | entries))
