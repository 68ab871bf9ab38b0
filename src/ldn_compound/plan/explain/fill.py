"""Steps of the fill: the formulas from the powder to one filled capsule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import assert_never

from attrs import frozen

from ...model.batch import Batch
from ...model.component import Component, of_role
from ...model.excipients import Additive
from ...model.fill import FillByCompletion, FillByPacking, FillToMass, FillToVolume
from ...model.packing import Packing
from ...model.request import Request
from ...model.steps import Step
from ...quantities.units import Q, Quantity
from ...sheets.formula import Bracketed, Figure, Term, inputs_of
from ...sheets.wording import say
from ..full_fill import joint_filler_fill

__all__ = ["fill_steps"]

_ONE_CAPSULE = Q("1 capsule")


@frozen(kw_only=True)
class _Part:
    """A component beside the fillers, as its formulas call it.

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
    def share(self) -> Quantity | None:
        """Its share of the blend, where it was asked for as one. [%]"""
        material = self.component.material
        return material.share if isinstance(material, Additive) else None

    @property
    def mass_asked(self) -> Quantity | None:
        """Its mass in batch or capsule, where it was asked for as one."""
        material = self.component.material
        return material.mass if isinstance(material, Additive) else None

    @property
    def mass(self) -> Figure:
        """How much of it the blend holds. [mg]"""
        return Figure(self.name, self.component.exact)

    @property
    def share_of_blend(self) -> Figure:
        """Its share of the blend, by its name."""
        return Figure(say("share of {name}", name=self.name), str(self.share))

    @property
    def full_fill(self) -> Figure:
        """What a shell holds of it alone, marked where it was not measured."""
        name = say("full fill of {name}", name=self.name)
        return Figure(
            name,
            self.component.full_fill,
            given=_marked(name, self.component.packing),
            short=say("its full fill"),
        )


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
        known = [each for each in parts if each.share is None]
        yield _blend_of_shares(batch, shared, known)
    for each in shared:
        share = Figure(say("share"), str(each.share))
        yield Step.by(
            share * Figure(say("blend"), batch.blend_mass),
            name=each.name,
            result=each.component.exact,
            source="letco-capsules",
        )
    for each in parts:
        if each.mass_asked not in (None, each.component.exact):
            mass = Figure(say("mass"), str(each.mass_asked))
            yield Step.by(
                mass * _size(batch),
                name=each.name,
                result=each.component.exact,
                source="letco-capsules",
            )


def _blend_of_shares(batch: Batch, shared: list[_Part], known: list[_Part]) -> Step:
    """Return how the blend follows where additives are shares of it."""
    filler = _full_fill_of_filler(batch.request)
    space = _space_left(batch, known)
    masses = _sum(each.mass for each in known)
    taken = _sum(each.share_of_blend / each.full_fill for each in shared)
    inputs = [
        _size(batch),
        *chain.from_iterable((each.mass, each.full_fill) for each in known),
        *chain.from_iterable((each.share_of_blend, each.full_fill) for each in shared),
        filler,
    ]
    return Step.by(
        (space + Bracketed(masses) / filler)
        / (taken + Bracketed(1 - Figure(say("shares"))) / filler),
        name=say("blend that shares are of"),
        inputs=tuple(chain.from_iterable(map(inputs_of, inputs))),
        result=batch.blend_mass,
        source="letco-capsules",
    )


def _filler(batch: Batch, parts: Iterable[_Part]) -> Step:
    request, size = batch.request, _size(batch)
    term: Term
    match request.fill:
        case FillByPacking() | FillToVolume() | FillByCompletion():
            measured = isinstance(request.fill, FillByPacking)
            name = say("filler") if measured else say("filler (estimate)")
            term = _full_fill_of_filler(request) * _space_left(batch, parts)
            source = "letco-capsules"
        case FillToMass(mass):
            name = say("filler")
            term = Figure(say("fill mass"), mass / _ONE_CAPSULE) * size
            for each in parts:
                term = term - each.mass
            source = "nrf-fixed-mass"
        case _:
            assert_never(request.fill)
    return Step.by(term, name=name, result=_filler_of(batch), source=source)


def _capsule(batch: Batch, parts: Iterable[_Part]) -> Iterator[Step]:
    filler = Figure(say("filler"), _filler_of(batch))
    blend = Figure(say("blend"), batch.blend_mass)
    fill_mass = Figure(say("fill mass"), batch.fill_mass)
    shell = Figure(say("empty shell"), batch.request.shell.empty_mass)
    yield Step.by(
        _sum((*(each.mass for each in parts), filler)),
        name=say("blend"),
        result=batch.blend_mass,
        source="letco-capsules",
    )
    yield Step.by(
        blend / _size(batch),
        name=say("fill mass of one capsule"),
        result=batch.fill_mass,
        source="letco-capsules",
    )
    yield Step.by(
        fill_mass + shell,
        name=say("gross mass of one capsule"),
        result=batch.gross_mass,
        source="letco-capsules",
    )


def _filler_of(batch: Batch) -> Quantity:
    """Return the fillers of a batch, all together."""
    return sum((each.exact for each in batch.fillers), 0 * batch.blend_mass)


def _size(batch: Batch) -> Figure:
    return Figure(say("batch size"), batch.batch_size)


def _sum(terms: Iterable[Term]) -> Term:
    first, *others = terms
    total = first
    for each in others:
        total = total + each
    return total


def _space_left(batch: Batch, parts: Iterable[_Part]) -> Term:
    """Return the shells that the parts leave to the fillers."""
    left: Term = _size(batch)
    for each in parts:
        left = left - each.mass / each.full_fill
    return left


def _full_fill_of_filler(request: Request) -> Figure:
    """Return the full fill of the fillers, marked where one was not measured."""
    packings = [filler.packing for filler, _ in request.fillers]
    packing = next((each for each in packings if not each.measured), packings[0])
    figure = joint_filler_fill(request, request.shell)
    name = say("full fill of filler")
    return Figure(name, figure, given=_marked(name, packing))


def _marked(name: str, packing: Packing | None) -> str:
    if packing is None:
        return say("{name} (taken to be that of the filler)", name=name)
    if packing.measured:
        return name
    if packing.source is None:
        return say("{name} (extrapolated, not measured)", name=name)
    return say("{name} (published, not measured)", name=name)
