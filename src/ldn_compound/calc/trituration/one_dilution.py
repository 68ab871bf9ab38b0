"""The best of all single dilutions, searched exactly.

The least error with some material falls with it to one minimum and then rises. So the
search starts there and stops on each side where even a dilution without rounding would
be worse than one that was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from math import ceil, floor, inf, sqrt
from typing import TypeAlias

from attrs import evolve

from ...model.dilution import Preference
from .bounds import HAIR, dilutions, lower_bound, lower_bound_at, materials
from .search import PRINTED_DECIMALS, Search, Taken, error_of, legal_portions
from .whole_numbers import first_where, lowest_point, outward

__all__ = ["best_single_dilution"]

#: Waste, material, total and portion of one dilution, in steps.
_Ranked: TypeAlias = tuple[int, int, int, int]

#: A search looks at no more amounts of one mass than this, those nearest to the best.
_MOST_LOOKED_AT = 600
_HALF_A_STEP = 0.5 / 10**PRINTED_DECIMALS


def best_single_dilution(
    search: Search, prefer: Preference, most_error: float
) -> Taken | None:
    """Return the best of all single dilutions."""
    least, most = materials(search)
    if least > most:
        return None
    middle = lowest_point(least, most, lambda drug: lower_bound(search, drug))
    if prefer == "least waste":
        return _one_of_least_drug(search, middle, most_error)
    found = _some(search, middle)
    if found is None:
        return None
    printed = round(found, PRINTED_DECIMALS)
    better = printed - _HALF_A_STEP + HAIR  # of which less would be printed
    near = _narrowed(search, found)
    least, most = materials(near)
    middle = lowest_point(least, most, lambda drug: lower_bound(near, drug))
    drugs = outward(middle, least, most, lambda drug: lower_bound(near, drug) <= better)
    for drug in islice(drugs, _MOST_LOOKED_AT):
        best = _of_drug(near, drug, better)
        if best is not None:
            printed = min(printed, round(best[0], PRINTED_DECIMALS))
            better = printed - _HALF_A_STEP + HAIR
    edge = printed + _HALF_A_STEP + HAIR
    return _of_least_waste(_narrowed(search, edge), printed)


def _some(search: Search, middle: int) -> float | None:
    """Return the error of a legal dilution near the best material, if there is one."""
    least, most = materials(search)
    every = outward(middle, least, most, lambda _: True)
    for drug in islice(every, _MOST_LOOKED_AT):
        best = _of_drug(search, drug, inf)
        if best is not None:
            return best[0]
    return None


def _narrowed(search: Search, error: float) -> Search:
    """Return the same search for dilutions that rounding moves by no more than that."""
    low = max(Fraction(*search.low), Fraction(search.need * (1 - error)))
    high = min(Fraction(*search.high), Fraction(search.need * (1 + error)))
    return evolve(
        search,
        low=low.as_integer_ratio(),
        high=high.as_integer_ratio(),
        carries=(float(low), float(high)),
    )


def _one_of_least_drug(search: Search, middle: int, most_error: float) -> Taken | None:
    """Return the single dilution of the least material within an error."""
    least, most = materials(search)
    first = first_where(
        least, middle, lambda drug: lower_bound(search, drug) <= most_error
    )
    for drug in islice(range(first, most + 1), _MOST_LOOKED_AT):
        best = _of_drug(search, drug, most_error)
        if best is not None:
            return best[1]
    return None


def _of_least_waste(search: Search, printed: float) -> Taken | None:
    """Return the single dilution of least waste whose error is printed so."""
    edge = printed + _HALF_A_STEP + HAIR
    least, most = materials(search)
    middle = lowest_point(least, most, lambda drug: lower_bound(search, drug))
    least = first_where(least, middle, lambda drug: lower_bound(search, drug) <= edge)
    most = first_where(middle, most, lambda drug: lower_bound(search, drug) > edge)
    start = lowest_point(least, most, lambda drug: _left_over(search, drug, edge))
    best: _Ranked | None = None
    for drug in islice(outward(start, least, most, bool), _MOST_LOOKED_AT):
        best = _sparing(search, drug, printed, best)
    return None if best is None else (best[1], (best[2],), (best[3],))


def _left_over(search: Search, drug: int, edge: float) -> float:
    """Return what so much material leaves over at least, about, within an error."""
    least, middle, _ = dilutions(search, drug)
    total = first_where(
        least, middle, lambda total: lower_bound_at(search, drug, total) <= edge
    )
    return total * (1 - search.need / drug)


def _sparing(
    search: Search, drug: int, printed: float, best: _Ranked | None
) -> _Ranked | None:
    """Return the dilution of less waste among those of so much material, or the best.

    What is left over is at least the part of the dilution that no portion takes.
    """
    edge = printed + _HALF_A_STEP + HAIR
    least, middle, most = dilutions(search, drug)
    left = 1 - search.carries[1] / drug
    if best is not None and left > 0:
        most = min(most, ceil(best[0] / left))
    middle = min(middle, most)
    if least > most or lower_bound_at(search, drug, middle) > edge:
        return best
    start = first_where(
        least, middle, lambda total: lower_bound_at(search, drug, total) <= edge
    )
    for total in islice(range(start, most + 1), _MOST_LOOKED_AT):
        weighings = lower_bound_at(search, drug, total)
        if weighings > edge:
            break
        rounding = sqrt(edge**2 - weighings**2) + HAIR
        for portion in _from_largest(search, drug, total, rounding):
            ranked = total - portion, drug, total, portion
            if best is not None and ranked >= best:
                break
            error = error_of(search, (drug, (total,), (portion,)))
            if round(error, PRINTED_DECIMALS) <= printed:
                best = ranked
                break
    return best


def _from_largest(
    search: Search, drug: int, total: int, rounding: float
) -> Iterator[int]:
    """Return legal portions that rounding moves no further, the largest first."""
    portions, exact = (
        legal_portions(search, drug, total, total),
        total * search.need / drug,
    )
    most = min(portions.stop - 1, floor(exact * (1 + rounding)))
    least = max(portions.start, ceil(exact * (1 - rounding)))
    return reversed(range(least, most + 1))


def _of_drug(
    search: Search, drug: int, most_error: float
) -> tuple[float, Taken] | None:
    """Return the smallest error of so much material, where it is small enough."""
    least, middle, most = dilutions(search, drug)
    if least > most:
        return None
    best: tuple[float, Taken] | None = None
    found = most_error
    totals = outward(
        middle, least, most, lambda total: lower_bound_at(search, drug, total) <= found
    )
    for total in islice(totals, _MOST_LOOKED_AT):
        before = inf
        for portion in _from_nearest(search, drug, total):
            taken = drug, (total,), (portion,)
            error = error_of(search, taken)
            if error > before:
                break
            before = error
            if error <= found and (best is None or (error, taken) < best):
                best, found = (error, taken), error
    return best


def _from_nearest(search: Search, drug: int, total: int) -> range:
    """Return portions from the one just below the need on.

    The error is convex in the portion, and least where nothing is rounded or a little
    above.
    """
    portions = legal_portions(search, drug, total, total)
    nearest = floor(total * search.need / drug)
    start = max(portions.start, min(nearest, portions.stop - 1))
    return range(start, portions.stop)
