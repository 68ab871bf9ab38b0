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

from ldn_compound import FieldError, Lot, Prescription, Q
from ldn_compound.documents.worksheet.sheet import bench_sheet
from ldn_compound.sheets.content import Facts, Paragraph, Section, Table, Task
from ldn_compound.sheets.html import render_fragment, render_html
from ldn_compound.sheets.sheet import Sheet
from ldn_compound.sheets.wording import say
from tests.examples import FILLER, ORDER, SHELL, TABLETS, batch
from tests.generated_sheets import HOSTILE, hostile_sheet, sheets, spaced
from tests.notebook import Reader
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
    assert ".ldn-sheet .ldn-amount {\n  white-space: nowrap;" in page.style


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
    html = render_html(bench_sheet(batch(), annex=True))

    policies = [each["content"] for _, each in Page(html).met if "http-equiv" in each]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]
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

    tag, given = page.met[0]
    assert (tag, given["lang"]) == ("html", "en")


@pytest.mark.requirement("R50")
def test_a_draft_is_said_on_every_page() -> None:
    """The banner stands at the top of each page, behind its text, and at the start."""
    plan = batch(drug=evolve(TABLETS, packing=None))

    page = Page(render_html(bench_sheet(plan)))

    assert page.said[0] == "DRAFT - NOT FOR COMPOUNDING"
    assert "@top-center" in page.style
    assert any(each.get("class") == "ldn-watermark" for _, each in page.met)


def test_a_ready_plan_has_no_banner() -> None:
    """What is no draft has no mark of one."""
    page = Page(render_html(bench_sheet(batch())))

    assert "@top-center" not in page.style
    assert not any(each.get("class") == "ldn-watermark" for _, each in page.met)


def test_rows_that_say_stop_are_marked() -> None:
    """The row of a stop has a heavy frame; no other row has."""
    table = Table(("a", "b"), (("NOTE", "x"), ("STOP", "y")), stops=(1,))

    page = Page(render_html(Sheet("t", None, (Section("s", (table,)),))))

    rows = [each.get("class") for tag, each in page.met if tag == "tr"]
    assert rows == [None, None, "ldn-stop"]


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


@pytest.mark.parametrize("page", ["label", "A5", "", 4])
def test_another_paper_is_refused(page: Any) -> None:
    """A4 or Letter; nothing else is guessed."""
    with pytest.raises(FieldError, match=r"^page: expected 'A4' or 'Letter', got"):
        render_html(Sheet("t", None, ()), page=page)


@pytest.mark.parametrize(("page", "size"), [("A4", "a4"), ("Letter", "letter")])
@pytest.mark.parametrize("own", ["a4", "letter", "label"])
def test_the_paper_can_be_chosen(page: str, size: str, own: Any) -> None:
    """Any sheet, a label too, is printed on A4 or Letter where that is asked for."""
    style = Page(render_html(Sheet("t", None, (), own), page=page)).style

    assert f"size: {size};" in style


# -- the element of a notebook


@given(sheets(TEXTS))
def test_a_page_and_a_notebook_show_the_same_element(sheet: Sheet) -> None:
    """A sheet is written as HTML in one way; a page has nothing else in its body."""
    _, _, body = render_html(sheet).partition("<body")

    assert body.partition(">\n")[2] == f"{render_fragment(sheet)}</body></html>\n"


def selectors(style: str) -> list[str]:
    """Return what each rule of a style is about, those of one medium among them."""
    inside = re.sub(
        r"@media print \{", "", re.sub(r"@page \{.*?\n\}", "", style, flags=re.DOTALL)
    )
    heads = re.findall(r"([^{}]+)\{", inside)
    return [each.strip() for head in heads for each in head.split(",")]


OF_A_SHEET = r"\.ldn-sheet(?:\.ldn-(?:label|large))?(?= |$)"


def test_no_rule_is_about_what_lies_outside_of_a_sheet() -> None:
    """A page that shows a sheet keeps its own body and tables as they are."""
    sheet = bench_sheet(batch(drug=evolve(TABLETS, packing=None)))

    found = selectors(Reader(render_fragment(sheet)).style)

    assert len(found) > 30
    assert [each for each in found if not re.match(OF_A_SHEET, each)] == []


@pytest.mark.parametrize("page", ["a4", "label"])
def test_rules_of_a_page_need_its_body(page: Any) -> None:
    """Where a notebook shows a whole page, its body and what hangs on it are gone."""
    sheet = Sheet("t", "b", (), page)

    found = selectors(Page(render_html(sheet)).style)

    own = [each for each in found if not re.match(OF_A_SHEET, each)]
    assert len(own) > 10
    assert all(
        re.match(r"\.ldn-page > \.ldn-(sheet|label|small)(?= |$)", each) for each in own
    )
    assert '<body class="ldn-page"' in render_html(sheet)


def test_every_name_of_a_class_is_ours() -> None:
    """A page around it cannot mean our parts when it speaks of a label or a task."""
    sheet = evolve(hostile_sheet("x"), page="label")

    names = {
        name
        for _, given in Page(render_html(sheet)).met
        for name in (given.get("class") or "ldn-").split()
    }

    assert len(names) > 10
    assert all(name.startswith("ldn-") for name in names)


def test_tables_say_what_they_are() -> None:
    """A reader that speaks knows the title, and the header of each column or row."""
    table = Table(("Mass", "Item"), (("1 mg", "a"),))
    parts = (table, Facts((("Lot", "7"),)), Paragraph("p"))

    html = render_fragment(Sheet("t", None, (Section("Amounts", parts),)))

    assert '<table class="ldn-rows">\n<caption><h2>Amounts</h2></caption>' in html
    assert '<tr><th scope="col">Mass</th><th scope="col">Item</th></tr>' in html
    assert '<tr><th scope="row">Lot</th><td>7</td></tr>' in html
    assert html.count("<h2>") == 1


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), "<section>\n<h2>S</h2>\n</section>"),
        ((Paragraph("p"),), "<section>\n<h2>S</h2>\n<p>p</p>\n</section>"),
    ],
)
def test_a_section_without_table_has_a_heading(parts: Any, expected: str) -> None:
    """The title stands above whatever the section begins with."""
    assert expected in render_fragment(Sheet("t", None, (Section("S", parts),)))


@pytest.mark.parametrize("part", [Paragraph("p"), Facts((("a", "b"),))])
def test_a_section_without_title_has_no_heading(part: Any) -> None:
    """A heading that says nothing would be read out."""
    html = render_fragment(Sheet("t", None, (Section("", (part,)),)))

    assert "<h2>" not in html
    assert "<caption>" not in html


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (0, []),
        (1, ["ldn-blanks"]),
        (3, ["ldn-blanks"]),
        (4, ["ldn-blanks ldn-four"]),
        (5, ["ldn-blanks ldn-many"]),
        (10, ["ldn-blanks ldn-many"]),
    ],
)
def test_blanks_stand_in_rows(count: int, names: list[str]) -> None:
    """Up to three side by side, or four, or rows of five; none leave no room."""
    task = Task("Weigh.", (("mg", ""),) * count)

    page = Page(render_html(Sheet("t", None, (Section("s", (task,)),))))

    classes = [str(each.get("class")) for _, each in page.met]
    assert [each for each in classes if "ldn-blanks" in each] == names
