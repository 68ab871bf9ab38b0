r"""Dating: until when capsules may be used.

A rule allows :math:`N` days or months from the day of compounding :math:`d_0`. Days are
counted with that day as day 1 [uillinois-bud]_, or with the day after it as day 1,

.. math:: d_N = d_0 + N - 1 \quad\text{or}\quad d_N = d_0 + N.

The first is never later, and is the default. A month ends on the same day of the next
one, or on its last day. No component may be out of date before the capsules are
[oklahoma-bud-ingredients]_; so, with each expiry :math:`e_i`, the own dates of stock
dilutions among them, and a limit of your own, the beyond-use date is the earliest,

.. math:: d = \min(d_N, e_1, \dots, e_k, d_{own}).

Nothing makes it later. It is the last day of use [usp-31-beyond-use]_.

.. [uillinois-bud] Establishing BUDs, University of Illinois (docs/references.md).
.. [oklahoma-bud-ingredients] Oklahoma 535:15-10-8.3 (docs/references.md).
.. [usp-31-beyond-use] <795>, USP 31 (docs/references.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import get_args

from ..errors import ExpiredError, FieldError, shown
from ..model.beyond_use import (
    BeyondUseDate,
    BeyondUseRule,
    DateCandidate,
    DateKind,
    DayCount,
    OwnLimit,
)
from ..model.dates import (
    Dated,
    Expiries,
    Expiry,
    Period,
    day,
    expiries,
    month_end,
    period,
)
from ..quantities.units import Quantity
from ..reference import beyond_use_rule
from ..sheets.wording import say

__all__ = ["beyond_use_date", "earliest_date", "last_day"]

_NONE_GIVEN: Expiries = MappingProxyType({})
_DAY_COUNTS = get_args(DayCount)

#: Why the date of a component counts, and why that of a stock dilution does.
_COMPONENTS = "oklahoma-bud-ingredients"
_DILUTIONS = "usp-795-2023-components"


def last_day(
    compounded: Dated,
    allowed: Period | Quantity | str,
    day_count: DayCount = "inclusive",
) -> dt.date:
    """Return the last day of a period that begins on the day of compounding.

    Parameters
    ----------
    compounded
        Day of compounding.
    allowed
        The period, such as ``180 days`` or ``6 months``.
    day_count
        ``inclusive``: the day of compounding is day 1; ``elapsed``: the day after it
        is. Months do not depend on it.

    Returns
    -------
    datetime.date
        Its last day.

    Raises
    ------
    FieldError
        If there is no such day, period or way to count.

    Examples
    --------
    >>> last_day("2025-01-15", "180 days")
    datetime.date(2025, 7, 13)
    >>> last_day("2025-01-15", "180 days", day_count="elapsed")
    datetime.date(2025, 7, 14)
    >>> last_day("2023-08-31", "6 months")
    datetime.date(2024, 2, 29)
    """
    start, length = _day_of_compounding(compounded), period(allowed)
    if day_count not in _DAY_COUNTS:
        expected = f"one of {', '.join(map(repr, _DAY_COUNTS))}"
        raise FieldError(expected, shown(day_count), field="day_count")
    if length.unit == "month":
        return _months_later(start, length.count)
    later = length.count - 1 if day_count == "inclusive" else length.count
    return start + dt.timedelta(days=later)


def beyond_use_date(
    compounded: Dated,
    *,
    rule: str = "usp-795-2023",
    day_count: DayCount = "inclusive",
    component_expiry: Expiries = _NONE_GIVEN,
    stock_dilutions: Expiries = _NONE_GIVEN,
    own_limit: OwnLimit | None = None,
) -> BeyondUseDate:
    """Return the beyond-use date of capsules of dry powder, by a published rule.

    Parameters
    ----------
    compounded
        Day of compounding.
    rule
        ``usp-795-2023``, 180 days, or ``usp-795-2014``, six months.
    day_count
        How days are counted, see `last_day`.
    component_expiry
        Expiry of each component by its name; `None` is one that is not known.
    stock_dilutions
        The beyond-use date of each stock dilution that is used, by its name.
    own_limit
        A limit of your own; it may bring the date forward, never put it off.

    Returns
    -------
    BeyondUseDate
        The date, what sets it, and every other date that counts.

    Raises
    ------
    ExpiredError
        If a component or a stock dilution was out of date on the day of compounding.
    UnknownNameError
        If there is no such rule.
    FieldError
        If a date cannot be read, or there is no such way to count.

    Examples
    --------
    >>> found = beyond_use_date("2025-07-05", component_expiry={"tablets": "11/2025"})
    >>> found.date, found.binding
    (datetime.date(2025, 11, 30), 'tablets')
    """
    return earliest_date(
        compounded,
        beyond_use_rule(rule),
        day_count=day_count,
        component_expiry=component_expiry,
        stock_dilutions=stock_dilutions,
        own_limit=own_limit,
    )


def earliest_date(
    compounded: Dated,
    rule: BeyondUseRule,
    *,
    day_count: DayCount = "inclusive",
    component_expiry: Expiries = _NONE_GIVEN,
    stock_dilutions: Expiries = _NONE_GIVEN,
    own_limit: OwnLimit | None = None,
) -> BeyondUseDate:
    """Return the beyond-use date by a rule given as such; see `beyond_use_date`.

    Parameters
    ----------
    compounded
        Day of compounding.
    rule
        The rule, published or your own.
    day_count
        How days are counted, see `last_day`.
    component_expiry
        Expiry of each component, as in `beyond_use_date`.
    stock_dilutions
        Date of each stock dilution, as in `beyond_use_date`.
    own_limit
        A limit of your own, as in `beyond_use_date`.

    Returns
    -------
    BeyondUseDate
        The date, what sets it, and every other date that counts.

    Raises
    ------
    FieldError
        If the rule is no such record; and as in `beyond_use_date`.

    Examples
    --------
    >>> ours = BeyondUseRule("our board", limit="120 days")
    >>> earliest_date("2025-07-05", ours, day_count="elapsed").date
    datetime.date(2025, 11, 2)
    """
    _refuse_all_but(BeyondUseRule, rule, "rule", "beyond_use_date takes a name")
    start = _day_of_compounding(compounded)
    components = _in_date(component_expiry, start, "component_expiry")
    dilutions: dict[str, Expiry | None] = {
        say("stock dilution {name}", name=name): until
        for name, until in _in_date(stock_dilutions, start, "stock_dilutions").items()
    }
    candidates = [
        DateCandidate(
            "rule",
            rule.name,
            date=last_day(start, rule.limit, day_count),
            remark=say("{limit} from the day of compounding", limit=rule.limit),
            source=rule.source,
        ),
        *_by_expiry(components, "component", say("its expiry"), _COMPONENTS),
        *_by_expiry(dilutions, "stock dilution", say("its own date"), _DILUTIONS),
        *_by_own_limit(own_limit, start, day_count),
    ]
    dated = components | dilutions
    return BeyondUseDate(
        compounded=start,
        rule=rule.name,
        day_count=day_count,
        candidates=tuple(sorted(candidates, key=lambda each: each.date)),
        unknown=tuple(name for name, until in dated.items() if until is None),
    )


def _refuse_all_but(record: type, value: object, field: str, way_out: str) -> None:
    if not isinstance(value, record):
        raise FieldError(record.__name__, shown(value), way_out, field)


def _day_of_compounding(value: Dated) -> dt.date:
    try:
        return day(value)
    except FieldError as error:
        raise error.at("compounded") from None


def _months_later(start: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or its last day where it is shorter."""
    years, month_before = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month_before + 1
    return dt.date(year, month, min(start.day, month_end(year, month).day))


