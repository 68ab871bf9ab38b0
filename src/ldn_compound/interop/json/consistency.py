"""Consistency: no plan or verdict is written or read that contradicts itself.

The second calculation (`plan.second`) finds figures of a plan that do not follow from
one another, whichever version wrote them, and whatever the policy says. Every plan is
planned once more from its request besides: of one of this very version, with the same
published figures, everything has to come out the same, findings included; one of
another version of which this version makes something else is stopped, since nobody can
tell an older rule from a finding that was taken out.

Each verdict is judged once more from the measurements in it (`quality.reevaluate`),
whichever version wrote it. Its sentences are not compared, and one that says nothing,
because the balance could weigh no capsule, stays one that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeVar, cast

import attrs

from ...batch_plan import BatchPlan, plan_request
from ...errors import CompoundError, DocumentError, Fault, shown
from ...model.finding import Finding
from ...model.verdict import Verdict
from ...plain.places import fault
from ...plan.second import verify
from ...quality.reevaluate import reevaluate
from ...quantities.notation import finite_decimal
from ...quantities.units import Quantity
from ...sheets.wording import say
from .records import RECORDS, VERDICTS, fields_in_document, parts

__all__ = [
    "planned_again",
    "refuse_contradictions",
    "refuse_wrong_verdicts",
    "stopped_if_other",
]

R = TypeVar("R")

_PLAN_AGAIN = "plan again from its request"
_JUDGE_AGAIN = "evaluate the measurements again"
_SENTENCES = ("title", "remarks", "reasons")


def refuse_contradictions(record: object, path: str) -> None:
    """Refuse a record with a plan whose figures do not follow from one another."""
    for place, plan in _plans(record, path):
        _refuse(_contradictions(plan, place))


def refuse_wrong_verdicts(record: object, path: str) -> None:
    """Refuse a record with a verdict that its own measurements deny."""
    _refuse(
        fault for at, part in parts(record, path) for fault in _of_verdict(part, at)
    )


def planned_again(record: R, path: str) -> R:
    """Return a record of which every plan is made anew, and came out the same."""
    again: dict[str, BatchPlan] = {}
    for place, plan in _plans(record, path):
        try:
            made = again[place] = plan_request(plan.request)
        except CompoundError as error:
            expected = "a request that can be planned"
            got = f"one that cannot be planned ({error})"
            raise DocumentError((fault(f"{place}.request", expected, got),)) from None
        expected = "what this version plans for the request"
        _refuse(
            fault(f"{place}.{name}", expected, "something else", _PLAN_AGAIN)
            for name in fields_in_document(BatchPlan)
            if getattr(plan, name) != getattr(made, name)
        )
    return cast("R", _with(record, path, again))


def stopped_if_other(record: R, path: str) -> R:
    """Return a record of another version: its plans stopped that come out otherwise."""
    message = say(
        "another version of the library wrote this plan; this version plans its "
        "request differently, or has other findings: plan again from the request"
    )
    stop = Finding("another-version", "stop", "plan", message, "house")
    stopped: dict[str, BatchPlan] = {}
    for place, plan in _plans(record, path):
        try:
            same = plan_request(plan.request) == plan
        except CompoundError:
            same = False
        if not same:
            stopped[place] = attrs.evolve(plan, findings=(stop, *plan.findings))
    return cast("R", _with(record, path, stopped))


def _refuse(faults: Iterable[Fault]) -> None:
    if told := tuple(faults):
        raise DocumentError(told)


def _plans(record: object, path: str) -> Iterator[tuple[str, BatchPlan]]:
    """Yield each plan of a record, however deep it lies in it, with its path."""
    return ((at, part) for at, part in parts(record, path) if type(part) is BatchPlan)


def _with(record: Any, path: str, plans: Mapping[str, BatchPlan]) -> Any:  # noqa: ANN401
    """Return a record with other plans in their places."""
    if path in plans:
        return plans[path]
    if isinstance(record, tuple):
        return tuple(
            _with(each, f"{path}[{place}]", plans) for place, each in enumerate(record)
        )
    if type(record) not in RECORDS or not any(at.startswith(path) for at in plans):
        return record
    changes = {}
    for name in fields_in_document(type(record)):
        had = getattr(record, name)
        has = _with(had, f"{path}.{name}", plans)
        if has is not had:
            changes[name] = has
    return attrs.evolve(record, **changes)


def _contradictions(plan: BatchPlan, path: str) -> Iterator[Fault]:
    """Yield a fault for each figure of a plan that its second calculation denies."""
    try:
        disagreeing = verify(plan).disagreeing
    except (ArithmeticError, LookupError):  # nothing is diluted, or to nothing
        expected = "figures that agree with one another"
        yield fault(path, expected, "figures that contradict one another", _PLAN_AGAIN)
        return
    for figure in disagreeing:
        expected, got = (
            f"{_text(value)} {figure.unit}".rstrip()
            for value in (figure.recomputed, figure.stated)
        )
        yield fault(f"{path}.{figure.name}", expected, got, _PLAN_AGAIN)


def _text(value: Fraction | str) -> str:
    return value if isinstance(value, str) else finite_decimal(value) or str(value)


def _of_verdict(told: object, path: str) -> Iterator[Fault]:
    """Yield a fault for each field of a verdict that its measurements deny."""
    if not isinstance(told, VERDICTS):
        return
    try:
        judged = reevaluate(cast("Verdict", told))
    except (CompoundError, ArithmeticError) as error:
        expected = "measurements that can be evaluated"
        yield fault(path, expected, shown(error), _JUDGE_AGAIN)
        return
    for name in fields_in_document(type(told)):
        says, follows = getattr(told, name), getattr(judged, name)
        if says == follows or name in _SENTENCES or says == "no verdict":
            continue
        expected, got = "what the measurements say", "something else"
        if isinstance(says, (str, Quantity)):
            expected, got = shown(follows), shown(says)
        yield fault(f"{path}.{name}", expected, got, _JUDGE_AGAIN)
