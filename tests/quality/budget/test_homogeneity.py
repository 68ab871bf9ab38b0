"""How much the drug in a capsule varies, because drug comes in particles."""

from __future__ import annotations

from math import exp, log, sqrt
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from ldn_compound import FieldError, Q
from ldn_compound.quality import (
    ParticleSize,
    content_cv,
    expected_particles,
    greatest_diameter,
    least_normal_dose,
    probability_of_passing,
    samples_pass,
    simulate_contents,
    skewness,
)
from ldn_compound.quality.budget.homogeneity import GREATEST_NORMAL_SKEWNESS
from tests.lazily import library

stats: Any = library("scipy.stats")


def powder(diameter: float, geometric_sd: float) -> ParticleSize:
    """Make a powder of the density that the worked figures are for."""
    return ParticleSize(
        diameter,
        basis="mass median",
        geometric_sd=geometric_sd,
        true_density="1.3 g/mL",
    )


def powder_with(cv: float, skew: float) -> ParticleSize:
    """Make a powder of which 1 mg varies and leans as wanted."""
    geometric_sd = exp(sqrt(log(skew / cv) / 9))
    any_powder = powder(100, geometric_sd)
    return powder(greatest_diameter("1 mg", cv, any_powder), geometric_sd)


def drawn_one_by_one(dose: float, particles: ParticleSize, capsules: int) -> Any:
    """Draw every single particle of every capsule, by count, as percent of the dose."""
    rng = np.random.default_rng(1990)
    spread = log(particles.geometric_sd)
    by_count = particles.diameter * exp(-3 * spread**2)
    drug = 1.3 * np.pi / 6 * (by_count / 1000) ** 3
    numbers = rng.poisson(dose / (drug * exp(4.5 * spread**2)), capsules)
    sizes = np.exp(rng.normal(0, spread, numbers.sum()))
    owners = np.repeat(np.arange(capsules), numbers)
    return 100 / dose * drug * np.bincount(owners, weights=sizes**3, minlength=capsules)


class TestVariation:
    """CV^2 is the drug in a particle, averaged by mass, over the dose."""

    @pytest.mark.requirement("R69")
    @pytest.mark.parametrize(
        ("dose", "diameter", "geometric_sd", "cv"),
        [
            # 0.00068068 mg / 0.5 mg = 0.0013614, of which the root is 0.03690
            ("0.5 mg", 100, 1.0, 0.03690),
            # half the size: an eighth of the mass, 0.036897 / sqrt(8) = 0.013045
            ("0.5 mg", 50, 1.0, 0.013045),
            # exp(2.25 x 0.480453) = 2.94768 times as much with a spread of 2
            ("0.5 mg", 50, 2.0, 0.038452),
            # nine times the dose: a third
            ("4.5 mg", 100, 1.0, 0.01230),
        ],
    )
    def test_by_hand(
        self, dose: str, diameter: float, geometric_sd: float, cv: float
    ) -> None:
        """The coefficient of variation is that of the arithmetic by hand."""
        found = content_cv(dose, powder(diameter, geometric_sd))

        assert found == pytest.approx(cv, abs=6e-6)  # as many digits as shown

    def test_fragments_of_tablets(self) -> None:
        """A quarter of drug in each fragment: half the variation of pure drug."""
        pure = powder(100, 1.5)
        fragments = evolve(pure, drug_share="25 %")

        ratio = content_cv("1.5 mg", fragments) / content_cv("1.5 mg", pure)

        assert ratio == pytest.approx(0.5, rel=1e-12)

    @pytest.mark.parametrize("dose", ["4.5 mg", "4.5 mg/capsule", "0.0045 g"])
    def test_a_dose_is_read_in_any_unit(self, dose: str) -> None:
        """A bare mass is taken to be of one capsule."""
        particles = powder(80, 1.7)

        assert content_cv(dose, particles) == content_cv(Q("4.5 mg/capsule"), particles)

    def test_number_of_particles(self) -> None:
        """0.5 mg of particles of 0.00068068 mg are 734.6 of them."""
        assert expected_particles("0.5 mg", powder(100, 1.0)) == pytest.approx(
            734.6, abs=0.05
        )

    def test_equal_particles_are_poisson(self) -> None:
        """With N equal particles both CV and skewness are 1 / sqrt(N)."""
        particles = powder(100, 1.0)
        expected = 1 / sqrt(expected_particles("0.5 mg", particles))

        found = [content_cv("0.5 mg", particles), skewness("0.5 mg", particles)]

        assert found == pytest.approx([expected, expected], rel=1e-12)

    def test_how_coarse_the_particles_may_be(self) -> None:
        """At the greatest diameter the content varies as much as is allowed."""
        particles = powder(300, 1.8)

        finer = evolve(particles, diameter=greatest_diameter("1.5 mg", 0.02, particles))

        assert content_cv("1.5 mg", finer) == pytest.approx(0.02, rel=1e-12)


