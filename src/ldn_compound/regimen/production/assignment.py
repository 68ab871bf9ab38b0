"""Assignment: the prescriptions of each batch, from the counts of the solution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .problem import BatchContent, Family, LotPair

__all__ = ["assign_orders"]


def assign_orders(
    families: Sequence[tuple[Family, tuple[tuple[int, ...], ...]]],
    values: Mapping[Any, int],
) -> Iterator[tuple[LotPair, tuple[int, ...]]]:
    """Yield each batch: its pair of lots, and the places of its orders.

    Equal orders go into the batches in the order in which they came.

    Parameters
    ----------
    families
        Families, and for each group the places of its orders.
    values
        The variables of the model, by name.

    Yields
    ------
    tuple[LotPair, tuple[int, ...]]
        Lots and orders, the larger batches of a family first.
    """
    for place, (family, grouped) in enumerate(families):
        waiting = _waiting(place, family, grouped, values)
        pairs = _pairs(place, family, values)
        filled = [
            (name[1], name[2])
            for name, count in values.items()
            if name[0] == place and isinstance(name[1], tuple)
            for _ in range(count)
        ]
        for suited, content in sorted(
            filled, key=lambda each: (-_capsules(family, each[1]), each)
        ):
            orders = [
                waiting[suited, size].pop(0)
                for size, taken in zip(family.sizes, content, strict=True)
                for _ in range(taken)
            ]
            pair = pairs[suited, _capsules(family, content)].pop(0)
            yield pair, tuple(sorted(orders))


def _waiting(
    place: int,
    family: Family,
    grouped: Sequence[Sequence[int]],
    values: Mapping[Any, int],
) -> dict[tuple[tuple[int, ...], int], list[int]]:
    """Return the orders of each size, by the pairs of lots that they are made of."""
    orders_by_size: dict[tuple[tuple[int, ...], int], list[int]] = {}
    for number, (group, orders) in enumerate(zip(family.groups, grouped, strict=True)):
        rest = list(orders)
        for name, count in sorted(_placed(place, number, values).items()):
            orders_by_size.setdefault((name, group.capsules), []).extend(rest[:count])
            rest = rest[count:]
    return {key: sorted(orders) for key, orders in orders_by_size.items()}


def _placed(
    place: int, number: int, values: Mapping[Any, int]
) -> dict[tuple[int, ...], int]:
    return {
        name[2]: count
        for name, count in values.items()
        if name[:2] == (place, number) and isinstance(name[2], tuple)
    }


def _pairs(
    place: int, family: Family, values: Mapping[Any, int]
) -> dict[tuple[tuple[int, ...], int], list[LotPair]]:
    """Return the lots of each batch, by the pairs that suit and its capsules."""
    suited = {
        pair: name[1]
        for name in values
        if name[0] == place and isinstance(name[1], tuple)
        for pair in name[1]
    }
    pairs: dict[tuple[tuple[int, ...], int], list[LotPair]] = {}
    for name, count in values.items():
        if count and name[0] == place and all(isinstance(each, int) for each in name):
            key = (suited[name[1]], name[2])
            pairs.setdefault(key, []).extend([family.pairs[name[1]]] * count)
    return pairs


def _capsules(family: Family, content: BatchContent) -> int:
    return sum(size * taken for size, taken in zip(family.sizes, content, strict=True))
