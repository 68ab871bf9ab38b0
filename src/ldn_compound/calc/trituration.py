r"""Trituration: which whole steps of a display to weigh, for a need below the least.

Weigh :math:`a`, dilute it to :math:`t_1`, take :math:`p_1` of it, dilute that to
:math:`t_2`, and so on; the last portion carries :math:`a \prod p_k / t_k`. With the
absolute error :math:`u` of the balance each weighing moves that by its share:
:math:`u (1/a - 1/t_1)` for what is diluted, :math:`u / t_k` for a diluent,
:math:`u (1/p_k - 1/t_{k+1})` for a portion that is diluted again and :math:`u / p_n`
for the last. Together, and with what rounding moves, they add as squares.

The error falls as every weighing grows; their product is bound by the need and by the
largest mass wanted. So the best weighings lie near their geometric mean, with the
totals as large as wanted, and only the whole steps around that point are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import ceil, prod, sqrt

from attrs import frozen

__all__ = ["MOST_STAGES", "Steps", "best_steps", "carried", "relative_error"]

MOST_STAGES = 3

#: How far around the geometric mean portions are compared, by the number of stages.
_AROUND = {1: 6, 2: 2, 3: 1}
_DOWN = 2
_NEWTON = 6
_PERCENT_DECIMALS = 4


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
) -> Steps | None:
    """Return the weighings of the smallest error, and among equals of the least waste.

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

    Returns
    -------
    Steps or None
        `None` where no weighings of so many stages are legal.

    Examples
    --------
    >>> best_steps(Fraction("5.136"), stages=1, least=Fraction(20), largest=400,
    ...            most_portion=400, absolute_error=Fraction(1),
    ...            tolerance=Fraction(1, 100)).portions
    (49,)
    """
    wanted, lowest, off = float(need), ceil(least), float(absolute_error)
    if min(largest, most_portion) < lowest:
        return None
    slack = float(tolerance)
    best, chosen = None, None
    for steps in _candidates(wanted, stages, lowest, largest, most_portion):
        if abs(carried(*steps) / wanted - 1) > slack:
            continue
        error = relative_error(wanted, *steps, off)
        drug, totals, portions = steps
        waste = sum(totals) - sum(portions)
        rank = round(error, _PERCENT_DECIMALS), waste, drug  # the error as printed
        if best is None or rank < best:
            best, chosen = rank, (steps, error)
    if chosen is None:
        return None
    (drug, totals, portions), error = chosen
    return Steps(drug=drug, totals=totals, portions=portions, error=error)


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


def _candidates(
    need: float, stages: int, lowest: int, largest: int, most_portion: int
) -> Iterator[tuple[int, tuple[int, ...], tuple[int, ...]]]:
    """Yield legal weighings around the geometric mean, the last total made to fit."""
    last = min(_best_portion(need, stages, largest), most_portion)
    others = (need * float(largest) ** stages / last) ** (1 / stages)
    windows = [_window(others, lowest, largest, stages)] * (stages - 1)
    windows.append(_window(last, lowest, min(largest, most_portion), stages))
    before = (largest,) * (stages - 1)
    for portions in product(*windows):
        most = int(need * largest**stages / prod(portions))
        for drug in range(max(lowest, most - _DOWN), most + 2):
            below = int(carried(drug, before, portions[:-1]) * portions[-1] / need)
            for total in (below, below + 1):
                totals = (*before, total)
                if total <= largest and _legal(drug, totals, portions, lowest):
                    yield drug, totals, portions


def _best_portion(need: float, stages: int, largest: int) -> float:
    """Return the last portion of the smallest error, were there no steps.

    For one dilution the two terms of the error that matter balance where
    p^3 (p - q) = (q t)^2, found by Newton's method; for more, near the geometric mean.
    """
    portion: float = (need * float(largest) ** stages) ** (1 / (stages + 1))
    if stages == 1:
        for _ in range(_NEWTON):
            above = portion**3 * (portion - need) - (need * largest) ** 2
            portion -= above / (portion**2 * (4 * portion - 3 * need))
    return portion


def _window(middle: float, lowest: int, highest: int, stages: int) -> range:
    around = _AROUND[stages]
    start = min(max(lowest, int(middle) - around), highest - 2 * around)
    return range(max(lowest, start), min(highest, int(middle) + around) + 1)


def _legal(
    drug: int, totals: tuple[int, ...], portions: tuple[int, ...], lowest: int
) -> bool:
    """Return whether each dilution takes a diluent that may be weighed."""
    goes_in = (drug, *portions[:-1])
    return all(
        total - mass >= lowest and portion <= total
        for mass, total, portion in zip(goes_in, totals, portions, strict=True)
    )
