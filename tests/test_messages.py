"""The record of all messages is that of the sources, and says what is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import unified_diff

import pytest

from ldn_compound import CompoundError, Prescription, Q, Tablets
from tests.catalogue import templates
from tests.messages import RECORD, messages, wordings

_CHANGED = """\
The messages are not those in tests/messages.txt:
{difference}
Read them as a pharmacist and as a programmer would; then write them down:
python -m tests.messages"""


def test_the_record_is_that_of_the_sources() -> None:
    """Whoever changes a message shows it in review."""
    written, made = (
        text.splitlines() for text in (RECORD.read_text("utf-8"), messages())
    )

    difference = "\n".join(unified_diff(written, made, "recorded", "now", n=0))
    assert not difference, _CHANGED.format(difference=difference)


def test_no_sentence_of_a_sheet_is_left_out() -> None:
    """What can be translated stands in the record too."""
    recorded = wordings()

    missing = {each.replace("\n", "\\n") for each in templates()} - recorded - {""}
    assert not missing


@pytest.mark.parametrize(
    "refused",
    [
        lambda: Q("4,5 mg"),
        lambda: Prescription("4.5 mg", capsules=0),
        lambda: Tablets("50 mg", mean_mass="40 mg"),
    ],
    ids=["text", "count", "mass"],
)
def test_an_error_that_is_raised_is_in_the_record(
    refused: Callable[[], object],
) -> None:
    """The words of an error, its values left out, are those of one line."""
    with pytest.raises(CompoundError) as raised:
        refused()

    assert any(_has_parts(line, raised.value) for line in wordings())


def _has_parts(line: str, error: CompoundError) -> bool:
    """Return whether a line has the words of an error, whatever its values are."""
    return all(
        any(
            re.fullmatch(re.sub(r"\\\{[^}]*\}", ".+", re.escape(option)), part)
            for option in re.split(r" \| |: expected |, got |; ", line)
        )
        for part in (error.expected, *error.way_out.split("; "))
        if part
    )
