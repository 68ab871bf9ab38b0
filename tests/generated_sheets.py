"""Sheets: what they say, text by text, and sheets of any text, generated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ldn_compound.sheets.content import (
    Facts,
    Formula,
    Paragraph,
    Part,
    Section,
    Table,
    Task,
)
from ldn_compound.sheets.sheet import Sheet
from ldn_compound.sheets.wording import say

__all__ = ["HOSTILE", "hostile_sheet", "said", "sheets", "spaced"]

#: Names that a careless template, style or markup would act on.
HOSTILE = [
    "<script>alert(1)</script>",
    "{{x}} {% raw %} {# y #}",
    "</style><img src=x onerror=alert(1)>",
    "]]> --> &lt; &amp; \"'",
    '#panic("typst") @label $x^2$ *bold* _it_ `raw` \\u{41}',
    "a|b*c_d`e`[f](g)",
    '"; } body { display: none',
    "5 mg of A17, then 1 mg/capsule more",
    "W" * 200,
]


def said(sheet: Sheet, *, written_first: bool = False) -> list[str]:
    """List every text of a sheet in its order, tasks with their numbers.

    What was written in a blank of a task stands after its name, or before it.
    """
    return [text for text in _said(sheet, -1 if written_first else 1) if text]


def spaced(text: str) -> str:
    """Return the text with plain spaces only."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _said(sheet: Sheet, order: int) -> Iterator[str]:
    """Yield every text of a sheet, in order."""
    numbers = count(1)
    yield from (sheet.banner or "", sheet.title)
    for section in sheet.sections:
        yield section.title
        for part in section.parts:
            yield from _of_part(part, numbers, order)


def _of_part(part: Part, numbers: Iterator[int], order: int) -> Iterator[str]:
    """Yield every text of one part, in order."""
    match part:
        case Paragraph(text):
            yield text
        case Facts(rows, _):
            yield from (text for row in rows for text in row)
        case Table(header, rows, _, _):
            yield from (text for row in (header, *rows) for text in row)
        case Task(text, blanks):
            yield from (f"{next(numbers)}.", text)
            yield from (word for blank in blanks for word in blank[::order])
        case Formula(name, result, formula, inputs, source):
            yield from (name, result, formula)
            yield from (text for pair in inputs for text in pair)
            yield source


def hostile_sheet(text: str) -> Sheet:
    """Return a sheet that has the text in every place where one can stand."""
    parts = (
        Paragraph(text),
        Facts(((text, text), (text, ""))),
        Table((text, text), ((text, text), ("", text)), stops=(0,)),
        Task(text, ((text, ""), (text, text))),
        Task(
            say("Weigh {mass} of {item}.", mass="1541 mg", item=text), ((text, ""),) * 5
        ),
        Formula(text, text, text, ((text, text),), text),
    )
    return Sheet(text, text, (Section(text, parts),))


def sheets(texts: SearchStrategy[str]) -> SearchStrategy[Sheet]:
    """Sheets of every kind of part, with one of the texts in each place."""
    pairs = st.lists(st.tuples(texts, texts), min_size=1, max_size=3).map(tuple)
    blanks = st.tuples(texts, st.just("") | texts)
    wordings = st.builds(lambda mass: say("Weigh {mass}.", mass=mass), texts)
    parts = st.one_of(
        st.builds(Paragraph, texts),
        st.builds(Facts, pairs, st.integers(1, 2)),
        st.builds(Table, st.tuples(texts, texts), pairs, strong=st.integers(0, 1)),
        st.builds(Task, texts | wordings, st.lists(blanks, max_size=6).map(tuple)),
        st.builds(Formula, texts, texts, texts, pairs, texts),
    )
    sections = st.builds(Section, texts, st.lists(parts, max_size=4).map(tuple))
    return st.builds(
        Sheet,
        texts,
        st.none() | texts,
        st.lists(sections, max_size=3).map(tuple),
        st.sampled_from(["a4", "letter", "label"]),
        small=st.booleans(),
    )
