"""``profile``: the file of what a pharmacy has, begun and checked."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ..documents import packing_form, tablets_form
from ..errors import FieldError, shown
from ..orders import NEW_PROFILE, Profile
from ..orders.editing import changed_profile, value_typed
from .parser import (
    DRAFT,
    READY,
    Parser,
    print_json,
    print_text,
    read_text,
    run,
    write_file,
)
from .printing import add_paper_options, shown_as

__all__ = ["main", "parser", "write_new"]


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser(
        "profile",
        "Begin a profile, the file of what the pharmacy has, or say what lacks in it.",
        epilog="`check` ends with 0 where nothing lacks, with 1 where something does, "
        "and with 2 where the file has faults.",
    )
    made.add_argument(
        "action",
        choices=tuple(_ACTIONS),
        help="new writes a commented file; check says what lacks before a batch can be "
        "ready; forms prints what to measure it with; set changes values",
    )
    made.add_argument(
        "file", nargs="?", default="profile.toml", help="default: profile.toml"
    )
    made.add_argument(
        "changes",
        nargs="*",
        metavar="PATH=VALUE",
        help="what set changes, such as 'materials.starch.weighed=20'",
    )
    add_paper_options(made)
    made.add_argument("--json", action="store_true", help="print JSON instead")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for with a profile.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0, 1 where something lacks in the profile, 2 where it cannot be read.
    """
    return run(parser(), arguments, _main)


def _main(options: Namespace) -> int:
    return _ACTIONS[options.action](options)


def _new(options: Namespace) -> int:
    write_new(options.file, NEW_PROFILE)
    return READY


def _check(options: Namespace) -> int:
    lacking = Profile.load(options.file).lacking()
    if options.json:
        print_json(
            [
                {"path": each.path, "message": each.message, "hint": each.hint}
                for each in lacking
            ]
        )
    else:
        told = "".join(f"{each}\n" for each in lacking)
        print_text(f"{told}{_FORMS}" if told else "nothing lacks\n")
    return DRAFT if lacking else READY


_FORMS = "`ldn-compound profile forms` prints the sheets to measure it with\n"


def _forms(options: Namespace) -> int:
    for form in (tablets_form(), packing_form()):
        print_text(f"{shown_as(form, options, None)}\n")
    return READY


def _set(options: Namespace) -> int:
    changes = {}
    for each in options.changes:
        path, mark, value = each.partition("=")
        if not mark:
            raise FieldError("PATH=VALUE", shown(each), field="changes")
        changes[path.strip()] = value_typed(value.strip())
    text = changed_profile(read_text(options.file, "file"), changes)
    write_file(options.file, text.encode(), "file")
    return READY


_ACTIONS = {"new": _new, "check": _check, "forms": _forms, "set": _set}


def write_new(path: str, text: str) -> None:
    """Write a file that is not there yet, and say so."""
    try:
        with Path(path).open("x", encoding="utf-8") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        expected = "the name of a file that is not there yet"
        raise FieldError(expected, f"{path!r} ({reason})", field="file") from None
    print_text(f"{path}\n")
