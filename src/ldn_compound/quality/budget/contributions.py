r"""Contributions: what moves the content of a capsule, and by how much.

The content of a capsule, in percent of its label, is a product: content of the lot,
content and mass of the tablets pooled, powder weighed, share of the blend that the
capsule takes. Relative standard uncertainties of a product add as squares [jcgm-100]_.

How evenly each dilution of a trituration is mixed, and what of it stays in the mortar,
move its dose as well; what the balance adds is in `weighings`.

.. [jcgm-100] Guide to the expression of uncertainty in measurement
   (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from ...batch_plan import BatchPlan
from ...errors import FieldError
from ...model.tablets import Tablets
from ...quantities.notation import Number
from ...reference.usual import usual
from ...sheets.wording import say
from ..measured_cv import MeasuredCv
from .belief import Belief, portions_of, size_of
from .contribution import Contribution, cv_basis
from .weighings import mean_mass_contribution, weighing_contributions

__all__ = ["plan_contributions"]


_LEAST_PORTIONS = 4  # of fewer, one more portion may be off without bounds


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
            yield mean_mass_contribution(plan, plan.request.drug)
    yield from weighing_contributions(plan)
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
