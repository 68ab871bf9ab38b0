"""The chance of passing for 10,000 batches, against one batch at a time.

The yardstick is pycudal's bound where it is installed (it needs Python 3.12), and the
textbook's in any case: cells of 0.05 % of the mean, summed for one batch.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import Any, TypeAlias

import numpy as np
import pytest
from scipy.special import chdtr, ndtr

from ldn_compound.quality import acceptance_limits, probability_of_passing
from ldn_compound.quality.passing import chance

Benchmark: TypeAlias = Any  # pytest-benchmark's fixture, which has no types
Bound: TypeAlias = Callable[[float, float], float]

BATCHES = 10_000
GROUP = "chance of passing, 10,000 batches"

_RNG = np.random.default_rng(905)
MEANS = _RNG.uniform(88, 112, BATCHES)
SDS = _RNG.uniform(1, 8, BATCHES)

EDGES = np.arange(83.5, 116.5 + 0.025, 0.05)
MIDDLES = (EDGES[:-1] + EDGES[1:]) / 2
ROOM = 15 - np.maximum(0, np.maximum(98.5 - MIDDLES, MIDDLES - 101.5))


def textbook(mean: float, sd: float) -> float:
    """Work out the bound of one batch, cell by cell of the sample mean."""

    def accepted(n: int, k: float) -> float:
        cells = np.diff(ndtr((EDGES - mean) * np.sqrt(n) / sd))
        return float(np.sum(cells * chdtr(n - 1, (n - 1) * (ROOM / k / sd) ** 2)))

    inside = float(ndtr((123.125 - mean) / sd) - ndtr((76.125 - mean) / sd))
    return max(accepted(10, 2.4), accepted(30, 2.0) + inside**30 - 1, 0.0)


def pycudal(mean: float, sd: float) -> float:
    """Let pycudal work out the bound of one batch."""
    return float(import_module("cudal.core").content_uniformity_bound(mean, sd, 100.0))


YARDSTICKS: list[Bound] = [textbook]
if find_spec("cudal") is not None:
    YARDSTICKS.append(pycudal)


def one_at_a_time(bound: Bound) -> list[float]:
    """Work out the bound of every batch on its own."""
    return [
        bound(mean, sd) for mean, sd in zip(MEANS.tolist(), SDS.tolist(), strict=True)
    ]


@pytest.mark.benchmark(group=GROUP)
def test_columns(benchmark: Benchmark) -> None:
    """Time all batches in one call."""
    benchmark(probability_of_passing, MEANS, SDS)


@pytest.mark.benchmark(group=GROUP)
@pytest.mark.parametrize("bound", YARDSTICKS, ids=lambda bound: bound.__name__)
def test_one_at_a_time(benchmark: Benchmark, bound: Bound) -> None:
    """Time the yardstick, batch after batch."""
    benchmark.pedantic(one_at_a_time, args=(bound,), rounds=1)


@pytest.mark.parametrize("bound", YARDSTICKS, ids=lambda bound: bound.__name__)
def test_ten_times_as_fast(bound: Bound) -> None:
    """Ten thousand batches take a tenth of the time at most, for the same bounds."""
    start = perf_counter()
    theirs = one_at_a_time(bound)
    middle = perf_counter()
    ours = probability_of_passing(MEANS, SDS)
    end = perf_counter()

    # cells of 0.05 % are good to 1e-4; pycudal is lower where it leaves single contents
    # less room, 76.875 % at least and not 0.75 x 101.5 % = 76.125 %
    assert (ours >= np.array(theirs) - 1e-4).all()
    assert ours == pytest.approx(np.array(theirs), abs=0.03)
    assert end - middle <= (middle - start) / 10


@pytest.mark.benchmark(group="batches at a time")
@pytest.mark.parametrize("batches", [100, 200, 500, 1_000, 2_000, 5_000, 10_000])
def test_blocks(
    benchmark: Benchmark, batches: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time 100,000 batches, worked out in blocks of some size."""
    monkeypatch.setattr(chance, "_BLOCK", batches)

    benchmark.pedantic(
        probability_of_passing, (np.tile(MEANS, 10), np.tile(SDS, 10)), rounds=7
    )


@pytest.mark.benchmark(group="acceptance limits")
def test_a_table_of_limits(benchmark: Benchmark) -> None:
    """Time a table of acceptance limits for thirty contents."""
    benchmark(acceptance_limits, 30)
