"""A first plan to start the search from: the largest orders first, where they fit."""

from __future__ import annotations

from collections import Counter
from typing import Any

from .flow import Place, Step
from .problem import Family, Problem

__all__ = ["first_fit", "least_batches"]


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
        The variables, by name.
    """
    family = problem.families[place]
    batches: list[tuple[tuple[int, ...], list[int]]] = []
    values: Counter[Any] = Counter()
    for number, group in enumerate(family.groups):
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
            values[place, number, pairs] += 1
    counted = problem.most_orders < min(
        family.orders, problem.most_capsules // family.sizes[-1]
    )
    for pairs, sizes in batches:
        pair = min(pairs, key=lambda each: (family.pairs[each].rank, each))
        values[place, pair, sum(sizes)] += 1
        for step in _path(family, sizes, counted=counted):
            values["step", place, pairs, step] += 1
    return dict(values)


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
