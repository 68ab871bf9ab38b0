"""One batch, worked out from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from ..calc.overage import batch_size, drug_needed
from ..calc.weighing import least_mass
from ..errors import DoseRangeError, FieldError
from ..model.batch import Batch
from ..model.component import Component, of_role
from ..model.equipment import Balance
from ..model.fill import FillByCompletion
from ..model.policy import Policy
from ..model.prescription import Prescription
from ..model.request import Request
from ..model.steps import LabelAmounts
from ..quantities.units import Q, Quantity
from .components import plan_components
from .loads import plan_loads
from .mixing import plan_mixing
from .overage import overage_for
from .source import count_tablets, drug_carried

__all__ = ["drug_in_blend", "label_amounts", "plan_amounts"]

T = TypeVar("T")

_ONE_CAPSULE = Q("1 capsule")
_HALF_A_TABLET = Q("25 mg/capsule")


def plan_amounts(request: Request) -> Batch:
    """Return every amount of a batch, exact and as weighed.

    Parameters
    ----------
    request
        What was asked.

    Returns
    -------
    Batch
        Nothing in it was calculated a second time or checked yet.

    Raises
    ------
    DoseRangeError
        If the strength is outside the limits of the policy.
    FieldError
        If shells are to be topped up, and a blend excess asks for a part of one.
    ShellOverfilledError
        If powder and additives are too much for the shell or for the fill mass.
    TooLittleToWeighError
        If the balance would show nothing, or no trituration is legal.
    """
    order, rules = request.prescription, request.policy
    _refuse_strength_outside(order, rules)

    spare = _else(request.spare_capsules, rules.spare_capsules)
    excess = _else(request.blend_excess, rules.blend_excess)
    more_drug = overage_for(request)
    size = batch_size(_ONE_CAPSULE * order.capsules, _ONE_CAPSULE * spare, excess)

    _refuse_parts_of_shells(request, size)

    drug = drug_needed(order.strength, size, more_drug)
    components, filling = plan_components(request, size, drug)
    (powder,) = of_role(components, "drug")

    fill_mass = filling.blend / size * _ONE_CAPSULE
    achieved = drug_in_blend(components, request) / size

    return Batch(
        request=request,
        batch_size=size,
        spare_capsules=spare,
        blend_excess=excess,
        drug_overage=more_drug,
        drug_needed=drug,
        tablets=count_tablets(drug, powder.to_weigh, request),
        components=components,
        blend_mass=filling.blend,
        fill_mass=fill_mass,
        gross_mass=fill_mass + request.shell.empty_mass,
        powder_share=filling.powder_share.to("%"),
        shell_filled=filling.share.to("%"),
        strength_achieved=achieved,
        label_claim=(achieved / order.strength).to("%"),
        least_mass=_least_mass(request.balance, rules),
        mixing=plan_mixing(components, drug_in_blend(components, request)),
        loads=plan_loads(
            request,
            components,
            batch_size=size,
            fill_mass=fill_mass,
            shells=order.capsules + spare,
        ),
        on_label=label_amounts(order),
    )


def drug_in_blend(components: Iterable[Component], request: Request) -> Quantity:
    """Return how much drug the powder brings into the blend, by the amounts as weighed.

    Parameters
    ----------
    components
        The components of the batch.
    request
        What was asked.

    Returns
    -------
    Quantity
        Drug, in the form of the prescription. [mg]
    """
    (powder,) = of_role(components, "drug")
    weighed = powder.to_weigh
    if powder.trituration is not None:
        weighed = powder.trituration.content
    return drug_carried(weighed, request)


def label_amounts(order: Prescription) -> LabelAmounts:
    """Return the amounts that the label states.

    Parameters
    ----------
    order
        What was prescribed.

    Returns
    -------
    LabelAmounts
        Drug in one capsule, and the capsules dispensed.
    """
    return LabelAmounts(drug=order.strength * _ONE_CAPSULE, capsules=order.capsules)


def _refuse_strength_outside(order: Prescription, rules: Policy) -> None:
    """Raise where the strength is outside what the policy allows by name."""
    if rules.refused_below <= order.strength <= rules.refused_above:
        return
    limits = f"{rules.refused_below} to {rules.refused_above}"
    way_out = (
        "check the prescription for a misplaced decimal point; only a policy with "
        "other refused_below and refused_above allows it"
    )
    if order.strength >= _HALF_A_TABLET:
        way_out = (
            f"25 mg and 50 mg are doses of naltrexone tablets, not of LDN: make sure "
            f"which one is meant; {way_out}"
        )
    raise DoseRangeError(limits, str(order.strength), way_out, "strength")


def _refuse_parts_of_shells(request: Request, size: Quantity) -> None:
    """Raise where shells are topped up, and an excess asks for a part of one."""
    completes = isinstance(request.fill, FillByCompletion)
    if completes and size.magnitude.denominator != 1:
        expected = "an excess that makes whole shells, all of which are topped up"
        way_out = "use spare_capsules instead"
        raise FieldError(expected, str(size), way_out, "blend_excess")


def _least_mass(balance: Balance | None, rules: Policy) -> Quantity | None:
    return None if balance is None else least_mass(balance, rules)


def _else(asked: T | None, policy: T) -> T:
    """Return what was asked, or else the policy's value."""
    return policy if asked is None else asked
