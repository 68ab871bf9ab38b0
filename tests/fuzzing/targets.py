"""Targets: what must hold whatever text comes in.

A text is refused by an error of ours, or answered; the answer is held against what a
second reader makes of the text, which takes nothing that a person could misread.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from attrs import frozen

from ldn_compound import Lot, Q, Quantity
from ldn_compound.interop.gs1 import PackageCode, read_gs1
from ldn_compound.interop.json import dumps, loads
from ldn_compound.interop.ucum import from_ucum

from .naive import meaning, plain_number

__all__ = ["TARGETS", "Misread", "Target", "check_amount"]

#: The unit that `naive` counts each kind in.
_COUNTED = {
    "mass": "mcg",
    "volume": "mL",
    "ratio": "%",
    "day": "day",
    "tablet": "tablet",
    "capsule": "capsule",
}


class Misread(AssertionError):  # noqa: N818 - what a fuzzer reports, not what users see
    """An answer that a person would not give, or not every person."""


@frozen
class Target:
    """A reader, and what must hold of its answer.

    Parameters
    ----------
    read
        From a text to an answer; errors of ours are how it refuses.
    check
        Raises `Misread` where text and answer do not go together.
    """

    read: Callable[[str], Any]
    check: Callable[[str, Any], None]


def check_amount(text: str, answer: Quantity) -> None:
    """Raise where an amount is not what everybody reads in the text."""
    meant = meaning(text)
    if meant is None:
        raise Misread(text)
    number, kind = meant
    unit = "/".join(_COUNTED[each] for each in kind.split("/"))
    if answer != Q(f"1 {unit}") * number:
        raise Misread(text)


def _check_lot(text: str, answer: Lot) -> None:
    if answer.expiry.last_day != _day_meant(text):
        raise Misread(text)


def _day_meant(text: str) -> dt.date | None:
    """Return the last day that everybody reads in a text, or none."""
    if not text.isascii() or len(text) not in (7, 10):
        return None
    parts = text.split("-") if "-" in text else text.split("/")[::-1]
    if not all(part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    if any(len(part) != 2 for part in parts[1:]):
        return None
    year, month, *day = map(int, parts)
    if day:
        return dt.date(year, month, day[0])
    later = dt.date(year + month // 12, month % 12 + 1, 1)
    return later - dt.timedelta(days=1)


def _check_package(text: str, answer: PackageCode) -> None:
    for value in (answer.gtin, answer.lot_number, answer.serial):
        if value is not None and value not in text:
            raise Misread(text)


def _check_unit(text: str, answer: Quantity) -> None:
    meant = text.replace("{tbl}", "tablet").replace("{capsule}", "capsule")
    meant = meant.replace("ug", "mcg") if meant != "d" else "day"
    if not text.isascii() or answer != Q(f"1 {meant}"):
        raise Misread(text)


def _check_document(text: str, answer: object) -> None:
    if loads(dumps(answer)) != answer:
        raise Misread(text)
    json.loads(text, object_pairs_hook=_members)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of an object whose amounts everybody reads alike."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Misread(str(pairs))
    if set(members) == {"value", "unit"}:
        above, _, below = members["value"].removeprefix("-").partition("/")
        if plain_number(above) is None or (below and plain_number(below) is None):
            raise Misread(str(pairs))
    return members


#: Every target by its name.
TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "amounts": Target(Q, check_amount),
        "documents": Target(loads, _check_document),
        "expiries": Target(lambda text: Lot("A17", expires=text), _check_lot),
        "gs1": Target(lambda text: read_gs1(text, today="2026-01-05"), _check_package),
        "ucum": Target(lambda text: from_ucum("1", text), _check_unit),
    }
)
