"""The parser of every command: one value an option, and each fault in one line."""

from __future__ import annotations

import json
import sys
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from ..command_line import run_command, write
from ..errors import CompoundError, DocumentError, FieldError, shown

__all__ = [
    "DRAFT",
    "READY",
    "REFUSED",
    "Parser",
    "count",
    "print_json",
    "print_text",
    "read_text",
    "run",
    "write_file",
]

#: What a command ends with.
READY, DRAFT, REFUSED = 0, 1, 2

_MOST_DIGITS = 40  # of a count: far more than a bench, far less than Python takes


class Parser(ArgumentParser):
    """Takes each value once, guesses no option and says what is wrong in one line."""

    def __init__(self, name: str, description: str, **others: Any) -> None:  # noqa: ANN401 - those of argparse
        super().__init__(
            prog=f"ldn-compound {name}".strip(),
            description=description,
            allow_abbrev=False,
            **others,
        )
        self.register("action", None, _Once)  # None: options that take a value

    def error(self, message: str) -> NoReturn:
        """End the command with what is wrong."""
        told = message if message.isprintable() else shown(message)
        self.exit(REFUSED, f"{self.prog}: error: {told} (see --help)\n")

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401 - any file
        """Fail where help cannot be written; argparse would say nothing of it."""
        if file is sys.stdout:
            write(message)
        else:
            super()._print_message(message, file)


class _Once(Action):
    """Takes a value; a second one is refused, not taken for the first."""

    taken = False

    def __call__(
        self,
        parser: ArgumentParser,  # noqa: ARG002 - argparse hands it over
        namespace: Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if self.taken:
            got = f"{shown(getattr(namespace, self.dest))} and {shown(values)}"
            raise FieldError("one value", got, field=option_string)
        self.taken = True
        setattr(namespace, self.dest, values)


def run(
    parser: Parser, arguments: list[str] | None, command: Callable[[Namespace], int]
) -> int:
    """Run a command and return its status.

    Parameters
    ----------
    parser
        Reads the command line.
    arguments
        The command line; `None` takes that of the process.
    command
        Does the work with the options, and returns the status.

    Returns
    -------
    int
        What the command returned; 2 where the input was impossible, then with one line
        for each fault on standard error; else see `run_command`.
    """
    return run_command(lambda: _run(parser, arguments, command))


def _run(
    parser: Parser, arguments: list[str] | None, command: Callable[[Namespace], int]
) -> int:
    try:
        return command(parser.parse_args(arguments))
    except BrokenPipeError:
        raise
    except DocumentError as error:
        told = [str(each) for each in error.faults]
    except (CompoundError, OSError) as error:
        told = [str(error)]
    for line in told:
        sys.stderr.write(f"{parser.prog}: error: {line}\n")
    return REFUSED


def count(text: str | None) -> Any:  # noqa: ANN401 - the record refuses what is no count
    """Return digits 0 to 9 as a number; the record that takes it refuses the rest."""
    if text and text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    return text


def read_text(path: str, option: str) -> str:
    """Return what a file holds; ``-`` is what comes in.

    Parameters
    ----------
    path
        The file.
    option
        What named it.

    Returns
    -------
    str
        Its text.

    Raises
    ------
    FieldError
        If there is no such file, or it is no text.
    """
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text("utf-8")
    except (OSError, ValueError) as error:
        got = f"{shown(path)} ({getattr(error, 'strerror', None) or error})"
        raise FieldError("a file of text in UTF-8", got, field=option) from None


def write_file(path: str, content: bytes, option: str) -> None:
    """Write a file, refusing a name that cannot be written to."""
    try:
        Path(path or "\0").write_bytes(content)  # no name would be the folder itself
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file has such a name"
        expected = "the name of a file that can be written"
        way_out = "name a file in a folder that is there and that you may write to"
        got = f"{shown(path)} ({reason})"
        raise FieldError(expected, got, way_out, option) from None


def print_text(text: str) -> None:
    """Print a text whole: one with a sign missing would be another."""
    try:
        write(text)
    except UnicodeEncodeError as error:
        expected = f"a terminal that shows {error.object[error.start]!a}"
        way_out = "set PYTHONIOENCODING=utf-8, or write a --pdf"
        raise FieldError(expected, error.encoding, way_out, "output") from None


def print_json(data: object) -> None:
    """Print plain data as JSON."""
    write(json.dumps(data, indent=2, sort_keys=True) + "\n")
