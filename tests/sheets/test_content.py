"""What a document says, apart from how it looks."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from ldn_compound.errors import FieldError
from ldn_compound.sheets.content import Section, on_paper
from ldn_compound.sheets.sheet import Sheet


def test_a_sheet_is_for_a4() -> None:
    """Where nothing is said, a sheet is printed on A4."""
    assert Sheet("t", None, ()).page == "a4"


@pytest.mark.parametrize("page", ["A4", "a5", "", None, 4])
def test_another_page_is_refused(page: Any) -> None:
    """A4, Letter or a label; nothing else is guessed."""
    with pytest.raises(
        FieldError, match="page: expected one of 'a4', 'letter', 'small lab"
    ):
        Sheet("t", None, (), page)


@pytest.mark.parametrize(
    ("asked", "page"),
    [("A4", "a4"), ("a4", "a4"), ("Letter", "letter"), ("LETTER", "letter")],
)
def test_a_sheet_goes_on_another_paper(asked: str, page: Any) -> None:
    """The paper is named as people name it; all that the sheet says stays."""
    sheet = Sheet("t", "b", (Section("s", ()),), "label", "de")

    assert on_paper(sheet, asked) == evolve(sheet, page=page)


@pytest.mark.parametrize("asked", ["A5", "label", "a4 ", "", None, 4])
def test_what_is_no_paper_is_refused(asked: Any) -> None:
    """The message lists the sizes."""
    with pytest.raises(FieldError, match=r"^page: expected 'A4' or 'Letter', got"):
        on_paper(Sheet("t", None, ()), asked)
