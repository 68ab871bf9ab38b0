"""What a document says, apart from how it looks."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound.errors import FieldError
from ldn_compound.sheets.sheet import Sheet


def test_a_sheet_is_for_a4() -> None:
    """Where nothing is said, a sheet is printed on A4."""
    assert Sheet("t", None, ()).page == "a4"


@pytest.mark.parametrize("page", ["A4", "a5", "", None, 4])
def test_another_page_is_refused(page: Any) -> None:
    """A4, Letter or a label; nothing else is guessed."""
    with pytest.raises(FieldError, match="page: expected one of 'a4', 'letter', 'lab"):
        Sheet("t", None, (), page)
