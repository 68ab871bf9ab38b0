"""The product of an ingredient, as a pharmacy claim names it.

A package prints its NDC with ten digits in three segments; a claim has eleven, 5-4-2.
The zero goes before the segment that is short [ndc-eleven-digits]_, which only the
hyphens show.

.. [ndc-eleven-digits] Converting 10-digit NDC numbers (docs/references.md).
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

import attrs
from attrs import field, frozen
from attrs.validators import optional

from ...errors import FieldError, shown
from ...quantities.fields import (
    convert_by_kind,
    each_is_text,
    is_text,
    one_of,
    texts,
)
from ..gs1 import check_digit

__all__ = ["A_QUANTITY", "Product", "Qualifier", "is_billable"]

#: Whose number a product has: 03 NDC, 12 GTIN, 99 another.
Qualifier: TypeAlias = Literal["03", "12", "99"]

_NDC, _GTIN = re.compile("[0-9]{11}"), re.compile("[0-9]{14}")
_SEGMENTS = re.compile("([0-9]{4,5})-([0-9]{3,4})-([0-9]{1,2})")
_FEWEST = 10
_QUANTITY = re.compile(r"(?:0|[1-9][0-9]{0,6})(?:\.[0-9]{1,3})?")

#: What a quantity has to be.
A_QUANTITY = "digits above zero, at most three decimals, such as '15.407'"


def is_billable(digits: str) -> bool:
    """Return whether digits are a quantity that a claim may hold.

    Parameters
    ----------
    digits
        The digits.

    Returns
    -------
    bool
        Whether they are above zero, with at most three decimals.

    Examples
    --------
    >>> is_billable("15.407"), is_billable("0.000"), is_billable("1.2345")
    (True, False, False)
    """
    return bool(_QUANTITY.fullmatch(digits) and digits.strip("0."))


def _is_quantity(_record: object, at: attrs.Attribute[str], value: object) -> None:
    """Refuse what is no plain decimal above zero."""
    if not (isinstance(value, str) and is_billable(value)):
        raise FieldError(A_QUANTITY, shown(value), field=at.name)


@frozen(field_transformer=convert_by_kind)
class Product:
    """The product that an ingredient was taken from, as the claim names it.

    Parameters
    ----------
    number
        Its number: of an NDC the 11 digits of the claim, without hyphens; or as the
        package prints it, 4-4-2, 5-3-2, 5-4-1 or 5-4-2 digits with hyphens.
    qualifier
        Whose number it is: ``03`` NDC, ``12`` GTIN, ``99`` another.
    quantity
        What to bill instead of the amount as weighed, in the unit of the product; a
        product that the plan does not weigh, such as the shells, needs it.
    cost
        Cost of the ingredient, as the payer wants it, or `None`.
    cost_basis
        How the cost was found, as the payer wants it, or `None`.
    modifiers
        Modifier codes of the ingredient, as the payer wants them.

    Examples
    --------
    >>> Product("47335032683").qualifier
    '03'
    >>> Product("81520-100-30").number
    '81520010030'
    """

    number: str = field(validator=is_text)
    qualifier: Qualifier = field(
        default="03", validator=one_of("03", "12", "99"), kw_only=True
    )
    quantity: str | None = field(
        default=None, validator=optional(_is_quantity), kw_only=True
    )
    cost: str | None = field(default=None, validator=optional(is_text), kw_only=True)
    cost_basis: str | None = field(
        default=None, validator=optional(is_text), kw_only=True
    )
    modifiers: tuple[str, ...] = field(
        default=(), converter=texts, validator=each_is_text, kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a number that is not of the kind that its qualifier says."""
        if self.qualifier == "03":  # known only now, and a record is made frozen
            object.__setattr__(self, "number", _eleven_digits(self.number))
        number = self.number
        if self.qualifier == "12" and not (
            _GTIN.fullmatch(number) and number[-1] == check_digit(number[:-1])
        ):
            expected = "a GTIN of 14 digits with its check digit"
            raise FieldError(expected, shown(number), "read it again", "number")


def _eleven_digits(number: str) -> str:
    """Return the digits of an NDC as a claim has them, 5-4-2."""
    segments = _SEGMENTS.fullmatch(number)
    if segments and len(number.replace("-", "")) >= _FEWEST:
        labeler, product, package = segments.groups()
        return f"{labeler:0>5}{product:0>4}{package:0>2}"
    if not _NDC.fullmatch(number):
        way_out = (
            "write its hyphens as the package prints them, '81520-100-30': they show "
            "where the zero goes"
        )
        raise FieldError("an NDC of 11 digits", shown(number), way_out, "number")
    return number
