"""``made``: what was done, entered; the bench sheet filled in, and the dose."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from ..documents import bench_sheet
from ..errors import DocumentError, FieldError, shown
from ..orders.entered import made_from_dict
from ..orders.toml import with_lines
from ..plan import dose_made
from .files import plain_data, plan_in
from .parser import DRAFT, READY, Parser, count, print_json, run
from .printing import add_sheet_options, print_sheet

__all__ = ["main", "parser"]


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser(
        "made",
        "Enter what was weighed and counted, and print the bench sheet filled in, with "
        "the dose that was made.",
        epilog="The command ends with 0 where nothing stops a release, with 1 where "
        "something does, and with 2 where the entries were refused.",
    )
    add = made.add_argument
    add("plan", help="file of the plan, as `plan --json` or `papers` wrote it")
    add("entries", nargs="?", help="file of entries, TOML or JSON; - reads input")
    add("--weighed", help="what the balance showed, as 'A=1541 mg, B=11.998 g'")
    add("--tablets-counted", help="tablets that were crushed")
    add("--tablets-mass", help="their mass, all together, such as '1.712 g'")
    add("--blend-mass", help="the blend before filling, such as '13.48 g'")
    add("--blend-filled", help="the blend that went into the capsules")
    add("--capsules", help="capsules filled and kept")
    add("--rejected", help="capsules set aside")
    add("--batch-number", help="number that the house gave to the batch")
    add_sheet_options(made)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Print the sheet that the command line fills in.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0 where nothing stops a release, 1 where something does, 2 where the entries
        were refused.
    """
    return run(parser(), arguments, _main)


def _main(options: Namespace) -> int:
    plan = plan_in(options.plan)
    data: Any = {}
    text = ""
    if options.entries is not None:
        data, text = plain_data(options.entries, "entries")
    try:
        made = made_from_dict({**data, **_typed(options)})
    except DocumentError as error:
        raise DocumentError(with_lines(error.faults, text)) from None
    dose = dose_made(plan, made)
    if options.json:
        print_json(
            {
                "strength": str(dose.strength),
                "label_claim": str(dose.label_claim),
                "released": dose.released,
                "findings": [
                    {
                        "code": each.code,
                        "severity": each.severity,
                        "message": str(each.message),
                    }
                    for each in dose.findings
                ],
            }
        )
    else:
        print_sheet(bench_sheet(plan, made=made), options, None)
    return READY if dose.released else DRAFT


_TEXTS = ("tablets_mass", "blend_mass", "blend_filled", "batch_number")
_COUNTS = ("tablets_counted", "capsules", "rejected")


def _typed(options: Namespace) -> dict[str, Any]:
    """Return the entries that were typed."""
    typed = {name: getattr(options, name) for name in _TEXTS}
    typed |= {name: count(getattr(options, name)) for name in _COUNTS}
    if options.weighed is not None:
        weighings = [_weighing(each) for each in options.weighed.split(",")]
        typed["weighed"] = dict(weighings)
        if len(typed["weighed"]) < len(weighings):
            expected, got = "each item once", shown(options.weighed)
            raise FieldError(expected, got, field="--weighed")
    return {name: value for name, value in typed.items() if value is not None}


def _weighing(text: str) -> tuple[str, str]:
    item, mark, mass = text.partition("=")
    if not mark:
        raise FieldError("entries such as 'A=1541 mg'", shown(text), field="--weighed")
    return item.strip(), mass.strip()
