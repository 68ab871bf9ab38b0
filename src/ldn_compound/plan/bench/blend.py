"""The blend that was made: what was weighed in, and the drug in it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...calc.dilution import content
from ...model.batch import Batch
from ...model.made import Made
from ...quantities.units import Quantity
from ..source import drug_carried
from .made import BenchWeighing, bench_weighings, mean_mass_change

__all__ = ["diluted_by", "drug_and_blend"]


def drug_and_blend(
    plan: Batch, made: Made, entries: Sequence[BenchWeighing] | None = None
) -> tuple[Quantity, Quantity]:
    """Return the drug that was weighed in, and the blend that it is in.

    Parameters
    ----------
    plan
        The plan that was followed.
    made
        What was entered; what was not is taken as planned.
    entries
        The weighings with what was entered, where they are known already.

    Returns
    -------
    tuple of Quantity
        Drug, of the form prescribed, and blend. [mg]
    """
    entries = bench_weighings(plan, made) if entries is None else entries
    change = mean_mass_change(plan, made) or Fraction(1)
    crushed = plan.crushed
    mean_mass = None if crushed is None else crushed.tablets.mean_mass * change
    weighed = [each.mass for each in entries if each.carries_drug]
    if weighed:
        carrier = weighed[0]
        drug = drug_carried(carrier, plan.request, mean_mass)
        for diluent, portion in zip(weighed[1::2], weighed[2::2], strict=True):
            drug = content(drug, carrier + diluent - drug, portion)
            carrier = portion
    else:  # whole tablets hold what they hold, whatever they weigh
        carrier, drug = _whole_tablets(plan, made)
    others = [
        each.mass for each in entries if each.into_blend and not each.carries_drug
    ]
    return drug.to("mg"), sum(others, carrier)


def diluted_by(made: Made) -> Fraction:
    """Return how many times as much blend there is after filler was added.

    Parameters
    ----------
    made
        What was entered.

    Returns
    -------
    Fraction
        Blend and filler over the blend alone; one where none was added.
    """
    added = made.topped_up
    if added is None:
        return Fraction(1)
    return 1 + (added.filler / added.blend).m_as("%") / 100


def _whole_tablets(plan: Batch, made: Made) -> tuple[Quantity, Quantity]:
    """Return the mass of tablets that were crushed whole, and the drug in them."""
    planned = plan.powder.to_weigh
    if plan.tablets is not None and made.tablets_counted is not None:
        planned = planned * Fraction(made.tablets_counted, plan.tablets.to_crush)
    return made.tablets_mass or planned, drug_carried(planned, plan.request)
