"""A finding: something a pharmacist must know before making the batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from attrs import frozen

from ..sheets.content import Paragraph, Section, Table
from ..sheets.sheet import Sheet, Shown
from ..sheets.wording import Wording, say

__all__ = ["Finding", "Severity", "findings_part"]

#: ``stop``: not for compounding; ``caution``: a pharmacist initials; ``note``: know it
Severity: TypeAlias = Literal["stop", "caution", "note"]


@frozen
class Finding(Shown):
    """Something a pharmacist must know before making the batch.

    A program goes by its code and `values`; the message is for people, and a later
    version may word it otherwise.

    Parameters
    ----------
    code
        Stable name of what was found.
    severity
        ``stop``, ``caution`` or ``note``.
    field
        The input it is about.
    message
        What was found, with its figures.
    source
        Key of the source (`reference.source`); ``house`` for a rule of this library.
    """

    code: str
    severity: Severity
    field: str
    message: str
    source: str

    @property
    def values(self) -> Mapping[str, object]:
        """What the message is filled in with, by name; read-only.

        An amount is a quantity, or a text where the message rounds it. A finding from a
        document of another version has its text only, and no values.

        Examples
        --------
        >>> message = say("{shells} are made", shells="9 capsules")
        >>> dict(Finding("small-batch", "caution", "capsules", message, "house").values)
        {'shells': '9 capsules'}
        """
        message = self.message
        values = message.values if isinstance(message, Wording) else ()
        return MappingProxyType(dict(values))

    def as_sheet(self) -> Sheet:
        """Return the finding as a document: its severity and words."""
        return Sheet(say("Finding"), None, (Section("", (findings_part((self,)),)),))


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


_SEVERITIES: dict[Severity, str] = {
    "stop": say("STOP"),
    "caution": say("CAUTION"),
    "note": say("NOTE"),
}
