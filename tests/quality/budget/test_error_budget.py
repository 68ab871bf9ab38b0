"""The error budget of a plan."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import evolve

from ldn_compound import Balance, CompoundError, Prescription, Q, Trituration, reference
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.quality.budget.contributions import Contribution
from ldn_compound.quality.budget.error_budget import ErrorBudget, error_budget
from ldn_compound.quality.budget.particles import ParticleSize
from ldn_compound.quality.budget.plot import plot_budget
from ldn_compound.quality.passing.simulation import samples_pass
from tests.examples import BULK, FILLER, ORDER, SHELL, TABLETS, batch

KNOWN = evolve(TABLETS, mass_sd="1.712 mg", weighed=25, content_sd="2 %")
FINE = Balance(readability="1 mg", repeatability="0.8 mg")
MEASURED: dict[str, Any] = {
    "potency_sd": "1 %",
    "packing_rsd": "0 %",
    "fill_rsd": "3 %",
    "blend_cv": "4 %",
    "loss": "0 %",
}


def budget_of(plan: dict[str, Any], **stated: Any) -> ErrorBudget:
    """Work out the budget of the example batch, with some changes."""
    arguments = {"drug": KNOWN, "balance": FINE, "spare_capsules": 0} | plan
    return error_budget(batch(**arguments), **stated)


def part(budget: ErrorBudget, name: str) -> Contribution:
    """Return the one contribution whose name begins so."""
    (found,) = [each for each in budget.contributions if each.name.startswith(name)]
    return found


@pytest.mark.requirement("R68")
def test_each_source_by_hand() -> None:
    """Content of tablets 2 % over 10; mean mass 1 % over 25; one weighing.

    2 / 10 ** 0.5 = 0.6325; 1.712 mg are 1 % of 171.2 mg, over 5 = 0.2;
    (0.8 ** 2 + 1 / 6) ** 0.5 = 0.8981 mg of 1541 mg = 0.05828 %.
    """
    budget = budget_of({}, **MEASURED)

    assert part(budget, "content of the lot").uncertainty == 1
    single = part(budget, "content of single")
    assert single.uncertainty == pytest.approx(0.63246, abs=1e-5)
    assert part(budget, "mean tablet mass").uncertainty == pytest.approx(0.2)
    assert part(budget, "weighing").uncertainty == pytest.approx(0.05828, abs=1e-5)
    assert budget.assumptions == ()


def test_sources_add_as_squares() -> None:
    """3 % of fill and 4 % of blend are 5 % between capsules, beside the batch's."""
    budget = budget_of({}, **MEASURED)

    # 1 + 0.4 + 0.04 + 0.05828 ** 2 = 1.443397 is the square of the batch's part
    scale = budget.mean / 100
    assert budget.batch.sd == pytest.approx(1.443397**0.5 * scale, rel=1e-6)
    assert budget.capsule.sd == pytest.approx((1.443397 + 25) ** 0.5 * scale, rel=1e-6)
    assert sum(map(budget.share, budget.contributions)) == pytest.approx(100)


def test_the_mean_follows_the_weights() -> None:
    """1541 mg in place of 1540.8 mg are 100.013 % of the label; 2 % are lost."""
    kept = budget_of({}, **MEASURED)
    lossy = budget_of({}, **(MEASURED | {"loss": "2 %"}))

    assert kept.mean == pytest.approx(100 * 1541 / 1540.8)
    assert lossy.mean == pytest.approx(98 * 1541 / 1540.8)
    assert kept.mean_content == Q("4.500585 mg")  # 4.5 mg x 1.00013


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
    assert budget.batch.half_width == pytest.approx(10 * budget.mean / 100)


