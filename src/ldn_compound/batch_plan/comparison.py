"""Comparison: the fill methods side by side on one batch, with their disagreement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from ..model.fill import Fill
from ..model.prescription import Prescription
from ..quantities.kinds import Deviation, Mass, MassChange
from .planning import plan_batch
from .record import BatchPlan

__all__ = ["FillComparison", "compare_fills"]


@frozen(kw_only=True)
class FillComparison:
    """One fill method beside the first.

    Parameters
    ----------
    fill
        The method.
    plan
        The batch by this method.
    filler
        Filler of the batch, all fillers together. [mg]
    fill_mass
        Blend in one capsule. [mg]
    difference
        Filler beyond that of the first method. [mg]
    relative_difference
        The same, against the filler of the first method. [%]
    """

    fill: Fill
    plan: BatchPlan
    filler: Mass
    fill_mass: Mass
    difference: MassChange
    relative_difference: Deviation


def compare_fills(
    prescription: Prescription,
    *,
    fills: Iterable[Fill],
    **arguments: Any,  # noqa: ANN401 - those of plan_batch, which names and checks them
) -> tuple[FillComparison, ...]:
    """Return one batch by several fill methods, each beside the first.

    Parameters
    ----------
    prescription
        What is asked for.
    fills
        The methods, the first being what the others are compared with.
    **arguments
        All else that `plan_batch` takes.

    Returns
    -------
    tuple of FillComparison
        One for each method, in the same order.

    Examples
    --------
    >>> from ldn_compound import (
    ...     BulkDrug, FillByPacking, FillToMass, Filler, PackStatistic, Prescription,
    ...     reference)
    >>> measured = PackStatistic("130 mg", size="3")
    >>> by_packing, to_mass = compare_fills(
    ...     Prescription("4.5 mg", capsules=100),
    ...     fills=[FillByPacking(), FillToMass("130 mg")],
    ...     drug=BulkDrug("naltrexone hydrochloride", assay="100 %", basis="as is",
    ...                   packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=measured), shell=reference.shell("3"))
    >>> by_packing.filler, to_mass.filler, to_mass.difference
    (Q('12707.5 mg'), Q('12550 mg'), -Q('157.5 mg'))
    """
    plans = [plan_batch(prescription, fill=fill, **arguments) for fill in fills]
    fillers = [
        sum((each.exact for each in plan.fillers), 0 * plan.blend_mass)
        for plan in plans
    ]
    return tuple(
        FillComparison(
            fill=plan.request.fill,
            plan=plan,
            filler=filler,
            fill_mass=plan.fill_mass,
            difference=filler - fillers[0],
            relative_difference=(filler / fillers[0] - 1).to("%"),
        )
        for plan, filler in zip(plans, fillers, strict=True)
    )
