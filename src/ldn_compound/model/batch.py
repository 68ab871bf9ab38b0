"""A batch: every amount, exact and as weighed; and the batch once it was checked."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Self

from attrs import fields, frozen

from ..quantities.kinds import Capsules, Mass, PerCapsule, Ratio
from ..quantities.units import Quantity
from .component import (
    Component,
    blend_as_weighed,
    carried_in,
    mixed_with,
    of_role,
)
from .dilution import TriturationPlan
from .fill import FillByCompletion
from .finding import Finding
from .request import Request
from .steps import LabelAmounts, Load, MixingStep
from .tablets import Tablets
from .weighing import CrushedTablets, TabletCount, Weighing

__all__ = ["Batch", "CheckedBatch"]


@frozen(kw_only=True)
class Batch:
    """A batch, worked out; whether it may be made, no one has said yet.

    Parameters
    ----------
    request
        What was asked.
    batch_size
        N = (capsules + spare capsules) x (1 + blend excess). [capsule]
    spare_capsules
        Capsules beyond those dispensed.
    blend_excess
        How much more blend than the capsules take. [%]
    drug_overage
        How much more drug than the label says. [%]
    drug_needed
        Drug in the batch, of the form the strength is stated in. [mg]
    tablets
        Tablets to crush; `None` where the source is no tablet.
    components
        What goes into the capsules: the drug-bearing powder, then additives and
        fillers in the order of the request, then a diluent that is none of the fillers.
    blend_mass
        All components together, exact. [mg]
    fill_mass
        Blend in one capsule. [mg]
    gross_mass
        One filled capsule, shell included. [mg]
    powder_share
        Share of the shell that the drug-bearing powder takes. [%]
    shell_filled
        Share of the shell that the blend takes, by the packing figures. [%]
    strength_achieved
        Drug in the weighed amounts for each of the N capsules: calculated from the
        weights, not an assay. [mg/capsule]
    label_claim
        The same, against the strength prescribed. [%]
    least_mass
        Least mass the balance may weigh; `None` where no balance was given. [mg]
    mixing
        The steps of geometric dilution, ending at the blend as weighed.
    loads
        The loads of the tray, each with its own blend to weigh.
    on_label
        The amounts that the label states.
    """

    request: Request
    batch_size: Capsules
    spare_capsules: int
    blend_excess: Ratio
    drug_overage: Ratio
    drug_needed: Mass
    tablets: TabletCount | None
    components: tuple[Component, ...]
    blend_mass: Mass
    fill_mass: Mass
    gross_mass: Mass
    powder_share: Ratio
    shell_filled: Ratio
    strength_achieved: PerCapsule
    label_claim: Ratio
    least_mass: Mass | None
    mixing: tuple[MixingStep, ...]
    loads: tuple[Load, ...]
    on_label: LabelAmounts

    @property
    def drug(self) -> Component:
        """The component that carries the drug."""
        (drug,) = of_role(self.components, "drug")
        return drug

    @property
    def powder(self) -> Weighing:
        """The material that carries the drug, as it comes from the source.

        Where it is triturated first, ``exact`` is what the batch needs of it and
        ``to_weigh`` what the trituration takes.
        """
        return self.drug.weighing

    @property
    def additives(self) -> tuple[Weighing, ...]:
        """The additives, in the order of the request."""
        return tuple(each.weighing for each in of_role(self.components, "additive"))

    @property
    def fillers(self) -> tuple[Weighing, ...]:
        """The fillers, in the order of the request.

        ``exact`` is what the blend holds; what comes with the portion of a trituration
        is not weighed again.
        """
        return tuple(each.weighing for each in of_role(self.components, "filler"))

    @property
    def diluent(self) -> Weighing | None:
        """What a portion brings along of a diluent that is none of the fillers."""
        found = of_role(self.components, "diluent")
        return found[0].weighing if found else None

    @property
    def excipients(self) -> tuple[Component, ...]:
        """All that goes into the capsules beside the drug source."""
        return of_role(self.components, "additive", "filler", "diluent")

    @property
    def trituration(self) -> TriturationPlan | None:
        """The trituration of the drug-bearing powder, where it is too little."""
        return self.drug.trituration

    @property
    def premixes(self) -> tuple[TriturationPlan, ...]:
        """Triturations of additives that are too little to weigh."""
        additives = of_role(self.components, "additive")
        return tuple(each.trituration for each in additives if each.trituration)

    @property
    def crushed(self) -> CrushedTablets | None:
        """The tablets that are crushed; `None` where the source is no tablet."""
        source = self.request.drug
        if isinstance(source, Tablets) and self.tablets is not None:
            return CrushedTablets(source, self.tablets)
        return None

    @property
    def weighs_powder(self) -> bool:
        """Whether powder is weighed back: all of the powder of whole tablets is not."""
        return self.request.whole_tablets is None

    @property
    def weighings(self) -> tuple[Weighing, ...]:
        """Every amount to weigh before mixing, in bench order."""
        weighed = of_role(self.components, "additive", "filler")
        if self.weighs_powder:
            weighed = (self.drug, *weighed)
        return tuple(chain.from_iterable(each.weighings for each in weighed))

    @property
    def carrier(self) -> Weighing:
        """What brings the drug into the mortar: a trituration's portion, or powder."""
        return carried_in(self.components)

    @property
    def mixed_in(self) -> tuple[Weighing, ...]:
        """What is mixed with the carrier: additives or their premixes, and fillers."""
        return mixed_with(self.components)

    @property
    def blend_as_weighed(self) -> Quantity:
        """The blend that the amounts as weighed add up to. [mg]"""
        return blend_as_weighed(self.components)

    @property
    def shells(self) -> int:
        """Shells to fill: the capsules dispensed and the spare ones."""
        return self.request.prescription.capsules + self.spare_capsules

    @property
    def shells_at_hand(self) -> int:
        """Shells to have: those to fill, and those of an excess that are topped up."""
        if isinstance(self.request.fill, FillByCompletion):
            return int(self.batch_size.magnitude)
        return self.shells


@frozen(kw_only=True)
class CheckedBatch(Batch):
    """A batch with what the checks found in it.

    Parameters
    ----------
    findings
        What a pharmacist must know, the worst first.
    """

    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, batch: Batch, findings: Iterable[Finding]) -> Self:
        """Return a batch with what was found in it.

        Parameters
        ----------
        batch
            The batch.
        findings
            What the checks found, the worst first.

        Returns
        -------
        Self
            The same amounts.
        """
        amounts = {each.name: getattr(batch, each.name) for each in fields(Batch)}
        return cls(**amounts, findings=tuple(findings))

    @property
    def ready(self) -> bool:
        """Whether no finding says stop."""
        return all(finding.severity != "stop" for finding in self.findings)
