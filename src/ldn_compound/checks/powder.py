"""Is the powder what its certificate or its label says?"""

from __future__ import annotations

from collections.abc import Iterator

from ..calc.potency import is_capped
from ..model.batch import Batch
from ..model.bulk import BulkDrug
from ..model.finding import Finding, Severity
from ..model.forms import Form, basis_name, form_name
from ..model.policy import Policy
from ..model.trituration import Trituration
from ..quantities.units import Q, Quantity
from ..reference.usual import usual
from ..sheets.wording import say

__all__ = ["check_certificate", "check_stock_dilution", "check_water"]

_NOTHING, _WHOLE = Q("0 %"), Q("100 %")
_DIHYDRATE: Form = "naltrexone hydrochloride dihydrate"


def check_certificate(batch: Batch) -> Iterator[Finding]:
    """Find an assay outside the limits of the substance, or one that was capped."""
    drug, rules = batch.request.drug, batch.request.policy
    if not isinstance(drug, BulkDrug):
        return
    if drug.basis == "concentrate":
        yield from _of_concentrate(drug, rules)
    low, high, source = _limits(drug, rules)
    if drug.basis != "concentrate" and not low <= drug.assay <= high:
        message = say(
            "{assay} {basis} is outside {low} to {high}",
            assay=drug.assay,
            basis=basis_name(drug.basis),
            low=low,
            high=high,
        )
        if drug.basis == "as is" and drug.form == _DIHYDRATE:
            message = say(
                "{found}; stated as the hydrochloride, its water would count twice: "
                "plan with the form that the certificate states it in",
                found=message,
            )
        severity: Severity = (
            "caution" if drug.assay in usual("assay-at-all") else "stop"
        )
        yield Finding("assay-unusual", severity, "assay", message, source)
    if is_capped(drug, batch.request.policy):
        cap = batch.request.policy.assay_cap
        message = say(
            "the assay, {assay} {basis}, is counted as {cap} by these rules",
            assay=drug.assay,
            basis=basis_name(drug.basis),
            cap=cap,
        )
        yield Finding("assay-capped", "note", "assay", message, "dac-nrf-correction")


def _of_concentrate(drug: BulkDrug, rules: Policy) -> Iterator[Finding]:
    """Find a stock that is counted as all drug, or whose content is off its label."""
    low, high = rules.least_content, rules.greatest_content
    if not low <= drug.assay <= high:
        message = say(
            "the concentrate holds {assay} of its label, outside {low} to {high}",
            assay=drug.assay,
            low=low,
            high=high,
        )
        yield Finding("assay-outside", "stop", "assay", message, "house")
    message = say(
        "a concentrate is counted as if its label said {whole} of {form}: plan a stock "
        "of less as a stock dilution with its share",
        whole=_WHOLE,
        form=form_name(drug.form),
    )
    yield Finding("concentrate-label", "caution", "basis", message, "house")


def _limits(drug: BulkDrug, rules: Policy) -> tuple[Quantity, Quantity, str]:
    """Return the limits of an assay, and their source.

    As is, the powder may hold the water of a hydrate: no monograph says how much that
    takes off. A dihydrate has that water in its form already.
    """
    if drug.basis == "as is" and drug.form != _DIHYDRATE:
        known = usual("assay-as-is")
        least = min(known.least, rules.least_assay)
        return least, rules.greatest_assay, known.source
    return rules.least_assay, rules.greatest_assay, "usp-naltrexone-hydrochloride"


def check_water(batch: Batch) -> Iterator[Finding]:
    """Find more water and solvents than the powder can hold: a slip of the point."""
    drug, most = batch.request.drug, usual("water").greatest
    if not isinstance(drug, BulkDrug):
        return
    lost = (drug.water or _NOTHING) + (drug.solvents or _NOTHING)
    if lost > most:
        message = say(
            "{lost} of water and solvents is more than such a powder holds, {most}: "
            "has a decimal point slipped?",
            lost=lost,
            most=most,
        )
        yield Finding("water-unusual", "stop", "water", message, usual("water").source)


def check_stock_dilution(batch: Batch) -> Iterator[Finding]:
    """Find a stock dilution whose content is taken from its label, or is off it."""
    drug, rules = batch.request.drug, batch.request.policy
    if not isinstance(drug, Trituration):
        return
    low, high = rules.least_content, rules.greatest_content
    if drug.assay is None:
        message = say(
            "the dilution is taken to hold the {drug_fraction} of its label: "
            "what was lost or unevenly mixed in its making stays unknown",
            drug_fraction=drug.drug_fraction,
        )
        yield Finding("label-claim-assumed", "note", "assay", message, "house")
    elif not low <= drug.assay <= high:
        message = say(
            "the dilution holds {assay} of its label, outside {low} to {high}",
            assay=drug.assay,
            low=low,
            high=high,
        )
        yield Finding("assay-outside", "stop", "assay", message, "house")
