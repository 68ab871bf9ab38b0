"""Searches among whole numbers: the lowest point, the first, those around one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

__all__ = ["first_where", "lowest_point", "outward"]


def lowest_point(least: int, most: int, of: Callable[[int], float]) -> int:
    """Return where a function that falls and then rises is lowest."""
    while least < most:
        middle = (least + most) // 2
        if of(middle) > of(middle + 1):
            least = middle + 1
        else:
            most = middle
    return least


def first_where(least: int, most: int, holds: Callable[[int], bool]) -> int:
    """Return the first number from which on something holds; the last where none."""
    while least < most:
        middle = (least + most) // 2
        if holds(middle):
            most = middle
        else:
            least = middle + 1
    return least


def outward(
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
