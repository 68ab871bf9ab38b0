"""Slips: one figure of a good plan ten times too large, or two that change places.

``python -m tests.slips`` counts what becomes of all of them, and prints those that may
pass, each with its reason.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any

import attrs
from attrs import frozen

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    BulkDrug,
    CompoundError,
    FillByCompletion,
    Filler,
    FillToMass,
    Lot,
    PackStatistic,
    Prescription,
    Q,
    Quantity,
    Tablets,
    Tray,
    Trituration,
    plan_batch,
    reference,
)
from ldn_compound.batch_plan import plan_request
from ldn_compound.model.request import Request
from ldn_compound.quantities.units import same_kind

__all__ = ["ALLOWED", "GOOD", "Slip", "all_slips", "allowed", "is_in", "told"]

LOT = Lot("A17", expires="2028-05")
TABLETS = Tablets(
    "50 mg",
    mean_mass="171.2 mg",
    weighed=20,
    mass_sd="2.4 mg",
    coat="none",
    contains=(),
    assay="99 %",
    packing=PackStatistic("200 mg", size="3"),
    lot=LOT,
)
FILLER = Filler(
    "microcrystalline cellulose PH-105",
    packing=PackStatistic("130 mg", size="3"),
    contains=(),
    lot=LOT,
)
BULK = BulkDrug(
    "naltrexone hydrochloride",
    assay="99.6 %",
    basis="anhydrous",
    water="1.2 %",
    packing=PackStatistic("160 mg", size="3"),
)
STOCK = Trituration(
    "10 %", diluent="sucrose", packing=PackStatistic("140 mg", size="3"), contains=()
)
SILICA = Additive(
    "colloidal silica",
    share="0.5 %",
    packing=PackStatistic("20 mg", size="3"),
    contains=(),
)
BALANCE = Balance(
    readability="1 mg", sensitivity="1 mg", capacity="200 g", repeatability="0.8 mg"
)


def planned(strength: str = "4.5 mg", capsules: int = 100, **bench: Any) -> BatchPlan:
    """Plan a good batch."""
    usual: dict[str, Any] = {
        "drug": TABLETS,
        "filler": FILLER,
        "shell": reference.shell("3"),
        "balance": BALANCE,
        "spare_capsules": 3,
    }
    order = Prescription(strength, capsules=capsules, other_medicines=())
    return plan_batch(order, **(usual | bench))


GOOD = {
    "tablets": planned(tray=Tray(100)),
    "bulk powder": planned(drug=BULK, tray=Tray(100)),
    "a stock dilution": planned("1.5 mg", 60, drug=STOCK, tray=Tray(60)),
    "completion": planned(policy=reference.policy("dac-nrf"), fill=FillByCompletion()),
    "a fixed mass": planned(
        drug=BULK, fill=FillToMass("125 mg"), spare_capsules=0, blend_excess="3 %"
    ),
    "a trituration": planned(
        "0.5 mg", 30, balance=Balance(readability="10 mg", sensitivity="10 mg")
    ),
    "an additive": planned(drug=BULK, additives=SILICA),
}
FACTORS = [Fraction(10) ** power for power in (-3, -2, -1, 1, 2, 3)]
MASSES = [Q("1 mg"), Q("1 mg/tablet"), Q("1 mg/capsule")]

#: Slips that may pass, by the ends of the fields they are in, each with its reason.
ALLOWED = {
    ("readability",): "another balance that exists; what it may weigh follows from it",
    ("sensitivity",): "another balance that exists; what it may weigh follows from it",
    ("capacity",): "another balance that exists; no weighing comes near its limit",
    ("water",): "within what the substance may hold: the dose moves by under 1.5 %",
    ("blend_excess",): "the strength stays; more or less blend is left over",
    ("water", "blend_excess"): "both are small shares: the dose moves by under 2 %",
    ("water", "additives.0.share"): "the dose moves by under 1 %",
    ("packing.mass", "packing.mass"): "no dose moves; the shells show it",
    ("mean_mass", "packing.mass"): "the tablets are weighed together: the sheet stops",
    ("mass_sd", "repeatability"): "no dose moves: both only say how sure it is",
    ("weighed", "holes"): "no dose moves: how many were weighed, and how many loads",
    ("capsules", "weighed"): "another order that exists; each capsule is right",
    ("strength", "repeatability"): "another prescription, of a strength that is usual",
    ("strength", "mass_sd"): "another prescription, of a strength that is usual",
    ("additives.0.share",): "no drug is in it, and shares of 0.05 % to 3 % are used",
    ("additives.0.packing.mass",): "the additive takes next to nothing of the shell",
}

Path = tuple[str | int, ...]


def numbers(record: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every number of a request but those of the house rules, with its path."""
    for field in attrs.fields(type(record)):
        value, path = getattr(record, field.name), (*at, field.name)
        if field.name == "policy" or isinstance(value, bool):
            continue
        if isinstance(value, Quantity | int):
            yield path, value
        elif attrs.has(type(value)):
            yield from numbers(value, path)
        elif isinstance(value, tuple):
            for place, each in enumerate(value):
                part = each[0] if isinstance(each, tuple) else each
                if attrs.has(type(part)):
                    yield from numbers(part, (*path, place))


