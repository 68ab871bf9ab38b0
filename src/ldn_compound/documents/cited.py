"""Cited: what was found and where it comes from, as parts of any document."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.finding import Finding, Severity
from ..reference import source
from ..sheets.content import Facts, Paragraph, Table
from ..sheets.wording import joined, say

__all__ = ["cited", "findings_part", "sources_part"]

_TRUST = {"secondary": say("(secondary)"), "unverified": say("(unverified)")}

_SEVERITIES: dict[Severity, str] = {
    "stop": say("STOP"),
    "caution": say("CAUTION"),
    "note": say("NOTE"),
}


def cited(text: str, key: str) -> str:
    """Return a sentence with the key of its source.

    Parameters
    ----------
    text
        The sentence.
    key
        Key of the source.

    Returns
    -------
    str
        Both.

    Examples
    --------
    >>> cited("Protect from light.", "naltrexone-label")
    'Protect from light. [naltrexone-label]'
    """
    return say("{text} [{key}]", text=text, key=key)


def findings_part(findings: Iterable[Finding]) -> Paragraph | Table:
    """Return what was found, with a blank to initial each caution.

    Parameters
    ----------
    findings
        What was found, the worst first.

    Returns
    -------
    Paragraph or Table
        A table whose stops stand out; a word where nothing was found.
    """
    found = tuple(findings)
    if not found:
        return Paragraph(say("None."))
    rows = tuple(
        (
            _SEVERITIES[each.severity],
            "" if each.severity == "caution" else "-",
            say(
                "{message} ({code}) [{source}]",
                message=each.message,
                code=each.code,
                source=each.source,
            ),
        )
        for each in found
    )
    stops = tuple(row for row, each in enumerate(found) if each.severity == "stop")
    return Table((say("Severity"), say("Initials"), say("What was found")), rows, stops)


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
    rows = []
    for key in sorted(set(keys)):
        each = source(key)
        words = [each.title, _TRUST.get(each.trust, ""), each.address]
        rows.append((key, joined(filter(None, words), " ")))
    return Facts(tuple(rows))
