"""PDF: the same words as the tree, the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from ldn_compound import Prescription
from ldn_compound.documents.worksheet.sheet import bench_sheet
from ldn_compound.errors import FieldError
from ldn_compound.sheets.content import Formula, Paragraph, Section, Table, Task
from ldn_compound.sheets.pdf import render_pdf
from ldn_compound.sheets.sheet import Sheet
from ldn_compound.sheets.wording import say
from tests.examples import FILLER, TABLETS, batch
from tests.fewer import of_forty
from tests.generated_sheets import HOSTILE, hostile_sheet, sheets
from tests.parsed import body, check_pdf, pages, squeezed
from tests.strategies import plan_arguments, plan_of

DRAFT = "DRAFT - NOT FOR COMPOUNDING"
LATIN = st.characters(max_codepoint=0x17F, exclude_categories=("C", "Z"))
TEXTS = st.text(LATIN | st.just(" "), min_size=1, max_size=40)
POINTS = 72 / 25.4


def one(part: Paragraph | Table | Task) -> Sheet:
    """Return a sheet of one part."""
    return Sheet("t", None, (Section("s", (part,)),))


@of_forty(15)
@given(sheets(TEXTS | st.sampled_from(HOSTILE)), st.sampled_from(["a4", "letter"]))
def test_any_text_stands_as_it_is(sheet: Sheet, page: Any) -> None:
    """Whatever a text holds, it is printed, and not read as markup."""
    check_pdf(evolve(sheet, banner=None, page=page))


def test_hyphens_in_a_row_are_printed_beside_a_broken_line() -> None:
    """One reader of PDF gives one hyphen for two there; the page has both."""
    inputs = (("0", "0000000000000000000000000000-0"),)
    formula = Formula(name="0", result="0", formula="0", inputs=inputs, source="--")

    sheet = Sheet("--", None, (Section("0", (formula,)),))

    check_pdf(sheet)
    assert body(["a page without its footer"], sheet) is None


@of_forty(15)
@given(plan_arguments())
def test_a_worksheet_says_what_the_tree_says(arguments: dict[str, Any]) -> None:
    """Every text of the worksheet of a plan is on the pages."""
    check_pdf(evolve(bench_sheet(plan_of(arguments)), banner=None))


@pytest.mark.requirement("R58")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_shown(name: str) -> None:
    """In every place where a text can stand it is text."""
    check_pdf(evolve(hostile_sheet(name), banner=None))


def test_the_same_sheet_gives_the_same_bytes() -> None:
    """Nothing of the moment is in the file."""
    assert render_pdf(bench_sheet(batch())) == render_pdf(bench_sheet(batch()))


@pytest.mark.requirement("R59")
def test_two_processes_give_the_same_bytes() -> None:
    """Nothing of the process is in the file: neither hashes nor fonts nor a clock."""
    program = """
