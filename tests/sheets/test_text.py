"""Plain text: each part of a document, as it stands on lines of 79 columns."""

from __future__ import annotations

import pytest

from ldn_compound import Q
from ldn_compound.sheets.content import (
    Content,
    Facts,
    Formula,
    Paragraph,
    Part,
    Section,
    Table,
    Task,
)
from ldn_compound.sheets.text import render_text
from ldn_compound.sheets.wording import say

WORD = "abcdefghi"  # nine letters: six words and five blanks are 59 columns


def lines_of(*parts: Part) -> list[str]:
    """Return the lines of one section, below its title."""
    page = render_text(Content("Sheet", None, (Section("Section", parts),)))
    head = ["Sheet", "=" * 79, "", "Section", "-" * 79]
    lines = page.split("\n")
    assert lines[:5] == head
    assert lines[-2:] == ["", ""]  # the last part is closed, and the last line ended
    return lines[5:-2]


def test_a_banner_stands_in_the_middle() -> None:
    """DRAFT has 37 columns on either side, between two rules."""
    page = render_text(Content("Sheet", "DRAFT", ()))

    rule = "!" * 79
    assert page.split("\n") == [
        *(rule, " " * 37 + "DRAFT", rule, "", "Sheet", "=" * 79, "")
    ]


def test_facts_stand_under_each_other() -> None:
    """Values begin in one column; one that is to be written has a longer blank."""
    assert lines_of(Facts((("Strength", "4.5 mg"), ("By", "")))) == [
        "Strength: 4.5 mg",
        "By:       ________________",
    ]


def test_a_long_fact_goes_on_under_its_beginning() -> None:
    """7 words and 6 blanks are 69 columns, and 79 with the ten before them."""
    seven = " ".join([WORD] * 7)

    assert lines_of(Facts((("Strength", f"{seven} {WORD}"),))) == [
        f"Strength: {seven}",
        f"          {WORD}",
    ]


def test_the_last_column_of_a_table_wraps() -> None:
    """The others are as wide as they need; an empty cell is a blank of eight."""
    table = Table(
        ("Item", "Amount", "Note"),
        (("powder", "1541 mg", " ".join([WORD] * 7)), ("", "", "")),
    )

    assert lines_of(table) == [
        "Item      Amount    Note",
        f"powder    1541 mg   {' '.join([WORD] * 6)}",
        f"                    {WORD}",
        "________  ________  ________",
    ]


def test_a_table_that_is_too_wide_is_stacked() -> None:
    """Two columns of 40 leave no room: the names of the others stand in each row."""
    wide = "x" * 40
    table = Table(("No.", "Item", "Amount", "By"), (("A", wide, wide, ""),))

    assert lines_of(table) == [
        f"No. A   Item: {wide}",
        f"   Amount: {wide}   By: ________",
    ]


@pytest.mark.parametrize(
    ("letters", "first"),
    [(69, f"Item{' ' * 67}By"), (70, f"Item {'x' * 70}")],
)
def test_the_last_column_has_room_for_a_blank(letters: int, first: str) -> None:
    """69, two columns between and a blank of eight are 79: one more is stacked."""
    table = Table(("Item", "By"), (("x" * letters, ""),))

    assert lines_of(table)[0] == first


def test_tasks_are_counted_through_all_sections() -> None:
    """A box, a number, and below it the blanks, each in one piece with its name."""
    weigh = Task("Weigh.", (("balance", "B 2"), ("done by", "")))
    mix = Task("Mix.", ())
    sections = (Section("One", (weigh,)), Section("Two", (mix,)))

    page = render_text(Content("Sheet", None, sections))

    assert page.split("\n")[2:] == [
        *("", "One", "-" * 79),
        "[ ] 1. Weigh.",
        "       balance B 2   done by ________",
        *("", "", "Two", "-" * 79),
        *("[ ] 2. Mix.", "", ""),
    ]


def test_a_long_task_goes_on_under_its_words() -> None:
    """7 words and 6 blanks are 69 columns, behind seven for box and number."""
    seven = " ".join([WORD] * 7)

    assert lines_of(Task(f"{seven} {WORD}", ())) == [
        f"[ ] 1. {seven}",
        f"       {WORD}",
    ]


def test_a_formula_stands_above_its_inputs() -> None:
    """Name, result and source; the formula; the inputs, which go on further in.

    Four columns, "mass 1 mg," and three pairs of 21 with their commas are 77.
    """
    inputs = (("mass", "1 mg"), *[(WORD, WORD)] * 4)
    formula = Formula("powder", "2 mg", "mass x 2", inputs, "house")

    assert lines_of(formula) == [
        "powder: 2 mg  [house]",
        "    = mass x 2",
        f"    mass 1 mg, {', '.join([f'{WORD} {WORD}'] * 3)},",
        f"      {WORD} {WORD}",
    ]


def test_no_number_is_parted_from_its_unit() -> None:
    """1541 mg would begin in column 76 of 79: it goes to the next line whole."""
    seven = " ".join([WORD] * 7)
    text = say("{seven} abcd {mass}", seven=seven, mass=Q("1541 mg"))

    assert lines_of(Paragraph(text)) == [f"{seven} abcd", "1541 mg"]
