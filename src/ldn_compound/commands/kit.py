"""``kit``: a course of rising doses, the capsules that cover it, and their papers."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ..batch_plan import BatchPlan
from ..documents import Papers, papers
from ..documents.patient.label import LabelLook
from ..errors import CompoundError, FieldError
from ..orders import Order, Profile, plan_order
from ..quantities.fields import listed
from ..regimen import Kit, Schedule, plan_kit, schedule_sheet
from ..sheets.sheet import Sheet
from .labelling import told_by_option
from .parser import DRAFT, READY, Parser, count, print_json, print_text, run
from .printing import (
    add_place_options,
    add_sheet_options,
    print_sheet,
    save_papers,
    shown_as,
)

__all__ = ["main", "parser"]


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser(
        "kit",
        "Print a course of rising doses with the capsules to dispense for it. With "
        "--profile and --folder, the batch of each strength is planned too, and all "
        "papers are written, with labels that say for which days they are.",
        epilog="The command ends with 0, with 1 where the sheet or a batch is a draft, "
        "and with 2 where no capsules make the doses or a batch was refused.",
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
    for name, told in _OF_ORDER.items():
        add(f"--{name.replace('_', '-')}", help=told)
    add("--profile", help="file of the pharmacy's profile, to plan the batches by")
    add("--batch-numbers", help="what they begin with: of B-17 are B-17-1, B-17-2 ...")
    add_place_options(made)
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
        sheet = schedule_sheet(
            schedule,
            first_day=options.first_day,
            kit=kit,
            time_of_day=options.time_of_day,
        )
    except CompoundError as error:
        field = (error.field or "").partition("[")[0]
        field = _FIELDS.get(field, field)
        raise error.at(f"--{field.replace('_', '-')}") from None
    ready, files = sheet.banner is None, list[Path]()
    if options.folder is not None:
        plans, files = _all_papers(kit, sheet, options)
        ready = ready and all(each.ready for each in plans)
    if options.json:
        found = {"files": list(map(str, files))} if files else {}
        capsules = {str(each): count for each, count in kit.counts.items()}
        print_json(
            {"days": schedule.days, "capsules": capsules, "ready": ready} | found
        )
    elif files:
        print_text("".join(f"{each}\n" for each in files))
    else:
        print_sheet(sheet, options, None)
    return READY if ready else DRAFT


def _all_papers(
    kit: Kit, sheet: Sheet, options: Namespace
) -> tuple[list[BatchPlan], list[Path]]:
    """Write the papers of a kit, and return its plans and the files."""
    if options.profile is None:
        expected = "a profile, by which batches are planned"
        raise FieldError(expected, "none", field="--profile")
    profile = Profile.load(options.profile)
    pharmacy = profile.pharmacy
    language = options.language or pharmacy.language
    look: LabelLook = {**pharmacy.label_look, "language": language}
    course = Papers(
        name="kit", sheets=(("schedule", shown_as(sheet, options, profile)),)
    )
    plans, files = [], save_papers(course, options, None)
    said = {name: getattr(options, name) for name in _OF_ORDER}
    asked_of = zip(kit.counts, kit.prescriptions, strict=True)
    for number, (strength, asked) in enumerate(asked_of, start=1):
        order = Order(
            strength=asked.strength, capsules=asked.capsules, form=asked.form, **said
        )
        plan = plan_order(order, profile)
        given = order.dispensed(cautions=pharmacy.label_text)
        named = options.batch_numbers and f"{options.batch_numbers}-{number}"
        look["batch_number"] = named
        with told_by_option({"batch_number": "batch_numbers"}):
            labels = plan.labels(kit.containers(strength, given), **look)
        found = papers(
            plan,
            given,
            labels=labels,
            batch_number=named,
            pharmacy=pharmacy.contact,
            language=language,
            page=options.paper or pharmacy.page,
        )
        plans.append(plan)
        files += save_papers(found, options, plan)
    return plans, files


#: The options that say a field of an order.
_OF_ORDER = {
    "made_on": "day of making, such as 2026-12-01",
    "prescription": "number of the prescription",
    "prescriber": "who wrote it",
    "time_of_day": "when a dose is taken: morning, evening or bedtime",
    "patient": "name of the patient, for the labels alone",
}


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
