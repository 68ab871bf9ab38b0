"""The error budget of a plan."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from ldn_compound import (
    Balance,
    BatchPlan,
    CompoundError,
    Prescription,
    Q,
    Trituration,
    reference,
)
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.quality import About, Between, MeasuredCv
from ldn_compound.quality.budget.contribution import Contribution
from ldn_compound.quality.budget.error_budget import ErrorBudget, error_budget
from ldn_compound.quality.budget.particles import ParticleSize
from ldn_compound.quality.budget.plot import plot_budget
from ldn_compound.quality.passing.simulation import samples_pass
from tests.examples import BULK, FILLER, ORDER, SHELL, TABLETS, batch, finding

KNOWN = evolve(TABLETS, mass_sd="1.712 mg", weighed=25, content_sd="2 %")
FINE = Balance(readability="1 mg", repeatability="0.8 mg")
MEASURED: dict[str, Any] = {
    "potency_sd": "1 %",
    "packing_rsd": "0 %",
    "fill_rsd": "3 %",
    "blend_cv": "4 %",
    "loss": "0 %",
    "laboratory_bias": "1 %",
    "laboratory_rsd": "1 %",
}


def budget_of(plan: dict[str, Any], **stated: Any) -> ErrorBudget:
    """Work out the budget of the example batch, with some changes."""
    arguments = {"drug": KNOWN, "balance": FINE, "spare_capsules": 0} | plan
    return error_budget(batch(**arguments), **stated)


@cache
def dilution() -> BatchPlan:
    """Plan capsules of 0.5 mg on a balance of 10 mg: with one dilution."""
    return batch(
        drug=KNOWN,
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="10 mg", repeatability="8 mg"),
        spare_capsules=0,
    )


def diluted(**stated: Any) -> ErrorBudget:
    """Work out the budget of a plan with a dilution."""
    return error_budget(dilution(), **MEASURED, **stated)


def part(budget: ErrorBudget, name: str) -> Contribution:
    """Return the one contribution whose name begins so."""
    (found,) = [each for each in budget.contributions if each.name.startswith(name)]
    return found


@pytest.mark.requirement("R68")
def test_each_source_by_hand() -> None:
    """Content of tablets 2 % over 10; their mean mass is one reading; one weighing.

    2 / 10 ** 0.5 = 0.6325; (0.8 ** 2 + 1 / 6) ** 0.5 = 0.8981 mg, of 1541 mg 0.05828 %,
    of 1712 mg of tablets 0.05246 %; the powder that follows them is rounded to 1 mg,
    1 / 12 ** 0.5 = 0.2887 mg, of 1541 mg 0.01873 %: together 0.0557 %.
    """
    budget = budget_of({}, **MEASURED)

    assert part(budget, "content of the lot").uncertainty == 1
    single = part(budget, "content of single")
    assert single.uncertainty == pytest.approx(0.63246, abs=1e-5)
    # over few steps of the balance a rounding is not quite even
    mean_mass = part(budget, "mean tablet mass")
    assert mean_mass.uncertainty == pytest.approx(0.0557, abs=1e-4)
    assert part(budget, "weighing").uncertainty == pytest.approx(0.05828, abs=1e-5)
    assert budget.assumptions == ()


def test_sources_multiply() -> None:
    """3 % of fill and 4 % of blend are 5 % between capsules, beside the batch's.

    1 + u ** 2 of a product is the product of the 1 + u ** 2: of 1 %, 0.63246 %,
    0.0557 % and 0.05828 % it is 1.00014065, of 3 % and 4 % 1.00250144. What a
    laboratory adds is in none of them.
    """
    budget = budget_of({}, **MEASURED)

    scale = budget.mean
    assert budget.batch.sd == pytest.approx(0.00014065**0.5 * scale, rel=1e-4)
    of_all = 1.00014065 * 1.00250144 - 1
    assert budget.capsule.sd == pytest.approx(of_all**0.5 * scale, rel=1e-4)
    assert sum(map(budget.share, budget.contributions)) == pytest.approx(100)


def test_the_mean_follows_the_weights() -> None:
    """Powder rounds to a hundredth of a mg at most either way; 2 % are lost."""
    kept = budget_of({}, **MEASURED)
    lossy = budget_of({}, **(MEASURED | {"loss": "2 %"}))

    # 1541 mg in place of 1540.8 mg are 0.013 % more; what follows the tablets, none
    assert kept.mean == pytest.approx(100, abs=0.02)
    assert lossy.mean == pytest.approx(0.98 * kept.mean)
    assert kept.mean_content == Q("4.5 mg") * round(kept.mean * 1000) / 100_000


def test_the_powder_follows_the_tablets_that_were_weighed() -> None:
    """Followed by hand through all that a balance of 10 mg may show of three tablets.

    410 mg are planned of three tablets of 171.2 mg, 513.6 mg. Where the balance shows
    510 mg, 410 x 510 / 513.6 = 407.1 mg are weighed as 410 mg, which hold 513.6 / 510
    of the drug that was planned. A tablet varies by 1 %, three of them by 2.965 mg in
    all, and a reading by (100 + 100 / 6) ** 0.5 = 10.80 mg. The powder goes into
    3910 mg, so that it counts by 1 - 410 / 3910.
    """
    order = Prescription("0.5 mg", capsules=30)
    coarse = Balance(readability="10 mg", repeatability="10 mg")
    budget = budget_of({"prescription": order, "balance": coarse}, **MEASURED)
    powder = (360, 370, 380, 380, 390, 400, 410, 420, 420, 430, 440, 450, 460, 460)
    weighed = dict(zip(range(450, 590, 10), powder, strict=True))
    counts = 1 - 410 / 3910
    reading = (100 + 100 / 6) ** 0.5
    shown = NormalDist(513.6, (3 * 1.712**2 + reading**2) ** 0.5)
    share = {each: shown.cdf(each + 5) - shown.cdf(each - 5) for each in weighed}
    holds = {each: weighed[each] / 410 * 513.6 / each for each in weighed}
    mean = sum(share[each] * holds[each] for each in weighed)
    rounded = sum(share[each] * (holds[each] - mean) ** 2 for each in weighed)

    mean_mass = part(budget, "mean tablet mass")

    assert mean_mass.mean == pytest.approx(100 * (1 + counts * (mean - 1)), abs=1e-4)
    expected = 100 * counts * ((reading / 513.6) ** 2 + rounded / mean**2) ** 0.5
    assert mean_mass.uncertainty == pytest.approx(expected, abs=1e-4)


def test_the_spread_of_masses_cancels() -> None:
    """Tablets that vary by 5 % in place of 1 % move the content by a rounding only."""
    even, uneven = (
        part(budget_of({"drug": evolve(KNOWN, mass_sd=sd)}), "mean tablet mass")
        for sd in ("1.712 mg", "8.56 mg")
    )

    assert uneven.uncertainty == pytest.approx(even.uncertainty, abs=1e-3)


def test_a_recovery_by_hand() -> None:
    """85 to 95 %: 90 % on average, and a window of 5 of 90, 5.556 %, either way."""
    budget = diluted(mixing="3 %", recovery=Between("85 %", "95 %"))

    kept = part(budget, "recovery of dilution 1")
    assert (kept.mean, kept.portions, kept.assumed) == (90, None, False)
    assert kept.half_width == pytest.approx(5.5556, abs=1e-4)
    assert kept.uncertainty == pytest.approx(5.5556 / 3**0.5, abs=1e-4)
    assert kept.basis == "85 % to 95 % of the drug, as stated"
    mixed = part(budget, "evenness of dilution 1")
    assert (mixed.mean, mixed.uncertainty, mixed.half_width) == (100, 3, 0)
    all_of_it = diluted(mixing="3 %", recovery="100 %")
    assert budget.mean == pytest.approx(0.9 * all_of_it.mean)


def test_a_recovery_that_scatters() -> None:
    """98 %, standard deviation 1 %: 1 of 98 is 1.0204 %, without a window."""
    kept = part(diluted(recovery=About("98 %", sd="1 %")), "recovery of dilution 1")

    assert (kept.mean, kept.half_width) == (98, 0)
    assert kept.uncertainty == pytest.approx(1.020408)
    assert kept.basis == "98 %, standard deviation 1 % of the drug, as stated"


def test_a_loss_with_a_spread() -> None:
    """0 to 6 % lost: 97 % are left on average, and 3 of 97 either way."""
    budget = budget_of({}, **(MEASURED | {"loss": Between("0 %", "6 %")}))

    lost = part(budget, "loss of powder")
    assert lost.mean == 97
    assert lost.half_width == pytest.approx(300 / 97)
    assert lost.basis == "0 % to 6 % lost, as stated"


def test_a_lot_that_is_believed() -> None:
    """99 %, deviation 2 %: 2 of 99; 95 to 105 %: 5 of 100 either way."""
    drug = {"drug": evolve(KNOWN, assay=None)}
    stated = MEASURED | {"potency_sd": None}

    scatter = part(
        budget_of(drug, **stated, lot=About("99 %", sd="2 %")), "content of the lot"
    )
    window = part(
        budget_of(drug, **stated, lot=Between("95 %", "105 %")), "content of the lot"
    )

    assert (scatter.mean, scatter.half_width, scatter.assumed) == (99, 0, False)
    assert scatter.uncertainty == pytest.approx(200 / 99)
    assert (window.mean, window.half_width, window.assumed) == (100, 5, False)
    assert window.basis == "no assay: 95 % to 105 %, as stated"


def test_sensitivity_by_hand() -> None:
    """6 mg of 128 mg are 4.6875 % either way; beside it a reading to 1 mg.

    (36 / 3 + 1 / 6) ** 0.5 = 3.4881 mg; with a repeatability of 0.8 mg, 3.5787 mg.
    """
    order = Prescription("2 mg", capsules=64)
    for repeatability, total in ((None, 3.4881), ("0.8 mg", 3.5787)):
        balance = Balance(
            readability="1 mg", sensitivity="6 mg", repeatability=repeatability
        )
        plan = {"drug": BULK, "prescription": order, "balance": balance}

        weighing = part(budget_of(plan), "weighing")

        assert weighing.half_width == pytest.approx(4.6875)
        assert weighing.uncertainty == pytest.approx(total / 1.28, abs=1e-3)
        assert not weighing.assumed


def test_sensitivity_means_the_same_to_the_planner() -> None:
    """2 mg x 61 at 6 mg: 6 of 122 mg, 4.918 %, in the finding and in the budget."""
    balance = Balance(readability="1 mg", sensitivity="6 mg")
    plan = batch(
        drug=BULK,
        prescription=Prescription("2 mg", capsules=61),
        balance=balance,
        spare_capsules=0,
    )

    (weighing,) = [
        each for each in error_budget(plan).contributions if each.cause == "weighing"
    ]

    assert weighing.half_width == pytest.approx(600 / 122)
    assert "4.92 %" in finding(plan, "weighing-error").message


def test_a_cv_of_few_portions_is_an_estimate() -> None:
    """Of ten portions the chance is less than of as many as one likes."""
    known = budget_of({}, **MEASURED)
    measured = MeasuredCv(cv="4 %", portions=10)

    budget = budget_of({}, **(MEASURED | {"blend_cv": measured}))

    blend = part(budget, "evenness of the blend")
    assert (blend.uncertainty, blend.portions) == (4, 10)
    assert blend.basis == "measured 10 times; what the true one may be is counted"
    assert budget.chance_of_passing < known.chance_of_passing - 0.03
    assert budget.interval_in_hand[0] < known.interval_in_hand[0]


@pytest.mark.parametrize(
    ("stated", "contents"),
    [
        ({"lumps": "2 %"}, "simulated with lumps in 2 % of capsules"),
        ({"blend_skewness": 0.8}, "simulated with a skewness of 0.8 of the blend"),
    ],
)
def test_a_shape_is_named_beside_the_chance(
    stated: dict[str, Any], contents: str
) -> None:
    """In the line that prints the chance."""
    plan = {"drug": BULK, "balance": None}

    budget = budget_of(plan, **MEASURED, **stated)

    assert budget.contents == contents
    assert f" % or more, {contents}\n" in str(budget)


def test_each_dilution_is_stated_by_itself() -> None:
    """Two dilutions: one figure for both, or one for each, in their order."""
    twice = batch(
        drug=KNOWN,
        prescription=Prescription("0.1 mg", capsules=30),
        balance=Balance(readability="10 mg", repeatability="8 mg"),
        spare_capsules=0,
    )
    assert twice.trituration is not None
    assert len(twice.trituration.dilutions) == 2

    for mixing, expected in (("3 %", [3, 3]), (["3 %", None], [3, 0])):
        budget = error_budget(twice, mixing=mixing)
        found = [part(budget, f"evenness of dilution {number}") for number in (1, 2)]
        assert [each.uncertainty for each in found] == expected
    with pytest.raises(CompoundError, match="recovery: expected one for each of 2, go"):
        error_budget(twice, recovery=["95 %"])


def test_overage_is_in_the_mean() -> None:
    """10 % more drug is 110 % of the label: half of such batches are above 110 %."""
    budget = budget_of({"drug_overage": "10 %", "balance": None}, **MEASURED)

    assert budget.mean == pytest.approx(110)
    assert budget.chance_mean_within == pytest.approx(0.5, abs=1e-6)


def test_a_lot_without_assay_may_hold_anything_lawful() -> None:
    """90 to 110 % of the label: 10 % either way, and no standard figure of a bell."""
    unknown = evolve(KNOWN, assay=None)
    budget = budget_of({"drug": unknown}, **(MEASURED | {"potency_sd": None}))
    lot = part(budget, "content of the lot")

    assert lot.half_width == pytest.approx(10)
    assert lot.uncertainty == pytest.approx(10 / 3**0.5)
    assert lot.assumed
    assert budget.batch.half_widths == pytest.approx((10 * budget.mean / 100,))


@pytest.mark.requirement("R68")
def test_what_is_unknown_is_named() -> None:
    """Nothing stated: every figure that was assumed says so, and why."""
    bare = evolve(TABLETS, assay=None, mass_sd=None, weighed=None)
    budget = budget_of({"drug": bare, "balance": Balance(readability="1 mg")})

    names = {each.name for each in budget.assumptions}

    # the mass of the tablets that are crushed is weighed, whatever it is
    assert names | {"mean tablet mass"} == {each.name for each in budget.contributions}
    assert all(each.basis for each in budget.assumptions)
    # 15 / 2.4 = 6.25 % is the most that passes, over 10 tablets
    single = part(budget, "content of single")
    assert single.uncertainty == pytest.approx(6.25 / 10**0.5)


def test_an_assay_without_error_says_so() -> None:
    """An assay is taken at its word, and the budget says that it is."""
    lot = part(budget_of({}, **(MEASURED | {"potency_sd": None})), "content of the lot")

    assert (lot.uncertainty, lot.assumed) == (0, True)


def test_every_basis_has_a_source() -> None:
    """Each figure names a source that is in the list."""
    for budget in (budget_of({}), budget_of({"drug": evolve(TABLETS, assay=None)})):
        for each in budget.contributions:
            assert reference.source(each.source).title


def test_a_trituration_weighs_three_times() -> None:
    """The contributions of a trituration add up to the error of its weighings.

    420 mg in 4000 mg, of which 490 mg: with u = 1 mg, u^2 = (1/420 - 1/4000)^2 +
    1/4000^2 + 1/490^2.
    """
    order = Prescription("0.5 mg", capsules=30)
    coarse = Balance(readability="10 mg", repeatability="10 mg")
    plan = batch(prescription=order, balance=coarse, drug=KNOWN, spare_capsules=0)
    assert plan.trituration is not None
    (step,) = plan.trituration.dilutions

    budget = error_budget(plan, **MEASURED)

    material, total, portion = (
        float(each.m_as("mg"))
        for each in (step.material.to_weigh, step.total, step.portion.to_weigh)
    )
    reading = (100 + 100 / 6) ** 0.5
    expected = (
        reading
        * ((1 / material - 1 / total) ** 2 + 1 / total**2 + 1 / portion**2) ** 0.5
    )
    weighings = [each for each in budget.contributions if "weighing" in each.name]
    assert len(weighings) == 3
    assert sum(each.uncertainty**2 for each in weighings) ** 0.5 == pytest.approx(
        100 * expected
    )


def test_whole_tablets_are_not_weighed() -> None:
    """All of their powder goes in: mean mass and weighing move nothing."""
    plan = plan_whole_tablets(
        ORDER, drug=KNOWN, filler=FILLER, shell=SHELL, balance=FINE
    )

    names = [each.name for each in error_budget(plan, **MEASURED).contributions]

    assert "mean tablet mass" not in names
    assert not any(name.startswith("weighing") for name in names)


def test_a_powder_is_not_pooled() -> None:
    """Of a powder there is no tablet to vary."""
    names = [each.name for each in budget_of({"drug": BULK}).contributions]

    assert "content of single tablets" not in names


def test_a_stock_dilution_may_be_off_its_label() -> None:
    """Without an assay a stock dilution is as unsure as a lot of tablets."""
    stock = Trituration("10 %", diluent="sucrose", packing=FILLER.packing)

    assert part(budget_of({"drug": stock}), "content of the lot").half_width > 0


def test_no_balance_is_an_assumption() -> None:
    """Without a balance, weighings are taken as exact, and the budget says so."""
    weighing = part(budget_of({"balance": None}), "weighing of the powder")

    assert (weighing.uncertainty, weighing.assumed) == (0, True)


def test_particles_stand_for_the_blend() -> None:
    """0.1 mm crystals of 1.3 g/mL in 0.5 mg vary by 3.69 %, perfectly mixed."""
    coarse = ParticleSize(
        100, basis="mass median", geometric_sd=1.0, true_density="1.3 g/mL"
    )
    budget = budget_of(
        {"prescription": Prescription("0.5 mg", capsules=400)}, particles=coarse
    )

    # (1.3 mg/mm3 x pi/6 x 0.001 mm3 / 0.5 mg) ** 0.5 = 0.036895, of all but the drug
    others = 1 - 0.5 / float(budget.plan.fill_mass.m_as("mg"))
    expected = 3.6895 * others**0.5
    assert part(budget, "evenness").uncertainty == pytest.approx(expected, abs=1e-3)


def test_a_coarse_excipient_makes_doses_less_even() -> None:
    """Crystals of sugar of 0.5 mm, 1.59 g/mL: Stange's term is added, as in a page."""
    fine, coarse = (
        ParticleSize(
            size, basis="mass median", geometric_sd=1.0, true_density=f"{density} g/mL"
        )
        for size, density in ((100, 1.3), (500, 1.59))
    )
    budget = budget_of(
        {"prescription": Prescription("0.5 mg", capsules=400), "drug": BULK},
        particles=fine,
        excipient=coarse,
    )

    # 0.00068068 mg / 0.5 mg, and 0.10407 mg over what is no drug, times its share twice
    fill = float(budget.plan.fill_mass.m_as("mg"))
    squared = (0.00068068 / 0.5 + 0.10407 / (fill - 0.5)) * (1 - 0.5 / fill) ** 2
    found = part(budget, "evenness").uncertainty
    assert found == pytest.approx(100 * squared**0.5, abs=1e-3)


