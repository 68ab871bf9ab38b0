"""Are the tablets known well enough to take a dose from them?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import floor

from ..calc.pooling import chance_mean_within
from ..model.batch import Batch
from ..model.finding import Finding, Severity
from ..model.policy import Policy
from ..model.tablets import Tablets
from ..quantities.units import Q, Quantity, shortened
from ..reference.usual import usual
from ..sheets.wording import Wording, joined, say

__all__ = [
    "check_coat",
    "check_label_claim",
    "check_mass_spread",
    "check_pooling",
    "check_tablet_strength",
    "check_tablets_weighed",
    "check_whole_tablets",
    "surely_pooled",
]


_LABEL_LIMITS = "usp-naltrexone-tablets"
_A_FEW = 3  # tablets, between one and the number advised


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
    """Find that few tablets are pooled, and what pooling more of them would do."""
    drug, rules = batch.request.drug, batch.request.policy
    least = rules.least_tablets
    if batch.tablets is None or not isinstance(drug, Tablets):
        return
    crushed = batch.tablets.to_crush
    if crushed >= least:
        return
    numbers = (crushed, *(each for each in (_A_FEW, least) if each > crushed))
    chances = [_chance_within(rules, _content_sd(drug), number) for number in numbers]
    advised = Q("1 tablet") * least
    way_out = say("plan again with a pool of {advised}", advised=advised)
    if not batch.weighs_powder:
        way_out = say("make a larger batch, or weigh the powder of more tablets")
    message = say(
        "single tablets vary in content ({spread}): the mean of those crushed is "
        "within {low} to {high} of what is planned with a chance of at least "
        "{chances}; to even it out, {way_out}",
        spread=_spread(drug),
        low=rules.least_content,
        high=rules.greatest_content,
        chances=_chances(numbers, chances),
        way_out=way_out,
    )
    sure = surely_pooled(rules, crushed, _content_sd(drug))
    severity: Severity = "note" if sure else "caution"
    yield Finding("few-tablets", severity, "pool", message, "dac-nrf-surcharge-2018")


def surely_pooled(
    rules: Policy, tablets: int, content_sd: Quantity | None = None
) -> bool:
    """Return whether the mean of some tablets is surely enough within the limits.

    A spread that is not known is the widest that just passes its test.
    """
    sd = usual("tablet-content-sd").greatest if content_sd is None else content_sd
    chance = _chance_within(rules, sd, tablets)
    return Q("100 %") * Fraction(chance) in usual("pooled-within-limits")


def _content_sd(drug: Tablets) -> Quantity:
    """Return the spread of single tablets, or the widest that just passes its test."""
    if drug.content_sd is None:
        return usual("tablet-content-sd").greatest
    return drug.content_sd


def _spread(drug: Tablets) -> Wording:
    """Return the spread of single tablets, and whether it was stated."""
    sd = _content_sd(drug)
    if drug.content_sd is None:
        return say("their spread is not stated, {sd} just passes uniformity", sd=sd)
    return say("standard deviation {sd}", sd=sd)


def _chance_within(rules: Policy, content_sd: Quantity, tablets: int) -> float:
    """Return the chance that the mean of some tablets is within the content limits."""
    sd, low, high = (
        float(each.m_as("%"))
        for each in (content_sd, rules.least_content, rules.greatest_content)
    )
    return chance_mean_within(sd, tablets, low, high)


def _chances(numbers: Iterable[int], chances: Iterable[float]) -> Wording:
    """Return chances as they are printed: rounded down, each with its tablets."""
    return joined(
        [
            say(
                "{chance} from {tablets}",
                chance=Q("0.1 %") * floor(chance * 1000),
                tablets=Q("1 tablet") * number,
            )
            for number, chance in zip(numbers, chances, strict=True)
        ],
        ", ",
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
