"""One batch from the command line, printed as a bench sheet."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from attrs import evolve

from . import reference
from .batch_plan import BatchPlan, plan_batch
from .command_line import run_command, write
from .documents.worksheet.sheet import bench_sheet
from .errors import CompoundError, FieldError, shown
from .model.equipment import Balance, Tray
from .model.excipients import Filler
from .model.fill import FillByPacking, FillToMass
from .model.packing import PackStatistic
from .model.prescription import Prescription
from .model.tablets import Tablets
from .plan.digest import library_version
from .quantities.fields import listed
from .sheets.content import on_paper
from .sheets.languages import in_language
from .sheets.markdown import render_markdown
from .sheets.pdf import render_pdf
from .sheets.text import render_text

__all__ = ["main"]

_FILLER = "microcrystalline cellulose PH-105"
_MOST_DIGITS = 40  # of a count: far more than a bench, far less than Python takes


class _Parser(ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        told = message if message.isprintable() else shown(message)
        self.exit(2, f"{self.prog}: error: {told} (see --help)\n")

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


def _parser() -> ArgumentParser:
    parser = _Parser(
        prog="ldn_compound",
        description="Work out one batch of naltrexone capsules from tablets and print "
        "its bench sheet.",
        epilog="Amounts are written with a point and a unit: '4.5 mg', '1.712 g'.",
        allow_abbrev=False,
    )
    parser.register("action", None, _Once)  # None: options that take a value
    add = parser.add_argument
    add("--strength", required=True, help="drug in one capsule, such as '4.5 mg'")
    add("--capsules", required=True, help="capsules to dispense")
    add(
        "--tablet-mass",
        required=True,
        help="mean mass of one whole tablet, as weighed; it has no default",
    )
    add("--tablet-strength", default="50 mg", help="label strength (default: 50 mg)")
    add("--tablets-weighed", help="how many tablets the mean is taken from")
    add("--tablets-sd", help="standard deviation of their masses, such as '2 mg'")
    add("--tablets-coat", help="coat of the tablets: none or film")
    add("--tablets-assay", help="content of their lot, such as '98 %%' of the label")
    add("--tablets-contain", help="allergens in them, such as 'lactose'; or none")
    add("--tablet-packing", help="what one shell holds of the crushed tablets")
    add("--filler", default=_FILLER, help=f"name of the filler (default: {_FILLER})")
    add(
        "--filler-packing",
        help="what one shell holds of the filler; else a published figure is taken "
        "and the sheet is a draft",
    )
    add(
        "--other-medicines",
        help="what the patient takes, such as 'sertraline, insulin'; or none; left out "
        "where nobody asked",
    )
    add("--filler-contains", help="allergens in the filler, such as 'lactose'; or none")
    add("--shell", default="3", help="size of the shell (default: 3)")
    add("--fill-mass", help="fill to this mass instead of by packing")
    add("--readability", default="1 mg", help="step of the balance (default: 1 mg)")
    add("--sensitivity", help="sensitivity requirement of the balance, such as '6 mg'")
    add("--tray", help="holes of the tray")
    add("--spare-capsules", help="capsules beyond those dispensed")
    add("--pool", help="tablets to crush at least, such as '10 tablet'")
    add("--policy", default="usp", help="house rules: usp or dac-nrf (default: usp)")
    add("--language", default="en", help="language: en or de (default: en)")
    add("--paper", default="A4", help="paper of a PDF: A4 or Letter (default: A4)")
    add("--annex", action="store_true", help="add notes, formulas and sources")
    form = parser.add_mutually_exclusive_group().add_argument
    form("--markdown", action="store_true", help="print Markdown instead of text")
    form("--pdf", help="write the bench sheet to this file as PDF, and print nothing")
    add("--version", action="version", version=f"ldn-compound {library_version()}")
    return parser


def _plan(options: Namespace) -> BatchPlan:
    """Return the plan that the options ask for."""
    size = options.shell
    with _option(size="--shell"):
        shell = reference.shell(size)
    with _option():
        order = Prescription(
            options.strength,
            capsules=_count(options.capsules),
            other_medicines=listed(options.other_medicines),
        )
        policy = reference.policy(options.policy)
        balance = Balance(
            readability=options.readability, sensitivity=options.sensitivity
        )
    with _option(holes="--tray"):
        tray = None if options.tray is None else Tray(_count(options.tray))
    with _option(mass="--fill-mass"):
        mass = options.fill_mass
        fill = FillByPacking() if mass is None else FillToMass(mass)
    with _option(fill="--fill-mass", balance="--readability"):
        return plan_batch(
            order,
            drug=_tablets(options),
            filler=_filler(options),
            shell=shell,
            fill=fill,
            balance=balance,
            tray=tray,
            policy=policy,
            spare_capsules=_count(options.spare_capsules),
            pool=_count(options.pool),
        )


def _show(plan: BatchPlan, options: Namespace) -> None:
    """Print the bench sheet, or write it to the file that was named."""
    with _option(page="--paper"):
        sheet = on_paper(
            in_language(bench_sheet(plan, annex=options.annex), options.language),
            options.paper,
        )
    if options.pdf is not None:
        _write(options.pdf, render_pdf(sheet))
    else:
        _print((render_markdown if options.markdown else render_text)(sheet))


def _write(path: str, content: bytes) -> None:
    """Write a file, refusing a name that cannot be written to."""
    try:
        Path(path or "\0").write_bytes(content)  # no name would be the folder itself
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file has such a name"
        expected = "the name of a file that can be written"
        way_out = "name a file in a folder that is there and that you may write to"
        got = f"{shown(path)} ({reason})"
        raise FieldError(expected, got, way_out, "--pdf") from None


def _print(sheet: str) -> None:
    """Print a sheet whole: one with a sign missing would be another."""
    try:
        write(sheet)
    except UnicodeEncodeError as error:
        expected = f"a terminal that shows {error.object[error.start]!a}"
        way_out = "set PYTHONIOENCODING=utf-8, or write a --pdf"
        raise FieldError(expected, error.encoding, way_out, "output") from None


def _tablets(options: Namespace) -> Tablets:
    with _option(mass="--tablet-packing"):
        packing = _packing(options.tablet_packing, options.shell)
    names = {"strength": "--tablet-strength", "mean_mass": "--tablet-mass"}
    names |= {"weighed": "--tablets-weighed", "mass_sd": "--tablets-sd"}
    names |= {"assay": "--tablets-assay", "contains": "--tablets-contain"}
    with _option(coat="--tablets-coat", **names):
        return Tablets(
            options.tablet_strength,
            mean_mass=options.tablet_mass,
            weighed=_count(options.tablets_weighed),
            mass_sd=options.tablets_sd,
            assay=options.tablets_assay,
            coat=options.tablets_coat,
            contains=listed(options.tablets_contain),
            packing=packing,
        )


def _filler(options: Namespace) -> Filler:
    """Return the filler with its measured packing, or else a published one."""
    names = {"name": "--filler", "contains": "--filler-contains"}
    with _option(mass="--filler-packing", size="--filler-packing", **names):
        contains = listed(options.filler_contains)
        packing = _packing(options.filler_packing, options.shell)
        if packing is not None:
            return Filler(options.filler, packing=packing, contains=contains)
        published = reference.filler(options.filler, size=options.shell)
        return published if contains is None else evolve(published, contains=contains)


def _packing(mass: str | None, size: str) -> PackStatistic | None:
    return None if mass is None else PackStatistic(mass, size=size)


def _count(text: str | None) -> Any:  # noqa: ANN401 - the record refuses what is no count
    """Return digits 0 to 9 as a number; the record that takes it refuses the rest."""
    if text and text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    return text


@contextmanager
def _option(**options: str) -> Iterator[None]:
    """Name the option of the command line, not the field, in an error."""
    try:
        yield
    except CompoundError as error:
        field = error.field or ""
        if field.startswith("--"):
            raise
        raise error.at(options.get(field, f"--{field.replace('_', '-')}")) from None


def main(arguments: list[str] | None = None) -> int:
    """Print the bench sheet that the command line asks for.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0, or 2 where the input was impossible: then one line on standard error; 130
        where it was interrupted, 1 where nobody reads what it writes.
    """
    return run_command(lambda: _main(arguments))


def _main(arguments: list[str] | None) -> int:
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
        _show(_plan(options), options)
    except BrokenPipeError:
        raise
    except (CompoundError, OSError) as error:
        print(f"{parser.prog}: error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
