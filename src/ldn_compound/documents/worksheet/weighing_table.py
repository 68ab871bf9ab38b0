"""The weighing table: each amount that a person weighs, once, in bench order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.batch import CheckedBatch
from ...plan.bench.made import BenchWeighing, bench_weighings
from ...sheets.content import Table
from ...sheets.wording import day_text, say

__all__ = ["formula_table", "weighing_table"]

_TARGET = 4


def weighing_table(weighings: tuple[BenchWeighing, ...]) -> Table:
    """Return the table to weigh from, with a place for each thing to write.

    Parameters
    ----------
    weighings
        Every weighing, with what was entered for it.

    Returns
    -------
    Table
        Letter, item, lot, expiry, target, limits, actual, and both initials.
    """
    header = (
        say("No."),
        say("Item"),
        say("Lot"),
        say("Expires"),
        say("Target"),
        say("Least to greatest"),
        say("Actual, mg"),
        say("Weighed by"),
        say("Checked by"),
    )
    rows = tuple(
        _row(each, name)
        for each, name in zip(weighings, _names(weighings), strict=True)
    )
    stops = tuple(number for number, each in enumerate(weighings) if each.off)
    return Table(header, rows, stops, strong=_TARGET)


def formula_table(plan: CheckedBatch) -> Table:
    """Return the same amounts for a master formulation record: for every batch.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Table
        Letter, item, target and limits; no lot, and nothing to write.
    """
    header = say("No."), say("Item"), say("Target"), say("Least to greatest")
    weighings = bench_weighings(plan)
    rows = tuple(
        (each.letter, name, str(each.target), _limits(each))
        for each, name in zip(weighings, _names(weighings), strict=True)
    )
    return Table(header, rows, strong=2)


def _names(weighings: Sequence[BenchWeighing]) -> Iterator[str]:
    """Yield what the table calls each item: what is made here, by its letters."""
    for number, each in enumerate(weighings):
        if each.made_here:
            material, diluent = weighings[number - 2 : number]
            yield say(
                "portion of {material} + {diluent}, the rest left out",
                material=material.letter,
                diluent=diluent.letter,
            )
        else:
            yield each.item


def _row(weighing: BenchWeighing, name: str) -> tuple[str, ...]:
    lot, entry = _lot(weighing), weighing.entry
    return (
        weighing.letter,
        name,
        *lot,
        str(weighing.target),
        _limits(weighing),
        "" if entry is None else str(entry.actual),
        (entry and entry.weighed_by) or "",
        (entry and entry.checked_by) or "",
    )


def _lot(weighing: BenchWeighing) -> tuple[str, str]:
    """Return lot and expiry; a dash for what was made here, on this sheet."""
    if weighing.made_here:
        return "-", "-"
    lot = weighing.lot
    return (lot.number, day_text(lot.expires)) if lot else ("", "")


def _limits(weighing: BenchWeighing) -> str:
    """Return what the balance may show, or that it is found at the bench."""
    limits = weighing.limits
    if limits is None:
        return say("estimate: as found")
    if limits.least == limits.greatest:
        return say("exactly that")
    return say("{least} to {greatest}", least=limits.least, greatest=limits.greatest)
