"""HTML: a document as one element for a notebook, or as a page with that element alone.

Nothing in it is fetched and nothing in it runs. Every text is escaped where it enters
the markup, also in the title that each printed page bears. Every rule of the element's
style is about what lies in ``.ldn-sheet``, so whatever page shows it stays as it is;
colours are those of the page around, dark or light, but for what must not be
overlooked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from html import escape
from importlib.resources import files
from itertools import chain, count
from math import ceil
from typing import assert_never

from .code_picture import picture_of
from .content import (
    LABELS,
    Blank,
    Content,
    Facts,
    Formula,
    Paragraph,
    Part,
    Section,
    Table,
    Task,
    on_paper,
)
from .languages import page_words
from .printed import PrintedRun, plain, printed_runs

__all__ = ["render_fragment", "render_html", "render_labels_html"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LABEL_MARGINS = {"small label": "1.5mm"}
_FILLED = {"fill": "currentColor"}
_OUTLINE = {"fill": "none", "stroke": "currentColor", "stroke_width": "0.4"}
_WIDE = 6  # columns; more of them have little room each
_FOUR = 4  # blanks in a row; fewer stand in rows of three, more in rows of five


class _Markup(str):
    """Markup that is ready; any other text is escaped where it enters an element."""

    __slots__ = ()


_WORD_BREAK = _Markup("<wbr>")


def render_html(sheet: Content, *, page: str | None = None) -> str:
    """Return a document as HTML.

    Parameters
    ----------
    sheet
        What it says, and for which page.
    page
        ``A4`` or ``Letter``, to print it on that; `None` leaves the page of the sheet.

    Returns
    -------
    str
        One page of HTML, whole in itself, ending in a line break.

    Raises
    ------
    FieldError
        If *page* is no size of paper.

    Examples
    --------
    >>> from ldn_compound.sheets import Paragraph, Section, Sheet
    >>> sheet = Sheet("Sugar & salt", None, (Section("A", (Paragraph("1 < 2"),)),))
    >>> "1 &lt; 2" in render_html(sheet)
    True
    """
    return _whole(sheet if page is None else on_paper(sheet, page))


def render_labels_html(labels: tuple[Content, ...]) -> str:
    """Return labels of one size as one page of HTML; printed, each is a page.

    Parameters
    ----------
    labels
        The labels, one at least.

    Returns
    -------
    str
        One page of HTML, whole in itself, ending in a line break.
    """
    return _whole(*labels)


def _whole(*sheets: Content) -> str:
    """Return documents as a page of HTML, whole in itself, that prints as the first."""
    sheet = sheets[0]
    style = f"{_page_rule(sheet)}\n{_file('page.css')}"
    head = (
        _element("meta", charset="utf-8"),
        _element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        _element("meta", name="viewport", content="width=device-width"),
        _element("title", plain(sheet.title)),
        _style(style),
    )
    body = _lines(_sheet(each) for each in sheets)
    whole = _element(
        "html",
        _element("head", *_lines(head)),
        _element("body", *body, class_="ldn-page", style="margin:0"),
        lang=sheet.language,
        style="color-scheme:light dark",
    )
    return f"<!DOCTYPE html>\n{whole}\n"


def render_fragment(sheet: Content) -> str:
    """Return a document as the element that shows it on any page of HTML.

    Parameters
    ----------
    sheet
        What it says.

    Returns
    -------
    str
        One element with its style, ending in a line break.

    Examples
    --------
    >>> from ldn_compound.sheets import Paragraph, Section, Sheet
    >>> sheet = Sheet("Sugar & salt", None, (Section("A", (Paragraph("1 < 2"),)),))
    >>> render_fragment(sheet) in render_html(sheet)
    True
    """
    return f"{_sheet(sheet)}\n"


def _sheet(sheet: Content) -> _Markup:
    numbers = count(1)
    parts = [
        _style(_file("sheet.css")),
        *_banner(sheet.banner),
        *_code(sheet.code),
        _element("h1", _text(sheet.title)),
        *_bars(sheet.bars),
        *(_section(section, numbers) for section in sheet.sections),
    ]
    names = "ldn-sheet ldn-label" if sheet.page in LABELS else "ldn-sheet"
    names += " ldn-small" if sheet.small else ""
    names += " ldn-large" if sheet.large else ""
    return _element("div", *_lines(parts), class_=names, lang=sheet.language)


def _code(code: str | None) -> Iterator[_Markup]:
    if code is not None:
        picture = _Markup(picture_of(code))
        yield _element("div", picture, class_="ldn-code", role="img", aria_label=code)


def _bars(milligrams: Fraction) -> Iterator[_Markup]:
    """Yield a bar for each milligram of a strength; the last may be filled in part."""
    bars = ceil(milligrams)
    if bars:
        drawn = [
            _element(
                "rect",
                x=f"{8 * bar + 1}",
                y="1",
                width=f"{width:g}",
                height="2",
                **look,
            )
            for bar in range(bars)
            for width, look in (
                (6 * float(min(milligrams - bar, Fraction(1))), _FILLED),
                (6.0, _OUTLINE),
            )
        ]
        box = f"0 0 {8 * bars} 4"
        yield _element(
            "svg", *drawn, class_="ldn-bars", viewBox=box, aria_hidden="true"
        )


def _banner(banner: str | None) -> Iterator[_Markup]:
    if banner:
        yield _element(
            "div", class_="ldn-watermark", data_banner=banner, aria_hidden="true"
        )
        yield _element("p", _text(banner), class_="ldn-banner", role="alert")


def _section(section: Section, numbers: Iterator[int]) -> _Markup:
    """Return a section; its title is the caption of a table that it begins with."""
    title = _element("h2", _text(section.title)) if section.title else _Markup()
    match section.parts:
        case (Facts() | Table() as first, *others) if title:
            top = _table(first, _element("caption", title))
        case others:
            top = title
    parts = (_part(each, numbers) for each in others)
    return _element("section", *_lines([top, *parts]))


def _part(part: Part, numbers: Iterator[int]) -> _Markup:
    match part:
        case Paragraph(text):
            return _element("p", _text(text))
        case Facts() | Table():
            return _table(part, _Markup())
        case Task(text, blanks):
            number = _element("span", f"{next(numbers)}.", class_="ldn-number")
            box = _element("span", class_="ldn-box", aria_hidden="true")
            what = _element("span", _text(text, strong=True))
            return _element(
                "div",
                *(_element("div", box, number, " ", what), *_blanks(blanks)),
                class_="ldn-task",
            )
        case Formula():
            inputs = (
                child
                for name, value in part.inputs
                for child in ("; ", _said(name), " ", _said(value))
            )
            first = _element("div", _said(part.name), ": ", _said(part.result))
            formula = _element("div", "= ", _said(part.formula))
            source = (" [", _said(part.source), "]")
            last = _element("div", *[*inputs][1:], *source)
            return _element("div", first, formula, last, class_="ldn-formula")
        case _:
            assert_never(part)


def _table(part: Facts | Table, caption: _Markup) -> _Markup:
    if isinstance(part, Facts):
        pairs = [
            (_element("th", _text(name), scope="row"), _cell(value))
            for name, value in part.rows
        ]
        together = (
            pairs[n : n + part.columns] for n in range(0, len(pairs), part.columns)
        )
        rows = [_element("tr", *chain.from_iterable(each)) for each in together]
        body = _element("tbody", *_lines(rows))
        names = "ldn-facts" if part.columns == 1 else "ldn-facts ldn-pairs"
        names += " ldn-notes" if part.notes else ""
        return _element("table", *_lines([caption, body]), class_=names)
    header = (_element("th", _text(each), scope="col") for each in part.header)
    head = _element("thead", _element("tr", *header))
    rows = [
        _element(
            "tr",
            *(_cell(each, strong=m == part.strong) for m, each in enumerate(row)),
            class_="ldn-stop" if n in part.stops else "",
        )
        for n, row in enumerate(part.rows)
    ]
    body = _element("tbody", *_lines(rows))
    names = "ldn-rows ldn-wide" if len(part.header) > _WIDE else "ldn-rows"
    return _element("table", *_lines([caption, head, body]), class_=names)


def _cell(text: str, *, strong: bool = False) -> _Markup:
    look = "ldn-strong" if strong else ""
    return _element("td", _text(text), class_=look if text else "ldn-empty")


def _blanks(blanks: tuple[Blank, ...]) -> Iterator[_Markup]:
    if blanks:
        columns = "ldn-four" if len(blanks) == _FOUR else "ldn-many"
        names = f"ldn-blanks {columns}" if len(blanks) >= _FOUR else "ldn-blanks"
        yield _element("div", *map(_blank, blanks), class_=names)


def _blank(blank: Blank) -> _Markup:
    """Return a line to write on, or what was written there, over its name."""
    name, value = blank
    written = _element("span", _text(value), class_="ldn-written")
    return _element("div", written, _said(name))


def _said(text: str) -> _Markup:
    return _element("span", _text(text))


def _text(text: str, *, strong: bool = False) -> _Markup:
    return _joined(map(_run, printed_runs(text, strong=strong)))


def _run(run: PrintedRun) -> str:
    chunks = [each for chunk in run["chunks"] for each in (_WORD_BREAK, chunk)][1:]
    whole = "ldn-amount" if run["amount"] else ""
    if run["strong"]:
        return _element("b", *chunks, class_=whole)
    return _element("span", *chunks, class_=whole) if whole else _joined(chunks)


# -- markup


def _element(tag: str, *children: str, **attributes: str) -> _Markup:
    """Return an element; ``class_`` or ``data_banner`` is an attribute unless empty."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value
    )
    if tag == "meta":  # the one element of ours that has no end
        return _Markup(f"<{tag}{given}>")
    return _Markup(f"<{tag}{given}>{_joined(children)}</{tag}>")


