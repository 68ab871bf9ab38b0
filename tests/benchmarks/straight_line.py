"""The yardstick of `plan_batch`: the same arithmetic in plain pint, and nothing else.

A registry of pint as it comes, with our definitions and exact numbers; no records, no
checks, none of our code. What the library does beyond this is what the ratio shows.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Any

from pint import UnitRegistry

from ldn_compound.quantities.units import _DEFINITIONS

__all__ = ["straight_line"]

_REGISTRY: Any = UnitRegistry(_DEFINITIONS.splitlines(), non_int_type=Fraction)


def _amount(number: str, unit: str) -> Any:
    return _REGISTRY.Quantity(Fraction(number), unit)


CAPSULE, TABLET = _amount("1", "capsule"), _amount("1", "tablet")
STRENGTH = _amount("4.5", "milligram/capsule")
TABLET_STRENGTH = _amount("50", "milligram/tablet")
TABLET_MASS = _amount("171.2", "milligram/tablet")
POWDER_FILL = _amount("200", "milligram/capsule")
FILLER_FILL = _amount("130", "milligram/capsule")
EMPTY_SHELL, STEP = _amount("48", "milligram"), _amount("1", "milligram")
NONE, ALLOWED = _amount("0", "percent"), _amount("5", "percent")
HALF = Fraction(1, 2)


def shown(mass: Any) -> Any:
    """Return what the balance shows, half a step rounded up."""
    return STEP * floor((mass / STEP).magnitude + HALF)


def straight_line(capsules: int = 100, spare: int = 3) -> dict[str, Any]:
    """Work out a batch of one load, its figures by the names that a plan has."""
    size = (capsules * CAPSULE + spare * CAPSULE) * (1 + NONE)
    drug = STRENGTH * size * (1 + NONE)
    powder = drug * TABLET_MASS / TABLET_STRENGTH
    taken = powder / POWDER_FILL
    filler = FILLER_FILL * (size - taken)
    blend = powder + filler
    fill = blend / size * CAPSULE
    powder_shown, filler_shown = shown(powder), shown(filler)
    to_crush = ceil((powder_shown * Fraction(21, 20) / TABLET_MASS).magnitude)
    carried = powder_shown * TABLET_STRENGTH / TABLET_MASS
    achieved = carried / size

    in_mortar, left = powder_shown, filler_shown
    mixing = [(in_mortar, in_mortar, (carried / in_mortar).to("percent"))]
    while left > 0 * STEP:
        portion = min(in_mortar, left)
        in_mortar, left = in_mortar + portion, left - portion
        mixing.append((portion, in_mortar, (carried / in_mortar).to("percent")))
    share_of_one = (powder_shown + filler_shown) / size * CAPSULE

    return {
        "batch_size": size,
        "drug_needed": drug,
        "tablets": drug / TABLET_STRENGTH,
        "to_crush": to_crush,
        "powder_left": TABLET * to_crush * TABLET_MASS - powder_shown,
        "powder": powder,
        "powder_to_weigh": powder_shown,
        "filler": filler,
        "filler_to_weigh": filler_shown,
        "blend_mass": blend,
        "fill_mass": fill,
        "gross_mass": fill + EMPTY_SHELL,
        "powder_share": (taken / size).to("percent"),
        "shell_filled": ((taken + filler / FILLER_FILL) / size).to("percent"),
        "strength_achieved": achieved,
        "label_claim": (achieved / STRENGTH).to("percent"),
        "least_mass": STEP / ALLOWED,
        "mixing": mixing,
        "load": fill * (capsules + spare),
        "load_to_weigh": shown(share_of_one * (capsules + spare)),
        "label": STRENGTH * CAPSULE,
    }
