"""German: papers that a German pharmacist reads without stumbling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import get_args

import pytest
from attrs import evolve
from pypdfium2 import PdfDocument

from ldn_compound import Filler, Lot, PackStatistic, Q
from ldn_compound.model.dates import expiry
from ldn_compound.model.verdict import VERDICTS
from ldn_compound.quality.capsules.in_process import Answer
from ldn_compound.quality.capsules.mass_test import MassVerdict
from ldn_compound.quality.capsules.sample import StagedVerdict
from ldn_compound.quality.capsules.usp_2091 import Usp2091Verdict
from ldn_compound.quantities.notation import Amount, Number
from ldn_compound.reference.tables import table
from ldn_compound.sheets.content import on_paper
from ldn_compound.sheets.languages import in_language
from ldn_compound.sheets.pdf import render_pdf
from ldn_compound.sheets.printed import printed_runs
from ldn_compound.sheets.sheet import Sheet
from ldn_compound.sheets.substances import SUBSTANCES
from ldn_compound.sheets.wording import Wording, day_text, month_text, runs, say
from tests.catalogue import catalogue
from tests.parsed import pages
from tests.sheets.german_papers import papers
from tests.sheets.test_languages import texts_of

WORD = re.compile(r"[^\W\d_]{2,}")
KEY = re.compile(
    r"\[[^\]]*\]|\([a-z0-9_]+(?:-[a-z0-9]+)*\)|\b[0-9a-f]{16}(?:[0-9a-f]{48})?\b"
)
SECTION = re.compile(r"2\.9\.[56]\b")
DATE = re.compile(r"\b\d\d\.\d\d\.\d{4}\b")
AMOUNT = re.compile(r"(?:etwa\s)?(-?\d{1,3}(?:\xa0\d{3})+|-?\d+)(?:,(\d+))?\D*")


def words(text: str) -> set[str]:
    """Return the words of a text or a template."""
    return {word.lower() for word in WORD.findall(re.sub(r"\{\w*\}", " ", text))}


@cache
def english_words() -> frozenset[str]:
    """Return every word of an English template that no German one has."""
    english: set[str] = set()
    german: set[str] = set()
    for each in catalogue("de"):
        english |= words(str(each.id))
        german |= words(str(each.string))
    return frozenset(english - german)


def printed_texts() -> Iterator[str]:
    """Yield every German text of every paper, but for the titles of its sources."""
    for sheet in papers().values():
        sections = tuple(each for each in sheet.sections if each.title != "Sources")
        shown = in_language(evolve(sheet, sections=sections), "de")
        yield from (text for text in texts_of(shown) if text not in table("sources"))


def german(text: str) -> str:
    """Return one text in German."""
    return in_language(Sheet(text, None, ()), "de").title


def test_the_list_of_english_words_is_a_list() -> None:
    """A list that is nearly empty would find nothing."""
    assert {"weigh", "shell", "filler", "of", "the", "tablet"} <= english_words()
    assert len(english_words()) > 700


@pytest.mark.requirement("R57")
def test_no_english_word_stands_on_a_german_paper() -> None:
    """Whatever this library says itself is German; codes and keys are names."""
    found = {
        word: text
        for text in printed_texts()
        for word in words(KEY.sub(" ", text)) & english_words()
    }

    assert found == {}


@pytest.mark.requirement("R57")
def test_every_amount_has_a_comma_and_reads_back() -> None:
    """The amounts of a text are the same ones, however the language writes them."""
    read = 0
    for sheet in papers().values():
        pairs = zip(texts_of(sheet), texts_of(in_language(sheet, "de")), strict=True)

        for english, translated in pairs:
            ours = sorted(in_english(text) for text in amounts(english))
            theirs = sorted(in_german(text) for text in amounts(translated))
            assert (ours, translated) == (theirs, translated)
            read += len(ours)
    assert read > 1000


@pytest.mark.requirement("R57")
def test_no_decimal_point_is_left() -> None:
    """A point between digits is that of a date, or of a section of a book."""
    for text in printed_texts():
        rest = DATE.sub(" ", SECTION.sub(" ", KEY.sub(" ", text)))
        assert not re.search(r"\d\.\d|\d{4}-\d\d", rest), text


def amounts(text: str) -> list[str]:
    """List the amounts in a text."""
    return [run.text for run in runs(text) if run.amount]


def in_english(amount: str) -> Fraction:
    """Read an amount with a decimal point."""
    found = re.search(r"-?[\d\xa0]*\d(?:\.\d+)?", amount)
    assert found is not None
    return Fraction(found[0].replace("\xa0", ""))


def in_german(amount: str) -> Fraction:
    """Read an amount with a decimal comma, and with no point."""
    found = AMOUNT.fullmatch(amount)
    assert found is not None, amount
    whole, decimals = found[1].replace("\xa0", ""), found[2] or "0"
    return Fraction(f"{whole}.{decimals}")


@pytest.mark.requirement("R57")
@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(Q("4.5 mg"), "4,5 mg", id="decimals"),
        pytest.param(Q("1541 mg"), "1541 mg", id="none"),
        pytest.param(Q("12345.5 mg"), "12\xa0345,5 mg", id="grouped"),
        pytest.param(Q("100 mg") / 3, "etwa\xa033,333333\xa0mg", id="rounded"),
        pytest.param(Q("2.5 tablet"), "2,5\xa0Tabletten", id="counted"),
        pytest.param(Amount("-0.5", "%"), "-0,5 %", id="negative"),
        pytest.param(Number("0.5"), "0,5", id="no-unit"),
        pytest.param(Number("about 0.5"), "etwa\xa00,5", id="no-unit-rounded"),
        pytest.param(Number("7"), "7", id="whole-number"),
        pytest.param("4.5", "4.5", id="a-name"),
        pytest.param("2028-05-31", "2028-05-31", id="a-lot"),
        pytest.param(Lot("A", expires="2028-05-31").expiry, "31.05.2028", id="day"),
        pytest.param(
            expiry("2028-05"), "31.05.2028 (angegeben als 05/2028)", id="month"
        ),
    ],
)
def test_values_are_written_as_a_german_pharmacy_does(
    value: object, written: str
) -> None:
    """Amounts, numbers and dates are written anew; names and lots never are."""
    assert german(say("{value}", value=value)) == written


def test_english_has_a_decimal_point() -> None:
    """In English a value is what it was, to the byte."""
    day = day_text(expiry("2028-05").last_day)

    said = say("{mass}, {day}", mass=Q("4.5 mg"), day=day)

    assert in_language(Sheet(said, None, ()), "en").title == "4.5 mg, 2028-05-31"


@pytest.mark.requirement("R57")
def test_a_published_substance_has_a_german_name() -> None:
    """Every filler and every allergen of the tables can be named in German."""
    fillers = {row["name"] for row in table("fillers")["filler"]}
    contained = {
        each for row in table("fillers")["filler"] for each in row.get("contains", ())
    }
    allergens = {row["name"] for row in table("screening")["allergen"]}

    assert set(SUBSTANCES) == fillers | contained | allergens


def test_a_substance_is_known_whoever_names_it() -> None:
    """A name that is one of the tables is that substance; any other stays."""
    measured = PackStatistic("130 mg", size="3")

    known = Filler("corn starch", packing=measured, contains=["corn", "soy"])
    own = Filler("Corn starch of ours", packing=measured)

    assert german(known.name) == "Maisstärke"
    assert known.contains is not None
    assert [german(each) for each in known.contains] == ["Mais", "soy"]
    assert german(own.name) == "Corn starch of ours"
    assert not isinstance(own.name, Wording)


def test_every_verdict_can_be_said_in_german() -> None:
    """What a test may say is listed, so that no answer stays English."""
    answers = {
        *get_args(Answer),
        *get_args(MassVerdict),
        *get_args(StagedVerdict),
        *get_args(Usp2091Verdict),
        "content uniformity",
        "weight variation",
    }

    assert set(VERDICTS) == answers


@pytest.mark.requirement("R57")
@pytest.mark.parametrize("page", ["A4", "Letter"])
@pytest.mark.parametrize(
    ("name", "most"), [("tablets: worksheet", 2), ("trituration: worksheet", 3)]
)
def test_a_german_bench_sheet_is_as_short_as_an_english_one(
    name: str, most: int, page: str
) -> None:
    """Two pages for a batch from tablets, three at the most with a trituration."""
    sheet = papers()[name]
    annex = next(
        place for place, each in enumerate(sheet.sections) if "Annex" in each.title
    )
    short = evolve(sheet, banner=None, sections=sheet.sections[:annex])

    pdf = render_pdf(on_paper(in_language(short, "de"), page))

    assert len(pages(pdf)) <= most


def test_a_compound_word_is_parted_after_its_hyphen() -> None:
    """No word of a German sheet is broken where no hyphen stands."""
    (run,) = printed_runs("Calciumhydrogenphosphat-Dihydrat")

    assert run["chunks"] == ["Calciumhydrogenphosphat-", "Dihydrat"]


@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_no_column_is_printed_over_another(page: str) -> None:
    """The cells of a row of a wide table stand beside each other."""
    sheet = in_language(papers()["production"], "de")
    header = ["Kapseln", "Füllgänge", "Tabletten,", "Füllstoff,", "Pulver"]

    with PdfDocument(render_pdf(sheet, page=page)) as document:
        text = document[0].get_textpage()
        said = text.get_text_range()
        table_starts = said.index("Stärke")
        places = [said.index(each, table_starts) for each in header]
        boxes = [
            (text.get_charbox(place)[0], text.get_charbox(place + len(each) - 1)[2])
            for place, each in zip(places, header, strict=True)
        ]

    assert all(right < left for (_, right), (left, _) in pairwise(boxes))


def test_a_month_is_written_as_a_package_does() -> None:
    """A month alone has no day, and its year has four digits."""
    assert german(month_text(expiry("2028-05").last_day)) == "05/2028"
