"""Words of a difference: what a field is called, and a value as people read it.

A field is named with its record, so that no filler lot is taken for a tablet lot.
Amounts stay amounts, with their unit. `None` is in words too: what was not stated, or
a part of the batch that is not there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, cast

from ...model.bulk import BulkDrug
from ...model.dilution import Dilution, Limits, Preference, TriturationPlan
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
from ...quantities.notation import Amount, Number, finite_decimal
from ...quantities.units import Q, Quantity, shortened
from ...sheets.wording import Wording, day_text, joined, say

__all__ = ["as_read", "field_name", "label_of", "signed"]

#: What each field is called, beside what its record is called.
_LABELS = {
    "prescription": say("prescription"),
    "drug": say("drug source"),
    "fillers": say("filler"),
    "shell": say("shell"),
    "additives": say("additive"),
    "fill": say("way to fill"),
    "policy": say("house rules"),
    "made_on": say("date of making"),
    "diluent": say("diluent"),
    "whole_tablets": say("tablets to crush whole"),
    "balance": say("balance"),
    "tray": say("tray"),
    "spare_capsules": say("spare capsules"),
    "blend_excess": say("blend excess"),
    "drug_overage": say("drug overage"),
    "prefer": say("trituration preferred"),
    "most_error": say("error allowed for a trituration"),
    "pool": say("tablets to crush at least"),
    "strength": say("strength"),
    "capsules": say("capsules"),
    "other_medicines": say("other medicines"),
    "intolerances": say("intolerances"),
    "conditions": say("conditions"),
    "reference": say("number of the order"),
    "prescriber": say("prescriber"),
    "mean_mass": say("mean mass"),
    "form": say("form"),
    "packing": say("packing"),
    "weighed": say("number weighed"),
    "mass_sd": say("mass spread"),
    "content_sd": say("content spread"),
    "assay": say("assay"),
    "coat": say("coat"),
    "contains": say("allergens"),
    "product": say("product"),
    "lot": say("lot"),
    "basis": say("basis of the assay"),
    "water": say("water"),
    "solvents": say("solvents"),
    "drug_fraction": say("strength"),
    "share": say("share"),
    "mass": say("mass"),
    "source": say("source"),
    "size": say("size"),
    "extrapolated_from": say("size it was measured with"),
    "volume": say("volume"),
    "empty_mass": say("empty mass"),
    "maker": say("maker"),
    "readability": say("readability"),
    "repeatability": say("repeatability"),
    "sensitivity": say("sensitivity"),
    "verification_interval": say("verification interval"),
    "minimum": say("least load"),
    "capacity": say("greatest load"),
    "low_dose_overage": say("drug overage of a low dose"),
    "low_dose_below": say("strength below which a dose is low"),
    "low_share_below": say("share of drug below which a dose is low"),
    "assay_cap": say("assay from which a substance counts as pure"),
    "least_assay": say("least assay"),
    "greatest_assay": say("greatest assay"),
    "completes_tablets": say("completing the volume of tablet powder"),
    "reserve_tablets": say("reserve tablets"),
    "pool_tablets": say("tablets to crush at least"),
    "beyond_use_rule": say("rule for the last day of use"),
    "least_mass_rule": say("rule of the least mass"),
    "weighing_error": say("error allowed"),
    "additive_error": say("error allowed for an additive"),
    "cautious_error": say("error of a caution"),
    "strength_tolerance": say("change of the strength by rounding"),
    "least_content": say("least content"),
    "greatest_content": say("greatest content"),
    "refused_below": say("strength below which all are refused"),
    "refused_above": say("strength above which all are refused"),
    "unusual_below": say("strength below which one is unusual"),
    "unusual_above": say("strength above which one is unusual"),
    "least_tablets": say("least number of tablets"),
    "least_capsules": say("least number of capsules"),
    "unmeasured_share": say("share of the shell that needs no measured packing"),
    "least_filled": say("share of a shell that is nearly empty"),
    "least_powder_left": say("least powder left over"),
    "mean_mass_change": say("change of the mean mass to plan again"),
    "greatest_loss": say("greatest loss"),
    "double_check": say("second calculation"),
    "powder": say("powder"),
    "tablets": say("tablets to crush"),
    "trituration": say("trituration"),
    "premixes": say("premix"),
    "fill_mass": say("fill mass of one capsule"),
    "gross_mass": say("gross mass of one capsule"),
    "blend_mass": say("blend"),
    "batch_size": say("batch size"),
    "drug_needed": say("drug needed"),
    "powder_share": say("share of the shell for the powder"),
    "shell_filled": say("share of the shell that is filled"),
    "strength_achieved": say("strength achieved"),
    "label_claim": say("strength achieved, of the label"),
    "least_mass": say("least mass the balance may weigh"),
    "to_crush": say("tablets to crush"),
    "powder_left": say("tablet powder left over"),
    "exact": say("tablets needed"),
    "dilutions": say("dilution"),
    "item": say("item"),
    "needed": say("needed"),
    "content": say("content of the portion"),
    "error": say("error of all weighings"),
    "diluent_in_portion": say("diluent in the portion"),
    "waste": say("left over"),
    "limits": say("limits"),
    "estimated": say("an estimate"),
    "material": say("material"),
    "total": say("total"),
    "portion": say("portion"),
}

#: What some are called in one record.
_IN_RECORD = {
    ("Density", "basis"): say("basis"),
    ("Prescription", "form"): say("form of the strength"),
    ("FillToMass", "mass"): say("mass to fill to"),
    ("BatchPlan", "diluent"): say("diluent with the trituration"),
    ("Weighing", "exact"): say("exact amount"),
}

#: The figure that a record is all about takes the name of the record.
_ITSELF = {
    "Filler": "name",
    "Additive": "name",
    "Density": "value",
    "PackStatistic": "mass",
    "Policy": "name",
    "Weighing": "to_weigh",
}

#: What a record is called of which a request holds one of several kinds.
_OWNERS = {
    "Tablets": say("tablet"),
    "BulkDrug": say("powder"),
    "Trituration": say("stock dilution"),
}
_ALONE = {"Request", "BatchPlan", "Prescription", "TabletCount", "FillToMass"}
_AFTER_A_COMMA = {
    *("Density", "PackStatistic", "Policy"),
    *("TriturationPlan", "Dilution", "Weighing"),
}
_COUNTED = {
    **dict.fromkeys(("capsules", "spare_capsules", "least_capsules"), "1 capsule"),
    **dict.fromkeys(("weighed", "whole_tablets", "reserve_tablets"), "1 tablet"),
    **dict.fromkeys(("least_tablets", "to_crush", "pool"), "1 tablet"),
    "pool_tablets": "1 tablet",
}
_COUNTED_IN = {("packing", "weighed"): "1 capsule"}

#: What a batch may have or not; of all else, nothing means that nobody stated it.
_PARTS = {
    *("additives", "assay_cap", "balance", "diluent", "dilutions", "fillers"),
    *("findings", "greatest_loss", "least_mass", "premixes", "tablets", "tray"),
    *("trituration", "whole_tablets"),
}
_PREFERENCES: dict[Preference, Wording] = {
    "least error": say("the least error"),
    "least waste": say("the least waste"),
}
_SEVERITIES = {"stop": say("STOP"), "caution": say("CAUTION"), "note": say("NOTE")}


def label_of(kind: str, field: str) -> Wording:
    """Return what a field is called, without its record."""
    return _IN_RECORD.get((kind, field)) or _LABELS[field]


def field_name(kind: str, field: str, owner: Wording) -> Wording:
    """Return what a field of a record is called, with or without its owner."""
    owner = _OWNERS.get(kind, owner)
    if _ITSELF.get(kind) == field:
        return owner
    what = label_of(kind, field)
    if kind in _ALONE:
        return what
    if kind in _AFTER_A_COMMA:
        return say("{owner}, {what}", owner=owner, what=what)
    return say("{owner} {what}", owner=owner, what=what)


def as_read(field: str, value: object, part: str = "") -> Quantity | str:
    """Return the value of a field as people read it: an amount, or words."""
    if value is None:
        return say("nothing") if field in _PARTS else say("not stated")
    if isinstance(value, Quantity):
        return value
    if field in _COUNTED and isinstance(value, int):
        return Q(_COUNTED_IN.get((part, field), _COUNTED[field])) * value
    if field == "prefer":
        return _PREFERENCES[cast("Preference", value)]
    if field == "form":
        return form_name(cast("Form", value))
    return _WORDS[type(value)](value)


def signed(change: Quantity) -> str:
    """Return a change with its sign, that of a percentage in percentage points."""
    printed = shortened(abs(change), 6)
    number = printed.number.removeprefix("about ")
    amount: str = Amount(number, printed.unit)
    if printed.unit == "%":
        amount = say("{points} percentage points", points=Number(number))
    more, rounded = change.magnitude > 0, number != printed.number
    if rounded:
        about = say("about +{amount}", amount=amount)
        return about if more else say("about -{amount}", amount=amount)
    return say("+{amount}", amount=amount) if more else say("-{amount}", amount=amount)


def _exactly(number: Fraction) -> str:
    exact = finite_decimal(number)
    return (
        f"{number.numerator}/{number.denominator}" if exact is None else Number(exact)
    )


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
            return joined((as_read("", each) for each in values), ", ")


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


#: A value, or a record that came or went as a whole or is of another class now.
_WORDS: dict[type, Callable[[Any], str]] = {
    str: str,
    Wording: lambda text: text,
    dt.date: day_text,
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
