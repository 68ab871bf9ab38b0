"""Amounts to weigh and tablets to count, exact and as a person does it."""

from __future__ import annotations

from attrs import frozen

from ..quantities.kinds import Mass, TabletNumber
from ..quantities.units import Q, Quantity
from .tablets import Tablets

__all__ = ["CrushedTablets", "MassLimits", "TabletCount", "Weighing"]


@frozen(kw_only=True)
class Weighing:
    """One amount to weigh.

    Parameters
    ----------
    item
        What is weighed.
    exact
        The amount the formulas give. [mg]
    to_weigh
        The amount the display of the balance is to show. [mg]
    estimated
        Whether it only says what to expect: the amount is found at the bench, and
        recorded.
    """

    item: str
    exact: Mass
    to_weigh: Mass
    estimated: bool = False


@frozen(kw_only=True)
class MassLimits:
    """What a balance may show; both ends belong to what is allowed.

    Parameters
    ----------
    least
        Least mass. [mg]
    greatest
        Greatest mass. [mg]
    """

    least: Mass
    greatest: Mass

    def __contains__(self, mass: Quantity) -> bool:
        """Return whether a mass is within them."""
        return bool(self.least <= mass <= self.greatest)


@frozen(kw_only=True)
class TabletCount:
    """How many tablets, and what is left of them.

    Parameters
    ----------
    exact
        Tablets that hold the drug needed. [tablet]
    to_crush
        Whole tablets that cover the powder to weigh, with the policy's reserve.
    powder_left
        Powder left over; zero or more. [mg]
    """

    exact: TabletNumber
    to_crush: int
    powder_left: Mass


@frozen
class CrushedTablets:
    """The tablets of a batch, and how many of them are crushed.

    Parameters
    ----------
    tablets
        The tablets, as they were asked for.
    count
        How many, and what is left of them.
    """

    tablets: Tablets
    count: TabletCount

    @property
    def number(self) -> Quantity:
        """How many are crushed. [tablet]"""
        return Q("1 tablet") * self.count.to_crush

    @property
    def mass(self) -> Quantity:
        """What all of them weigh, by the mean mass planned. [mg]"""
        return self.number * self.tablets.mean_mass