import hashlib
from ldn_compound.sheets.pdf import render_pdf
from ldn_compound.documents.worksheet.sheet import bench_sheet
from tests.examples import batch
print(hashlib.sha256(render_pdf(bench_sheet(batch()))).hexdigest())
"""
    here = hashlib.sha256(render_pdf(bench_sheet(batch()))).hexdigest()

    for seed in ("1", "2"):
        there = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
        )
        assert there.stdout.strip() == here


def test_the_file_claims_its_standards() -> None:
    """PDF/A-2a to be kept, PDF/UA-1 to be read aloud; in a language, with a title."""
    sheet = bench_sheet(batch())

    pdf = render_pdf(sheet)

    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert squeezed(str(reader.metadata.title)) == squeezed(sheet.title)
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]


@pytest.mark.requirement("R58")
def test_nothing_in_the_file_acts() -> None:
    """No script, no form, no file within the file, no link to anywhere."""
    pdf = render_pdf(bench_sheet(batch()))

    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm", "/AF"} & set(root)  # type: ignore[call-overload]
    assert not re.search(rb"/(?:URI|JavaScript|JS|Launch|EmbeddedFile)\b", pdf)


def test_every_font_comes_with_typst() -> None:
    """What is installed on a machine changes nothing: three families, all embedded."""
    read = PdfReader(BytesIO(render_pdf(bench_sheet(batch()))))

    names = {
        str(font["/BaseFont"])
        for page in read.pages
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values())  # type: ignore[index]
    }
    assert names
    assert all(re.match(r"/[A-Z]{6}\+LibertinusSerif", name) for name in names)


def test_every_sign_of_the_bench_is_in_the_fonts() -> None:
    """No-break space, micro sign, umlauts, times, degree, relations, quotes, Greek."""
    spaces = "1\N{NO-BREAK SPACE}mg 1\N{NARROW NO-BREAK SPACE}mg "
    signs = (
        "\xb5 \xd7 \xb1 \xb0 \u2264 \u2265 \u2013 \u2014 \u201e \u201c \u2026 \u20ac "
    )
    letters = "äöüÄÖÜß éñøłč \u03bc\u03c3\u0394 \u0416\u0444"

    check_pdf(one(Paragraph(spaces + signs + letters)))


@pytest.mark.parametrize(
    "text", ["漢", "\N{GRINNING FACE}", "\N{THAI CHARACTER KO KAI}"]
)
def test_a_character_of_no_font_is_refused(text: str) -> None:
    """An empty box in the place of a letter would be a wrong name."""
    with pytest.raises(
        FieldError,
        match=rf"sheet: expected texts whose characters .* got .*{text}.*; write",
    ):
        render_pdf(one(Paragraph(text)))


@pytest.mark.requirement("R50")
def test_a_draft_is_said_on_every_page() -> None:
    """At the top of each page and behind its text; first of all on the first page."""
    plan = batch(drug=evolve(TABLETS, packing=None))

    counted = [
        page.count(squeezed(DRAFT)) for page in pages(render_pdf(bench_sheet(plan)))
    ]

    assert counted == [3] + [2] * (len(counted) - 1)


def test_a_ready_plan_has_no_banner() -> None:
    """What is no draft has no mark of one."""
    assert not any("DRAFT" in page for page in pages(render_pdf(bench_sheet(batch()))))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_no_task_is_parted_by_a_page(paper: Any) -> None:
    """A sentence, its blanks and its number stand on one page."""
    sheet = evolve(bench_sheet(batch(filler=((FILLER, 1), (FILLER, 2)))), page=paper)
    tasks = [
        part for each in sheet.sections for part in each.parts if isinstance(part, Task)
    ]

    read = pages(render_pdf(sheet))

    assert len(read) > 1
    for number, task in enumerate(tasks, start=1):
        whole = squeezed(f"{number}.{task.text}{''.join(map(''.join, task.blanks))}")
        assert any(whole in page for page in read)


def test_a_task_longer_than_a_page_goes_on() -> None:
    """Nothing is cut off at the foot of a page."""
    task = Task("Mix it well again. " * 600 + "The end.", (("done by", ""),))

    read = pages(render_pdf(one(task)))

    assert len(read) > 1
    assert all("Mixitwellagain." in page for page in read)
    assert "Theend.doneby" in read[-1]


def test_a_long_word_is_not_cut_at_the_edge() -> None:
    """A word longer than a line goes on in the next."""
    pdf = render_pdf(one(Paragraph("W" * 200)))

    lines = PdfReader(BytesIO(pdf)).pages[0].extract_text().splitlines()

    # a W is 0.9 of 11.5 points at least: 180 mm hold no more than 50 of them
    assert sum("W" in line for line in lines) >= 4
    assert all(line.count("W") <= 50 for line in lines)


@pytest.mark.parametrize(
    ("page", "width", "height"),
    [("a4", 210, 297), ("letter", 215.9, 279.4), ("label", 100, 60)],
)
def test_the_sheet_chooses_its_page(page: Any, width: float, height: float) -> None:
    """A4, Letter or a label, in millimetres; a label has no page number."""
    sheet = Sheet("t", DRAFT, (Section("s", (Paragraph("p"),)),), page)

    (read,) = PdfReader(BytesIO(render_pdf(sheet))).pages

    assert float(read.mediabox.width) == pytest.approx(width * POINTS, abs=0.01)
    assert float(read.mediabox.height) == pytest.approx(height * POINTS, abs=0.01)
    assert ("page 1 of 1" in read.extract_text()) == (page != "label")


@pytest.mark.parametrize(
    ("page", "width", "height"), [("A4", 210, 297), ("Letter", 215.9, 279.4)]
)
@pytest.mark.parametrize("own", ["a4", "letter", "label"])
def test_the_paper_can_be_chosen(
    own: Any, page: str, width: float, height: float
) -> None:
    """Any sheet, a label too, is printed on A4 or Letter where that is asked for."""
    sheet = Sheet("t", None, (Section("s", (Paragraph("p"),)),), own)

    (read,) = PdfReader(BytesIO(render_pdf(sheet, page=page))).pages

    assert float(read.mediabox.width) == pytest.approx(width * POINTS, abs=0.01)
    assert float(read.mediabox.height) == pytest.approx(height * POINTS, abs=0.01)


def test_another_paper_is_refused() -> None:
    """The message lists the sizes."""
    with pytest.raises(FieldError, match=r"^page: expected 'A4' or 'Letter', got 'A5'"):
        render_pdf(Sheet("t", None, ()), page="A5")


def test_rows_that_say_stop_stand_out() -> None:
    """The frame of a stop is drawn, so the pages differ; the words are the same."""
    table = Table(("a", "b"), (("NOTE", "x"), ("STOP", "y"), ("NOTE", "z")))
    plain, marked = render_pdf(one(table)), render_pdf(one(evolve(table, stops=(1,))))

    # 1.2 mm are 3.4 points
    heavy = rb"3\.4\d* w"
    assert not re.search(heavy, drawn(plain))
    assert re.search(heavy, drawn(marked))
    assert pages(plain) == pages(marked)


def drawn(pdf: bytes) -> bytes:
    """Read how the first page is drawn."""
    contents = PdfReader(BytesIO(pdf)).pages[0].get_contents()
    assert contents is not None
    return contents.get_data()


@of_forty(15)
@given(plan_arguments())
def test_no_line_breaks_in_an_amount(arguments: dict[str, Any]) -> None:
    """No line ends in a number whose unit begins the next."""
    pdf = render_pdf(bench_sheet(plan_of(arguments)))

    for page in PdfReader(BytesIO(pdf)).pages:
        assert not re.search(
            r"\d[\s\xa0]*\n[\s\xa0]*(?:mg|g|mL|%|tablets?|capsules?)\b",
            page.extract_text(),
        )


def test_the_values_of_a_task_are_bold() -> None:
    """What is to be weighed is read at arm's length: in a larger bold font."""
    sentence = say("Weigh {mass} of it.", mass="1541 mg")
    sizes: dict[str, tuple[str, float]] = {}

    def note(text: str, _: Any, tm: list[float], font: Any, size: float) -> None:
        if text.strip():
            sizes[squeezed(text)] = (str(font["/BaseFont"]), size * abs(tm[3]))

    page = PdfReader(BytesIO(render_pdf(one(Task(sentence, ()))))).pages[0]
    page.extract_text(visitor_text=note)

    bold, large = sizes["1541mg"]
    usual, small = sizes["ofit."]
    assert "Bold" in bold
    assert "Bold" not in usual
    assert large > small


def test_a_trituration_is_printed() -> None:
    """A plan with more tables than one is printed whole."""
    check_pdf(bench_sheet(batch(prescription=Prescription("0.5 mg", capsules=10))))


def test_a_missing_library_names_the_extra() -> None:
    """Who has not installed the extra reads what to install."""
    program = """
import sys
from ldn_compound.sheets.sheet import Sheet
from ldn_compound.sheets.pdf import render_pdf
assert "typst" not in sys.modules
sys.modules["typst"] = None
render_pdf(Sheet("t", None, ()))
"""
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert re.search(r'typst: .* pip install "ldn-compound\[documents\]"', ran.stderr)
