"""A first plan to start the search from: the largest orders first, where they fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeAlias

from .flow import Place, Step
from .problem import Family, Problem

__all__ = ["first_fit", "least_batches"]

#: Pairs of lots, one of which is taken, and the capsules of each order.
_Batch: TypeAlias = tuple[tuple[int, ...], list[int]]


def least_batches(family: Family, problem: Problem) -> int:
    """Return how many batches a family takes at least.

    Each batch holds so many capsules and so many orders at most, and orders of which
    no two fit into one batch take one each.

    Parameters
    ----------
    family
        The orders.
    problem
        The limits of a batch.

    Returns
    -------
    int
        The greatest of the three bounds.
    """
    alone = sum(
        group.count
        for group in family.groups
        if 2 * group.capsules > problem.most_capsules
    )
    return max(
        -(-family.capsules // problem.most_capsules),
        -(-family.orders // problem.most_orders),
        alone,
    )


def first_fit(
    problem: Problem, place: int, suited: tuple[tuple[int, ...], ...]
) -> dict[Any, int]:
    """Return a plan of a family, as values of the model's variables.

    Each order goes into the first batch that suits it and has room; a new batch is of
    the lots that expire first among those that suit the order. The stock is not
    looked at, so that the plan is a hint and no more.

    Parameters
    ----------
    problem
        The problem.
    place
        Which family.
    suited
        The pairs of lots, grouped by the orders that they suit.

    Returns
    -------
    dict
        The variables, by name: of two plans the one of fewer batches. One takes the
        largest orders first, one those that the fewest lots suit, whose last batch
        others then fill.
    """
    family = problem.families[place]
    numbers = range(len(family.groups))
    batches, placed = min(
        (
            _filled(problem, family, suited, numbers),
            _filled(
                problem,
                family,
                suited,
                sorted(numbers, key=lambda each: len(family.groups[each].pairs)),
            ),
        ),
        key=lambda each: len(each[0]),
    )
    counted = problem.most_orders < min(
        family.orders, problem.most_capsules // family.sizes[-1]
    )
    values: Counter[Any] = Counter(
        {(place, *name): count for name, count in placed.items()}
    )
    for pairs, sizes in batches:
        pair = min(pairs, key=lambda each: (family.pairs[each].rank, each))
        values[place, pair, sum(sizes)] += 1
        for step in _path(family, sizes, counted=counted):
            values["step", place, pairs, step] += 1
    return dict(values)


def _filled(
    problem: Problem,
    family: Family,
    suited: tuple[tuple[int, ...], ...],
    numbers: Iterable[int],
) -> tuple[list[_Batch], Counter[tuple[int, tuple[int, ...]]]]:
    """Return batches, and how many orders of each group are made of which lots."""
    batches: list[_Batch] = []
    placed: Counter[tuple[int, tuple[int, ...]]] = Counter()
    for number in numbers:
        group = family.groups[number]
        for _ in range(group.count):
            for pairs, sizes in batches:
                room = problem.most_capsules - sum(sizes)
                if (
                    group.pairs.issuperset(pairs)
                    and group.capsules <= room
                    and len(sizes) < problem.most_orders
                ):
                    break
            else:
                pairs = min(
                    (each for each in suited if group.pairs.issuperset(each)),
                    key=lambda each: min(family.pairs[pair].rank for pair in each),
                )
                sizes = []
                batches.append((pairs, sizes))
            sizes.append(group.capsules)
            placed[number, pairs] += 1
    return batches, placed


def _path(family: Family, contained: list[int], *, counted: bool) -> list[Step]:
    """Return the steps that make a batch of some sizes."""
    steps, at = [], Place(0, 0, 0)
    for done, size in enumerate(family.sizes):
        for _ in range(contained.count(size)):
            end = Place(done, at.capsules + size, at.orders + counted)
            steps.append(Step(at, end))
            at = end
        end = Place(done + 1, at.capsules, at.orders)
        steps.append(Step(at, end))
        at = end
    return steps
