"""Findings of the making: is what was entered what the plan asks for?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...model.batch import Batch
from ...model.finding import Finding, Severity
from ...model.made import Made
from ...quantities.notation import count_text
from ...quantities.units import Q, Quantity, shortened
from ...reference.quality_limits import quality_limit
from ...sheets.wording import say
from ..dates import component_expiries
from .made import bench_weighings, mean_mass_change

__all__ = ["check_made"]

_WORST_FIRST = ("stop", "caution", "note")


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
        *_capsules(plan, made),
        *_people(made),
    ]
    return tuple(sorted(found, key=lambda each: _WORST_FIRST.index(each.severity)))


def _lots(plan: Batch, made: Made) -> Iterator[Finding]:
    for name, until in component_expiries(plan).items():
        if made.made_on is not None and until is not None:
            if made.made_on <= until.last_day:
                continue
            message = say(
                "{name} expired on {until}; made on {made_on}",
                name=name,
                until=until,
                made_on=made.made_on.isoformat(),
            )
            yield Finding("lot-expired", "stop", "made_on", message, "house")


def _tablets(plan: Batch, made: Made) -> Iterator[Finding]:
    allowed = plan.request.policy.mean_mass_change
    change = mean_mass_change(plan, made)
    counted, tablets = made.tablets_counted, plan.tablets
    if counted is not None and tablets is not None and counted != tablets.to_crush:
        message = say(
            "{counted} were crushed, {planned} are planned",
            counted=count_text(counted, "tablet"),
            planned=tablets.to_crush,
        )
        yield Finding("tablets-counted", "caution", "tablets_counted", message, "house")
    if change is not None and abs(change - 1) > allowed.m_as("%") / 100:
        message = say(
            "the mean mass of the tablets is {change} of that planned, more than "
            "{allowed} off: plan again",
            change=shortened(Q("100 %") * change, 2),
            allowed=allowed,
        )
        yield Finding("mean-mass-changed", "stop", "tablets_mass", message, "house")


def _weighings(plan: Batch, made: Made) -> Iterator[Finding]:
    rules = plan.request.policy
    for each in bench_weighings(plan, made):
        if each.entry is None or not each.off:
            continue
        actual = each.entry.actual
        low, high = (
            each.target * rules.least_content,
            (each.target * rules.greatest_content),
        )
        wrong = each.carries_drug and not low <= actual <= high
        message = say(
            "{item}: {actual} was weighed, {target} is the target, {least} to "
            "{greatest} is allowed",
            item=each.item,
            actual=actual,
            target=each.target,
            least=each.least,
            greatest=each.greatest,
        )
        severity: Severity = "stop" if wrong else "caution"
        yield Finding("weighing-off", severity, "weighed", message, "house")


def _blend(plan: Batch, made: Made) -> Iterator[Finding]:
    rules, expected = plan.request.policy, _expected_blend(plan, made)
    if made.blend_mass is None or any(each.estimated for each in plan.fillers):
        return
    allowed = rules.greatest_loss or quality_limit("dac-nrf", "greatest_loss")
    gain = quality_limit("dac-nrf", "greatest_gain")
    lost = expected - made.blend_mass
    if lost > expected * allowed:
        message = say(
            "{lost} of {expected} of blend is lost, more than {allowed}",
            lost=shortened(lost, 1),
            expected=expected,
            allowed=allowed,
        )
        severity: Severity = "note" if rules.greatest_loss is None else "caution"
        yield Finding("blend-lost", severity, "blend_mass", message, "pz-mass-loss")
    elif -lost > expected * gain:
        message = say(
            "{more} more blend than the {expected} weighed in, beyond {gain}: a "
            "weighing is wrong, or something else is in it",
            more=shortened(-lost, 1),
            expected=expected,
            gain=gain,
        )
        yield Finding("blend-gained", "stop", "blend_mass", message, "house")


def _expected_blend(plan: Batch, made: Made) -> Quantity:
    """Return the blend as planned, its powder by the mean mass that was found."""
    planned = plan.blend_as_weighed
    if made.tablets_mass is None or plan.trituration is not None:
        return planned
    if plan.tablets is not None and not plan.weighs_powder:
        return planned - plan.powder.to_weigh + made.tablets_mass
    powder = bench_weighings(plan, made)[0]
    return planned - powder.planned + powder.target


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
    if filled > plan.shells:
        message = say(
            "{more} more than the {shells} planned: each holds less than "
            "its label says",
            more=Q("1 capsule") * (filled - plan.shells),
            shells=plan.shells,
        )
        yield Finding("capsules-too-many", "stop", "capsules", message, "house")
    elif made.rejected is not None and filled < plan.shells:
        message = say(
            "{missing} of the {shells} planned are neither kept nor rejected: count "
            "again",
            missing=Q("1 capsule") * (plan.shells - filled),
            shells=plan.shells,
        )
        yield Finding("capsules-missing", "caution", "rejected", message, "house")


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
