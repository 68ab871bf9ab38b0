"""The chance of passing and the acceptance limits, as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError
from ldn_compound.quality import (
    acceptance_limits,
    chance_of_passing,
    plot_acceptance_limits,
    plot_operating_characteristic,
    probability_of_passing,
)
from tests.lazily import library

plt: Any = library("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def _no_screen() -> Iterator[None]:
    """Draw without a screen, and leave no figure behind."""
    yield
    plt.close("all")


class TestOperatingCharacteristic:
    """The chance of passing falls with the spread, one line for each mean."""

    def test_lines_are_the_chance_and_the_bound(self) -> None:
        """Of each pair of lines the first is the chance, the thin one the bound."""
        sds = np.array([0.0, 4.0, 6.0, 8.0])

        axes = plot_operating_characteristic(means=[100.0, 92.0], sds=sds)

        functions = [chance_of_passing, probability_of_passing] * 2
        means = [100.0, 100.0, 92.0, 92.0]
        for line, function, mean in zip(axes.lines, functions, means, strict=True):
            assert line.get_xdata() == pytest.approx(sds)
            assert line.get_ydata() == pytest.approx(100 * function(mean, sds))
        chance, bound, *_ = axes.lines
        assert bound.get_linewidth() < chance.get_linewidth()
        assert bound.get_color() == chance.get_color()

    def test_units_are_named(self) -> None:
        """Both axes and the legend say what they count, and in what."""
        axes = plot_operating_characteristic()

        legend = axes.get_legend()
        assert axes.get_title() == "Chance of passing USP <905> (thin: lower bound)"
        assert axes.get_xlabel() == "Standard deviation of content (% of label)"
        assert axes.get_ylabel() == "Chance of passing (%)"
        assert legend is not None
        assert legend.get_title().get_text() == "Batch mean (% of label)"
        assert [each.get_text() for each in legend.get_texts()] == ["100", "95", "92"]

    def test_spreads_from_nothing_on(self) -> None:
        """Unless told otherwise it shows spreads of 0 to 10 %."""
        axes = plot_operating_characteristic(means=[100.0])

        assert axes.get_xlim() == (0.0, 10.0)

    def test_draws_where_it_is_told(self) -> None:
        """Axes that are given are drawn on, and given back."""
        _, given = plt.subplots()

        assert plot_operating_characteristic(given) is given

    def test_more_means_than_kinds_of_line(self) -> None:
        """The kinds of line begin anew after the fourth."""
        axes = plot_operating_characteristic(means=[100, 98, 96, 94, 92])

        styles = [line.get_linestyle() for line in axes.lines]
        assert styles[::2] == styles[1::2] == ["-", "--", "-.", ":", "-"]

    def test_the_target_counts(self) -> None:
        """With a target of 105 % a batch at 105 % is in the middle."""
        axes = plot_operating_characteristic(means=[105.0], sds=[6.0], target=105.0)

        expected = 100 * chance_of_passing(105.0, 6.0, target=105.0)
        assert axes.lines[0].get_ydata() == pytest.approx([expected])

    def test_what_is_impossible_is_not_drawn(self) -> None:
        """A negative spread is refused by name."""
        with pytest.raises(FieldError, match=r"^sd: expected "):
            plot_operating_characteristic(sds=[-1.0])


class TestAcceptanceLimits:
    """The accepted spread is greatest in the middle, one line for each sample size."""

    def test_lines_are_the_limits(self) -> None:
        """Each line is the table for its sample size."""
        axes = plot_acceptance_limits(sizes=[10, 30], confidence=0.9, share=0.8)

        for line, n in zip(axes.lines, [10, 30], strict=True):
            limits = acceptance_limits(n, 0.9, share=0.8)
            assert line.get_xdata() == pytest.approx([each.mean for each in limits])
            assert line.get_ydata() == pytest.approx(
                [each.greatest_sd for each in limits]
            )

    def test_units_are_named(self) -> None:
        """Title, axes and legend say what is shown, at which confidence."""
        axes = plot_acceptance_limits()

        legend = axes.get_legend()
        assert axes.get_title() == "Acceptance limits: 95 % pass USP <905>, 95 % sure"
        assert axes.get_xlabel() == "Sample mean (% of label)"
        assert axes.get_ylabel() == "Greatest sample standard deviation (% of label)"
        assert legend is not None
        assert legend.get_title().get_text() == "Contents in the sample"
        assert [each.get_text() for each in legend.get_texts()] == ["10", "30"]

    def test_draws_where_it_is_told(self) -> None:
        """Axes that are given are drawn on, and given back."""
        _, given = plt.subplots()

        assert plot_acceptance_limits(given, target=105.0) is given

    def test_what_is_impossible_is_not_drawn(self) -> None:
        """A sample of one content is refused by name."""
        with pytest.raises(FieldError, match=r"^n: expected "):
            plot_acceptance_limits(sizes=[1])
