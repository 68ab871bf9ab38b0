"""The leaflet: what a patient must be told, and where each sentence comes from."""

from __future__ import annotations

import re
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound.documents.patient.leaflet import patient_leaflet
from ldn_compound.plan.dates import beyond_use_of
from ldn_compound.sheets.content import Paragraph
from ldn_compound.sheets.sheet import Sheet
from tests.examples import FILLER, TABLETS, batch
from tests.fewer import of_forty
from tests.generated_sheets import said, spaced
from tests.parsed import check_every_format
from tests.strategies import plan_arguments, plan_of


def words(sheet: Sheet) -> str:
    """Return all that stands on a sheet before its sources."""
    return spaced(" ".join(said(sheet)).partition(" Sources ")[0])


@pytest.mark.requirement("R56")
@pytest.mark.parametrize(
    "told",
    [
        "Each capsule holds 4.5 mg of naltrexone hydrochloride.",
        "Number of capsules 100 capsules",
        "once daily, at bedtime",
        "in the morning instead",
        "Do not take opioid medicines",
        "free of opioids for at least 7 to 10 days before the first capsule",
        "surgeons, dentists, emergency staff",
        "insomnia or vivid dreams; mild nausea",
        "off-label",
        "under medical supervision",
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
    assert len(told) > 18
    assert all(re.search(r"\. \[[a-z0-9-]+\]$", text) for text in told)


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
        beyond_use=beyond_use_of(plan, "2026-11-23"),
        batch_number="B-17",
        directions="Take 1 capsule once daily.",
        pharmacy="Corner Pharmacy",
    )

    (facts,) = given.sections[0].parts
    (blank,) = patient_leaflet(plan).sections[0].parts

    assert [value for _, value in facts.rows][2:] == [  # type: ignore[union-attr]
        "Take 1 capsule once daily.",
        "2027-05-21",
        "B-17",
        "Corner Pharmacy",
    ]
    assert [value for _, value in blank.rows][2:] == [""] * 4  # type: ignore[union-attr]


@pytest.mark.slow
@of_forty(20)
@given(plan_arguments())
def test_any_of_them_reads_back(arguments: dict[str, Any]) -> None:
    """In every format a leaflet says what its tree says."""
    plan = plan_of(arguments)

    check_every_format(
        patient_leaflet(plan, beyond_use=beyond_use_of(plan, "2026-11-23"))
    )
