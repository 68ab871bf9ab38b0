"""A component: one of the powders that go into the capsules, with how it gets there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import frozen

from ..quantities.kinds import Mass, PerCapsule
from ..quantities.units import Quantity
from .dilution import TriturationPlan
from .drug import DrugSource
from .excipients import Additive, Filler
from .lot import Lot
from .packing import Packing
from .trituration import Trituration
from .weighing import MassLimits, Weighing

__all__ = [
    "Component",
    "Role",
    "blend_as_weighed",
    "carried_in",
    "mixed_with",
    "of_role",
]

#: What a component is there for; a ``diluent`` is one that is none of the fillers.
Role: TypeAlias = Literal["drug", "additive", "filler", "diluent"]


@frozen(kw_only=True)
class Component:
    """One of the powders of a batch: what it is, how much of it, and from where.

    Parameters
    ----------
    role
        ``drug``, ``additive``, ``filler`` or ``diluent``.
    name
        What the sheets call it.
    material
        The source, additive or filler, as it was asked for.
    full_fill
        What one shell holds of it alone. [mg/capsule]
    exact
        How much of it the blend holds. [mg]
    to_weigh
        How much of it the balance is to show; where it is triturated, how much the
        trituration takes. [mg]
    estimated
        Whether the amount only says what to expect: it is found at the bench.
    trituration
        The trituration by which it gets into the blend; `None` where it is weighed.
    limits
        What the display may show when it is weighed; `None` where it is not weighed, or
        where the amount is found at the bench.
    """

    role: Role
    name: str
    material: DrugSource | Filler | Additive
    full_fill: PerCapsule
    exact: Mass
    to_weigh: Mass
    estimated: bool = False
    trituration: TriturationPlan | None = None
    limits: MassLimits | None = None

    @property
    def lot(self) -> Lot | None:
        """Which delivery it is, or `None`."""
        return self.material.lot

    @property
    def packing(self) -> Packing | None:
        """How it packs, or `None` where nobody measured it."""
        return self.material.packing

    @property
    def contains(self) -> tuple[str, ...] | None:
        """The allergens in it; `None` where they are not known."""
        return self.material.contains

    @property
    def excipient_names(self) -> tuple[str, ...]:
        """Names of excipients that say what is in it, whatever was stated."""
        match self.material:
            case Trituration(diluent=diluent):
                return (diluent,)
            case Filler(name=name) | Additive(name=name):
                return (name,)
            case _:
                return ()

    @property
    def weighing(self) -> Weighing:
        """How much of it is weighed, and how much the blend holds."""
        return Weighing(
            item=self.name,
            exact=self.exact,
            to_weigh=self.to_weigh,
            estimated=self.estimated,
        )

    @property
    def weighings(self) -> tuple[Weighing, ...]:
        """Every weighing by which it gets into the blend, in bench order.

        None where there is nothing to weigh: the powder fills the shell by itself, or
        a portion brings all of the filler along.
        """
        if not self.to_weigh and not self.estimated:
            return ()
        if self.trituration is None:
            return (self.weighing,)
        return self.trituration.weighings

    @property
    def portion(self) -> Weighing:
        """What goes into the mortar: the portion of a trituration, or all of it."""
        return self.weighing if self.trituration is None else self.trituration.portion


def of_role(components: Iterable[Component], *roles: Role) -> tuple[Component, ...]:
    """Return the components of some roles, in the order of the roles."""
    of_all = tuple(components)
    return tuple(each for role in roles for each in of_all if each.role == role)


def carried_in(components: Iterable[Component]) -> Weighing:
    """Return what brings the drug into the mortar."""
    (drug,) = of_role(components, "drug")
    return drug.portion


def mixed_with(components: Iterable[Component]) -> tuple[Weighing, ...]:
    """Return what is mixed with the drug; a diluent comes with the drug's portion."""
    return tuple(each.portion for each in of_role(components, "additive", "filler"))


def blend_as_weighed(components: Iterable[Component]) -> Quantity:
    """Return the blend that the amounts as weighed add up to. [mg]"""
    of_all = tuple(components)
    others = (each.to_weigh for each in mixed_with(of_all))
    return sum(others, carried_in(of_all).to_weigh)
