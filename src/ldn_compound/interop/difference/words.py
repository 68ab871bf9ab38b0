"""Words for a difference: a value of a request or of a plan, as people read it.

Amounts stay amounts, with their unit. `None` is in words too: what was not stated, or
a part of the batch that is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, cast

from ...model.bulk import BulkDrug
from ...model.dilution import Dilution, Limits, TriturationPlan
from ...model.equipment import Balance, Tray
from ...model.excipients import Additive, Filler
from ...model.fill import FillByCompletion, FillByPacking, FillToMass, FillToVolume
from ...model.finding import Finding
from ...model.forms import Form, form_name
from ...model.lot import Lot
from ...model.packing import Density, PackStatistic
from ...model.tablets import Tablets
from ...model.trituration import Trituration
from ...model.weighing import TabletCount, Weighing
from ...quantities.notation import finite_decimal
from ...quantities.units import Q, Quantity, same_kind
from ...sheets.wording import Wording, joined, say

__all__ = ["as_read", "change_of", "signed"]

_PERCENT = " %"
_COUNTED = {
    "capsules": "1 capsule",
    "spare_capsules": "1 capsule",
    "least_capsules": "1 capsule",
    "weighed": "1 tablet",
    "whole_tablets": "1 tablet",
    "reserve_tablets": "1 tablet",
    "least_tablets": "1 tablet",
    "to_crush": "1 tablet",
}
#: What a batch may have or not; of all else, nothing means that nobody stated it.
_PARTS = {
    *("additives", "assay_cap", "balance", "diluent", "dilutions", "fillers"),
    *(
        "findings",
        "greatest_loss",
        "least_mass",
        "premixes",
        "tablets",
        "tray",
        "trituration",
    ),
    "whole_tablets",
}


def as_read(field: str, value: object) -> Quantity | str:
    """Return a value as people read it.

    Parameters
    ----------
    field
        The field that holds it.
    value
        The value.

    Returns
    -------
    Quantity or str
        An amount, or words.

    Examples
    --------
    >>> as_read("capsules", 100), as_read("assay", None)
    (Q('100 capsule'), 'not stated')
    >>> as_read("lot", Lot("A17", expires="02/2026"))
    'A17, expires 2026-02'
    """
    if value is None:
        return say("nothing") if field in _PARTS else say("not stated")
    if isinstance(value, Quantity):
        return value
    if field in _COUNTED and isinstance(value, int):
        return Q(_COUNTED[field]) * value
    if field == "form":
        return form_name(cast("Form", value))
    return _WORDS[type(value)](value)


def change_of(before: object, after: object) -> Quantity | None:
    """Return how much more or less the second is, or `None` of what is no amount.

    Parameters
    ----------
    before
        A value as `as_read` gives it.
    after
        Another of the same field.

    Returns
    -------
    Quantity or None
        Below zero where the second is less.

    Examples
    --------
    >>> change_of(Q("136 mg"), Q("130 mg"))
    -Q('6 mg')
    """
    if isinstance(before, Quantity) and isinstance(after, Quantity):
        return after - before if same_kind(before, after) else None
    return None


def signed(change: Quantity) -> str:
    """Return a change with its sign.

    Parameters
    ----------
    change
        More, or less.

    Returns
    -------
    str
        Sign, number and unit; a change of a percentage is one of percentage points.

    Examples
    --------
    >>> signed(Q("6 mg")), signed(-Q("20 mg") / 3), signed(Q("10 %"))
    ('+6 mg', 'about -6.666667 mg', '+10 percentage points')
    """
    written = str(abs(change))
    size = amount = written.removeprefix("about ")
    if size.endswith(_PERCENT):
        points = size.removesuffix(_PERCENT)
        amount = say("{points} percentage points", points=points)
    more, rounded = change.magnitude > 0, size != written
    if rounded:
        about = say("about +{amount}", amount=amount)
        return about if more else say("about -{amount}", amount=amount)
    return say("+{amount}", amount=amount) if more else say("-{amount}", amount=amount)


def _exactly(number: Fraction) -> str:
    return finite_decimal(number) or f"{number.numerator}/{number.denominator}"


def _row(values: tuple[object, ...]) -> str:
    """Return several texts as one, or a filler with its parts."""
    match values:
        case (Filler() as filler, Fraction() as parts):
            return say(
                "{item}, parts: {parts}", parts=_exactly(parts), item=filler.name
            )
        case ():
            return say("nothing")
        case _:
            return ", ".join(map(str, values))


def _additive(additive: Additive) -> str:
    amount = additive.mass if additive.share is None else additive.share
    return say("{mass} of {item}", mass=amount, item=additive.name)


def _lot(lot: Lot) -> str:
    expires = lot.expiry.stated
    if lot.maker is None:
        return say("{lot}, expires {expires}", lot=lot.number, expires=expires)
    return say(
        "{lot} of {maker}, expires {expires}",
        lot=lot.number,
        maker=lot.maker,
        expires=expires,
    )


def _weighing(weighing: Weighing) -> str:
    return say("{mass} of {item}", mass=weighing.to_weigh, item=weighing.item)


def _weighings(weighings: Iterable[Weighing]) -> str:
    return joined(map(_weighing, weighings), ", ")


def _limits(limits: Limits) -> str:
    """Return limits in steps of the display, none of them rounded."""
    return say(
        "need {need}, least {least}, largest {largest}, portion {portion}, "
        "error {error}, tolerance {tolerance}, in steps of {step}",
        need=_exactly(limits.need),
        least=_exactly(limits.least),
        largest=limits.largest,
        portion=limits.most_portion,
        error=_exactly(limits.absolute_error),
        tolerance=_exactly(limits.tolerance),
        step=limits.step,
    )


def _finding(finding: Finding) -> str:
    return say(
        "{severity}: {message} [{source}]",
        severity=_SEVERITIES[finding.severity],
        message=finding.message,
        source=finding.source,
    )


_SEVERITIES = {"stop": say("STOP"), "caution": say("CAUTION"), "note": say("NOTE")}

#: A value, or a record that came or went as a whole or is of another class now.
_WORDS: dict[type, Callable[[Any], str]] = {
    str: str,
    Wording: lambda text: text,
    bool: lambda holds: say("yes") if holds else say("no"),
    Fraction: _exactly,
    tuple: _row,
    Tablets: lambda drug: say(
        "tablets of {strength} {form}",
        strength=drug.strength,
        form=form_name(drug.form),
    ),
    BulkDrug: lambda drug: say("{form} powder", form=form_name(drug.form)),
    Trituration: lambda drug: say(
        "{form} {share} in {diluent}",
        form=form_name(drug.form),
        share=drug.drug_fraction,
        diluent=drug.diluent,
    ),
    Filler: lambda filler: str(filler.name),
    Additive: _additive,
    PackStatistic: lambda packing: say(
        "{mass} in size {size}", mass=packing.mass, size=packing.size
    ),
    Density: lambda packing: say(
        "{value}, {basis}", value=packing.value, basis=packing.basis
    ),
    FillByPacking: lambda _: say("by packing"),
    FillToMass: lambda fill: say("to a mass of {mass}", mass=fill.mass),
    FillToVolume: lambda _: say("to the volume of the shells"),
    FillByCompletion: lambda _: say("by completion"),
    Balance: lambda balance: say(
        "one that reads to {readability}", readability=balance.readability
    ),
    Tray: lambda tray: say("{holes} holes", holes=tray.holes),
    Lot: _lot,
    Weighing: _weighing,
    TabletCount: lambda count: str(as_read("to_crush", count.to_crush)),
    Dilution: lambda each: _weighings((each.material, each.diluent, each.portion)),
    TriturationPlan: lambda plan: _weighings(plan.weighings),
    Limits: _limits,
    Finding: _finding,
}
