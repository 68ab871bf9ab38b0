"""Belief: what is known of a figure that nobody knows exactly."""

from __future__ import annotations

from math import sqrt
from typing import TypeAlias

from attrs import field, frozen

from ...errors import FieldError
from ...quantities.fields import convert_by_kind, zero_or_more
from ...quantities.kinds import RATIO, Ratio
from ...quantities.units import Q, Readable, same_kind
from ...sheets.wording import say
from ..measured_cv import MeasuredCv

__all__ = [
    "About",
    "Belief",
    "Between",
    "portions_of",
    "read_belief",
    "read_cv",
    "read_percentage",
    "size_of",
]

_LEAST, _GREATEST = Q("0 %"), Q("200 %")


def _percent(value: Ratio) -> float:
    return float(value.m_as("%"))


@frozen(field_transformer=convert_by_kind)
class Between:
    """A share that may lie anywhere between two.

    Parameters
    ----------
    least
        The lower one. [%]
    greatest
        The upper one. [%]

    Examples
    --------
    >>> Between("85 %", "95 %").mean, Between("85 %", "95 %").half_width
    (90.0, 5.0)
    """

    least: Ratio = field(converter=Q, validator=zero_or_more("a share", "85 %"))
    greatest: Ratio = field(converter=Q, validator=zero_or_more("a share", "95 %"))

    def __attrs_post_init__(self) -> None:
        """Refuse ends that are exchanged, or too large."""
        if not self.least <= self.greatest <= _GREATEST:
            expected = f"{self.least} or more, and at most {_GREATEST}"
            raise FieldError(expected, str(self.greatest), field="greatest")

    @property
    def mean(self) -> float:
        """Its mean. [%]"""
        return (_percent(self.least) + _percent(self.greatest)) / 2

    @property
    def half_width(self) -> float:
        """Half the window. [%]"""
        return (_percent(self.greatest) - _percent(self.least)) / 2

    @property
    def uncertainty(self) -> float:
        """Standard deviation of a value that lies anywhere in it. [%]"""
        return self.half_width / sqrt(3)

    def __str__(self) -> str:
        if self.least == self.greatest:
            return str(self.least)
        return say("{least} to {greatest}", least=self.least, greatest=self.greatest)


@frozen(field_transformer=convert_by_kind)
class About:
    """A share that scatters like a bell.

    Parameters
    ----------
    mean_share
        Its mean. [%]
    sd
        Its standard deviation. [%]

    Examples
    --------
    >>> About("98 %", sd="1 %").mean, About("98 %", sd="1 %").uncertainty
    (98.0, 1.0)
    """

    mean_share: Ratio = field(converter=Q, validator=zero_or_more("a share", "98 %"))
    sd: Ratio = field(
        converter=Q, validator=zero_or_more("a deviation", "1 %"), kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what is too large for a share."""
        if self.mean_share > _GREATEST:
            expected = f"a share of at most {_GREATEST}"
            raise FieldError(expected, str(self.mean_share), field="mean_share")

    @property
    def mean(self) -> float:
        """Its mean. [%]"""
        return _percent(self.mean_share)

    @property
    def half_width(self) -> float:
        """No window: it has no ends."""
        return 0.0

    @property
    def uncertainty(self) -> float:
        """Standard deviation. [%]"""
        return _percent(self.sd)

    def __str__(self) -> str:
        return say("{mean}, standard deviation {sd}", mean=self.mean_share, sd=self.sd)


#: What is known of a share.
Belief: TypeAlias = Between | About


def read_belief(value: Belief | Readable | None, field: str) -> Belief | None:
    """Return a belief; a share alone is one without a spread.

    Parameters
    ----------
    value
        What was stated.
    field
        The field it was stated for.

    Returns
    -------
    Belief or None
        What is known; `None` where nothing was stated.

    Raises
    ------
    FieldError
        If it is no share between 0 and 100 %.
    """
    if isinstance(value, (Between, About)):
        return value
    if value is None:
        return None
    share = RATIO.read(value)
    read_percentage(share, field)
    return Between(share, share)


def read_percentage(value: Readable | None, field: str) -> float | None:
    """Return a percentage as a number, refusing one that is negative or above 100.

    Parameters
    ----------
    value
        What was stated.
    field
        The field it was stated for.

    Returns
    -------
    float or None
        The percentage; `None` where nothing was stated. [%]

    Raises
    ------
    FieldError
        If it is no share between 0 and 100 %.
    """
    if value is None:
        return None
    share = RATIO.read(value)
    if not (same_kind(share, Q("1 %")) and _LEAST <= share <= Q("100 %")):
        raise FieldError("a share 0-100 % such as '2 %'", str(share), field=field)
    return _percent(share)


def read_cv(
    value: MeasuredCv | Readable | None, field: str
) -> MeasuredCv | float | None:
    """Return a coefficient of variation, with its number of portions where it has one.

    Parameters
    ----------
    value
        What was stated.
    field
        The field it was stated for.

    Returns
    -------
    MeasuredCv, float or None
        What was measured, or a percentage taken as exact. [%]

    Raises
    ------
    FieldError
        If it is no share between 0 and 100 %.
    """
    return value if isinstance(value, MeasuredCv) else read_percentage(value, field)


def size_of(cv: MeasuredCv | float) -> float:
    """Return a coefficient of variation as a number. [%]"""
    return _percent(cv.cv) if isinstance(cv, MeasuredCv) else cv


def portions_of(cv: MeasuredCv | float) -> int | None:
    """Return how many portions it rests on, or `None` where nobody said."""
    return cv.portions if isinstance(cv, MeasuredCv) else None
