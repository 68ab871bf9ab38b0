"""Difference: what changed from one plan to another, in words.

Causes are what was asked otherwise: each field of the request that is another. Effects
are what the plan then comes to: what the bench would notice first, findings last. Both
are found field by field, down to the smallest parts, so that plans that are not equal
are never called the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, groupby, zip_longest

import attrs
from attrs import frozen

from ...batch_plan import BatchPlan
from ...errors import FieldError, shown
from ...model.dilution import Limits
from ...model.equipment import Tray
from ...model.finding import Finding
from ...model.lot import Lot
from ...model.steps import Load
from ...model.weighing import Weighing
from ...quantities.units import Q, Quantity, same_kind
from ...sheets.wording import Wording, joined, say
from ..json.records import fields_in_document
from .words import as_read, field_name, label_of, signed

__all__ = ["Change", "Difference", "diff"]

#: What the bench notices first; of the records in a plan, their first fields.
_FIRST = {
    "BatchPlan": (
        *("powder", "tablets", "trituration", "premixes", "additives", "fillers"),
        *("diluent", "fill_mass", "gross_mass", "blend_mass"),
    ),
    "TabletCount": ("to_crush", "powder_left"),
    "TriturationPlan": ("dilutions",),
    "Weighing": ("item", "to_weigh"),
}

#: What the summary tells of the effects: amounts to weigh, to crush and to fill.
_AT_THE_BENCH = re.compile(
    r"(powder|additives\[\d+\]|fillers\[\d+\])(\.to_weigh)?|tablets(\.to_crush)?"
    r"|trituration|premixes\[\d+\]|fill_mass|ready"
)

#: Fields of one part of the request from which on the part is named instead.
_MANY = 3

#: Records that are one thing to a reader.
_WHOLE = (Lot, Tray, Limits, Finding)

#: What is listed only where nothing else of its record changed: no sheet prints it.
_ASIDE = {"exact", "limits"}


@frozen(kw_only=True)
class Change:
    """One thing that is another in the second of two plans.

    Parameters
    ----------
    path
        Where it stands in the plan, such as ``request.shell.volume``; ``findings``,
        ``loads`` and ``ready`` are a whole.
    name
        What it is called.
    before
        What it is in the first plan: an amount, or words.
    after
        What it is in the second.
    """

    path: str
    name: str
    before: Quantity | str
    after: Quantity | str

    @property
    def change(self) -> Quantity | None:
        """How much more, or below zero how much less; `None` of what is no amount."""
        before, after = self.before, self.after
        if isinstance(before, Quantity) and isinstance(after, Quantity):
            return after - before if same_kind(before, after) else None
        return None

    @property
    def sentence(self) -> Wording:
        """The change in words, which can be translated."""
        values = {"what": self.name, "before": self.before, "after": self.after}
        if self.change is None:
            return say("{what}: from {before} to {after}", **values)
        by = signed(self.change)
        return say("{what}: from {before} to {after} ({change})", **values, change=by)

    @property
    def short(self) -> Wording:
        """Its name and by how much, or what it became; can be translated."""
        if self.change is None:
            return say("{what} now {by}", what=self.name, by=self.after)
        return say("{what} {by}", what=self.name, by=signed(self.change))

    def __str__(self) -> str:
        return str(self.sentence)


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
    causes = _changes(one, other, "request", say("request"))
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
        yield from names if len(names) < _MANY else [label_of("Request", field)]


def _effects(one: BatchPlan, other: BatchPlan) -> Iterator[Change]:
    """Yield what the plans come to otherwise, what the bench notices first."""
    for field in _fields_of(BatchPlan):
        if field not in ("request", "findings"):
            before, after = getattr(one, field), getattr(other, field)
            yield from _changes(before, after, field, label_of("BatchPlan", field))
    was, now = _loads(one.loads), _loads(other.loads)
    if was != now and max(len(one.loads), len(other.loads)) > 1:
        yield Change(path="loads", name=say("loads of the tray"), before=was, after=now)
    if one.ready != other.ready:
        was, now = (
            say("ready") if each.ready else say("draft") for each in (one, other)
        )
        yield Change(path="ready", name=say("plan"), before=was, after=now)
    yield from _findings(one.findings, other.findings)


def _loads(loads: tuple[Load, ...]) -> Wording:
    counts = Counter((each.capsules, each.blend.to_weigh) for each in loads)
    return joined(
        (
            say(
                "{loads} of {capsules}, {blend} of blend each",
                loads=count,
                capsules=Q("1 capsule") * capsules,
                blend=blend,
            )
            for (capsules, blend), count in counts.items()
        ),
        "; ",
    )


def _findings(one: tuple[Finding, ...], other: tuple[Finding, ...]) -> Iterator[Change]:
    """Yield each finding that came, went or says something else; else their order."""
    pairs: dict[tuple[str, str], tuple[list[Finding], list[Finding]]]
    pairs = defaultdict(lambda: ([], []))
    for side, findings in enumerate((one, other)):
        for each in findings:
            pairs[each.code, each.field][side].append(each)
    changes = [
        change
        for (code, field), sides in sorted(pairs.items(), key=lambda each: each[0])
        for was, now in zip_longest(*sides)
        for change in _changes(
            was,
            now,
            "findings",
            say("finding {code} ({field})", code=code, field=field),
        )
    ]
    if not changes and one != other:
        before, after = (
            joined((f"{each.code} ({each.field})" for each in found), ", ")
            for found in (one, other)
        )
        name = say("order of the findings")
        changes = [Change(path="findings", name=name, before=before, after=after)]
    yield from changes


def _changes(
    before: object, after: object, path: str, name: Wording
) -> Iterator[Change]:
    """Yield the smallest parts of two values of one field that are not equal."""
    if before == after:
        return
    if (
        isinstance(before, tuple)
        and isinstance(after, tuple)
        and not any(isinstance(each, str) for each in before + after)
    ):
        yield from _each(before, after, path, name)
    elif _same_thing(before, after):
        yield from _fields(before, after, path, name)
    else:
        owner, _, last = path.rpartition(".")
        field, part = last.partition("[")[0], owner.rpartition(".")[2]
        was, now = as_read(field, before, part), as_read(field, after, part)
        yield Change(path=path, name=name, before=was, after=now)


def _fields_of(record: type) -> list[str]:
    """Return the fields of a record, in the order in which their changes are told."""
    first = _FIRST.get(record.__name__, ())
    return [*first, *(each for each in fields_in_document(record) if each not in first)]


def _same_thing(before: object, after: object) -> bool:
    """Return whether two records are one thing with other figures."""
    if type(before) is not type(after) or isinstance(before, _WHOLE):
        return False
    if isinstance(before, Weighing) and isinstance(after, Weighing):
        return before.item == after.item
    return attrs.has(type(before))


def _each(
    before: tuple[object, ...], after: tuple[object, ...], path: str, name: Wording
) -> Iterator[Change]:
    """Yield what differs in each place of two rows; the shorter one has nothing."""
    for place, (one, other) in enumerate(zip_longest(before, after)):
        here, called = f"{path}[{place}]", name
        if len(before) > 1 or len(after) > 1:
            called = say("{name} {number}", name=name, number=place + 1)
        if isinstance(one, tuple) and isinstance(other, tuple):
            yield from _changes(one[0], other[0], f"{here}[0]", called)
            parts = say("{owner} {what}", owner=called, what=say("parts"))
            yield from _changes(one[1], other[1], f"{here}[1]", parts)
        else:
            yield from _changes(one, other, here, called)


def _fields(
    before: object, after: object, path: str, owner: Wording
) -> Iterator[Change]:
    """Yield what differs in the fields of two records of one class."""
    if isinstance(before, Weighing) and isinstance(after, Weighing):
        owner = _weighing_name(before, after, path, owner)
    kind = type(before).__name__
    changes = {
        field: tuple(
            _changes(
                getattr(before, field),
                getattr(after, field),
                f"{path}.{field}",
                field_name(kind, field, owner),
            )
        )
        for field in _fields_of(type(before))
    }
    first = [each for field, each in changes.items() if field not in _ASIDE]
    yield from tuple(chain(*first)) or chain(*changes.values())


def _weighing_name(
    one: Weighing, other: Weighing, path: str, owner: Wording
) -> Wording:
    """Return what a weighing of the same item in both plans is called."""
    if ".dilutions" in path:
        return owner
    if path == "diluent":
        return say("{item} with the trituration", item=one.item)
    if one.estimated or other.estimated:
        return say("{item} expected", item=one.item)
    return say("{item} to weigh", item=one.item)
