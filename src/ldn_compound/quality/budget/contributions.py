r"""Contributions: what moves the content of a capsule, and by how much.

The content of a capsule, in percent of its label, is a product: content of the lot,
content and mass of the tablets pooled, powder weighed, share of the blend that the
capsule takes. Relative standard uncertainties of a product add as squares [jcgm-100]_.

A reading of a balance of repeatability :math:`s` and readability :math:`d`, with the
zero read too, has :math:`u^2 = s^2 + d^2 / 6`. Where a sensitivity is stated, the load
may besides lie anywhere so far from what the balance shows, as in the planning.

The tablets that are crushed are weighed together, and the powder to weigh follows their
mean: the spread of their masses cancels. The error of that one reading is left, and the
rounding of the powder to the display, which is followed through all masses that the
balance may show of the tablets.

A trituration carries :math:`m \prod p_i / t_i`, with each portion :math:`p_i` taken of
the total :math:`t_i` into which the one before went: material counts with
:math:`1/m - 1/t`, since it is in the total too. How evenly each dilution is mixed, and
what of it stays in the mortar, move its dose as well.

.. [jcgm-100] Guide to the expression of uncertainty in measurement
   (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import erfc, floor, sqrt
from operator import mul
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from ...batch_plan import BatchPlan
from ...errors import FieldError
from ...model.dilution import TriturationPlan
from ...model.equipment import Balance
from ...model.tablets import Tablets
from ...quantities.notation import Number
from ...quantities.units import Quantity
from ...reference.usual import usual
from ...sheets.wording import say
from ..measured_cv import MeasuredCv
from .belief import Belief, portions_of, size_of

__all__ = [
    "Cause",
    "Contribution",
    "Kind",
    "cv_basis",
    "inflation",
    "measured_cv",
    "plan_contributions",
    "scatter_of",
]

#: Whether all capsules of a batch share it, or each has its own; and what a laboratory
#: adds to what it measures, to all contents of a batch or to each.
Kind: TypeAlias = Literal["batch", "capsule", "laboratory bias", "laboratory scatter"]
#: What it comes from.
Cause: TypeAlias = Literal[
    "lot",
    "tablets",
    "mean mass",
    "weighing",
    "mixing",
    "recovery",
    "packing",
    "fill",
    "blend",
    "loss",
    "laboratory bias",
    "laboratory scatter",
]

_JUST_PASSING = 0.075 / 1.645  # of single tablets: nine of ten are within 7.5 %
_FAR = 6.0  # standard deviations
_LEAST_PORTIONS = 4  # of fewer, one more portion may be off without bounds


@frozen(kw_only=True)
class Contribution:
    """One source of uncertainty.

    Parameters
    ----------
    name
        What varies.
    cause
        What it comes from.
    kind
        ``batch``: the same in every capsule; ``capsule``: another in each;
        ``laboratory bias`` and ``laboratory scatter``: what a test of the batch adds to
        all contents, or to each.
    mean
        What it leaves of the content on average; 100 where it takes nothing off. [%]
    uncertainty
        Its standard uncertainty. [% of content]
    half_width
        Half the window in which it may lie anywhere, where that is all that is known;
        zero for a scatter. [% of content]
    portions
        How many portions or capsules it was measured on; `None` where it is taken as
        exact.
    basis
        Where the figure comes from.
    assumed
        Whether it is an assumption, because it was not stated.
    source
        Key of the source (`reference.source`).
    """

    name: str
    cause: Cause
    kind: Kind
    mean: float = 100.0
    uncertainty: float
    half_width: float = 0.0
    portions: int | None = None
    basis: str
    assumed: bool = False
    source: str = "house"

    @property
    def perfect(self) -> bool:
        """Whether nobody stated it, and it is taken as if it moved nothing."""
        return self.assumed and not self.uncertainty and self.mean == 100  # noqa: PLR2004 - all of the content


def scatter_of(contribution: Contribution) -> float:
    """Return what a contribution scatters by beside its window. [% of content]"""
    squared = contribution.uncertainty**2 - contribution.half_width**2 / 3
    return sqrt(max(squared, 0.0))


def inflation(contribution: Contribution) -> float:
    """Return how much further one portion may be off than those that were measured.

    Of n portions the deviation is an estimate: a further portion is off by so much of
    it as a t distribution with n - 1 degrees of freedom has in its standard deviation.
    """
    portions = contribution.portions
    return 1.0 if portions is None else sqrt((portions - 1) / (portions - 3))


def measured_cv(contribution: Contribution) -> MeasuredCv:
    """Return the scatter of a contribution with its number of portions."""
    cv = f"{contribution.uncertainty:.12g} %"
    return MeasuredCv(cv=cv, portions=contribution.portions)


def plan_contributions(
    plan: BatchPlan,
    *,
    potency_sd: float | None,
    lot: Belief | None,
    mixing: Sequence[MeasuredCv | float | None],
    recovery: Sequence[Belief | None],
) -> Iterator[Contribution]:
    """Yield the contributions that follow from a plan: drug source and weighings.

    Parameters
    ----------
    plan
        The plan.
    potency_sd
        Standard uncertainty of the assay, where it is stated. [% of content]
    lot
        What is known of the content of a lot without an assay.
    mixing
        Coefficient of variation of portions of each dilution. [%]
    recovery
        What of each dilution comes out of the mortar.

    Yields
    ------
    Contribution
        In bench order.

    Raises
    ------
    FieldError
        If *potency_sd* is stated of an assay that is not, or *lot* beside an assay.
    """
    yield _lot(plan, potency_sd, lot)
    if isinstance(plan.request.drug, Tablets):
        yield _pooling(plan, plan.request.drug)
        if plan.weighs_powder:
            yield _mean_mass(plan, plan.request.drug)
    yield from _weighings(plan)
    if plan.trituration is not None:
        yield from _dilutions(mixing, recovery)


def _lot(
    plan: BatchPlan, potency_sd: float | None, believed: Belief | None
) -> Contribution:
    drug, rules = plan.request.drug, plan.request.policy
    name = say("content of the lot")
    if drug.assay is not None:
        if believed is not None:
            way_out = "leave lot out, or plan without the assay"
            raise FieldError("no assay beside it", str(drug.assay), way_out, "lot")
        assumed = potency_sd is None
        basis = say("assay {assay}, with its error", assay=drug.assay)
        if assumed:
            basis = say("assay {assay}, its own error is not stated", assay=drug.assay)
        return Contribution(
            name=name,
            cause="lot",
            kind="batch",
            uncertainty=potency_sd or 0.0,
            basis=basis,
            assumed=assumed,
        )
    if potency_sd is not None:
        way_out = "state the assay of the drug source, or leave potency_sd out"
        raise FieldError("an assay", "None", way_out, "assay")
    if believed is not None:
        return Contribution(
            name=name,
            cause="lot",
            kind="batch",
            mean=believed.mean,
            uncertainty=_relative(believed.uncertainty, believed),
            half_width=_relative(believed.half_width, believed),
            basis=say("no assay: {belief}, as stated", belief=believed),
        )
    low, high = rules.least_content, rules.greatest_content
    half = float((high - low).m_as("%")) / float((high + low).m_as("%")) * 100
    return Contribution(
        name=name,
        cause="lot",
        kind="batch",
        mean=float((low + high).m_as("%")) / 2,
        uncertainty=half / sqrt(3),
        half_width=half,
        basis=say(
            "no assay: anywhere within the {low} to {high} that a lot may hold",
            low=low,
            high=high,
        ),
        assumed=True,
        source="usp-naltrexone-tablets",
    )


def _relative(share: float, belief: Belief) -> float:
    """Return a deviation against the mean of a belief. [%]"""
    return 100 * share / belief.mean


def _pooling(plan: BatchPlan, drug: Tablets) -> Contribution:
    pooled = plan.tablets.to_crush if plan.tablets is not None else 1
    basis = say("standard deviation of one tablet over {pooled} pooled", pooled=pooled)
    if drug.content_sd is not None:
        of_one = float(drug.content_sd.m_as("%"))
        assumed, source = False, "house"
    else:
        widest = usual("tablet-content-sd").greatest
        of_one, assumed, source = float(widest.m_as("%")), True, "usp-905"
        basis = say(
            "{basis}: {of_one} %, the most that just passes uniformity",
            basis=basis,
            of_one=Number(f"{of_one:g}"),
        )
    return Contribution(
        name=say("content of single tablets"),
        cause="tablets",
        kind="batch",
        uncertainty=of_one / sqrt(pooled),
        basis=basis,
        assumed=assumed,
        source=source,
    )


def _mean_mass(plan: BatchPlan, drug: Tablets) -> Contribution:
    """Return what is left of the mean mass of the tablets: a reading and a rounding."""
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
    of_one = 100 * _JUST_PASSING
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


def _weighings(plan: BatchPlan) -> Iterator[Contribution]:
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


def _dilutions(
    mixing: Sequence[MeasuredCv | float | None], recovery: Sequence[Belief | None]
) -> Iterator[Contribution]:
    """Yield how even each dilution is, and how much of its drug comes out."""
    for number, (cv, kept) in enumerate(zip(mixing, recovery, strict=True), start=1):
        yield _mixing(say("evenness of dilution {number}", number=number), cv)
        yield _recovery(say("recovery of dilution {number}", number=number), kept)


def _mixing(name: str, cv: MeasuredCv | float | None) -> Contribution:
    if cv is None:
        basis = say("not known, taken as even: test the mixing, or state mixing")
        return Contribution(
            name=name,
            cause="mixing",
            kind="batch",
            uncertainty=0.0,
            basis=basis,
            assumed=True,
        )
    portions = portions_of(cv)
    if portions is not None and portions < _LEAST_PORTIONS:
        expected = f"{_LEAST_PORTIONS} portions or more"
        raise FieldError(expected, str(portions), "measure more", "mixing")
    return Contribution(
        name=name,
        cause="mixing",
        kind="batch",
        uncertainty=size_of(cv),
        portions=portions,
        basis=cv_basis(cv),
    )


def cv_basis(cv: MeasuredCv | float) -> str:
    """Return what a coefficient of variation rests on, in words."""
    portions = portions_of(cv)
    if portions is None:
        return say("as stated, taken as known exactly")
    return say(
        "measured {portions} times; what the true one may be is counted",
        portions=portions,
    )


def _recovery(name: str, kept: Belief | None) -> Contribution:
    if kept is None:
        basis = say(
            "not known, taken as all of it: assay a dilution, or state recovery"
        )
        return Contribution(
            name=name,
            cause="recovery",
            kind="batch",
            uncertainty=0.0,
            basis=basis,
            assumed=True,
        )
    return Contribution(
        name=name,
        cause="recovery",
        kind="batch",
        mean=kept.mean,
        uncertainty=_relative(kept.uncertainty, kept),
        half_width=_relative(kept.half_width, kept),
        basis=say("{belief} of the drug, as stated", belief=kept),
    )
