"""The glossary: the words that it rejects stand in no message and no public name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.api import RECORD
from tests.messages import wordings

GLOSSARY = Path(__file__).parents[1] / "docs" / "reference" / "glossary.md"

#: Rejected for one thing, and right for another, which is named here.
RIGHT_ELSEWHERE = {
    "active ingredient": "the term of FHIR, and of a rule that is quoted",
    "activity": "water activity, the term of USP <795>",
    "alarm": "a false alarm, the term of statistics",
    "approved": "by an agency; who approved a master formula",
    "default": "what an option of the command is where it is not given",
    "estimate": "a mass that is found at the bench",
    "pack": "what a powder does in a shell",
    "powder mass": "the mass of the powder that carries the drug",
    "run": "what a self-test does",
    "simulation": "contents drawn at random, in quality",
    "stage": "one of two stages of a test; one of several dilutions",
    "tolerance": "how far a weighing or a strength may be off",
    "uncertainty": "the standard uncertainty of an error budget",
    "valid": "in the syntax of JSON",
    "weight variation": "the route of USP <905> that weighs capsules",
}


def rejected() -> list[str]:
    """List the words of the last column of each table."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in GLOSSARY.read_text("utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| Word |")
    ]
    return [word.strip() for *_, last in rows for word in last.split(",") if word]


def uses(word: str) -> list[str]:
    """List the messages and the public names that use a word."""
    pattern = re.compile(rf"(?<!\w){re.escape(word.lower())}s?(?!\w)")
    return [each for each in (*messages(), *names()) if pattern.search(each.lower())]


@cache
def messages() -> list[str]:
    """List every message, without what is filled in."""
    return [re.sub(r"\{[^}]*\}", "_", each) for each in sorted(wordings())]


@cache
def names() -> list[str]:
    """List the public classes, functions, parameters and fields, as words."""
    lines = RECORD.read_text("utf-8").splitlines()
    found = {
        name
        for line in lines
        if not line.startswith("#")
        for name in re.findall(
            r"(?:class|def) (\w+)|^    (\w+):|[(,] (\w+)(?=[,=:)])", line
        )
    }
    parted = {part for each in found for part in each if part}
    return sorted(
        re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", each).strip() for each in parted
    )


def test_the_glossary_rejects_words() -> None:
    """Some two hundred of them, each a word that someone might have used."""
    assert len(rejected()) > 200
    assert {"pills", "concentration", "Rx number"} <= set(rejected())


def test_names_and_messages_are_read() -> None:
    """A field, a parameter, a class and a message, of which each is there."""
    assert {"mean mass", "capsules", "Batch Plan", "plan batch"} <= set(names())
    assert "Weigh _ empty shells one by one, in mg." in messages()


def test_no_rejected_word_is_used() -> None:
    """In no message and in no name that other programs call."""
    used = {word: uses(word) for word in rejected() if word not in RIGHT_ELSEWHERE}

    assert {word: found for word, found in used.items() if found} == {}


def test_every_exception_is_needed() -> None:
    """A word that is used nowhere any more needs no exception."""
    assert set(RIGHT_ELSEWHERE) <= set(rejected())
    assert [word for word in RIGHT_ELSEWHERE if not uses(word)] == []
