"""Entries: the blanks of the bench in the compounding record, and what filled them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...model.batch import CheckedBatch
from ...model.made import Made
from ...plan.bench.made import BenchWeighing, bench_weighings
from ...quantities.units import Q, Quantity, shortened
from ...sheets.content import Facts, Paragraph, Section, Table
from ...sheets.wording import say

__all__ = [
    "balance_part",
    "making_part",
    "tablets_section",
    "weighings_parts",
    "yield_part",
]


def balance_part() -> Facts:
    """Return the blanks of the balance.

    Returns
    -------
    Facts
        Its number and its checks.
    """
    names = (
        say("Balance number"),
        say("Calibrated until"),
        say("Test mass, mg"),
        say("Test mass shown, mg"),
        say("Level and zero checked by"),
    )
    return Facts(tuple((name, "") for name in names))


def tablets_section(plan: CheckedBatch, made: Made) -> Iterator[Section]:
    """Yield how many tablets were crushed, and how heavy they were.

    Parameters
    ----------
    plan
        The plan; it gives the targets.
    made
        What was entered; what was not stays blank.

    Yields
    ------
    Section
        One, where tablets are crushed.
    """
    crushed = plan.crushed
    if crushed is None:
        return
    counted = Q("1 tablet") * (made.tablets_counted or crushed.count.to_crush)
    mean, powder = "", ""
    if made.tablets_mass is not None:
        mean = shortened(made.tablets_mass / counted, 2)
    if made.tablets_mass is not None and plan.weighs_powder:
        powder = str(bench_weighings(plan, made)[0].target)
    rows = [
        (say("Tablets to crush"), str(crushed.number)),
        (say("Tablets crushed"), _count(made.tablets_counted, "1 tablet")),
        (say("Mass expected"), str(crushed.mass)),
        (say("Mass of the tablets crushed, mg"), _mass(made.tablets_mass)),
        (say("Mean mass planned"), str(crushed.tablets.mean_mass)),
        (say("Mean mass found, mg"), mean),
        (say("Counted by"), ""),
        (say("Checked by"), ""),
    ]
    if plan.weighs_powder:
        rows.insert(6, (say("Powder by the mean mass found, mg"), powder))
    yield Section(say("Tablets"), (Facts(tuple(rows)),))


def weighings_parts(plan: CheckedBatch, made: Made) -> tuple[Paragraph, Table]:
    """Return every weighing: its target, its limits, and what was entered for it.

    Parameters
    ----------
    plan
        The plan; it gives the targets.
    made
        What was entered; what was not stays blank.

    Returns
    -------
    tuple of Paragraph and Table
        A word on them, and the table.
    """
    note = Paragraph(
        say(
            "Targets come from the plan. Actual is what the balance showed, and stays "
            "blank until it was read. Another person checks each weighing before "
            "mixing."
        )
    )
    rows = tuple(_weighing(each) for each in bench_weighings(plan, made))
    header = (
        say("Target"),
        say("Actual, mg"),
        say("Balance"),
        say("Weighed"),
        say("Checked"),
        say("Item and limits"),
    )
    return note, Table(header, rows)


def making_part(plan: CheckedBatch, made: Made) -> Facts:
    """Return how it was mixed and filled.

    Parameters
    ----------
    plan
        The plan; it gives the targets.
    made
        What was entered; what was not stays blank.

    Returns
    -------
    Facts
        Initials, time, blend and loads.
    """
    return Facts(
        (
            (say("Second check before mixing, initials"), ""),
            (say("Mixed by"), ""),
            (say("Time of mixing"), ""),
            (say("Blend expected"), str(plan.blend_as_weighed)),
            (say("Blend, actual, mg"), _mass(made.blend_mass)),
            (say("Filled by"), ""),
            (say("Loads of the tray"), str(len(plan.loads))),
        )
    )


def yield_part(plan: CheckedBatch, made: Made) -> Facts:
    """Return what came out, and what was destroyed.

    Parameters
    ----------
    plan
        The plan; it gives the targets.
    made
        What was entered; what was not stays blank.

    Returns
    -------
    Facts
        Capsules, their share of those planned, remainder.
    """
    kept = ""
    if made.capsules is not None:
        kept = shortened(Q("100 %") * Fraction(made.capsules, plan.shells), 1)
    return Facts(
        (
            (say("Capsules planned"), str(Q("1 capsule") * plan.shells)),
            (say("Capsules filled and kept"), _count(made.capsules, "1 capsule")),
            (say("Capsules set aside"), _count(made.rejected, "1 capsule")),
            (say("Yield, %"), kept),
            (say("Remainder destroyed, mg"), _mass(made.destroyed)),
            (say("Destroyed by, witness"), made.destroyed_by or ""),
        )
    )


def _weighing(weighing: BenchWeighing) -> tuple[str, ...]:
    """Return one row: a blank for all that nobody entered."""
    item = say("{item}: estimated, no limit", item=weighing.item)
    if weighing.limits is not None:
        item = say(
            "{item}: {least} to {greatest}",
            item=weighing.item,
            least=weighing.limits.least,
            greatest=weighing.limits.greatest,
        )
    entry, target = weighing.entry, str(weighing.target)
    if entry is None:
        return (target, "", "", "", "", item)
    initials = (entry.balance or "", entry.weighed_by or "", entry.checked_by or "")
    return (target, _mass(entry.actual), *initials, item)


def _mass(mass: Quantity | None) -> str:
    """Return an actual mass; a blank where nobody entered one."""
    return "" if mass is None else str(mass)


def _count(number: int | None, one: str) -> str:
    """Return an actual count; a blank where nobody entered one."""
    return "" if number is None else str(Q(one) * number)