@pytest.mark.requirement("R68")
def test_what_is_unknown_is_named() -> None:
    """Nothing stated: every figure that was assumed says so, and why."""
    bare = evolve(TABLETS, assay=None, mass_sd=None, weighed=None)
    budget = budget_of({"drug": bare, "balance": Balance(readability="1 mg")})

    names = {each.name for each in budget.assumptions}

    assert names == {each.name for each in budget.contributions}
    assert all(each.basis for each in budget.assumptions)
    # 7.5 % may be passed by two of twenty: 7.5 / 1.645 = 4.559 %, over 10 tablets
    mean_mass = part(budget, "mean tablet mass")
    assert mean_mass.uncertainty == pytest.approx(4.559 / 10**0.5, abs=1e-3)
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

    # (1.3 mg/mm3 x pi/6 x 0.001 mm3 / 0.5 mg) ** 0.5 = 0.036895
    assert part(budget, "evenness").uncertainty == pytest.approx(3.6895, abs=1e-3)


@pytest.mark.requirement("R69")
@pytest.mark.parametrize(("geometric_sd", "assumed"), [(1.2, False), (2.5, True)])
def test_a_skewed_content_is_no_bell(geometric_sd: float, assumed: bool) -> None:  # noqa: FBT001
    """A few large particles make the chance of passing too kind: the budget says so.

    30 um crystals of 1.3 g/mL in 0.5 mg: CV 0.00606 exp(2.25 L), skewness CV exp(9 L)
    with L = ln(g) ** 2: 0.0087 for 1.2, 77 for 2.5.
    """
    particles = ParticleSize(
        30, basis="mass median", geometric_sd=geometric_sd, true_density="1.3 g/mL"
    )
    order = Prescription("0.5 mg", capsules=400)

    blend = part(budget_of({"prescription": order}, particles=particles), "evenness")

    assert blend.assumed is assumed
    assert ("skewness" in blend.basis) is assumed


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"fill_rsd": "2 mg"}, "fill_rsd: expected a share 0-100 % such as '2 %'"),
        ({"loss": "101 %"}, "loss: expected a share 0-100 %"),
        ({"level": 1.0}, "level: expected a share between 0 and 1"),
        ({"level": 0.0}, "level: expected a share between 0 and 1"),
    ],
)
def test_what_cannot_be_is_refused(stated: dict[str, Any], message: str) -> None:
    """A figure that is no share names itself."""
    with pytest.raises(CompoundError, match=message):
        budget_of({}, **stated)


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

    assert lines[0] == "content of a capsule: 100.01 % of the label, about 4.501 mg"
    assert lines[1].startswith("95 % of capsules: ")
    assert any("2 %" in line and "fill of single capsules" in line for line in lines)
    assert sum("assumed: " in line for line in lines) >= 3


@pytest.mark.requirement("R68")
def test_a_chance_is_never_rounded_up() -> None:
    """99.999 % is printed as 99.99 %: nothing is certain."""
    budget = evolve(budget_of({}), chance_of_passing=0.99999)

    (certainty,) = budget.as_sheet().sections[0].parts

    assert certainty.rows[-1] == (  # type: ignore[union-attr]
        "Chance to pass USP <905>, at least",
        "99.99 %",
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
    # 6 % over 10 pooled; 8 of 171.2 mg over 10 weighed; 0.8981 of 1541 mg
    for sd in (6 / 10**0.5, 8 / 1.712 / 10**0.5, 0.05828):
        lot = lot * (1 + draw.normal(0, sd / 100, batches))
    means = lot * 1541 / 1540.8
    capsules = means[:, np.newaxis] * (
        (1 + draw.normal(0, 0.03, (batches, 30)))
        * (1 + draw.normal(0, 0.04, (batches, 30)))
    )

    within = np.mean((means >= 90) & (means <= 110))
    passed = np.mean(samples_pass(capsules))

    assert budget.chance_mean_within == pytest.approx(within, abs=0.005)
    # a lower bound, which is 0.04 low here: it adds the risks of both of its stages
    assert passed - 0.06 <= budget.chance_of_passing <= passed + 0.005
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
    assert "95 % of capsules" in again.get_title()
    plt.close("all")
