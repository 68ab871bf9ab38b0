"""From the counts that the solver found back to prescriptions, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .question import Content, Family, Way

__all__ = ["assigned"]


def assigned(
    families: Sequence[tuple[Family, tuple[tuple[int, ...], ...]]],
    values: Mapping[Any, int],
) -> Iterator[tuple[Way, tuple[int, ...]]]:
    """Yield each batch: the way it is made, and the places of its orders.

    Equal orders go into the batches in the order in which they came.

    Parameters
    ----------
    families
        Families, and for each kind the places of its orders.
    values
        The variables of the model, by name.

    Yields
    ------
    tuple[Way, tuple[int, ...]]
        Way and places, the larger batches of a family first.
    """
    for place, (family, grouped) in enumerate(families):
        waiting = _waiting(place, family, grouped, values)
        ways = _ways(place, family, values)
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
            way = ways[suited, _capsules(family, content)].pop(0)
            yield way, tuple(sorted(orders))


def _waiting(
    place: int,
    family: Family,
    grouped: Sequence[Sequence[int]],
    values: Mapping[Any, int],
) -> dict[tuple[tuple[int, ...], int], list[int]]:
    """Return the orders of each size, by the ways in which they are to be made."""
    found: dict[tuple[tuple[int, ...], int], list[int]] = {}
    for number, (kind, orders) in enumerate(zip(family.kinds, grouped, strict=True)):
        rest = list(orders)
        for name, count in sorted(_placed(place, number, values).items()):
            found.setdefault((name, kind.capsules), []).extend(rest[:count])
            rest = rest[count:]
    return {key: sorted(orders) for key, orders in found.items()}


def _placed(
    place: int, number: int, values: Mapping[Any, int]
) -> dict[tuple[int, ...], int]:
    return {
        name[2]: count
        for name, count in values.items()
        if name[:2] == (place, number) and isinstance(name[2], tuple)
    }


def _ways(
    place: int, family: Family, values: Mapping[Any, int]
) -> dict[tuple[tuple[int, ...], int], list[Way]]:
    """Return the way of each batch, by the ways that suit it and its capsules."""
    suited = {
        way: name[1]
        for name in values
        if name[0] == place and isinstance(name[1], tuple)
        for way in name[1]
    }
    found: dict[tuple[tuple[int, ...], int], list[Way]] = {}
    for name, count in values.items():
        if name[0] == place and isinstance(name[1], int) and isinstance(name[2], int):
            key = (suited[name[1]], name[2])
            found.setdefault(key, []).extend([family.ways[name[1]]] * count)
    return found


def _capsules(family: Family, content: Content) -> int:
    return sum(size * taken for size, taken in zip(family.sizes, content, strict=True))