def _in_date(given: Expiries, start: dt.date, field: str) -> dict[str, Expiry | None]:
    """Return what was given, read; refuse all that was out of date at once."""
    read = expiries(given, field)
    expired = [
        f"{name}, usable until {until}"
        for name, until in read.items()
        if until is not None and until.last_day < start
    ]
    if expired:
        expected = f"nothing out of date on {start}, the day of compounding"
        way_out = "take another lot, or correct the date"
        raise ExpiredError(expected, "; ".join(expired), way_out, field)
    return read


def _by_expiry(
    dates: Mapping[str, Expiry | None], kind: DateKind, what: str, source: str
) -> Iterator[DateCandidate]:
    for name, until in dates.items():
        if until is not None:
            remark = what
            if until.month_only:
                remark = say(
                    "{what}, stated as {stated}", what=what, stated=until.stated
                )
            yield DateCandidate(
                kind, name, date=until.last_day, remark=remark, source=source
            )


def _by_own_limit(
    own: OwnLimit | None, start: dt.date, day_count: DayCount
) -> Iterator[DateCandidate]:
    if own is None:
        return
    way_out = "write OwnLimit('90 days', reason='...')"
    _refuse_all_but(OwnLimit, own, "own_limit", way_out)
    if isinstance(own.limit, Period):
        date = last_day(start, own.limit, day_count)
    else:
        date = own.limit.last_day
    if date < start:
        expected = f"a date not before {start}, the day of compounding"
        raise FieldError(expected, str(date), "give a later one, or none", "own_limit")
    remark = say("{limit}: {reason}", limit=own.limit, reason=own.reason)
    yield DateCandidate(
        "own limit", say("own limit"), date=date, remark=remark, source="user"
    )
