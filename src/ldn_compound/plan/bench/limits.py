r"""Limits: what may come out at each step, so that each capsule holds its dose.

With :math:`d` of drug in :math:`b` of blend, a capsule that is filled with :math:`w`
holds :math:`w\,d / b`. Weighings within their limits, and tablets within theirs, give
a :math:`d / b` between :math:`c_-` and :math:`c_+` times that planned. A capsule holds
90 % to 110 % of what is planned, whatever these come to, where [house]_

.. math:: 0.90\,f / c_- \le w \le 1.10\,f / c_+,

:math:`f` being the fill planned. The same holds for the mean of the capsules, for the
blend that is spread over *n* shells (*n* times as much), and for a load. Filler
:math:`a` that is added to the blend :math:`r` makes :math:`w` larger by :math:`(r + a)
/ r`.

The mean mass of the tablets may move with the sample. Of :math:`n` tablets crushed and
:math:`m` weighed before, with the standard deviation :math:`s` of one tablet, it moves
by up to :math:`3 s \sqrt{1/n + 1/m}` in 997 of 1000 batches of the same lot; where
nobody stated it, *s* is that of tablets that just pass uniformity of mass
[ph-eur-2-9-5]_.

.. [house] A choice of this library (docs/references.md).
.. [ph-eur-2-9-5] Uniformity of mass (docs/references.md).
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, isqrt

from attrs import frozen

from ...calc.dilution import content
from ...calc.limits import within_steps
from ...model.batch import Batch
from ...model.component import Component, of_role
from ...model.made import Made
from ...model.weighing import CrushedTablets, MassLimits
from ...quantities.units import Q, Quantity
from ...reference.quality_limits import quality_limit
from ..components import tolerance_of
from ..source import drug_carried
from .blend import diluted_by, drug_and_blend

__all__ = [
    "JUST_PASSING",
    "BenchLimits",
    "bench_limits",
    "content_limits",
    "fill_limits",
    "mean_mass_limits",
    "takes_all_of_it",
]

_ONE_PERCENT = Q("1 %")
#: The sheet prints the mean mass of a tablet in tenths of a milligram.
_HALF_A_TENTH = Q("0.05 mg/tablet")
_SPREADS = 3
#: Of tablets that just pass uniformity of mass: nine of ten are within 7.5 %, which is
#: 1.645 standard deviations.
JUST_PASSING = Q("100 %") * Fraction(75, 1645)


@frozen(kw_only=True)
class BenchLimits:
    """What may come out after the weighings.

    Parameters
    ----------
    fill
        Blend in one capsule, and the mean of all. [mg]
    filled_capsule
        The same with the shell. [mg]
    blend
        Blend before it is filled. [mg]
    loads
        Blend of each load of the tray. [mg]
    least_share, greatest_share
        The limits of ``fill`` against the fill planned, in whole tenths. [%]
    greatest_loss
        The most of the blend that may be lost before it is filled. [%]
    greatest_gain
        The most by which the blend may be more than what went into it. [%]
    """

    fill: MassLimits
    filled_capsule: MassLimits
    blend: MassLimits
    loads: tuple[MassLimits, ...]
    least_share: Quantity
    greatest_share: Quantity
    greatest_loss: Quantity
    greatest_gain: Quantity

    @property
    def least_blend(self) -> Quantity:
        """The least blend that is filled, of all that went in, in tenths. [%]"""
        return _tenths(100 * _ONE_PERCENT - self.greatest_loss, up=True)

    @property
    def greatest_blend(self) -> Quantity:
        """The most blend that is filled, of all that went in, in tenths. [%]"""
        return _tenths(100 * _ONE_PERCENT + self.greatest_gain, up=False)

    def around(self, fill: Quantity) -> MassLimits:
        """Return the limits of one capsule around the fill found at the bench."""
        return MassLimits(
            least=(fill * self.least_share).to("mg"),
            greatest=(fill * self.greatest_share).to("mg"),
        )


def content_limits(plan: Batch) -> tuple[Quantity, Quantity]:
    """Return the limits of the content of a capsule, calculated from the weights.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    tuple of Quantity
        Those of the policy; the upper one with the overage, which is added for losses
        that no weight shows. [% of label]
    """
    rules = plan.request.policy
    greatest = rules.greatest_content * (1 + plan.drug_overage)
    return rules.least_content, greatest.to("%")


def takes_all_of_it(plan: Batch) -> bool:
    """Return whether all of the blend goes into shells: an excess is left over."""
    return not plan.blend_excess


def bench_limits(plan: Batch) -> BenchLimits:
    """Return what may come out after the weighings.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    BenchLimits
        Limits in whole steps of the balance, or exact ones where no step is between
        them. Where the filler is found at the bench,
        they count from what is expected, and the shares are what holds.
    """
    request, rules = plan.request, plan.request.policy
    least, greatest = _concentrations(plan)
    planned = 1 + plan.drug_overage
    made = plan.label_claim / planned
    low = (rules.least_content / made / least).to("%")
    high = (rules.greatest_content / made / greatest).to("%")
    step = None if request.balance is None else request.balance.readability
    one = Q("1 capsule")
    fill = plan.blend_as_weighed / plan.batch_size * one
    shell = request.shell.empty_mass
    blend_in = plan.blend_as_weighed
    loss = (1 - fill * low * plan.shells / blend_in).to("%")
    if rules.greatest_loss is not None:
        loss = min(loss, rules.greatest_loss)
    gain = quality_limit("dac-nrf", "greatest_gain")
    return BenchLimits(
        fill=_readable(fill * low, fill * high, step),
        filled_capsule=_readable(fill * low + shell, fill * high + shell, step),
        blend=_readable(blend_in * (1 - loss), blend_in * (1 + gain), step),
        loads=tuple(
            _readable(fill * low * load.capsules, fill * high * load.capsules, step)
            for load in plan.loads
        ),
        least_share=_tenths(low, up=True),
        greatest_share=_tenths(high, up=False),
        greatest_loss=loss,
        greatest_gain=gain,
    )


def fill_limits(plan: Batch, made: Made) -> MassLimits:
    """Return what one capsule, and the mean of all, may hold by what was done.

    Parameters
    ----------
    plan
        The plan.
    made
        What was entered.

    Returns
    -------
    MassLimits
        Those of `bench_limits`, around the blend that was weighed in where the filler
        is found at the bench. Of blend to which filler was added, a capsule has to hold
        more: as much as there is more of it. [mg]
    """
    limits, request = bench_limits(plan), plan.request
    fill = limits.fill
    if any(each.estimated for each in plan.fillers):
        _, blend = drug_and_blend(plan, made)
        fill = limits.around(blend / plan.batch_size * Q("1 capsule"))
    if made.topped_up is None:
        return fill
    diluted = diluted_by(made)
    step = None if request.balance is None else request.balance.readability
    return _readable(fill.least * diluted, fill.greatest * diluted, step)


def mean_mass_limits(plan: Batch) -> tuple[Quantity, Quantity] | None:
    """Return how far the mean mass of the tablets that are crushed may be off.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    tuple of Quantity or None
        As the policy allows, and further where few tablets are crushed or were
        weighed: three standard deviations of the difference of both means. `None`
        where nothing is crushed. [mg/tablet]
    """
    crushed = plan.crushed
    if crushed is None:
        return None
    mean = crushed.tablets.mean_mass
    off = mean * _mean_mass_change(plan, crushed)
    return mean - off, mean + off


def _mean_mass_change(plan: Batch, crushed: CrushedTablets) -> Quantity:
    """Return how far off the mean mass may be, as a share of it."""
    tablets, spread = crushed.tablets, JUST_PASSING
    if tablets.mass_sd is not None:
        spread = (tablets.mass_sd / tablets.mean_mass).to("%")
    of_both = Fraction(1, crushed.count.to_crush) + Fraction(1, tablets.weighed or 1)
    allowed = plan.request.policy.mean_mass_change
    return max(allowed, spread * _SPREADS * _root(of_both))


def _readable(least: Quantity, greatest: Quantity, step: Quantity | None) -> MassLimits:
    """Return limits in steps of the display; exact where no step is between them."""
    limits = within_steps(least, greatest, step)
    if limits.least > limits.greatest:
        return within_steps(least, greatest, None)
    return limits


def _tenths(share: Quantity, *, up: bool) -> Quantity:
    """Return a share in whole tenths of a percent, rounded up or down."""
    tenths = share.m_as("%") * 10
    return _ONE_PERCENT * Fraction(ceil(tenths) if up else floor(tenths), 10)


def _root(value: Fraction) -> Fraction:
    """Return a root, cut to six decimals."""
    return Fraction(isqrt(value.numerator * 10**12 // value.denominator), 10**6)


@frozen
class _Corner:
    """How far each weighing is off, in tolerances: none, one up or one down.

    Parameters
    ----------
    drug
        The powder that carries the drug, and the portions of its dilutions.
    others
        Diluents, additives and fillers.
    mean
        The mean mass of the tablets, by which the powder is weighed anew.
    """

    drug: int = 0
    others: int = 0
    mean: int = 0


def _concentrations(plan: Batch) -> tuple[Quantity, Quantity]:
    """Return the least and the greatest drug in the blend, over that planned."""
    planned = _drug_per_blend(plan, _Corner())
    low = _drug_per_blend(plan, _Corner(drug=-1, others=1, mean=1))
    high = _drug_per_blend(plan, _Corner(drug=1, others=-1, mean=-1))
    return low / planned, high / planned


def _drug_per_blend(plan: Batch, corner: _Corner) -> Quantity:
    """Return the share of drug in the blend, with each weighing at its limit.

    Where the filler is found at the bench, the limits count from the blend found, and
    the drug alone is off.
    """
    drug, *_ = of_role(plan.components, "drug")
    powder = drug.to_weigh
    if plan.weighs_powder:
        powder = _at(plan, drug, _rounded_anew(plan, powder, corner), corner.drug)
    carried, carrier = (
        drug_carried(powder, plan.request),
        powder * _heavier(plan, corner),
    )
    for each in drug.trituration.dilutions if drug.trituration else ():
        diluent = _at(plan, drug, each.diluent.to_weigh, corner.others)
        portion = _at(plan, drug, each.portion.to_weigh, corner.drug)
        carried = content(carried, carrier + diluent - carried, portion)
        carrier = portion
    if any(each.estimated for each in of_role(plan.components, "filler")):
        return carried / plan.blend_as_weighed  # the filler takes what room is left
    others = (
        _at(plan, each, each.portion.to_weigh, corner.others)
        for each in of_role(plan.components, "additive", "filler")
    )
    return carried / sum(others, carrier)


def _heavier(plan: Batch, corner: _Corner) -> Fraction:
    """Return the mean mass of the tablets, over that planned."""
    crushed = plan.crushed
    if crushed is None:
        return Fraction(1)
    printed = _HALF_A_TENTH / crushed.tablets.mean_mass
    off = _mean_mass_change(plan, crushed) + printed.to("%")
    return 1 + corner.mean * off.m_as("%") / 100


def _rounded_anew(plan: Batch, powder: Quantity, corner: _Corner) -> Quantity:
    """Return the powder of tablets as far off as rounding can bring it.

    It is worked out anew by the mean mass that is found, and rounded to the balance
    then: half a step, as a share of the least that it may come to.
    """
    crushed, balance = plan.crushed, plan.request.balance
    if crushed is None or balance is None or not corner.drug:
        return powder
    exact = plan.powder.exact if plan.trituration is None else powder
    least = exact * (1 - _mean_mass_change(plan, crushed))
    off = (balance.readability / 2 / least).m_as("%") / 100
    return exact * (1 + corner.drug * off)


def _at(plan: Batch, component: Component, mass: Quantity, off: int) -> Quantity:
    """Return a mass that is so many tolerances off."""
    policy, trituration = plan.request.policy, component.trituration
    return mass * (1 + off * tolerance_of(policy, component.role, trituration))
