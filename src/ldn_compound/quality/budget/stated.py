"""Stated: what a user says of the making, read and put into contributions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from ...batch_plan import BatchPlan
from ...errors import FieldError, shown
from ...quantities.units import Readable
from ..arguments import require_float
from ..measured_cv import MeasuredCv
from .belief import About, Belief, Between, read_belief, read_cv, read_percentage
from .contribution import Contribution
from .contributions import plan_contributions
from .filling import Making, filling_contributions
from .homogeneity import GREATEST_NORMAL_SKEWNESS, skewness
from .particles import ParticleSize
from .shapes import Shape

__all__ = ["Stated", "stated_contributions"]

_NONE, _ALL = 0.0, 100.0  # % of the drug


@frozen(kw_only=True)
class Stated:
    """What a user says of the making, as `error_budget` takes it.

    Parameters
    ----------
    potency_sd
        Standard uncertainty of the assay of the lot. [%]
    lot
        What is believed of the content of a lot without an assay.
    mixing
        Coefficient of variation of portions of the dilutions. [%]
    recovery
        What of the drug comes out of the dilutions.
    packing_rsd
        Relative standard deviation of how the powders pack. [%]
    fill_rsd
        Relative standard deviation of the fill of single capsules. [%]
    blend_cv
        Coefficient of variation of the drug in the blend. [%]
    particles
        Size of the drug-bearing particles instead.
    excipient
        Size of the particles of the rest, beside *particles*.
    lumps
        Share of the capsules with a lump. [%]
    blend_skewness
        Skewness of the drug in portions of the blend.
    loss
        Powder lost before it reaches the blend.
    laboratory_bias
        Standard deviation of what a laboratory finds on average. [%]
    laboratory_rsd
        Relative standard deviation of its repeated assays. [%]
    """

    potency_sd: Readable | None = None
    lot: Belief | None = None
    mixing: MeasuredCv | Readable | Sequence[MeasuredCv | Readable | None] | None = None
    recovery: Belief | Readable | Sequence[Belief | Readable | None] | None = None
    packing_rsd: Readable | None = None
    fill_rsd: MeasuredCv | Readable | None = None
    blend_cv: MeasuredCv | Readable | None = None
    particles: ParticleSize | None = None
    excipient: ParticleSize | None = None
    lumps: Readable | None = None
    blend_skewness: float | None = None
    loss: Belief | Readable | None = None
    laboratory_bias: Readable | None = None
    laboratory_rsd: Readable | None = None


def stated_contributions(
    plan: BatchPlan, stated: Stated
) -> tuple[tuple[Contribution, ...], Shape | None]:
    """Return what moves the content, and how the blend scatters if it is no bell.

    Parameters
    ----------
    plan
        The plan.
    stated
        What is known.

    Returns
    -------
    tuple
        Contributions, the largest first, and the shape or `None`.

    Raises
    ------
    FieldError
        If a figure is not a percentage, if the blend or the lot is described twice, if
        an error is stated of an assay that is not, or a dilution of a plan without one.
    """
    if stated.blend_cv is not None and stated.particles is not None:
        way_out = "a measured blend_cv includes the particles already"
        raise FieldError(
            "only one of the two", "both", way_out, "blend_cv or particles"
        )
    if stated.excipient is not None and stated.particles is None:
        way_out = "state the particles that carry the drug as well"
        raise FieldError("particles beside it", "none", way_out, "excipient")
    shape = _shape(plan, stated)
    making = Making(
        packing=read_percentage(stated.packing_rsd, "packing_rsd"),
        fill=read_cv(stated.fill_rsd, "fill_rsd"),
        blend=read_cv(stated.blend_cv, "blend_cv"),
        particles=stated.particles,
        excipient=stated.excipient,
        loss=_kept_some(read_belief(stated.loss, "loss"), "loss", _ALL),
        bias=read_percentage(stated.laboratory_bias, "laboratory_bias"),
        scatter=read_percentage(stated.laboratory_rsd, "laboratory_rsd"),
    )
    contributions = [
        *plan_contributions(
            plan,
            potency_sd=read_percentage(stated.potency_sd, "potency_sd"),
            lot=_kept_some(stated.lot, "lot", _NONE),
            mixing=[
                read_cv(each, "mixing") for each in _each(plan, stated.mixing, "mixing")
            ],
            recovery=[
                _kept_some(read_belief(each, "recovery"), "recovery", _NONE)
                for each in _each(plan, stated.recovery, "recovery")
            ],
        ),
        *filling_contributions(plan, making),
    ]
    contributions.sort(key=lambda each: -each.uncertainty)
    return tuple(contributions), shape


def _shape(plan: BatchPlan, stated: Stated) -> Shape | None:
    """Return how the blend scatters, where that is no bell."""
    dose, particles = plan.request.prescription.strength, stated.particles
    share, skewed = read_percentage(stated.lumps, "lumps"), stated.blend_skewness
    if share is None and skewed is None:
        if particles is None or skewness(dose, particles) <= GREATEST_NORMAL_SKEWNESS:
            return None
        return Shape(particles=particles, dose=dose)
    if stated.blend_cv is None or (share is not None and skewed is not None):
        field = "blend_skewness" if share is None else "lumps"
        expected, way_out = "a blend_cv, and one shape of it", "state blend_cv too"
        got = "lumps and blend_skewness"
        if stated.blend_cv is None:
            got = "no blend_cv"
        raise FieldError(expected, got, way_out, field)
    if share is not None:
        if not 0 < share < _ALL:
            expected = "a share above 0 % and below 100 %"
            raise FieldError(expected, str(stated.lumps), field="lumps")
        return Shape(lumps=share / 100, dose=dose)
    expected = "a number such as 0.8"
    return Shape(
        skewness=require_float(skewed or 0.0, "blend_skewness", expected), dose=dose
    )


def _each(plan: BatchPlan, stated: object, field: str) -> list[Any]:
    """Return what is stated for each dilution: one for all, or one for each."""
    dilutions = 0 if plan.trituration is None else len(plan.trituration.dilutions)
    if not isinstance(stated, (list, tuple)):
        if stated is not None and not dilutions:
            expected, way_out = "a plan with a trituration", f"leave {field} out"
            raise FieldError(expected, "a plan without one", way_out, field)
        return [stated] * dilutions
    if len(stated) != dilutions:
        raise FieldError(f"one for each of {dilutions}", str(len(stated)), field=field)
    return list(stated)


def _kept_some(belief: object, field: str, none_left: float) -> Belief | None:
    """Refuse a belief by which no drug is left on average, or less than none."""
    if belief is None:
        return None
    if not isinstance(belief, (Between, About)):
        way_out = "Between('95 %', '105 %'), or About('99 %', sd='2 %')"
        raise FieldError("what is known of it", shown(belief), way_out, field)
    left = _ALL - belief.mean if none_left else belief.mean
    if left <= 0 or left < belief.half_width:
        raise FieldError("that some of the drug is left", str(belief), field=field)
    return belief
