"""The question for the solver, in exact numbers: which batches could be made.

Orders come as families, which share strength, form and shell. In a family each kind is
so many equal orders, and each way is one lot of tablets with one lot of filler. What a
batch of so many capsules takes is worked out here, before any search.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

from ...errors import FieldError

__all__ = [
    "AIMS",
    "AimName",
    "Content",
    "Family",
    "Kind",
    "Question",
    "Way",
    "contents",
]

AimName: TypeAlias = Literal["batches", "expiry", "powder"]
#: What is made small, the most important first.
AIMS: tuple[AimName, ...] = ("batches", "expiry", "powder")

#: How many orders of each size are in a batch, in the order of the sizes.
Content: TypeAlias = tuple[int, ...]

_MOST_CONTENTS = 20_000


@frozen(kw_only=True)
class Way:
    """One lot of tablets with one lot of filler, for one strength.

    Parameters
    ----------
    tablets, filler
        Places of the two lots.
    each
        Tablets for one capsule.
    filler_each
        Filler in one capsule. [mg]
    tablet_mass
        Mean mass of a tablet. [mg]
    rank
        How many expiry dates come before those of the two lots.
    """

    tablets: int
    filler: int
    each: Fraction
    filler_each: Fraction
    tablet_mass: Fraction
    rank: int

    def crushed(self, capsules: int, reserve: int) -> int:
        """Return the whole tablets that so many capsules take."""
        return -(-capsules * self.each.numerator // self.each.denominator) + reserve

    def left(self, capsules: int, reserve: int) -> Fraction:
        """Return the tablet powder that is left over. [mg]"""
        over = self.crushed(capsules, reserve) - capsules * self.each
        return over * self.tablet_mass


@frozen(kw_only=True)
class Kind:
    """Equal orders of a family.

    Parameters
    ----------
    capsules
        Capsules of each.
    count
        How many orders.
    ways
        Places of the ways that suit them.
    """

    capsules: int
    count: int
    ways: frozenset[int]


@frozen(kw_only=True)
class Family:
    """Orders that may be made together, as far as strength, form and shell go.

    Parameters
    ----------
    kinds
        The orders.
    ways
        The ways to make them.
    """

    kinds: tuple[Kind, ...]
    ways: tuple[Way, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The different numbers of capsules, the largest first."""
        return tuple(sorted({each.capsules for each in self.kinds}, reverse=True))

    @property
    def orders(self) -> int:
        """How many orders there are."""
        return sum(each.count for each in self.kinds)

    @property
    def capsules(self) -> int:
        """How many capsules they ask for."""
        return sum(each.capsules * each.count for each in self.kinds)


@frozen(kw_only=True)
class Question:
    """What the solver is asked.

    Parameters
    ----------
    families
        The orders.
    tablets
        Tablets of each lot.
    fillers
        Mass of each lot of filler. [mg]
    most_capsules
        Capsules that one batch may hold, without the spare ones.
    most_orders
        Orders that one batch may hold.
    spare
        Spare capsules of each batch.
    reserve
        Tablets that each batch crushes beyond those needed.
    """

    families: tuple[Family, ...]
    tablets: tuple[int, ...]
    fillers: tuple[Fraction, ...]
    most_capsules: int
    most_orders: int
    spare: int
    reserve: int


def contents(family: Family, most_capsules: int, most_orders: int) -> list[Content]:
    """Return every batch that could be made of the orders, by their sizes.

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
    list of tuple of int
        How many orders of each size, the larger sizes first.

    Raises
    ------
    FieldError
        If there are too many.

    Examples
    --------
    >>> sixty = Kind(capsules=60, count=2, ways=frozenset({0}))
    >>> thirty = Kind(capsules=30, count=1, ways=frozenset({0}))
    >>> contents(Family(kinds=(sixty, thirty), ways=()), 120, 3)
    [(0, 1), (1, 0), (1, 1), (2, 0)]
    """
    counts = [
        sum(kind.count for kind in family.kinds if kind.capsules == size)
        for size in family.sizes
    ]
    found: list[Content] = [()]
    for place, (size, count) in enumerate(zip(family.sizes, counts, strict=True)):
        longer = []
        for content in found:
            held = sum(
                each * of for each, of in zip(content, family.sizes, strict=False)
            )
            room = min((most_capsules - held) // size, most_orders - sum(content))
            longer += [(*content, taken) for taken in range(min(count, room) + 1)]
        found = longer
        if len(found) > _MOST_CONTENTS:
            raise FieldError(
                f"at most {_MOST_CONTENTS} different batches of one strength",
                f"more, from {len(counts)} different sizes of order",
                f"lower most_capsules or most_orders, or plan fewer than "
                f"{place + 1} sizes at a time",
                "most_capsules",
            )
    return [each for each in found if any(each)]
