"""Batches as paths: every content of a batch, without listing the contents.

A batch is filled size by size, the largest first. A place on its path is how many sizes
are done and how much is in; a step adds one order, or goes on to the next size. Many
contents share their steps, so that the steps grow with the capsules of a batch and
not with the number of contents.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from attrs import frozen

from .problem import BatchContent, Family

__all__ = ["Place", "Step", "contents_of", "reachable_capsules", "steps_of"]


class Place(NamedTuple):
    """Where a path is: sizes done, capsules in, orders in where they are limited."""

    done: int
    capsules: int
    orders: int


@frozen
class Step:
    """One step of a path: an order of the present size, or none and the next size.

    Parameters
    ----------
    start, end
        The places.
    """

    start: Place
    end: Place

    @property
    def takes_order(self) -> bool:
        """Whether it adds an order to the batch."""
        return self.end.capsules > self.start.capsules


def steps_of(family: Family, most_capsules: int, most_orders: int) -> tuple[Step, ...]:
    """Return every step of the batches that could be made.

    Parameters
    ----------
    family
        The orders.
    most_capsules
        Capsules that one batch may hold.
    most_orders
        Orders that one batch may hold.

    Returns
    -------
    tuple of Step
        In the order of the paths; no path ends with an empty batch.

    Examples
    --------
    >>> from .problem import OrderGroup
    >>> sixty = OrderGroup(capsules=60, count=2, pairs=frozenset({0}))
    >>> steps = steps_of(Family(groups=(sixty,), pairs=()), 130, 2)
    >>> [(each.start.capsules, each.end.capsules) for each in steps]
    [(0, 60), (60, 120), (60, 60), (120, 120)]
    """
    sizes = family.sizes
    counted = most_orders < min(family.orders, most_capsules // sizes[-1])
    reached, steps = {Place(0, 0, 0)}, []
    for done, size in enumerate(sizes):
        waiting, inside = sorted(reached), set(reached)
        while waiting:
            place = waiting.pop()
            end = Place(done, place.capsules + size, place.orders + counted)
            if end.capsules <= most_capsules and end.orders <= most_orders:
                steps.append(Step(place, end))
                if end not in inside:
                    inside.add(end)
                    waiting.append(end)
        reached = set()
        for place in sorted(inside):
            if place.capsules or done + 1 < len(sizes):
                end = Place(done + 1, place.capsules, place.orders)
                steps.append(Step(place, end))
                reached.add(end)
    return tuple(steps)


def reachable_capsules(family: Family, steps: tuple[Step, ...]) -> tuple[int, ...]:
    """Return the capsules that a batch can have.

    Parameters
    ----------
    family
        The orders.
    steps
        The steps of its batches.

    Returns
    -------
    tuple of int
        Each once, the smallest first.
    """
    last = len(family.sizes)
    return tuple(sorted({each.end.capsules for each in steps if each.end.done == last}))


def contents_of(family: Family, taken: Mapping[Step, int]) -> dict[BatchContent, int]:
    """Return the contents of the batches that some steps make.

    Parameters
    ----------
    family
        The orders.
    taken
        How often each step is taken.

    Returns
    -------
    dict
        How many batches there are of each content.
    """
    left = {step: count for step, count in taken.items() if count}
    following: dict[Place, list[Step]] = {}
    for step in sorted(left, key=lambda each: (each.start, each.end)):
        following.setdefault(step.start, []).append(step)
    contents: dict[BatchContent, int] = {}
    start = Place(0, 0, 0)
    for _ in range(sum(left[step] for step in following.get(start, ()))):
        place, content = start, [0] * len(family.sizes)
        while place.done < len(family.sizes):
            step = next(each for each in following[place] if left[each])
            left[step] -= 1
            content[place.done] += step.takes_order
            place = step.end
        key = tuple(content)
        contents[key] = contents.get(key, 0) + 1
    return contents
