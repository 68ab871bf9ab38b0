"""What stands just at a limit, and figures that a test hands on as they came."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import evolve

from ldn_compound import Balance, FieldError, Q, Quantity
from ldn_compound.quality import (
    ParticleSize,
    acceptance_limits,
    assured_probability_of_passing,
    content_verdicts,
    error_budget,
    expected_particles,
    filling_decision,
    mass_loss,
    outcome,
    plot_acceptance_limits,
    plot_budget,
    plot_operating_characteristic,
    potency_test,
    probability_mean_within,
    probability_of_passing,
    reconcile,
    samples_pass,
    simulate_passing,
    theoretical_window,
    uniformity_route,
    usp_905,
    vaum,
)
from ldn_compound.quality.arguments import require_count, require_float, require_floats
from ldn_compound.quality.capsules.balance import why_too_coarse
from tests.examples import BULK, TABLETS, batch
from tests.lazily import library
from tests.made import as_planned

colors: Any = library("matplotlib.colors")
plt: Any = library("matplotlib.pyplot")

#: The squares add up to 6 x 4 + 9 + 3 x 1 = 36: over 9 a standard deviation of 2.
TEN = (2, 2, 2, -2, -2, -2, 3, -1, -1, -1)


def masses(mean: str) -> list[Quantity]:
    """Return ten masses around a mean."""
    return [Q(mean) + Q("1 mg") * each for each in TEN]


class TestPassing:
    """The chance of passing, and samples that just pass."""

    def test_a_unit_may_lie_at_the_limit(self) -> None:
        """75 and 125 of a mean of 100 are within; ten of the first twelve are not.

        The thirty deviate by the root of 1250 / 29 = 6.57, x 2 = 13.1, and pass; the
        first ten by the root of 1250 / 9 = 11.8, x 2.4 = 28.3, and do not. What is
        beside them, thirty at 60, does not pass, and changes nothing.
        """
        just = [75.0, 125.0, *[100.0] * 28]

        passed = samples_pass(np.array([just, [60.0] * 30]))

        assert passed.tolist() == [True, False]

    def test_the_target_moves_the_limits_of_a_unit(self) -> None:
        """29 at 109 and one at 79 have a mean of 108: 79 is below 75 % of it, 81.

        Of the reference for a target of 100 %, 101.5, it would not be: 76.1. The thirty
        deviate by the root of 870 / 29 = 5.48, x 2 = 10.95; the first ten by the root
        of 810 / 9 = 9.49, x 2.4 = 22.8, so that they do not pass alone.
        """
        contents = np.array([[79.0, *[109.0] * 29]])

        assert samples_pass(contents, target=110.0).tolist() == [False]

    def test_the_ends_of_the_targets(self) -> None:
        """90 % and 120 % of the label are targets; a batch at them may pass."""
        assert probability_of_passing(100.0, 0.1, target=90.0) == pytest.approx(1)
        assert probability_of_passing(120.0, 0.1, target=120.0) == pytest.approx(1)

    def test_a_small_error_of_the_mean_counts(self) -> None:
        """At the limit half of the bell is within, however narrow it is."""
        chance = probability_mean_within(110.0, 0.5)

        assert chance == pytest.approx(0.5)

    def test_the_target_counts_in_what_a_sample_assures(self) -> None:
        """At the target a sample assures more than off it."""
        at = assured_probability_of_passing(110.0, 3.0, n=10, target=110.0)
        off = assured_probability_of_passing(110.0, 3.0, n=10)

        assert at > off + 0.1

    def test_no_spread_assures_everything(self) -> None:
        """Ten alike in the middle leave no doubt."""
        assert assured_probability_of_passing(100.0, 0.0, n=10) == pytest.approx(1)

    def test_the_target_counts_in_a_table(self) -> None:
        """The greatest spread accepted assures just the share that was asked for."""
        (limit,) = acceptance_limits(10, means=[108.0], target=110.0)

        assured = assured_probability_of_passing(
            108.0, limit.greatest_sd, n=10, target=110.0
        )
        assert assured == pytest.approx(0.95, abs=1e-6)  # as far as halving goes


class TestFigures:
    """Numbers from outside are shown as they came."""

    @pytest.mark.parametrize(
        ("value", "shown"), [(True, "True"), (1.5, "1.5"), ("2", "'2'")]
    )
    def test_a_count_that_is_none(self, value: Any, shown: str) -> None:
        """A count is a whole number, and neither true nor a text."""
        with pytest.raises(FieldError) as refused:
            require_count(value, "batches", 1)

        assert str(refused.value) == (
            f"batches: expected a whole number of 1 or more, got {shown}"
        )

    def test_one_number_is_one(self) -> None:
        """A list is not one number."""
        values: Any = [1.0, 2.0]

        with pytest.raises(FieldError) as refused:
            require_float(values, "mean", "a mean")

        assert str(refused.value) == (
            "mean: expected a mean, got [1.0, 2.0]; give one number"
        )

    @pytest.mark.parametrize("values", [[[1.0], [1.0, 2.0]], [], [True]])
    def test_what_is_no_column(self, values: Any) -> None:
        """Rows of unequal length, nothing, and truth values are no columns."""
        with pytest.raises(FieldError) as refused:
            require_floats(values, "mean", "means")

        assert str(refused.value) == f"mean: expected means, got {values!r}"

    def test_only_one_number_is_drawn_from(self) -> None:
        """A simulation draws from one mean."""
        means: Any = [100.0, 90.0]

        with pytest.raises(FieldError, match=r"^mean: .*; give one number$"):
            simulate_passing(means, 1.0, batches=1, rng=np.random.default_rng(1))


class TestMasses:
    """Masses at a limit, and what a verdict keeps of what it judged."""

    def test_shells_at_half_of_what_a_capsule_may_be_off(self) -> None:
        """A deviation of 5 mg of shells is just half of 10 % of 100 mg: no remark."""
        parts = Q("1 mg") * 5 / 2
        shells = [Q("50 mg") + parts * each for each in TEN]

        found = filling_decision(
            masses("150 mg"), fill_mass="100 mg", empty_shells=shells
        )

        assert not any("the shells vary as much" in each for each in found.remarks)

    def test_without_a_verdict_there_are_no_reasons(self) -> None:
        """A balance that is too coarse says so, and nothing else is decided."""
        found = filling_decision(
            masses("150 mg"),
            fill_mass="100 mg",
            shell_masses=["50 mg"] * 10,
            balance=Balance(readability="10 mg"),
        )

        assert found.verdict == "no verdict"
        assert found.reasons == ()
        assert found.remarks[0] == (
            "least mass of this balance, 200 mg, is above a capsule of 150 mg: weigh "
            "on one with a readability of 7.5 mg or less"
        )

    def test_a_mass_is_cut_to_a_tenth_in_the_remark(self) -> None:
        """1000/7 mg are 142.857 mg: one decimal is enough to find a balance."""
        remark = why_too_coarse(Balance(readability="10 mg"), None, Q("1000 mg") / 7)

        # 5 % of it are 7.142857 mg, cut to two digits
        assert remark == (
            "least mass of this balance, 200 mg, is above a capsule of about 142.9 mg: "
            "weigh on one with a readability of 7.1 mg or less"
        )

    def test_the_least_load_may_be_the_capsule(self) -> None:
        """A least load of just the capsule needs no other balance for that."""
        balance = Balance(readability="10 mg", minimum="178 mg")

        remark = why_too_coarse(balance, None, Q("178 mg"))

        assert remark is not None
        assert remark.endswith("weigh on one with a readability of 8.9 mg or less")

    def test_what_was_weighed_is_kept(self) -> None:
        """18 g in, 17.5 g out, against the greatest loss of 3 %."""
        found = mass_loss("18 g", "17.5 g")

        assert (found.weighed_in, found.filled) == (Q("18 g"), Q("17.5 g"))
        assert found.greatest == Q("3 %")

    def test_what_was_judged_is_kept(self) -> None:
        """The theory, the limits and the sample stand in the verdict."""
        window = theoretical_window(masses("100 mg"), "100 mg", weighed="net")
        value = vaum(masses("100 mg"), "100 mg")

        assert (window.limit, window.far_limit) == (Q("10 %"), Q("10 %"))
        assert window.outside == window.far_outside == ()
        assert window.reference == Q("100 mg")
        assert (value.theoretical, value.greatest) == (Q("100 mg"), Q("11 %"))
        assert value.sample.n == 10

    def test_all_of_a_capsule_may_be_drug(self) -> None:
        """110 mg of drug in 110 mg are all of it."""
        found = uniformity_route("110 mg", "110 mg")

        assert (found.drug, found.share) == (Q("110 mg"), Q("100 %"))
        assert found.verdict == "weight variation"

    def test_the_most_capsules(self) -> None:
        """100 000 capsules are the most that are reconciled."""
        found = reconcile(
            theoretical_capsules=100_000,
            filled_capsules=100_000,
            weighed_in="18 kg",
            filled="18 kg",
        )

        assert found.count_yield == Q("100 %")


class TestContents:
    """Contents are judged against their target, and their mean by itself."""

    def test_both_verdicts_hold_the_contents(self) -> None:
        """The same contents, the same target, and how many they are."""
        contents = [108 + each for each in TEN]

        tested, potency = content_verdicts(contents, 105)

        assert tested == usp_905(contents, 105)
        assert tested != usp_905(contents)
        assert tested.target == Q("105 %")
        assert potency == potency_test(contents)
        assert potency.n == 10

    def test_no_content_is_no_target(self) -> None:
        """Nobody aims at nothing."""
        with pytest.raises(FieldError) as refused:
            usp_905([100] * 10, 0)

        assert str(refused.value) == (
            "target: expected a target above zero such as 100, got 0 %"
        )


class TestParticles:
    """Particles of one median by mass."""

    def test_a_spread_of_sizes_makes_more_particles(self) -> None:
        """By exp(4.5 ln(1.5)^2) = exp(4.5 x 0.164402) = exp(0.739808) = 2.09553."""
        alike = ParticleSize(
            50, basis="mass median", geometric_sd=1.0, true_density="1.3 g/mL"
        )
        spread = evolve(alike, geometric_sd=1.5)

        more = expected_particles("1 mg", spread) / expected_particles("1 mg", alike)

        assert more == pytest.approx(2.09553, rel=1e-5)

    def test_a_dose_that_is_none(self) -> None:
        """Particles are counted in a mass above zero."""
        alike = ParticleSize(
            50, basis="mass median", geometric_sd=1.0, true_density="1.3 g/mL"
        )

        with pytest.raises(FieldError) as refused:
            expected_particles("0 mg", alike)

        assert str(refused.value) == (
            "dose: expected a dose above zero such as Q('4.5 mg/capsule'), got "
            "0 mg/capsule"
        )


class TestOutcome:
    """What was made of a plan."""

    def test_the_blend_that_is_left_over_is_in_no_capsule(self) -> None:
        """10 % more blend than 100 capsules take: each holds what was planned.

        100 x 4.5 mg x 1.1 = 495 mg of pure drug; 100 capsules take 450 mg of them.
        """
        plan = batch(drug=BULK, balance=None, spare_capsules=0, blend_excess="10 %")

        made = outcome(plan, as_planned(plan))

        assert plan.weighings[0].to_weigh == Q("495 mg")
        assert made.strength == Q("4.5 mg/capsule")

    def test_the_figures_are_rounded_for_people(self) -> None:
        """463.5 mg in 97 capsules are 4.778351 mg each, 106.18557 % of 4.5 mg."""
        plan = batch(drug=BULK, balance=None)

        made = outcome(plan, as_planned(plan, capsules=97))

        first, deviation = str(made).splitlines()
        assert first == (
            "97 capsules of about 4.7784 mg/capsule by weight, about 106.19 % of the "
            "label"
        )
        assert deviation == "deviation: 97 capsules kept, 103 planned"
        assert repr(made) == (
            "<Outcome: 97 capsules of about 4.7784 mg/capsule, about 106.19 % of the "
            "label; 0 tests, 0 not passed; 1 deviations>"
        )

    def test_no_potency_test_is_said(self) -> None:
        """Evenness alone is told as such, in the last line."""
        plan = batch(drug=BULK, balance=None)

        made = outcome(plan, as_planned(plan), verdicts=[usp_905([100] * 10)])

        assert str(made).splitlines()[-1] == (
            "no potency test: evenness says nothing of the mean content"
        )


@pytest.fixture
def _no_screen() -> Any:
    """Draw without a screen, and leave no figure behind."""
    yield
    plt.close("all")


@pytest.mark.usefixtures("_no_screen")
class TestPictures:
    """What is drawn can be read, and tells apart what differs."""

    def test_chances_from_nothing_to_all(self) -> None:
        """The axis holds 0 to 100 % with room above, and a line of 201 spreads."""
        axes = plot_operating_characteristic(means=[100.0])

        assert axes.get_ylim() == (0.0, 105.0)
        assert np.size(axes.lines[0].get_xdata()) == 201

    def test_spreads_from_nothing_on(self) -> None:
        """A spread is never below zero."""
        axes = plot_acceptance_limits(sizes=[10])

        assert axes.get_ylim()[0] == 0.0

    def test_what_was_assumed_has_another_colour(self) -> None:
        """Two colours, told apart by the legend; each bar has its figure.

        Nothing is known of these tablets: fill and lot are assumed, the blend is not.
        """
        bare = evolve(TABLETS, assay=None, mass_sd=None, weighed=None)
        budget = error_budget(batch(drug=bare), blend_cv="4 %")

        axes = plot_budget(budget)

        legend = axes.get_legend()
        stated, assumed = legend.get_patches()
        texts = [each.get_text() for each in legend.get_texts()]
        colours = {
            name.split("(")[0].replace("\n", " ").strip(): colors.to_rgba(
                bar.get_facecolor()
            )
            for name, bar in zip(
                (each.get_text() for each in axes.get_yticklabels()),
                axes.patches,
                strict=True,
            )
        }
        assert texts == ["stated", "assumed: nobody stated it"]
        assert stated.get_facecolor() != assumed.get_facecolor()
        assert colours["evenness of the blend"] == stated.get_facecolor()
        assert colours["fill of single capsules"] == assumed.get_facecolor()
        assert colours["content of the lot"] == assumed.get_facecolor()
        # 10 % either way: 10 / the root of 3 = 5.77 %
        labels = [each.get_text() for each in axes.texts]
        assert labels[:3] == ["5.77 %", "5 %", "4 %"]
        assert not any(each.get_parse_math() for each in axes.get_yticklabels())

    def test_the_title_of_a_budget(self) -> None:
        """463.5 mg, shown as 464 mg, are 100.1 %; half of capsules lie in 0.6745 sd.

        A fill of 4 % of 100.1079 % is 4.0043: 97.4 % to 102.8 %.
        """
        plan = batch(drug=BULK, balance=Balance(readability="1 mg"))
        budget = error_budget(
            plan, potency_sd="0 %", fill_rsd="4 %", blend_cv="0 %", level=0.5
        )

        title = plot_budget(budget).get_title()

        assert title == (
            "Content of a capsule: 100.1 % of the label\n"
            "50 % of capsules, over all batches: 97.4 % to 102.8 %"
        )

    def test_no_number_of_a_budget_has_a_trailing_zero(self) -> None:
        """2.50 could be read as 250: bars, title and axis write 2.5, 100 and 0.5."""
        largest, *_ = error_budget(batch()).contributions
        budget = evolve(
            error_budget(batch(), level=0.5),
            mean=100.0,
            interval=(90.0, 110.0),
            contributions=(evolve(largest, uncertainty=2.5),),
        )

        axes = plot_budget(budget)

        axes.figure.draw_without_rendering()
        marks = [each.get_text() for each in axes.get_xticklabels()]
        assert [each.get_text() for each in axes.texts] == ["2.5 %"]
        assert axes.get_title() == (
            "Content of a capsule: 100 % of the label\n"
            "50 % of capsules, over all batches: 90 % to 110 %"
        )
        assert "0.5" in marks
        assert not any(each.endswith(".0") for each in marks)

    def test_the_title_of_a_budget_has_one_decimal(self) -> None:
        """What is estimated is known no better: 100.06, 90.06 and 110.06 %."""
        budget = evolve(
            error_budget(batch(), level=0.5), mean=100.06, interval=(90.06, 110.06)
        )

        assert plot_budget(budget).get_title() == (
            "Content of a capsule: 100.1 % of the label\n"
            "50 % of capsules, over all batches: 90.1 % to 110.1 %"
        )
