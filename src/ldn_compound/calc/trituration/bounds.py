"""What one dilution may be made of, and the errors that it cannot be below.

Of all dilutions that weigh the same material :math:`a` for the need :math:`q`, the
error without rounding is least at the total :math:`t = a (2 + (a/q)^2)`, and grows on
both sides of it.
"""

from __future__ import annotations

from math import floor, sqrt

from .search import Search

__all__ = ["HAIR", "dilutions", "lower_bound", "lower_bound_at", "materials"]

HAIR = 1e-12  # what a float may lose


def materials(search: Search) -> tuple[int, int]:
    """Return the least and the most material that one dilution may take."""
    (low, _), (above, below) = search.carries, search.high
    lowest, largest = search.lowest, search.largest
    most = min(largest - lowest, largest * above // (below * lowest))
    if search.most_portion <= low:
        return 1, 0
    least = floor(lowest * low / (search.most_portion - low))
    return max(lowest, least), most


def dilutions(search: Search, drug: int) -> tuple[int, int, int]:
    """Return the smallest dilution, the one of least error, and the largest."""
    above, below = search.high
    least = max(drug + search.lowest, -(-drug * search.lowest * below // above))
    most = search.largest
    above, below = search.low
    if above:
        most = min(most, drug * search.most_portion * below // above)
    middle = int(_best_total(search, drug))
    if lower_bound_at(search, drug, middle + 1) < lower_bound_at(search, drug, middle):
        middle += 1
    return least, max(least, min(middle, most)), most


def _best_total(search: Search, drug: int) -> float:
    """Return the dilution of the smallest error, were there no steps.

    Where the batch takes up no larger portion, a larger dilution only adds to the error
    of what is diluted.
    """
    high = search.carries[1]
    best = 2 + (drug / high) ** 2
    return drug * min(best, max(2, search.most_portion / high))


def lower_bound(search: Search, drug: int) -> float:
    """Return the error that no dilution of so much material is below."""
    low, high = search.carries
    most: float = search.largest
    if low:
        most = min(most, drug * search.most_portion / low)
    least = max(drug + search.lowest, drug * search.lowest / high)
    return lower_bound_at(
        search, drug, max(least, min(_best_total(search, drug), most))
    )


def lower_bound_at(search: Search, drug: int, total: float) -> float:
    """Return the error that no portion of a dilution is below."""
    portion = min(total * search.carries[1] / drug, search.most_portion)
    squares = (1 / drug - 1 / total) ** 2 + 1 / total**2 + 1 / portion**2
    return sqrt(squares) * search.absolute_error * (1 - HAIR)
