"""The plan of a batch: every amount, exact and as weighed, and what was found."""

from __future__ import annotations

from itertools import chain
from typing import Literal

from attrs import frozen

from ..quantities.units import Q, Quantity
from .dilution import TriturationPlan
from .excipients import Additive, Filler
from .fill import FillByCompletion
from .finding import Finding
from .notebook import as_html, as_markdown
from .request import Request
from .steps import Load, MixingStep, Step
from .weighing import TabletCount, Weighing

__all__ = ["BatchPlan"]


@frozen(kw_only=True, repr=False)
class BatchPlan:
    """A batch, worked out: made by `plan_batch`, changed by nobody.

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
    powder
        The material that carries the drug, as it comes from the source. Where it is
        triturated first, ``exact`` is what the batch needs of it and ``to_weigh`` what
        the trituration takes.
    additives
        The additives, in the order of the request; see *powder* for those that are
        premixed.
    fillers
        The fillers, in the order of the request. ``exact`` is what the blend holds;
        what comes with the portion of a trituration is not weighed again.
    diluent
        What the portion of the trituration brings along of a diluent that is none of
        the fillers; else `None`.
    blend_mass
        Powder, additives, fillers and diluent, exact. [mg]
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
    trituration
        The trituration planned; `None` where the powder is weighed directly.
    premixes
        Triturations of additives that are too little to weigh.
    findings
        What a pharmacist must know, the worst first.
    """

    request: Request
    batch_size: Quantity
    spare_capsules: int
    blend_excess: Quantity
    drug_overage: Quantity
    drug_needed: Quantity
    tablets: TabletCount | None
    powder: Weighing
    additives: tuple[Weighing, ...]
    fillers: tuple[Weighing, ...]
    diluent: Weighing | None
    blend_mass: Quantity
    fill_mass: Quantity
    gross_mass: Quantity
    powder_share: Quantity
    shell_filled: Quantity
    strength_achieved: Quantity
    label_claim: Quantity
    least_mass: Quantity | None
    trituration: TriturationPlan | None = None
    premixes: tuple[TriturationPlan, ...] = ()
    findings: tuple[Finding, ...] = ()

    _repr_html_ = as_html
    _repr_markdown_ = as_markdown

    @property
    def ready(self) -> bool:
        """Whether no finding says stop."""
        return all(finding.severity != "stop" for finding in self.findings)

    @property
    def weighs_powder(self) -> bool:
        """Whether powder is weighed back: all of the powder of whole tablets is not."""
        return self.request.whole_tablets is None

    @property
    def weighings(self) -> tuple[Weighing, ...]:
        """Every amount to weigh before mixing, in bench order."""
        premixes = {each.item: each.weighings for each in self.premixes}
        additives = (premixes.get(each.item, (each,)) for each in self.additives)
        powder: tuple[Weighing, ...] = (self.powder,) if self.weighs_powder else ()
        if self.trituration is not None:
            powder = self.trituration.weighings
        return (*powder, *chain.from_iterable(additives), *self.fillers)

    @property
    def excipients(self) -> tuple[Filler | Additive, ...]:
        """All that goes into the capsules beside the drug source."""
        named = self.request.excipients
        if self.diluent is None:
            return named[: len(self.additives) + len(self.fillers)]
        return named

    @property
    def carrier(self) -> Weighing:
        """What brings the drug into the mortar: a trituration's portion, or powder."""
        return self.powder if self.trituration is None else self.trituration.portion

    @property
    def mixed_in(self) -> tuple[Weighing, ...]:
        """What is mixed with the carrier: additives or their premixes, and fillers."""
        premixes = {each.item: each.portion for each in self.premixes}
        additives = (premixes.get(each.item, each) for each in self.additives)
        return (*additives, *self.fillers)

    @property
    def blend_as_weighed(self) -> Quantity:
        """The blend that the amounts as weighed add up to. [mg]"""
        return sum((each.to_weigh for each in self.mixed_in), self.carrier.to_weigh)

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

    @property
    def loads(self) -> tuple[Load, ...]:
        """The loads of the tray, each with its own blend to weigh."""
        from ..plan.loads import plan_loads  # noqa: PLC0415

        return plan_loads(self)

    @property
    def mixing(self) -> tuple[MixingStep, ...]:
        """The steps of geometric dilution, ending at the blend as weighed."""
        from ..plan.mixing import plan_mixing  # noqa: PLC0415

        return plan_mixing(self)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Each figure with its formula, inputs, result and source."""
        from ..plan.explain.steps import plan_steps  # noqa: PLC0415

        return plan_steps(self)

    @property
    def digest(self) -> str:
        """SHA-256 of what the plan follows from; equal plans of one version share it.

        It covers the request, the version of this library and that of its figures.
        """
        from ..interop.json.digest import digest_of  # noqa: PLC0415

        return digest_of(self)

    def explain(self) -> str:
        """Return the formula behind each figure, as text."""
        from ..documents.explained.formulas import render_steps  # noqa: PLC0415

        return render_steps(self.steps)

    def worksheet(
        self,
        style: Literal["text", "markdown", "html"] = "text",
        *,
        language: str = "en",
    ) -> str:
        """Return the sheet to weigh from, in bench order.

        Parameters
        ----------
        style
            ``text``, ``markdown`` or ``html``.
        language
            ``en`` or ``de``.

        Returns
        -------
        str
            The worksheet, ending in a line break.
        """
        from ..documents.worksheet.sheet import render_worksheet  # noqa: PLC0415

        return render_worksheet(self, style, language)

    def __repr__(self) -> str:
        order = self.request.prescription
        capsules = Q("1 capsule") * order.capsules
        words = f"{capsules} of {order.strength.to('mg/capsule')}"
        to_weigh = [self.powder, *self.additives, *self.fillers]
        weigh = ", ".join(f"{each.to_weigh} {each.item}" for each in to_weigh)
        severities = [finding.severity for finding in self.findings]
        state = f"DRAFT, {severities.count('stop')} to resolve"
        if self.ready:
            state = f"ready, {severities.count('caution')} to initial"
        return f"<BatchPlan: {words}; weigh {weigh}; {state}>"
