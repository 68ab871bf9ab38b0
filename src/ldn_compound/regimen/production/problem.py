"""The optimisation problem, in exact numbers: which batches could be made.

Orders are grouped into families of one strength, form and shell. Within a family,
equal orders form a group, and each pair is a lot of tablets with a lot of filler. What
a batch takes of a pair of lots is worked out here, before the solver starts.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Literal, TypeAlias

from attrs import frozen

__all__ = [
    "AIMS",
    "AimName",
    "BatchContent",
    "Family",
    "LotPair",
    "OrderGroup",
    "Problem",
    "Surplus",
]

AimName: TypeAlias = Literal["batches", "expiry", "powder"]
#: What is minimised, the most important first.
AIMS: tuple[AimName, ...] = ("batches", "expiry", "powder")

#: How many orders of each size are in a batch, in the order of the sizes.
BatchContent: TypeAlias = tuple[int, ...]


@frozen(kw_only=True)
class Surplus:
    """What each batch crushes beyond the tablets needed.

    Parameters
    ----------
    reserve
        Tablets beyond those needed.
    least_left
        Powder to be left over at least, as a share of what is weighed.
    pool
        Tablets to crush at least.
    """

    reserve: int
    least_left: Fraction
    pool: int


@frozen(kw_only=True)
class LotPair:
    """One lot of tablets with one lot of filler, for one strength.

    Parameters
    ----------
    tablets, filler
        Places of the two lots.
    tablets_per_capsule
        Tablets for one capsule.
    filler_per_capsule
        Filler in one capsule. [mg]
    tablet_mass
        Mean mass of a tablet. [mg]
    rank
        How many expiry dates come before those of the two lots.
    """

    tablets: int
    filler: int
    tablets_per_capsule: Fraction
    filler_per_capsule: Fraction
    tablet_mass: Fraction
    rank: int

    def tablets_to_crush(self, capsules: int, surplus: Surplus) -> int:
        """Return the whole tablets to crush for a number of capsules.

        Where whole tablets hold just the drug, all of their powder goes in, unless the
        house asks for more tablets than that.
        """
        needed = capsules * self.tablets_per_capsule
        whole = needed.denominator == 1
        if whole and not surplus.reserve and needed >= surplus.pool:
            return needed.numerator
        crushed = ceil(needed * (1 + surplus.least_left)) + surplus.reserve
        return max(crushed, surplus.pool)

    def powder_left(self, capsules: int, surplus: Surplus) -> Fraction:
        """Return the tablet powder left over from them. [mg]"""
        crushed = self.tablets_to_crush(capsules, surplus)
        return (crushed - capsules * self.tablets_per_capsule) * self.tablet_mass


@frozen(kw_only=True)
class OrderGroup:
    """Equal orders of a family.

    Parameters
    ----------
    capsules
        Capsules of each.
    count
        How many orders.
    pairs
        Places of the pairs of lots that suit them.
    """

    capsules: int
    count: int
    pairs: frozenset[int]


@frozen(kw_only=True)
class Family:
    """Orders that may be made together, as far as strength, form and shell go.

    Parameters
    ----------
    groups
        The orders.
    pairs
        The pairs of lots that they may be made of.
    """

    groups: tuple[OrderGroup, ...]
    pairs: tuple[LotPair, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The different numbers of capsules, the largest first."""
        return tuple(sorted({each.capsules for each in self.groups}, reverse=True))

    @property
    def orders(self) -> int:
        """How many orders there are."""
        return sum(each.count for each in self.groups)

    @property
    def capsules(self) -> int:
        """How many capsules they ask for."""
        return sum(each.capsules * each.count for each in self.groups)


@frozen(kw_only=True)
class Problem:
    """Orders, stock and limits, for the solver.

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
    surplus
        What each batch crushes beyond the tablets needed.
    """

    families: tuple[Family, ...]
    tablets: tuple[int, ...]
    fillers: tuple[Fraction, ...]
    most_capsules: int
    most_orders: int
    spare: int
    surplus: Surplus
