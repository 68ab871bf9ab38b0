"""The command line: which command was asked for, and nothing that it does not need."""

from __future__ import annotations

import sys
from argparse import Action, RawDescriptionHelpFormatter
from importlib import import_module
from importlib.metadata import version

from .command_line import write
from .commands.names import COMMANDS
from .commands.parser import Parser, run

__all__ = ["main", "parser"]


class _Version(Action):
    """Prints the version, which takes a while to find, where it is asked for."""

    def __call__(self, *_: object, **__: object) -> None:
        write(f"ldn-compound {version('ldn-compound')}\n")
        sys.exit(0)


def parser() -> Parser:
    """Return what says which command is meant."""
    width = max(map(len, COMMANDS))
    listed = "\n".join(f"  {name:{width}}  {told}" for name, told in COMMANDS.items())
    made = Parser(
        "",
        "Work out batches of low-dose naltrexone capsules.",
        epilog=f"commands:\n{listed}\n\n`ldn-compound COMMAND --help` says what each "
        "takes.",
        formatter_class=RawDescriptionHelpFormatter,
    )
    told = "which of them; the rest of the line is for it"
    made.add_argument("command", choices=tuple(COMMANDS), metavar="COMMAND", help=told)
    told = "print the version and end"
    made.add_argument("--version", action=_Version, nargs=0, help=told)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run the command that the command line names.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        What the command ends with: 0; 1 where what it made is a draft; 2 where it
        refused; 130 where it was interrupted, 141 where nobody reads what it writes.
    """
    given = sys.argv[1:] if arguments is None else arguments
    return run(
        parser(), given[:1], lambda options: _command(options.command, given[1:])
    )


def _command(name: str, arguments: list[str]) -> int:
    """Run a command, of which nothing was loaded before."""
    module = import_module(f".commands.{name}", __package__)
    status: int = module.main(arguments)
    return status


if __name__ == "__main__":
    sys.exit(main())