def test_an_excipient_alone_is_refused() -> None:
    """Its particles say nothing without those that carry the drug."""
    fine = ParticleSize(
        100, basis="mass median", geometric_sd=1.0, true_density="1.3 g/mL"
    )

    with pytest.raises(CompoundError, match="excipient: expected particles beside it"):
        budget_of({}, excipient=fine)


@pytest.mark.requirement("R69")
@pytest.mark.parametrize(("geometric_sd", "skewed"), [(1.2, False), (2.5, True)])
def test_a_skewed_content_is_no_bell(geometric_sd: float, skewed: bool) -> None:  # noqa: FBT001
    """Of a few large particles the contents are simulated, and the budget says so.

    30 um crystals of 1.3 g/mL in 0.5 mg: CV 0.00606 exp(2.25 L), skewness CV exp(9 L)
    with L = ln(g) ** 2: 0.0087 for 1.2, 77 for 2.5.
    """
    particles = ParticleSize(
        30, basis="mass median", geometric_sd=geometric_sd, true_density="1.3 g/mL"
    )
    order = Prescription("0.5 mg", capsules=400)

    budget = budget_of({"prescription": order}, particles=particles)

    assert ("skewness" in part(budget, "evenness").basis) is skewed
    how = "simulated with particles of this size" if skewed else "for normal contents"
    assert budget.contents == how


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"fill_rsd": "2 mg"}, "fill_rsd: expected a share 0-100 % such as '2 %'"),
        ({"loss": "101 %"}, "loss: expected a share 0-100 %"),
        ({"level": 1.0}, "level: expected a share between 0 and 1"),
        ({"level": 0.0}, "level: expected a share between 0 and 1"),
        ({"loss": "100 %"}, "loss: expected that some of the drug is left, got 100 %"),
        ({"loss": Between("0 %", "150 %")}, "loss: expected that some of the drug"),
        ({"loss": Between("90 %", "200 %")}, "loss: expected that some of the drug"),
        ({"lot": "99 %"}, "lot: expected what is known of it, got '99 %'; Between"),
        ({"lot": About("99 %", sd="1 %")}, "lot: expected no assay beside it, got 100"),
        ({"mixing": "3 %"}, "mixing: expected a plan with a trituration, got a plan w"),
        ({"lumps": "2 %"}, "lumps: expected a blend_cv, and one shape of it, got no"),
        (
            {"blend_cv": "5 %", "lumps": "2 %", "blend_skewness": 1.0},
            "lumps: expected a blend_cv, and one shape of it, got lumps and blend_s",
        ),
        ({"blend_skewness": 1.0}, "blend_skewness: expected a blend_cv, and one shape"),
        ({"blend_cv": "5 %", "lumps": "0 %"}, "lumps: expected a share above 0 % and"),
        ({"blend_cv": "5 %", "lumps": "100 %"}, "lumps: expected a share above 0 % an"),
        (
            {"blend_cv": "5 %", "blend_skewness": "much"},
            "blend_skewness: expected a number such as 0.8",
        ),
    ],
)
def test_what_cannot_be_is_refused(stated: dict[str, Any], message: str) -> None:
    """A figure that is no share names itself."""
    with pytest.raises(CompoundError, match=message):
        budget_of({}, **stated)


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"recovery": "0 %"}, "recovery: expected that some of the drug is left, got"),
        (
            {"mixing": MeasuredCv(cv="3 %", portions=3)},
            "mixing: expected 4 portions or more, got 3; measure more",
        ),
        ({"mixing": "101 %"}, "mixing: expected a share 0-100 %"),
        ({"recovery": "2 mg"}, "recovery: expected a share"),
    ],
)
def test_what_no_dilution_can_be_is_refused(
    stated: dict[str, Any], message: str
) -> None:
    """Nothing recovered, or three portions, by which the fourth is not bounded."""
    with pytest.raises(CompoundError, match=message):
        diluted(**stated)


