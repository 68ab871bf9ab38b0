"""The plan of a trituration: each dilution, its weighings, its proof."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

from ..quantities.kinds import Mass, Ratio
from ..quantities.units import Quantity
from .weighing import Weighing

__all__ = ["Dilution", "Limits", "Preference", "Rejected", "TriturationPlan"]

#: Which of the legal triturations is the best.
Preference: TypeAlias = Literal["least error", "least waste"]


@frozen(kw_only=True)
class Limits:
    """A need and the limits of its weighings, in steps of the display.

    Parameters
    ----------
    need
        Material needed. [steps]
    least
        Least mass that may be weighed. [steps]
    largest
        Largest dilution. [steps]
    most_portion
        Largest portion that the batch takes up. [steps]
    absolute_error
        Error of one weighing. [steps]
    tolerance
        How far rounding may move what the portion carries. [ratio]
    step
        Smallest step of the display. [mg]
    """

    need: Fraction
    least: Fraction
    largest: int
    most_portion: int
    absolute_error: Fraction
    tolerance: Fraction
    step: Mass


@frozen(kw_only=True)
class Dilution:
    """One dilution and the portion taken of it.

    Parameters
    ----------
    material
        What is diluted.
    diluent
        What it is diluted with.
    total
        Both together, as weighed. [mg]
    portion
        What is taken of it.
    """

    material: Weighing
    diluent: Weighing
    total: Mass
    portion: Weighing


@frozen(kw_only=True)
class Rejected:
    """Another way to weigh, and why it was not taken.

    Parameters
    ----------
    plan
        What would be weighed.
    reason
        Why it was not taken.
    """

    plan: str
    reason: str


@frozen(kw_only=True)
class TriturationPlan:
    """How to weigh what is too little to weigh: made by `plan_trituration`.

    Parameters
    ----------
    item
        What is carried.
    needed
        How much of it. [mg]
    diluent
        What it is diluted with.
    dilutions
        The dilutions, one after the other; the portion of the last goes into the batch.
    content
        What that portion carries, by the amounts as weighed. [mg]
    error
        Combined error of all weighings, rounding included. [%]
    diluent_in_portion
        Diluent that goes into the batch with it. [mg]
    waste
        What is left of all dilutions, to be destroyed. [mg]
    least_mass
        Least mass that the balance may weigh. [mg]
    limits
        The need and the limits of its weighings, in steps of the display.
    rejected
        Other ways to weigh it, and why they were not taken.
    """

    item: str
    needed: Mass
    diluent: str
    dilutions: tuple[Dilution, ...]
    content: Mass
    error: Ratio
    diluent_in_portion: Mass
    waste: Mass
    least_mass: Mass
    limits: Limits
    rejected: tuple[Rejected, ...]

    @property
    def portion(self) -> Weighing:
        """What goes into the batch."""
        return self.dilutions[-1].portion

    @property
    def material_wasted(self) -> Quantity:
        """How much of the material is in what is destroyed. [mg]"""
        return self.dilutions[0].material.to_weigh - self.content

    @property
    def weighings(self) -> tuple[Weighing, ...]:
        """Every weighing, in bench order: the proof is that none is below the least."""
        first = (self.dilutions[0].material,)
        return first + tuple(
            weighing
            for each in self.dilutions
            for weighing in (each.diluent, each.portion)
        )
