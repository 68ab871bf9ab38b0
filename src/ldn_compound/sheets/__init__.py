"""The sheet engine: what a document says, and how it becomes text, HTML or PDF."""

from __future__ import annotations

from .content import Content, Facts, Formula, Paragraph, Part, Section, Table, Task
from .html import render_fragment, render_html
from .labels import Labels
from .languages import LANGUAGES, in_language
from .markdown import render_markdown
from .pdf import render_pdf
from .sheet import Sheet
from .text import render_text

__all__ = [
    "LANGUAGES",
    "Content",
    "Facts",
    "Formula",
    "Labels",
    "Paragraph",
    "Part",
    "Section",
    "Sheet",
    "Table",
    "Task",
    "in_language",
    "render_fragment",
    "render_html",
    "render_markdown",
    "render_pdf",
    "render_text",
]
