"""HTML: the same words as the tree, and nothing that acts."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Lot, Prescription
from ldn_compound.documents.content import Paragraph, Section, Sheet, Table, Task
from ldn_compound.documents.html import render_html
from ldn_compound.documents.worksheet import worksheet
from ldn_compound.wording import say
from tests.examples import FILLER, ORDER, SHELL, TABLETS, batch
from tests.sheets import HOSTILE, hostile_sheet, said, sheets, spaced
from tests.strategies import plan_arguments, plan_of

VOID = {"meta", "wbr"}
TAGS = VOID | {"html", "head", "title", "style", "body", "section", "h1", "h2", "p"}
TAGS |= {"div", "span", "b", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "role"}
ATTRIBUTES |= {"scope", "aria-hidden", "data-banner"}
PRINTABLE = st.characters(exclude_categories=("C", "Z"), include_characters=" ")
TEXTS = st.text(PRINTABLE, min_size=1, max_size=40) | st.sampled_from(HOSTILE)


class Reader(HTMLParser):
    """Reads a page as a browser does, and notes all it meets."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.met: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.unsaid = self.style = self.title = ""
        self.strong: list[str] = []
        self.whole: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and a new text where one begins."""
        self.met.append((tag, dict(attrs)))
        name = dict(attrs).get("class") or ""
        if tag not in VOID:
            self.open.append((tag, name))
        if name in {"said", "number"}:
            self.said.append("")
        if tag == "b":
            self.strong.append("")
        if name == "amount":
            self.whole.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close the element, which must be the innermost."""
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Add the words to the text that is open."""
        tags, names = zip(*(self.open or [("", "")]), strict=True)
        if "style" in tags:
            self.style += data
        elif "title" in tags:
            self.title += data
        elif {"said", "number"} & set(names):
            self.said[-1] += data
        else:
            self.unsaid += data
        if "b" in tags:
            self.strong[-1] += data
        if "amount" in names:
            self.whole[-1] += data


def page_title(style: str) -> str:
    """Read the title that each printed page bears, as a style sheet has it."""
    found = re.search(r'@bottom-left \{\s*content: "((?:[^"\\]|\\.)*)";', style)
    assert found is not None
    return re.sub(r"\\([0-9a-f]+) ", lambda each: chr(int(each[1], 16)), found[1])


def check_the_same_words(sheet: Sheet) -> Reader:
    """Assert that the page says what the tree says, in its order, and nothing else."""
    page = Reader(render_html(sheet))

    assert [spaced(text) for text in page.said if text] == list(
        map(spaced, said(sheet))
    )
    assert not page.unsaid.strip()
    assert spaced(page.title) == spaced(sheet.title)
    assert not page.open
    return page


def check_nothing_acts(page: Reader) -> None:
    """Assert that there are only elements and attributes that show text."""
    assert {tag for tag, _ in page.met} <= TAGS
    assert {name for _, attributes in page.met for name in attributes} <= ATTRIBUTES
    rules = re.sub(r'"(?:[^"\\]|\\.)*"', '""', page.style)
    assert not re.search(r"url|@import|expression", rules)
    assert "<" not in page.style


@given(sheets(TEXTS))
def test_any_text_stands_as_it_is(sheet: Sheet) -> None:
    """Whatever a text holds, a reader sees just that, and nothing in it acts."""
    check_nothing_acts(check_the_same_words(sheet))


@given(plan_arguments())
def test_a_worksheet_says_what_the_tree_says(arguments: dict[str, Any]) -> None:
    """Every text of the worksheet of a plan is on the page, in its order."""
    check_nothing_acts(check_the_same_words(worksheet(plan_of(arguments))))


@given(plan_arguments())
def test_no_line_breaks_in_an_amount(arguments: dict[str, Any]) -> None:
    """Between a number and its unit stands a no-break space, and no line breaks."""
    page = Reader(render_html(worksheet(plan_of(arguments))))

    parted = re.compile(r"\d (?:mcg|mg|kg|g|mL|L|%|tablets?|capsules?|days?)\b")
    assert not any(parted.search(text) for text in page.said)
    assert page.whole
    assert all(re.match(r"(about\xa0)?-?\d", amount) for amount in page.whole)
    assert ".amount {\n  white-space: nowrap;" in page.style


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_shown(name: str) -> None:
    """In every place where a text can stand, also in style and title, it is text."""
    sheet = hostile_sheet(name)

    page = check_the_same_words(sheet)

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

    page = check_the_same_words(worksheet(plan))

    check_nothing_acts(page)
    assert sum(name in text for text in page.said) > 5


def test_nothing_is_fetched() -> None:
    """The file is whole: addresses of sources stand in it as text only."""
    html = render_html(worksheet(batch()))

    assert "default-src 'none'" in html
    assert "<script" not in html
    assert "https://" in html
    assert not re.search(r"(?:href|src)\s*=", html)


def test_the_same_sheet_gives_the_same_page() -> None:
    """Nothing of the machine or the moment is in the page."""
    assert render_html(worksheet(batch())) == render_html(worksheet(batch()))


def test_the_language_is_said() -> None:
    """A reader that speaks must know the language."""
    page = Reader(render_html(worksheet(batch())))

    assert page.met[0] == ("html", {"lang": "en"})


def test_a_draft_is_said_on_every_page() -> None:
    """The banner stands at the top of each page, behind its text, and at the start."""
    plan = batch(drug=evolve(TABLETS, packing=None))

    page = Reader(render_html(worksheet(plan)))

    assert page.said[0] == "DRAFT - NOT FOR COMPOUNDING"
    assert "@top-center" in page.style
    assert any(each.get("class") == "watermark" for _, each in page.met)


def test_a_ready_plan_has_no_banner() -> None:
    """What is no draft has no mark of one."""
    page = Reader(render_html(worksheet(batch())))

    assert "@top-center" not in page.style
    assert not any(each.get("class") == "watermark" for _, each in page.met)


def test_rows_that_say_stop_are_marked() -> None:
    """The row of a stop has a heavy frame; no other row has."""
    table = Table(("a", "b"), (("NOTE", "x"), ("STOP", "y")), stops=(1,))

    page = Reader(render_html(Sheet("t", None, (Section("s", (table,)),))))

    rows = [each.get("class") for tag, each in page.met if tag == "tr"]
    assert rows == [None, None, "stop"]


def test_the_values_of_a_task_are_bold() -> None:
    """What is to be weighed is read at arm's length; words in between are not bold."""
    task = Task(say("Weigh {m} of {i} in {n} mg.", m="1541 mg", i="sugar", n=5), ())

    page = Reader(render_html(Sheet("t", None, (Section("s", (task,)),))))

    assert list(map(spaced, page.strong)) == ["1541 mg", "sugar", "5 mg"]


