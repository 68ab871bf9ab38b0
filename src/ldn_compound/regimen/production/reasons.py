"""Why an order cannot be made from the stock, whatever else is made."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import ceil

from ...checks.ingredients import allergens_in
from ...errors import DoseRangeError
from ...model.excipients import Filler
from ...model.prescription import Prescription
from ...model.tablets import Tablets
from ...quantities.units import Q
from .ways import Bench, Shelf, suits, ways_of

__all__ = ["why_not"]


def why_not(order: Prescription, shelf: Shelf, bench: Bench) -> str | None:
    """Return why an order cannot be made at all, whatever else is made.

    Parameters
    ----------
    order
        What is asked for.
    shelf
        The lots.
    bench
        What holds for every batch.

    Returns
    -------
    str or None
        One reason; `None` where it can be made by itself.
    """
    lacking = _lacking("tablets", order, shelf.tablets)
    lacking = lacking or _lacking("filler", order, shelf.fillers)
    shells = order.capsules + bench.policy.spare_capsules
    if lacking is None and shells > bench.most_capsules:
        return f"{shells} capsules, and one batch may hold {bench.most_capsules}"
    return lacking or _no_way(order, shells, shelf, bench)


def _lacking(
    name: str, order: Prescription, lots: Sequence[tuple[Tablets | Filler, object]]
) -> str | None:
    """Return what is wrong with every lot of a material; `None` where one will do."""
    if not lots:
        return f"no lot of {name} is in date"
    found = [allergens_in(each.contains, order.intolerances) for each, _ in lots]
    if not all(found):
        return None
    refused = ", ".join(sorted(set(chain.from_iterable(found))))
    return f"every lot of {name} in date contains, or may contain, {refused}"


def _no_way(order: Prescription, shells: int, shelf: Shelf, bench: Bench) -> str | None:
    """Return why no two lots make an order; `None` where some do."""
    try:
        ways = ways_of(order, shelf, bench)
    except DoseRangeError as error:
        return str(error)
    suited = [way for way in ways if suits(order, way, shelf)]
    if not suited:
        return f"its powder does not fit a shell of size {bench.shell.size}"
    reserve = bench.policy.reserve_tablets
    if any(
        way.crushed(shells, reserve) <= shelf.tablets[way.tablets][1]
        and way.filler_each * shells <= shelf.fillers[way.filler][1]
        for way in suited
    ):
        return None
    tablets = Q("1 tablet") * suited[0].crushed(shells, reserve)
    filler = Q("1 mg") * ceil(suited[0].filler_each * shells)
    return f"no lot that suits it has enough: {tablets} and {filler} of filler"
