"""``label``: the labels of one batch, on a roll or on paper to cut."""

from __future__ import annotations

from argparse import Namespace

from ..errors import FieldError
from ..orders import Profile
from ..sheets.content import LABEL_PAPERS
from ..sheets.html import render_labels_html
from ..sheets.markdown import render_markdown
from ..sheets.pdf import render_labels_pdf
from .labelling import add_label_options, dispensed_as_asked, labels_of
from .ordering import add_order_options, asked_profile, planned
from .parser import DRAFT, READY, Parser, print_json, print_text, run, write_file
from .printing import add_form_options

__all__ = ["main", "parser"]


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser(
        "label",
        "Print the label of a container, or those of several, as text or as a PDF: "
        "each on a page of a roll, or on A4 or Letter with lines to cut along.",
        epilog="The command ends with 0 where the batch is ready, with 1 where its "
        "labels are drafts, and with 2 where it was refused. With --json it prints "
        "what is left to fill in by hand.",
    )
    add_order_options(made)
    add_label_options(made)
    made.add_argument("--language", help="language: en or de (default: en)")
    made.add_argument("--paper", help="of a PDF: roll, A4 or Letter (default: roll)")
    add_form_options(made)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Print the labels that the command line asks for.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0 where the batch is ready, 1 where its labels are drafts, 2 where it was
        refused.
    """
    return run(parser(), arguments, _main)


def _main(options: Namespace) -> int:
    paper = options.paper or "roll"
    if paper not in list(LABEL_PAPERS):
        raise FieldError(" or ".join(LABEL_PAPERS), paper, field="--paper")
    order, plan = planned(options)
    pharmacy = (asked_profile(options) or Profile()).pharmacy
    given = dispensed_as_asked(order, options, pharmacy)
    found = labels_of(given, plan, options, pharmacy)
    if options.json:
        blanks = [list(each.blanks) for each in found.labels]
        print_json({"ready": plan.ready, "blanks": blanks})
    elif options.pdf is not None:
        write_file(options.pdf, render_labels_pdf(found.labels, paper), "--pdf")
    elif options.html:
        print_text(render_labels_html(found.labels))
    elif options.markdown:
        print_text("\n".join(map(render_markdown, found.labels)))
    else:
        print_text(str(found))
    return READY if plan.ready else DRAFT
