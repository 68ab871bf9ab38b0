"""Is the powder what its certificate or its label says?"""

from __future__ import annotations

from collections.abc import Iterator

from ..calc.potency import is_capped
from ..model.batch import BatchPlan
from ..model.bulk import BulkDrug
from ..model.finding import Finding
from ..model.trituration import Trituration
from ..wording import say

__all__ = ["check_certificate", "check_stock_dilution"]


def check_certificate(plan: BatchPlan) -> Iterator[Finding]:
    """Find an assay outside the limits of the substance, or one that was capped."""
    drug = plan.request.drug
    if not isinstance(drug, BulkDrug):
        return
    low, high = plan.request.policy.least_assay, plan.request.policy.greatest_assay
    of_substance = drug.basis not in ("as is", "concentrate")
    if of_substance and not low <= drug.assay <= high:
        message = say(
            "{assay} {basis} is outside {low} to {high}",
            assay=drug.assay,
            basis=drug.basis,
            low=low,
            high=high,
        )
        yield Finding(
            "assay-unusual", "caution", "assay", message, "usp-naltrexone-hydrochloride"
        )
    if is_capped(drug, plan.request.policy):
        cap = plan.request.policy.assay_cap
        message = say(
            "{assay} {basis}: taken for {cap}, as these rules have it",
            assay=drug.assay,
            basis=drug.basis,
            cap=cap,
        )
        yield Finding("assay-capped", "note", "assay", message, "dac-nrf-correction")


def check_stock_dilution(plan: BatchPlan) -> Iterator[Finding]:
    """Find a stock dilution whose content is taken from its label."""
    drug = plan.request.drug
    if isinstance(drug, Trituration) and drug.assay is None:
        message = say(
            "the dilution is taken to hold the {drug_fraction} of its label: "
            "what was lost or unevenly mixed in its making stays unknown",
            drug_fraction=drug.drug_fraction,
        )
        yield Finding("label-claim-assumed", "note", "assay", message, "house")
