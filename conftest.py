"""Runs the code blocks of README and docs as tests: each page is one."""

from __future__ import annotations

from collections.abc import Iterator
from doctest import ELLIPSIS
from pathlib import Path

import pytest
from _pytest._code.code import TerminalRepr, TracebackStyle
from sybil import Document, Sybil
from sybil.example import SybilFailure
from sybil.parsers.markdown import PythonCodeBlockParser

BLOCKS = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)],
    patterns=["*.md"],
)


class Page(pytest.Item):
    """The blocks of one page: each goes on where the one before it ended.

    They are one test, since two workers must not share out the blocks of a page.
    """

    document: Document

    def runtest(self) -> None:
        """Run every block; the first that shows something else fails."""
        for example in self.document.examples():
            example.evaluate()

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the page, as the heading of a failure."""
        return self.path, 0, self.path.name

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: TracebackStyle | None = None,
    ) -> str | TerminalRepr:
        """Return the block that failed, with its line, and what it showed instead."""
        if isinstance(excinfo.value, SybilFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class PageFile(pytest.File):
    """A Markdown file."""

    def collect(self) -> Iterator[Page]:
        """Yield the test of the page, where there is a block in it."""
        document = BLOCKS.parse(self.path)
        if document.regions:
            page: Page = Page.from_parent(self, name="blocks")
            page.document = document
            yield page


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PageFile | None:
    """Return the Markdown file at a path."""
    if BLOCKS.should_parse(file_path):
        return PageFile.from_parent(parent, path=file_path)
    return None
