"""The sheet engine: what a document says, and how it becomes text, HTML or PDF."""

from __future__ import annotations

from .content import Facts, Formula, Paragraph, Part, Section, Sheet, Table, Task
from .fragment import render_fragment
from .html import render_html
from .languages import LANGUAGES, in_language
from .markdown import render_markdown
from .pdf import render_pdf
from .text import render_text

__all__ = [
    "LANGUAGES",
    "Facts",
    "Formula",
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
