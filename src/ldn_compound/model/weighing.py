"""Amounts to weigh and tablets to count, exact and as a person does it."""

from __future__ import annotations

from attrs import frozen

from ..quantities.units import Quantity

__all__ = ["TabletCount", "Weighing"]


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
    exact: Quantity
    to_weigh: Quantity
    estimated: bool = False


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

    exact: Quantity
    to_crush: int
    powder_left: Quantity
