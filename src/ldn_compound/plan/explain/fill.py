"""Steps of the fill: the formulas from the powder to one filled capsule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, assert_never

from attrs import frozen

from ...model.batch import Batch
from ...model.component import Component, of_role
from ...model.excipients import Additive
from ...model.fill import FillByCompletion, FillByPacking, FillToMass, FillToVolume
from ...model.packing import Packing
from ...model.request import Request
from ...model.steps import Step
from ...quantities.units import Q, Quantity
from ...sheets.wording import joined, say
from ..full_fill import joint_filler_fill

__all__ = ["fill_steps"]

_Inputs: TypeAlias = list[tuple[str, Quantity | str]]

_ONE_CAPSULE = Q("1 capsule")


@frozen(kw_only=True)
class _Part:
    """A component beside the fillers, and what its formulas call it.

    Parameters
    ----------
    name
        What it is.
    component
        The component.
    """

    name: str
    component: Component

    @property
    def mass(self) -> Quantity:
        """How much of it the blend holds. [mg]"""
        return self.component.exact

    @property
    def share(self) -> Quantity | None:
        """Its share of the blend, where it was asked for as one. [%]"""
        material = self.component.material
        return material.share if isinstance(material, Additive) else None

    @property
    def mass_asked(self) -> Quantity | None:
        """Its mass in batch or capsule, where it was asked for as one."""
        material = self.component.material
        return material.mass if isinstance(material, Additive) else None


def fill_steps(batch: Batch) -> Iterator[Step]:
    """Yield how additives, filler and blend follow from the powder.

    Parameters
    ----------
    batch
        The batch.

    Yields
    ------
    Step
        In the order in which they are worked out.
    """
    parts = tuple(_beside_filler(batch))
    yield from _additives(batch, parts)
    yield _filler(batch, parts)
    yield from _capsule(batch, parts)


def _beside_filler(batch: Batch) -> Iterator[_Part]:
    names = {"drug": say("powder"), "diluent": say("diluent")}
    for each in of_role(batch.components, "drug", "diluent", "additive"):
        yield _Part(name=names.get(each.role, each.name), component=each)


def _additives(batch: Batch, parts: tuple[_Part, ...]) -> Iterator[Step]:
    shared = [each for each in parts if each.share is not None]
    if shared and not isinstance(batch.request.fill, FillToMass):
        yield _blend_of_shares(
            batch, shared, [each for each in parts if not each.share]
        )
    for each in shared:
        yield Step(
            name=each.name,
            formula=say("share x blend"),
            inputs=((say("share"), f"{each.share}"), (say("blend"), batch.blend_mass)),
            result=each.mass,
            source="letco-capsules",
        )
    for each in parts:
        if each.mass_asked not in (None, each.mass):
            yield Step(
                name=each.name,
                formula=say("mass x batch size"),
                inputs=(
                    (say("mass"), f"{each.mass_asked}"),
                    (say("batch size"), batch.batch_size),
                ),
                result=each.mass,
                source="letco-capsules",
            )


def _blend_of_shares(batch: Batch, shared: list[_Part], known: list[_Part]) -> Step:
    """Return how the blend follows where additives are shares of it."""
    inputs: _Inputs = [(say("batch size"), batch.batch_size), *_masses_and_fills(known)]
    space = _space_left(known)
    masses = joined((each.name for each in known), " + ")
    below = [say("share of {name} / its full fill", name=each.name) for each in shared]
    for each in shared:
        inputs.append((say("share of {name}", name=each.name), f"{each.share}"))
        inputs.append((_origin(each), each.component.full_fill))
    inputs.append(_filler_figure(batch.request))
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
        result=batch.blend_mass,
        source="letco-capsules",
    )


def _filler(batch: Batch, parts: Iterable[_Part]) -> Step:
    request, filler = batch.request, _filler_of(batch)
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
                    (say("batch size"), batch.batch_size),
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
                    (say("batch size"), batch.batch_size),
                    *masses,
                ),
                result=filler,
                source="nrf-fixed-mass",
            )
        case _:
            assert_never(request.fill)


def _capsule(batch: Batch, parts: Iterable[_Part]) -> Iterator[Step]:
    masses = [
        *((each.name, each.mass) for each in parts),
        (say("filler"), _filler_of(batch)),
    ]
    yield Step(
        name=say("blend"),
        formula=joined((name for name, _ in masses), " + "),
        inputs=tuple(masses),
        result=batch.blend_mass,
        source="letco-capsules",
    )
    yield Step(
        name=say("fill mass of one capsule"),
        formula=say("blend / batch size"),
        inputs=(
            (say("blend"), batch.blend_mass),
            (say("batch size"), batch.batch_size),
        ),
        result=batch.fill_mass,
        source="letco-capsules",
    )
    yield Step(
        name=say("gross mass of one capsule"),
        formula=say("fill mass + empty shell"),
        inputs=(
            (say("fill mass"), batch.fill_mass),
            (say("empty shell"), batch.request.shell.empty_mass),
        ),
        result=batch.gross_mass,
        source="letco-capsules",
    )


def _filler_of(batch: Batch) -> Quantity:
    """Return the fillers of a batch, all together."""
    return sum((each.exact for each in batch.fillers), 0 * batch.blend_mass)


def _space_left(parts: Iterable[_Part]) -> str:
    taken = (say("{name} / its full fill", name=each.name) for each in parts)
    return joined((say("batch size"), *taken), " - ")


def _masses_and_fills(parts: Iterable[_Part]) -> Iterator[tuple[str, Quantity]]:
    for each in parts:
        yield each.name, each.mass
        yield _origin(each), each.component.full_fill


def _filler_figure(request: Request) -> tuple[str, Quantity]:
    """Return the full fill of the fillers, marked where one was not measured."""
    packings = [filler.packing for filler, _ in request.fillers]
    packing = next((each for each in packings if not each.measured), packings[0])
    figure = joint_filler_fill(request, request.shell)
    return _marked(say("full fill of filler"), packing), figure


def _origin(part: _Part) -> str:
    """Return what the full fill of a part is called, marked where not measured."""
    return _marked(say("full fill of {name}", name=part.name), part.component.packing)


def _marked(name: str, packing: Packing | None) -> str:
    if packing is None:
        return say("{name} (taken to be that of the filler)", name=name)
    if packing.measured:
        return name
    if packing.source is None:
        return say("{name} (extrapolated, not measured)", name=name)
    return say("{name} (published, not measured)", name=name)
