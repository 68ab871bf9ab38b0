"""Findings of the making: is what was entered what the plan asks for?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...model.batch import Batch
from ...model.finding import Finding, Severity, worst_first
from ...model.made import Made
from ...model.measured import mean_of
from ...model.policy import Policy
from ...quantities.notation import count_text
from ...quantities.units import Q, shortened
from ...reference.quality_limits import quality_limit
from ...sheets.wording import day_text, say
from ..dates import component_expiries
from .blend import drug_and_blend
from .limits import bench_limits, fill_limits, mean_mass_limits
from .made import BenchWeighing, bench_weighings, mean_mass_change

__all__ = ["check_made"]

#: Filler that is found at the bench, against what is expected: within these the shells
#: were full and the packing figures hold, more or less.
_LEAST_USED, _ALL, _MOST_USED = Q("80 %"), Q("100 %"), Q("120 %")


def check_made(plan: Batch, made: Made) -> tuple[Finding, ...]:
    """Return what was found in the entries of a batch, the worst first.

    Parameters
    ----------
    plan
        The plan that was followed.
    made
        What was entered; what was not is not judged.

    Returns
    -------
    tuple of Finding
        A lot that was out of date, weighings outside the tolerance, a mean tablet mass
        that has changed, tablets or capsules that are not as many as planned, a yield
        outside its goal, blend lost or gained, and one person who did both.

    Raises
    ------
    UnknownNameError
        If something was entered for an item that the plan does not weigh.

    Examples
    --------
    >>> from ldn_compound.model.made import Made
    >>> from ldn_compound import (
    ...     BulkDrug, Filler, PackStatistic, Prescription, plan_batch, reference)
    >>> measured = PackStatistic("130 mg", size="3")
    >>> plan = plan_batch(
    ...     Prescription(strength="4.5 mg", capsules=100),
    ...     drug=BulkDrug("naltrexone hydrochloride", assay="100 %", basis="as is",
    ...                   packing=measured),
    ...     filler=Filler("sucrose", packing=measured), shell=reference.shell("3"))
    >>> [found] = check_made(plan, Made(capsules=90))
    >>> found.message
    '90 capsules kept of 100: 90 %, the goal is 95 % to 105 %'
    """
    found = [
        *_lots(plan, made),
        *_tablets(plan, made),
        *_weighings(plan, made),
        *_blend(plan, made),
        *_topped_up(plan, made),
        *_capsules(plan, made),
        *_masses(plan, made),
        *_people(made),
    ]
    return worst_first(found)


def _lots(plan: Batch, made: Made) -> Iterator[Finding]:
    for name, until in component_expiries(plan).items():
        if made.made_on is not None and until is not None:
            if made.made_on <= until.last_day:
                continue
            message = say(
                "{name} expired on {until}; made on {made_on}",
                name=name,
                until=until,
                made_on=day_text(made.made_on),
            )
            yield Finding("lot-expired", "stop", "made_on", message, "house")


def _tablets(plan: Batch, made: Made) -> Iterator[Finding]:
    counted, crushed = made.tablets_counted, plan.crushed
    planned = counted if crushed is None else crushed.count.to_crush
    if counted is not None and counted != planned:
        message = say(
            "{counted} were crushed, {planned} are planned",
            counted=count_text(counted, "tablet"),
            planned=planned,
        )
        yield Finding("tablets-counted", "caution", "tablets_counted", message, "house")
    change, limits = mean_mass_change(plan, made), mean_mass_limits(plan)
    if change is not None and crushed is not None and limits is not None:
        mean, (least, greatest) = crushed.tablets.mean_mass * change, limits
        if not least <= mean <= greatest:
            message = say(
                "the tablets weigh {mean} on average, outside {least} to {greatest}: "
                "make sure which tablets they are, and plan again",
                mean=shortened(mean, 1),
                least=shortened(least, 1),
                greatest=shortened(greatest, 1),
            )
            yield Finding("mean-mass-changed", "stop", "tablets_mass", message, "house")


def _weighings(plan: Batch, made: Made) -> Iterator[Finding]:
    rules = plan.request.policy
    for each in bench_weighings(plan, made):
        if each.limits is None:
            yield from _filler_used(each)
            continue
        if not each.off:
            continue
        message = say(
            "{letter} {item}: {actual} was weighed, {target} is the target, {least} to "
            "{greatest} is allowed",
            letter=each.letter,
            item=each.item,
            actual=each.mass,
            target=each.target,
            least=each.limits.least,
            greatest=each.limits.greatest,
        )
        severity: Severity = "stop" if _is_far_off(each, rules) else "caution"
        yield Finding("weighing-off", severity, "weighed", message, "house")


def _is_far_off(weighing: BenchWeighing, rules: Policy) -> bool:
    """Return whether a weighing moves the dose, or how full the shells are, too far."""
    least, greatest = _LEAST_USED, _MOST_USED
    if weighing.component.role == "additive":
        return False
    if weighing.carries_drug:
        least, greatest = rules.least_content, rules.greatest_content
    target = weighing.target
    return not target * least <= weighing.mass <= target * greatest


def _filler_used(weighing: BenchWeighing) -> Iterator[Finding]:
    """Find that the shells took far more or far less filler than expected."""
    if weighing.entry is None or not weighing.planned:
        return
    used = (weighing.mass / weighing.planned).to("%")
    if not _LEAST_USED <= used <= _MOST_USED:
        message = say(
            "{letter} {item}: {actual} was used, {used} of the {planned} expected: the "
            "shells were not full, blend is missing, or the packing figures are wrong",
            letter=weighing.letter,
            item=weighing.item,
            actual=weighing.mass,
            used=shortened(used, 1),
            planned=weighing.planned,
        )
        yield Finding("filler-used-off", "stop", "weighed", message, "house")


def _blend(plan: Batch, made: Made) -> Iterator[Finding]:
    entries = bench_weighings(plan, made)
    if made.blend_mass is None or any(
        each.estimated and each.entry is None for each in entries
    ):
        return
    rules, (_, expected) = plan.request.policy, drug_and_blend(plan, made, entries)
    allowed = rules.greatest_loss or quality_limit("dac-nrf", "greatest_loss")
    gain = quality_limit("dac-nrf", "greatest_gain")
    lost, limits = expected - made.blend_mass, bench_limits(plan)
    if lost > expected * limits.greatest_loss:
        message = say(
            "{lost} of {expected} of blend is lost, more than {allowed}: do not fill",
            lost=shortened(lost, 1),
            expected=shortened(expected, 1),
            allowed=shortened(limits.greatest_loss, 1),
        )
        yield Finding("blend-lost", "stop", "blend_mass", message, "pz-mass-loss")
    elif lost > expected * allowed:
        message = say(
            "{lost} of {expected} of blend is lost, more than {allowed}",
            lost=shortened(lost, 1),
            expected=shortened(expected, 1),
            allowed=allowed,
        )
        yield Finding("blend-lost", "caution", "blend_mass", message, "pz-mass-loss")
    elif -lost > expected * gain:
        message = say(
            "{more} more blend than the {expected} weighed in, beyond {gain}: a "
            "weighing is wrong, or something else is in it",
            more=shortened(-lost, 1),
            expected=shortened(expected, 1),
            gain=gain,
        )
        yield Finding("blend-gained", "stop", "blend_mass", message, "house")


def _topped_up(plan: Batch, made: Made) -> Iterator[Finding]:
    """Find more blend emptied out than went in, or filler of another order."""
    if made.topped_up is None:
        return
    emptied, filler = made.topped_up.blend, made.topped_up.filler
    _, blend = drug_and_blend(plan, made)
    if emptied > blend * (1 + quality_limit("dac-nrf", "greatest_gain")):
        message = say(
            "{emptied} of blend was emptied out, of {blend} that went in: weigh again",
            emptied=shortened(emptied, 1),
            blend=shortened(blend, 1),
        )
        yield Finding("blend-gained", "stop", "topped_up", message, "house")
    most = sum((each.to_weigh for each in plan.fillers), Q("0 mg")) * (
        _MOST_USED - _ALL
    )
    if filler > most:
        message = say(
            "{filler} of filler was added to blend that did not fill the shells, more "
            "than {most}: blend is missing, or the packing figures are wrong",
            filler=filler,
            most=shortened(most, 1),
        )
        yield Finding("filler-used-off", "stop", "topped_up", message, "house")


def _capsules(plan: Batch, made: Made) -> Iterator[Finding]:
    if made.capsules is None:
        return
    kept = Q("100 %") * Fraction(made.capsules, plan.shells)
    least = quality_limit("reconciliation", "least_yield")
    greatest = quality_limit("reconciliation", "greatest_yield")
    if not least <= kept <= greatest:
        message = say(
            "{capsules} kept of {shells}: {kept}, the goal is {least} to {greatest}",
            capsules=count_text(made.capsules, "capsule"),
            shells=plan.shells,
            kept=shortened(kept, 1),
            least=least,
            greatest=greatest,
        )
        yield Finding("yield-off", "caution", "capsules", message, "saskoer-yield")
    filled = made.capsules + (made.rejected or 0)
    if filled > plan.shells_at_hand:
        message = say(
            "{more} more than the {shells} planned: each holds less",
            more=count_text(filled - plan.shells_at_hand, "capsule"),
            shells=plan.shells_at_hand,
        )
        yield Finding("capsules-too-many", "caution", "capsules", message, "house")
    elif made.rejected is not None and filled < plan.shells:
        message = say(
            "{missing} of the {shells} planned are neither kept nor rejected: count "
            "again",
            missing=count_text(plan.shells - filled, "capsule"),
            shells=plan.shells,
        )
        yield Finding("capsules-missing", "caution", "rejected", message, "house")


def _masses(plan: Batch, made: Made) -> Iterator[Finding]:
    """Find single capsules that are outside the limits of the sheet."""
    if not made.capsule_masses:
        return
    fill = fill_limits(plan, made)
    shell = plan.request.shell.empty_mass
    if made.shell_masses:
        shell = mean_of(made.shell_masses)
    outside = [
        str(number)
        for number, gross in enumerate(made.capsule_masses, start=1)
        if gross - shell not in fill
    ]
    if outside:
        message = say(
            "capsules {numbers} are outside {least} to {greatest} without shell: set "
            "them aside, and weigh all others",
            numbers=", ".join(outside),
            least=fill.least,
            greatest=fill.greatest,
        )
        yield Finding("capsule-off", "caution", "capsule_masses", message, "house")


def _people(made: Made) -> Iterator[Finding]:
    """Find that somebody checked their own work: that is no second pair of eyes."""
    batch = [(say("the batch"), made.made_by, made.checked_by)]
    weighed = [(each.item, each.weighed_by, each.checked_by) for each in made.weighed]
    for what, by, checked in (*batch, *weighed):
        if by is not None and checked is not None and _same(by, checked):
            message = say(
                "{who} made and checked {what}: another person has to check",
                who=by,
                what=what,
            )
            yield Finding("checked-alone", "caution", "checked_by", message, "house")


def _same(by: str, checked: str) -> bool:
    return by.strip().casefold() == checked.strip().casefold()
