"""Plots that can be read in full and in black and white, and what is lacking."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import MissingExtraError
from ldn_compound.quality import (
    assured_probability_of_passing,
    error_budget,
    plot_acceptance_limits,
    plot_budget,
)
from ldn_compound.quality.arguments import require_floats
from tests.examples import TABLETS, batch
from tests.lazily import library

plt: Any = library("matplotlib.pyplot")

#: Nothing is known of these tablets, and six sources have a bar.
BUDGET = error_budget(
    batch(drug=evolve(TABLETS, assay=None, mass_sd=None, weighed=None)),
    blend_cv="4 %",
)


@pytest.fixture(autouse=True)
def _no_screen() -> Iterator[None]:
    """Draw without a screen, and leave no figure behind."""
    yield
    plt.close("all")


class TestBudget:
    """A budget can be read from edge to edge."""

    def test_no_name_is_cut_off(self) -> None:
        """The names of the sources stand in the picture, with their first letters."""
        axes = plot_budget(BUDGET)

        axes.figure.draw_without_rendering()

        names = [each.get_window_extent() for each in axes.get_yticklabels()]
        assert min(each.x0 for each in names) >= axes.figure.bbox.x0

    def test_figures_stand_within_the_frame(self) -> None:
        """The figure right of the longest bar has room there."""
        axes = plot_budget(BUDGET)

        axes.figure.draw_without_rendering()

        written = [each.get_window_extent() for each in axes.texts]
        assert max(each.x1 for each in written) <= axes.bbox.x1

    def test_a_long_name_goes_on_below(self) -> None:
        """A line holds 30 letters.

        The fill with its kind has 23 + 1 + 9 = 33, the blend 21 + 1 + 9 = 31, the lot
        18 + 1 + 7 = 26.
        """
        names = [each.get_text() for each in plot_budget(BUDGET).get_yticklabels()]

        assert names[:3] == [
            "content of the lot (batch)",
            "fill of single capsules\n(capsule)",
            "evenness of the blend\n(capsule)",
        ]

    def test_the_least_that_has_a_bar(self) -> None:
        """0.005 % is written as 0.01 % and has a bar; 0.0049 % would be 0.00 %."""
        largest, *_ = BUDGET.contributions
        drawn = [evolve(largest, uncertainty=each) for each in (0.005, 0.0049)]

        axes = plot_budget(evolve(BUDGET, contributions=tuple(drawn)))

        assert [each.get_text() for each in axes.texts] == ["0.01 %"]


def test_limits_are_told_apart_without_colour() -> None:
    """On a black and white print each sample size has its kind of line."""
    axes = plot_acceptance_limits(sizes=[10, 30])

    assert [line.get_linestyle() for line in axes.lines] == ["-", "--"]


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: require_floats([1.0], "mean", "means"), id="figures"),
        pytest.param(
            lambda: assured_probability_of_passing(100.0, 1.0, n=10), id="assured"
        ),
    ],
)
def test_the_extra_is_named(
    call: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever lacks numpy reads what installs it."""
    monkeypatch.setitem(sys.modules, "numpy", None)
    way_out = re.escape('pip install "ldn-compound[quality]"')

    with pytest.raises(MissingExtraError, match=rf"^numpy: expected .*; {way_out}$"):
        call()
