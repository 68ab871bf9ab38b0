"""What one container is dispensed with: for its label alone, never for a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

import attrs
from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..errors import FieldError, shown
from ..quantities.fields import (
    convert_by_kind,
    is_count,
    is_note,
    is_text,
    one_of,
    several,
    whole_number,
)
from .dates import day

__all__ = ["TIMES_OF_DAY", "Dispensed", "TimeOfDay"]

#: When a dose is taken.
TimeOfDay: TypeAlias = Literal["morning", "evening", "bedtime"]
TIMES_OF_DAY: tuple[TimeOfDay, ...] = ("morning", "evening", "bedtime")


def _is_patient(_record: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is not one printable line, without repeating it in the error."""
    try:
        is_text(_record, field, value)
    except FieldError as error:
        expected = error.expected
    else:
        return
    # outside of the handler: the first error, which holds the name, is not chained
    raise FieldError(expected, "another value", field=field.name)


def _pair(values: object) -> tuple[int, int]:
    """Return two whole numbers, such as the first day and the last."""
    items = several(values)
    if items is None or len(items) != 2:  # noqa: PLR2004 - a pair
        raise FieldError("two whole numbers such as (1, 3)", shown(values))
    return whole_number(items[0]), whole_number(items[1])


def _in_order(
    _record: object, field: attrs.Attribute[Any], value: tuple[int, int]
) -> None:
    if not 1 <= value[0] <= value[1]:
        expected = "two whole numbers from 1 on, the smaller first"
        raise FieldError(expected, shown(value), field=field.name)


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Dispensed:
    """What one container is dispensed with. `None` leaves a blank on the label.

    Parameters
    ----------
    patient
        Name of the patient; neither `repr` nor an error repeats it.
    prescriber
        Who wrote the prescription.
    prescription_number
        Number of the prescription.
    prescribed_on
        Day on which it was written.
    dispensed_on
        Day on which it is dispensed.
    dispensed_by
        Who dispenses it.
    directions
        How to take the capsules, in one paragraph of at most 1000 characters.
    time_of_day
        When a dose is taken, as prescribed: ``morning``, ``evening`` or ``bedtime``.
    quantity
        Capsules in this container.
    refills
        How many times it may be dispensed again.
    container
        Which container of how many: ``(1, 3)`` is the first of three.
    days
        First and last day of the schedule that it is for, as in a kit: ``(15, 28)``.
    cautions
        Further warnings, in one paragraph of at most 1000 characters.

    Examples
    --------
    >>> given = Dispensed(patient="A. Example", quantity=14, days=(15, 28))
    >>> given.days
    (15, 28)
    >>> "Example" in repr(given)
    False
    """

    patient: str | None = field(
        default=None, validator=optional(_is_patient), repr=False
    )
    prescriber: str | None = field(default=None, validator=optional(is_text))
    prescription_number: str | None = field(default=None, validator=optional(is_text))
    prescribed_on: dt.date | None = field(default=None, converter=unless_none(day))
    dispensed_on: dt.date | None = field(default=None, converter=unless_none(day))
    dispensed_by: str | None = field(default=None, validator=optional(is_text))
    directions: str | None = field(default=None, validator=optional(is_note))
    time_of_day: TimeOfDay | None = field(
        default=None, validator=optional(one_of(*TIMES_OF_DAY))
    )
    quantity: int | None = field(
        default=None,
        converter=unless_none(whole_number),
        validator=optional(is_count(1, "capsules")),
    )
    refills: int | None = field(
        default=None,
        converter=unless_none(whole_number),
        validator=optional(is_count(0, "refills")),
    )
    container: tuple[int, int] | None = field(
        default=None, converter=unless_none(_pair), validator=optional(_in_order)
    )
    days: tuple[int, int] | None = field(
        default=None, converter=unless_none(_pair), validator=optional(_in_order)
    )
    cautions: str | None = field(default=None, validator=optional(is_note))

    def in_containers(self, quantities: Iterable[int]) -> tuple[Dispensed, ...]:
        """Return the same for each of several containers, numbered.

        Parameters
        ----------
        quantities
            Capsules in each.

        Returns
        -------
        tuple of Dispensed
            One for each container.

        Examples
        --------
        >>> [each.container for each in Dispensed().in_containers((60, 30))]
        [(1, 2), (2, 2)]
        """
        of_each = tuple(quantities)
        return tuple(
            attrs.evolve(self, quantity=quantity, container=(number, len(of_each)))
            for number, quantity in enumerate(of_each, start=1)
        )
