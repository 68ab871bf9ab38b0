"""Components: each powder as the display shows it, and what is triturated first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..calc.rounding import to_readability
from ..calc.weighing import least_mass
from ..errors import TooLittleToWeighError
from ..model.component import Component, Role
from ..model.dilution import TriturationPlan
from ..model.drug import DrugSource
from ..model.equipment import Balance
from ..model.excipients import Additive, Filler
from ..model.fill import FillByCompletion, FillToMass, FillToVolume
from ..model.request import Request
from ..model.weighing import Weighing
from ..quantities.units import Quantity
from .fill import Filling, fill_shells
from .full_fill import full_fill_in, full_fill_of, joint_filler_fill
from .source import material_for, powder_of_whole_tablets, source_name
from .trituration import plan_trituration

__all__ = ["component_of", "plan_components"]


def plan_components(
    request: Request, batch_size: Quantity, drug: Quantity
) -> tuple[tuple[Component, ...], Filling]:
    """Return what goes into the capsules, and how it fills them.

    Parameters
    ----------
    request
        What was asked.
    batch_size
        Capsules that the batch is worked out for. [capsule]
    drug
        Drug in the batch, in the form of the prescription. [mg]

    Returns
    -------
    tuple
        The drug-bearing powder, additives, fillers and another diluent; the filling.

    Raises
    ------
    ShellOverfilledError
        If powder and additives are too much for the shell or for the fill mass.
    TooLittleToWeighError
        If the balance would show nothing, or no trituration is legal.
    """
    crushed_whole = powder_of_whole_tablets(request)
    material = material_for(drug, request) if crushed_whole is None else crushed_whole
    filling = fill_shells(request, batch_size, material)
    powder = _powder(request, material, filling)
    diluents = tuple(_other_diluent(request, powder.trituration))
    if diluents:
        brought = diluents[0].exact
        filling = fill_shells(request, batch_size, material, diluent=brought)
    additives = tuple(_additives(request, filling, powder.trituration))
    premixes = [each.trituration for each in additives if each.trituration]
    fillers = _fillers(request, filling, powder.trituration, premixes)
    return (powder, *additives, *fillers, *diluents), filling


def component_of(
    request: Request,
    material: DrugSource | Filler | Additive,
    weighing: Weighing,
    role: Role,
    trituration: TriturationPlan | None = None,
) -> Component:
    """Return a component of a batch.

    Parameters
    ----------
    request
        What was asked: the shell, and the fillers that an unmeasured powder packs like.
    material
        What it is.
    weighing
        What it is called, and how much of it is in the blend and on the display.
    role
        What it is there for.
    trituration
        The trituration by which it gets into the blend, or `None`.

    Returns
    -------
    Component
        With what a shell holds of it alone.
    """
    return Component(
        role=role,
        name=weighing.item,
        material=material,
        full_fill=full_fill_in(request, material.packing),
        exact=weighing.exact,
        to_weigh=weighing.to_weigh,
        estimated=weighing.estimated,
        trituration=trituration,
    )


def _powder(request: Request, material: Quantity, filling: Filling) -> Component:
    """Return the drug-bearing powder; all of it where tablets are crushed whole."""
    name, counted = source_name(request.drug), request.whole_tablets is not None
    trituration = None if counted else _triturated(request, name, material, filling)
    if trituration is None:
        balance = None if counted else request.balance
        to_weigh = _on_display(name, material, balance)
    else:
        to_weigh = trituration.dilutions[0].material.to_weigh
    weighing = Weighing(item=name, exact=material, to_weigh=to_weigh, estimated=counted)
    return component_of(request, request.drug, weighing, "drug", trituration)


def _other_diluent(
    request: Request, trituration: TriturationPlan | None
) -> Iterator[Component]:
    """Yield what a portion brings along of a diluent that is none of the fillers."""
    other = request.diluent
    fillers = [filler for filler, _ in request.fillers]
    if trituration is not None and other is not None and other not in fillers:
        mass = trituration.diluent_in_portion
        weighing = Weighing(item=other.name, exact=mass, to_weigh=mass)
        yield component_of(request, other, weighing, "diluent")


def _additives(
    request: Request, filling: Filling, trituration: TriturationPlan | None
) -> Iterator[Component]:
    """Yield the additives, premixed with filler where they are too little to weigh."""
    left = filling.fillers[0]
    if trituration is not None and request.diluent in (None, request.fillers[0][0]):
        left = left - trituration.diluent_in_portion
    for additive, mass in zip(request.additives, filling.additives, strict=True):
        premix = _premixed(request, additive, mass, filling, left)
        if premix is None:
            to_weigh = _on_display(additive.name, mass, request.balance)
        else:
            to_weigh = premix.dilutions[0].material.to_weigh
            left = left - premix.diluent_in_portion
        weighing = Weighing(item=additive.name, exact=mass, to_weigh=to_weigh)
        yield component_of(request, additive, weighing, "additive", premix)


def _fillers(
    request: Request,
    filling: Filling,
    trituration: TriturationPlan | None,
    premixes: Iterable[TriturationPlan],
) -> Iterator[Component]:
    """Yield the fillers, less what triturations bring along of them."""
    fillers = [filler for filler, _ in request.fillers]
    left = list(filling.fillers)
    if trituration is not None:
        diluent = request.diluent or fillers[0]
        if diluent in fillers:
            left[fillers.index(diluent)] -= trituration.diluent_in_portion
    for each in premixes:
        left[0] = left[0] - each.diluent_in_portion
    estimated = isinstance(request.fill, (FillToVolume, FillByCompletion))
    for filler, rest, exact in zip(fillers, left, filling.fillers, strict=True):
        to_weigh = _on_display(filler.name, rest, request.balance)
        weighing = Weighing(
            item=filler.name, exact=exact, to_weigh=to_weigh, estimated=estimated
        )
        yield component_of(request, filler, weighing, "filler")


def _on_display(item: str, exact: Quantity, balance: Balance | None) -> Quantity:
    """Return an amount as the display can show it, refusing one that it shows as 0."""
    if balance is None:
        return exact
    to_weigh = to_readability(exact, balance.readability)
    if exact and not to_weigh:
        expected = f"{balance.readability} or more of {item}"
        got = f"{exact}, which the display shows as 0"
        way_out = "use a finer balance or make more capsules"
        raise TooLittleToWeighError(expected, got, way_out, "balance")
    return to_weigh


def _triturated(
    request: Request, item: str, needed: Quantity, filling: Filling
) -> TriturationPlan | None:
    """Return the trituration of the drug-bearing powder, where it is too little."""
    balance = request.balance
    if balance is None or needed >= least_mass(balance, request.policy):
        return None
    diluent = request.diluent or request.fillers[0][0]
    return plan_trituration(
        needed,
        item=item,
        diluent=diluent.name,
        balance=balance,
        policy=request.policy,
        largest=filling.blend,
        most_diluent=_taken_up(request, diluent, filling, balance),
    )


def _premixed(
    request: Request,
    additive: Additive,
    mass: Quantity,
    filling: Filling,
    left: Quantity,
) -> TriturationPlan | None:
    """Return the trituration of an additive with the first filler, if it needs one."""
    balance = request.balance
    if balance is None or mass >= least_mass(balance, request.policy):
        return None
    return plan_trituration(
        mass,
        item=additive.name,
        diluent=request.fillers[0][0].name,
        balance=balance,
        policy=request.policy,
        largest=filling.blend,
        most_diluent=_left_to_weigh(left, least_mass(balance, request.policy)),
    )


def _taken_up(
    request: Request, diluent: Filler, filling: Filling, balance: Balance
) -> Quantity:
    """Return how much of a diluent the batch takes up in place of filler.

    What is left of each filler must still be legal to weigh; to a fixed mass, the
    diluent must go into the shells as well.
    """
    least, masses = least_mass(balance, request.policy), filling.fillers
    fillers = [filler for filler, _ in request.fillers]
    if diluent in fillers:
        return _left_to_weigh(masses[fillers.index(diluent)], least)
    smallest = min(masses)
    share = _left_to_weigh(smallest, least) / smallest if smallest else 0
    displaced = sum(masses[1:], masses[0]) * share
    of_diluent = full_fill_of(diluent.packing, request.shell)
    if isinstance(request.fill, FillToMass):
        return min(displaced, of_diluent * filling.space)
    return displaced * of_diluent / joint_filler_fill(request, request.shell)


def _left_to_weigh(filler: Quantity, least: Quantity) -> Quantity:
    """Return what may be taken off a filler; nothing where it is little already."""
    return max(filler - least, 0 * filler)
