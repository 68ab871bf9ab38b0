"""Filling: what packing, filling and blending add to the spread of the contents."""

from __future__ import annotations

from collections.abc import Iterator

from ...batch_plan import BatchPlan
from ...sheets.wording import say
from .contributions import Contribution
from .homogeneity import GREATEST_NORMAL_SKEWNESS, content_cv, skewness
from .particles import ParticleSize

__all__ = ["filling_contributions"]

_MOST_SPREAD_OF_MASS = 5.0  # %


def filling_contributions(
    plan: BatchPlan,
    *,
    packing_rsd: float | None,
    fill_rsd: float | None,
    blend_cv: float | None,
    particles: ParticleSize | None,
    loss: float | None,
) -> Iterator[Contribution]:
    """Yield what is stated, or assumed, of packing, filling, blend and loss.

    Parameters
    ----------
    plan
        The plan.
    packing_rsd
        Relative standard deviation of how the powders pack. [%]
    fill_rsd
        Relative standard deviation of the fill of single capsules. [%]
    blend_cv
        Coefficient of variation of the drug in the blend. [%]
    particles
        Size of the drug-bearing particles, where *blend_cv* is not given.
    loss
        Powder lost before it reaches the blend. [%]

    Yields
    ------
    Contribution
        One for each of the four; what is `None` is assumed.
    """
    yield _packing(packing_rsd)
    yield _fill(fill_rsd)
    yield _blend(plan, blend_cv, particles)
    yield _loss(loss)


def _packing(rsd: float | None) -> Contribution:
    if rsd is None:
        basis = say("all of the blend goes into all of the shells, as the sheet says")
    else:
        basis = say("shells filled until full: a blend that packs denser fills fewer")
    return Contribution(
        name=say("packing"),
        kind="batch",
        uncertainty=rsd or 0.0,
        basis=basis,
        assumed=rsd is None,
    )


def _fill(rsd: float | None) -> Contribution:
    name = say("fill of single capsules")
    if rsd is not None:
        return Contribution(
            name=name, kind="capsule", uncertainty=rsd, basis=say("as stated")
        )
    return Contribution(
        name=name,
        kind="capsule",
        uncertainty=_MOST_SPREAD_OF_MASS,
        basis=say("not stated: the most that DAC/NRF allows"),
        assumed=True,
        source="pz-2025-completion",
    )


def _blend(
    plan: BatchPlan, cv: float | None, particles: ParticleSize | None
) -> Contribution:
    name = say("evenness of the blend")
    if cv is not None:
        return Contribution(
            name=name,
            kind="capsule",
            uncertainty=cv,
            basis=say("coefficient of variation"),
        )
    if particles is not None:
        dose = plan.request.prescription.strength
        skewed = skewness(dose, particles)
        basis = say(
            "a perfect mix of particles of this size; a real blend is less even"
        )
        if skewed > GREATEST_NORMAL_SKEWNESS:
            basis = say(
                "{basis}; taken as a normal distribution, though its skewness is "
                "{skewness}: the chance of passing is too high, that of "
                "simulate_contents() is not",
                basis=basis,
                skewness=f"{skewed:.2g}",
            )
        return Contribution(
            name=name,
            kind="capsule",
            uncertainty=100 * content_cv(dose, particles),
            basis=basis,
            assumed=skewed > GREATEST_NORMAL_SKEWNESS,
            source="rohrs-2006",
        )
    return Contribution(
        name=name,
        kind="capsule",
        uncertainty=0.0,
        basis=say("not known, taken as even: measure blend_cv, or state the particles"),
        assumed=True,
    )


def _loss(lost: float | None) -> Contribution:
    basis = say("as stated, in the mean")
    if lost is None:
        basis = say("none is taken into account")
    return Contribution(
        name=say("loss of powder"),
        kind="batch",
        uncertainty=0.0,
        basis=basis,
        assumed=lost is None,
    )
