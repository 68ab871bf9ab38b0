"""Lots: which lot of a material is taken, the first to expire that suffices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TypeAlias

from ..batch_plan import BatchPlan
from ..errors import FieldError
from ..quantities.units import Quantity
from ..reference.tables import unknown
from .shelf import LotOnHand, OnShelf

__all__ = ["Chosen", "lots_in_turn", "plan_with_lots"]

#: The lot that is taken of each material, by the place where it stands.
Chosen: TypeAlias = Mapping[str, LotOnHand | None]


def lots_in_turn(
    material: OnShelf, made_on: dt.date | None, number: str | None
) -> tuple[LotOnHand | None, ...]:
    """Return the lots of a material in the order in which they are tried.

    Parameters
    ----------
    material
        The material.
    made_on
        Day of making, on which a lot must be in date; `None` where it is not known.
    number
        The lot that the order names, or `None`.

    Returns
    -------
    tuple of LotOnHand or None
        Those that expire first before others. Where every one is out of date, the last
        of them: its plan is stopped and says so. `None` where no lot is stated.

    Raises
    ------
    UnknownNameError
        If the material has no such lot.
    """
    by_expiry = sorted(
        material.lots, key=lambda each: (each.lot.expires, each.lot.number)
    )
    if number is not None:
        found = [each for each in by_expiry if each.lot.number == number]
        if not found:
            numbers = [each.lot.number for each in by_expiry]
            raise unknown("lots", number, numbers or ["no lot"])
        return tuple(found)
    in_date = [
        each for each in by_expiry if made_on is None or each.lot.expires >= made_on
    ]
    return tuple(in_date or by_expiry[-1:]) or (None,)


def plan_with_lots(
    turns: Mapping[str, tuple[LotOnHand | None, ...]],
    plan_with: Callable[[Chosen], tuple[BatchPlan, Mapping[str, Quantity]]],
) -> BatchPlan:
    """Return the plan with the first lots of which there is enough.

    Parameters
    ----------
    turns
        The lots of each material, in the order in which they are tried.
    plan_with
        Plans with one lot of each, and says how much of each the plan takes.

    Returns
    -------
    BatchPlan
        The plan.

    Raises
    ------
    FieldError
        If no lot of a material holds enough.
    """
    turn = dict.fromkeys(turns, 0)
    while True:
        chosen = {place: turns[place][index] for place, index in turn.items()}
        plan, used = plan_with(chosen)
        short = [
            place
            for place, lot in chosen.items()
            if lot is not None and lot.on_hand is not None and used[place] > lot.on_hand
        ]
        if not short:
            return plan
        for place in short:
            turn[place] += 1
            if turn[place] == len(turns[place]):
                raise _too_little(place, turns[place], used[place])


def _too_little(
    place: str, lots: tuple[LotOnHand | None, ...], needed: Quantity
) -> FieldError:
    held = ", ".join(
        f"{each.lot.number}: {each.on_hand}" for each in lots if each is not None
    )
    way_out = "order fewer capsules, or state the lots and amounts that are there"
    return FieldError(f"one lot with {needed}", held, way_out, f"{place}.lots")