def changed(record: Any, path: Path, value: Any) -> Any:
    """Return a record with another number at a path."""
    name, *rest = path
    had = getattr(record, str(name))
    if isinstance(had, tuple):
        place, *rest = rest
        each = had[int(place)]
        part = each[0] if isinstance(each, tuple) else each
        put = changed(part, tuple(rest), value)
        new = (put, *each[1:]) if isinstance(each, tuple) else put
        value = (*had[: int(place)], new, *had[int(place) + 1 :])
    elif rest:
        value = changed(had, tuple(rest), value)
    alias = getattr(attrs.fields(type(record)), str(name)).alias
    return attrs.evolve(record, **{alias: value})


def slips(request: Request) -> Iterator[tuple[tuple[str, ...], list[tuple[Path, Any]]]]:
    """Yield each slip: the fields it is in, and what they become."""
    known = list(numbers(request))
    for path, value in known:
        if not value:
            continue  # nothing stays nothing
        for factor in FACTORS:
            slipped = value * factor
            if isinstance(value, Quantity):
                yield (named(path),), [(path, slipped)]
            elif slipped.denominator == 1:
                yield (named(path),), [(path, int(slipped))]
    for (one, first), (other, second) in combinations(known, 2):
        if first != second and alike(first, second):
            places = [(one, as_in(first, second)), (other, as_in(second, first))]
            yield (named(one), named(other)), places


def named(path: Path) -> str:
    """Return the place of a number in one word."""
    return ".".join(map(str, path))


def alike(first: Any, second: Any) -> bool:
    """Return whether two numbers could be typed into each other's place."""
    if isinstance(first, int) or isinstance(second, int):
        return isinstance(first, int) and isinstance(second, int)
    masses = [any(same_kind(each, one) for one in MASSES) for each in (first, second)]
    return same_kind(first, second) or all(masses)


def as_in(place: Any, number: Any) -> Any:
    """Return a number as it stands in a place that has another unit."""
    if isinstance(place, int) or same_kind(place, number):
        return number
    return place / place.magnitude * number.magnitude


def outcome(
    good: BatchPlan, places: list[tuple[Path, Any]]
) -> tuple[str, BatchPlan | None]:
    """Return what becomes of a slip, and its plan where there is one."""
    known = {each.code for each in good.findings if each.severity != "note"}
    request = good.request
    try:
        for path, value in places:
            request = changed(request, path, value)
        plan = plan_request(request)
    except CompoundError:
        return "error", None
    found = {each.severity for each in plan.findings if each.code not in known}
    worst = [str(each) for each in ("stop", "caution") if each in found]
    return (worst or ["silent"])[0], plan


@frozen
class Slip:
    """A slip of a good plan: the fields it is in, what it ends in, and its plan.

    It ends in an ``error``, a ``stop``, a ``caution`` or ``silent``; an error has no
    plan.
    """

    good: BatchPlan
    fields: tuple[str, ...]
    ends: str
    plan: BatchPlan | None


@cache
def all_slips() -> tuple[Slip, ...]:
    """Return what becomes of each slip of all plans."""
    return tuple(
        Slip(good, fields, *outcome(good, places))
        for good in GOOD.values()
        for fields, places in slips(good.request)
    )


def allowed(fields: tuple[str, ...]) -> bool:
    """Return whether a slip in some fields may pass."""
    return any(is_in(fields, ends) for ends in ALLOWED)


def is_in(fields: tuple[str, ...], ends: tuple[str, ...]) -> bool:
    """Return whether fields are those of a reason, in either order."""
    return len(ends) == len(fields) and any(
        all(field.endswith(end) for field, end in zip(fields, order, strict=True))
        for order in (ends, ends[::-1])
    )


def told() -> str:
    """Return what becomes of all slips, and which of them may pass."""
    counts = Counter(each.ends for each in all_slips())
    told = ", ".join(f"{number} {became}" for became, number in sorted(counts.items()))
    lines = [f"{counts.total()} slips in {len(GOOD)} plans: {told}", "may pass:"]
    lines += [f"  {' and '.join(ends)}: {reason}" for ends, reason in ALLOWED.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(told())
