r"""Batch in hand: what weights of capsules and few assays say of this batch.

The content of a capsule of the net mass :math:`w` is, with :math:`c` the drug in the
blend by the weights,

.. math:: x = \frac{c\,w}{S}\,C\,(1 + b z).

:math:`C` is what nobody weighed: content of the lot, evenness and recovery of
dilutions, errors of weighings. Before the assays it is spread as the error budget says
(`budget`); in one batch of a hundred something is off that nobody thought of, and it
lies anywhere from 50 to 150 %, the unevenness of the blend :math:`b` anywhere up to
30 % [house]_. The weights say how far the fill scatters, and what it is on average, as
an estimate. Each assay is a content, seen through the bias and the repeatability of the
laboratory; each :math:`C` counts as often as it makes the assays likely (Bayes, in
`likely_batches`).

.. [house] A choice of this library (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import evolve, frozen

from ..batch_plan import BatchPlan
from ..errors import FieldError
from ..model.made import Made
from ..plan.bench.blend import diluted_by, drug_and_blend
from ..quantities.contents import Content, contents_of_one_kind
from ..quantities.masses import positive_masses
from ..quantities.measured import require_sample_size
from ..quantities.notation import percent
from ..quantities.units import Q, Readable, same_kind
from ..sheets.content import Facts, Paragraph, Section
from ..sheets.sheet import Sheet, Shown
from ..sheets.wording import joined, say
from .arguments import chance_text
from .budget.contribution import Contribution
from .budget.perfect import names_of_perfect
from .budget.stated import Stated, stated_contributions
from .capsules.capsule_masses import CapsuleMasses
from .capsules.sample import Sample
from .likely_batches import LEVEL, as_likely, draw, said_together
from .measured_cv import MeasuredCv

__all__ = ["BatchInHand", "judge_batch"]

_LEAST_WEIGHTS = 2
_PERCENT = Q("1 %")
_SURPRISE = 0.5  # more likely off than not


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
        level = percent(100 * LEVEL)
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
                chance_text(self.chance_mean_within),
            ),
            (
                say("Chance to pass USP <905>, for normal contents"),
                chance_text(self.chance_of_passing),
            ),
            (
                say("Chance that something else is off"),
                percent(100 * self.chance_off, 1),
            ),
        )

    def __str__(self) -> str:
        return "\n".join(f"{name}: {text}" for name, text in self._rows())

    def __repr__(self) -> str:
        passes = chance_text(self.chance_of_passing)
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
        If there are fewer than two weights, contents are stated not to be normal, or a
        figure is not what it has to be.

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
    every, shape = stated_contributions(plan, Stated(fill_rsd=spread, **stated))
    if shape is not None:
        way_out = "few assays show no lumps: leave lumps, skewness and particles out"
        field = "lumps, blend_skewness or particles"
        raise FieldError("normal contents", "another shape", way_out, field)
    # the weights say what packing would: how full the capsules are
    moving = (each for each in every if each.cause != "packing")
    contributions = [_at_the_bench(each, made) for each in moving]
    drawn = draw(contributions, spread, _by_weight(plan, made, net))
    figures = said_together(drawn, as_likely(drawn, found))
    return BatchInHand(
        weighed=net.n,
        assayed=len(found),
        perfect=tuple(names_of_perfect(contributions)),
        **figures,
    )


def _at_the_bench(each: Contribution, made: Made | None) -> Contribution:
    """Return a contribution as it is once the powder was weighed.

    How the powder is rounded to the display is then in what was entered.
    """
    if made is None or each.cause != "mean mass":
        return each
    return evolve(each, mean=100.0)


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
