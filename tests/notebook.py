"""What a notebook shows, read back: a piece of HTML that must be whole."""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["Reader"]


class Reader(HTMLParser):
    """Reads a piece of HTML; an element that is not closed in order is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.given: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element and what is said of it."""
        self.names.add(tag)
        self.given += attrs
        if tag not in ("br", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold that it closes what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Gather the words."""
        self.words += data
