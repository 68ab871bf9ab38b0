"""The self-test from the command line: status 0 where all is well, else 1."""

from __future__ import annotations

import platform
import sys
from argparse import ArgumentParser
from importlib.metadata import version

from ..command_line import run_command, write
from ..reference.version import data_version
from ..sheets.text import render_text
from .examples import packaged_file
from .pinned import file_version, run_file
from .report import as_json, passed, qualification_sheet
from .running import ExampleResult

__all__ = ["main", "parser"]


def main(
    arguments: list[str] | None = None,
    outcomes: tuple[ExampleResult, ...] | None = None,
) -> int:
    """Print what came of the worked examples on this machine.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.
    outcomes
        What came of the examples; `None` runs those that come with this library.

    Returns
    -------
    int
        0, or 1 where any example failed or none was run, or where the examples are not
        those of this version; else see `command_line.run_command`.
    """
    return run_command(lambda: _main(arguments, outcomes))


def _main(
    arguments: list[str] | None, outcomes: tuple[ExampleResult, ...] | None
) -> int:
    options = parser().parse_args(arguments)
    if outcomes is None:
        outcomes = run_file(packaged_file())
    installed = _installed()
    text = (
        as_json(outcomes, installed)
        if options.json
        else render_text(qualification_sheet(outcomes, installed))
    )
    write(text)
    return 0 if passed(outcomes) else 1


def parser() -> ArgumentParser:
    """Return what the command takes."""
    made = ArgumentParser(
        prog="ldn-compound selftest",
        description="Work out published examples on this machine and print, for each, "
        "whether the answer is the published one.",
        allow_abbrev=False,
    )
    made.add_argument("--json", action="store_true", help="print JSON instead")
    return made


def _installed() -> dict[str, str]:
    """Return what the examples run on."""
    return {
        "ldn-compound": version("ldn-compound"),
        "reference data": data_version(),
        "examples": file_version(packaged_file()),
        "pint": version("pint"),
        "attrs": version("attrs"),
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": platform.platform(),
    }


if __name__ == "__main__":
    sys.exit(main())
