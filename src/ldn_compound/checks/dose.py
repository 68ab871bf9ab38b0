"""Is the strength usual, and does what is weighed give it?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.batch import BatchPlan
from ..model.finding import Finding
from ..quantities.units import Q, shortened
from ..sheets.wording import say

__all__ = ["check_overage", "check_strength_achieved", "check_unusual_dose"]

_WHOLE = Q("100 %")


def check_unusual_dose(plan: BatchPlan) -> Iterator[Finding]:
    """Find a strength outside the usual ones of low-dose naltrexone."""
    rules, strength = plan.request.policy, plan.request.prescription.strength
    if not rules.unusual_below <= strength <= rules.unusual_above:
        message = say(
            "{strength} is outside the usual {low} to {high}: confirm the order",
            strength=strength,
            low=rules.unusual_below,
            high=rules.unusual_above,
        )
        yield Finding("dose-unusual", "caution", "strength", message, "ldn-dosing-info")


def check_overage(plan: BatchPlan) -> Iterator[Finding]:
    """Find that more drug is planned than the label says."""
    if plan.drug_overage:
        strength = plan.request.prescription.strength * (1 + plan.drug_overage)
        achieved = plan.label_claim - _WHOLE
        message = say(
            "{drug_overage} more drug than the label says: {strength} is "
            "planned, {achieved} more after rounding; USP aims at 100 % of the "
            "label instead",
            drug_overage=plan.drug_overage,
            strength=strength,
            achieved=shortened(achieved, 2),
        )
        yield Finding("drug-overage", "note", "drug_overage", message, "zl-surcharge")


def check_strength_achieved(plan: BatchPlan) -> Iterator[Finding]:
    """Find that rounding moves the strength, or that it leaves the limits."""
    rules, order = plan.request.policy, plan.request.prescription
    aim = order.strength * (1 + plan.drug_overage)
    off = plan.strength_achieved / aim - 1
    if abs(off) > rules.strength_tolerance:
        powder = (
            say("rounded powder")
            if plan.weighs_powder
            else say("powder of whole tablets")
        )
        message = say(
            "the {powder} gives {strength}, {off} off the {aim} planned; {allowed} is "
            "allowed",
            powder=powder,
            strength=shortened(plan.strength_achieved, 4),
            off=shortened(off, 2),
            aim=aim,
            allowed=rules.strength_tolerance,
        )
        yield Finding("strength-off", "caution", "balance", message, "house")

    slack = rules.strength_tolerance
    low, high = rules.least_content, rules.greatest_content
    claim = plan.label_claim
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
