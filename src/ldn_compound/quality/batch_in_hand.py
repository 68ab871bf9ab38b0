r"""Batch in hand: what weights of capsules and few assays say of this batch.

The content of a capsule of the net mass :math:`w` is, with :math:`c` the drug in the
blend by the weights,

.. math:: x = \frac{c\,w}{S}\,C\,(1 + b z).

:math:`C` is what nobody weighed: content of the lot, evenness and recovery of
dilutions, errors of weighings. Before the assays it is spread as the error budget says
(`budget`); in one batch of a hundred something is off that nobody thought of, and it
lies anywhere from 50 to 150 %, the unevenness of the blend :math:`b` anywhere up to
30 % [house]_. The weights say how far the fill scatters, and
what it is on average, as an estimate. Each assay is a content, seen through the bias
and the repeatability of the laboratory; each :math:`C` counts as often as it makes the
assays likely (Bayes).

.. [house] A choice of this library (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from ..batch_plan import BatchPlan
from ..errors import FieldError
from ..extras import needs
from ..model.made import Made
from ..plan.bench.blend import diluted_by, drug_and_blend
from ..quantities.contents import Content, contents_of_one_kind
from ..quantities.masses import positive_masses
from ..quantities.measured import require_sample_size
from ..quantities.notation import decimal, percent
from ..quantities.units import Q, Readable, same_kind
from ..sheets.content import Facts, Paragraph, Section
from ..sheets.sheet import Sheet, Shown
from ..sheets.wording import joined, say
from .arguments import lower_bound
from .budget.certainty import mean_of_batch
from .budget.contributions import Contribution, measured_cv
from .budget.perfect import names_of_perfect
from .budget.stated import Stated, stated_contributions
from .capsules.capsule_masses import CapsuleMasses
from .capsules.sample import Sample
from .measured_cv import MeasuredCv
from .passing.exact import chance_bounds

if TYPE_CHECKING:
    import numpy as np

    from .arguments import Array

__all__ = ["BatchInHand", "judge_batch"]

_LEVEL = 0.95
_DRAWN = 12_000  # values of all that is not known; half of C, half of what is off
_SEED = 905
_OFF = 0.01  # share of batches in which something is off that nobody thought of
_HALF_WIDTH, _UNEVEN = 0.5, 0.3  # of what C may be then, and the blend's unevenness
_LEAST, _GREATEST = 90.0, 110.0
_LEAST_WEIGHTS = 2
_NEVER = 1e-12
_ENDS = ((1 - _LEVEL) / 2, (1 + _LEVEL) / 2)
_PERCENT = Q("1 %")
_SURPRISE = 0.5  # more likely off than not
_HALVINGS = 40
_WIDEST = 300.0  # % of label: no capsule is further from the mean


@frozen(kw_only=True, repr=False)
class BatchInHand(Shown):
    """What is known of the capsules of one batch; all in % of the label.

    It is no release: the rule for that is the pharmacist's.

    Parameters
    ----------
    weighed
        Capsules that were weighed.
    assayed
        Capsules that were assayed.
    mean
        Content to expect of a capsule.
    mean_interval
        Holds the mean content of the batch, 95 % sure.
    interval_in_hand
        Holds 95 % of the capsules of the batch, 95 % sure.
    chance_mean_within
        Chance that the mean content is within 90-110 %.
    chance_of_passing
        Chance that a sample of these capsules passes USP <905>, for normal contents.
    chance_off
        Chance that something is off that is not in the error budget: 1 % before the
        assays.
    perfect
        Names of what was taken as perfect.
    """

    weighed: int
    assayed: int
    mean: float
    mean_interval: tuple[float, float]
    interval_in_hand: tuple[float, float]
    chance_mean_within: float
    chance_of_passing: float
    chance_off: float
    perfect: tuple[str, ...]

    def as_sheet(self) -> Sheet:
        """Return what is known of the batch as a document."""
        parts: list[Facts | Paragraph] = [Facts(self._rows())]
        if self.chance_off > _SURPRISE:
            parts.append(Paragraph(_surprise()))
        if self.perfect:
            names = joined(self.perfect, "; ")
            parts.append(Paragraph(say("Taken as perfect: {names}.", names=names)))
        text = say("Calculated from weights and assays; no release.")
        parts.append(Paragraph(text))
        return Sheet(
            say("Batch in hand"), None, (Section(say("What is known"), tuple(parts)),)
        )

    def _rows(self) -> tuple[tuple[str, str], ...]:
        """Return each figure with its name."""
        level = percent(100 * _LEVEL)
        return (
            (say("Capsules weighed, assayed"), f"{self.weighed}, {self.assayed}"),
            (say("Content to expect"), percent(self.mean, 1)),
            (
                say("Mean content of the batch, {level} sure", level=level),
                _ends(self.mean_interval),
            ),
            (
                say("{level} of the capsules of this batch, {level} sure", level=level),
                _ends(self.interval_in_hand),
            ),
            (
                say(
                    "Chance that the mean is within {low} to {high}",
                    low=Q("90 %"),
                    high=Q("110 %"),
                ),
                _chance(self.chance_mean_within),
            ),
            (
                say("Chance to pass USP <905>, for normal contents"),
                _chance(self.chance_of_passing),
            ),
            (
                say("Chance that something else is off"),
                percent(100 * self.chance_off, 1),
            ),
        )

    def __str__(self) -> str:
        return "\n".join(f"{name}: {text}" for name, text in self._rows())

    def __repr__(self) -> str:
        passes = _chance(self.chance_of_passing)
        return (
            f"<BatchInHand: {self.weighed} weighed, {self.assayed} assayed; mean "
            f"{percent(self.mean, 1)}; passes USP <905>: {passes}>"
        )


def _surprise() -> str:
    return say(
        "The assays do not fit the plan and its error budget: find what is off before "
        "anything is decided."
    )


def _ends(interval: tuple[float, float]) -> str:
    low, high = (percent(each, 1) for each in interval)
    return say("{low} to {high}", low=low, high=high)


def _chance(value: float) -> str:
    """Return a chance, rounded down to a tenth of a percent."""
    return f"{decimal(100 * lower_bound(value))} %"


def judge_batch(
    plan: BatchPlan,
    *,
    weights: CapsuleMasses | Iterable[Readable],
    assays: Iterable[Content] = (),
    made: Made | None = None,
    **stated: Any,  # noqa: ANN401 - what `error_budget` takes and checks
) -> BatchInHand:
    """Return what net weights of capsules and few assays say of a batch.

    Parameters
    ----------
    plan
        The plan that was followed.
    weights
        Net masses of single capsules, or what `capsule_masses` made of gross ones.
        [mg]
    assays
        Contents of single capsules, as the laboratory reports them; none, or one or
        more. [mg or % of label]
    made
        What was entered at the bench, for the drug in the blend as it was weighed.
    **stated
        What is known of lot, dilutions, blend and laboratory, as `error_budget` takes
        it; the fill is in the weights.

    Returns
    -------
    BatchInHand
        Mean, intervals and chances for these capsules.

    Raises
    ------
    FieldError
        If there are fewer than two weights, or a figure is not what it has to be.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Balance, Filler, PackStatistic, Prescription, Tablets, plan_batch,
    ...     reference)
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="171.2 mg", weighed=20, mass_sd="3 mg",
    ...                  content_sd="2 %", packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"), balance=Balance(readability="1 mg"))
    >>> weights = ["133 mg", "136 mg", "138 mg", "134 mg", "136 mg"] * 4
    >>> before, after = (
    ...     judge_batch(plan, weights=weights, assays=assays, blend_cv="2 %",
    ...                 laboratory_bias="1 %", laboratory_rsd="1 %")
    ...     for assays in ((), ["98 %", "101 %", "99.5 %"]))
    >>> before.chance_of_passing < after.chance_of_passing
    True
    """
    if "fill_rsd" in stated:
        way_out = "leave it out: the weights say how far the fill scatters"
        raise FieldError("no fill_rsd", "one", way_out, "fill_rsd")
    net = _net(weights)
    found = _found(assays, plan)
    spread = MeasuredCv(cv=net.rsd, portions=net.n)
    told = Stated(fill_rsd=spread, **stated)
    contributions, _ = stated_contributions(plan, told)
    drawn = _draw(contributions, spread)
    drawn = evolve(drawn, mean=_by_weight(plan, made, net) * drawn.known * drawn.fill)
    judged = _judged(drawn, _as_likely(drawn, found))
    return BatchInHand(
        weighed=net.n,
        assayed=len(found),
        perfect=tuple(names_of_perfect(contributions)),
        **judged,
    )


def _net(weights: CapsuleMasses | Iterable[Readable]) -> Sample:
    """Return the net masses as a sample."""
    if isinstance(weights, CapsuleMasses):
        return weights.net
    masses = positive_masses(weights, "weights")
    expected = f"{_LEAST_WEIGHTS} net masses or more"
    way_out = "weigh single capsules, and take off their shells"
    require_sample_size(masses, "weights", expected, way_out, least=_LEAST_WEIGHTS)
    return Sample(values=masses)


def _found(assays: Iterable[Content], plan: BatchPlan) -> tuple[float, ...]:
    """Return the assays in percent of the label."""
    label = plan.request.prescription.strength * Q("1 capsule")
    found = contents_of_one_kind(assays, "assays")
    shares = (each if same_kind(each, _PERCENT) else each / label for each in found)
    return tuple(float(each.m_as("%")) for each in shares)


def _by_weight(plan: BatchPlan, made: Made | None, net: Sample) -> float:
    """Return the content of a capsule of the mean net mass, by the weights alone."""
    label = plan.request.prescription.strength * Q("1 capsule")
    if made is None:
        full = plan.blend_as_weighed / plan.batch_size * Q("1 capsule")
        return (
            float(plan.label_claim.m_as("%")) * float((net.mean / full).m_as("%")) / 100
        )
    drug, blend = drug_and_blend(plan, made)
    content = drug * (net.mean / (blend * diluted_by(made)))
    return float((content / label).m_as("%"))


@frozen(kw_only=True)
class _Drawn:
    """Values of all that is not known, drawn together; ratios but for the mean.

    Parameters
    ----------
    mean
        Mean content of the batch. [% of label]
    known
        What nobody weighed, :math:`C`.
    off
        Whether it is that of a batch in which something is off.
    prior
        How often it is drawn less or more than it is to be expected.
    fill
        Mean fill over that of the capsules that were weighed.
    capsule
        What each capsule scatters by.
    bias
        What the laboratory finds of a content on average.
    assay
        What its assays scatter by.
    """

    mean: Array
    known: Array
    off: Array
    prior: Array
    fill: Array
    capsule: Array
    bias: Array
    assay: float


def _draw(contributions: Sequence[Contribution], spread: MeasuredCv) -> _Drawn:
    """Return what may be true of a batch before its assays are known."""
    numpy = needs("numpy", extra="quality")
    random = numpy.random.default_rng(_SEED)
    half = _DRAWN // 2
    even = (numpy.arange(half) + 0.5) / half
    usual = random.permutation(mean_of_batch(1.0, contributions).quantiles(even))
    unusual = 1 + _HALF_WIDTH * (2 * even - 1)
    off = numpy.arange(_DRAWN) >= half
    fill = spread.quantiles(_places(random)) / 100
    kinds = {each.kind: each.uncertainty / 100 for each in contributions}
    (blend,) = [each for each in contributions if each.cause == "blend"]
    uneven = numpy.full(_DRAWN, blend.uncertainty / 100)
    if blend.portions is not None and blend.uncertainty:
        uneven = measured_cv(blend).quantiles(_places(random)) / 100
    uneven = numpy.where(off, _UNEVEN * random.random(_DRAWN), uneven)
    return _Drawn(
        mean=numpy.concatenate([usual, unusual]),
        known=numpy.concatenate([usual, unusual]),
        off=off,
        prior=numpy.where(off, _OFF, 1 - _OFF),
        fill=1 + fill / sqrt(spread.portions) * random.standard_normal(_DRAWN),
        capsule=numpy.sqrt((1 + fill**2) * (1 + uneven**2) - 1),
        bias=1 + kinds["laboratory bias"] * random.standard_normal(_DRAWN),
        assay=kinds["laboratory scatter"],
    )


def _places(random: np.random.Generator) -> Array:
    """Return shares at which distributions are drawn."""
    places: Array = random.uniform(_NEVER, 1 - _NEVER, _DRAWN)
    return places


def _as_likely(drawn: _Drawn, found: tuple[float, ...]) -> Array:
    """Return the share of each draw, by how likely it makes the assays."""
    numpy = needs("numpy", extra="quality")
    seen = drawn.mean * drawn.bias
    sds = seen * numpy.sqrt(drawn.capsule**2 + drawn.assay**2)
    likely = numpy.log(drawn.prior)
    for each in found:
        likely = likely - ((each - seen) / sds) ** 2 / 2 - numpy.log(sds)
    shares = numpy.exp(likely - likely.max())
    normed: Array = shares / shares.sum()
    return normed


def _judged(drawn: _Drawn, shares: Array) -> dict[str, Any]:
    """Return what all draws together say."""
    numpy = needs("numpy", extra="quality")
    means = drawn.mean
    mean = float(shares @ means)
    seen = means * drawn.bias
    scatter = seen * numpy.sqrt(drawn.capsule**2 + drawn.assay**2)
    passing, _ = chance_bounds(seen, scatter)
    reach = _quantile(_reaches(means, means * drawn.capsule, mean), shares, _LEVEL)
    low, high = (_quantile(means, shares, each) for each in _ENDS)
    return {
        "mean": mean,
        "mean_interval": (low, high),
        "interval_in_hand": (mean - reach, mean + reach),
        "chance_mean_within": float(
            shares @ ((means >= _LEAST) & (means <= _GREATEST))
        ),
        "chance_of_passing": float(shares @ passing),
        "chance_off": float(shares @ drawn.off),
    }


def _reaches(means: Array, sds: Array, centre: float) -> Array:
    """Return how far from the centre the level of the capsules of each batch lies."""
    numpy = needs("numpy", extra="quality")
    special = needs("scipy.special", extra="quality")
    sds = numpy.maximum(sds, _NEVER)
    low, high = numpy.zeros_like(means), numpy.full_like(means, _WIDEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        held = special.ndtr((centre + middle - means) / sds) - special.ndtr(
            (centre - middle - means) / sds
        )
        low = numpy.where(held < _LEVEL, middle, low)
        high = numpy.where(held < _LEVEL, high, middle)
    reaches: Array = high
    return reaches


def _quantile(values: Array, shares: Array, level: float) -> float:
    """Return the value below which a share of the draws lies."""
    numpy = needs("numpy", extra="quality")
    order = numpy.argsort(values)
    place = int(numpy.searchsorted(numpy.cumsum(shares[order]), level))
    return float(values[order[min(place, len(order) - 1)]])
