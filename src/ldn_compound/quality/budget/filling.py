"""Filling: what packing, filling, blending and the laboratory add to the contents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from ...batch_plan import BatchPlan
from ...quantities.units import Q
from ...sheets.wording import say
from ..measured_cv import MeasuredCv
from .belief import Belief, portions_of, size_of
from .contribution import Contribution, cv_basis
from .homogeneity import GREATEST_NORMAL_SKEWNESS, content_cv, skewness
from .particles import ParticleSize

__all__ = ["Making", "filling_contributions"]

_MOST_SPREAD_OF_MASS = 5.0  # %


@frozen(kw_only=True)
class Making:
    """What is stated of the making; `None` where nobody said.

    Parameters
    ----------
    packing
        Relative standard deviation of how the powders pack. [%]
    fill
        Relative standard deviation of the fill of single capsules. [%]
    blend
        Coefficient of variation of the drug in the blend. [%]
    particles
        Size of the drug-bearing particles, where *blend* is not given.
    excipient
        Size of the particles of the rest; `None` takes them as heavy as the others.
    loss
        Share of the powder that is lost before it reaches the blend.
    bias
        Standard deviation of what a laboratory finds of a known content. [%]
    scatter
        Relative standard deviation of its repeated assays. [%]
    """

    packing: float | None
    fill: MeasuredCv | float | None
    blend: MeasuredCv | float | None
    particles: ParticleSize | None
    excipient: ParticleSize | None
    loss: Belief | None
    bias: float | None
    scatter: float | None


def filling_contributions(plan: BatchPlan, making: Making) -> Iterator[Contribution]:
    """Yield what is stated, or assumed, of packing, filling, blend, loss and assays.

    Parameters
    ----------
    plan
        The plan.
    making
        What is stated of them.

    Yields
    ------
    Contribution
        One for each; what is `None` is assumed.
    """
    yield _packing(making.packing)
    yield _fill(making.fill)
    yield _blend(plan, making)
    yield _loss(making.loss)
    yield _laboratory(say("bias of the laboratory"), "laboratory bias", making.bias)
    yield _laboratory(
        say("repeatability of the laboratory"), "laboratory scatter", making.scatter
    )


def _packing(rsd: float | None) -> Contribution:
    if rsd is None:
        basis = say("all of the blend goes into all of the shells, as the sheet says")
    else:
        basis = say("shells filled until full: a blend that packs denser fills fewer")
    return Contribution(
        name=say("packing"),
        cause="packing",
        kind="batch",
        uncertainty=rsd or 0.0,
        basis=basis,
        assumed=rsd is None,
    )


def _fill(rsd: MeasuredCv | float | None) -> Contribution:
    name = say("fill of single capsules")
    if rsd is not None:
        return Contribution(
            name=name,
            cause="fill",
            kind="capsule",
            uncertainty=size_of(rsd),
            portions=portions_of(rsd),
            basis=cv_basis(rsd),
        )
    return Contribution(
        name=name,
        cause="fill",
        kind="capsule",
        uncertainty=_MOST_SPREAD_OF_MASS,
        basis=say("not stated: the most that DAC/NRF allows"),
        assumed=True,
        source="pz-2025-completion",
    )


def _blend(plan: BatchPlan, making: Making) -> Contribution:
    cv, particles = making.blend, making.particles
    name = say("evenness of the blend")
    if cv is not None:
        return Contribution(
            name=name,
            cause="blend",
            kind="capsule",
            uncertainty=size_of(cv),
            portions=portions_of(cv),
            basis=cv_basis(cv),
        )
    if particles is not None:
        dose = plan.request.prescription.strength
        skewed = skewness(dose, particles)
        basis = say(
            "a perfect mix of particles of this size; a real blend is less even"
        )
        if skewed > GREATEST_NORMAL_SKEWNESS:
            basis = say(
                "{basis}; its skewness is {skewness}",
                basis=basis,
                skewness=f"{skewed:.2g}",
            )
        return Contribution(
            name=name,
            cause="blend",
            kind="capsule",
            uncertainty=100
            * content_cv(
                dose,
                particles,
                fill_mass=plan.fill_mass / Q("1 capsule"),
                excipient=making.excipient,
            ),
            basis=basis,
            source="rohrs-2006",
        )
    return Contribution(
        name=name,
        cause="blend",
        kind="capsule",
        uncertainty=0.0,
        basis=say("not known, taken as even: measure blend_cv, or state the particles"),
        assumed=True,
    )


def _loss(lost: Belief | None) -> Contribution:
    name = say("loss of powder")
    if lost is None:
        return Contribution(
            name=name,
            cause="loss",
            kind="batch",
            uncertainty=0.0,
            basis=say("none is taken into account"),
            assumed=True,
        )
    kept = 100 - lost.mean
    return Contribution(
        name=name,
        cause="loss",
        kind="batch",
        mean=kept,
        uncertainty=100 * lost.uncertainty / kept,
        half_width=100 * lost.half_width / kept,
        basis=say("{belief} lost, as stated", belief=lost),
    )


def _laboratory(
    name: str, kind: Literal["laboratory bias", "laboratory scatter"], sd: float | None
) -> Contribution:
    basis = say("as stated; it moves what a test finds, not the capsules")
    if sd is None:
        basis = say("not stated: a test of the batch is taken as exact")
    return Contribution(
        name=name,
        cause=kind,
        kind=kind,
        uncertainty=sd or 0.0,
        basis=basis,
        assumed=sd is None,
    )
