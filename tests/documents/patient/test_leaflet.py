"""The leaflet: what a patient must be told, and where each sentence comes from."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import Any

import pytest
import textstat
from attrs import evolve
from hypothesis import given
from pypdf import PdfReader

from ldn_compound import FieldError
from ldn_compound.documents.patient.leaflet import patient_leaflet
from ldn_compound.model.dispensed import Dispensed
from ldn_compound.plan.dates import beyond_use_of
from ldn_compound.sheets.content import Facts, Paragraph
from ldn_compound.sheets.languages import LANGUAGES, in_language
from ldn_compound.sheets.pdf import render_pdf
from ldn_compound.sheets.sheet import Sheet
from tests.examples import FILLER, TABLETS, batch
from tests.fewer import of_forty
from tests.generated_sheets import said, spaced
from tests.parsed import check_every_format
from tests.strategies import plan_arguments, plan_of

LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def words(sheet: Sheet) -> str:
    """Return all that stands on a sheet before its sources."""
    return spaced(" ".join(said(sheet)).partition(" Sources ")[0])


@pytest.mark.requirement("R56")
@pytest.mark.parametrize(
    "told",
    [
        "Each capsule holds 4.5 mg of naltrexone hydrochloride.",
        "Number of capsules 100 capsules",
        "once a day, at bedtime",
        "take it in the morning",
        "Do not take opioids",
        "free of opioids for at least 7 to 10 days before the first capsule",
        "Some medicines for cough, diarrhea and pain hold opioids",
        "doctors, dentists, emergency staff",
        "vivid dreams and, at times, mild nausea",
        "fewer than 8 in 100",
        "about 37 in 100 sleep badly",
        "off-label",
        "only as prescribed",
        "If you miss a dose",
        "before an operation",
        "Do not drink alcohol",
        "Do not drive",
        "before you become pregnant and before you breast-feed, and at once",
        "trouble with your kidneys",
        "pale stools, dark urine, or yellow eyes",
        "think of harming yourself",
        "took more capsules than prescribed",
        "Do not stop on your own",
        "ask before you start again",
        "if you use any opioid, methadone included",
        "After methadone it can take 10 to 14 days",
        "Stop taking it and call your doctor at once",
        "remember only on the next day, ask",
        "Other ingredients sucrose, other contents of the tablets",
        "naltrexone, NOT naloxone",
        "out of the reach of children",
        "Protect from light.",
        "compounded preparation",
        "acute hepatitis or liver failure",
    ],
)
def test_a_patient_is_told(told: str) -> None:
    """How and when, with what not, whom to tell, what to expect, how to keep it."""
    assert told in words(patient_leaflet(batch()))


@pytest.mark.requirement("R56")
def test_every_sentence_has_its_source() -> None:
    """No sentence for a patient stands without the key of where it comes from."""
    sheet = patient_leaflet(batch(filler=evolve(FILLER, contains=("lactose",))))

    told = [
        part.text
        for section in sheet.sections
        for part in section.parts
        if isinstance(part, Paragraph)
    ]
    (notes,) = sheet.sections[-1].parts
    assert isinstance(notes, Facts)
    numbers = [number for number, _ in notes.rows]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    cited = [re.fullmatch(r"[^⁰-⁹¹²³]+\.([⁰-⁹¹²³]+)", text) for text in told]
    assert len(told) > 28
    raised = {each[1].translate(LOWERED) for each in cited if each}
    assert raised == set(numbers)
    assert all(cited)


@pytest.mark.requirement("R56")
@pytest.mark.parametrize(
    ("time", "told"),
    [
        ("morning", "Take it in the morning."),
        ("evening", "Take it in the evening."),
        ("bedtime", "Take it at bedtime."),
    ],
)
def test_the_time_is_that_of_the_prescription(time: Any, told: str) -> None:
    """A morning order says so, and no word of any other time."""
    text = words(patient_leaflet(batch(), Dispensed(time_of_day=time)))

    assert told in text
    others = {"in the morning", "in the evening", "at bedtime"} - {told[8:-1]}
    assert not [each for each in others if each in text]
    assert "usually taken" not in text


def test_a_patient_reads_of_the_capsules_that_he_gets() -> None:
    """Of a batch for several patients, 30 are his, and never more than there are."""
    mine = patient_leaflet(batch(), Dispensed(quantity=30))

    assert "Number of capsules 30 capsules" in words(mine)
    with pytest.raises(FieldError, match=r"^quantity: expected 1 to 100 capsules"):
        patient_leaflet(batch(), Dispensed(quantity=101))


@pytest.mark.parametrize("time", ["noon", "", 3, ["morning"]])
def test_another_time_is_refused(time: Any) -> None:
    """The times that there are stand in the error."""
    with pytest.raises(FieldError, match=r"^time_of_day: expected one of 'morning'"):
        Dispensed(time_of_day=time)


@pytest.mark.requirement("R56")
@pytest.mark.parametrize("page", ["A4", "Letter"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_two_pages(language: str, page: str) -> None:
    """With all blanks, all that may be contained, and 10 points or more."""
    plan = batch(
        drug=evolve(TABLETS, contains=None),
        filler=evolve(FILLER, contains=["lactose", "soya", "corn", "gluten"]),
    )

    read = PdfReader(BytesIO(render_pdf(plan.leaflet(language=language, page=page))))

    assert len(read.pages) <= 2
    assert type_of(read) >= 10


def test_it_comes_in_large_print() -> None:
    """For somebody who sees little: nearly half as large again as the usual 11.5."""
    large = patient_leaflet(batch(), large_print=True)

    assert type_of(PdfReader(BytesIO(render_pdf(large)))) >= 16
    assert "ldn-large" in large._repr_html_()


def type_of(read: PdfReader) -> float:
    """Read the size of the type of most signs on the first page."""
    sizes: Counter[float] = Counter()

    def note(text: str, _: Any, tm: list[float], __: Any, size: float) -> None:
        sizes[round(size * abs(tm[3]), 2)] += len(text)

    read.pages[0].extract_text(visitor_text=note)
    return sizes.most_common(1)[0][0]


@pytest.mark.requirement("R56")
@pytest.mark.parametrize(("language", "longest"), [("en", 30), ("de", 38)])
def test_it_is_read_by_a_twelve_year_old(language: str, longest: int) -> None:
    """By a library that measures texts: LIX, of which 40 is a usual newspaper.

    The index counts words per sentence and words of more than six letters; German has
    longer words. In English the grade by Coleman and Liau is that of twelve years.
    """
    sheet = in_language(patient_leaflet(batch()), language)
    text = " ".join(
        part.text.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")
        for section in sheet.sections[1:]
        for part in section.parts
        if isinstance(part, Paragraph)
    )

    assert textstat.lix(text) <= longest
    if language == "en":
        assert textstat.coleman_liau_index(text) <= 7


@pytest.mark.requirement("R56")
def test_lactose_is_told_where_it_is() -> None:
    """Contains it, may contain it, or not a word."""
    with_lactose = batch(filler=evolve(FILLER, contains=("lactose",)))
    unknown = batch(drug=evolve(TABLETS, contains=None))

    assert "Contains lactose." in words(patient_leaflet(with_lactose))
    assert "May contain lactose" in words(patient_leaflet(unknown))
    assert "contain" not in words(patient_leaflet(batch())).lower()


def test_what_is_given_is_printed() -> None:
    """Use by, batch number, directions and pharmacy; else there are blanks."""
    plan = batch()
    given = patient_leaflet(
        plan,
        Dispensed(directions="Take 1 capsule once daily."),
        beyond_use=beyond_use_of(plan, "2026-11-23"),
        batch_number="B-17",
        pharmacy="Corner Pharmacy",
    )

    (facts,) = given.sections[0].parts
    (blank,) = patient_leaflet(plan).sections[0].parts

    assert [value for _, value in facts.rows][3:] == [  # type: ignore[union-attr]
        "Take 1 capsule once daily.",
        "2027-05-21",
        "B-17",
        "Corner Pharmacy",
    ]
    assert [value for _, value in blank.rows][3:] == [""] * 4  # type: ignore[union-attr]


@pytest.mark.slow
@of_forty(20)
@given(plan_arguments())
def test_any_of_them_reads_back(arguments: dict[str, Any]) -> None:
    """In every format a leaflet says what its tree says."""
    plan = plan_of(arguments)

    check_every_format(
        patient_leaflet(plan, beyond_use=beyond_use_of(plan, "2026-11-23"))
    )
