"""The page of all findings is that of the sources."""

from __future__ import annotations

import re

import pytest

from tests.finding_codes import finding_codes
from tests.findings_page import PAGE, findings_page

MADE = findings_page()


@pytest.mark.requirement("R38")
def test_the_page_is_that_of_the_sources() -> None:
    """Whoever adds a finding writes the page anew."""
    written = PAGE.read_text("utf-8")

    assert written == MADE, "run python -m tests.findings_page"


@pytest.mark.requirement("R38")
@pytest.mark.parametrize("code", finding_codes())
def test_every_code_has_a_sentence(code: str) -> None:
    """A code without a sentence explains nothing."""
    entry = MADE.partition(f"\n## {code}\n")[2].partition("\n## ")[0]

    assert re.search(r"^- .* .*$", entry, re.MULTILINE)
