"""``completion``: what a shell needs to complete commands and options."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module

from ..extras import needs
from .names import COMMANDS
from .parser import READY, Parser, print_text, run

__all__ = ["main", "parser"]

_SHELLS = ("bash", "zsh", "tcsh")


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser(
        "completion",
        "Print what a shell needs to complete commands and options of ldn-compound; "
        "for bash: `ldn-compound completion bash > ~/.local/share/bash-completion/"
        "completions/ldn-compound`.",
    )
    made.add_argument("shell", choices=_SHELLS, help="which shell")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Print the completion of the shell that the command line names.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0, or 2 where the extra ``interop`` is not installed.
    """
    return run(parser(), arguments, _main)


def _main(options: Namespace) -> int:
    shtab = needs("shtab", extra="interop")
    print_text(shtab.complete(_whole(), options.shell))
    return READY


def _whole() -> ArgumentParser:
    """Return one parser with all commands below it, which is never run."""
    whole = ArgumentParser(prog="ldn-compound")
    below = whole.add_subparsers()
    for name, told in COMMANDS.items():
        below.add_parser(name, help=told)
        module = import_module(f".{name}", __package__)
        below.choices[name] = module.parser()
    return whole
