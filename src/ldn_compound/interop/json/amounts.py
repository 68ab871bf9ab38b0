"""Amounts: what a quantity in a document is, and which units it may have.

It is written in the first unit of its kind, so that equal records are equal documents;
the others are read.
"""

from __future__ import annotations

from .shapes import Amount

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
]

_MG, _ML = ("mg", "g", "kg", "mcg"), ("mL", "L")
_PERCENT = ("%",)
_OF_CAPSULE = ("mg/capsule", "g/capsule", "mcg/capsule")
_OF_TABLET = ("mg/tablet", "g/tablet", "mcg/tablet")
_PER_VOLUME = ("g/mL", "mg/mL")
_CAPSULES, _TABLETS = ("capsule",), ("tablet",)

MASS = Amount(name="mass", kinds=(_MG,))
MASS_CHANGE = Amount(name="change of mass", kinds=(_MG,), signed=True)
VOLUME = Amount(name="volume", kinds=(_ML,))
DENSITY = Amount(name="density", kinds=(_PER_VOLUME,))
RATIO = Amount(name="ratio", kinds=(_PERCENT,))
DEVIATION = Amount(name="deviation", kinds=(_PERCENT,), signed=True)
PER_CAPSULE = Amount(name="mass per capsule", kinds=(_OF_CAPSULE,))
PER_TABLET = Amount(name="mass per tablet", kinds=(_OF_TABLET,))
CAPSULES = Amount(name="number of capsules", kinds=(_CAPSULES,))
TABLETS = Amount(name="number of tablets", kinds=(_TABLETS,))
ADDED = Amount(name="mass of a batch or capsule", kinds=(_MG, _OF_CAPSULE))
MEASURED = Amount(name="mass or content", kinds=(_MG, _PERCENT), signed=True)
ON_HAND = Amount(name="number of tablets or mass", kinds=(_TABLETS, _MG))
ANY = Amount(
    name="amount",
    kinds=(
        *(_MG, _ML, _PERCENT, _OF_CAPSULE, _OF_TABLET),
        *(_PER_VOLUME, _CAPSULES, _TABLETS),
    ),
    signed=True,
)
