"""``papers``: all papers of one batch, in one folder."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ..documents import papers
from ..errors import CompoundError, FieldError
from ..interop.json import dumps
from ..orders import Profile
from .ordering import add_order_options, asked_profile, planned
from .parser import DRAFT, READY, Parser, print_json, print_text, run
from .printing import add_paper_options

__all__ = ["main", "parser"]


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser(
        "papers",
        "Write bench sheet, master formulation record, label and leaflet of one batch "
        "to a folder, and the plan as JSON beside them.",
        epilog="The command ends with 0 where the batch is ready, with 1 where its "
        "papers are drafts, and with 2 where it was refused.",
    )
    add_order_options(made)
    add_paper_options(made)
    made.add_argument("--folder", default=".", help="where (default: here)")
    made.add_argument(
        "--style", default="pdf", help="text, markdown, html or pdf (default: pdf)"
    )
    made.add_argument("--batch-number", help="number that the house gave to the batch")
    made.add_argument("--directions", help="how to take the capsules")
    made.add_argument(
        "--replace", action="store_true", help="write over papers that are there"
    )
    made.add_argument("--json", action="store_true", help="print the files as JSON")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Write the papers that the command line asks for.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0 where the batch is ready, 1 where its papers are drafts, 2 where it was
        refused.
    """
    return run(parser(), arguments, _main)


def _main(options: Namespace) -> int:
    order, plan = planned(options)
    pharmacy = (asked_profile(options) or Profile()).pharmacy
    told = (pharmacy.name, pharmacy.address, pharmacy.phone)
    try:
        found = papers(
            plan,
            batch_number=options.batch_number,
            directions=options.directions or order.directions,
            pharmacy=", ".join(each for each in told if each) or None,
            language=options.language or pharmacy.language,
            page=options.paper or pharmacy.page,
        )
        files = found.save(options.folder, options.style, replace=options.replace)
    except CompoundError as error:
        raise error.at(_OPTIONS.get(error.field or "", error.field or "")) from None
    except OSError as error:
        expected, got = "a folder that can be written to", f"{error}"
        raise FieldError(expected, got, field="--folder") from None
    record = Path(options.folder) / f"{found.name}-plan.json"
    record.write_text(dumps(plan) + "\n", "utf-8")
    named = [str(each) for each in (*files, record)]
    if options.json:
        print_json({"ready": plan.ready, "files": named})
    else:
        print_text("".join(f"{each}\n" for each in named))
    return READY if plan.ready else DRAFT


#: The option that says an argument.
_OPTIONS = {
    "page": "--paper",
    **{
        each: f"--{each.replace('_', '-')}"
        for each in ("batch_number", "directions", "folder", "language", "style")
    },
}
