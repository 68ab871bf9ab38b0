"""The amounts of a batch, each beside the one worked out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import count
from math import sqrt
from typing import cast

from ...model.batch import Batch
from ...model.component import of_role
from ...model.dilution import TriturationPlan
from ...model.equipment import Balance
from ...model.fill import FillToMass
from ...model.policy import Policy
from ...model.request import Request
from ...model.tablets import Tablets
from .asked import (
    Asked,
    Compared,
    Room,
    additive_mass,
    error_of_one,
    least_load,
    least_load_of_additive,
    mg,
    on_display,
    share,
)

__all__ = [
    "additives_weighed",
    "at_the_bench",
    "components_packed",
    "diluent_weighed",
    "fillers_weighed",
    "limits_of_components",
    "powder_weighed",
    "tablets_counted",
]

#: Half of the last decimal that the error is stated to, and what a float may lose.
_CLOSE = Fraction(1, 2 * 10**6) + Fraction(1, 10**12)
_PERCENT = 100


def powder_weighed(batch: Batch, asked: Asked) -> Iterator[Compared]:
    """Yield the figures of the powder that carries the drug."""
    exact, to_weigh = mg(batch.powder.exact), mg(batch.powder.to_weigh)
    request, source = batch.request, batch.request.drug
    if request.whole_tablets is not None and isinstance(source, Tablets):
        crushed = request.whole_tablets * source.mean_mass.m_as("mg/tablet")
        yield "powder.exact", exact, crushed, "mg"
        yield "powder.to_weigh", to_weigh, crushed, "mg"
        yield "drug_needed", mg(batch.drug_needed), asked.drug, "mg"
    else:
        yield "powder.exact", exact, asked.drug / asked.carries, "mg"
        yield "drug_needed", mg(batch.drug_needed), exact * asked.carries, "mg"
        yield from _powder_on_display(batch, exact, to_weigh)


def additives_weighed(batch: Batch, asked: Asked) -> Iterator[Compared]:
    """Yield the figures of the additives, and of the premixes of those too little."""
    request, blend = batch.request, mg(batch.blend_mass)
    first_filler = request.fillers[0][0].name
    if isinstance(request.fill, FillToMass):
        blend = mg(request.fill.mass) * asked.size
    premixed = count()
    additives = of_role(batch.components, "additive")
    for number, additive in enumerate(request.additives):
        here, each = f"additives[{number}]", additives[number]
        exact = mg(each.exact)
        shown = on_display(exact, _step(request.balance))
        if each.trituration is not None:
            path, first = f"premixes[{next(premixed)}]", each.trituration.dilutions[0]
            shown = mg(first.material.to_weigh)
            yield f"{path}.item", each.trituration.item, additive.name, ""
            yield from _followed(
                path,
                each.trituration,
                exact,
                first_filler,
                request,
                least_of=least_load_of_additive,
            )
        yield f"{here}.item", each.name, additive.name, ""
        wanted = additive_mass(additive, asked.size, blend)
        yield f"{here}.exact", exact, wanted, "mg"
        yield f"{here}.to_weigh", mg(each.to_weigh), shown, "mg"


def diluent_weighed(batch: Batch) -> Iterator[Compared]:
    """Yield the figures of a diluent that is none of the fillers."""
    for each in of_role(batch.components, "diluent"):
        # there is one only where the powder is triturated: the shape was compared
        trituration = cast("TriturationPlan", batch.trituration)
        brought = mg(trituration.diluent_in_portion)
        yield "diluent.item", each.name, trituration.diluent, ""
        yield "diluent.exact", mg(each.exact), brought, "mg"
        yield "diluent.to_weigh", mg(each.to_weigh), brought, "mg"


def fillers_weighed(batch: Batch) -> Iterator[Compared]:
    """Yield the figures of the fillers, less what portions bring along of them."""
    fillers, asked = of_role(batch.components, "filler"), batch.request.fillers
    step, one_part = _step(batch.request.balance), mg(fillers[0].exact) / asked[0][1]
    for number, (filler, parts) in enumerate(asked):
        here, each = f"fillers[{number}]", fillers[number]
        exact = mg(each.exact)
        left = on_display(exact - _brought_along(batch, number), step)
        yield f"{here}.item", each.name, filler.name, ""
        yield f"{here}.exact", exact, one_part * parts, "mg"
        yield f"{here}.to_weigh", mg(each.to_weigh), left, "mg"


def tablets_counted(batch: Batch, asked: Asked) -> Iterator[Compared]:
    """Yield the figures of the tablets; none where the source is no tablet."""
    source, counted = batch.request.drug, batch.tablets
    if isinstance(source, Tablets) and counted is not None:
        mass, to_weigh = source.mean_mass.m_as("mg/tablet"), mg(batch.powder.to_weigh)
        left = counted.to_crush * mass - to_weigh
        crushed = batch.request.whole_tablets
        if crushed is None:
            crushed = _crushed(batch.request, to_weigh, mass)
        holding = asked.drug / (asked.carries * mass)
        yield "tablets.exact", counted.exact.m_as("tablet"), holding, "tablet"
        yield "tablets.to_crush", counted.to_crush, crushed, ""
        yield "tablets.powder_left", mg(counted.powder_left), left, "mg"


def components_packed(batch: Batch, room: Room) -> Iterator[Compared]:
    """Yield what a shell holds of each component alone: one over the room it takes."""
    parts = zip(batch.components, room.of_components, strict=False)
    for number, (each, of_it) in enumerate(parts):
        stated = each.full_fill.m_as("mg/capsule")
        yield f"components[{number}].full_fill", stated, 1 / of_it, "mg/capsule"


def limits_of_components(batch: Batch) -> Iterator[Compared]:
    """Yield what the display may show for each component: no step more."""
    policy, step = batch.request.policy, _step(batch.request.balance)
    for number, each in enumerate(batch.components):
        here, found = f"components[{number}].limits", each.limits
        weighed = not each.estimated and each.role != "diluent"
        yield here, int(found is not None), int(weighed), ""
        if found is None or not weighed:
            continue
        slack = share(policy.strength_tolerance)
        if each.role == "additive":
            slack = share(policy.additive_error)
        if each.trituration is not None:
            slack /= 1 + 2 * len(each.trituration.dilutions)
        target = mg(each.to_weigh)
        off = target * slack
        if step is not None:
            off = off // step * step
        yield f"{here}.least", mg(found.least), target - off, "mg"
        yield f"{here}.greatest", mg(found.greatest), target + off, "mg"


def at_the_bench(batch: Batch) -> Iterator[Compared]:
    """Yield what is mixed and filled: mixing steps, loads, and the label."""
    blend = mg(batch.carrier.to_weigh)
    blend += sum(mg(each.to_weigh) for each in batch.mixed_in)
    yield from _mixing(batch, blend)
    yield from _loads(batch, blend)
    order = batch.request.prescription
    stated = order.strength.m_as("mg/capsule")
    yield "on_label.drug", mg(batch.on_label.drug), stated, "mg"
    yield "on_label.capsules", batch.on_label.capsules, order.capsules, ""


def _mixing(batch: Batch, blend: Fraction) -> Iterator[Compared]:
    """Yield the mixing steps: after n of them lies 2^n times the first, or all."""
    first = mg(batch.carrier.to_weigh)
    strength = batch.strength_achieved.m_as("mg/capsule")
    drug = strength * batch.batch_size.m_as("capsule")
    doublings = -1  # nothing doubles to nothing
    while 0 < first * Fraction(2) ** doublings < blend:
        doublings += 1
    yield "mixing", len(batch.mixing), doublings + 1, ""
    before = Fraction(0)
    for number, step in enumerate(batch.mixing[: doublings + 1]):
        here, lies = f"mixing[{number}]", min(first * 2**number, blend)
        in_it = drug / lies * _PERCENT
        yield f"{here}.added", mg(step.added), lies - before, "mg"
        yield f"{here}.in_mortar", mg(step.in_mortar), lies, "mg"
        yield f"{here}.drug_share", step.drug_share.m_as("%"), in_it, "%"
        before = lies


def _loads(batch: Batch, blend: Fraction) -> Iterator[Compared]:
    """Yield the loads: as few as the tray allows, each with its share of the blend."""
    tray, shells = batch.request.tray, batch.shells
    holes = shells if tray is None else tray.holes
    number_of_loads = (shells + holes - 1) // holes
    yield "loads", len(batch.loads), number_of_loads, ""
    step, each_mg = (
        _step(batch.request.balance),
        blend / batch.batch_size.m_as("capsule"),
    )
    in_one = mg(batch.fill_mass)
    smaller, larger = divmod(shells, number_of_loads)
    for number, load in enumerate(batch.loads[:number_of_loads]):
        here = f"loads[{number}]"
        first, last = (
            each * smaller + min(each, larger) for each in (number, number + 1)
        )
        shown = on_display(each_mg * last, step) - on_display(each_mg * first, step)
        exact = in_one * (last - first)
        yield f"{here}.capsules", load.capsules, last - first, ""
        yield f"{here}.blend.exact", mg(load.blend.exact), exact, "mg"
        yield f"{here}.blend.to_weigh", mg(load.blend.to_weigh), shown, "mg"


def _powder_on_display(
    batch: Batch, exact: Fraction, to_weigh: Fraction
) -> Iterator[Compared]:
    """Yield what is weighed of the powder: as it is, or to dilute it."""
    request, trituration = batch.request, batch.trituration
    if trituration is None:
        yield (
            "powder.to_weigh",
            to_weigh,
            on_display(exact, _step(request.balance)),
            "mg",
        )
    else:
        first = mg(trituration.dilutions[0].material.to_weigh)
        diluent = (request.diluent or request.fillers[0][0]).name
        yield "powder.to_weigh", to_weigh, first, "mg"
        yield "trituration.item", trituration.item, batch.powder.item, ""
        yield from _followed("trituration", trituration, exact, diluent, request)


def _brought_along(batch: Batch, number: int) -> Fraction:
    """Return how much of a filler comes with the portions of triturations."""
    fillers = [filler for filler, _ in batch.request.fillers]
    diluent = batch.request.diluent or fillers[0]
    brought = Fraction(0)
    of_this = diluent in fillers and fillers.index(diluent) == number
    if batch.trituration is not None and of_this:
        brought += mg(batch.trituration.diluent_in_portion)
    if number == 0:
        for premix in batch.premixes:
            brought += mg(premix.diluent_in_portion)
    return brought


def _crushed(request: Request, to_weigh: Fraction, mass: Fraction) -> int:
    """Return the tablets used up and spared, one more for a rest, and at least a pool.

    What is to be left over is a share of what is weighed.
    """
    policy = request.policy
    spared = to_weigh * share(policy.least_powder_left)
    whole, rest = divmod(to_weigh + spared, mass)
    crushed = (whole + 1 if rest else whole) + policy.reserve_tablets
    pooled = policy.pool_tablets if request.pool is None else request.pool
    return max(crushed, pooled)


def _followed(
    path: str,
    trituration: TriturationPlan,
    needed: Fraction,
    diluent: str,
    request: Request,
    *,
    least_of: Callable[[Balance, Policy], Fraction] = least_load,
) -> Iterator[Compared]:
    """Yield the figures of a trituration."""
    balance = cast("Balance", request.balance)  # without one, nothing is triturated
    first = trituration.dilutions[0].material
    off = error_of_one(balance, request.policy)
    mass = carried = mg(first.to_weigh)
    squares = waste = Fraction(0)
    yield f"{path}.dilutions[0].material.item", first.item, trituration.item, ""
    for number, each in enumerate(trituration.dilutions):
        here, last = f"{path}.dilutions[{number}]", each is trituration.dilutions[-1]
        portion, added = mg(each.portion.to_weigh), mg(each.diluent.to_weigh)
        total = mass + added
        wanted = carried * portion / needed - mass if last else added
        yield f"{here}.material.to_weigh", mg(each.material.to_weigh), mass, "mg"
        yield f"{here}.material.exact", mg(each.material.exact), mass, "mg"
        yield f"{here}.diluent.item", each.diluent.item, diluent, ""
        yield f"{here}.diluent.exact", mg(each.diluent.exact), wanted, "mg"
        yield f"{here}.total", mg(each.total), total, "mg"
        yield f"{here}.portion.exact", mg(each.portion.exact), portion, "mg"
        squares += (off / mass - off / total) ** 2 + (off / total) ** 2
        waste += total - portion
        carried, mass = carried * portion / total, portion
    squares += (off / mass) ** 2 + (carried / needed - 1) ** 2
    brought, stated = mass - carried, share(trituration.error)
    yield f"{path}.needed", mg(trituration.needed), needed, "mg"
    yield f"{path}.diluent", trituration.diluent, diluent, ""
    yield f"{path}.content", mg(trituration.content), carried, "mg"
    yield (
        f"{path}.diluent_in_portion",
        mg(trituration.diluent_in_portion),
        brought,
        "mg",
    )
    yield f"{path}.waste", mg(trituration.waste), waste, "mg"
    yield f"{path}.error", stated * _PERCENT, _root(squares, stated) * _PERCENT, "%"
    least = least_of(balance, request.policy)
    yield from _limits(path, trituration, needed, balance, request.policy, least)


def _limits(  # noqa: PLR0917 - what the weighings had to keep
    path: str,
    trituration: TriturationPlan,
    needed: Fraction,
    balance: Balance,
    policy: Policy,
    least: Fraction,
) -> Iterator[Compared]:
    """Yield the limits that the weighings had to keep."""
    limits, step = trituration.limits, mg(balance.readability)
    off = error_of_one(balance, policy)
    slack = share(policy.strength_tolerance)
    yield f"{path}.least_mass", mg(trituration.least_mass), least, "mg"
    yield f"{path}.limits.step", mg(limits.step), step, "mg"
    yield f"{path}.limits.need", limits.need, needed / step, ""
    yield f"{path}.limits.least", limits.least, least / step, ""
    yield f"{path}.limits.absolute_error", limits.absolute_error, off / step, ""
    yield f"{path}.limits.tolerance", limits.tolerance, slack, ""


def _root(squares: Fraction, stated: Fraction) -> Fraction:
    """Return the root of squares: as stated, where that is it to its last decimal."""
    root = Fraction(sqrt(squares))
    return stated if abs(stated - root) <= _CLOSE else root


def _step(balance: Balance | None) -> Fraction | None:
    return None if balance is None else mg(balance.readability)
