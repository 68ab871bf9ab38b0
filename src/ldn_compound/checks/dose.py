"""Is the strength usual, and does what is weighed give it?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.batch import BatchPlan
from ..model.finding import Finding
from ..units import Q, shortened

__all__ = ["check_overage", "check_strength_achieved", "check_unusual_dose"]

_WHOLE = Q("100 %")


def check_unusual_dose(plan: BatchPlan) -> Iterator[Finding]:
    """Find a strength outside the usual ones of low-dose naltrexone."""
    rules, strength = plan.request.policy, plan.request.prescription.strength
    if not rules.unusual_below <= strength <= rules.unusual_above:
        usual = f"{rules.unusual_below} to {rules.unusual_above}"
        message = f"{strength} is outside the usual {usual}: confirm the order"
        yield Finding("dose-unusual", "caution", "strength", message, "ldn-dosing-info")


def check_overage(plan: BatchPlan) -> Iterator[Finding]:
    """Find that more drug is planned than the label says."""
    if plan.drug_overage:
        strength = plan.request.prescription.strength * (1 + plan.drug_overage)
        achieved = plan.label_claim - _WHOLE
        message = (
            f"{plan.drug_overage} more drug than the label says: {strength} is "
            f"planned, {shortened(achieved, 2)} more after rounding; USP aims at "
            f"100 % of the label instead"
        )
        yield Finding("drug-overage", "note", "drug_overage", message, "zl-surcharge")


def check_strength_achieved(plan: BatchPlan) -> Iterator[Finding]:
    """Find that rounding moves the strength, or that it leaves the limits."""
    rules, order = plan.request.policy, plan.request.prescription
    aim = order.strength * (1 + plan.drug_overage)
    off = plan.strength_achieved / aim - 1
    if abs(off) > rules.strength_tolerance:
        what = "rounded powder" if plan.weighs_powder else "powder of whole tablets"
        message = (
            f"the {what} gives {shortened(plan.strength_achieved, 4)}, "
            f"{shortened(off, 2)} off the {aim} planned; "
            f"{rules.strength_tolerance} is allowed"
        )
        yield Finding("strength-off", "caution", "balance", message, "house")

    slack = rules.strength_tolerance
    low, high = rules.least_content, rules.greatest_content
    claim = plan.label_claim
    if not low <= claim <= high:
        beyond = claim < low * (1 - slack) or claim > high * (1 + slack)
        message = f"{shortened(claim, 2)} of the label, outside {low} to {high}"
        yield Finding(
            "content-outside",
            "stop" if beyond else "caution",
            "drug_overage",
            message,
            "usp-naltrexone-tablets",
        )
