"""Monte Carlo: batches drawn one by one, against the error budget's formulas."""

from __future__ import annotations

from itertools import permutations
from math import sqrt
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from ldn_compound import Balance, FieldError
from ldn_compound.quality.budget.error_budget import ErrorBudget, error_budget
from ldn_compound.quality.budget.homogeneity import content_cv, skewness
from ldn_compound.quality.budget.monte_carlo import simulate_batches, summarize_batches
from ldn_compound.quality.budget.particles import ParticleSize
from ldn_compound.quality.passing.simulation import samples_pass
from tests.examples import TABLETS, batch

BATCHES = 40_000
#: So many standard errors are exceeded once in 16 000 cases; the seeds are fixed.
SURE = 4.0
COARSE = ParticleSize(
    250, basis="mass median", geometric_sd=1.5, true_density="1.3 g/mL"
)


def budget_of(*, assay: str | None = "100 %", **stated: Any) -> ErrorBudget:
    """Work out a budget with sizeable contributions."""
    drug = evolve(TABLETS, content_sd="6 %", assay=assay)
    fine = Balance(readability="1 mg", repeatability="8 mg")
    return error_budget(batch(drug=drug, balance=fine), **stated)


#: Spread of the fill and of the blend. [%]
OWN = {"measured": (3, 4), "no assay": (3, 4), "uneven": (5, 6)}
BUDGETS = {
    "measured": budget_of(potency_sd="2 %", fill_rsd="3 %", blend_cv="4 %"),
    "no assay": budget_of(assay=None, fill_rsd="3 %", blend_cv="4 %"),
    "uneven": budget_of(potency_sd="2 %", fill_rsd="5 %", blend_cv="6 %", loss="3 %"),
}


@pytest.mark.parametrize("name", BUDGETS)
def test_batches_spread_as_the_budget_says(name: str) -> None:
    """Mean and deviations agree within four standard errors, and the second order.

    A deviation of n values has the relative standard error 1 / (2 n) ** 0.5. The
    product of factors has cross terms that a sum of squares lacks: with all of the
    variance v below 0.01, at most v / 2 of a deviation, 0.5 %.
    """
    budget = BUDGETS[name]

    drawn = summarize_batches([simulate_batches(budget, batches=BATCHES, seed=7)])

    assert drawn.batches == BATCHES
    standard_error = budget.batch.total_sd / sqrt(BATCHES)
    assert drawn.mean == pytest.approx(budget.mean, abs=SURE * standard_error)
    off = SURE / sqrt(2 * BATCHES) + 0.005
    assert drawn.batch_sd == pytest.approx(budget.batch.total_sd, rel=off)
    assert drawn.capsule_sd == pytest.approx(budget.capsule.total_sd, rel=off)


@pytest.mark.parametrize("name", BUDGETS)
def test_intervals_hold_what_they_say(name: str) -> None:
    """95 % of drawn capsules lie in the interval, and as many means within 90-110 %.

    Besides four standard errors, 0.3 % for what the product has that the sum has not.
    """
    budget = BUDGETS[name]
    columns = simulate_batches(budget, batches=BATCHES, seed=8)
    drawn = summarize_batches([columns])
    low, high = budget.interval

    inside = float(((columns["content"] >= low) & (columns["content"] <= high)).mean())

    assert inside == pytest.approx(0.95, abs=SURE * drawn.error(0.95) + 0.003)
    chance = budget.chance_mean_within
    assert drawn.mean_within == pytest.approx(
        chance, abs=SURE * drawn.error(chance) + 0.003
    )


