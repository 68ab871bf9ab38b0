"""Safe text: what no document may print, by the rules on error-prone notation."""

from __future__ import annotations

import re

from ldn_compound.sheets.sheet import Sheet
from tests.generated_sheets import said

__all__ = ["check_safe_numbers", "check_safe_words"]


def check_safe_numbers(text: str) -> None:
    """Assert that no number can be misread: no trailing zero, no naked point."""
    assert not re.search(r"\d\.\d*0(?!\d)(?= ?(?:mg|g|mL|%))", text)
    assert not re.search(r"(?<!\d)\.\d", text.replace("(0.", "("))
    assert not re.search(r"\d,\d", text)
    assert not re.search(r"\d ?[uµμ]g\b", text)
    assert not re.search(r"\d(?:mg|g|mL|mcg|kg)\b", text)


def check_safe_words(sheet: Sheet) -> None:
    """Assert that no sentence of ours uses an abbreviation or sign that is misread.

    What follows the title of the sources is the title of a work or an address.
    """
    texts = said(sheet)
    ours = texts[: texts.index("Sources")] if "Sources" in texts else texts
    for text in ours:
        assert not re.search(r"\d ?I?U\b", text)
        assert not re.search(r"\b(?:QD|QOD|q\.?d|qhs|HS|BT|cc)\b", text)
        assert not re.search(r"[@&<>]", text)
        assert not re.search(r"\d/\d", text)
        assert not re.search(r"\d\.? ?(?:mgs|mg\.(?=\w)|gm|gr)\b", text)
