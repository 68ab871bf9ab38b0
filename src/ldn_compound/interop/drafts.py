"""Drafts: a plan with a stop leaves this library for no other system."""

from __future__ import annotations

from ..batch_plan import BatchPlan
from ..errors import FieldError, shown
from ..plan.genuine import require_genuine

__all__ = ["refuse_draft"]


def refuse_draft(plan: BatchPlan) -> None:
    """Refuse a plan that nobody may work from.

    A resource or a claim passes through programs that know no DRAFT, so none is made.

    Parameters
    ----------
    plan
        The plan.

    Raises
    ------
    FieldError
        If a finding says stop; the message names each.

    Examples
    --------
    >>> refuse_draft("a batch")
    Traceback (most recent call last):
    ldn_compound.errors.FieldError: plan: expected a BatchPlan, got 'a batch'
    """
    if not isinstance(plan, BatchPlan):
        raise FieldError("a BatchPlan", shown(plan), field="plan")
    require_genuine(plan)
    stops = [each.code for each in plan.findings if each.severity == "stop"]
    if stops:
        got = f"a draft with the stops {', '.join(dict.fromkeys(stops))}"
        way_out = "resolve plan.findings, and plan again"
        raise FieldError("a plan that is ready", got, way_out, "plan")
