"""Kinds of amounts: said once, in the annotation of a field, and read from there.

``strength: PerCapsule`` is a quantity to a type checker; converters, documents, their
schema, differences and columns find the kind, with its units, in the annotation.
"""

from __future__ import annotations

from typing import Annotated

from attrs import frozen

from .units import Q, Quantity, Readable, same_kind

__all__ = [
    "ADDED",
    "ANY",
    "CAPSULES",
    "DENSITY",
    "DEVIATION",
    "MASS",
    "MASS_CHANGE",
    "MEASURED",
    "ON_HAND",
    "PER_CAPSULE",
    "PER_TABLET",
    "RATIO",
    "TABLETS",
    "VOLUME",
    "AddedMass",
    "AmountOnHand",
    "AnyAmount",
    "Capsules",
    "Deviation",
    "Kind",
    "Mass",
    "MassChange",
    "MassDensity",
    "Measured",
    "PerCapsule",
    "PerTablet",
    "Ratio",
    "TabletNumber",
    "Volume",
]


@frozen(kw_only=True)
class Kind:
    """What kind of amount a quantity is.

    Parameters
    ----------
    name
        What it is called.
    kinds
        The unit it is written in, with the others that are read; several such rows
        where it is an amount of one kind or another.
    signed
        Whether it may be less than nothing.
    counted
        What a bare mass is taken to be of one of, such as ``capsule``.
    keeps_unit
        Whether a record holds it in the unit that it came in.
    """

    name: str
    kinds: tuple[tuple[str, ...], ...]
    signed: bool = False
    counted: str | None = None
    keeps_unit: bool = False

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that is read."""
        return tuple(unit for kind in self.kinds for unit in kind)

    def read(self, value: Readable) -> Quantity:
        """Return an amount in the first unit of its kind; another kind as it is.

        So equal records also print alike; what is of another kind, a validator refuses.
        """
        quantity = Q(value)
        if self.keeps_unit:
            return quantity
        if self.counted and same_kind(quantity, Q("1 mg")):
            quantity = quantity / Q(f"1 {self.counted}")
        for unit, *_ in self.kinds:
            if same_kind(quantity, Q(f"1 {unit}")):
                return quantity.to(unit)
        return quantity


_MG, _ML = ("mg", "g", "kg", "mcg"), ("mL", "L")
_PERCENT = ("%",)
_OF_CAPSULE = ("mg/capsule", "g/capsule", "mcg/capsule")
_OF_TABLET = ("mg/tablet", "g/tablet", "mcg/tablet")
_PER_VOLUME = ("g/mL", "mg/mL")
_CAPSULES, _TABLETS = ("capsule",), ("tablet",)

MASS = Kind(name="mass", kinds=(_MG,))
MASS_CHANGE = Kind(name="change of mass", kinds=(_MG,), signed=True)
VOLUME = Kind(name="volume", kinds=(_ML,))
DENSITY = Kind(name="density", kinds=(_PER_VOLUME,))
RATIO = Kind(name="ratio", kinds=(_PERCENT,))
DEVIATION = Kind(name="deviation", kinds=(_PERCENT,), signed=True)
PER_CAPSULE = Kind(name="mass per capsule", kinds=(_OF_CAPSULE,), counted="capsule")
PER_TABLET = Kind(name="mass per tablet", kinds=(_OF_TABLET,), counted="tablet")
CAPSULES = Kind(name="number of capsules", kinds=(_CAPSULES,))
TABLETS = Kind(name="number of tablets", kinds=(_TABLETS,))
ADDED = Kind(name="mass of a batch or capsule", kinds=(_MG, _OF_CAPSULE))
MEASURED = Kind(name="mass or content", kinds=(_MG, _PERCENT), signed=True)
ON_HAND = Kind(name="number of tablets or mass", kinds=(_TABLETS, _MG), keeps_unit=True)
ANY = Kind(
    name="amount",
    kinds=(
        *(_MG, _ML, _PERCENT, _OF_CAPSULE, _OF_TABLET),
        *(_PER_VOLUME, _CAPSULES, _TABLETS),
    ),
    signed=True,
)

Mass = Annotated[Quantity, MASS]
MassChange = Annotated[Quantity, MASS_CHANGE]
Volume = Annotated[Quantity, VOLUME]
MassDensity = Annotated[Quantity, DENSITY]
Ratio = Annotated[Quantity, RATIO]
Deviation = Annotated[Quantity, DEVIATION]
PerCapsule = Annotated[Quantity, PER_CAPSULE]
PerTablet = Annotated[Quantity, PER_TABLET]
Capsules = Annotated[Quantity, CAPSULES]
TabletNumber = Annotated[Quantity, TABLETS]
AddedMass = Annotated[Quantity, ADDED]
Measured = Annotated[Quantity, MEASURED]
AmountOnHand = Annotated[Quantity, ON_HAND]
AnyAmount = Annotated[Quantity, ANY]
