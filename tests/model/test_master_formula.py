"""The head of a master formulation record."""

from __future__ import annotations

import datetime as dt

import pytest

from ldn_compound import FieldError
from ldn_compound.model.master_formula import MasterFormula


def test_days_are_read() -> None:
    """Days of the calendar, and nothing else that was not given."""
    head = MasterFormula("MF-12", effective="2026-01-15")

    assert head.effective == dt.date(2026, 1, 15)
    assert head.review is None
    assert head.approver is None


def test_a_formula_has_a_number() -> None:
    """A record that cannot be named cannot be followed."""
    with pytest.raises(FieldError, match="number: expected one line"):
        MasterFormula("")


def test_a_month_is_no_day() -> None:
    """Nobody guesses from which day a formula holds."""
    with pytest.raises(FieldError, match="effective: expected a day"):
        MasterFormula("MF-12", effective="2026-01")
