"""Steps of the fill: the formulas from the powder to one filled capsule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, assert_never

from attrs import frozen

from ...model.batch import BatchPlan
from ...model.fill import FillByCompletion, FillByPacking, FillToMass, FillToVolume
from ...model.packing import Packing
from ...model.request import Request
from ...model.steps import Step
from ...quantities.units import Q, Quantity
from ...sheets.wording import joined, say
from ..full_fill import additive_fill, full_fill_of, joint_filler_fill, source_fill

__all__ = ["fill_steps"]

_Inputs: TypeAlias = list[tuple[str, Quantity | str]]

_ONE_CAPSULE = Q("1 capsule")


@frozen(kw_only=True)
class _Part:
    """What goes in beside the fillers.

    Parameters
    ----------
    name
        What it is.
    mass
        How much of it. [mg]
    full_fill
        What a shell holds of it alone. [mg/capsule]
    packing
        How it packs, or `None`.
    share
        Its share of the blend, where it is given as one. [%]
    """

    name: str
    mass: Quantity
    full_fill: Quantity
    packing: Packing | None
    share: Quantity | None = None


def fill_steps(plan: BatchPlan) -> Iterator[Step]:
    """Yield how additives, filler and blend follow from the powder.

    Parameters
    ----------
    plan
        The plan.

    Yields
    ------
    Step
        In the order in which they are worked out.
    """
    parts = tuple(_beside_filler(plan))
    yield from _additives(plan, parts)
    yield _filler(plan, parts)
    yield from _capsule(plan, parts)


def _beside_filler(plan: BatchPlan) -> Iterator[_Part]:
    request, shell = plan.request, plan.request.shell
    yield _Part(
        name=say("powder"),
        mass=plan.powder.exact,
        full_fill=source_fill(request, shell),
        packing=request.drug.packing,
    )
    if plan.diluent is not None and request.diluent is not None:
        yield _Part(
            name=say("diluent"),
            mass=plan.diluent.exact,
            full_fill=full_fill_of(request.diluent.packing, shell),
            packing=request.diluent.packing,
        )
    for additive, weighing in zip(request.additives, plan.additives, strict=True):
        yield _Part(
            name=additive.name,
            mass=weighing.exact,
            full_fill=additive_fill(additive, request, shell),
            packing=additive.packing,
            share=additive.share,
        )


def _additives(plan: BatchPlan, parts: Iterable[_Part]) -> Iterator[Step]:
    shared = [each for each in parts if each.share is not None]
    if shared and not isinstance(plan.request.fill, FillToMass):
        yield _blend_of_shares(plan, shared, [each for each in parts if not each.share])
    for each in shared:
        yield Step(
            name=each.name,
            formula=say("share x blend"),
            inputs=((say("share"), f"{each.share}"), (say("blend"), plan.blend_mass)),
            result=each.mass,
            source="letco-capsules",
        )
    for additive, weighing in zip(plan.request.additives, plan.additives, strict=True):
        if additive.mass not in (None, weighing.exact):
            yield Step(
                name=additive.name,
                formula=say("mass x batch size"),
                inputs=(
                    (say("mass"), f"{additive.mass}"),
                    (say("batch size"), plan.batch_size),
                ),
                result=weighing.exact,
                source="letco-capsules",
            )


def _blend_of_shares(plan: BatchPlan, shared: list[_Part], known: list[_Part]) -> Step:
    """Return how the blend follows where additives are shares of it."""
    inputs: _Inputs = [(say("batch size"), plan.batch_size), *_masses_and_fills(known)]
    space = _space_left(known)
    masses = joined((each.name for each in known), " + ")
    below = [say("share of {name} / its full fill", name=each.name) for each in shared]
    for each in shared:
        inputs.append((say("share of {name}", name=each.name), f"{each.share}"))
        inputs.append((_origin(each), each.full_fill))
    inputs.append(_filler_figure(plan.request))
    return Step(
        name=say("blend that shares are of"),
        formula=say(
            "({space} + ({masses}) / full fill of filler) / "
            "({shared} + (1 - shares) / full fill of filler)",
            space=space,
            masses=masses,
            shared=joined(below, " + "),
        ),
        inputs=tuple(inputs),
        result=plan.blend_mass,
        source="letco-capsules",
    )


def _filler(plan: BatchPlan, parts: Iterable[_Part]) -> Step:
    request, filler = plan.request, _filler_of(plan)
    match request.fill:
        case FillByPacking() | FillToVolume() | FillByCompletion():
            measured = isinstance(request.fill, FillByPacking)
            return Step(
                name=say("filler") if measured else say("filler (estimate)"),
                formula=say(
                    "full fill of filler x ({space_left})",
                    space_left=_space_left(parts),
                ),
                inputs=(
                    _filler_figure(request),
                    (say("batch size"), plan.batch_size),
                    *_masses_and_fills(parts),
                ),
                result=filler,
                source="letco-capsules",
            )
        case FillToMass(mass):
            masses = tuple((each.name, each.mass) for each in parts)
            return Step(
                name=say("filler"),
                formula=joined(
                    (say("fill mass x batch size"), *(name for name, _ in masses)),
                    " - ",
                ),
                inputs=(
                    (say("fill mass"), mass / _ONE_CAPSULE),
                    (say("batch size"), plan.batch_size),
                    *masses,
                ),
                result=filler,
                source="nrf-fixed-mass",
            )
        case _:
            assert_never(request.fill)


def _capsule(plan: BatchPlan, parts: Iterable[_Part]) -> Iterator[Step]:
    masses = [
        *((each.name, each.mass) for each in parts),
        (say("filler"), _filler_of(plan)),
    ]
    yield Step(
        name=say("blend"),
        formula=joined((name for name, _ in masses), " + "),
        inputs=tuple(masses),
        result=plan.blend_mass,
        source="letco-capsules",
    )
    yield Step(
        name=say("fill mass of one capsule"),
        formula=say("blend / batch size"),
        inputs=((say("blend"), plan.blend_mass), (say("batch size"), plan.batch_size)),
        result=plan.fill_mass,
        source="letco-capsules",
    )
    yield Step(
        name=say("gross mass of one capsule"),
        formula=say("fill mass + empty shell"),
        inputs=(
            (say("fill mass"), plan.fill_mass),
            (say("empty shell"), plan.request.shell.empty_mass),
        ),
        result=plan.gross_mass,
        source="letco-capsules",
    )


def _filler_of(plan: BatchPlan) -> Quantity:
    """Return the fillers of a plan, all together."""
    return sum((each.exact for each in plan.fillers), 0 * plan.blend_mass)


def _space_left(parts: Iterable[_Part]) -> str:
    taken = (say("{name} / its full fill", name=each.name) for each in parts)
    return joined((say("batch size"), *taken), " - ")


def _masses_and_fills(parts: Iterable[_Part]) -> Iterator[tuple[str, Quantity]]:
    for each in parts:
        yield each.name, each.mass
        yield _origin(each), each.full_fill


def _filler_figure(request: Request) -> tuple[str, Quantity]:
    """Return the full fill of the fillers, marked where one was not measured."""
    packings = [filler.packing for filler, _ in request.fillers]
    packing = next((each for each in packings if not each.measured), packings[0])
    figure = joint_filler_fill(request, request.shell)
    return _marked(say("full fill of filler"), packing), figure


def _origin(part: _Part) -> str:
    """Return what the full fill of a part is called, marked where not measured."""
    return _marked(say("full fill of {name}", name=part.name), part.packing)


def _marked(name: str, packing: Packing | None) -> str:
    if packing is None:
        return say("{name} (taken to be that of the filler)", name=name)
    if packing.measured:
        return name
    if packing.source is None:
        return say("{name} (extrapolated, not measured)", name=name)
    return say("{name} (published, not measured)", name=name)
