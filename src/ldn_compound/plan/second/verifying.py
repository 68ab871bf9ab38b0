"""Verifying: each figure that a plan states, beside the one worked out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from ...errors import DoubleCheckError
from ...model.batch import Batch
from ...model.component import of_role
from ...model.fill import FillToMass
from ...model.second_calculation import CheckedFigure, SecondCalculation
from ...model.tablets import Tablets
from ...quantities.notation import decimal
from .amounts import (
    additives_weighed,
    at_the_bench,
    components_packed,
    diluent_weighed,
    fillers_weighed,
    powder_weighed,
    tablets_counted,
)
from .asked import Asked, Compared, Room, asked_of, least_load, mg, room_of, share

__all__ = ["double_checked", "verify"]

_PERCENT = 100
_WAY_OUT = (
    "this is a fault of the library: do not make the batch, and report the inputs"
)


def verify(batch: Batch) -> SecondCalculation:
    """Return a second calculation of a batch, by another route.

    It walks from the weighed amounts forward: what they carry, what a capsule holds of
    them, how full the shells are, whether the tablets suffice. It uses none of the
    formulas that made the batch. It finds slips of this library, and figures changed
    afterwards; it cannot find what was wrong in the request.

    Parameters
    ----------
    batch
        The batch.

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
            for name, stated, recomputed, unit in _compared(batch)
        )
    )


def double_checked(batch: Batch) -> Batch:
    """Return a plan that its second calculation agrees with.

    Parameters
    ----------
    batch
        The batch.

    Returns
    -------
    Batch
        The same batch, where its policy asks for no double check without any.

    Raises
    ------
    DoubleCheckError
        If a figure is not what the second calculation finds.
    """
    if batch.request.policy.double_check:
        for name, stated, recomputed, unit in _compared(batch):
            if stated != recomputed:
                raise _contradiction(name, stated, recomputed, unit)
    return batch


def _compared(batch: Batch) -> Iterator[Compared]:
    """Yield every figure; only the shape of the batch, where already that is wrong."""
    misshapen = False
    for figure in _shape(batch):
        misshapen = misshapen or figure[1] != figure[2]
        yield figure
    if not misshapen:
        yield from _figures(batch)


def _shape(batch: Batch) -> Iterator[Compared]:
    """Yield how many amounts of each kind there are."""
    request, balance = batch.request, batch.request.balance
    least = None if balance is None else least_load(balance, request.policy)
    additives = of_role(batch.components, "additive")
    too_little = [
        each.name for each in additives if least is not None and mg(each.exact) < least
    ]
    counted = request.whole_tablets is not None
    little = least is not None and not counted and mg(batch.powder.exact) < least
    fillers = [filler for filler, _ in request.fillers]
    other = little and request.diluent not in (None, *fillers)
    is_tablets = isinstance(request.drug, Tablets)
    number = Counter(each.role for each in batch.components)
    yield "additives", number["additive"], len(request.additives), ""
    yield "fillers", number["filler"], len(fillers), ""
    yield "trituration", int(batch.trituration is not None), int(little), ""
    yield "diluent", number["diluent"], int(other), ""
    in_order = Counter(drug=1, additive=len(request.additives), filler=len(fillers))
    in_order += Counter(diluent=int(other))
    roles = ", ".join(each.role for each in batch.components)
    yield "components", roles, ", ".join(in_order.elements()), ""
    premixed = [each.name for each in additives if each.trituration is not None]
    yield "premixes", ", ".join(premixed), ", ".join(too_little), ""
    yield "tablets", int(batch.tablets is not None), int(is_tablets), ""
    stated = None if batch.least_mass is None else mg(batch.least_mass)
    yield "least_mass", int(stated is not None), int(least is not None), ""
    if stated is not None and least is not None:
        yield "least_mass", stated, least, "mg"


def _figures(batch: Batch) -> Iterator[Compared]:
    room = room_of(batch.request)
    wanted = asked_of(batch.request, room)
    yield "spare_capsules", batch.spare_capsules, wanted.spare, ""
    yield "blend_excess", share(batch.blend_excess), wanted.excess, ""
    yield "drug_overage", share(batch.drug_overage), wanted.overage, ""
    yield "batch_size", batch.batch_size.m_as("capsule"), wanted.size, "capsule"
    yield from powder_weighed(batch, wanted)
    yield from additives_weighed(batch, wanted)
    yield from diluent_weighed(batch)
    yield from fillers_weighed(batch)
    yield from tablets_counted(batch, wanted)
    yield from _of_one_capsule(batch, room, wanted)
    yield from components_packed(batch, room)
    yield from at_the_bench(batch)


def _of_one_capsule(batch: Batch, room: Room, wanted: Asked) -> Iterator[Compared]:
    """Yield what the parts of the blend come to, and what a capsule holds of them."""
    powder = mg(batch.powder.exact)
    masses = [mg(each.exact) for each in batch.components]
    parts = zip(masses, room.of_components, strict=False)
    blend = sum(masses)
    filled = sum(mass * of_it for mass, of_it in parts) / wanted.size
    fill = blend / wanted.size
    gross, stated_fill = fill + mg(batch.request.shell.empty_mass), mg(batch.fill_mass)
    stated_filled = batch.shell_filled.m_as("%")
    powder_share = powder * room.powder / wanted.size * _PERCENT
    yield "blend_mass", mg(batch.blend_mass), blend, "mg"
    yield "fill_mass", stated_fill, fill, "mg"
    yield "gross_mass", mg(batch.gross_mass), gross, "mg"
    yield "powder_share", batch.powder_share.m_as("%"), powder_share, "%"
    yield "shell_filled", stated_filled, filled * _PERCENT, "%"
    if isinstance(batch.request.fill, FillToMass):
        yield "fill_mass", stated_fill, mg(batch.request.fill.mass), "mg"
    else:
        yield "shell_filled", stated_filled, _PERCENT, "%"
    yield from _strength(batch, wanted)


def _strength(batch: Batch, wanted: Asked) -> Iterator[Compared]:
    """Yield what each capsule holds by the amounts as weighed."""
    went_in = mg(batch.powder.to_weigh)
    if batch.trituration is not None:
        went_in = mg(batch.trituration.content)
    held = went_in * wanted.carries / wanted.size
    claim = held / wanted.strength * _PERCENT
    stated = batch.strength_achieved.m_as("mg/capsule")
    yield "strength_achieved", stated, held, "mg/capsule"
    yield "label_claim", batch.label_claim.m_as("%"), claim, "%"


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