def _joined(children: Iterable[str]) -> _Markup:
    return _Markup(
        "".join(
            each if isinstance(each, _Markup) else escape(each) for each in children
        )
    )


def _lines(children: Iterable[_Markup]) -> Iterator[_Markup]:
    """Yield what has no text between it, each on a line of its own."""
    yield _Markup("\n")
    yield from (_Markup(f"{each}\n") for each in children if each)


def _style(rules: str) -> _Markup:
    """Return rules as an element; no text of a sheet is in them but as `_quoted`."""
    return _Markup(f"<style>\n{rules}</style>")


# -- style


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")


def _page_rule(sheet: Content) -> str:
    """Return the rule for printed pages: their size, and what repeats on each."""
    label = LABELS.get(sheet.page)
    if label is not None:
        size = f"{label.width}mm {label.height}mm"
        margin = _LABEL_MARGINS.get(sheet.page, "3mm")
        return f"@page {{\n  size: {size};\n  margin: {margin};\n}}"
    before, between = page_words(sheet.language)
    number = f"{_quoted(before)} counter(page) {_quoted(between)} counter(pages)"
    boxes = {
        "bottom-left": f"content: {_quoted(plain(sheet.title))}; width: 75%; "
        "text-align: left; vertical-align: top; padding-top: 3mm; font: 9pt sans-serif",
        "bottom-right": f"content: {number}; width: 25%; text-align: right; "
        "vertical-align: top; padding-top: 3mm; font: 9pt sans-serif; "
        "white-space: nowrap",
    }
    if sheet.banner:
        boxes["top-center"] = (
            f"content: {_quoted(sheet.banner)}; width: 100%; text-align: center; "
            "vertical-align: middle; font: bold 15pt sans-serif"
        )
    lines = "\n".join(f"  @{place} {{ {rules}; }}" for place, rules in boxes.items())
    margin = "15mm 12mm 14mm" if sheet.small else "20mm 15mm 18mm"
    return f"@page {{\n  size: {sheet.page};\n  margin: {margin};\n{lines}\n}}"


def _quoted(text: str) -> str:
    r"""Return a text as a string of CSS: ``\26`` for ``&``."""
    signs = (
        each if each.isascii() and each.isalnum() else f"\\{ord(each):x} "
        for each in text
    )
    return f'"{"".join(signs)}"'
