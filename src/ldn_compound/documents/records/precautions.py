"""Precautions: how those who make the capsules keep the powder from themselves."""

from __future__ import annotations

from ...sheets.wording import say

__all__ = ["PRECAUTIONS", "STORAGE"]

#: How the capsules are kept; by the label of the tablets.
STORAGE = say(
    "Keep in a tight, light-resistant container at 20\N{NO-BREAK SPACE}°C to "
    "25\N{NO-BREAK SPACE}°C."
)

#: What is done, each with the key of its source.
PRECAUTIONS: tuple[tuple[str, str], ...] = (
    (
        say(
            "Staff who take opioids, or depend on them, do not handle the powder: "
            "naltrexone taken in by accident can set off severe withdrawal."
        ),
        "mallinckrodt-label",
    ),
    (say("Wear a mask and gloves while powder is open."), "house"),
    (
        say(
            "Control the dust: crush in a covered mortar, keep vessels closed, work "
            "in a powder hood or away from drafts, wipe up with a damp cloth."
        ),
        "house",
    ),
    (
        say("Clean bench, mortar, sieve, balance and tray before and after."),
        "house",
    ),
)
