"""``order``: the file of an order, begun."""

from __future__ import annotations

from argparse import Namespace

from ..orders import NEW_ORDER
from .parser import READY, Parser, run
from .profile import write_new

__all__ = ["main", "parser"]


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser("order", "Begin the file of an order, with its fields explained.")
    made.add_argument("action", choices=("new",), help="writes a commented file")
    made.add_argument(
        "file", nargs="?", default="order.toml", help="the order (default: order.toml)"
    )
    return made


def main(arguments: list[str] | None = None) -> int:
    """Write the file that the command line names.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0, or 2 where the file is there already.
    """
    return run(parser(), arguments, _main)


def _main(options: Namespace) -> int:
    write_new(options.file, NEW_ORDER)
    return READY
