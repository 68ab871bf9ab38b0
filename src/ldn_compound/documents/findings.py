"""Findings on a sheet: a table nobody can overlook, and the sources behind it."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.finding import Finding, Severity
from ..reference import source
from ..wording import Wording, joined, say
from .content import Facts, Paragraph, Section, Table

__all__ = ["findings_section", "sources_section"]

_SEVERITIES: dict[Severity, Wording] = {
    "stop": say("STOP"),
    "caution": say("CAUTION"),
    "note": say("NOTE"),
}

_TRUST: dict[str, Wording] = {
    "secondary": say("secondary"),
    "unverified": say("unverified"),
}


def findings_section(findings: Iterable[Finding]) -> Section:
    """Return what was found; a caution has a place for a pharmacist's initials.

    Parameters
    ----------
    findings
        The findings, in their order.

    Returns
    -------
    Section
        A table, or a sentence where there are none.
    """
    title, found = say("Findings"), tuple(findings)
    if not found:
        return Section(title, (Paragraph(say("None.")),))
    rows = tuple(
        (
            _SEVERITIES[each.severity],
            "" if each.severity == "caution" else "-",
            joined((each.message, f"({each.code}) [{each.source}]"), " "),
        )
        for each in found
    )
    stops = tuple(row for row, each in enumerate(found) if each.severity == "stop")
    header = (say("Severity"), say("Initials"), say("What was found"))
    return Section(title, (Table(header, rows, stops),))


def sources_section(keys: Iterable[str]) -> Section:
    """Return every source that a document names, and how sure it is.

    Parameters
    ----------
    keys
        Keys of the sources (`reference.source`).

    Returns
    -------
    Section
        Title, trust and address of each, by key.
    """
    rows = []
    for key in sorted(set(keys)):
        each = source(key)
        named = each.title
        if each.trust in _TRUST:
            named = say("{title} ({trust})", title=named, trust=_TRUST[each.trust])
        rows.append(
            (key, joined((named, each.address), " ") if each.address else named)
        )
    return Section(say("Sources"), (Facts(tuple(rows)),))
