"""The page of all findings is that of the sources."""

from __future__ import annotations

import re

import pytest

from tests.finding_codes import finding_codes
from tests.findings_page import PAGE, findings_page, what_to_do


@pytest.mark.requirement("R38")
def test_the_page_is_that_of_the_sources() -> None:
    """Whoever adds a finding writes the page anew."""
    written = PAGE.read_text("utf-8")

    assert written == findings_page(), "run python -m tests.findings_page"


@pytest.mark.requirement("R38")
def test_every_code_has_a_sentence() -> None:
    """A code without a sentence explains nothing."""
    _, *entries = PAGE.read_text("utf-8").split("\n## ")

    unexplained = [
        entry.splitlines()[0]
        for entry in entries
        if not re.search(r"^- .* .*$", entry, re.MULTILINE)
    ]

    assert entries
    assert unexplained == []


@pytest.mark.requirement("R38")
def test_every_code_says_what_to_do() -> None:
    """Whoever meets a finding needs a way on; a code that is gone needs none."""
    assert sorted(what_to_do()) == sorted(finding_codes())
    assert all(re.fullmatch(r".*\.", action) for action in what_to_do().values())
