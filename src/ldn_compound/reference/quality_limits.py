"""Quality limits: what each test of finished capsules allows, with its source."""

from __future__ import annotations

from functools import cache

from attrs import frozen

from ..quantities.kinds import AnyAmount
from ..quantities.units import Q, Quantity
from .tables import Row, table, unknown, with_source

__all__ = ["QualityLimit", "limit_count", "quality_limit", "quality_limits"]

_FILE = "quality_limits"


@frozen(kw_only=True)
class QualityLimit:
    """One limit of one test.

    Parameters
    ----------
    name
        What it limits.
    value
        The limit: an amount, or a count of units.
    source
        Key of the source (`reference.source`).
    note
        What it holds for.
    """

    name: str
    value: AnyAmount | int
    source: str
    note: str


@cache
def quality_limits(test: str) -> tuple[QualityLimit, ...]:
    """Return every limit of one test.

    Parameters
    ----------
    test
        Name of the test, such as ``usp-905`` or ``ph-eur-2-9-5``.

    Returns
    -------
    tuple of QualityLimit
        Its limits, each with its source.

    Raises
    ------
    UnknownNameError
        If there is no such test.

    Examples
    --------
    >>> [(each.name, each.value) for each in quality_limits("usp-905")][0]
    ('first_limit', Q('15 %'))
    """
    known = table(_FILE)
    if test not in known:
        raise unknown("test", test, known)
    found = [{"name": name, **row} for name, row in known[test].items()]
    return tuple(_limit(row) for row in with_source(found, _FILE))


@cache
def quality_limit(test: str, name: str) -> Quantity:
    """Return one limit that is an amount.

    Parameters
    ----------
    test
        Name of the test.
    name
        What it limits.

    Returns
    -------
    Quantity
        The limit.

    Raises
    ------
    UnknownNameError
        If the test has no such limit.

    Examples
    --------
    >>> quality_limit("usp-905", "second_limit")
    Q('25 %')
    """
    amounts = {
        each.name: each.value
        for each in quality_limits(test)
        if not isinstance(each.value, int)
    }
    if name not in amounts:
        raise unknown("limit", name, amounts)
    return amounts[name]


@cache
def limit_count(test: str, name: str) -> int:
    """Return one limit that is a count.

    Parameters
    ----------
    test
        Name of the test.
    name
        What it limits.

    Returns
    -------
    int
        The limit.

    Raises
    ------
    UnknownNameError
        If the test has no such limit.

    Examples
    --------
    >>> limit_count("ph-eur-2-9-5", "most_outside")
    2
    """
    counts = {
        each.name: each.value
        for each in quality_limits(test)
        if isinstance(each.value, int)
    }
    if name not in counts:
        raise unknown("limit", name, counts)
    return counts[name]


def _limit(row: Row) -> QualityLimit:
    value = row["value"]
    return QualityLimit(
        name=row["name"],
        value=value if isinstance(value, int) else Q(value),
        source=row["source"],
        note=row["note"],
    )
