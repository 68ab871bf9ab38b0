"""The best of several dilutions, one after the other.

All are compared where there are few. Else the best weighings lie near their geometric
mean with the totals as large as wanted, and only the whole steps around that point are
compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from math import prod

from .search import PRINTED_DECIMALS, Search, Taken, error_of, legal_portions
from .whole_numbers import first_where

__all__ = [
    "MOST_STAGES",
    "of_least_error",
    "several_dilutions",
    "several_of_least_material",
]

MOST_STAGES = 3

#: So many combinations of several dilutions are all compared.
_ALL = 60_000
#: How far around the geometric mean portions are compared, by the number of stages.
_AROUND = {2: 2, 3: 1}
_AROUND_DRUG = 3


def several_dilutions(search: Search, stages: int) -> Iterator[Taken]:
    """Yield several dilutions: all, or those around the smallest error."""
    if _number_of_all(search, stages) <= _ALL:
        yield from _all(search, stages)
    else:
        yield from _near(search, stages, _middle(search, stages), _AROUND_DRUG)


def several_of_least_material(
    search: Search, stages: int, most_error: float
) -> Taken | None:
    """Return several dilutions of the least material within an error."""
    if _number_of_all(search, stages) <= _ALL:
        return _least_drug(search, _all(search, stages), most_error)

    def within(drug: int) -> bool:
        near = _near(search, stages, drug, 0)
        return _least_drug(search, near, most_error) is not None

    drug = first_where(search.lowest, _middle(search, stages), within)
    near = _near(search, stages, drug, _AROUND_DRUG)
    return _least_drug(search, near, most_error)


def of_least_error(search: Search, candidates: Iterable[Taken]) -> Taken | None:
    """Return those of the smallest error as printed, then of the least waste."""

    def rank(taken: Taken) -> tuple[float, int, Taken]:
        _, totals, portions = taken
        printed = round(error_of(search, taken), PRINTED_DECIMALS)
        return printed, sum(totals) - sum(portions), taken

    return min(candidates, key=rank, default=None)


def _least_drug(
    search: Search, candidates: Iterable[Taken], most_error: float
) -> Taken | None:
    """Return those of the least material within an error, then of the smallest."""

    def rank(taken: Taken) -> tuple[int, float, Taken]:
        return taken[0], error_of(search, taken), taken

    allowed = (each for each in candidates if error_of(search, each) <= most_error)
    return min(allowed, key=rank, default=None)


def _number_of_all(search: Search, stages: int) -> int:
    """Return how many pairs of mass and dilution there are, to the power of stages."""
    room = max(0, search.largest - 2 * search.lowest + 1)
    pairs = room * (room + 1) // 2
    return int(pairs**stages)


def _all(search: Search, stages: int) -> Iterator[Taken]:
    """Yield every legal weighing of several dilutions."""
    for drug in range(search.lowest, search.largest - search.lowest + 1):
        yield from _diluted(search, stages, drug, (), ())


def _diluted(
    search: Search,
    stages: int,
    drug: int,
    totals: tuple[int, ...],
    portions: tuple[int, ...],
) -> Iterator[Taken]:
    """Yield what may follow on some dilutions and portions."""
    mass = portions[-1] if portions else drug
    most = search.largest - search.lowest
    for total in range(mass + search.lowest, search.largest + 1):
        here = (*totals, total)
        if len(here) < stages:
            for portion in range(search.lowest, min(total, most) + 1):
                yield from _diluted(search, stages, drug, here, (*portions, portion))
        else:
            into = drug * prod(portions)
            for portion in legal_portions(search, into, prod(here), total):
                yield drug, here, (*portions, portion)


def _middle(search: Search, stages: int) -> int:
    """Return the material of the smallest error, were there no steps."""
    lowest, largest = search.lowest, search.largest
    whole: float = search.need * float(largest) ** stages
    last: float = min(whole ** (1 / (stages + 1)), search.most_portion)
    drug: float = (whole / last) ** (1 / stages)
    most = largest - lowest
    least = whole / (float(most) ** (stages - 1) * search.most_portion)
    return round(max(lowest, least, min(drug, most, whole / float(lowest) ** stages)))


def _near(search: Search, stages: int, middle: int, around: int) -> Iterator[Taken]:
    """Yield legal weighings near some material, all dilutions but the last the largest.

    The last dilution is made to fit.
    """
    lowest, most = search.lowest, search.largest - search.lowest
    before = (search.largest,) * (stages - 1)
    for drug in _window(middle, around, lowest, most):
        other, last = _aims(search, stages, drug)
        windows = [_window(other, _AROUND[stages], lowest, most)] * (stages - 1)
        windows.append(_window(last, _AROUND[stages], lowest, search.most_portion))
        for portions in product(*windows):
            into = drug * prod(portions[:-1])
            fits = int(into * portions[-1] / (prod(before) * search.need))
            for total in (fits, fits + 1):
                room = portions[-2] + lowest <= total <= search.largest
                totals = (*before, total)
                if room and portions[-1] in legal_portions(
                    search, into, prod(totals), total
                ):
                    yield drug, totals, portions


def _aims(search: Search, stages: int, drug: int) -> tuple[float, float]:
    """Return the portions of the smallest error beside so much material: others, last.

    They are alike, unless one of them may not be as large or as small.
    """
    lowest, most = search.lowest, search.largest - search.lowest
    whole = search.need * float(search.largest) ** stages / drug
    last = min(whole ** (1 / stages), search.most_portion)
    other = max(lowest, min((whole / last) ** (1 / (stages - 1)), most))
    last = whole / other ** (stages - 1)
    return other, max(lowest, min(last, search.most_portion))


def _window(middle: float, around: int, lowest: int, highest: int) -> range:
    start, stop = int(middle) - around, int(middle) + around
    return range(max(lowest, start), min(highest, stop) + 1)
