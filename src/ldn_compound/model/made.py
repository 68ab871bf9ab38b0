"""What was made: the entries of the bench, each blank until somebody entered it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..errors import FieldError, shown
from ..quantities.fields import (
    above_zero,
    convert_by_kind,
    each_is_text,
    is_count,
    is_text,
    several,
    texts,
    whole_number,
    zero_or_more,
)
from ..quantities.kinds import Mass
from ..quantities.units import Q, Quantity
from .dates import day
from .measured import read_masses

__all__ = ["Made", "TopUp", "Weighed"]


@frozen(field_transformer=convert_by_kind)
class Weighed:
    """One weighing, as it was done.

    Parameters
    ----------
    item
        What was weighed: its letter in the weighing table, or its name there.
    actual
        What the balance showed. [mg]
    balance
        Which balance it was, or `None`.
    weighed_by
        Initials of who weighed, or `None`.
    checked_by
        Initials of who checked it before mixing, or `None`.

    Examples
    --------
    >>> Weighed("sucrose", actual="11.83 g", weighed_by="AB").actual
    Q('11830 mg')
    """

    item: str = field(validator=is_text)
    actual: Mass = field(
        converter=Q, validator=zero_or_more("a mass", "1541 mg"), kw_only=True
    )
    balance: str | None = field(default=None, validator=optional(is_text), kw_only=True)
    weighed_by: str | None = field(
        default=None, validator=optional(is_text), kw_only=True
    )
    checked_by: str | None = field(
        default=None, validator=optional(is_text), kw_only=True
    )


@frozen(kw_only=True, field_transformer=convert_by_kind)
class TopUp:
    """Filler that was added to a blend that did not fill the shells.

    Parameters
    ----------
    blend
        Blend emptied out of the shells, all loads together. [mg]
    filler
        Filler that was added to it. [mg]

    Examples
    --------
    >>> TopUp(blend="12.43 g", filler="1109 mg").total
    Q('13539 mg')
    """

    blend: Mass = field(converter=Q, validator=above_zero("a mass", "12.4 g"))
    filler: Mass = field(converter=Q, validator=above_zero("a mass", "1109 mg"))

    @property
    def total(self) -> Quantity:
        """Blend and filler together. [mg]"""
        return self.blend + self.filler


def _top_up(value: object) -> TopUp | None:
    """Return what was added to the blend as a record; the field names itself."""
    if value is None or isinstance(value, TopUp):
        return value
    way_out = "TopUp(blend='12.4 g', filler='1109 mg')"
    raise FieldError("blend emptied out and filler added", shown(value), way_out)


def _weighings(values: object) -> tuple[Weighed, ...]:
    """Return the weighings as a tuple, also from items with their masses."""
    if isinstance(values, Mapping):
        return tuple(Weighed(item, actual=mass) for item, mass in values.items())
    found = several(values)
    records = [] if found is None else [x for x in found if isinstance(x, Weighed)]
    if found is None or len(records) < len(found):
        raise FieldError("records of Weighed", shown(values))
    return tuple(records)


def _masses(values: object) -> tuple[Quantity, ...]:
    """Return masses of single capsules or shells; the field names itself."""
    return read_masses(values, "")


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Made:
    """What people entered while they made one batch.

    Parameters
    ----------
    batch_number
        The number that the house gave to the batch.
    made_on
        Day of compounding.
    master_formula
        Number and version of the master formulation record that was followed.
    tablets_counted
        Tablets that were crushed.
    tablets_mass
        Mass of these tablets, all together, before crushing. [mg]
    weighed
        The weighings, in any order: records, or items with what the balance showed.
    blend_mass
        Mass of the blend when it was mixed, before filling. [mg]
    topped_up
        Filler that was added because the shells were not full, or `None`; all of the
        blend with it went into the shells again.
    blend_filled
        Mass of the blend that went into the capsules: the blend, less what was left of
        it. `None`: all of the blend, or with an excess all of the loads. [mg]
    capsules
        Capsules filled and kept.
    rejected
        Capsules filled and set aside.
    capsule_masses
        Masses of single filled capsules, shells included. [mg]
    shell_masses
        Masses of single empty shells; where there are none, the shell's published
        mass is taken off. [mg]
    destroyed
        Mass of the remainder that was destroyed. [mg]
    destroyed_by
        Initials of who destroyed it, and of the witness.
    description
        How the capsules look.
    made_by
        Initials of who made the batch.
    checked_by
        Initials of who checked it.
    deviations
        What was done otherwise than written, and why.
    problems
        What went wrong, and what was done about it.

    Examples
    --------
    >>> made = Made(batch_number="B-17", weighed={"A": "1.541 g", "B": "12 g"})
    >>> made.weighed[0].actual, made.capsules is None
    (Q('1541 mg'), True)
    """

    batch_number: str | None = field(default=None, validator=optional(is_text))
    made_on: dt.date | None = field(default=None, converter=unless_none(day))
    master_formula: str | None = field(default=None, validator=optional(is_text))
    tablets_counted: int | None = field(
        default=None,
        converter=unless_none(whole_number),
        validator=optional(is_count(1, "tablets")),
    )
    tablets_mass: Mass | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(above_zero("a mass", "1712 mg")),
    )
    weighed: tuple[Weighed, ...] = field(default=(), converter=_weighings)
    blend_mass: Mass | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(above_zero("a mass", "13.4 g")),
    )
    topped_up: TopUp | None = field(default=None, converter=_top_up)
    blend_filled: Mass | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(above_zero("a mass", "13.4 g")),
    )
    capsules: int | None = field(
        default=None,
        converter=unless_none(whole_number),
        validator=optional(is_count(0, "capsules")),
    )
    rejected: int | None = field(
        default=None,
        converter=unless_none(whole_number),
        validator=optional(is_count(0, "capsules")),
    )
    capsule_masses: tuple[Mass, ...] = field(default=(), converter=_masses)
    shell_masses: tuple[Mass, ...] = field(default=(), converter=_masses)
    destroyed: Mass | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(zero_or_more("a mass", "171 mg")),
    )
    destroyed_by: str | None = field(default=None, validator=optional(is_text))
    description: str | None = field(default=None, validator=optional(is_text))
    made_by: str | None = field(default=None, validator=optional(is_text))
    checked_by: str | None = field(default=None, validator=optional(is_text))
    deviations: tuple[str, ...] = field(
        default=(), converter=texts, validator=each_is_text
    )
    problems: tuple[str, ...] = field(
        default=(), converter=texts, validator=each_is_text
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an item that was entered twice."""
        items = [each.item for each in self.weighed]
        for item in items:
            if items.count(item) > 1:
                got = f"{item} twice"
                way_out = "enter its sum, or its name on the record, such as 'x (2)'"
                raise FieldError("each item once", got, way_out, "weighed")
