"""Weighings: each amount as the display shows it, and what is triturated first."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from attrs import frozen

from ..calc.rounding import to_readability
from ..calc.weighing import least_mass
from ..errors import TooLittleToWeighError
from ..model.dilution import TriturationPlan
from ..model.equipment import Balance
from ..model.excipients import Filler
from ..model.fill import FillByCompletion, FillToMass, FillToVolume
from ..model.request import Request
from ..model.weighing import Weighing
from ..quantities.units import Quantity
from .fill import Filling
from .full_fill import full_fill_of, joint_filler_fill
from .trituration import plan_trituration

__all__ = [
    "Premixed",
    "filler_weighings",
    "premixed",
    "triturated",
    "weighing",
]


@frozen(kw_only=True)
class Premixed:
    """The additives as they are weighed, and the triturations of those too little.

    Parameters
    ----------
    weighings
        The additives, in the order of the request.
    triturations
        Triturations with the first filler.
    """

    weighings: tuple[Weighing, ...]
    triturations: tuple[TriturationPlan, ...]


def weighing(item: str, exact: Quantity, balance: Balance | None) -> Weighing:
    """Return an amount as its formula gives it and as the display can show it.

    Parameters
    ----------
    item
        What is weighed.
    exact
        How much of it. [mg]
    balance
        The balance; `None` rounds nothing.

    Returns
    -------
    Weighing
        Both amounts.

    Raises
    ------
    TooLittleToWeighError
        If the display would show nothing.
    """
    if balance is None:
        return Weighing(item=item, exact=exact, to_weigh=exact)
    to_weigh = to_readability(exact, balance.readability)
    if exact and not to_weigh:
        expected = f"{balance.readability} or more of {item}"
        got = f"{exact}, which the display shows as 0"
        way_out = "use a finer balance or make more capsules"
        raise TooLittleToWeighError(expected, got, way_out, "balance")
    return Weighing(item=item, exact=exact, to_weigh=to_weigh)


def triturated(
    request: Request, item: str, needed: Quantity, filling: Filling
) -> TriturationPlan | None:
    """Return the trituration of the drug-bearing powder, where it is too little.

    Parameters
    ----------
    request
        What was asked.
    item
        What the powder is called.
    needed
        How much of it. [mg]
    filling
        The fillers of the batch, which take up the diluent.

    Returns
    -------
    TriturationPlan or None
        `None` where the balance may weigh it, or need not.
    """
    balance = request.balance
    counted = request.whole_tablets is not None
    if balance is None or counted or needed >= least_mass(balance, request.policy):
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


def premixed(
    request: Request, filling: Filling, trituration: TriturationPlan | None
) -> Premixed:
    """Return the additives as weighed, premixed with filler where they are too little.

    Parameters
    ----------
    request
        What was asked.
    filling
        Additives and fillers of the batch.
    trituration
        The trituration of the powder, which may bring some of the first filler along.

    Returns
    -------
    Premixed
        Weighings and triturations.
    """
    balance, first = request.balance, request.fillers[0][0]
    left = filling.fillers[0]
    if trituration is not None and request.diluent in (None, first):
        left = left - trituration.diluent_in_portion
    weighings, triturations = [], []
    for additive, mass in zip(request.additives, filling.additives, strict=True):
        if balance is None or mass >= least_mass(balance, request.policy):
            weighings.append(weighing(additive.name, mass, balance))
            continue
        plan = plan_trituration(
            mass,
            item=additive.name,
            diluent=first.name,
            balance=balance,
            policy=request.policy,
            largest=filling.blend,
            most_diluent=_left_to_weigh(left, least_mass(balance, request.policy)),
        )
        left = left - plan.diluent_in_portion
        weighings.append(attrs.evolve(plan.dilutions[0].material, exact=mass))
        triturations.append(plan)
    return Premixed(weighings=tuple(weighings), triturations=tuple(triturations))


def filler_weighings(
    request: Request,
    filling: Filling,
    trituration: TriturationPlan | None,
    premixes: Sequence[TriturationPlan],
) -> tuple[Weighing, ...]:
    """Return the weighings of the fillers, less what triturations bring along.

    Parameters
    ----------
    request
        What was asked.
    filling
        The fillers of the batch.
    trituration
        The trituration of the powder.
    premixes
        Triturations of additives, with the first filler.

    Returns
    -------
    tuple of Weighing
        In the order of the request; ``exact`` is what the blend holds.
    """
    fillers = [filler for filler, _ in request.fillers]
    left = list(filling.fillers)
    if trituration is not None:
        diluent = request.diluent or fillers[0]
        if diluent in fillers:
            left[fillers.index(diluent)] -= trituration.diluent_in_portion
    for each in premixes:
        left[0] = left[0] - each.diluent_in_portion
    estimated = isinstance(request.fill, (FillToVolume, FillByCompletion))
    return tuple(
        attrs.evolve(
            weighing(filler.name, rest, request.balance),
            exact=exact,
            estimated=estimated,
        )
        for filler, rest, exact in zip(fillers, left, filling.fillers, strict=True)
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
