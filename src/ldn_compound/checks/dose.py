"""Is the strength usual, and does what is weighed give it?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.batch import Batch
from ..model.finding import Finding
from ..quantities.units import Q, shortened
from ..sheets.wording import say

__all__ = ["check_overage", "check_strength_achieved", "check_unusual_dose"]

_WHOLE = Q("100 %")


def check_unusual_dose(batch: Batch) -> Iterator[Finding]:
    """Find a strength outside the usual ones of low-dose naltrexone."""
    rules, strength = batch.request.policy, batch.request.prescription.strength
    if not rules.unusual_below <= strength <= rules.unusual_above:
        message = say(
            "{strength} is outside the usual {low} to {high}: confirm the prescription",
            strength=strength,
            low=rules.unusual_below,
            high=rules.unusual_above,
        )
        yield Finding("dose-unusual", "caution", "strength", message, "ldn-dosing-info")


def check_overage(batch: Batch) -> Iterator[Finding]:
    """Find that more drug is planned than the label says."""
    if batch.drug_overage:
        strength = batch.request.prescription.strength * (1 + batch.drug_overage)
        achieved = batch.label_claim - _WHOLE
        message = say(
            "{drug_overage} more drug than the label says: {strength} is "
            "planned, {achieved} more after rounding; USP aims at {aim} of the "
            "label instead",
            aim=_WHOLE,
            drug_overage=batch.drug_overage,
            strength=strength,
            achieved=shortened(achieved, 2),
        )
        yield Finding("drug-overage", "note", "drug_overage", message, "zl-surcharge")


def check_strength_achieved(batch: Batch) -> Iterator[Finding]:
    """Find that rounding moves the strength, or that it leaves the limits."""
    rules, order = batch.request.policy, batch.request.prescription
    aim = order.strength * (1 + batch.drug_overage)
    off = batch.strength_achieved / aim - 1
    if abs(off) > rules.strength_tolerance:
        powder = (
            say("rounded powder")
            if batch.weighs_powder
            else say("powder of whole tablets")
        )
        message = say(
            "the {powder} gives {strength}, {off} off the {aim} planned; {allowed} is "
            "allowed",
            powder=powder,
            strength=shortened(batch.strength_achieved, 4),
            off=shortened(off, 2),
            aim=aim,
            allowed=rules.strength_tolerance,
        )
        yield Finding("strength-off", "caution", "balance", message, "house")

    slack = rules.strength_tolerance
    low, high = rules.least_content, rules.greatest_content
    claim = batch.label_claim
    if not low <= claim <= high:
        beyond = claim < low * (1 - slack) or claim > high * (1 + slack)
        message = say(
            "{claim} of the label, outside {low} to {high}",
            claim=shortened(claim, 2),
            low=low,
            high=high,
        )
        yield Finding(
            "content-outside",
            "stop" if beyond else "caution",
            "drug_overage",
            message,
            "usp-naltrexone-tablets",
        )
