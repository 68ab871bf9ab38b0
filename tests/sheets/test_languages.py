"""Languages: the same document in the language of those who work with it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from string import Formatter
from typing import Any

import pytest
from hypothesis import given

from ldn_compound import BatchPlan, FieldError
from ldn_compound.documents.worksheet.sheet import bench_sheet
from ldn_compound.plan.dates import beyond_use_of
from ldn_compound.sheets.content import Facts, Formula, Paragraph, Section, Table, Task
from ldn_compound.sheets.languages import LANGUAGES, in_language, page_words
from ldn_compound.sheets.sheet import Sheet
from ldn_compound.sheets.wording import say
from tests.catalogue import SOURCES, catalogue, path_of, templates
from tests.examples import batch
from tests.fewer import of_forty
from tests.papers_by_name import DOCUMENTS, document
from tests.strategies import plan_arguments, plan_of

OTHERS = LANGUAGES[1:]
NUMBER = re.compile(r"\d+(?:\.\d+)?")
DAY = re.compile(r"\b(\d\d)\.(\d\d)\.(\d{4})\b")
MONTH = re.compile(r"\b(\d\d)/(\d{4})\b")
COMMA = re.compile(r"(?<=\d),(?=\d)")


def names_in(template: str) -> list[str]:
    """Return the names of the values in a template."""
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name)


def texts_of(sheet: Sheet) -> Iterator[str]:
    """Yield every text of a document, in its order."""
    yield sheet.title
    yield sheet.banner or ""
    for section in sheet.sections:
        yield section.title
        for part in section.parts:
            match part:
                case Paragraph(text):
                    yield text
                case Facts(rows):
                    yield from (text for row in rows for text in row)
                case Table(header, rows):
                    yield from header
                    yield from (text for row in rows for text in row)
                case Task(text, blanks):
                    yield text
                    yield from (each for blank in blanks for each in blank)
                case Formula():
                    yield from (part.name, part.result, part.formula, part.source)
                    yield from (text for row in part.inputs for text in row)


@pytest.mark.requirement("R57")
@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated(language: str) -> None:
    """A catalogue holds each sentence of the package, and no other."""
    translated = {each.id for each in catalogue(language) if each.string}

    assert translated - {""} == templates()


@pytest.mark.requirement("R57")
@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_every_value(language: str) -> None:
    """An amount that a sentence names stands in its translation too."""
    for each in catalogue(language):
        if each.id:
            assert (each.id, names_in(str(each.id))) == (
                each.id,
                names_in(str(each.string)),
            )


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_that_of_its_text(language: str) -> None:
    """What is printed is what stands in the file that people read."""
    with path_of(language, "mo").open("rb") as file:
        compiled = GNUTranslations(file)

    for each in catalogue(language):
        if each.id:
            assert compiled.gettext(str(each.id)) == each.string


def test_templates_are_written_where_they_are_said() -> None:
    """A template that is computed would be missing from every catalogue."""
    computed = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in {"say", "figure_of"}
        and not isinstance(call.args[0], ast.Constant)
    }

    # joined texts, the names of figures, and the sentences that stand in data
    assert computed == {"sheets/wording.py", "model/verdict.py", "reference/tables.py"}


@pytest.mark.requirement("R57")
@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", list(DOCUMENTS))
@of_forty(20)
@given(arguments=plan_arguments())
def test_no_number_is_lost_or_changed(language: str, name: str, arguments: Any) -> None:
    """Every text of a document holds the same numbers in every language."""
    sheet = document_of(name, plan_of(arguments))

    other = in_language(sheet, language)

    for text, translated in zip(texts_of(sheet), texts_of(other), strict=True):
        assert numbers_in(text) == numbers_in(translated)


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text, with decimal points and the year first."""
    text = MONTH.sub(r"\2-\1", DAY.sub(r"\3-\2-\1", text))
    return sorted(NUMBER.findall(COMMA.sub(".", text)))


def document_of(name: str, plan: BatchPlan) -> Sheet:
    """Return a document of a plan, dated where it bears a date."""
    if name in ("worksheet", "master formulation record"):
        return document(name, plan)
    return document(name, plan, beyond_use=beyond_use_of(plan, "2025-07-05"))


def test_a_sheet_is_german_throughout() -> None:
    """Titles, tasks, items and the words of counts are German; lots and keys stay."""
    sheet = in_language(bench_sheet(batch()), "de")
    texts = " ".join(texts_of(sheet))

    assert sheet.language == "de"
    assert sheet.title == (
        "Herstellungsprotokoll: 100\N{NO-BREAK SPACE}Kapseln Naltrexonhydrochlorid "
        "4,5 mg"
    )
    assert "10\N{NO-BREAK SPACE}Tabletten zu je 50 mg" in texts
    assert "gepulverte Tabletten mit Naltrexonhydrochlorid" in texts
    assert " sucrose " in texts  # a name of the user's
    assert " capsules" not in texts
    assert " tablets" not in texts


def test_english_is_what_it_was() -> None:
    """The language that the sentences are written in changes nothing."""
    sheet = bench_sheet(batch())

    assert in_language(sheet, "en") == sheet


@pytest.mark.requirement("R57")
def test_a_name_is_never_translated() -> None:
    """A filler that somebody calls Findings stays Findings."""
    sheet = Sheet("Findings", None, (Section(say("Findings"), ()),))

    german = in_language(sheet, "de")

    assert (german.title, german.sections[0].title) == ("Findings", "Befunde")


@pytest.mark.parametrize("language", ["xx", "", "en<", None, ["en"]])
def test_an_unknown_language_is_refused(language: Any) -> None:
    """No language is guessed."""
    with pytest.raises(FieldError, match=r"language: expected 'en' or 'de', got "):
        in_language(bench_sheet(batch()), language)


def test_pages_are_numbered_in_their_language() -> None:
    """The foot of a page says page 1 of 3, or Seite 1 von 3."""
    assert page_words("en") == ("page ", " of ")
    assert page_words("de") == ("Seite ", " von ")
