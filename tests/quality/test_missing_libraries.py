"""Whoever lacks a library of an extra reads which one, and what to type."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest

from ldn_compound import MissingExtraError
from ldn_compound.quality import (
    ParticleSize,
    acceptance_limits,
    assured_probability_of_passing,
    chance_bounds,
    chance_of_passing,
    error_budget,
    greatest_sd,
    plot_acceptance_limits,
    plot_budget,
    plot_operating_characteristic,
    probability_mean_within,
    probability_of_passing,
    samples_pass,
    simulate_contents,
)
from ldn_compound.quality.arguments import broadcast, require_float, require_generator
from ldn_compound.quality.budget.spread import Spread
from tests.examples import batch
from tests.lazily import library

plt: Any = library("matplotlib.pyplot")

#: Axes that somebody else made.
AXES: Any = Mock()
RANDOM = np.random.default_rng(1)
COLUMN = np.array([100.0])
PARTICLES = ParticleSize(
    diameter=50, geometric_sd=1.5, basis="mass median", true_density="1.3 g/mL"
)
BELL = Spread(mean=100.0, sd=2.0, half_widths=(1.0,))
BUDGET = error_budget(batch(), fill_rsd="2 %", blend_cv="2 %")

CALLS: list[tuple[str, str, Callable[[], Any]]] = [
    ("numpy", "quality", lambda: probability_of_passing(100.0, 1.0)),
    ("numpy", "quality", lambda: chance_of_passing(100.0, 1.0)),
    ("numpy", "quality", lambda: chance_bounds(100.0, 1.0)),
    ("numpy", "quality", lambda: probability_mean_within(100.0, 1.0)),
    ("numpy", "quality", lambda: samples_pass(np.full((1, 30), 100.0))),
    ("numpy", "quality", lambda: acceptance_limits(10)),
    ("numpy", "quality", lambda: greatest_sd(100.0)),
    ("numpy", "quality", lambda: require_float(1.0, "mean", "a mean")),
    ("numpy", "quality", lambda: broadcast(COLUMN, COLUMN, field="mean and sd")),
    ("numpy", "quality", lambda: require_generator(RANDOM)),
    ("numpy", "quality", lambda: BELL.expected(lambda contents: contents)),
    ("numpy", "quality", lambda: plot_operating_characteristic(AXES)),
    (
        "numpy",
        "quality",
        lambda: simulate_contents("1 mg", PARTICLES, capsules=1, rng=RANDOM),
    ),
    ("scipy.special", "quality", lambda: probability_of_passing(100.0, 1.0)),
    ("scipy.special", "quality", lambda: chance_of_passing(100.0, 1.0)),
    ("scipy.special", "quality", lambda: probability_mean_within(100.0, 1.0)),
    (
        "scipy.special",
        "quality",
        lambda: assured_probability_of_passing(100.0, 1.0, n=10),
    ),
    ("scipy.optimize", "quality", lambda: BELL.interval(0.95)),
    ("matplotlib.pyplot", "notebook", plot_operating_characteristic),
    ("matplotlib.pyplot", "notebook", plot_acceptance_limits),
    ("matplotlib.pyplot", "notebook", lambda: plot_budget(BUDGET)),
    ("matplotlib.patches", "notebook", lambda: plot_budget(BUDGET, ax=AXES)),
]


@pytest.mark.requirement("R86")
@pytest.mark.parametrize(
    ("library", "extra", "call"),
    [pytest.param(*each, id=f"{n}-{each[0]}") for n, each in enumerate(CALLS)],
)
def test_the_extra_is_named(
    library: str, extra: str, call: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the library and the command that installs its extra."""
    message = re.escape(
        f"{library}: expected an installed library, got none; pip install "
        f'"ldn-compound[{extra}]"'
    )

    with monkeypatch.context() as here:
        here.setitem(sys.modules, library, None)
        with pytest.raises(MissingExtraError, match=rf"^{message}$"):
            call()

    plt.close("all")