def test_a_blend_is_described_once() -> None:
    """A measured blend holds the particles already."""
    coarse = ParticleSize(
        100, basis="mass median", geometric_sd=1.0, true_density="1.3 g/mL"
    )
    with pytest.raises(CompoundError, match="blend_cv or particles: expected only one"):
        budget_of({}, blend_cv="2 %", particles=coarse)


def test_an_error_of_no_assay_is_refused() -> None:
    """The error of an assay belongs to an assay."""
    with pytest.raises(CompoundError, match="assay: expected an assay, got None"):
        budget_of({"drug": evolve(KNOWN, assay=None)}, potency_sd="1 %")


def test_the_budget_reads_like_a_table() -> None:
    """In a notebook, a budget says what it found, with units and what was assumed."""
    lines = str(budget_of({}, fill_rsd="2 %")).splitlines()

    assert lines[0].startswith("Content of a capsule: 100 % of the label, ")
    assert lines[1].startswith("95 % of capsules, over all batches: ")
    assert lines[2].startswith("95 % of capsules of this batch, 95 % sure: ")
    assert any("2 %" in line and "fill of single capsules" in line for line in lines)
    assert sum("assumed: " in line for line in lines) >= 3


@pytest.mark.requirement("R68")
def test_a_chance_is_never_rounded_up() -> None:
    """99.999 % is printed as 99.99 %: nothing is certain."""
    budget = evolve(budget_of({}), chance_of_passing=0.99999)

    certainty, *_ = budget.as_sheet().sections[0].parts

    assert certainty.rows[-1] == (  # type: ignore[union-attr]
        "Chance to pass USP <905>",
        "99.99 % or more, for normal contents",
    )


