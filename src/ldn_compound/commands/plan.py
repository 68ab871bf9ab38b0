"""``plan``: one order, worked out and printed as its bench sheet."""

from __future__ import annotations

from argparse import Namespace

from ..documents import bench_sheet
from ..interop.json import dumps
from .ordering import add_order_options, asked_profile, planned
from .parser import DRAFT, READY, Parser, print_text, run
from .printing import add_sheet_options, print_sheet

__all__ = ["main", "parser"]


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser(
        "plan",
        "Work out one batch of naltrexone capsules and print its bench sheet.",
        epilog="Amounts are written with a point and a unit: '4.5 mg', '1.712 g'. "
        "The command ends with 0 where the batch is ready, with 1 where the sheet is a "
        "draft, and with 2 where it was refused.",
    )
    add_order_options(made)
    add_sheet_options(made)
    made.add_argument(
        "--annex", action="store_true", help="add notes, formulas and sources"
    )
    return made


def main(arguments: list[str] | None = None) -> int:
    """Print the bench sheet that the command line asks for.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0 where the batch is ready, 1 where it is a draft, 2 where it was refused.
    """
    return run(parser(), arguments, _main)


def _main(options: Namespace) -> int:
    _, plan = planned(options)
    if options.json:
        print_text(dumps(plan) + "\n")
    else:
        print_sheet(
            bench_sheet(plan, annex=options.annex), options, asked_profile(options)
        )
    return READY if plan.ready else DRAFT
