"""The product of an ingredient, as a pharmacy claim names it."""

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
        Its number: of an NDC the 11 digits of the claim, without hyphens.
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
        number = self.number
        if self.qualifier == "03" and not _NDC.fullmatch(number):
            way_out = "write 5-4-2 digits without hyphens; pad with a leading zero"
            raise FieldError("an NDC of 11 digits", shown(number), way_out, "number")
        if self.qualifier == "12" and not (
            _GTIN.fullmatch(number) and number[-1] == check_digit(number[:-1])
        ):
            expected = "a GTIN of 14 digits with its check digit"
            raise FieldError(expected, shown(number), "read it again", "number")
