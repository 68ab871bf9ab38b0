"""What a notebook shows, read back: a piece of HTML that must be whole."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["ATTRIBUTES", "TAGS", "Reader"]

#: What a document is made of, on a page of its own or on another.
TAGS = {"div", "style", "section", "h1", "h2", "p", "span", "b", "wbr"}
#: The bars and the code of a label.
TAGS |= {"svg", "rect", "path"}
TAGS |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"class", "lang", "role", "scope", "aria-hidden", "data-banner"}
ATTRIBUTES |= {"aria-label", "viewbox", "x", "y", "width", "height", "d"}
ATTRIBUTES |= {"fill", "stroke", "stroke-width"}


class Reader(HTMLParser):
    """Reads a piece of HTML; an element that is not closed in order is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.given: list[tuple[str, str | None]] = []
        self.words = self.style = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def check_nothing_acts(self) -> None:
        """Assert that there are only elements and attributes that show text."""
        assert self.names <= TAGS
        assert {name for name, _ in self.given} <= ATTRIBUTES
        assert not re.search(r"url|@import|expression|@page|<", self.style)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element and what is said of it."""
        self.names.add(tag)
        self.given += attrs
        if tag != "wbr":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold that it closes what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Gather the words, and the style apart from them."""
        if self.open[-1:] == ["style"]:
            self.style += data
        else:
            self.words += data