def cut_from_a_string(
    share: float, mass: float, drug: ParticleSize, excipient: ParticleSize, n: int
) -> Any:
    """Fill capsules from one long random string of particles, cut at equal masses."""
    rng = np.random.default_rng(1954)
    powders = [(drug, share), (excipient, 1 - share)]
    sizes, drawn = [], []
    for kind, (particles, part) in enumerate(powders):
        spread = log(particles.geometric_sd)
        median = 1.3 * np.pi / 6 * (particles.diameter / 1000) ** 3  # by mass
        by_count = median * exp(-9 * spread**2)
        number = round(1.02 * n * mass * part / (by_count * exp(4.5 * spread**2)))
        sizes.append(by_count * np.exp(rng.normal(0, 3 * spread, number)))
        drawn.append(np.full(number, kind))
    order = rng.permutation(sum(map(len, sizes)))
    masses, kinds = np.concatenate(sizes)[order], np.concatenate(drawn)[order]
    cuts = mass * np.arange(n + 1)
    drug_until = np.interp(cuts, masses.cumsum(), (masses * (kinds == 0)).cumsum())
    return 100 * np.diff(drug_until) / (mass * share)


class TestShareOfTheBlend:
    """A capsule gets a mass of blend: where there is more of one, less of the other."""

    @pytest.mark.requirement("R69")
    def test_by_hand(self) -> None:
        """0.5 mg of 135 mg, in crystals of 500 micrometres of the same density.

        One weighs 125 times 0.00068068 mg, 0.085085 mg: of 134.5 mg that is 0.00063260,
        with the 0.0013614 of the drug 0.0019940; times the square of 134.5 / 135,
        0.992606, 0.0019792, of which the root is 0.044488.
        """
        found = content_cv(
            "0.5 mg",
            powder(100, 1.0),
            fill_mass="135 mg",
            excipient=powder(500, 1.0),
        )

        assert found == pytest.approx(0.044488, abs=1e-6)  # as many digits as shown

    def test_it_is_the_formula_of_stange(self) -> None:
        """The variance of the share p is p q (q w_d + p w_e) / W, averaged by mass."""
        p, q, mass = 0.2, 0.8, 10.0
        drug, excipient = powder(90, 1.4), powder(160, 1.7)
        drug_weighs, excipient_weighs = (
            1.3 * np.pi / 6 * (d / 1000) ** 3 * exp(4.5 * log(g) ** 2)
            for d, g in ((90, 1.4), (160, 1.7))
        )
        variance = p * q * (q * drug_weighs + p * excipient_weighs) / mass

        found = content_cv("2 mg", drug, fill_mass="10 mg", excipient=excipient)

        assert found * p == pytest.approx(sqrt(variance), rel=1e-12)

    @pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9])
    def test_like_particles_are_binomial(self, share: float) -> None:
        """Of N equal particles, the drug's are binomial: in variation and skewness."""
        drug = powder(100, 1.0)
        whole = f"{1 / share:.12f} mg"
        number = expected_particles("1 mg", drug) / share

        cv = content_cv("1 mg", drug, fill_mass=whole)
        skew = skewness("1 mg", drug, fill_mass=whole)

        expected = (1 - 2 * share) / sqrt(number * share * (1 - share))
        assert cv == pytest.approx(
            sqrt(number * share * (1 - share)) / (number * share), rel=1e-9
        )
        assert skew == pytest.approx(expected, abs=1e-9)

    def test_fragments_take_the_share_of_all_that_carries_drug(self) -> None:
        """4.5 mg in fragments of 30 % drug are 15 mg: of 150 mg one tenth."""
        fragments = evolve(powder(100, 1.5), drug_share="30 %")

        ratio = content_cv("4.5 mg", fragments, fill_mass="150 mg") / content_cv(
            "4.5 mg", fragments
        )

        assert ratio == pytest.approx(sqrt(0.9), rel=1e-12)

    def test_next_to_nothing_of_the_blend_changes_nothing(self) -> None:
        """In a large capsule of fine filler the figure is that of the drug alone."""
        drug, flour = powder(100, 1.5), powder(5, 1.5)

        found = content_cv("0.5 mg", drug, fill_mass="5 g", excipient=flour)

        assert found == pytest.approx(content_cv("0.5 mg", drug), rel=2e-4)

    def test_a_capsule_of_nothing_else_does_not_vary(self) -> None:
        """Of a given mass of drug alone each capsule holds as much as the next."""
        drug = powder(100, 1.5)

        found = [f("4.5 mg", drug, fill_mass="4.5 mg") for f in (content_cv, skewness)]

        assert found == [0.0, 0.0]

    @pytest.mark.parametrize(
        "excipient",
        [powder(100, 1.3), powder(70, 1.2), powder(180, 1.3)],
        ids=["alike", "fine", "coarse"],
    )
    def test_capsules_cut_from_a_string_of_particles(
        self, excipient: ParticleSize
    ) -> None:
        """A second method: particles in a random row, cut every 0.5 mg."""
        drug, n = powder(100, 1.3), 5000
        drawn = cut_from_a_string(0.3, 0.5, drug, excipient, n)

        given: Any = {"fill_mass": "0.5 mg", "excipient": excipient}
        cv = content_cv("0.15 mg", drug, **given)
        skew = skewness("0.15 mg", drug, **given)
        # four standard errors each, as above
        assert drawn.std() / 100 == pytest.approx(cv, rel=4 / sqrt(2 * n))
        assert stats.skew(drawn) == pytest.approx(skew, abs=4 * sqrt(6 / n))

    def test_what_cannot_be_is_refused(self) -> None:
        """The field is named."""
        drug = powder(100, 1.5)

        with pytest.raises(FieldError, match=r"^excipient: .*state fill_mass besides"):
            content_cv("1 mg", drug, excipient=drug)
        with pytest.raises(FieldError, match=r"^fill_mass: expected contents of 1 mg"):
            content_cv("1 mg", drug, fill_mass="0.9 mg")
        with pytest.raises(FieldError, match=r"^fill_mass: expected contents above"):
            content_cv("1 mg", drug, fill_mass="0 mg")
        with pytest.raises(FieldError, match=r"^fill_mass: "):
            content_cv("1 mg", drug, fill_mass="x")


