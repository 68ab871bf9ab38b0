"""The page of the monograph is that of its data."""

from __future__ import annotations

import pytest

from ldn_compound import reference
from tests.monograph_page import PAGE, monograph_page


@pytest.mark.requirement("R113")
def test_the_page_is_that_of_the_data() -> None:
    """Whoever changes a statement writes the page anew."""
    written = PAGE.read_text("utf-8")

    assert written == monograph_page(), "run python -m tests.monograph_page"


@pytest.mark.requirement("R113")
def test_every_statement_stands_on_the_page() -> None:
    """A reader of the documents sees what a notebook shows, sources included."""
    page = PAGE.read_text("utf-8").replace("\\", "")
    found = reference.monograph()

    for each in found.statements:
        assert f"- {each.text} *" in page, each.key
    for source in found.sources:
        assert f"<{source.address}>" in page, source.key
    for conflict in found.conflicts:
        assert f"### {conflict.question}" in page


def test_the_picture_of_the_page_is_there() -> None:
    """A picture that is named is a file."""
    (name,) = [
        line.rpartition("](")[2].rstrip(")")
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith("![")
    ]

    assert (PAGE.parent / name).read_bytes().startswith(b"\x89PNG")