def test_simulated_batches_agree() -> None:
    """Batches drawn from the sources themselves: means and passes as the budget says.

    40 000 batches of 30 capsules; the chance that a mean lies within 90-110 % has a
    standard error of 0.0015 at most, the chance of passing 0.0025.
    """
    loose = evolve(KNOWN, assay=None, content_sd="6 %", mass_sd="8 mg", weighed=10)
    budget = budget_of({"drug": loose}, fill_rsd="3 %", blend_cv="4 %")
    draw = np.random.default_rng(2026)
    batches = 40_000

    lot = draw.uniform(90, 110, batches)
    # 6 % over 10 pooled; the tablets, 0.0557 % by hand above; 0.8981 of 1541 mg
    for sd in (6 / 10**0.5, 0.0557, 0.05828):
        lot = lot * (1 + draw.normal(0, sd / 100, batches))
    means = lot * 1541 / 1540.8
    capsules = means[:, np.newaxis] * (
        (1 + draw.normal(0, 0.03, (batches, 30)))
        * (1 + draw.normal(0, 0.04, (batches, 30)))
    )

    within = np.mean((means >= 90) & (means <= 110))
    passed = np.mean(samples_pass(capsules))

    assert budget.chance_mean_within == pytest.approx(within, abs=0.005)
    # what its own simulation of products leaves open is taken off
    assert passed - 0.01 <= budget.chance_of_passing <= passed + 0.005
    low, high = budget.interval
    inside = np.mean((capsules >= low) & (capsules <= high))
    assert inside == pytest.approx(0.95, abs=0.003)


def test_the_plot_says_what_it_shows() -> None:
    """Bars with units, the largest on top, assumptions in another colour."""
    import matplotlib as mpl  # noqa: PLC0415

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    budget = budget_of({}, fill_rsd="2 %", blend_cv="4 %")

    ax = plot_budget(budget)
    again = plot_budget(budget, ax=plt.subplots()[1])

    assert ax.get_xlabel() == "standard uncertainty, % of content"
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names[0] == "evenness of the blend\n(capsule)"
    widths = [bar.get_width() for bar in ax.patches]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == 4
    assert "95 % of capsules, over all batches: " in again.get_title()
    plt.close("all")
