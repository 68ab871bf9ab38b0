"""Beyond-use dates: the rule, what else may end the use, and the date that follows."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

from attrs import field, frozen

from ..errors import FieldError, shown
from ..quantities.fields import convert_by_kind, is_note, is_text, several
from ..quantities.units import Quantity
from .dates import Dated, Expiry, Period, day, expiry, period

__all__ = [
    "BeyondUseDate",
    "BeyondUseRule",
    "DateCandidate",
    "DateKind",
    "DayCount",
    "OwnLimit",
]

#: ``inclusive``: the day of compounding is day 1; ``elapsed``: the day after it is.
DayCount: TypeAlias = Literal["inclusive", "elapsed"]

#: What a date comes from.
DateKind: TypeAlias = Literal["rule", "component", "stock dilution", "own limit"]

_UNITS = ("day", "days", "week", "weeks", "month", "months")
_A_LIMIT = "a period such as '90 days', or a date such as '2026-02-28'"


@frozen(field_transformer=convert_by_kind)
class BeyondUseRule:
    """How long a rule lets capsules of dry powder be used, at the most.

    Parameters
    ----------
    name
        Name of the rule, with its edition.
    limit
        Days or months from the day of compounding, such as ``180 days``.
    source
        Key of its source (`reference.source`); ``user`` for a rule of your own.
    note
        What it holds for, and the limits of the evidence.

    Examples
    --------
    >>> BeyondUseRule("our board", limit="120 days").limit
    Period(count=120, unit='day')
    """

    name: str = field(validator=is_text)
    limit: Period = field(converter=period, kw_only=True)
    source: str = field(default="user", validator=is_text, kw_only=True)
    note: str = field(default="", validator=is_note, kw_only=True)


def _period_or_date(value: Period | Expiry | Quantity | Dated) -> Period | Expiry:
    """Return a period where the text ends in its unit, else a date."""
    if isinstance(value, (Period, Quantity)):
        return period(value)
    if isinstance(value, str) and value.endswith(_UNITS):
        return period(value)
    try:
        return expiry(value)
    except FieldError as error:
        raise FieldError(_A_LIMIT, error.got, error.way_out) from None


@frozen(field_transformer=convert_by_kind)
class OwnLimit:
    """A limit of your own: of a state, a payer, a shorter study, or house caution.

    Parameters
    ----------
    limit
        Days or months from the day of compounding, or a date.
    reason
        Why, in a line that a bench sheet may print.

    Examples
    --------
    >>> OwnLimit("90 days", reason="this blend cakes").limit
    Period(count=90, unit='day')
    """

    limit: Period | Expiry = field(converter=_period_or_date)
    reason: str = field(validator=is_text, kw_only=True)


@frozen
class DateCandidate:
    """One date after which the capsules may not be used.

    Parameters
    ----------
    kind
        What it comes from: the rule, a component, a stock dilution or an own limit.
    name
        The name of that.
    date
        Last day of use.
    remark
        How the date was found.
    source
        Key of the source (`reference.source`) for why it counts.
    """

    kind: DateKind
    name: str
    date: dt.date = field(kw_only=True)
    remark: str = field(kw_only=True)
    source: str = field(kw_only=True)


def _earliest_first(
    _record: object, _field: object, candidates: tuple[DateCandidate, ...]
) -> None:
    """Refuse dates of which the first is not the earliest: the first one is used."""
    for each in several(candidates) or ():
        if not isinstance(each, DateCandidate):
            raise FieldError("dates that count", shown(each), field="candidates")
    dates = [each.date for each in several(candidates) or ()]
    if not dates or dates != sorted(dates):
        got = ", ".join(each.isoformat() for each in dates) or "none"
        raise FieldError("dates, the earliest first", got, field="candidates")


@frozen(kw_only=True)
class BeyondUseDate:
    """The last day on which capsules may be used, and all that could have set it.

    Parameters
    ----------
    compounded
        Day of compounding.
    rule
        Name of the rule.
    day_count
        How its days are counted.
    candidates
        Every date that counts, the earliest first.
    unknown
        Components and stock dilutions whose date nobody gave: none of them was
        compared, and any of them may be earlier.
    """

    compounded: dt.date
    rule: str
    day_count: DayCount
    candidates: tuple[DateCandidate, ...] = field(validator=_earliest_first)
    unknown: tuple[str, ...] = ()

    @property
    def date(self) -> dt.date:
        """The beyond-use date: the last day of use."""
        return self.candidates[0].date

    @property
    def binding(self) -> str:
        """What sets the date; of several that set the same, the rule or the first."""
        return self.candidates[0].name

    @property
    def days(self) -> int:
        """How many days of use there are, the day of compounding being one of them."""
        return (self.date - self.compounded).days + 1

    def usable_on(self, today: Dated) -> bool:
        """Return whether the beyond-use date has not passed.

        Parameters
        ----------
        today
            The day asked about.

        Returns
        -------
        bool
            True up to and including the beyond-use date.
        """
        return day(today) <= self.date

    def __str__(self) -> str:
        first = f"beyond-use date {self.date.isoformat()}, set by {self.binding}"
        dates = [
            f"  {each.date.isoformat()}  {each.name}: {each.remark} [{each.source}]"
            for each in self.candidates
        ]
        first_day = 1 if self.day_count == "inclusive" else 0
        made = f"compounded {self.compounded.isoformat()}, which is day {first_day}"
        unknown = f"date not known, so not compared: {', '.join(self.unknown)}"
        return "\n".join([first, *dates, made, *([unknown] if self.unknown else [])])
