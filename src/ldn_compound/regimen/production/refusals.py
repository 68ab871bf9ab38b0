"""Refusals: why a prescription cannot be made from the stock, even alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain
from math import ceil

from ...checks.ingredients import allergens_in, refused_by
from ...errors import DoseRangeError
from ...model.excipients import Filler
from ...model.prescription import Prescription
from ...model.tablets import Tablets
from ...quantities.units import Q
from .families import Bench, PairsOf, suits, surplus_of
from .stock import Shelf

__all__ = ["refusal"]


def refusal(
    order: Prescription, shelf: Shelf, bench: Bench, pairs_of: PairsOf
) -> str | None:
    """Return why a prescription cannot be made from the stock, even alone.

    Parameters
    ----------
    order
        The prescription.
    shelf
        The lots.
    bench
        What holds for every batch.
    pairs_of
        The pairs of lots, by strength and form.

    Returns
    -------
    str or None
        The first reason; `None` where it can be made alone.
    """
    lacking = _lacking("tablets", order, shelf.tablets, shelf.until)
    lacking = lacking or _lacking("filler", order, shelf.fillers, shelf.until)
    shells = order.capsules + bench.policy.spare_capsules
    if lacking is None and shells > bench.most_capsules:
        return f"{shells} capsules, and one batch may hold {bench.most_capsules}"
    return lacking or _no_pair(order, shells, shelf, bench, pairs_of)


def _lacking(
    name: str,
    order: Prescription,
    lots: Sequence[tuple[Tablets | Filler, object]],
    until: dt.date,
) -> str | None:
    """Return what is wrong with every lot of a material; `None` where one will do."""
    if not lots:
        return f"no lot of {name} is in date until {until}, the last day of use"
    refused = refused_by(order)
    allergens = [allergens_in(each.contains, refused) for each, _ in lots]
    if not all(allergens):
        return None
    held = ", ".join(sorted(set(chain.from_iterable(allergens))))
    return f"every lot of {name} in date contains, or may contain, {held}"


def _no_pair(
    order: Prescription, shells: int, shelf: Shelf, bench: Bench, pairs_of: PairsOf
) -> str | None:
    """Return why no two lots make an order; `None` where some do."""
    try:
        pairs = pairs_of(order.strength, order.form)
    except DoseRangeError as error:
        return str(error)
    refused = refused_by(order)
    suited = [pair for pair in pairs if suits(pair, refused, shelf)]
    if not suited:
        return f"its powder does not fit a shell of size {bench.shell.size}"
    surplus = surplus_of(bench.policy)
    if any(
        pair.tablets_to_crush(shells, surplus) <= shelf.tablets[pair.tablets][1]
        and pair.filler_per_capsule * shells <= shelf.fillers[pair.filler][1]
        for pair in suited
    ):
        return None
    tablets = Q("1 tablet") * suited[0].tablets_to_crush(shells, surplus)
    filler = Q("1 mg") * ceil(suited[0].filler_per_capsule * shells)
    return f"no lot that suits it has enough: {tablets} and {filler} of filler"
