"""Are the tablets known well enough to take a dose from them?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.batch import Batch
from ..model.finding import Finding
from ..model.tablets import Tablets
from ..quantities.units import Q, shortened
from ..reference.usual import usual
from ..sheets.wording import say

__all__ = [
    "check_coat",
    "check_label_claim",
    "check_mass_spread",
    "check_pooling",
    "check_powder_left",
    "check_tablet_strength",
    "check_tablets_weighed",
    "check_whole_tablets",
]


_LABEL_LIMITS = "usp-naltrexone-tablets"


def check_tablet_strength(batch: Batch) -> Iterator[Finding]:
    """Find tablets of a strength that is not on record: a slip moves every dose."""
    drug, known = batch.request.drug, usual("tablet-strength")
    if isinstance(drug, Tablets) and drug.strength not in known:
        message = say(
            "tablets of {strength}: those on record hold {usual}; read the strength "
            "on their label again",
            strength=drug.strength,
            usual=known.least,
        )
        yield Finding(
            "tablet-strength-unusual", "caution", "strength", message, known.source
        )


def check_label_claim(batch: Batch) -> Iterator[Finding]:
    """Find that the content of the tablets is taken from their label, or is off it."""
    drug, rules = batch.request.drug, batch.request.policy
    if not isinstance(drug, Tablets):
        return
    low, high = rules.least_content, rules.greatest_content
    if drug.assay is None:
        message = say(
            "the tablets are taken to hold what their label says; a lot may "
            "lawfully hold {low} to {high} of it, and {capsules_then}",
            low=low,
            high=high,
            capsules_then=_capsules_then(batch),
        )
        yield Finding("label-claim-assumed", "note", "assay", message, _LABEL_LIMITS)
    elif not low <= drug.assay <= high:
        message = say(
            "the tablets hold {assay} of their label, outside {low} to {high}",
            assay=drug.assay,
            low=low,
            high=high,
        )
        yield Finding("assay-outside", "stop", "assay", message, _LABEL_LIMITS)


def _capsules_then(batch: Batch) -> str:
    """Return what the capsules hold of tablets at the limits of their label."""
    if not batch.drug_overage:
        return say("so may the capsules")
    rules, more = batch.request.policy, 1 + batch.drug_overage
    least, most = rules.least_content * more, rules.greatest_content * more
    return say(
        "the capsules then {least} to {most}",
        least=shortened(least, 1),
        most=shortened(most, 1),
    )


def check_pooling(batch: Batch) -> Iterator[Finding]:
    """Find that too few tablets are pooled to even out their content."""
    least = batch.request.policy.least_tablets
    if batch.tablets is not None and batch.tablets.to_crush < least:
        pooled = Q("1 tablet") * batch.tablets.to_crush
        message = say(
            "pooled from {pooled}; at least {least} are advised, because the "
            "content of single tablets varies",
            pooled=pooled,
            least=least,
        )
        yield Finding(
            "few-tablets", "caution", "capsules", message, "dac-nrf-surcharge-2018"
        )


def check_mass_spread(batch: Batch) -> Iterator[Finding]:
    """Find that nobody said how much the mass of the tablets varies."""
    drug = batch.request.drug
    if isinstance(drug, Tablets) and None in (drug.mass_sd, drug.weighed):
        message = say(
            "weigh tablets one by one, and state how many and their standard "
            "deviation: without these the error of their mean mass is not known"
        )
        yield Finding("mass-spread-unknown", "note", "mass_sd", message, "house")


def check_tablets_weighed(batch: Batch) -> Iterator[Finding]:
    """Find a mean mass of so few tablets that one of them moves every dose."""
    drug, known = batch.request.drug, usual("tablets-weighed")
    if not isinstance(drug, Tablets) or drug.weighed is None:
        return
    weighed = Q("1 tablet") * drug.weighed
    if weighed < known.least:
        message = say(
            "the mean mass is that of {weighed}: weigh at least {least}, better twenty "
            "or all that are crushed",
            weighed=weighed,
            least=known.least,
        )
        yield Finding(
            "few-tablets-weighed", "caution", "weighed", message, known.source
        )


def check_coat(batch: Batch) -> Iterator[Finding]:
    """Find a film coat, which breaks into flakes, or a coat that is unknown."""
    drug = batch.request.drug
    if not isinstance(drug, Tablets):
        return
    if drug.coat == "film":
        message = say(
            "film-coated: weigh the tablets whole, regrind the flakes of the "
            "coat, sieve none of them out; coloured specks are to be expected"
        )
        yield Finding("film-coat", "caution", "coat", message, "dailymed-labels")
    elif drug.coat is None:
        message = say(
            "coat not stated; most {strength} naltrexone tablets are film-coated: "
            "make sure that it does not control the release",
            strength=Q("50 mg"),
        )
        yield Finding("coat-unknown", "note", "coat", message, "dailymed-labels")


def check_whole_tablets(batch: Batch) -> Iterator[Finding]:
    """Find that powder is not weighed back, so that no loss of it shows."""
    if batch.tablets is not None and not batch.weighs_powder:
        message = say(
            "all the powder of {to_crush} goes in without a weighing: what "
            "stays in the mortar is missing from the capsules, and nothing "
            "shows it; rinse the mortar with filler",
            to_crush=Q("1 tablet") * batch.tablets.to_crush,
        )
        yield Finding("whole-tablets", "caution", "tablets", message, "house")


def check_powder_left(batch: Batch) -> Iterator[Finding]:
    """Find that loss in the mortar may leave too little powder to weigh."""
    if batch.tablets is None or not batch.weighs_powder:
        return
    left, to_weigh = batch.tablets.powder_left, batch.powder.to_weigh
    least = batch.request.policy.least_powder_left
    if left < least * to_weigh:
        message = say(
            "{left} of tablet powder is left over, {share} of what is "
            "weighed: loss in the mortar may leave too little; crush one more",
            left=left,
            share=shortened(left / to_weigh, 2),
        )
        yield Finding("no-powder-left", "note", "reserve_tablets", message, "house")
