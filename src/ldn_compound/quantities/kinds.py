"""Kinds of amounts: said once, in the annotation of a field, and read from there.

``strength: PerCapsule`` is a quantity to a type checker; converters, documents, their
schema, differences and columns find the kind, with its units, in the annotation.
"""

from __future__ import annotations

from typing import Annotated

from attrs import frozen

from .units import Quantity

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
    """

    name: str
    kinds: tuple[tuple[str, ...], ...]
    signed: bool = False

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that is read."""
        return tuple(unit for kind in self.kinds for unit in kind)


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
PER_CAPSULE = Kind(name="mass per capsule", kinds=(_OF_CAPSULE,))
PER_TABLET = Kind(name="mass per tablet", kinds=(_OF_TABLET,))
CAPSULES = Kind(name="number of capsules", kinds=(_CAPSULES,))
TABLETS = Kind(name="number of tablets", kinds=(_TABLETS,))
ADDED = Kind(name="mass of a batch or capsule", kinds=(_MG, _OF_CAPSULE))
MEASURED = Kind(name="mass or content", kinds=(_MG, _PERCENT), signed=True)
ON_HAND = Kind(name="number of tablets or mass", kinds=(_TABLETS, _MG))
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
