"""What the error budget says of each source, and the figures it is printed with."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from ldn_compound import Balance, CompoundError, Prescription, reference
from ldn_compound.quality.budget.contribution import Contribution
from ldn_compound.quality.budget.design import Design, design_rows, smallest_design
from ldn_compound.quality.budget.error_budget import ErrorBudget, error_budget
from ldn_compound.quality.budget.particles import ParticleSize
from ldn_compound.quality.passing.exact import chance_of_passing
from tests.examples import BULK, TABLETS, batch

KNOWN = evolve(TABLETS, mass_sd="1.712 mg", weighed=25, content_sd="2 %")
BARE = evolve(TABLETS, assay=None, mass_sd=None, weighed=None)
FINE = Balance(readability="1 mg", repeatability="0.8 mg")
COARSE = Balance(readability="10 mg", repeatability="10 mg")
CRYSTALS = ParticleSize(
    30, basis="mass median", geometric_sd=1.2, true_density="1.3 g/mL"
)
MEASURED: dict[str, Any] = {
    "potency_sd": "1 %",
    "packing_rsd": "0 %",
    "fill_rsd": "3 %",
    "blend_cv": "4 %",
    "loss": "0 %",
    "laboratory_bias": "1 %",
    "laboratory_rsd": "1 %",
}
POWDER = "powder of crushed naltrexone hydrochloride tablets"

STATED_FILL = ("capsule", False, "house", "as stated, taken as known exactly")
STATED_BLEND = STATED_FILL
STATED_LOSS = ("batch", False, "house", "0 % lost, as stated")
STATED_PACKING = (
    *("batch", False, "house"),
    "shells filled until full: a blend that packs denser fills fewer",
)
MOST_FILL = (
    *("capsule", True, "pz-2025-completion"),
    "not stated: the most that DAC/NRF allows",
)
EVEN_BLEND = (
    *("capsule", True, "house"),
    "not known, taken as even: measure blend_cv, or state the particles",
)
NO_LOSS = ("batch", True, "house", "none is taken into account")
ALL_FILLED = (
    *("batch", True, "house"),
    "all of the blend goes into all of the shells, as the sheet says",
)
MASS = (
    "all that are crushed are weighed together, and the powder follows their mean: "
    "their spread cancels, one reading and a rounding are left"
)
WEIGHED_TOGETHER = ("batch", False, "jcgm-100", MASS)
ON_NO_BALANCE = ("batch", False, "house", MASS)
ASSAYED = "as stated; it moves what a test finds, not the capsules"
STATED_ASSAYS = {
    "bias of the laboratory": ("laboratory bias", False, "house", ASSAYED),
    "repeatability of the laboratory": ("laboratory scatter", False, "house", ASSAYED),
}
EXACT = "not stated: a test of the batch is taken as exact"
EXACT_ASSAYS = {
    "bias of the laboratory": ("laboratory bias", True, "house", EXACT),
    "repeatability of the laboratory": ("laboratory scatter", True, "house", EXACT),
}
NO_ERROR = ("batch", True, "house", "assay 100 %, its own error is not stated")
READING = ("batch", False, "jcgm-100", "repeatability 10 mg, readability 10 mg")

#: The plan, what is stated, and of each source its kind, whether it was assumed, its
#: source and its basis.
SAID: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "all-measured": (
        {"drug": KNOWN, "balance": FINE},
        MEASURED,
        {
            "evenness of the blend": STATED_BLEND,
            "fill of single capsules": STATED_FILL,
            "content of the lot": (
                *("batch", False, "house"),
                "assay 100 %, with its error",
            ),
            "content of single tablets": (
                *("batch", False, "house"),
                "standard deviation of one tablet over 10 pooled",
            ),
            "mean tablet mass": WEIGHED_TOGETHER,
            f"weighing of {POWDER}": (
                *("batch", False, "jcgm-100"),
                "repeatability 0.8 mg, readability 1 mg",
            ),
            "packing": STATED_PACKING,
            "loss of powder": STATED_LOSS,
            **STATED_ASSAYS,
        },
    ),
    "nothing-measured": (
        {"drug": BARE, "balance": Balance(readability="1 mg")},
        {},
        {
            "content of the lot": (
                *("batch", True, "usp-naltrexone-tablets"),
                "no assay: anywhere within the 90 % to 110 % that a lot may hold",
            ),
            "fill of single capsules": MOST_FILL,
            # 15 / 2.4 = 6.25
            "content of single tablets": (
                *("batch", True, "usp-905"),
                (
                    "standard deviation of one tablet over 10 pooled: 6.25 %, the most "
                    "that just passes uniformity"
                ),
            ),
            "mean tablet mass": WEIGHED_TOGETHER,
            f"weighing of {POWDER}": (
                *("batch", True, "jcgm-100"),
                "repeatability not stated, taken as readability, 1 mg",
            ),
            "packing": ALL_FILLED,
            "evenness of the blend": EVEN_BLEND,
            "loss of powder": NO_LOSS,
            **EXACT_ASSAYS,
        },
    ),
    "tablets-not-counted": (
        {"drug": evolve(KNOWN, weighed=None), "balance": None},
        {"packing_rsd": "2 %"},
        {
            "fill of single capsules": MOST_FILL,
            "packing": STATED_PACKING,
            "content of single tablets": (
                *("batch", False, "house"),
                "standard deviation of one tablet over 10 pooled",
            ),
            "mean tablet mass": ON_NO_BALANCE,
            "content of the lot": NO_ERROR,
            "weighing of the powder": (
                *("batch", True, "house"),
                "no balance was named: taken as exact",
            ),
            "evenness of the blend": EVEN_BLEND,
            "loss of powder": NO_LOSS,
            **EXACT_ASSAYS,
        },
    ),
    "spread-of-mass-unknown": (
        {"drug": evolve(KNOWN, mass_sd=None), "balance": None},
        MEASURED | {"potency_sd": None},
        {
            "evenness of the blend": STATED_BLEND,
            "fill of single capsules": STATED_FILL,
            "mean tablet mass": ON_NO_BALANCE,
            "content of single tablets": (
                *("batch", False, "house"),
                "standard deviation of one tablet over 10 pooled",
            ),
            "content of the lot": NO_ERROR,
            "weighing of the powder": (
                *("batch", True, "house"),
                "no balance was named: taken as exact",
            ),
            "packing": STATED_PACKING,
            "loss of powder": STATED_LOSS,
            **STATED_ASSAYS,
        },
    ),
    "a-trituration": (
        {
            "drug": KNOWN,
            "balance": COARSE,
            "prescription": Prescription("0.5 mg", capsules=30),
        },
        MEASURED,
        {
            "evenness of the blend": STATED_BLEND,
            "fill of single capsules": STATED_FILL,
            f"weighing of {POWDER}": READING,
            f"weighing of trituration 1 of {POWDER}": READING,
            "weighing of diluent 1": READING,
            "evenness of dilution 1": (
                *("batch", True, "house"),
                "not known, taken as even: test the mixing, or state mixing",
            ),
            "recovery of dilution 1": (
                *("batch", True, "house"),
                "not known, taken as all of it: assay a dilution, or state recovery",
            ),
            "content of single tablets": (
                *("batch", False, "house"),
                "standard deviation of one tablet over 3 pooled",
            ),
            "content of the lot": (
                *("batch", False, "house"),
                "assay 100 %, with its error",
            ),
            "mean tablet mass": WEIGHED_TOGETHER,
            "packing": STATED_PACKING,
            "loss of powder": STATED_LOSS,
            **STATED_ASSAYS,
        },
    ),
}


def budget_of(plan: dict[str, Any], **stated: Any) -> ErrorBudget:
    """Work out the budget of the example batch, with some changes."""
    return error_budget(batch(**{"spare_capsules": 0} | plan), **stated)


def blend_of(particles: ParticleSize) -> Contribution:
    """Return what particles contribute to capsules of 0.5 mg."""
    order = Prescription("0.5 mg", capsules=400)
    budget = budget_of({"prescription": order}, particles=particles)
    (found,) = [
        each for each in budget.contributions if each.name == "evenness of the blend"
    ]
    return found


@pytest.mark.requirement("R68")
@pytest.mark.parametrize(("plan", "stated", "said"), SAID.values(), ids=SAID.keys())
def test_each_source_is_told(
    plan: dict[str, Any], stated: dict[str, Any], said: dict[str, Any]
) -> None:
    """What varies, whether within the batch, whether assumed, and on what basis."""
    budget = budget_of(plan, **stated)

    assert said == {
        each.name: (each.kind, each.assumed, each.source, each.basis)
        for each in budget.contributions
    }


def test_what_is_not_stated_is_zero_or_the_most() -> None:
    """An even blend and no loss add nothing; the fill is taken at its limit of 5 %."""
    budget = budget_of({"drug": BARE})

    found = {each.name: each.uncertainty for each in budget.contributions}
    assert found["evenness of the blend"] == 0
    assert found["loss of powder"] == 0
    assert found["packing"] == 0
    assert found["fill of single capsules"] == 5


def test_particles_are_told() -> None:
    """Even crystals are a perfect mix; a skewness of 77 is told as such."""
    even, skewed = blend_of(CRYSTALS), blend_of(evolve(CRYSTALS, geometric_sd=2.5))
    mix = "a perfect mix of particles of this size; a real blend is less even"

    assert (even.kind, even.source, even.basis) == ("capsule", "rohrs-2006", mix)
    # 0.00606 exp(2.25 x 0.8396) exp(9 x 0.8396) = 0.0401 x 1911 = 77
    assert skewed.basis == f"{mix}; its skewness is 77"


def test_a_lot_in_a_window_that_is_not_even() -> None:
    """From 90 % to 120 % of the label the middle is 105 %, half the width 15 of it.

    With an assay the middle of the window does not matter.
    """
    wide = evolve(reference.policy("usp"), name="wide", greatest_content="120 %")
    plan = {"policy": wide, "balance": None}

    unknown = budget_of(plan | {"drug": BARE})
    assayed = budget_of(plan | {"drug": TABLETS})

    assert unknown.mean == pytest.approx(105)
    assert unknown.capsule.half_widths == pytest.approx((15,))
    assert unknown.batch.half_widths == pytest.approx((15,))
    assert assayed.mean == pytest.approx(100)


def test_without_errors_of_the_batch_only_capsules_vary() -> None:
    """At 110 % of the label a fill of 5 % is a spread of 5.5 % of the label.

    Three cases in 10 000 are taken off for what a simulation of products leaves open.
    """
    budget = budget_of(
        {"drug": BULK, "balance": None, "drug_overage": "10 %"},
        potency_sd="0 %",
        fill_rsd="5 %",
        blend_cv="0 %",
    )

    expected = chance_of_passing(110.0, 5.5) - 0.0003
    assert budget.mean == pytest.approx(110)
    assert budget.capsule.sd == pytest.approx(5.5)
    assert budget.chance_of_passing == pytest.approx(expected, abs=1e-6)


def test_a_spread_of_all_is_possible() -> None:
    """100 % is the most that a share can be."""
    assert budget_of({}, fill_rsd="100 %").contributions[0].uncertainty == 100


def test_nothing_that_varies_has_no_shares() -> None:
    """Where nothing is unsure, no part of it has a share."""
    budget = budget_of({"drug": KNOWN, "balance": FINE}, **MEASURED)
    sure = evolve(budget.contributions[-1], uncertainty=0.0)

    assert evolve(budget, contributions=(sure,)).share(sure) == 0


def test_the_printed_budget() -> None:
    """Every figure worked out by hand, but what is put in its place.

    The squares are 16 + 9 + 1 + 0.4 + 0.0034 + 0.0031 = 26.4065. The mean mass of the
    tablets is a reading of 1712 mg, 0.8981 mg or 0.0525 %, and a rounding of 1541 mg to
    1 mg, 0.2887 mg or 0.0187 %: together 0.0557 %.
    """
    budget = evolve(
        budget_of({"drug": KNOWN, "balance": FINE}, **MEASURED, level=0.9),
        mean=100.0,
        interval=(91.5535, 108.4725),
        interval_in_hand=(90.25, 109.75),
        chance_mean_within=0.875,
        chance_of_passing=0.25,
        perfect=(),
    )

    single = "standard deviation of one tablet over"
    assert str(budget).splitlines() == [
        "Content of a capsule: 100 % of the label, 4.5 mg",
        (
            "90 % of capsules, over all batches: 91.55 % to 108.47 %, about 4.12 mg to "
            "about 4.881 mg"
        ),
        (
            "90 % of capsules of this batch, 90 % sure: 90.25 % to 109.75 %, about "
            "4.061 mg to about 4.939 mg"
        ),
        "Chance that the mean is within 90 % to 110 %: 87.5 %",
        "Chance to pass USP <905>: 25 % or more, for normal contents",
        "",
        (
            "     4 %  60.59 % of variance  evenness of the blend (capsule): "
            "as stated, taken as known exactly"
        ),
        (
            "     3 %  34.08 % of variance  fill of single capsules (capsule): as "
            "stated, taken as known exactly"
        ),
        (
            "     1 %   3.79 % of variance  content of the lot (batch): assay 100 %, "
            "with its error"
        ),
        (
            "     1 %      0 % of variance  bias of the laboratory (laboratory bias): "
            f"{ASSAYED}"
        ),
        (
            "     1 %      0 % of variance  repeatability of the laboratory "
            f"(laboratory scatter): {ASSAYED}"
        ),
        (
            "  0.63 %   1.51 % of variance  content of single tablets (batch): "
            f"{single} 10 pooled"
        ),
        (
            f"  0.06 %   0.01 % of variance  weighing of {POWDER} (batch): "
            "repeatability 0.8 mg, readability 1 mg"
        ),
        f"  0.06 %   0.01 % of variance  mean tablet mass (batch): {MASS}",
        (
            "     0 %      0 % of variance  packing (batch): shells filled until full: "
            "a blend that packs denser fills fewer"
        ),
        "     0 %      0 % of variance  loss of powder (batch): 0 % lost, as stated",
    ]


def test_what_was_assumed_is_marked() -> None:
    """The word stands before the basis."""
    lines = str(budget_of({"drug": BARE}, fill_rsd="2 %")).splitlines()

    assert any(
        line.endswith("loss of powder (batch): assumed: none is taken into account")
        for line in lines
    )
    (fill,) = [line for line in lines if "fill of single capsules (" in line]
    assert fill.endswith("(capsule): as stated, taken as known exactly")


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        *(
            (
                {field: "101 %"},
                f"{field}: expected a share 0-100 % such as '2 %', got 101 %",
            )
            for field in ("potency_sd", "packing_rsd", "fill_rsd", "blend_cv", "loss")
        ),
        ({"level": 1.0}, "level: expected a share between 0 and 1, got 1.0"),
        (
            {"blend_cv": "2 %", "particles": CRYSTALS},
            (
                "blend_cv or particles: expected only one of the two, got both; a "
                "measured blend_cv includes the particles already"
            ),
        ),
    ],
)
def test_the_refusal_in_full(stated: dict[str, Any], message: str) -> None:
    """Field, what was expected, what came, and the way out, where there is one."""
    with pytest.raises(CompoundError) as refused:
        budget_of({}, **stated)

    assert str(refused.value) == message


def test_an_error_of_no_assay_shows_the_way_out() -> None:
    """The error of an assay belongs to an assay."""
    with pytest.raises(CompoundError) as refused:
        budget_of({"drug": BARE}, potency_sd="1 %")

    assert str(refused.value) == (
        "assay: expected an assay, got None; state the assay of the drug source, or "
        "leave potency_sd out"
    )


PLANNED = {"drug": KNOWN, "balance": FINE}
BUDGET = budget_of(PLANNED)


def design_of(capsules: int, tablets: int | None, chance: float) -> Design:
    """Return a design that passes with a chance."""
    budget = evolve(BUDGET, chance_mean_within=0.8754, chance_of_passing=chance)
    return Design(capsules=capsules, tablets=tablets, balance=FINE, budget=budget)


def without_perfect(design: Design) -> Design:
    """Take away what was taken as perfect."""
    assert design.budget is not None
    return evolve(design, budget=evolve(design.budget, perfect=()))


def test_a_row_of_a_design() -> None:
    """Chances are in percent, beside the tablets and the step of the balance."""
    (row,) = design_rows([design_of(100, 9, 0.25)])

    assert row[:5] == ("100", "9", "1 mg", "87.5 %", "25 % or more")
    assert row[5].startswith("evenness of the blend; packing; loss of powder; ")
    (all_stated,) = design_rows([without_perfect(design_of(100, 9, 0.25))])
    assert all_stated[5] == "-"


def test_a_lower_bound_is_never_rounded_up() -> None:
    """What is 0.99996 at least may be less than 1, and than 0.99997."""
    design = design_of(100, 9, 0.99996)
    assert design.budget is not None

    (row,) = design_rows([design])

    assert row[4] == "99.99 % or more"
    printed = "Chance to pass USP <905>: 99.99 % or more, for normal contents"
    assert printed in str(design.budget)
    with pytest.raises(CompoundError, match=r"at best 0\.9499, "):
        smallest_design([design_of(30, 9, 0.94999)])


def test_a_lower_bound_of_two_decimals_stays() -> None:
    """The float 0.29 is a little less than 0.29; it is printed as it is written."""
    (row,) = design_rows([design_of(100, 9, 0.29)])

    assert row[4] == "29 % or more"


def test_the_smallest_design_takes_fewest_capsules_then_fewest_tablets() -> None:
    """No tablets are fewer than one; 95 % is often enough unless told otherwise."""
    small, large = design_of(30, 9, 0.94), design_of(100, 9, 0.95)
    fewer, none = design_of(100, 1, 0.95), design_of(100, None, 0.95)

    assert smallest_design([large, fewer, small]) == fewer
    assert smallest_design([fewer, none]) == none


def test_a_target_out_of_reach_says_what_would_help() -> None:
    """The best chance is told, with the capsules it takes."""
    with pytest.raises(CompoundError) as refused:
        smallest_design([design_of(30, 9, 0.125), design_of(100, 9, 0.25)])

    assert str(refused.value) == (
        "designs: expected a chance of 0.95 or more, got at best 0.25, with 100 "
        "capsules; measure what was assumed, mix better, or pool more tablets"
    )
