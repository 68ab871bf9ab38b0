"""Combinatorics: which pieces, of which sizes, add up to a target, in whole numbers.

Every combination up to a number of pieces is listed once, so the choice among them is
exact. Sizes are sorted, the largest first, and a `Way` holds their places: (0, 0, 2) is
two of the largest and one of the third.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations_with_replacement
from math import comb
from typing import TypeAlias

from ..errors import FieldError

__all__ = [
    "Way",
    "best_way",
    "check_search_size",
    "fewest_sizes",
    "reachable_sums",
    "ways_to_make",
]

#: One combination: the place of the size of each piece, in order.
Way: TypeAlias = tuple[int, ...]

_MOST_SIZES = 20
_MOST_WAYS = 200_000


def check_search_size(sizes: int, at_most: int) -> None:
    """Refuse a search that would take too long.

    Parameters
    ----------
    sizes
        How many strengths.
    at_most
        How many capsules a dose may take.

    Raises
    ------
    FieldError
        If there are more than 20 strengths, or too many combinations of them.
    """
    if sizes > _MOST_SIZES:
        expected = f"at most {_MOST_SIZES} strengths"
        raise FieldError(expected, str(sizes), field="strengths")
    found = comb(sizes + at_most, at_most) - 1
    if found > _MOST_WAYS:
        raise FieldError(
            f"at most {_MOST_WAYS} combinations",
            f"{found} of up to {at_most} capsules of {sizes} strengths",
            "offer fewer strengths, or allow fewer capsules a dose",
            "at_most",
        )


def ways_to_make(
    targets: Iterable[int], sizes: Sequence[int], at_most: int
) -> dict[int, tuple[Way, ...]]:
    """Return the combinations that make each target, the best first.

    Parameters
    ----------
    targets
        The sums wanted.
    sizes
        The sizes, the largest first.
    at_most
        How many pieces a sum may take.

    Returns
    -------
    dict of int to tuple of Way
        Of several combinations the one of fewest pieces comes first, then of fewest
        sizes, then of larger sizes; one is left out where a better one needs no other
        sizes. Empty where no combination makes the target.

    Examples
    --------
    >>> ways_to_make([6], (4, 3), at_most=4)
    {6: ((1, 1),)}
    >>> ways_to_make([4, 5], (3, 2, 1), at_most=4)[4]
    ((1, 1), (0, 2), (2, 2, 2, 2))
    """
    found: dict[int, list[Way]] = {target: [] for target in targets}
    for pieces in range(1, at_most + 1):
        for way in combinations_with_replacement(range(len(sizes)), pieces):
            made = sum(sizes[place] for place in way)
            if made in found:
                found[made].append(way)
    return {target: _undominated(each) for target, each in found.items()}


def reachable_sums(sizes: Iterable[int], at_most: int) -> list[int]:
    """Return every sum that at most so many pieces make, the smallest first.

    Parameters
    ----------
    sizes
        The sizes.
    at_most
        How many pieces a sum may take.

    Returns
    -------
    list of int
        The sums.

    Examples
    --------
    >>> reachable_sums((4, 3), at_most=2)
    [3, 4, 6, 7, 8]
    """
    sizes, reached, latest = tuple(sizes), set[int](), {0}
    for _ in range(at_most):
        latest = {made + size for made in latest for size in sizes}
        reached |= latest
    return sorted(reached)


def fewest_sizes(
    found: Mapping[int, Sequence[Way]], weights: Mapping[int, int]
) -> frozenset[int]:
    """Return the places of the fewest sizes from which every target can be made.

    Parameters
    ----------
    found
        The combinations for each target, from `ways_to_make`; none is empty.
    weights
        How often each target is needed.

    Returns
    -------
    frozenset of int
        Among equally few sizes, those that need the fewest pieces in all; among
        those, the larger sizes.

    Examples
    --------
    >>> found = ways_to_make([1, 2, 3, 4], (4, 3, 2, 1), at_most=4)
    >>> fewest_sizes(found, {1: 7, 2: 7, 3: 7, 4: 7})  # four of 1 make even 4
    frozenset({3})
    """
    options = [[frozenset(way) for way in each] for each in found.values()]
    size = 1
    while not (covering := _covering(options, size)):
        size += 1

    def cost(chosen: frozenset[int]) -> tuple[int, list[int]]:
        pieces = sum(
            len(best_way(each, chosen)) * weights[target]
            for target, each in found.items()
        )
        return pieces, sorted(chosen)

    return min(covering, key=cost)


def best_way(each: Sequence[Way], chosen: frozenset[int]) -> Way:
    """Return the best combination that needs no sizes but those chosen.

    Parameters
    ----------
    each
        Combinations for one target, the best first; one of them will do.
    chosen
        Places of the sizes.

    Returns
    -------
    Way
        The combination.

    Examples
    --------
    >>> best_way([(0, 2), (1, 1)], frozenset({1}))
    (1, 1)
    """
    return next(way for way in each if chosen.issuperset(way))


def _undominated(found: list[Way]) -> tuple[Way, ...]:
    """Return combinations, the best first, without those that cannot be chosen."""
    kept: list[Way] = []
    for way in sorted(found, key=lambda way: (len(way), len(set(way)), way)):
        if not any(set(way).issuperset(better) for better in kept):
            kept.append(way)
    return tuple(kept)


def _covering(
    options: Sequence[Sequence[frozenset[int]]], size: int
) -> set[frozenset[int]]:
    """Return the sets of at most *size* places that hold an option of each target.

    Some option of the target with the fewest of them must be in the set: so try each.
    """
    covering, seen, waiting = set(), set(), [frozenset[int]()]
    while waiting:
        chosen = waiting.pop()
        if chosen in seen or len(chosen) > size:
            continue
        seen.add(chosen)
        unmade = [each for each in options if not any(o <= chosen for o in each)]
        if unmade:
            waiting += [chosen | option for option in min(unmade, key=len)]
        else:
            covering.add(chosen)
    return covering