@pytest.mark.parametrize("name", BUDGETS)
def test_the_share_that_passes(name: str) -> None:
    """The budget's chance is a lower bound; batches drawn in another way pass as often.

    Drawn again: the mean from the budget's spread of it, windows and bell multiplied;
    thirty capsules by the spreads of fill and blend. Two shares of n batches differ by
    2 ** 0.5 standard errors, and by 0.5 % for the bell that stands for several.
    """
    budget = BUDGETS[name]
    random = np.random.default_rng(9)
    batch = budget.batch
    means = batch.mean + random.normal(0, batch.sd, BATCHES)
    for half in batch.half_widths:
        means *= 1 + random.uniform(-half, half, BATCHES) / batch.mean
    fill, blend = (
        1 + random.normal(0, each / 100, (BATCHES, 30)) for each in OWN[name]
    )
    again = float(samples_pass(means[:, np.newaxis] * fill * blend).mean())

    drawn = summarize_batches([simulate_batches(budget, batches=BATCHES, seed=9)])

    error = drawn.error(drawn.passing)
    assert drawn.passing >= budget.chance_of_passing - SURE * error
    assert drawn.passing == pytest.approx(again, abs=SURE * sqrt(2) * error + 0.005)


@pytest.mark.requirement("R92")
def test_the_same_seed_gives_the_same_bytes() -> None:
    """One seed and one partition are one table, to the last bit."""
    budget = BUDGETS["measured"]
    one, same = (
        simulate_batches(budget, batches=25_000, seed=3, partition=5) for _ in range(2)
    )

    assert {name: cells.tobytes() for name, cells in one.items()} == {
        name: cells.tobytes() for name, cells in same.items()
    }


@pytest.mark.parametrize(("seed", "partition"), [(4, 5), (3, 6)])
def test_another_seed_or_partition_is_another_draw(seed: int, partition: int) -> None:
    """No batch of one partition stands in another."""
    budget = BUDGETS["measured"]
    one = simulate_batches(budget, batches=100, seed=3, partition=5)
    other = simulate_batches(budget, batches=100, seed=seed, partition=partition)

    assert not set(one["mean"]) & set(other["mean"])


def test_seeds_are_those_that_numpy_spawns() -> None:
    """Partition 2 draws from the third child of the seed.

    With a single contribution, a window of the kind ``batch``, the first numbers drawn
    are for its bell, of which there is none, and the next ones for the means.
    """
    budget = BUDGETS["no assay"]
    lot = next(each for each in budget.contributions if each.half_width)
    alone = evolve(budget, contributions=(lot,))
    child = np.random.SeedSequence(11).spawn(3)[2]
    half = lot.half_width / 100
    random = np.random.default_rng(child)
    random.standard_normal(50)
    expected = budget.mean * random.uniform(1 - half, 1 + half, 50)

    drawn = simulate_batches(alone, batches=50, seed=11, partition=2)

    # the bell's deviation is a root of what is left of two equal squares
    assert drawn["mean"] == pytest.approx(expected, rel=1e-8)


@pytest.mark.requirement("R92")
def test_the_order_of_partitions_does_not_matter() -> None:
    """Figures of all partitions are the same to the last bit in any order."""
    parts = [
        simulate_batches(BUDGETS["uneven"], batches=300, seed=3, partition=number)
        for number in range(4)
    ]

    figures = {summarize_batches(some) for some in permutations(parts)}

    assert len(figures) == 1


def test_deviations_of_few_portions_are_drawn() -> None:
    """Of n portions, one more is off by (n - 1) / (n - 3) of the variance.

    2 % on eight portions: 2 x (7 / 5) ** 0.5 = 2.366 between batches; 4 % on ten, 4 x
    (9 / 7) ** 0.5 = 4.536 within. So drawn, thirty of a batch share their deviation.
    """
    budget = BUDGETS["measured"]
    lot, blend = (
        next(each for each in budget.contributions if each.cause == cause)
        for cause in ("lot", "blend")
    )
    unsure = (evolve(lot, portions=8), evolve(blend, portions=10))
    some = evolve(budget, contributions=unsure, mean=100.0)

    columns = simulate_batches(some, batches=BATCHES, seed=12)
    drawn = summarize_batches([columns])

    # the fourth moments of these are twice and thrice those of a bell
    assert drawn.batch_sd == pytest.approx(2.366, rel=0.03)
    within = float(np.sqrt((columns["sample_sd"] ** 2).mean()))
    assert within == pytest.approx(4.536, rel=0.03)
    # as much varies between batches: a chi of nine degrees has 4 x 0.3
    assert float(columns["sample_sd"].std()) > 1


