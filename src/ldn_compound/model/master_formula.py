"""The master formula: which written formula a batch follows, and who stands for it."""

from __future__ import annotations

import datetime as dt

from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..quantities.fields import convert_by_kind, is_text
from .dates import day

__all__ = ["MasterFormula"]


@frozen(field_transformer=convert_by_kind)
class MasterFormula:
    """The head of a master formulation record; what is `None` stays blank.

    Parameters
    ----------
    number
        Its number in the house.
    version
        Its version.
    effective
        Day from which it holds.
    review
        Day by which it is looked at again.
    author
        Who wrote it.
    approver
        Who approved it.
    jurisdiction
        Whose law it is written for.

    Examples
    --------
    >>> MasterFormula("MF-12", version="3", effective="2026-01-15").effective
    datetime.date(2026, 1, 15)
    """

    number: str = field(validator=is_text)
    version: str | None = field(default=None, validator=optional(is_text), kw_only=True)
    effective: dt.date | None = field(
        default=None, converter=unless_none(day), kw_only=True
    )
    review: dt.date | None = field(
        default=None, converter=unless_none(day), kw_only=True
    )
    author: str | None = field(default=None, validator=optional(is_text), kw_only=True)
    approver: str | None = field(
        default=None, validator=optional(is_text), kw_only=True
    )
    jurisdiction: str | None = field(
        default=None, validator=optional(is_text), kw_only=True
    )
