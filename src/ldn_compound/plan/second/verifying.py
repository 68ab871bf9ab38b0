"""Verifying: each figure that a plan states, beside the one worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...errors import DoubleCheckError
from ...model.batch import BatchPlan
from ...model.fill import FillToMass
from ...model.second_calculation import CheckedFigure, SecondCalculation
from ...model.tablets import Tablets
from ...quantities.notation import decimal
from .asked import Asked, asked
from .numbers import Compared, mg, share
from .room import Room, room_of
from .scales import least_load
from .tablets import tablets_counted
from .weighed import (
    additives_weighed,
    diluent_weighed,
    fillers_weighed,
    powder_weighed,
)

__all__ = ["double_checked", "verify"]

_PERCENT = 100
_WAY_OUT = (
    "this is a fault of the library: do not make the batch, and report what was asked"
)


def verify(plan: BatchPlan) -> SecondCalculation:
    """Return a second calculation of a plan, by another route.

    It walks from the weighed amounts forward: what they carry, what a capsule holds of
    them, how full the shells are, whether the tablets suffice. It uses none of the
    formulas that made the plan. It finds slips of this library, and figures changed
    afterwards; it cannot find what was wrong in the request.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    SecondCalculation
        Every figure as stated and as recomputed, and whether they agree.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Filler, PackStatistic, Prescription, Tablets, plan_batch, reference)
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="171.2 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"))
    >>> verify(plan).agrees
    True
    """
    return SecondCalculation(
        figures=tuple(
            CheckedFigure(name, _exact(stated), _exact(recomputed), unit)
            for name, stated, recomputed, unit in _compared(plan)
        )
    )


def double_checked(plan: BatchPlan) -> BatchPlan:
    """Return a plan that its second calculation agrees with.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    BatchPlan
        The same plan, where its policy asks for no double check without any.

    Raises
    ------
    DoubleCheckError
        If a figure is not what the second calculation finds.
    """
    if plan.request.policy.double_check:
        for name, stated, recomputed, unit in _compared(plan):
            if stated != recomputed:
                raise _contradiction(name, stated, recomputed, unit)
    return plan


def _compared(plan: BatchPlan) -> Iterator[Compared]:
    """Yield every figure; only the shape of the plan, where already that is wrong."""
    misshapen = False
    for figure in _shape(plan):
        misshapen = misshapen or figure[1] != figure[2]
        yield figure
    if not misshapen:
        yield from _figures(plan)


def _shape(plan: BatchPlan) -> Iterator[Compared]:
    """Yield how many amounts of each kind there are."""
    request, balance = plan.request, plan.request.balance
    least = None if balance is None else least_load(balance, request.policy)
    too_little = [
        each.item
        for each in plan.additives
        if least is not None and mg(each.exact) < least
    ]
    counted = request.whole_tablets is not None
    little = least is not None and not counted and mg(plan.powder.exact) < least
    fillers = [filler for filler, _ in request.fillers]
    other = little and request.diluent not in (None, *fillers)
    is_tablets = isinstance(request.drug, Tablets)
    yield "additives", len(plan.additives), len(request.additives), ""
    yield "fillers", len(plan.fillers), len(fillers), ""
    yield "trituration", int(plan.trituration is not None), int(little), ""
    yield "diluent", int(plan.diluent is not None), int(other), ""
    premixed = [each.item for each in plan.premixes]
    yield "premixes", ", ".join(premixed), ", ".join(too_little), ""
    yield "tablets", int(plan.tablets is not None), int(is_tablets), ""
    stated = None if plan.least_mass is None else mg(plan.least_mass)
    yield "least_mass", int(stated is not None), int(least is not None), ""
    if stated is not None and least is not None:
        yield "least_mass", stated, least, "mg"


def _figures(plan: BatchPlan) -> Iterator[Compared]:
    room = room_of(plan.request)
    wanted = asked(plan.request, room)
    yield "spare_capsules", plan.spare_capsules, wanted.spare, ""
    yield "blend_excess", share(plan.blend_excess), wanted.excess, ""
    yield "drug_overage", share(plan.drug_overage), wanted.overage, ""
    yield "batch_size", plan.batch_size.m_as("capsule"), wanted.size, "capsule"
    yield from powder_weighed(plan, wanted)
    yield from additives_weighed(plan, wanted)
    yield from diluent_weighed(plan)
    yield from fillers_weighed(plan)
    yield from tablets_counted(plan, wanted)
    yield from _of_one_capsule(plan, room, wanted)


def _of_one_capsule(plan: BatchPlan, room: Room, wanted: Asked) -> Iterator[Compared]:
    """Yield what the parts of the blend come to, and what a capsule holds of them."""
    powder = mg(plan.powder.exact)
    parts = [(powder, room.powder)]
    parts += zip(
        (mg(each.exact) for each in plan.additives), room.additives, strict=True
    )
    parts += [(mg(each.exact), room.filler) for each in plan.fillers]
    if plan.diluent is not None:
        parts.append((mg(plan.diluent.exact), room.diluent))
    blend = sum((mass for mass, _ in parts), Fraction(0))
    filled = sum((mass * of_it for mass, of_it in parts), Fraction(0)) / wanted.size
    fill = blend / wanted.size
    gross, stated_fill = fill + mg(plan.request.shell.empty_mass), mg(plan.fill_mass)
    stated_filled = plan.shell_filled.m_as("%")
    powder_share = powder * room.powder / wanted.size * _PERCENT
    yield "blend_mass", mg(plan.blend_mass), blend, "mg"
    yield "fill_mass", stated_fill, fill, "mg"
    yield "gross_mass", mg(plan.gross_mass), gross, "mg"
    yield "powder_share", plan.powder_share.m_as("%"), powder_share, "%"
    yield "shell_filled", stated_filled, filled * _PERCENT, "%"
    if isinstance(plan.request.fill, FillToMass):
        yield "fill_mass", stated_fill, mg(plan.request.fill.mass), "mg"
    else:
        yield "shell_filled", stated_filled, _PERCENT, "%"
    yield from _strength(plan, wanted)


def _strength(plan: BatchPlan, wanted: Asked) -> Iterator[Compared]:
    """Yield what each capsule holds by the amounts as weighed."""
    went_in = mg(plan.powder.to_weigh)
    if plan.trituration is not None:
        went_in = mg(plan.trituration.content)
    held = went_in * wanted.carries / wanted.size
    claim = held / wanted.strength * _PERCENT
    stated = plan.strength_achieved.m_as("mg/capsule")
    yield "strength_achieved", stated, held, "mg/capsule"
    yield "label_claim", plan.label_claim.m_as("%"), claim, "%"


def _exact(value: Fraction | int | str) -> Fraction | str:
    return value if isinstance(value, str) else Fraction(value)


def _contradiction(
    name: str, stated: Fraction | int | str, recomputed: Fraction | int | str, unit: str
) -> DoubleCheckError:
    """Return the error, with both figures: in full where they are near each other."""
    expected, got = _text(recomputed, unit), _text(stated, unit)
    if expected.removeprefix("about ") == got.removeprefix("about "):
        expected, got = f"{recomputed} {unit}", f"{stated} {unit}"
    return DoubleCheckError(expected, got, _WAY_OUT, name)


def _text(value: Fraction | int | str, unit: str) -> str:
    if isinstance(value, str):
        return repr(value)
    return f"{decimal(Fraction(value))} {unit}".rstrip()
