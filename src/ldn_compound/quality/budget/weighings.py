r"""Weighings: what a balance adds to the content of a capsule.

A reading of a balance of repeatability :math:`s` and readability :math:`d`, with the
zero read too, has :math:`u^2 = s^2 + d^2 / 6` [jcgm-100]_. Where a sensitivity is
stated, the load may besides lie anywhere so far from what the balance shows, as in the
planning.

The tablets that are crushed are weighed together, and the powder to weigh follows their
mean: the spread of their masses cancels. The error of that one reading is left, and the
rounding of the powder to the display, which is followed through all masses that the
balance may show of the tablets.

A trituration carries :math:`m \prod p_i / t_i`, with each portion :math:`p_i` taken of
the total :math:`t_i` into which the one before went: material counts with
:math:`1/m - 1/t`, since it is in the total too.

.. [jcgm-100] Guide to the expression of uncertainty in measurement
   (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import erfc, floor, sqrt
from operator import mul

from attrs import evolve

from ...batch_plan import BatchPlan
from ...model.dilution import TriturationPlan
from ...model.equipment import Balance
from ...model.tablets import Tablets
from ...plan.bench.limits import JUST_PASSING
from ...quantities.units import Quantity
from ...sheets.wording import say
from .contribution import Contribution

__all__ = ["mean_mass_contribution", "weighing_contributions"]

_FAR = 6.0  # standard deviations


def mean_mass_contribution(plan: BatchPlan, drug: Tablets) -> Contribution:
    """Return what is left of the mean mass of the tablets: a reading and a rounding.

    Parameters
    ----------
    plan
        The plan, whose powder is weighed.
    drug
        Its tablets.

    Returns
    -------
    Contribution
        Its mean is what rounding to the display leaves of the content.
    """
    crushed, balance = plan.crushed, plan.request.balance
    name = say("mean tablet mass")
    basis = say(
        "all that are crushed are weighed together, and the powder follows their mean: "
        "their spread cancels, one reading and a rounding are left"
    )
    if balance is None or crushed is None:
        return Contribution(
            name=name, cause="mean mass", kind="batch", uncertainty=0.0, basis=basis
        )
    reading = _weighing(name, crushed.mass, balance)
    of_one = float(JUST_PASSING.m_as("%"))
    if drug.mass_sd is not None:
        of_one = float((drug.mass_sd / drug.mean_mass).m_as("%"))
    spread = of_one / sqrt(crushed.count.to_crush)
    shown = sqrt(spread**2 + reading.uncertainty**2)
    mean, rounding = _rounding(plan, crushed.mass, balance, shown)
    counts = _counts_as(plan)
    return evolve(
        reading,
        cause="mean mass",
        mean=100 + counts * (mean - 100),
        uncertainty=counts * sqrt(reading.uncertainty**2 + rounding**2),
        half_width=counts * reading.half_width,
        basis=basis,
        assumed=False,
    )


def _counts_as(plan: BatchPlan) -> float:
    """Return how far powder that is more moves the content: it is in the total too."""
    if plan.trituration is None:
        return 1.0
    first = plan.trituration.dilutions[0]
    return 1 - float((first.material.to_weigh / first.total).m_as("%")) / 100


def _rounding(
    plan: BatchPlan, mass: Quantity, balance: Balance, spread: float
) -> tuple[float, float]:
    """Return what rounding of the powder to the display leaves of the content.

    For each mass that the balance may show of the tablets, the powder follows it and is
    rounded; the mean of that over what is planned, and its deviation. [%]
    """
    step = float(balance.readability.m_as("mg"))
    together, planned = float(mass.m_as("mg")), float(plan.powder.to_weigh.m_as("mg"))
    followed = planned
    if plan.trituration is None:
        followed = float(plan.powder.exact.m_as("mg"))
    sd = together * spread / 100
    half_a_step = (-step / 2, step / 2)
    least, greatest = (round((together + off * sd) / step) for off in (-_FAR, _FAR))
    shares, factors = [], []
    for steps in range(max(least, 1), greatest + 1):
        shown = steps * step
        low, high = (_below((shown + end - together) / sd) for end in half_a_step)
        shares.append(high - low)
        powder = floor(followed * shown / together / step + 0.5) * step
        factors.append(powder * together / shown / planned)
    every = sum(shares)
    mean = sum(map(mul, shares, factors)) / every
    squares = sum(
        share * (factor - mean) ** 2
        for share, factor in zip(shares, factors, strict=True)
    )
    return 100 * mean, 100 * sqrt(squares / every) / mean


def _below(deviations: float) -> float:
    """Return the share of a bell below so many standard deviations."""
    return erfc(-deviations / sqrt(2)) / 2


def weighing_contributions(plan: BatchPlan) -> Iterator[Contribution]:
    """Yield what each weighing that carries drug adds.

    Parameters
    ----------
    plan
        The plan.

    Yields
    ------
    Contribution
        In bench order; none where whole tablets are taken.
    """
    balance = plan.request.balance
    if not plan.weighs_powder:
        return
    if balance is None:
        yield Contribution(
            name=say("weighing of the powder"),
            cause="weighing",
            kind="batch",
            uncertainty=0.0,
            basis=say("no balance was named: taken as exact"),
            assumed=True,
        )
    elif plan.trituration is not None:
        yield from _trituration(plan.trituration, balance)
    else:
        yield _weighing(_weighing_of(plan.powder.item), plan.powder.to_weigh, balance)


def _trituration(
    trituration: TriturationPlan, balance: Balance
) -> Iterator[Contribution]:
    for number, each in enumerate(trituration.dilutions, start=1):
        material, total = each.material.to_weigh, each.total
        counts_as = material * total / (total - material)
        yield _weighing(_weighing_of(each.material.item), counts_as, balance)
        diluent = say("weighing of diluent {number}", number=number)
        yield _weighing(diluent, total, balance)
    last = trituration.portion
    yield _weighing(_weighing_of(last.item), last.to_weigh, balance)


def _weighing_of(item: str) -> str:
    return say("weighing of {item}", item=item)


def _weighing(name: str, counts_as: Quantity, balance: Balance) -> Contribution:
    """Return the uncertainty of one reading against the mass it counts as."""
    mass = float(counts_as.m_as("mg"))
    readability = float(balance.readability.m_as("mg"))
    repeatability = balance.repeatability
    if balance.sensitivity is not None:
        scatter = 0.0 if repeatability is None else float(repeatability.m_as("mg"))
        scatter = sqrt(scatter**2 + readability**2 / 6)
        half = float(balance.sensitivity.m_as("mg"))
        return Contribution(
            name=name,
            cause="weighing",
            kind="batch",
            uncertainty=100 * sqrt(half**2 / 3 + scatter**2) / mass,
            half_width=100 * half / mass,
            basis=say(
                "sensitivity {sensitivity}: the load lies anywhere so far from what is "
                "shown",
                sensitivity=balance.sensitivity,
            ),
            source="basicmedicalkey-weighing",
        )
    basis = say(
        "repeatability {repeatability}, readability {readability}",
        repeatability=repeatability,
        readability=balance.readability,
    )
    scatter = readability
    if repeatability is None:
        basis = say(
            "repeatability not stated, taken as readability, {readability}",
            readability=balance.readability,
        )
    else:
        scatter = float(repeatability.m_as("mg"))
    return Contribution(
        name=name,
        cause="weighing",
        kind="batch",
        uncertainty=100 * sqrt(scatter**2 + readability**2 / 6) / mass,
        basis=basis,
        assumed=repeatability is None,
        source="jcgm-100",
    )
