"""Documents read back: each format by a reader that knows nothing of its writer."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO

from attrs import evolve
from markdown_it import MarkdownIt
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from ldn_compound.sheets.content import LABELS, Table
from ldn_compound.sheets.html import render_html
from ldn_compound.sheets.markdown import render_markdown
from ldn_compound.sheets.pdf import render_pdf
from ldn_compound.sheets.sheet import Sheet
from ldn_compound.sheets.text import render_text
from tests import notebook
from tests.generated_sheets import said, spaced

__all__ = [
    "Page",
    "check_every_format",
    "check_html",
    "check_markdown",
    "check_nothing_acts",
    "check_pdf",
    "check_text",
    "page_title",
    "pages",
    "squeezed",
]

VOID = {"meta", "wbr"}
TAGS = notebook.TAGS | {"html", "head", "meta", "title", "body"}
ATTRIBUTES = notebook.ATTRIBUTES | {"charset", "http-equiv", "content", "name", "style"}
#: What a page says of itself, whatever the sheet says.
STYLES = {("html", "color-scheme:light dark"), ("body", "margin:0")}
#: The elements that hold one text each; the others hold elements, and marks between.
TEXTS = {"h1", "h2", "p", "span", "th", "td"}
MARKS = set(" \n=:;[]")
#: Columns of a table that is stacked in plain text, whatever stands in them.
_WIDE = 8
_HYPHEN_AT_END = "\ufffe"  # what pdfium reads for a hyphen where a line ends


def check_every_format(sheet: Sheet) -> None:
    """Assert that text, Markdown, HTML and PDF say what the tree says."""
    check_text(sheet)
    check_markdown(sheet)
    check_nothing_acts(check_html(sheet))
    check_pdf(evolve(sheet, banner=None))


def check_text(sheet: Sheet) -> None:
    """Assert that every text of the tree stands in the plain text.

    A table that is too wide is stacked: its first two columns need no names then.
    """
    page = squeezed(render_text(sheet))
    unnamed = {
        name
        for section in sheet.sections
        for part in section.parts
        if isinstance(part, Table) and len(part.header) > _WIDE
        for name in part.header[:2]
    }
    missing = [text for text in said(sheet) if squeezed(text) not in page]
    missing = [text for text in missing if text not in unnamed]
    assert not missing


def check_markdown(sheet: Sheet) -> None:
    """Assert that what a reader of Markdown shows is what the tree says, in order."""
    tokens = MarkdownIt("commonmark").enable("table").parse(render_markdown(sheet))
    page = squeezed(
        "".join(child.content for each in tokens for child in each.children or ())
    )
    assert squeezed(sheet.banner or "") in page
    place = 0
    for text in said(evolve(sheet, banner=None)):  # it stands below the title
        found = page.find(squeezed(text), place)
        assert found >= 0, text
        place = found + len(squeezed(text))


class Page(HTMLParser):
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
        if _holds_text(tag, name):
            self.said.append("")
        if tag == "b":
            self.strong.append("")
        if name == "ldn-amount":
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
        elif any(map(_holds_text, tags, names)):
            self.said[-1] += data
        else:
            self.unsaid += data
        if "b" in tags:
            self.strong[-1] += data
        if "ldn-amount" in names:
            self.whole[-1] += data


def _holds_text(tag: str, name: str) -> bool:
    return tag in TEXTS and name not in {"ldn-amount", "ldn-box"}


def page_title(style: str) -> str:
    """Read the title that each printed page bears, as a style sheet has it."""
    found = re.search(r'@bottom-left \{\s*content: "((?:[^"\\]|\\.)*)";', style)
    assert found is not None
    return re.sub(r"\\([0-9a-f]+) ", lambda each: chr(int(each[1], 16)), found[1])


def check_html(sheet: Sheet) -> Page:
    """Assert that the page says what the tree says, in its order, and nothing else."""
    page = Page(render_html(sheet))

    assert [spaced(text) for text in page.said if text] == list(
        map(spaced, said(sheet, written_first=True))
    )
    assert set(page.unsaid) <= MARKS
    assert spaced(page.title) == spaced(sheet.title)
    assert not page.open
    return page


def check_nothing_acts(page: Page) -> None:
    """Assert that there are only elements and attributes that show text."""
    assert {tag for tag, _ in page.met} <= TAGS
    assert {name for _, attributes in page.met for name in attributes} <= ATTRIBUTES
    styled = {(tag, given["style"]) for tag, given in page.met if "style" in given}
    assert styled == STYLES
    rules = re.sub(r'"(?:[^"\\]|\\.)*"', '""', page.style)
    assert not re.search(r"url|@import|expression", rules)
    assert "<" not in page.style


def squeezed(text: str) -> str:
    """Return the text without spaces, which fall where lines break."""
    return re.sub("[\\s\N{ZERO WIDTH SPACE}]", "", text)


def pages(pdf: bytes) -> list[str]:
    """Read the text of each page, squeezed."""
    with PdfDocument(pdf) as document:
        read = [each.get_textpage().get_text_range() for each in document]
    return [squeezed(text.replace(_HYPHEN_AT_END, "-")) for text in read]


def pages_by_pypdf(pdf: bytes) -> list[str]:
    """Read the text of each page by another, slower reader, squeezed.

    Of two hyphens in a row pdfium may give one, where a line above ends in a hyphen.
    """
    return [squeezed(each.extract_text()) for each in PdfReader(BytesIO(pdf)).pages]


def body(read: list[str], sheet: Sheet) -> str | None:
    """Return the text of all pages without the footer, or `None` where one lacks it."""
    if sheet.page in LABELS:
        return "".join(read)
    footers = [
        f"{squeezed(sheet.title)}page{number}of{len(read)}"
        for number in range(1, len(read) + 1)
    ]
    if not all(footer in page for footer, page in zip(footers, read, strict=True)):
        return None
    cut = [page.replace(each, "") for each, page in zip(footers, read, strict=True)]
    return "".join(cut)


def check_pdf(sheet: Sheet) -> None:
    """Assert that every text of the tree is on the pages."""
    pdf = render_pdf(sheet)
    missing = list(said(sheet))
    for read in (pages, pages_by_pypdf):
        found = body(read(pdf), sheet)
        if found is not None:
            missing = [text for text in said(sheet) if squeezed(text) not in found]
        if not missing:
            break
    assert not missing
