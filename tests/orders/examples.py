"""A profile and an order that are ready, as texts that a person would write."""

from __future__ import annotations

from typing import Final

from ldn_compound.orders import Profile

__all__ = ["ORDER", "PROFILE", "shelf"]

#: The figures of README's example: 4.5 mg, 100 capsules, 171.2 mg, 200 mg, 130 mg.
PROFILE: Final = """\
[pharmacy]
name = "Bridge"
policy = "usp"

[usual]
source = "tablets50"
filler = "ph105"
shell = "3"
balance = "main"

[materials.tablets50]
kind = "tablets"
strength = "50 mg"
mean_mass = "171.2 mg"
weighed = 20
packing = { "3" = "200 mg" }
lots = [
  { number = "LATE", expires = "2029-01" },
  { number = "SOON", expires = "2028-05", on_hand = "12 tablets" },
]

[materials.ph105]
kind = "filler"
name = "microcrystalline cellulose PH-105"
packing = { "3" = "130 mg" }
lots = [{ number = "M77", expires = "2028-01", on_hand = "500 g" }]

[shells."3"]
maker = "Torpac"

[balances.main]
readability = "1 mg"

[trays.hand]
holes = 100
"""

ORDER: Final = """\
strength = "4.5 mg"
capsules = 100
made_on = 2026-12-01
"""


def shelf(old: str = "", new: str = "") -> Profile:
    """Return the profile, with one part of its text exchanged."""
    assert old in PROFILE
    return Profile.loads(PROFILE.replace(old, new) if old else PROFILE)
