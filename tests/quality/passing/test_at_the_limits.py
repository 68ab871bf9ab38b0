"""Limits met exactly, and what a table or a plot is told, to the last argument."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError, Q, Tablets
from ldn_compound.quality import (
    ParticleSize,
    acceptance_limits,
    compare_designs,
    error_budget,
    outcome,
    plot_acceptance_limits,
    probability_mean_within,
    reconcile,
    uniformity_route,
    usp_905,
)
from ldn_compound.quality.capsules.capsule_masses import subtract_shells
from tests.examples import TABLETS, batch
from tests.lazily import library
from tests.made import as_planned

plt: Any = library("matplotlib.pyplot")


PLAN = batch(
    drug=Tablets("50 mg", mean_mass="200 mg", packing=TABLETS.packing),
    spare_capsules=0,
)


@pytest.mark.parametrize(
    ("powder", "within"),
    [
        ("1620 mg", True),
        ("1619.9 mg", False),
        ("1980 mg", True),
        ("1980.1 mg", False),
    ],
)
def test_a_strength_at_the_limit_is_within(powder: str, *, within: bool) -> None:
    """Of the 1800 mg planned, 90 % are 1620 mg and 110 % are 1980 mg."""
    made = outcome(PLAN, as_planned(PLAN, {"A": powder}))

    assert made.within_limits is within


def test_what_just_adds_up_needs_no_remark() -> None:
    """All that was weighed in came out, in as many capsules as planned."""
    found = reconcile(
        theoretical_capsules=100,
        filled_capsules=98,
        rejected_capsules=2,
        weighed_in="18 g",
        filled="17.64 g",
        set_aside="0.36 g",
    )

    assert found.capsules_unaccounted == 0
    assert found.remarks == ()


def test_a_mean_close_to_the_limit() -> None:
    """110.5 % with an error of 0.5 %: one deviation above 110 %, chance 0.1587."""
    chance = probability_mean_within(110.5, 0.5)

    assert chance == pytest.approx(0.158655, abs=1e-6)


def test_a_design_keeps_what_was_stated() -> None:
    """The fill varies as it was said to, in the batch as planned too."""
    (only,) = compare_designs(PLAN, fill_rsd="1 %", blend_cv="1 %")

    assert only.budget == error_budget(PLAN, fill_rsd="1 %", blend_cv="1 %")
    assert only.budget != error_budget(PLAN, fill_rsd="2 %", blend_cv="1 %")


def test_a_plot_is_of_its_target() -> None:
    """A target of 105 % moves the upper limits, in the plot as in the table."""
    axes = plot_acceptance_limits(sizes=[10], target=105.0)

    limits = acceptance_limits(10, target=105.0)
    assert axes.lines[0].get_ydata() == pytest.approx([x.greatest_sd for x in limits])
    assert len(limits) != len(acceptance_limits(10))
    plt.close("all")


@pytest.mark.parametrize("diameter", [1.0, 2000.0])
@pytest.mark.parametrize("ratio", [1.0, 5.0])
def test_the_smallest_and_the_largest_particles(diameter: float, ratio: float) -> None:
    """1 to 2000 micrometres, and a ratio of 1 to 5, with both ends."""
    particles = ParticleSize(
        diameter, basis="mass median", geometric_sd=ratio, true_density="1.3 g/mL"
    )

    assert (particles.diameter, particles.geometric_sd) == (diameter, ratio)


def test_a_shell_that_is_no_mass_is_named() -> None:
    """A volume is no mass of a shell."""
    with pytest.raises(FieldError, match=r"^shell_masses\[0\]: "):
        subtract_shells((Q("225 mg"),), ["48 mL"])


def test_a_strength_that_is_no_mass_is_named() -> None:
    """A volume in a capsule is no strength; its field is named once."""
    with pytest.raises(FieldError, match=r"^strength: expected "):
        uniformity_route("4.5 mL", "180 mg")


def test_bounds_of_single_contents_have_three_decimals() -> None:
    """The mean 99.12340 % is the reference M: 75 % of it are 74.34255 %.

    125 % are 123.90425 %.
    """
    contents = [99.1234 + each for each in (-1, 1) * 15]

    names = [name for name, _ in usp_905(contents).figures]

    assert np.mean(contents) == pytest.approx(99.1234)
    assert names[-1] == "units outside about 74.343 % to about 123.904 %"
