"""HTML: the same words as the tree, and nothing that acts."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Lot, Prescription, Q
from ldn_compound.documents.worksheet.sheet import bench_sheet
from ldn_compound.sheets.content import Paragraph, Section, Sheet, Table, Task
from ldn_compound.sheets.html import render_html
from ldn_compound.sheets.wording import say
from tests.examples import FILLER, ORDER, SHELL, TABLETS, batch
from tests.generated_sheets import HOSTILE, hostile_sheet, sheets, spaced
from tests.parsed import Page, check_html, check_nothing_acts, page_title
from tests.strategies import plan_arguments, plan_of

PRINTABLE = st.characters(exclude_categories=("C", "Z"), include_characters=" ")
TEXTS = st.text(PRINTABLE, min_size=1, max_size=40) | st.sampled_from(HOSTILE)


@given(sheets(TEXTS))
def test_any_text_stands_as_it_is(sheet: Sheet) -> None:
    """Whatever a text holds, a reader sees just that, and nothing in it acts."""
    check_nothing_acts(check_html(sheet))


@given(plan_arguments())
def test_a_worksheet_says_what_the_tree_says(arguments: dict[str, Any]) -> None:
    """Every text of the worksheet of a plan is on the page, in its order."""
    check_nothing_acts(check_html(bench_sheet(plan_of(arguments))))


@given(plan_arguments())
def test_no_line_breaks_in_an_amount(arguments: dict[str, Any]) -> None:
    """Between a number and its unit stands a no-break space, and no line breaks."""
    page = Page(render_html(bench_sheet(plan_of(arguments))))

    parted = re.compile(r"\d (?:mcg|mg|kg|g|mL|L|%|tablets?|capsules?|days?)\b")
    assert not any(parted.search(text) for text in page.said)
    assert page.whole
    assert all(re.match(r"(about\xa0)?-?\d", amount) for amount in page.whole)
    assert ".amount {\n  white-space: nowrap;" in page.style


@pytest.mark.requirement("R58")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_shown(name: str) -> None:
    """In every place where a text can stand, also in style and title, it is text."""
    sheet = hostile_sheet(name)

    page = check_html(sheet)

    check_nothing_acts(page)
    assert spaced(page_title(page.style)) == name
    (watermark,) = [each for _, each in page.met if "data-banner" in each]
    assert watermark["data-banner"] == name


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{{x}}"])
def test_every_name_of_a_plan_is_escaped(name: str) -> None:
    """A name from a form of the pharmacy cannot act, whichever field it came by."""
    order = Prescription(
        ORDER.strength,
        capsules=ORDER.capsules,
        reference=name,
        prescriber=name,
        other_medicines=(name,),
        intolerances=(name,),
    )
    plan = batch(
        prescription=order,
        drug=evolve(TABLETS, lot=Lot(name, expires="2027-11-30", maker=name)),
        filler=evolve(FILLER, name=name, lot=Lot(name, expires="2027-11-30")),
        shell=evolve(SHELL, maker=name),
    )

    page = check_html(bench_sheet(plan))

    check_nothing_acts(page)
    assert sum(name in text for text in page.said) > 5


@pytest.mark.requirement("R58")
def test_nothing_is_fetched() -> None:
    """The file is whole: addresses of sources stand in it as text only."""
    html = render_html(bench_sheet(batch()))

    assert "default-src 'none'" in html
    assert "<script" not in html
    assert "https://" in html
    assert not re.search(r"(?:href|src)\s*=", html)


@pytest.mark.requirement("R59")
def test_the_same_sheet_gives_the_same_page() -> None:
    """Nothing of the machine or the moment is in the page."""
    assert render_html(bench_sheet(batch())) == render_html(bench_sheet(batch()))


@pytest.mark.requirement("R59")
def test_two_processes_give_the_same_page() -> None:
    """Nothing of the process is in the page: neither hashes nor a clock."""
    program = """
