"""Forms: the records whose documents hold other fields than the records do.

What follows from the rest of a record is not written: a plan is kept by its amounts,
not by its components, and its loads, its mixing and its label follow from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sized
from types import MappingProxyType

from attrs import fields, frozen

from ...batch_plan import BatchPlan
from ...calc.trituration import Steps
from ...errors import FieldError
from ...model.component import Component
from ...model.dilution import Dilution, Limits, TriturationPlan
from ...model.finding import Finding
from ...model.request import Request
from ...model.weighing import TabletCount, Weighing
from ...plan.alternatives import rejected
from ...plan.batch import drug_in_blend, label_amounts
from ...plan.components import component_of
from ...plan.loads import plan_loads
from ...plan.mixing import plan_mixing
from ...quantities.kinds import Capsules, Mass, PerCapsule, Ratio
from ...quantities.units import Quantity

__all__ = ["FORMS"]

_WAY_OUT = "plan again from its request"


@frozen(kw_only=True)
class _TriturationForm:
    """What a document holds of a `TriturationPlan`."""

    item: str
    needed: Mass
    diluent: str
    dilutions: tuple[Dilution, ...]
    content: Mass
    error: Ratio
    diluent_in_portion: Mass
    waste: Mass
    least_mass: Mass
    limits: Limits

    def record(self) -> TriturationPlan:
        """Return the trituration, with what speaks against other ways."""
        step = self.limits.step
        chosen = Steps(
            drug=_steps(self.dilutions[0].material.to_weigh, step),
            totals=tuple(_steps(each.total, step) for each in self.dilutions),
            portions=tuple(
                _steps(each.portion.to_weigh, step) for each in self.dilutions
            ),
            error=float(self.error.m_as("%") / 100),
        )
        others = tuple(rejected(self.limits, chosen))
        members = {
            each.name: getattr(self, each.name) for each in fields(_TriturationForm)
        }
        return TriturationPlan(**members, rejected=others)


@frozen(kw_only=True)
class _PlanForm:
    """What a document holds of a `BatchPlan`."""

    request: Request
    batch_size: Capsules
    spare_capsules: int
    blend_excess: Ratio
    drug_overage: Ratio
    drug_needed: Mass
    tablets: TabletCount | None
    powder: Weighing
    additives: tuple[Weighing, ...]
    fillers: tuple[Weighing, ...]
    diluent: Weighing | None
    blend_mass: Mass
    fill_mass: Mass
    gross_mass: Mass
    powder_share: Ratio
    shell_filled: Ratio
    strength_achieved: PerCapsule
    label_claim: Ratio
    least_mass: Mass | None
    trituration: TriturationPlan | None
    premixes: tuple[TriturationPlan, ...]
    findings: tuple[Finding, ...]

    def record(self) -> BatchPlan:
        """Return the plan; its loads, mixing and label follow from its amounts."""
        request = self.request
        components = tuple(self._components())
        return BatchPlan(
            **{each: getattr(self, each) for each in _OF_PLAN},
            components=components,
            mixing=plan_mixing(components, drug_in_blend(components, request)),
            loads=plan_loads(
                request,
                components,
                batch_size=self.batch_size,
                fill_mass=self.fill_mass,
                shells=request.prescription.capsules + self.spare_capsules,
            ),
            on_label=label_amounts(request.prescription),
        )

    def _components(self) -> Iterator[Component]:
        """Yield the components, refusing others than were asked for."""
        request = self.request
        fillers = tuple(filler for filler, _ in request.fillers)
        diluents = () if request.diluent is None else (request.diluent,)
        brought = () if self.diluent is None else (self.diluent,)
        _same_number("additives", request.additives, self.additives)
        _same_number("fillers", fillers, self.fillers)
        _same_number("diluent", diluents[: len(brought)], brought)
        premixes = {each.item: each for each in self.premixes}
        premixed = [each.item for each in self.additives if each.item in premixes]
        _same_number("premixes", premixed, self.premixes)
        yield component_of(request, request.drug, self.powder, "drug", self.trituration)
        for additive, weighing in zip(request.additives, self.additives, strict=True):
            premix = premixes.get(weighing.item)
            yield component_of(request, additive, weighing, "additive", premix)
        for filler, weighing in zip(fillers, self.fillers, strict=True):
            yield component_of(request, filler, weighing, "filler")
        for diluent, weighing in zip(diluents, brought, strict=False):
            yield component_of(request, diluent, weighing, "diluent")


#: What a document holds of a record, by the type of the record.
FORMS: Mapping[type, type] = MappingProxyType(
    {TriturationPlan: _TriturationForm, BatchPlan: _PlanForm}
)

_OF_PLAN = [
    each.name
    for each in fields(_PlanForm)
    if each.name in {every.name for every in fields(BatchPlan)}
]


def _same_number(name: str, asked: Sized, stated: Sized) -> None:
    """Refuse another number of amounts than the request has materials."""
    if len(asked) != len(stated):
        raise FieldError(str(len(asked)), str(len(stated)), _WAY_OUT, name)


def _steps(mass: Quantity, step: Quantity) -> int:
    return int((mass / step).magnitude)
