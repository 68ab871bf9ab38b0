"""Which whole steps of a display to weigh, of all that are legal.

*A display that shows far more than is needed*, a least mass of more than
`_FINE_ENOUGH` of its steps, is searched in a whole number of them at once: no error
gets larger by a ten-thousandth, and a million steps are as quick as a few hundred.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, inf

from ...model.dilution import Preference
from .one_dilution import best_single_dilution
from .search import Search, error_of
from .several_dilutions import (
    of_least_error,
    several_dilutions,
    several_of_least_material,
)
from .steps import Steps

__all__ = ["best_steps"]

#: In so many steps at the most is the least mass searched.
_FINE_ENOUGH = 400


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
    search = Search(
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
        taken = best_single_dilution(search, prefer, most_error)
    elif prefer == "least error":
        taken = of_least_error(search, several_dilutions(search, stages))
    else:
        taken = several_of_least_material(search, stages, most_error)
    if taken is None:
        return None
    error = error_of(search, taken)
    if error > most_error:
        return None
    drug, totals, portions = taken
    return Steps(
        drug=drug * coarse,
        totals=tuple(each * coarse for each in totals),
        portions=tuple(each * coarse for each in portions),
        error=error,
    )
