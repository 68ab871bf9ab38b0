"""Tablets: whether those crushed hold the drug, and cover what is weighed of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...model.batch import BatchPlan
from ...model.tablets import Tablets
from .asked import Asked
from .numbers import Compared, mg

__all__ = ["tablets_counted"]


def tablets_counted(plan: BatchPlan, asked: Asked) -> Iterator[Compared]:
    """Yield the figures of the tablets; none where the source is no tablet.

    Parameters
    ----------
    plan
        The plan.
    asked
        What was asked.

    Yields
    ------
    Compared
        One figure after the other.
    """
    source, count = plan.request.drug, plan.tablets
    if isinstance(source, Tablets) and count is not None:
        mass, to_weigh = source.mean_mass.m_as("mg/tablet"), mg(plan.powder.to_weigh)
        left = count.to_crush * mass - to_weigh
        crushed = plan.request.whole_tablets
        if crushed is None:
            crushed = _covering(to_weigh, mass) + plan.request.policy.reserve_tablets
        holding = asked.drug / (asked.carries * mass)
        yield "tablets.exact", count.exact.m_as("tablet"), holding, "tablet"
        yield "tablets.to_crush", count.to_crush, crushed, ""
        yield "tablets.powder_left", mg(count.powder_left), left, "mg"


def _covering(to_weigh: Fraction, mass: Fraction) -> int:
    """Return the tablets that are used up, and one more for a rest."""
    whole, rest = divmod(to_weigh, mass)
    return whole + 1 if rest else whole
