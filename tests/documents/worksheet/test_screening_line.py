"""The line of the bench sheet that asks for other medicines."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.examples import ORDER, batch


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(
    ("medicines", "sentence"),
    [
        (None, "Other medicines were not asked for. Ask for them,"),
        ((), "Other medicines: asked, none. Ask for opioids by name once more."),
        (("aspirin",), "Other medicines entered: aspirin. Ask for opioids by name."),
    ],
    ids=["not asked", "asked, none", "these"],
)
def test_the_sheet_says_what_was_asked(
    medicines: tuple[str, ...] | None, sentence: str
) -> None:
    """Not asked, none and some are three things, and each is initialled."""
    plan = batch(prescription=evolve(ORDER, other_medicines=medicines))

    text = " ".join(str(plan.worksheet()).split())

    assert sentence in text
    assert "screened by" in text
