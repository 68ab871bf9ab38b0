"""All documents of a plan: rendered every way, safe to read, deaf to what names say."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from pypdf import PdfReader

from ldn_compound import BatchPlan, Lot, Prescription
from ldn_compound.plan.dates import beyond_use_of
from ldn_compound.reference import source
from ldn_compound.sheets.html import render_html
from ldn_compound.sheets.markdown import render_markdown
from ldn_compound.sheets.pdf import render_pdf
from ldn_compound.sheets.sheet import Sheet
from ldn_compound.sheets.text import render_text
from tests.examples import FILLER, ORDER, SHELL, TABLETS, batch
from tests.generated_sheets import said
from tests.papers_by_name import DOCUMENTS, document
from tests.safe_text import check_safe_numbers, check_safe_words
from tests.strategies import plan_arguments, plan_of

#: The digits of a note.
RAISED = set("⁰¹²³⁴⁵⁶⁷⁸⁹")
DRAFT = "DRAFT - NOT FOR COMPOUNDING"
DATED = ["worksheet", "label", "leaflet"]
HOSTILE = ["<script>alert(1)</script>", "{{x}}", "{0}", "{item}", "*a*_b_|c"]


def record(name: str, plan: BatchPlan, *, dated: bool = True) -> Sheet:
    """Return one document of a plan, with a beyond-use date or a blank for it."""
    options: dict[str, Any] = {"annex": True} if name == "worksheet" else {}
    if name in DATED:
        until = beyond_use_of(plan, "2026-11-23") if dated else None
        options["beyond_use"] = until
    return document(name, plan, **options)


def sections(sheet: Sheet) -> dict[str, tuple[Any, ...]]:
    """Return the parts of each section by its title."""
    return {section.title: section.parts for section in sheet.sections}


@pytest.mark.requirement("R06")
@pytest.mark.parametrize("name", DOCUMENTS)
@given(arguments=plan_arguments())
def test_every_text_is_safe(name: str, arguments: dict[str, Any]) -> None:
    """No number and no abbreviation that is known to be misread, in any document."""
    sheet = record(name, plan_of(arguments))

    check_safe_numbers(render_text(sheet))
    check_safe_numbers(render_markdown(sheet))
    check_safe_words(sheet)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_is_only_shown(name: str, hostile: str) -> None:
    """A name from a form of the pharmacy stands as it is, and nothing acts on it."""
    lot = Lot(hostile, expires="2027-11-30", maker=hostile)
    order = Prescription(
        ORDER.strength, capsules=100, reference=hostile, prescriber=hostile
    )
    plan = batch(
        prescription=order,
        drug=evolve(TABLETS, lot=lot, contains=(hostile,)),
        filler=evolve(FILLER, name=hostile, lot=lot, contains=(hostile,)),
        shell=evolve(SHELL, maker=hostile),
    )

    sheet = record(name, plan)

    assert any(hostile in text for text in said(sheet))
    assert hostile in render_text(sheet)
    for page in (render_html(sheet), render_markdown(sheet)):
        assert "<script>" not in page
    assert render_pdf(sheet)[:5] == b"%PDF-"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_can_be_on_letter(name: str) -> None:
    """8.5 by 11 inches of 72 points, each page of it."""
    pages = PdfReader(BytesIO(render_pdf(record(name, batch()), page="Letter"))).pages

    sizes = {
        (float(each.mediabox.width), float(each.mediabox.height)) for each in pages
    }
    assert sizes == {(612, 792)}


@pytest.mark.requirement("R50")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_draft_says_so(name: str) -> None:
    """What comes of a plan that must not be made cannot pass for a paper of a batch."""
    plan = batch(drug=evolve(TABLETS, packing=None))

    assert record(name, plan).banner == DRAFT
    assert record(name, batch()).banner is None


@pytest.mark.requirement("R53")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_date_that_is_not_given_is_a_blank(name: str) -> None:
    """No document makes up a beyond-use date."""
    sheet = record(name, batch(), dated=False)

    assert "2027" not in render_text(sheet)
    before_sources, _, _ = " ".join(said(sheet)).partition("Sources")
    assert not re.search(r"(?<![0-9a-f])2026(?![0-9a-f])", before_sources)  # no digest


@pytest.mark.requirement("R52")
@pytest.mark.parametrize("name", DOCUMENTS)
@given(arguments=plan_arguments())
def test_every_key_leads_to_its_source(name: str, arguments: dict[str, Any]) -> None:
    """Whatever key stands behind a sentence is listed among the sources."""
    sheet = record(name, plan_of(arguments))
    if name == "label":
        return
    (listed,) = sections(sheet)["Sources"]
    keys = {key for key, _ in listed.rows}
    if name == "leaflet":  # its sources have numbers
        raised = {text[-1] for text in said(sheet) if text[-1:] in RAISED}
        assert len(raised) > 5
        assert keys == set(map(str, range(1, len(keys) + 1)))
        return

    named = {
        text.rpartition("[")[2].rstrip("]") for text in said(sheet) if text[-1:] == "]"
    }
    assert named <= keys
    assert all(source(key).title for key in keys)
