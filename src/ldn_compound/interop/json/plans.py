"""Plans in documents: none is written or read that contradicts itself.

Two tests stand before a sheet could be printed from a document. The second calculation
(`plan.verify`) finds figures that do not follow from one another, whichever version
wrote them, and whatever the policy says. Every plan is planned once more from its
request besides: of one of this very version, with the same published figures,
everything has to come out the same, findings included; one of another version of which
this version makes something else is stopped, since nobody can tell an older rule from a
finding that was taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeVar, cast

import attrs

from ...batch_plan import BatchPlan, plan_request
from ...errors import CompoundError, DocumentError
from ...model.finding import Finding
from ...plain.fields import fields_of
from ...plan.second import verify
from ...quantities.notation import finite_decimal
from ...sheets.wording import say
from .faults import fault
from .forms import FORMS
from .parts import parts
from .records import RECORDS

__all__ = ["planned_again", "refuse_contradictions", "stopped_if_other"]

R = TypeVar("R")

_WAY_OUT = "plan again from its request"


def refuse_contradictions(record: object, path: str) -> None:
    """Refuse a record with a plan whose figures do not follow from one another.

    Parameters
    ----------
    record
        Any record.
    path
        Where it stands in its document.

    Raises
    ------
    DocumentError
        If the second calculation finds other figures; a fault for each.

    Examples
    --------
    >>> from ldn_compound import Tray
    >>> refuse_contradictions(Tray(100), "$.value")
    """
    for place, plan in _plans(record, path):
        faults = tuple(_contradictions(plan, place))
        if faults:
            raise DocumentError(faults)


def planned_again(record: R, path: str) -> R:
    """Return a record of which every plan is made anew, and came out the same.

    Parameters
    ----------
    record
        Any record.
    path
        Where it stands in its document.

    Returns
    -------
    R
        An equal record; the sentences of a plan in it can be translated, which those
        of a document cannot.

    Raises
    ------
    DocumentError
        If this library plans something else; a fault for each field.

    Examples
    --------
    >>> from ldn_compound import Tray
    >>> planned_again(Tray(100), "$.value")
    Tray(holes=100)
    """
    again: Any = {}
    for place, plan in _plans(record, path):
        try:
            again[place] = plan_request(plan.request)
        except CompoundError as error:
            at = f"{place}.request"
            got = f"one that gives none ({error})"
            line = fault(at, "a request that gives this plan", got)
            raise DocumentError((line,)) from None
        faults = tuple(_other_fields(plan, again[place], place))
        if faults:
            raise DocumentError(faults)
    return cast("R", _with(record, path, again))


def stopped_if_other(record: R, path: str) -> R:
    """Return a record of another version: its plans stopped that come out otherwise.

    Parameters
    ----------
    record
        Any record.
    path
        Where it stands in its document.

    Returns
    -------
    R
        The record as it was written, but for one finding more in each plan of which
        this version makes something else.

    Examples
    --------
    >>> from ldn_compound import Tray
    >>> stopped_if_other(Tray(100), "$.value")
    Tray(holes=100)
    """
    judged: dict[str, BatchPlan] = {}
    for place, plan in _plans(record, path):
        try:
            same = plan_request(plan.request) == plan
        except CompoundError:
            same = False
        if not same:
            findings = (_of_another_version(), *plan.findings)
            judged[place] = attrs.evolve(plan, findings=findings)
    return cast("R", _with(record, path, judged))


def _of_another_version() -> Finding:
    message = say(
        "another version wrote this plan, and this one makes something else of its "
        "request, or finds something else: plan again from its request"
    )
    return Finding("another-version", "stop", "plan", message, "house")


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
    kind: Any = type(record)
    changes = {}
    for name in fields_of(FORMS.get(kind, kind)):
        had = getattr(record, name)
        has = _with(had, f"{path}.{name}", plans)
        if has is not had:
            changes[name] = has
    return attrs.evolve(record, **changes)


def _plans(record: object, path: str) -> Iterator[tuple[str, BatchPlan]]:
    """Yield each plan of a record, however deep it lies in it, with its path."""
    return ((at, part) for at, part in parts(record, path) if type(part) is BatchPlan)


def _contradictions(plan: BatchPlan, path: str) -> Iterator[str]:
    """Yield a fault for each figure of a plan that its second calculation denies."""
    try:
        disagreeing = verify(plan).disagreeing
    except (ArithmeticError, LookupError):  # nothing is diluted, or to nothing
        expected = "figures that follow from one another"
        yield fault(path, expected, "figures that nothing follows from", _WAY_OUT)
        return
    for figure in disagreeing:
        expected, got = (
            f"{_text(value)} {figure.unit}".rstrip()
            for value in (figure.recomputed, figure.stated)
        )
        yield fault(f"{path}.{figure.name}", expected, got, _WAY_OUT)


def _other_fields(plan: BatchPlan, again: BatchPlan, path: str) -> Iterator[str]:
    """Yield a fault for each field of a plan that this library fills otherwise."""
    for name in fields_of(FORMS[BatchPlan]):
        if getattr(plan, name) != getattr(again, name):
            expected = "what this library makes of the request"
            yield fault(f"{path}.{name}", expected, "something else", _WAY_OUT)


def _text(value: Fraction | str) -> str:
    return value if isinstance(value, str) else finite_decimal(value) or str(value)
