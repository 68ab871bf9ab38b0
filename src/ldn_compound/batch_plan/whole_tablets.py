"""Whole tablets: all of their powder goes in, and nothing is weighed back."""

from __future__ import annotations

from typing import Any, cast

import attrs

from ..errors import FieldError
from ..model.policy import Policy
from ..model.prescription import Prescription
from ..model.request import Request
from ..model.weighing import TabletCount
from ..quantities.units import Q
from ..reference import policy as published_policy
from .planning import plan_request
from .record import BatchPlan

__all__ = ["plan_whole_tablets"]


def plan_whole_tablets(
    prescription: Prescription,
    *,
    tablets: int | None = None,
    policy: Policy | None = None,
    **arguments: Any,  # noqa: ANN401 - those of plan_batch, which `Request` checks
) -> BatchPlan:
    """Return the plan of a batch that takes all the powder of whole tablets.

    The tablets are crushed, nothing of their powder is weighed back, and the mortar is
    rinsed with filler. With k tablets of strength S in N capsules each holds k S / N.

    Parameters
    ----------
    prescription
        What is asked for.
    tablets
        Tablets to crush; `None` takes the number that holds the drug needed, which must
        be whole.
    policy
        House rules; `None` takes ``reference.policy("usp")``.
    **arguments
        All else that `plan_batch` takes.

    Returns
    -------
    BatchPlan
        With a caution: what stays in the mortar is missing, and no weighing shows it.

    Raises
    ------
    FieldError
        If the drug needed is no whole number of tablets.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Filler, PackStatistic, Prescription, Tablets, reference)
    >>> plan = plan_whole_tablets(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="171.2 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"))
    >>> plan.tablets.to_crush, plan.strength_achieved
    (9, Q('4.5 mg/capsule'))
    """
    request = Request(
        prescription=prescription,
        policy=published_policy("usp") if policy is None else policy,
        whole_tablets=1 if tablets is None else tablets,
        **arguments,
    )
    plan = plan_request(request)
    if tablets is not None:
        return plan
    return plan_request(attrs.evolve(request, whole_tablets=_whole_number(plan)))


def _whole_number(plan: BatchPlan) -> int:
    """Return the tablets that hold the drug needed, refusing a part of one."""
    needed = cast("TabletCount", plan.tablets).exact.magnitude  # the source is tablets
    if needed.denominator == 1:
        return needed.numerator
    size = (needed / plan.batch_size.magnitude).denominator
    expected = "a batch that needs whole tablets only"
    got = f"{plan.batch_size}, which need {Q('1 tablet') * needed}"
    way_out = (
        f"make {Q('1 capsule') * size} or a multiple of that, spare ones and excess "
        f"included, or give tablets= and accept the strength"
    )
    raise FieldError(expected, got, way_out, "capsules")
