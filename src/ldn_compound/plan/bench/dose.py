r"""The dose that was made, from what was done at the bench.

With the drug :math:`d` carried by what was weighed, the blend :math:`b` that all
weighings add up to, and the blend :math:`f` that was filled into :math:`n` capsules,
each holds

.. math:: s = \frac{d\,f}{b\,n},

and where single capsules were weighed, of the mean net mass :math:`\bar w`,
:math:`s = d\,\bar w / b`. Filler :math:`a` that was added to the blend :math:`r` makes
:math:`b` in both to :math:`b\,(r + a) / r`. It is calculated from
weights, and no assay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from ...errors import FieldError
from ...model.batch import Batch, CheckedBatch
from ...model.finding import Finding, findings_part, worst_first
from ...model.made import Made, TopUp
from ...model.measured import mean_of
from ...quantities.kinds import Mass, PerCapsule, Ratio
from ...quantities.units import Q, Quantity, shortened
from ...reference.quality_limits import quality_limit
from ...sheets.content import Facts, Section
from ...sheets.sheet import Sheet, Shown
from ...sheets.wording import joined, say
from .blend import diluted_by, drug_and_blend
from .findings import check_made
from .limits import content_limits, takes_all_of_it
from .made import BenchWeighing, bench_weighings

__all__ = ["DoseMade", "dose_made"]

_ONE_CAPSULE = Q("1 capsule")


@frozen(kw_only=True, repr=False)
class DoseMade(Shown):
    """What each capsule of a batch holds by what was done; made by `dose_made`.

    Parameters
    ----------
    strength
        Drug in each capsule: calculated from the weights, not an assay. [mg/capsule]
    label_claim
        The same, against the strength prescribed. [%]
    planned
        The strength prescribed. [mg/capsule]
    drug
        Drug that was weighed in. [mg]
    blend
        Blend that all weighings add up to. [mg]
    topped_up
        Filler that was added to the blend because the shells were not full, or `None`.
    filled
        Blend in the capsules, with that filler. [mg]
    capsules
        Capsules that share it.
    by_weight
        Whether single capsules were weighed, and the strength follows from them.
    findings
        What was found in the entries, the worst first.
    released
        Whether nothing of the plan or of the making says stop. Releasing the batch is
        the decision of a pharmacist.
    """

    strength: PerCapsule
    label_claim: Ratio
    planned: PerCapsule
    drug: Mass
    blend: Mass
    topped_up: TopUp | None
    filled: Mass
    capsules: int
    by_weight: bool
    findings: tuple[Finding, ...]
    released: bool

    def as_sheet(self) -> Sheet:
        """Return the dose as a document: how it follows, and what was found."""
        rows = (
            (say("Planned"), str(self.planned)),
            (say("Made"), str(self)),
            (say("Drug weighed in"), shortened(self.drug, 2)),
            (say("Blend weighed in"), shortened(self.blend, 2)),
            *_topped_up(self.topped_up),
            (say("Blend in the capsules"), shortened(self.filled, 2)),
            (say("Capsules that share it"), str(_ONE_CAPSULE * self.capsules)),
        )
        return Sheet(
            say("Dose made: {dose}", dose=self),
            None if self.released else say("STOP - NOT TO BE RELEASED"),
            (
                Section(say("Dose"), (Facts(rows),)),
                Section(say("Findings"), (findings_part(self.findings),)),
            ),
        )

    def __str__(self) -> str:
        return say(
            "{planned} planned; {strength} made, {claim} of the label",
            planned=self.planned,
            strength=shortened(self.strength, 3),
            claim=shortened(self.label_claim, 2),
        )

    def __repr__(self) -> str:
        severities = [each.severity for each in self.findings]
        state = "released" if self.released else "not to be released"
        return f"<DoseMade: {self}; {state}, {severities.count('stop')} stops>"


def _topped_up(added: TopUp | None) -> tuple[tuple[str, str], ...]:
    """Return the rows of filler that was added to a blend."""
    if added is None:
        return ()
    return (
        (say("Blend emptied out"), shortened(added.blend, 2)),
        (say("Filler added to it"), shortened(added.filler, 2)),
    )


def dose_made(plan: CheckedBatch, made: Made) -> DoseMade:
    """Return what each capsule holds, from what was done at the bench.

    Parameters
    ----------
    plan
        The plan that was followed.
    made
        What was entered. What was not is taken as planned, and a finding says so; of
        the blend, that all of it was filled into the capsules that were counted.

    Returns
    -------
    DoseMade
        The strength, its share of the label, and findings.

    Raises
    ------
    UnknownNameError
        If something was entered for an item that the plan does not weigh.
    FieldError
        If something was entered twice, or no capsule was filled.

    Examples
    --------
    Ten of thirteen and a half grams of blend went into the capsules:

    >>> from ldn_compound import (
    ...     Balance, Filler, Made, PackStatistic, Prescription, Tablets, plan_batch,
    ...     reference)
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="171.2 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("microcrystalline cellulose PH-105",
    ...                   packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"), balance=Balance(readability="1 mg"))
    >>> dose = dose_made(plan, Made(blend_filled="10 g", capsules=100))
    >>> print(dose)
    4.5 mg/capsule planned; about 3.324 mg/capsule made, about 73.87 % of the label
    >>> dose.released, dose.findings[0].code
    (False, 'dose-outside')
    """
    entries = bench_weighings(plan, made)
    drug, blend = drug_and_blend(plan, made, entries)
    capsules = _capsules(plan, made)
    filled = _filled(plan, made, blend, capsules)
    diluted = blend * diluted_by(made)
    strength = drug * (filled / diluted) / (_ONE_CAPSULE * capsules)
    by_weight = bool(made.capsule_masses)
    if by_weight:
        net = _net_mass(plan, made)
        filled, strength = net * capsules, drug * (net / diluted) / _ONE_CAPSULE
    planned = plan.request.prescription.strength
    claim = (strength / planned).to("%")
    found = (
        *check_made(plan, made),
        *_outside(plan, strength, claim),
        *_not_entered(plan, made, entries),
        *_unaccounted(plan, made, filled),
    )
    findings = worst_first(found)
    stops = [each for each in findings if each.severity == "stop"]
    return DoseMade(
        strength=strength.to("mg/capsule"),
        label_claim=claim,
        planned=planned,
        drug=drug,
        blend=blend,
        topped_up=made.topped_up,
        filled=filled.to("mg"),
        capsules=capsules,
        by_weight=by_weight,
        findings=findings,
        released=plan.ready and not stops,
    )


def _capsules(plan: Batch, made: Made) -> int:
    """Return how many capsules share the blend: those kept and those set aside."""
    if made.capsules is None:
        return plan.shells_at_hand
    capsules = made.capsules + (made.rejected or 0)
    if not capsules:
        expected = "capsules that were filled, kept or set aside"
        raise FieldError(expected, "none", "enter those set aside", "capsules")
    return capsules


def _filled(plan: Batch, made: Made, blend: Quantity, capsules: int) -> Quantity:
    """Return the blend that went into the capsules: all, or all of the loads.

    Of an excess that was topped up, more shells than planned may have been filled, each
    with its part.
    """
    if made.blend_filled is not None:
        return made.blend_filled
    if made.topped_up is not None:
        return made.topped_up.total
    there = blend if made.blend_mass is None else made.blend_mass
    if takes_all_of_it(plan):
        return there
    parts = min(max(capsules, plan.shells), plan.shells_at_hand)
    return min(there, blend * parts / plan.batch_size.magnitude)


def _net_mass(plan: Batch, made: Made) -> Quantity:
    """Return the mean of the net masses of the capsules that were weighed."""
    shell = plan.request.shell.empty_mass
    if made.shell_masses:
        shell = mean_of(made.shell_masses)
    net = mean_of(made.capsule_masses) - shell
    if net.magnitude <= 0:
        expected = f"filled capsules that are heavier than an empty shell, {shell}"
        got = str(mean_of(made.capsule_masses))
        raise FieldError(
            expected, got, "enter them with their shells", "capsule_masses"
        )
    return net


def _outside(plan: Batch, strength: Quantity, claim: Quantity) -> Iterator[Finding]:
    """Find that the dose is outside the limits of the content."""
    least, greatest = content_limits(plan)
    if not least <= claim <= greatest:
        message = say(
            "{strength} was made of {planned} planned: {claim} of the label, outside "
            "{least} to {greatest}: do not release",
            strength=shortened(strength, 3),
            planned=plan.request.prescription.strength,
            claim=shortened(claim, 2),
            least=least,
            greatest=greatest,
        )
        source = "usp-naltrexone-tablets"
        yield Finding("dose-outside", "stop", "capsules", message, source)


def _not_entered(
    plan: CheckedBatch, made: Made, entries: Sequence[BenchWeighing]
) -> Iterator[Finding]:
    """Find that the dose rests on figures that nobody entered."""
    missing = [each.letter for each in entries if each.entry is None]
    if plan.crushed is not None and made.tablets_mass is None:
        missing.append(say("mass of the tablets"))
    if made.capsules is None:
        missing.append(say("capsules"))
    if missing:
        message = say(
            "taken as planned, since nothing was entered: {all}",
            all=joined(missing, ", "),
        )
        yield Finding("not-entered", "stop", "weighed", message, "house")
    elif not (
        made.blend_mass or made.topped_up or made.blend_filled or made.capsule_masses
    ):
        message = say(
            "neither the blend nor capsules were weighed: whether blend was lost is "
            "not known"
        )
        yield Finding("loss-unknown", "caution", "blend_mass", message, "house")


def _unaccounted(plan: Batch, made: Made, filled: Quantity) -> Iterator[Finding]:
    """Find that the capsules do not hold the blend that was filled into them."""
    stated = made.blend_filled
    if stated is None and made.topped_up is not None:
        stated = made.topped_up.total
    elif stated is None and takes_all_of_it(plan):
        stated = made.blend_mass
    if not made.capsule_masses or stated is None or made.capsules is None:
        return
    least = quality_limit("reconciliation", "least_yield")
    greatest = quality_limit("reconciliation", "greatest_yield")
    found = (filled / stated).to("%")
    if not least <= found <= greatest:
        message = say(
            "the capsules hold {filled} by their weights, {found} of the {stated} "
            "filled, the goal is {least} to {greatest}: count and weigh again",
            filled=shortened(filled, 1),
            stated=stated,
            found=shortened(found, 1),
            least=least,
            greatest=greatest,
        )
        source = "saskoer-yield"
        yield Finding("blend-unaccounted", "caution", "blend_filled", message, source)
