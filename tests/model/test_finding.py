"""Findings as a document: what a pharmacist initials, and what stops a batch."""

from __future__ import annotations

from ldn_compound import Finding
from ldn_compound.model.finding import Severity, findings_part
from ldn_compound.sheets.content import Paragraph, Section, Table


def found(severity: Severity) -> Finding:
    """Return a finding of a severity."""
    return Finding("dose-unusual", severity, "strength", "so much", "house")


def test_only_a_caution_is_initialled() -> None:
    """A blank beside it; a stop stands out, and neither is signed away."""
    severities: tuple[Severity, ...] = ("stop", "stop", "caution", "note")

    table = findings_part(found(each) for each in severities)

    assert isinstance(table, Table)
    assert [row[:2] for row in table.rows] == [
        ("STOP", "-"),
        ("STOP", "-"),
        ("CAUTION", ""),
        ("NOTE", "-"),
    ]
    assert {row[2] for row in table.rows} == {"so much (dose-unusual) [house]"}
    assert table.stops == (0, 1)


def test_nothing_found_is_a_word() -> None:
    """A blank place might be a forgotten one."""
    assert findings_part(()) == Paragraph("None.")


def test_a_finding_shows_itself() -> None:
    """By itself it is a sheet of one row, with a title."""
    sheet = found("stop").as_sheet()

    assert sheet.title == "Finding"
    assert sheet.sections == (Section("", (findings_part((found("stop"),)),)),)
