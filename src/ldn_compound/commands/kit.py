"""``kit``: a course of rising doses, and the capsules that cover it."""

from __future__ import annotations

from argparse import Namespace

from ..errors import CompoundError, FieldError
from ..quantities.fields import listed
from ..regimen import Schedule, plan_kit, schedule_sheet
from .parser import DRAFT, READY, Parser, count, print_json, run
from .printing import add_sheet_options, print_sheet

__all__ = ["main", "parser"]


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser(
        "kit",
        "Print a course of rising doses with the capsules to dispense for it.",
        epilog="The command ends with 0, with 1 where the sheet is a draft, and with 2 "
        "where no capsules make the doses.",
    )
    add = made.add_argument
    add("--preset", help="a published course, such as '1.5-mg-every-7-days'")
    add("--start", help="first dose, such as '0.5 mg'")
    add("--step", help="how much the dose rises, such as '0.5 mg'")
    add("--every", help="how often it rises, such as '7 day'")
    add("--target", help="last dose, such as '4.5 mg'")
    add("--strengths", help="strengths to make it of, such as '0.5 mg, 1.5 mg'")
    add("--first-day", help="day of the first dose, such as 2026-12-01")
    add("--at-most", help="capsules that a dose may take")
    add_sheet_options(made)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Print the course that the command line asks for.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0, 1 where the sheet is a draft, 2 where no capsules make the doses.
    """
    return run(parser(), arguments, _main)


def _main(options: Namespace) -> int:
    try:
        schedule = _schedule(options)
        kit = plan_kit(schedule, listed(options.strengths) or (), **_most(options))
        sheet = schedule_sheet(schedule, first_day=options.first_day, kit=kit)
    except CompoundError as error:
        field = (error.field or "").partition("[")[0]
        field = _FIELDS.get(field, field)
        raise error.at(f"--{field.replace('_', '-')}") from None
    if options.json:
        print_json(
            {
                "days": schedule.days,
                "capsules": {str(each): count for each, count in kit.counts.items()},
                "ready": sheet.banner is None,
            }
        )
    else:
        print_sheet(sheet, options, None)
    return READY if sheet.banner is None else DRAFT


#: The option that says what an error calls otherwise.
_FIELDS = {"schedule": "strengths", "name": "preset", "titration": "preset"}


def _schedule(options: Namespace) -> Schedule:
    """Return the course: a published one, or one that rises step by step."""
    names = ("start", "step", "every", "target")
    steps = {name: getattr(options, name) for name in names}
    if options.preset is not None:
        if any(steps.values()):
            expected, got = "a preset, or a course by its steps", "both"
            raise FieldError(expected, got, field="preset")
        return Schedule.preset(options.preset)
    for name, text in steps.items():
        if text is None:
            expected = "a course: --start, --step, --every, --target"
            raise FieldError(expected, "none", "or name a --preset", name)
    return Schedule.linear(**steps)


def _most(options: Namespace) -> dict[str, int]:
    return {} if options.at_most is None else {"at_most": count(options.at_most)}
