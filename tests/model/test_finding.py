"""A finding: a code with values, and a message for people."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ldn_compound import Finding, Prescription, Q
from ldn_compound.interop.json import dumps, loads
from ldn_compound.model.finding import Severity, findings_part
from ldn_compound.sheets.content import Paragraph, Section, Table
from tests.examples import batch, finding


def test_a_finding_has_the_values_of_its_message() -> None:
    """5 mg is above the 4.5 mg that are usual: three amounts, each a quantity."""
    found = finding(
        batch(prescription=Prescription("5 mg", capsules=100)), "dose-unusual"
    )

    assert dict(found.values) == {
        "strength": Q("5 mg/capsule"),
        "low": Q("0.5 mg/capsule"),
        "high": Q("4.5 mg/capsule"),
    }


def test_a_plain_message_has_no_values() -> None:
    """Only its text is known."""
    assert dict(Finding("a", "note", "b", "5 mg is unusual", "house").values) == {}


def test_values_cannot_be_changed() -> None:
    """A finding is a frozen record, and so is what it says."""
    found = finding(batch(balance=None), "no-balance")

    with pytest.raises(TypeError):
        cast("Any", found.values)["strength"] = Q("4.5 mg")


def test_a_plan_that_is_read_back_has_its_values() -> None:
    """It is planned again from its request; the document holds no values itself."""
    plan = batch(prescription=Prescription("5 mg", capsules=100))
    again = loads(dumps(plan))

    values = [dict(each.values) for each in plan.findings]
    assert [dict(each.values) for each in again.findings] == values
    assert '"values"' not in dumps(plan)


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
