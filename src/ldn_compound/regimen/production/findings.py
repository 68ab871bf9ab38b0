"""Findings on a production plan."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import evolve

from ...calc.dating import beyond_use_date
from ...checks.ingredients import screen
from ...model.finding import Finding, worst_first
from ...model.policy import BeyondUseName
from ...model.prescription import Prescription
from ...quantities.units import Q, Quantity, shortened
from ...sheets.wording import day_text, say
from .plan import Aim, ProductionBatch

__all__ = ["dating_findings", "name_of", "production_findings"]


def production_findings(
    orders: Sequence[Prescription],
    batches: Sequence[ProductionBatch],
    aims: Sequence[Aim],
    most_orders: int | None,
) -> tuple[Finding, ...]:
    """Return the findings on a production plan, the worst first.

    Parameters
    ----------
    orders
        The prescriptions.
    batches
        The batches.
    aims
        The aims, with value and bound.
    most_orders
        Prescriptions that the law lets one batch hold, as the user stated it.

    Returns
    -------
    tuple of Finding
        Stops, then cautions, then notes.
    """
    findings = [
        *_screened(orders),
        *_same_reference(orders),
        *_pooled(batches, most_orders),
        *_unproved(aims),
    ]
    return worst_first(findings)


def dating_findings(
    batches: Sequence[ProductionBatch],
    made_on: dt.date,
    until: dt.date,
    rule: BeyondUseName,
) -> Iterator[Finding]:
    """Yield the findings on the last day of use.

    Parameters
    ----------
    batches
        The batches.
    made_on
        Day of making, which is the first day of use.
    until
        Last day on which the capsules may be taken.
    rule
        Rule of the house for it.

    Yields
    ------
    Finding
        A day that the rule does not allow, and one before the capsules are taken up.
    """
    longest = beyond_use_date(made_on, rule=rule)
    if until > longest.date:
        message = say(
            "use by {until} was asked for, and {rule} allows {longest} at the latest "
            "for capsules made on {made_on}",
            until=day_text(until),
            rule=rule,
            longest=day_text(longest.date),
            made_on=day_text(made_on),
        )
        source = longest.candidates[0].source
        yield Finding("use-by-late", "caution", "beyond_use", message, source)
    days = (until - made_on).days + 1
    for batch in batches:
        most = max(each.capsules for each in batch.prescriptions)
        if most > days:
            message = say(
                "batch {number}: use by {until} leaves {days}, and {most} last longer "
                "at one a day",
                number=batch.number,
                until=day_text(until),
                days=Q("1 day") * days,
                most=Q("1 capsule") * most,
            )
            yield Finding("use-by-early", "caution", "beyond_use", message, "house")


def name_of(orders: Sequence[Prescription], place: int) -> str:
    """Return the name of a prescription in messages: its reference, or its place.

    Parameters
    ----------
    orders
        The prescriptions.
    place
        Which of them, from 0.

    Returns
    -------
    str
        With strength and capsules.
    """
    order = orders[place]
    name = order.reference or say("prescription {number}", number=place + 1)
    return say(
        "{name} ({capsules} of {strength})",
        name=name,
        capsules=Q("1 capsule") * order.capsules,
        strength=order.strength * Q("1 capsule"),
    )


def _screened(orders: Sequence[Prescription]) -> Iterator[Finding]:
    for place, order in enumerate(orders):
        for each in screen(order):
            message = say(
                "{prescription}: {found}",
                prescription=name_of(orders, place),
                found=each.message,
            )
            yield evolve(each, message=message)


def _same_reference(orders: Sequence[Prescription]) -> Iterator[Finding]:
    counted = Counter(each.reference for each in orders if each.reference)
    for name, count in counted.items():
        if count > 1:
            message = say(
                "{prescription} occurs {count} times: a prescription may have been "
                "entered twice",
                prescription=name,
                count=count,
            )
            yield Finding("same-reference", "caution", "reference", message, "house")


def _pooled(
    batches: Sequence[ProductionBatch], most_orders: int | None
) -> Iterator[Finding]:
    pooled = [each for each in batches if len(each.prescriptions) > 1]
    if not pooled:
        return
    most = max(len(each.prescriptions) for each in pooled)
    if most_orders is None:
        message = say(
            "{count} of {all} batches pool prescriptions, up to {most} in one: that is "
            "anticipatory making, and its legal limit was not stated (most_orders)",
            count=len(pooled),
            all=len(batches),
            most=most,
        )
        yield Finding("pooled", "caution", "most_orders", message, "house")
        return
    message = say(
        "{count} of {all} batches pool prescriptions, up to {most} in one; {allowed} "
        "were stated as allowed: that is anticipatory making",
        count=len(pooled),
        all=len(batches),
        most=most,
        allowed=most_orders,
    )
    yield Finding("pooled", "note", "most_orders", message, "house")


def _unproved(aims: Sequence[Aim]) -> Iterator[Finding]:
    for each in aims:
        if not each.optimal:
            message = say(
                "the search stopped early: {aim} is {value}, and no plan is below "
                "{bound}, so {gap} of it may be too much; allow more effort or time to "
                "prove more",
                aim=each.name,
                value=_amount(each, each.value),
                bound=_amount(each, each.bound),
                gap=shortened(each.gap, 1),
            )
            yield Finding("not-proved", "note", "effort", message, "house")
            return


def _amount(aim: Aim, value: object) -> Quantity | str:
    """Return the value of an aim for people: powder in mg, else a count."""
    if aim.name == "powder":
        return Q("1 mg") * value  # type: ignore[operator]
    return str(value)
