"""The exact chance of passing USP <905>, held against samples and a second integral.

``python -m tests.benchmarks.exact_chance [samples]`` prints, for means of 90 to 110 %
and deviations of 1 to 9 %,

- the chance beside the share of so many drawn samples that pass (two million, each
  point with its own seed), at last the greatest difference, in itself and in standard
  errors of the share, and the sum of the squared errors, which is about the number of
  points where nothing but chance is at work;
- how far the chance is from an integral over the ten and the twenty
  (`chance_by_halves`), which knows nothing of the table, with more and more nodes;
- how far it is from itself with more nodes everywhere, for batches of every kind;
- how wide its proven bounds are, and how long a thousand batches take.
"""

from __future__ import annotations

import sys
from math import sqrt
from time import perf_counter

import numpy as np

from ldn_compound.quality import (
    chance_bounds,
    chance_of_passing,
    probability_of_passing,
    simulate_passing,
)
from ldn_compound.quality.passing import exact
from tests.quality.passing.by_halves import chance_by_halves

__all__ = ["main"]

SAMPLES = 2_000_000
MEANS, SDS = np.arange(90.0, 110.5), np.arange(1.0, 9.5)
_CERTAIN = 0.0005  # a chance so near to 0 or 1 is not counted with the open ones
HALVES = [(100, 6), (100, 7), (100, 8), (95, 5), (92, 4), (110, 4), (104, 6.5)]


def main(samples: int = SAMPLES) -> None:
    """Print all of it."""
    _timing()
    _finer()
    _halves()
    _simulated(samples)


def _timing() -> None:
    exact._table.cache_clear()  # noqa: SLF001 - the first call is timed as well
    start = perf_counter()
    chance_of_passing(100.0, 6.0)
    first = perf_counter()
    means = np.random.default_rng(905).uniform(90, 110, 1000)
    sds = np.random.default_rng(906).uniform(1, 9, 1000)
    chance_of_passing(means, sds)
    end = perf_counter()
    _say(
        f"first call {first - start:.2f} s, then {end - first:.3f} s for 1,000 batches"
    )
    lower, upper = chance_bounds(MEANS[:, None], SDS)
    bound = probability_of_passing(MEANS[:, None], SDS)
    _say(f"bounds on the grid: at most {(upper - lower).max():.1e} wide")
    _say(f"above the old bound by at most {(lower - bound).max():.3f}")


def _finer() -> None:
    """Print how far the chance is from itself with twice as many nodes."""
    rng = np.random.default_rng(905)
    means = rng.uniform(82, 136, 5000)
    sds = 10 ** rng.uniform(-2, 1.5, 5000)
    names = [each for each in vars(exact) if each.startswith(("_OVER_", "_POLYNOMIAL"))]
    before = {name: getattr(exact, name) for name in [*names, "_REACH"]}
    for target in (100.0, 105.0, 120.0):
        chances = chance_of_passing(means, sds, target=target)
        for name in names:
            setattr(exact, name, 2 * before[name])
        exact._REACH = 9.0  # noqa: SLF001 - the nodes are what is tried
        exact._table.cache_clear()  # noqa: SLF001
        finer = chance_of_passing(means, sds, target=target)
        for name, value in before.items():
            setattr(exact, name, value)
        exact._table.cache_clear()  # noqa: SLF001
        off = np.abs(finer - chances).max()
        _say(f"target {target:g}: twice the nodes change it by at most {off:.1e}")


def _halves() -> None:
    for mean, sd in HALVES:
        chance = chance_of_passing(mean, sd)
        off = [chance_by_halves(mean, sd, nodes=n) - chance for n in (24, 36, 48)]
        words = ", ".join(f"{each:+.1e}" for each in off)
        _say(f"mean {mean:g}, sd {sd:g}: by halves with 24, 36, 48 nodes {words}")


def _simulated(samples: int) -> None:
    worst_off = worst_errors = 0.0
    open_ = []  # errors where chance has a say
    _say("mean  sd   chance    samples   standard errors")
    for mean in MEANS.tolist():
        for sd in SDS.tolist():
            chance = chance_of_passing(mean, sd)
            rng = np.random.default_rng([905, int(mean), int(sd)])
            share = simulate_passing(mean, sd, batches=samples, rng=rng)
            error = sqrt(chance * (1 - chance) / samples)
            off = share - chance
            errors = off / max(error, 1 / samples)
            if _CERTAIN < chance < 1 - _CERTAIN:
                open_.append(errors)
            worst_off = max(worst_off, abs(off))
            worst_errors = max(worst_errors, abs(errors))
            _say(f"{mean:4g} {sd:3g} {chance:.6f}  {share:.6f} {errors:+6.2f}")
    points = MEANS.size * SDS.size
    _say(f"{points} points: at most {worst_off:.1e}, {worst_errors:.2f} errors off")
    squares = sum(each**2 for each in open_)
    _say(f"{len(open_)} of them open: sum of their squared errors {squares:.1f}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
