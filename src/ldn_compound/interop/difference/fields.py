"""Difference, field by field: the smallest parts of two values that are not equal.

Records are gone through by their fields, rows by their places. What is equal in the
sense of ``==`` yields nothing, and what is not yields something.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import TypeGuard

import attrs
from attrs import frozen

from ...model.dilution import Limits
from ...model.equipment import Tray
from ...model.finding import Finding
from ...model.lot import Lot
from ...model.weighing import Weighing
from ...quantities.units import Quantity
from ...sheets.wording import Wording, say
from .names import FIELDS, field_name
from .words import as_read, change_of, signed

__all__ = ["Change", "changes_in"]

#: Records that are one thing to a reader.
_WHOLE = (Lot, Tray, Limits, Finding)

#: What is listed only where nothing else of its record changed: no sheet prints it.
_ASIDE = {"exact", "limits"}


@frozen(kw_only=True)
class Change:
    """One thing that is another in the second of two plans.

    Parameters
    ----------
    path
        Where it stands in the plan, such as ``request.shell.volume``; ``findings``,
        ``loads`` and ``ready`` are a whole.
    name
        What it is called.
    before
        What it is in the first plan: an amount, or words.
    after
        What it is in the second.
    """

    path: str
    name: str
    before: Quantity | str
    after: Quantity | str

    @property
    def change(self) -> Quantity | None:
        """How much more, or below zero how much less; `None` of what is no amount."""
        return change_of(self.before, self.after)

    @property
    def sentence(self) -> Wording:
        """The change in words, which can be translated."""
        if self.change is None:
            return say(
                "{what}: from {before} to {after}",
                what=self.name,
                before=self.before,
                after=self.after,
            )
        return say(
            "{what}: from {before} to {after} ({change})",
            what=self.name,
            before=self.before,
            after=self.after,
            change=signed(self.change),
        )

    @property
    def short(self) -> Wording:
        """Its name and by how much, or what it became; can be translated."""
        if self.change is None:
            return say("{what} now {by}", what=self.name, by=self.after)
        return say("{what} {by}", what=self.name, by=signed(self.change))

    def __str__(self) -> str:
        return str(self.sentence)


def changes_in(
    before: object, after: object, path: str, name: Wording
) -> Iterator[Change]:
    """Yield what differs between two values of one field, down to their parts.

    Parameters
    ----------
    before
        The value in the first plan.
    after
        The value in the second.
    path
        Where it stands in the plan.
    name
        What it is called.

    Yields
    ------
    Change
        The smallest parts that are not equal; nothing where the values are equal.

    Examples
    --------
    >>> from ldn_compound import Shell
    >>> one = Shell("3", volume="0.3 mL", empty_mass="48 mg")
    >>> (change,) = changes_in(
    ...     one, attrs.evolve(one, empty_mass="50 mg"), "request.shell", say("shell"))
    >>> print(change)
    shell empty mass: from 48 mg to 50 mg (+2 mg)
    """
    if before == after:
        return
    if _several(before) and _several(after):
        yield from _each(before, after, path, name)
    elif _same_thing(before, after):
        yield from _fields(before, after, path, name)
    else:
        field = path.rpartition(".")[2].partition("[")[0]
        was, now = as_read(field, before), as_read(field, after)
        yield Change(path=path, name=name, before=was, after=now)


def _several(value: object) -> TypeGuard[tuple[object, ...]]:
    """Return whether a value is a row of records, of which each has its place."""
    return isinstance(value, tuple) and not any(isinstance(x, str) for x in value)


def _same_thing(before: object, after: object) -> bool:
    """Return whether two records are one thing with other figures."""
    if type(before) is not type(after) or isinstance(before, _WHOLE):
        return False
    if isinstance(before, Weighing) and isinstance(after, Weighing):
        return before.item == after.item
    return attrs.has(type(before))


def _each(
    before: tuple[object, ...], after: tuple[object, ...], path: str, name: Wording
) -> Iterator[Change]:
    """Yield what differs in each place of two rows; the shorter one has nothing."""
    for place, (one, other) in enumerate(zip_longest(before, after)):
        here, called = f"{path}[{place}]", name
        if len(before) > 1 or len(after) > 1:
            called = say("{name} {number}", name=name, number=place + 1)
        if isinstance(one, tuple) and isinstance(other, tuple):
            yield from changes_in(one[0], other[0], f"{here}[0]", called)
            parts = say("{owner} {what}", owner=called, what=say("parts"))
            yield from changes_in(one[1], other[1], f"{here}[1]", parts)
        else:
            yield from changes_in(one, other, here, called)


def _fields(
    before: object, after: object, path: str, owner: Wording
) -> Iterator[Change]:
    """Yield what differs in the fields of two records of one class."""
    if isinstance(before, Weighing) and isinstance(after, Weighing):
        owner = _weighing_name(before, after, path, owner)
    kind = type(before).__name__
    changes = {
        field: tuple(
            changes_in(
                getattr(before, field),
                getattr(after, field),
                f"{path}.{field}",
                field_name(kind, field, owner),
            )
        )
        for field in FIELDS[kind]
    }
    first = [each for field, each in changes.items() if field not in _ASIDE]
    yield from tuple(chain(*first)) or chain(*changes.values())


def _weighing_name(
    one: Weighing, other: Weighing, path: str, owner: Wording
) -> Wording:
    """Return what a weighing of the same item in both plans is called."""
    if ".dilutions" in path:
        return owner
    if path == "diluent":
        return say("{item} with the trituration", item=one.item)
    if one.estimated or other.estimated:
        return say("{item} expected", item=one.item)
    return say("{item} to weigh", item=one.item)