class TestSimulation:
    """Contents that are drawn vary as the formulas say."""

    @pytest.mark.requirement("R69")
    @pytest.mark.parametrize(
        ("dose", "particles"),
        [("0.5 mg", powder(200, 1.0)), ("0.5 mg", powder(150, 1.3))],
    )
    @pytest.mark.parametrize("by_classes", [True, False], ids=["classes", "single"])
    def test_moments(
        self,
        dose: str,
        particles: ParticleSize,
        by_classes: bool,  # noqa: FBT001
    ) -> None:
        """Mean, variation and skewness are right, drawn by class or one by one."""
        capsules = 40_000
        if by_classes:
            rng = np.random.default_rng(2006)
            drawn = simulate_contents(dose, particles, capsules=capsules, rng=rng)
        else:
            drawn = drawn_one_by_one(0.5, particles, capsules)

        cv, skew = content_cv(dose, particles), skewness(dose, particles)
        # four standard errors each: of a mean, a deviation and a skewness
        assert drawn.mean() == pytest.approx(100, abs=400 * cv / sqrt(capsules))
        assert drawn.std() / 100 == pytest.approx(cv, rel=4 / sqrt(2 * capsules))
        assert stats.skew(drawn) == pytest.approx(skew, abs=4 * sqrt(6 / capsules))

    def test_classes_and_single_particles_are_distributed_alike(self) -> None:
        """Where large particles count, both ways of drawing still agree."""
        particles = powder(150, 1.6)
        rng = np.random.default_rng(2006)
        classes = simulate_contents("0.5 mg", particles, capsules=20_000, rng=rng)

        single = drawn_one_by_one(0.5, particles, 20_000)

        assert stats.ks_2samp(classes, single).pvalue > 0.01

    def test_the_seed_decides(self) -> None:
        """Drawn again with the same seed, the contents are the same."""
        first, again = (
            simulate_contents(
                "1 mg", powder(90, 1.5), capsules=10, rng=np.random.default_rng(1)
            )
            for _ in range(2)
        )

        assert first.tolist() == again.tolist()


