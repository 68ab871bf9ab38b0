"""``papers``: all papers of one batch, in one folder."""

from __future__ import annotations

from argparse import Namespace

from ..documents import papers
from ..errors import CompoundError
from ..orders import Profile
from .labelling import add_label_options, dispensed_as_asked, labels_of
from .ordering import add_order_options, asked_profile, planned
from .parser import DRAFT, READY, Parser, print_json, print_text, run
from .printing import add_folder_options, save_papers

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
    add_label_options(made)
    made.add_argument(
        "--large-print", action="store_true", help="a leaflet to read with weak eyes"
    )
    add_folder_options(made)
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
    given = dispensed_as_asked(order, options, pharmacy)
    labels = labels_of(given, plan, options, pharmacy)
    try:
        found = papers(
            plan,
            given,
            batch_number=options.batch_number,
            labels=labels,
            large_print=options.large_print,
            pharmacy=pharmacy.contact,
            language=options.language or pharmacy.language,
            page=options.paper or pharmacy.page,
        )
    except CompoundError as error:
        field = (error.field or "").replace("page", "paper").replace("_", "-")
        raise error.at(f"--{field}") from None
    files = save_papers(found, options, plan)
    named = [str(each) for each in files]
    if options.json:
        print_json({"ready": plan.ready, "files": named})
    else:
        print_text("".join(f"{each}\n" for each in named))
    return READY if plan.ready else DRAFT
