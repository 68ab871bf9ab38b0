r"""Trituration: which whole steps of a display to weigh, for a need below the least.

Weigh :math:`a`, dilute it to :math:`t_1`, take :math:`p_1` of it, dilute that to
:math:`t_2`, and so on; the last portion carries :math:`a \prod p_k / t_k`. With the
absolute error :math:`u` of the balance each weighing moves that by its share:
:math:`u (1/a - 1/t_1)` for what is diluted, :math:`u / t_k` for a diluent,
:math:`u (1/p_k - 1/t_{k+1})` for a portion that is diluted again and :math:`u / p_n`
for the last. Together, and with what rounding moves, they add as squares.

*One dilution* is searched exactly. Of all that weigh the same material :math:`a`, the
error without rounding is least at :math:`t = a (2 + (a/q)^2)` for the need :math:`q`,
and grows on both sides of it; that least error falls with :math:`a` to one minimum and
then rises. So the search starts there and stops on each side where even a dilution
without rounding would be worse than one that was found.

*Several dilutions* are all compared where there are few. Else the best weighings lie
near their geometric mean with the totals as large as wanted, and only the whole steps
around that point are compared.

*A display that shows far more than is needed*, a least mass of more than
`_FINE_ENOUGH` of its steps, is searched in a whole number of them at once: no error
gets larger by a ten-thousandth, and a million steps are as quick as a few hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import islice, product
from math import ceil, floor, inf, prod, sqrt
from typing import TypeAlias

from attrs import evolve, frozen

from ..model.dilution import Preference

__all__ = [
    "MOST_STAGES",
    "Steps",
    "best_steps",
    "carried",
    "relative_error",
]

MOST_STAGES = 3

#: Material, totals and portions, in steps.
_Taken: TypeAlias = tuple[int, tuple[int, ...], tuple[int, ...]]
#: Waste, material, total and portion of one dilution, in steps.
_Ranked: TypeAlias = tuple[int, int, int, int]

#: So many combinations of several dilutions are all compared.
_ALL = 60_000
#: How far around the geometric mean portions are compared, by the number of stages.
_AROUND = {2: 2, 3: 1}
_AROUND_DRUG = 3
#: In so many steps at the most is the least mass searched.
_FINE_ENOUGH = 400
#: A search looks at no more amounts of one mass than this, those nearest to the best.
_MOST_LOOKED_AT = 600
_PERCENT_DECIMALS = 4
_HALF_A_STEP = 0.5 / 10**_PERCENT_DECIMALS
_HAIR = 1e-12  # what a float may lose


@frozen(kw_only=True)
class Steps:
    """What to weigh, in whole steps of a display.

    Parameters
    ----------
    drug
        Material to weigh, *a*.
    totals
        Mass of each dilution, *t*.
    portions
        What is taken of each, *p*.
    error
        Combined relative error, rounding included.
    """

    drug: int
    totals: tuple[int, ...]
    portions: tuple[int, ...]
    error: float

    @property
    def waste(self) -> int:
        """Steps left over from all dilutions."""
        return sum(self.totals) - sum(self.portions)


def best_steps(
    need: Fraction,
    *,
    stages: int,
    least: Fraction,
    largest: int,
    most_portion: int,
    absolute_error: Fraction,
    tolerance: Fraction,
    prefer: Preference = "least error",
    most_error: float = inf,
) -> Steps | None:
    """Return the best legal weighings of so many dilutions.

    By ``"least error"`` those of the smallest error as printed, among equals of the
    least waste and then of the least material. By ``"least waste"`` those of the least
    material, since all of it that is not needed is destroyed; among equals of the
    smallest error.

    Parameters
    ----------
    need
        Material needed. [steps of the display]
    stages
        Dilutions, one after the other.
    least
        Least mass that may be weighed. [steps]
    largest
        Largest dilution wanted. [steps]
    most_portion
        Largest last portion that the batch takes up. [steps]
    absolute_error
        Error of one weighing. [steps]
    tolerance
        How far rounding may move what the portion carries. [ratio]
    prefer
        Which are the best.
    most_error
        Combined error allowed. [ratio]

    Returns
    -------
    Steps or None
        `None` where no weighings of so many stages are legal, with an error allowed.

    Examples
    --------
    >>> best_steps(Fraction("5.136"), stages=1, least=Fraction(20), largest=400,
    ...            most_portion=400, absolute_error=Fraction(1),
    ...            tolerance=Fraction(1, 100)).portions
    (49,)
    """
    coarse = ceil(Fraction(ceil(least), _FINE_ENOUGH))
    need, absolute_error = need / coarse, absolute_error / coarse
    low, high = need * (1 - tolerance), need * (1 + tolerance)
    search = _Search(
        need=float(need),
        low=low.as_integer_ratio(),
        high=high.as_integer_ratio(),
        carries=(float(low), float(high)),
        lowest=ceil(least / coarse),
        largest=largest // coarse,
        most_portion=min(largest, most_portion) // coarse,
        absolute_error=float(absolute_error),
    )
    if search.most_portion < search.lowest:
        return None
    if stages == 1:
        taken = _one(search, prefer, most_error)
    elif prefer == "least error":
        taken = _least_error(search, _several(search, stages))
    else:
        taken = _several_of_least_drug(search, stages, most_error)
    if taken is None:
        return None
    error = _error(search, taken)
    if error > most_error:
        return None
    drug, totals, portions = taken
    return Steps(
        drug=drug * coarse,
        totals=tuple(each * coarse for each in totals),
        portions=tuple(each * coarse for each in portions),
        error=error,
    )


def relative_error(
    need: float,
    drug: int,
    totals: tuple[int, ...],
    portions: tuple[int, ...],
    absolute_error: float,
) -> float:
    """Return the combined relative error of what the last portion carries.

    Parameters
    ----------
    need
        Material needed. [steps]
    drug
        Material weighed. [steps]
    totals
        Mass of each dilution. [steps]
    portions
        What is taken of each. [steps]
    absolute_error
        Error of one weighing. [steps]

    Returns
    -------
    float
        Root of the sum of squares of weighings and rounding. [ratio]

    Examples
    --------
    >>> round(relative_error(5.136, 36, (350,), (50,), 1.0), 4)
    0.0321
    """
    squares, mass = 0.0, drug
    for total, portion in zip(totals, portions, strict=True):
        squares += (1 / mass - 1 / total) ** 2 + 1 / total**2
        mass = portion
    weighings = (squares + 1 / mass**2) * absolute_error**2
    rounding = carried(drug, totals, portions) / need - 1
    return sqrt(weighings + rounding**2)


def carried(drug: int, totals: tuple[int, ...], portions: tuple[int, ...]) -> float:
    """Return what the last portion carries.

    Parameters
    ----------
    drug
        Material weighed. [steps]
    totals
        Mass of each dilution. [steps]
    portions
        What is taken of each. [steps]

    Returns
    -------
    float
        Material in the last portion. [steps]

    Examples
    --------
    >>> round(carried(36, (350,), (50,)), 6)
    5.142857
    """
    return drug * prod(portions) / prod(totals)


@frozen(kw_only=True)
class _Search:
    """A need and the limits within which its weighings are searched, in steps.

    Parameters
    ----------
    need
        Material needed.
    low, high
        The least and the most that the portion may carry, as numerator and denominator.
    carries
        The same two.
    lowest
        Least mass that may be weighed.
    largest
        Largest dilution wanted.
    most_portion
        Largest last portion that the batch takes up.
    absolute_error
        Error of one weighing.
    """

    need: float
    low: tuple[int, int]
    high: tuple[int, int]
    carries: tuple[float, float]
    lowest: int
    largest: int
    most_portion: int
    absolute_error: float


def _error(search: _Search, taken: _Taken) -> float:
    return relative_error(search.need, *taken, search.absolute_error)


def _portions(search: _Search, mass: int, total: int, last: int) -> range:
    """Return the last portions that carry what is needed, within the tolerance.

    Parameters
    ----------
    search
        The need and its limits.
    mass
        Product of all that is diluted.
    total
        Product of all dilutions.
    last
        The last dilution.

    Returns
    -------
    range
        In steps; empty where none does.
    """
    above, below = search.low
    least = -((-total * above) // (mass * below))
    above, below = search.high
    most = (total * above) // (mass * below)
    return range(max(least, search.lowest), min(most, last, search.most_portion) + 1)


# -- one dilution


def _one(search: _Search, prefer: Preference, most_error: float) -> _Taken | None:
    """Return the best of all single dilutions."""
    least, most = _drugs(search)
    if least > most:
        return None
    middle = _lowest_point(least, most, lambda drug: _bound(search, drug))
    if prefer == "least waste":
        return _one_of_least_drug(search, middle, most_error)
    found = _some(search, middle)
    if found is None:
        return None
    printed = round(found, _PERCENT_DECIMALS)
    better = printed - _HALF_A_STEP + _HAIR  # of which less would be printed
    near = _narrowed(search, found)
    least, most = _drugs(near)
    middle = _lowest_point(least, most, lambda drug: _bound(near, drug))
    drugs = _outward(middle, least, most, lambda drug: _bound(near, drug) <= better)
    for drug in islice(drugs, _MOST_LOOKED_AT):
        best = _of_drug(near, drug, better)
        if best is not None:
            printed = min(printed, round(best[0], _PERCENT_DECIMALS))
            better = printed - _HALF_A_STEP + _HAIR
    edge = printed + _HALF_A_STEP + _HAIR
    return _of_least_waste(_narrowed(search, edge), printed)


def _some(search: _Search, middle: int) -> float | None:
    """Return the error of a legal dilution near the best material, if there is one."""
    least, most = _drugs(search)
    every = _outward(middle, least, most, lambda _: True)
    for drug in islice(every, _MOST_LOOKED_AT):
        best = _of_drug(search, drug, inf)
        if best is not None:
            return best[0]
    return None


def _narrowed(search: _Search, error: float) -> _Search:
    """Return the same search for dilutions that rounding moves by no more than that."""
    low = max(Fraction(*search.low), Fraction(search.need * (1 - error)))
    high = min(Fraction(*search.high), Fraction(search.need * (1 + error)))
    return evolve(
        search,
        low=low.as_integer_ratio(),
        high=high.as_integer_ratio(),
        carries=(float(low), float(high)),
    )


def _one_of_least_drug(
    search: _Search, middle: int, most_error: float
) -> _Taken | None:
    """Return the single dilution of the least material within an error."""
    least, most = _drugs(search)
    first = _first(least, middle, lambda drug: _bound(search, drug) <= most_error)
    for drug in islice(range(first, most + 1), _MOST_LOOKED_AT):
        best = _of_drug(search, drug, most_error)
        if best is not None:
            return best[1]
    return None


def _of_least_waste(search: _Search, printed: float) -> _Taken | None:
    """Return the single dilution of least waste whose error is printed so."""
    edge = printed + _HALF_A_STEP + _HAIR
    least, most = _drugs(search)
    middle = _lowest_point(least, most, lambda drug: _bound(search, drug))
    least = _first(least, middle, lambda drug: _bound(search, drug) <= edge)
    most = _first(middle, most, lambda drug: _bound(search, drug) > edge)
    start = _lowest_point(least, most, lambda drug: _left_over(search, drug, edge))
    best: _Ranked | None = None
    for drug in islice(_outward(start, least, most, bool), _MOST_LOOKED_AT):
        best = _sparing(search, drug, printed, best)
    return None if best is None else (best[1], (best[2],), (best[3],))


def _left_over(search: _Search, drug: int, edge: float) -> float:
    """Return what so much material leaves over at least, about, within an error."""
    least, middle, _ = _totals(search, drug)
    total = _first(least, middle, lambda total: _at(search, drug, total) <= edge)
    return total * (1 - search.need / drug)


def _sparing(
    search: _Search, drug: int, printed: float, best: _Ranked | None
) -> _Ranked | None:
    """Return the dilution of less waste among those of so much material, or the best.

    What is left over is at least the part of the dilution that no portion takes.
    """
    edge = printed + _HALF_A_STEP + _HAIR
    least, middle, most = _totals(search, drug)
    left = 1 - search.carries[1] / drug
    if best is not None and left > 0:
        most = min(most, ceil(best[0] / left))
    middle = min(middle, most)
    if least > most or _at(search, drug, middle) > edge:
        return best
    start = _first(least, middle, lambda total: _at(search, drug, total) <= edge)
    for total in islice(range(start, most + 1), _MOST_LOOKED_AT):
        weighings = _at(search, drug, total)
        if weighings > edge:
            break
        rounding = sqrt(edge**2 - weighings**2) + _HAIR
        for portion in _from_largest(search, drug, total, rounding):
            ranked = total - portion, drug, total, portion
            if best is not None and ranked >= best:
                break
            error = _error(search, (drug, (total,), (portion,)))
            if round(error, _PERCENT_DECIMALS) <= printed:
                best = ranked
                break
    return best


def _from_largest(
    search: _Search, drug: int, total: int, rounding: float
) -> Iterator[int]:
    """Return legal portions that rounding moves no further, the largest first."""
    portions, exact = _portions(search, drug, total, total), total * search.need / drug
    most = min(portions.stop - 1, floor(exact * (1 + rounding)))
    least = max(portions.start, ceil(exact * (1 - rounding)))
    return reversed(range(least, most + 1))


def _of_drug(
    search: _Search, drug: int, most_error: float
) -> tuple[float, _Taken] | None:
    """Return the smallest error of so much material, where it is small enough."""
    least, middle, most = _totals(search, drug)
    if least > most:
        return None
    best: tuple[float, _Taken] | None = None
    found = most_error
    totals = _outward(
        middle, least, most, lambda total: _at(search, drug, total) <= found
    )
    for total in islice(totals, _MOST_LOOKED_AT):
        before = inf
        for portion in _from_nearest(search, drug, total):
            taken = drug, (total,), (portion,)
            error = _error(search, taken)
            if error > before:
                break
            before = error
            if error <= found and (best is None or (error, taken) < best):
                best, found = (error, taken), error
    return best


def _from_nearest(search: _Search, drug: int, total: int) -> range:
    """Return portions from the one just below the need on.

    The error is convex in the portion, and least where nothing is rounded or a little
    above.
    """
    portions = _portions(search, drug, total, total)
    nearest = floor(total * search.need / drug)
    start = max(portions.start, min(nearest, portions.stop - 1))
    return range(start, portions.stop)


def _drugs(search: _Search) -> tuple[int, int]:
    """Return the least and the most material that one dilution may take."""
    (low, _), (above, below) = search.carries, search.high
    lowest, largest = search.lowest, search.largest
    most = min(largest - lowest, largest * above // (below * lowest))
    if search.most_portion <= low:
        return 1, 0
    least = floor(lowest * low / (search.most_portion - low))
    return max(lowest, least), most


def _totals(search: _Search, drug: int) -> tuple[int, int, int]:
    """Return the smallest dilution, the one of least error, and the largest."""
    above, below = search.high
    least = max(drug + search.lowest, -(-drug * search.lowest * below // above))
    most = search.largest
    above, below = search.low
    if above:
        most = min(most, drug * search.most_portion * below // above)
    middle = int(_best_total(search, drug))
    if _at(search, drug, middle + 1) < _at(search, drug, middle):
        middle += 1
    return least, max(least, min(middle, most)), most


def _best_total(search: _Search, drug: int) -> float:
    """Return the dilution of the smallest error, were there no steps.

    Where the batch takes up no larger portion, a larger dilution only adds to the error
    of what is diluted.
    """
    high = search.carries[1]
    best = 2 + (drug / high) ** 2
    return drug * min(best, max(2, search.most_portion / high))


def _bound(search: _Search, drug: int) -> float:
    """Return the error that no dilution of so much material is below."""
    low, high = search.carries
    most: float = search.largest
    if low:
        most = min(most, drug * search.most_portion / low)
    least = max(drug + search.lowest, drug * search.lowest / high)
    return _at(search, drug, max(least, min(_best_total(search, drug), most)))


def _at(search: _Search, drug: int, total: float) -> float:
    """Return the error that no portion of a dilution is below."""
    portion = min(total * search.carries[1] / drug, search.most_portion)
    squares = (1 / drug - 1 / total) ** 2 + 1 / total**2 + 1 / portion**2
    return sqrt(squares) * search.absolute_error * (1 - _HAIR)


def _lowest_point(least: int, most: int, of: Callable[[int], float]) -> int:
    """Return where a function that falls and then rises is lowest."""
    while least < most:
        middle = (least + most) // 2
        if of(middle) > of(middle + 1):
            least = middle + 1
        else:
            most = middle
    return least


def _first(least: int, most: int, holds: Callable[[int], bool]) -> int:
    """Return the first number from which on something holds; the last where none."""
    while least < most:
        middle = (least + most) // 2
        if holds(middle):
            most = middle
        else:
            least = middle + 1
    return least


def _outward(
    middle: int, least: int, most: int, holds: Callable[[int], bool]
) -> Iterator[int]:
    """Yield numbers from the middle to each end, for as long as something holds."""
    yield middle
    above, below = middle + 1, middle - 1
    while above <= most or below >= least:
        if above <= most:
            if holds(above):
                yield above
                above += 1
            else:
                above = most + 1
        if below >= least:
            if holds(below):
                yield below
                below -= 1
            else:
                below = least - 1


# -- several dilutions


def _several(search: _Search, stages: int) -> Iterator[_Taken]:
    """Yield several dilutions: all, or those around the smallest error."""
    if _number_of_all(search, stages) <= _ALL:
        yield from _all(search, stages)
    else:
        yield from _near(search, stages, _middle(search, stages), _AROUND_DRUG)


def _several_of_least_drug(
    search: _Search, stages: int, most_error: float
) -> _Taken | None:
    """Return several dilutions of the least material within an error."""
    if _number_of_all(search, stages) <= _ALL:
        return _least_drug(search, _all(search, stages), most_error)

    def within(drug: int) -> bool:
        near = _near(search, stages, drug, 0)
        return _least_drug(search, near, most_error) is not None

    drug = _first(search.lowest, _middle(search, stages), within)
    near = _near(search, stages, drug, _AROUND_DRUG)
    return _least_drug(search, near, most_error)


def _least_error(search: _Search, candidates: Iterable[_Taken]) -> _Taken | None:
    """Return those of the smallest error as printed, then of the least waste."""

    def rank(taken: _Taken) -> tuple[float, int, _Taken]:
        _, totals, portions = taken
        printed = round(_error(search, taken), _PERCENT_DECIMALS)
        return printed, sum(totals) - sum(portions), taken

    return min(candidates, key=rank, default=None)


def _least_drug(
    search: _Search, candidates: Iterable[_Taken], most_error: float
) -> _Taken | None:
    """Return those of the least material within an error, then of the smallest."""

    def rank(taken: _Taken) -> tuple[int, float, _Taken]:
        return taken[0], _error(search, taken), taken

    allowed = (each for each in candidates if _error(search, each) <= most_error)
    return min(allowed, key=rank, default=None)


def _number_of_all(search: _Search, stages: int) -> int:
    """Return how many pairs of mass and dilution there are, to the power of stages."""
    room = max(0, search.largest - 2 * search.lowest + 1)
    pairs = room * (room + 1) // 2
    return int(pairs**stages)


def _all(search: _Search, stages: int) -> Iterator[_Taken]:
    """Yield every legal weighing of several dilutions."""
    for drug in range(search.lowest, search.largest - search.lowest + 1):
        yield from _diluted(search, stages, drug, (), ())


def _diluted(
    search: _Search,
    stages: int,
    drug: int,
    totals: tuple[int, ...],
    portions: tuple[int, ...],
) -> Iterator[_Taken]:
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
            for portion in _portions(search, into, prod(here), total):
                yield drug, here, (*portions, portion)


def _middle(search: _Search, stages: int) -> int:
    """Return the material of the smallest error, were there no steps."""
    lowest, largest = search.lowest, search.largest
    whole: float = search.need * float(largest) ** stages
    last: float = min(whole ** (1 / (stages + 1)), search.most_portion)
    drug: float = (whole / last) ** (1 / stages)
    most = largest - lowest
    least = whole / (float(most) ** (stages - 1) * search.most_portion)
    return round(max(lowest, least, min(drug, most, whole / float(lowest) ** stages)))


def _near(search: _Search, stages: int, middle: int, around: int) -> Iterator[_Taken]:
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
                if room and portions[-1] in _portions(
                    search, into, prod(totals), total
                ):
                    yield drug, totals, portions


def _aims(search: _Search, stages: int, drug: int) -> tuple[float, float]:
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
