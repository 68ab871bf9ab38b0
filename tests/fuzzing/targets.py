"""Targets: what must hold whatever text comes in.

A text is refused by an error of ours, or answered; the answer is held against what a
second reader makes of the text, which takes nothing that a person could misread.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from attrs import frozen

from ldn_compound import Lot, Q, Quantity
from ldn_compound.interop.gs1 import PackageCode, read_gs1
from ldn_compound.interop.json import dumps, loads
from ldn_compound.interop.ucum import from_ucum
from ldn_compound.model.dates import Expiry

from .naive import last_day, meaning, package
from .naive_documents import document_says

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

#: What each code of UCUM says.
_UCUM = {
    "mg": "mg",
    "g": "g",
    "kg": "kg",
    "ug": "mcg",
    "mL": "mL",
    "L": "L",
    "%": "%",
    "d": "day",
    "{tbl}": "tablet",
    "{capsule}": "capsule",
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
    if _stated(answer.expiry) != last_day(text):
        raise Misread(text)


def _check_package(text: str, answer: PackageCode) -> None:
    said = {
        "01": answer.gtin,
        "10": answer.lot_number,
        "17": answer.expiry and _stated(answer.expiry),
        "21": answer.serial,
        **dict(answer.others),
    }
    for written in ("(GS)", "%1D", "%1d"):
        text = text.replace(written, "\x1d")
    known = text.rstrip("\x1d\r\n").removesuffix(answer.unread)
    if package(known) != {
        code: each for code, each in said.items() if each is not None
    }:
        raise Misread(text)


def _stated(expiry: Expiry) -> tuple[dt.date, bool]:
    """Return an expiry as `naive` does."""
    return expiry.last_day, expiry.month_only


def _check_unit(text: str, answer: Quantity) -> None:
    code, stroke, per = text.partition("/")
    check_amount(f"1 {_UCUM.get(code, '')}{stroke}{_UCUM.get(per, '')}", answer)


def _check_document(text: str, answer: object) -> None:
    if not document_says(text, answer) or loads(dumps(answer)) != answer:
        raise Misread(text)


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