import hashlib
from ldn_compound.sheets.html import render_html
from ldn_compound.documents.worksheet.sheet import bench_sheet
from tests.examples import batch
print(hashlib.sha256(render_html(bench_sheet(batch())).encode()).hexdigest())
"""
    here = hashlib.sha256(render_html(bench_sheet(batch())).encode()).hexdigest()

    for seed in ("1", "2"):
        there = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
        )
        assert there.stdout.strip() == here


def test_the_language_is_said() -> None:
    """A reader that speaks must know the language."""
    page = Page(render_html(bench_sheet(batch())))

    assert page.met[0] == ("html", {"lang": "en"})


@pytest.mark.requirement("R50")
def test_a_draft_is_said_on_every_page() -> None:
    """The banner stands at the top of each page, behind its text, and at the start."""
    plan = batch(drug=evolve(TABLETS, packing=None))

    page = Page(render_html(bench_sheet(plan)))

    assert page.said[0] == "DRAFT - NOT FOR COMPOUNDING"
    assert "@top-center" in page.style
    assert any(each.get("class") == "watermark" for _, each in page.met)


def test_a_ready_plan_has_no_banner() -> None:
    """What is no draft has no mark of one."""
    page = Page(render_html(bench_sheet(batch())))

    assert "@top-center" not in page.style
    assert not any(each.get("class") == "watermark" for _, each in page.met)


def test_rows_that_say_stop_are_marked() -> None:
    """The row of a stop has a heavy frame; no other row has."""
    table = Table(("a", "b"), (("NOTE", "x"), ("STOP", "y")), stops=(1,))

    page = Page(render_html(Sheet("t", None, (Section("s", (table,)),))))

    rows = [each.get("class") for tag, each in page.met if tag == "tr"]
    assert rows == [None, None, "stop"]


def test_the_values_of_a_task_are_bold() -> None:
    """What is to be weighed is read at arm's length; words in between are not bold."""
    task = Task(say("Weigh {m} of {i}.", m=Q("1541 mg"), i="sugar"), ())

    page = Page(render_html(Sheet("t", None, (Section("s", (task,)),))))

    assert list(map(spaced, page.strong)) == ["1541 mg", "sugar"]


def test_a_task_without_template_is_plain() -> None:
    """A text that does not know its values has no bold."""
    task = Task("Weigh 1541 mg of sugar.", ())

    page = Page(render_html(Sheet("t", None, (Section("s", (task,)),))))

    assert not page.strong


def test_each_page_has_its_number_and_title() -> None:
    """Sheets that come apart are put together again: page 1 of 3, of which sheet."""
    sheet = bench_sheet(batch())

    style = Page(render_html(sheet)).style

    assert 'content: "page\\20 " counter(page) "\\20 of\\20 " counter(pages);' in style
    assert spaced(page_title(style)) == sheet.title


@pytest.mark.parametrize(
    ("page", "size"), [("a4", "a4"), ("letter", "letter"), ("label", "100mm 60mm")]
)
def test_the_sheet_chooses_its_page(page: Any, size: str) -> None:
    """A4, Letter or a label, which has no page number."""
    sheet = Sheet("t", "b", (Section("s", (Paragraph("p"),)),), page)

    style = Page(render_html(sheet)).style

    assert f"size: {size};" in style
    assert ("counter(page)" in style) == (page != "label")


def test_a_missing_library_names_the_extra() -> None:
    """Who has not installed the extra reads what to install."""
    program = """
import sys
sys.modules["dask"] = None  # pint imports it where it is installed, and jinja2 with it
from ldn_compound.sheets.content import Sheet
from ldn_compound.sheets.html import render_html
assert "jinja2" not in sys.modules
sys.modules["jinja2"] = None
render_html(Sheet("t", None, ()))
"""
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert re.search(r'jinja2: .* pip install "ldn-compound\[documents\]"', ran.stderr)
