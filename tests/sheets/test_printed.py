"""What the templates of HTML and PDF read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Q
from ldn_compound.sheets.content import Paragraph, Section, Task
from ldn_compound.sheets.printed import printed
from ldn_compound.sheets.sheet import Sheet
from ldn_compound.sheets.wording import say
from tests.generated_sheets import sheets


def runs(part: Paragraph | Task) -> list[Any]:
    """Return the runs of the text of one part."""
    sheet = Sheet("t", None, (Section("s", (part,)),))
    data: Any = printed(sheet)
    found: list[Any] = data["sections"][0]["parts"][0]["text"]
    return found


def run(*chunks: str, amount: bool = False, strong: bool = False) -> dict[str, Any]:
    """Return one run."""
    return {"chunks": list(chunks), "amount": amount, "strong": strong}


def test_an_amount_is_a_run_of_its_own() -> None:
    """It holds together by a no-break space."""
    assert runs(Paragraph(say("Weigh {mass} of it.", mass=Q("12 mg")))) == [
        run("Weigh "),
        run("12\xa0mg", amount=True),
        run(" of it."),
    ]


def test_the_values_of_a_task_are_strong() -> None:
    """What is weighed is read at arm's length, the words in between are not."""
    task = Task(say("Weigh {mass} of {item}.", mass=Q("12 mg"), item="x 3 mg"), ())

    assert runs(task) == [
        run("Weigh "),
        run("12\xa0mg", amount=True, strong=True),
        run(" of "),
        run("x 3 mg", strong=True),
        run("."),
    ]


def test_the_words_of_a_paragraph_are_not_strong() -> None:
    """Only what a person does is read at arm's length."""
    text = say("Weigh {item}.", item="sugar")

    assert runs(Paragraph(text)) == [run("Weigh sugar.")]


@pytest.mark.parametrize(
    ("text", "chunks"),
    [
        ("a" * 29, ["a" * 29]),
        ("a" * 30, ["a" * 16, "a" * 14]),
        (
            "see https://example.org/one/two-three",
            ["see https://", "example.", "org/", "one/", "two-", "three"],
        ),
        ("/" * 40 + " end", ["/" * 16, "/" * 16, "/" * 8 + " end"]),
        (
            "b" * 30 + " and " + "c" * 30,
            ["b" * 16, "b" * 14 + " and " + "c" * 16, "c" * 14],
        ),
    ],
)
def test_long_words_may_break(text: str, chunks: list[str]) -> None:
    """An address breaks after its signs, another long word anywhere; no short one."""
    assert runs(Paragraph(text)) == [run(*chunks)]


@given(sheets(st.text(max_size=80)))
def test_it_is_plain_data(sheet: Sheet) -> None:
    """What is written as JSON and read again is the same: no type of ours is in it."""
    data = printed(sheet)

    assert json.loads(json.dumps(data)) == data


def test_tasks_are_numbered_through() -> None:
    """The numbers go on from section to section."""
    section = Section("s", (Task("a", ()), Task("b", ())))
    data: Any = printed(Sheet("t", None, (section, section)))

    numbers = [part["number"] for each in data["sections"] for part in each["parts"]]
    assert numbers == ["1.", "2.", "3.", "4."]
