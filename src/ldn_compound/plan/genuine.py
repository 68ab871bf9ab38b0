"""Genuine: a plan that is printed is the one that follows from its request.

A frozen record can still be copied with another figure, or without a finding
(`attrs.evolve`). No sheet may come of such a copy, so each is planned once more first.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import fields

from ..checks import all_findings
from ..errors import FieldError
from ..model.batch import CheckedBatch
from ..model.request import Request
from .batch import plan_amounts

__all__ = ["require_genuine"]

_KEPT = 16


def require_genuine(plan: CheckedBatch) -> None:
    """Refuse a plan that is not what its request comes to.

    A plan that another version wrote, and that this version plans otherwise, is stopped
    by a finding of its own when it is read; it passes, as the draft that it is.

    Parameters
    ----------
    plan
        The plan.

    Raises
    ------
    FieldError
        If a figure or a finding of it was changed; the message names the first.

    Examples
    --------
    >>> from attrs import evolve
    >>> from ldn_compound import (
    ...     Filler, PackStatistic, Prescription, Tablets, plan_batch, reference)
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="171.2 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"))
    >>> require_genuine(plan)
    >>> require_genuine(evolve(plan, findings=()))
    Traceback (most recent call last):
    ldn_compound.errors.FieldError: findings: expected what follows from the request of the plan, got something else; plan again from plan.request
    """  # noqa: E501 - a message in one line
    stops = {each.code for each in plan.findings if each.severity == "stop"}
    if "another-version" in stops:
        return
    again = _planned(plan.request)
    for each in fields(CheckedBatch):
        if getattr(plan, each.name) != getattr(again, each.name):
            raise FieldError(
                "what follows from the request of the plan",
                "something else",
                "plan again from plan.request",
                each.name,
            )


@lru_cache(maxsize=_KEPT)
def _planned(request: Request) -> CheckedBatch:
    """Return what a request comes to; the sheets of one plan need it only once."""
    batch = plan_amounts(request)
    return CheckedBatch.of(batch, all_findings(batch))