def test_a_task_without_template_is_plain() -> None:
    """A text that does not know its values has no bold."""
    task = Task("Weigh 1541 mg of sugar.", ())

    page = Reader(render_html(Sheet("t", None, (Section("s", (task,)),))))

    assert not page.strong


def test_each_page_has_its_number_and_title() -> None:
    """Sheets that come apart are put together again: page 1 of 3, of which sheet."""
    sheet = worksheet(batch())

    style = Reader(render_html(sheet)).style

    assert 'content: "page\\20 " counter(page) "\\20 of\\20 " counter(pages);' in style
    assert spaced(page_title(style)) == sheet.title


@pytest.mark.parametrize(
    ("page", "size"), [("a4", "a4"), ("letter", "letter"), ("label", "100mm 60mm")]
)
def test_the_sheet_chooses_its_page(page: Any, size: str) -> None:
    """A4, Letter or a label, which has no page number."""
    sheet = Sheet("t", "b", (Section("s", (Paragraph("p"),)),), page)

    style = Reader(render_html(sheet)).style

    assert f"size: {size};" in style
    assert ("counter(page)" in style) == (page != "label")


def test_a_missing_library_names_the_extra() -> None:
    """Who has not installed the extra reads what to install."""
    program = """
import sys
sys.modules["dask"] = None  # pint imports it where it is installed, and jinja2 with it
from ldn_compound.documents.content import Sheet
from ldn_compound.documents.html import render_html
assert "jinja2" not in sys.modules
sys.modules["jinja2"] = None
render_html(Sheet("t", None, ()))
"""
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert re.search(r'jinja2: .* pip install "ldn-compound\[documents\]"', ran.stderr)
