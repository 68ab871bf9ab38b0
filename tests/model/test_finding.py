"""A finding: a code with values, and a message for people."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ldn_compound import Finding, Prescription, Q
from ldn_compound.interop.json import dumps, loads
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
