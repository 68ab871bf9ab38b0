"""Sources: where a figure or a rule comes from, and how far to trust it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from attrs import frozen

from ..sheets.content import Facts
from ..sheets.wording import Wording, joined, say
from .tables import Row, table, unknown

__all__ = [
    "TRUST_MARKS",
    "DatedSource",
    "Source",
    "dated_source",
    "source",
    "sources_part",
]

#: What stands in print beside a source whose trust is not plain.
TRUST_MARKS: Mapping[str, str] = MappingProxyType(
    {"secondary": say("(secondary)"), "unverified": say("(unverified)")}
)


@frozen(kw_only=True)
class Source:
    """Where a figure or a rule comes from.

    Parameters
    ----------
    key
        Its short name, as findings and steps carry it.
    title
        What it is.
    address
        Where it was found; empty where the address was not kept.
    trust
        ``read`` there; ``secondary``, read about elsewhere; ``unverified``
        background; ``own``, a rule of this library.
    note
        Limits of the evidence.
    """

    key: str
    title: str
    address: str
    trust: Literal["read", "secondary", "unverified", "own"]
    note: str


@frozen(kw_only=True)
class DatedSource(Source):
    """A source with its date, as the monograph cites it.

    Parameters
    ----------
    date
        When it was published or last changed: a year, a month or a day; ``undated,
        read 2026`` where it bears no date. Empty where it was not kept.
    """

    date: str


def source(key: str) -> Source:
    """Return the source that a finding, a step or a table row names.

    Parameters
    ----------
    key
        Its short name.

    Returns
    -------
    Source
        Title, address and trust.

    Raises
    ------
    UnknownNameError
        If no source has that name.

    Examples
    --------
    >>> source("letco-capsules").title
    'Formulating Capsules Guide, Letco'
    """
    row = {name: value for name, value in _row(key).items() if name != "date"}
    return Source(key=key, **row)


def dated_source(key: str) -> DatedSource:
    """Return a source with its date.

    Parameters
    ----------
    key
        Its short name.

    Returns
    -------
    DatedSource
        Title, address, trust and date; the date is empty where it was not kept.

    Raises
    ------
    UnknownNameError
        If no source has that name.

    Examples
    --------
    >>> dated_source("toljan-2018").date
    '2018-09-21'
    """
    return DatedSource(key=key, **{"date": "", **_row(key)})


def _row(key: str) -> Row:
    known = table("sources")
    if key not in known:
        raise unknown("source", key, known)
    row: Row = known[key]
    return row


def sources_part(keys: Iterable[str]) -> Facts:
    """Return the sources that a document names, and how sure each is.

    Parameters
    ----------
    keys
        Their keys, in any order, as often as they are named.

    Returns
    -------
    Facts
        Key, title, trust where it is not plain, and address.
    """
    return Facts(tuple((key, described(key)) for key in sorted(set(keys))))


def described(key: str) -> Wording:
    """Return a source as a document names it: title, trust where not plain, address."""
    each = source(key)
    title = _OURS.get(key, each.title)
    words = [title, TRUST_MARKS.get(each.trust, ""), each.address]
    return joined(filter(None, words), " ")


#: What is ours is said in the language of the document.
_OURS = {
    "house": say("A rule of this library, not a published one"),
    "as-prescribed": say(
        "The prescription, and what the pharmacy stated of the materials"
    ),
}