def test_nothing_unsure_always_passes() -> None:
    """Batches without spread are all alike and pass; at 80 % of label, none does."""
    certain = evolve(BUDGETS["measured"], contributions=(), mean=100.0)
    low = evolve(certain, mean=80.0)

    always, never = (
        summarize_batches([simulate_batches(each, batches=100, seed=1)])
        for each in (certain, low)
    )

    assert (always.mean, always.batch_sd, always.passing) == (100, 0, 1)
    assert (never.mean, never.mean_within, never.passing) == (80, 0, 0)


def test_columns_describe_the_thirty() -> None:
    """Mean and deviation lie between the least and the greatest content."""
    drawn = simulate_batches(BUDGETS["measured"], batches=500, seed=2)

    assert (drawn["least"] < drawn["sample_mean"]).all()
    assert (drawn["sample_mean"] < drawn["greatest"]).all()
    assert (drawn["least"] <= drawn["content"]).all()
    assert (drawn["content"] <= drawn["greatest"]).all()
    # a mean of 30 scatters about the batch's by a root of 30 less than a capsule
    off = drawn["sample_mean"] - drawn["mean"]
    own = float(np.sqrt((drawn["sample_sd"] ** 2).mean() / 30))
    assert float(off.std()) == pytest.approx(own, rel=SURE / sqrt(1000))


def test_particles_are_drawn_as_they_are() -> None:
    """Coarse particles make contents skewed, as the formulas say, not a bell.

    Of 20 000 contents the deviation has a relative standard error of 0.5 %, and the
    skewness one of (6 / n) ** 0.5 = 0.017, both some more for the long tail.
    """
    even = evolve(BUDGETS["measured"], contributions=(), mean=100.0)
    drawn = simulate_batches(even, batches=20_000, seed=5, particles=COARSE)
    contents = drawn["content"]

    cv, skewed = content_cv("4.5 mg", COARSE), skewness("4.5 mg", COARSE)
    assert float(contents.std()) == pytest.approx(100 * cv, rel=0.02)
    third = float((((contents - contents.mean()) / contents.std()) ** 3).mean())
    assert third == pytest.approx(skewed, abs=0.1)
    assert skewed > 0.3


def test_the_blend_is_not_described_twice() -> None:
    """A measured spread of the blend holds that of its particles already."""
    with pytest.raises(
        FieldError, match="particles: expected particles or blend_cv, got"
    ):
        simulate_batches(BUDGETS["measured"], batches=1, seed=1, particles=COARSE)


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"batches": 0, "seed": 1}, "batches: expected a whole number of 1 or more"),
        ({"batches": 1, "seed": -1}, "seed: expected a whole number of 0 or more"),
        (
            {"batches": 1, "seed": 1, "partition": -1},
            "partition: expected a whole number of 0 or more",
        ),
    ],
)
def test_counts_must_be_counts(numbers: dict[str, Any], message: str) -> None:
    """No batch, a negative seed or a negative partition is refused."""
    with pytest.raises(FieldError, match=message):
        simulate_batches(BUDGETS["measured"], **numbers)


def test_one_batch_has_no_spread() -> None:
    """A deviation needs two."""
    one = simulate_batches(BUDGETS["measured"], batches=1, seed=1)

    with pytest.raises(FieldError, match="partitions: expected two batches or more"):
        summarize_batches([one])


def test_a_shape_that_is_not_drawn_is_refused() -> None:
    """Batches without the lumps that a budget was told would pass too often."""
    budget = budget_of(potency_sd="2 %", fill_rsd="3 %", blend_cv="4 %", lumps="2 %")

    with pytest.raises(FieldError, match="budget: expected a budget for normal"):
        simulate_batches(budget, batches=10, seed=1)
