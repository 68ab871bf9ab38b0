"""Printing: a sheet as the options ask for it, on the screen or in a file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ..batch_plan import BatchPlan
from ..documents import Papers
from ..errors import CompoundError, FieldError
from ..interop.json import dumps
from ..orders import Profile
from ..sheets.content import on_paper
from ..sheets.html import render_html
from ..sheets.languages import in_language
from ..sheets.markdown import render_markdown
from ..sheets.pdf import render_pdf
from ..sheets.sheet import Sheet
from ..sheets.text import render_text
from .parser import Parser, print_text, write_file

__all__ = [
    "add_folder_options",
    "add_form_options",
    "add_paper_options",
    "add_place_options",
    "add_sheet_options",
    "print_sheet",
    "save_papers",
    "shown_as",
]


def add_paper_options(parser: Parser) -> None:
    """Let a command take the language and the paper of what it prints."""
    parser.add_argument("--language", help="language: en or de (default: en)")
    parser.add_argument("--paper", help="paper: A4 or Letter (default: A4)")


def add_sheet_options(parser: Parser) -> None:
    """Let a command print a sheet in any form."""
    add_paper_options(parser)
    add_form_options(parser)


def add_form_options(parser: Parser) -> None:
    """Let a command print in any form."""
    form = parser.add_mutually_exclusive_group().add_argument
    form("--markdown", action="store_true", help="print Markdown instead of text")
    form("--html", action="store_true", help="print HTML instead of text")
    form("--pdf", help="write the sheet to this file as PDF, and print nothing")
    form("--json", action="store_true", help="print JSON for a program instead")


def shown_as(sheet: Sheet, options: Namespace, profile: Profile | None) -> Sheet:
    """Return a sheet in the language and on the paper that were asked for."""
    pharmacy = (Profile() if profile is None else profile).pharmacy
    try:
        sheet = in_language(sheet, options.language or pharmacy.language)
        return on_paper(sheet, options.paper or pharmacy.page)
    except CompoundError as error:
        field = {"page": "paper"}.get(error.field or "", error.field)
        raise error.at(f"--{field}") from None


def print_sheet(sheet: Sheet, options: Namespace, profile: Profile | None) -> None:
    """Print a sheet, or write it to the file that was named."""
    sheet = shown_as(sheet, options, profile)
    if options.pdf is not None:
        write_file(options.pdf, render_pdf(sheet), "--pdf")
    elif options.html:
        print_text(render_html(sheet))
    else:
        print_text((render_markdown if options.markdown else render_text)(sheet))


def add_place_options(parser: Parser, folder: str | None = None) -> None:
    """Let a command name the folder that papers are written to, and their form."""
    told = "where papers are written" if folder is None else "where (default: here)"
    add = parser.add_argument
    add("--folder", default=folder, help=told)
    add("--style", default="pdf", help="text, markdown, html or pdf (default: pdf)")
    add("--replace", action="store_true", help="write over papers that are there")


def add_folder_options(parser: Parser) -> None:
    """Let a command write papers to a folder."""
    add_paper_options(parser)
    add_place_options(parser, ".")
    parser.add_argument("--json", action="store_true", help="print JSON instead")


def save_papers(
    found: Papers, options: Namespace, plan: BatchPlan | None
) -> list[Path]:
    """Write papers to the folder that was named, and the plan as JSON beside them."""
    try:
        files = [*found.save(options.folder, options.style, replace=options.replace)]
    except CompoundError as error:
        raise error.at(f"--{error.field}") from None
    except OSError as error:
        expected = "a folder that can be written to"
        raise FieldError(expected, f"{error}", field="--folder") from None
    if plan is not None:
        record = Path(options.folder) / f"{found.name}-plan.json"
        record.write_text(dumps(plan) + "\n", "utf-8")
        files.append(record)
    return files
