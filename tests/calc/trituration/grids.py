"""Every dilution there is on a small grid of steps: a second method, by brute force."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product
from math import inf, prod, sqrt
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from ldn_compound.calc.trituration import Steps, best_steps

__all__ = ["Grid", "error_of", "every_dilution", "refuted"]

#: Material, totals and portions, in steps.
Masses: TypeAlias = tuple[int, tuple[int, ...], tuple[int, ...]]
Whole: TypeAlias = NDArray[np.int64]
Real: TypeAlias = NDArray[np.float64]

#: What a float may lose.
HAIR = 1e-12


@frozen(kw_only=True)
class Grid:
    """A need, and what may be weighed for it, in steps."""

    need: Fraction
    stages: int = 1
    least: int
    largest: int
    most_portion: int
    absolute_error: float = 1.0
    tolerance: Fraction = Fraction(1, 100)

    def best(self, **wanted: Any) -> Steps | None:
        """Return what the planner takes."""
        return best_steps(
            self.need,
            stages=self.stages,
            least=Fraction(self.least),
            largest=self.largest,
            most_portion=self.most_portion,
            absolute_error=Fraction(self.absolute_error),
            tolerance=self.tolerance,
            **wanted,
        )


def error_of(grid: Grid, masses: Masses) -> float:
    """Work out the root of the sum of squares of all weighings, and of the rounding."""
    drug, totals, portions = masses
    goes_in = (drug, *portions[:-1])
    squares = sum(
        (1 / mass - 1 / total) ** 2 + (1 / total) ** 2
        for mass, total in zip(goes_in, totals, strict=True)
    )
    content = Fraction(drug * prod(portions), prod(totals))
    rounding = float(content / grid.need - 1)
    weighed = squares + (1 / portions[-1]) ** 2
    return sqrt(weighed * grid.absolute_error**2 + rounding**2)


def _beginnings(stages: int, least: int, largest: int) -> Iterator[tuple[int, ...]]:
    """Yield all that is weighed but the last portion: material, totals, portions."""
    for totals in product(range(2 * least, largest + 1), repeat=stages):
        again = [
            range(least, min(total, following - least) + 1)
            for total, following in pairwise(totals)
        ]
        for drug in range(least, totals[0] - least + 1):
            for before in product(*again):
                yield drug, *totals, *before


@lru_cache(maxsize=8)  # the needs of a grid follow on each other
def _columns(stages: int, least: int, largest: int) -> Whole:
    """Return the same as columns: one for each mass."""
    rows = list(_beginnings(stages, least, largest))
    return np.array(rows, dtype=np.int64).reshape(len(rows), 2 * stages).T


def every_dilution(grid: Grid) -> tuple[Real, Whole]:
    """Return the errors of all legal weighings there are, and columns of the masses.

    What the last portion carries is compared in whole numbers, so a limit is a limit.
    """
    begun = _columns(grid.stages, grid.least, grid.largest)
    drug, totals, before = (
        begun[0],
        begun[1 : grid.stages + 1],
        begun[grid.stages + 1 :],
    )
    into, out_of = drug * before.prod(axis=0), totals.prod(axis=0)
    low, high = grid.need * (1 - grid.tolerance), grid.need * (1 + grid.tolerance)
    first = -((-low.numerator * out_of) // (low.denominator * into))
    last = high.numerator * out_of // (high.denominator * into)
    first = np.maximum(first, grid.least)
    last = np.minimum(last, np.minimum(totals[-1], grid.most_portion))
    many = np.maximum(last - first + 1, 0)
    row = np.repeat(np.arange(many.size), many)
    portion = first[row] + np.arange(row.size) - (many.cumsum() - many)[row]
    masses = np.vstack([begun[:, row], portion])
    squares = 1 / portion**2
    for mass, total in zip((drug, *before), totals, strict=True):
        squares = squares + ((1 / mass - 1 / total) ** 2 + 1 / total**2)[row]
    rounding = into[row] * portion / out_of[row] / float(grid.need) - 1
    return np.sqrt(squares * grid.absolute_error**2 + rounding**2), masses


def refuted(grid: Grid, most_error: float = inf) -> list[object]:
    """Return what is wrong with the choices of the planner, against all there are."""
    errors, masses = every_dilution(grid)
    wrong: list[object] = []
    least_error = _of_least_error(grid, errors, masses)
    found = grid.best()
    shown = None if found is None else (round(found.error, 4), found.waste, of(found))
    if shown != least_error:
        wrong.append((grid, "least error", shown, least_error))
    least_waste = _of_least_material(errors, masses, most_error)
    sparing = grid.best(prefer="least waste", most_error=most_error)
    if (sparing is None) != (least_waste is None):
        wrong.append((grid, "least waste", sparing, least_waste))
    elif sparing is not None and least_waste is not None:
        # two sums of one error may differ in their last digit
        same = sparing.drug == least_waste[0]
        if not (same and abs(sparing.error - least_waste[1]) < HAIR):
            wrong.append((grid, "least waste", sparing, least_waste))
    return wrong


def _of_least_error(
    grid: Grid, errors: Real, masses: Whole
) -> tuple[float, int, Masses] | None:
    """Return the least error as printed, the least waste with it, the least masses."""
    if not errors.size:
        return None
    edge = round(float(errors.min()), 4) + 0.5e-4 + HAIR
    near = errors <= edge  # of these alone the printed error can be the least
    return min(
        (round(error, 4), waste(each), each)
        for error, each in zip(
            errors[near].tolist(), _each(grid.stages, masses[:, near]), strict=True
        )
    )


def _of_least_material(
    errors: Real, masses: Whole, most_error: float
) -> tuple[int, float] | None:
    """Return the least material within an error, and the least error with it."""
    allowed = errors <= most_error
    if not allowed.any():
        return None
    drug = int(masses[0][allowed].min())
    return drug, float(errors[allowed & (masses[0] == drug)].min())


def _each(stages: int, masses: Whole) -> Iterator[Masses]:
    """Yield the columns row by row: material, totals and portions."""
    for drug, *others in masses.T.tolist():
        yield drug, tuple(others[:stages]), tuple(others[stages:])


def waste(masses: Masses) -> int:
    """Return what is left of all dilutions."""
    return sum(masses[1]) - sum(masses[2])


def of(steps: Steps) -> Masses:
    """Return the weighings of a choice."""
    return steps.drug, steps.totals, steps.portions
