"""Difference: what changed from one plan to another, in words.

Causes are what was asked otherwise: each field of the request that is another. Effects
are what the plan then comes to: what the bench would notice first, findings last. Both
are found field by field, so that plans that are not equal are never called the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, zip_longest

from attrs import frozen

from ...batch_plan import BatchPlan
from ...errors import FieldError, shown
from ...model.finding import Finding
from ...model.steps import Load
from ...quantities.units import Q
from ...sheets.wording import Wording, joined, say
from .fields import Change, changes_in
from .names import FIELDS

__all__ = ["Change", "Difference", "diff"]

#: What the summary tells of the effects: amounts to weigh, to crush and to fill.
_AT_THE_BENCH = re.compile(
    r"(powder|additives\[\d+\]|fillers\[\d+\])(\.to_weigh)?|tablets(\.to_crush)?"
    r"|trituration|premixes\[\d+\]|fill_mass|ready"
)
_ONE_CAPSULE = Q("1 capsule")

#: Fields of one part of the request from which on the part is named instead.
_MANY = 3


@frozen(kw_only=True, repr=False)
class Difference:
    """What changed from one plan to another; false where they are equal.

    Parameters
    ----------
    causes
        What was asked otherwise, in the order of the request.
    effects
        What the plan comes to otherwise: amounts, loads, readiness, findings.
    """

    causes: tuple[Change, ...]
    effects: tuple[Change, ...]

    @property
    def summary(self) -> Wording:
        """What changed and what that does to the amounts at the bench, in a line."""
        if not self:
            return say("nothing changed: the plans are equal")
        told = [each for each in self.effects if not each.path.startswith("findings")]
        bench = [each for each in told if _AT_THE_BENCH.fullmatch(each.path)]
        effects = joined((each.short for each in bench or told), ", ")
        if not self.causes:
            effects = effects or say("findings")
            return say(
                "asked the same, but the plan changed: {effects}", effects=effects
            )
        causes = joined(_causes_in_short(self.causes), ", ")
        if not effects:
            return say("{causes} changed: every amount stays", causes=causes)
        return say("{causes} changed: {effects}", causes=causes, effects=effects)

    @property
    def sentences(self) -> tuple[Wording, ...]:
        """The summary and a sentence for each change; each can be translated."""
        changes = (*self.causes, *self.effects)
        return (self.summary, *(each.sentence for each in changes))

    def __bool__(self) -> bool:
        return bool(self.causes or self.effects)

    def __str__(self) -> str:
        return "\n  ".join(self.sentences)

    __repr__ = __str__


def diff(plan_a: BatchPlan, plan_b: BatchPlan) -> Difference:
    """Return what changed from one plan to another, in words.

    Parameters
    ----------
    plan_a
        The plan before.
    plan_b
        The plan after.

    Returns
    -------
    Difference
        Causes and effects, each with before, after and the change; false where the
        plans are equal.

    Raises
    ------
    FieldError
        If one of them is no plan.

    Examples
    --------
    >>> from attrs import evolve
    >>> from ldn_compound import (
    ...     BulkDrug, Filler, PackStatistic, Prescription, plan_batch, reference)
    >>> measured = PackStatistic("130 mg", size="3")
    >>> def planned(filler_packing):
    ...     return plan_batch(
    ...         Prescription("4.5 mg", capsules=100),
    ...         drug=BulkDrug("naltrexone hydrochloride", assay="100 %", basis="as is",
    ...                       packing=measured),
    ...         filler=Filler("MCC", packing=filler_packing, contains=()),
    ...         shell=reference.shell("3"))
    >>> lighter = PackStatistic("117 mg", size="3")
    >>> print(diff(planned(measured), planned(lighter)).summary)
    filler packing changed: MCC to weigh -1255 mg, fill mass of one capsule -12.55 mg
    >>> print(diff(planned(measured), planned(measured)))
    nothing changed: the plans are equal
    """
    _refuse_no_plan(plan_a, "plan_a")
    _refuse_no_plan(plan_b, "plan_b")
    if plan_a == plan_b:
        return Difference(causes=(), effects=())
    one, other = plan_a.request, plan_b.request
    causes = changes_in(one, other, "request", say("request"))
    return Difference(causes=tuple(causes), effects=tuple(_effects(plan_a, plan_b)))


def _refuse_no_plan(value: object, field: str) -> None:
    if not isinstance(value, BatchPlan):
        way_out = "a plan is compared with a plan: see plan_batch"
        raise FieldError("a BatchPlan", shown(value), way_out, field)


def _causes_in_short(causes: tuple[Change, ...]) -> Iterator[str]:
    """Yield what was asked otherwise; a part of which much changed is named alone."""
    for part, group in groupby(causes, lambda each: each.path.split(".")[1]):
        names = [each.name for each in group]
        field = part.partition("[")[0]
        yield from names if len(names) < _MANY else [FIELDS["Request"][field]]


def _effects(one: BatchPlan, other: BatchPlan) -> Iterator[Change]:
    """Yield what the plans come to otherwise, what the bench notices first."""
    for field, name in FIELDS["BatchPlan"].items():
        before, after = getattr(one, field), getattr(other, field)
        yield from changes_in(before, after, field, name)
    yield from _loads(one, other)
    if one.ready != other.ready:
        was, now = _readiness(one), _readiness(other)
        yield Change(path="ready", name=say("plan"), before=was, after=now)
    yield from _findings(one.findings, other.findings)


def _loads(one: BatchPlan, other: BatchPlan) -> Iterator[Change]:
    """Yield the loads of the tray, where one of the plans has more than one."""
    was, now = _loads_in_words(one.loads), _loads_in_words(other.loads)
    if was != now and max(len(one.loads), len(other.loads)) > 1:
        yield Change(path="loads", name=say("loads of the tray"), before=was, after=now)


def _loads_in_words(loads: tuple[Load, ...]) -> Wording:
    counts = Counter((each.capsules, each.blend.to_weigh) for each in loads)
    return joined(
        (
            say(
                "{loads} of {capsules}, {blend} of blend each",
                loads=count,
                capsules=_ONE_CAPSULE * capsules,
                blend=blend,
            )
            for (capsules, blend), count in counts.items()
        ),
        "; ",
    )


def _readiness(plan: BatchPlan) -> Wording:
    return say("ready") if plan.ready else say("draft")


def _findings(one: tuple[Finding, ...], other: tuple[Finding, ...]) -> Iterator[Change]:
    """Yield each finding that came, went or says something else; else their order."""
    before, after = _by_code(one), _by_code(other)
    changes = [
        change
        for code, field in sorted({*before, *after})
        for was, now in zip_longest(
            before.get((code, field), ()), after.get((code, field), ())
        )
        for change in changes_in(
            was,
            now,
            "findings",
            say("finding {code} ({field})", code=code, field=field),
        )
    ]
    if not changes and one != other:
        was, now = (joined(_codes(found), ", ") for found in (one, other))
        name = say("order of the findings")
        changes = [Change(path="findings", name=name, before=was, after=now)]
    yield from changes


def _by_code(
    findings: tuple[Finding, ...],
) -> dict[tuple[str, str], tuple[Finding, ...]]:
    """Return findings by their code and the input that they are about."""
    found: dict[tuple[str, str], tuple[Finding, ...]] = {}
    for each in findings:
        key = each.code, each.field
        found[key] = (*found.get(key, ()), each)
    return found


def _codes(findings: tuple[Finding, ...]) -> Iterator[str]:
    return (f"{each.code} ({each.field})" for each in findings)