class TestWhereItStopsBeingNormal:
    """Up to a skewness of 0.5 the bound for normal contents may be relied on."""

    def test_up_to_the_threshold_the_bound_promises_little_too_much(self) -> None:
        """CV 5.5 %, skewness 0.5: the bound is at most 0.01 above what passes."""
        rng = np.random.default_rng(905)
        particles = powder_with(0.055, GREATEST_NORMAL_SKEWNESS)
        contents = simulate_contents("1 mg", particles, capsules=600_000, rng=rng)

        share = float(samples_pass(contents.reshape(-1, 30)).mean())

        assert share >= probability_of_passing(100.0, 5.5) - 0.01

    @pytest.mark.requirement("R69")
    def test_beyond_the_threshold_it_promises_too_much(self) -> None:
        """CV 5.5 %, skewness 2: fewer pass than the bound for normal contents says."""
        rng = np.random.default_rng(905)
        particles = powder_with(0.055, 2.0)
        contents = simulate_contents("1 mg", particles, capsules=300_000, rng=rng)

        share = float(samples_pass(contents.reshape(-1, 30)).mean())

        assert share <= probability_of_passing(100.0, 5.5) - 0.01

    @pytest.mark.parametrize(
        "particles", [powder(50, 1.6), powder(100, 1.8), powder(20, 2.0)]
    )
    def test_the_least_normal_dose_has_the_greatest_skewness(
        self, particles: ParticleSize
    ) -> None:
        """At the dose the skewness is at most 0.5, a mcg below it is more."""
        dose = least_normal_dose(particles)

        below = dose - Q("0.001 mg/capsule")

        assert skewness(dose, particles) <= GREATEST_NORMAL_SKEWNESS
        assert skewness(below, particles) > GREATEST_NORMAL_SKEWNESS

    def test_by_hand(self) -> None:
        """Equal particles of 0.1 mm: four of 0.00068068 mg make a skewness of 0.5."""
        # 0.0027 mg, rounded up to whole mcg
        assert least_normal_dose(powder(100, 1.0)) == Q("0.003 mg/capsule")


class TestRefusals:
    """What cannot be is refused by name."""

    @pytest.mark.parametrize("dose", ["0 mg", "4.5 mL", "4.5 mg/tablet", 4.5, "4,5 mg"])
    def test_impossible_doses(self, dose: Any) -> None:
        """A dose is a mass above zero, of one capsule."""
        with pytest.raises(FieldError, match=r"^dose: expected "):
            content_cv(dose, powder(100, 1.5))

    @pytest.mark.parametrize("cv", [0.0, 2.0, -0.1, float("nan")])
    def test_impossible_variation(self, cv: float) -> None:
        """A coefficient of variation is a ratio: 2 is not 2 %."""
        with pytest.raises(FieldError, match=r"^cv: expected a share above 0 and"):
            greatest_diameter("1 mg", cv, powder(100, 1.5))

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"capsules": 0}, r"^capsules: expected a whole number of 1 or more"),
            ({"rng": 1}, r"^rng: expected a generator"),
        ],
    )
    def test_impossible_draws(self, arguments: dict[str, Any], message: str) -> None:
        """Nothing is drawn by a seed alone."""
        given = {"capsules": 1, "rng": np.random.default_rng(1), **arguments}

        with pytest.raises(FieldError, match=message):
            simulate_contents("1 mg", powder(100, 1.5), **given)
