"""``schema``: what an order, a profile or a document may hold, for programs."""

from __future__ import annotations

from argparse import Namespace

from ..interop.json import json_schema
from ..orders import made_schema, order_schema, profile_schema
from .parser import READY, Parser, print_json, run

__all__ = ["main", "parser"]

_SCHEMAS = {
    "order": order_schema,
    "profile": profile_schema,
    "made": made_schema,
    "document": json_schema,
}


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser("schema", "Print a JSON Schema, draft 2020-12.")
    made.add_argument("of", choices=tuple(_SCHEMAS), help="what it is of")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Print the schema that the command line names.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0.
    """
    return run(parser(), arguments, _main)


def _main(options: Namespace) -> int:
    print_json(_SCHEMAS[options.of]())
    return READY
