"""Entered: what was done, as a person or a program writes it, read by the same door."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from ..errors import Fault
from ..model.made import Made, TopUp, Weighed
from ..plain.places import Place, read_at, refuse_faults
from .values import (
    AnyOf,
    ListOf,
    Member,
    Named,
    Object,
    Value,
    members_of,
    record_as_written,
    schema_of,
)

__all__ = ["made_from_dict", "made_schema"]


def made_schema() -> dict[str, Any]:
    """Return the schema of what was done, for programs that write it.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12. What it refuses, `made_from_dict` refuses.

    Examples
    --------
    >>> made_schema()["properties"]["blend_mass"]["anyOf"][0]["examples"]
    ['13.4 g']
    """
    return schema_of(_MADE, "made")


def made_from_dict(data: object) -> Made:
    """Return what was done in the making, as plain data say it.

    Parameters
    ----------
    data
        What a reader of TOML or JSON gives: the arguments of `Made` by their names,
        amounts as text with their unit; ``weighed`` by the letters of the sheet.

    Returns
    -------
    Made
        What was done.

    Raises
    ------
    DocumentError
        If they have faults: all of them, each with its path.

    Examples
    --------
    >>> made = made_from_dict({"weighed": {"A": "1541 mg"}, "capsules": 100})
    >>> made.weighed[0].actual
    Q('1541 mg')
    """
    faults: list[Fault] = []
    made: Made = read_at(_MADE.read, data, Place("", faults))
    refuse_faults(faults)
    return made


def _made(*, weighed: tuple[Any, ...] = (), **others: Any) -> Made:  # noqa: ANN401 - of the record
    """Return the record; what a balance showed may stand by the letter of its item."""
    by_letter = weighed and isinstance(weighed[0], tuple)
    return Made(weighed=dict(weighed) if by_letter else weighed, **others)


@frozen
class _Actual(Value):
    """What a balance showed."""

    def read(self, data: Any, place: Place) -> Any:  # noqa: ANN401
        return _ACTUAL.read(data, place)

    def schema(self) -> dict[str, Any]:
        return _ACTUAL.value.schema()


_ACTUAL = members_of(Weighed, only=("actual",))["actual"]
_WEIGHED = AnyOf(
    {
        dict: Named(_Actual()),
        list: ListOf(record_as_written(Weighed)),
    }
)
_MADE = Object(
    "Made",
    {
        "weighed": Member(
            _WEIGHED,
            default=(),
            told="What each balance showed, by the letter in the weighing table.",
        ),
        **members_of(
            Made, own={"topped_up": record_as_written(TopUp)}, without=("weighed",)
        ),
    },
    _made,
)
