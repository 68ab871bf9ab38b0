"""The outcome of a batch: its strength, test results and deviations from the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from ..batch_plan import BatchPlan
from ..calc.dilution import content
from ..errors import FieldError, shown
from ..model.made import Made
from ..model.tablets import Tablets
from ..model.verdict import Verdict
from ..plan.bench.made import bench_weighings
from ..plan.source import drug_carried
from ..quantities.kinds import PER_TABLET, Mass, PerCapsule, Ratio
from ..quantities.notation import count_text
from ..quantities.units import Q, Quantity, Readable, same_kind, shortened
from ..sheets.content import Paragraph, Part, Section
from ..sheets.sheet import Sheet, Shown
from ..sheets.wording import say
from .capsules.potency import Potency
from .capsules.usp_905 import Usp905

__all__ = ["Outcome", "outcome"]

_PASSED = ("pass", "go on")


@frozen(kw_only=True, repr=False)
class Outcome(Shown):
    """A batch that was made; use `outcome` to create one.

    Parameters
    ----------
    plan
        The plan that was followed.
    weighed
        What was weighed, in the order of ``plan.weighings``. [mg]
    capsules
        Capsules that were filled, as counted.
    strength
        Drug in each of them, by the actual weights: calculated, not an assay. Of a
        blend with an excess, only the loads are taken to be in the capsules.
        [mg/capsule]
    label_claim
        The same, against the strength prescribed. [%]
    verdicts
        The results of the tests.
    deviations
        What differed from the plan, in words.
    """

    plan: BatchPlan
    weighed: tuple[Mass, ...]
    capsules: int
    strength: PerCapsule
    label_claim: Ratio
    verdicts: tuple[Verdict, ...]
    deviations: tuple[str, ...]

    @property
    def within_limits(self) -> bool:
        """Whether the strength by weight is within the limits of the policy."""
        rules = self.plan.request.policy
        return rules.least_content <= self.label_claim <= rules.greatest_content

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The verdicts other than a pass."""
        return tuple(each for each in self.verdicts if each.verdict not in _PASSED)

    @property
    def lacks_potency(self) -> bool:
        """Whether contents were tested for their spread alone, not for their mean."""
        kinds = {type(each) for each in self.verdicts}
        return Usp905 in kinds and Potency not in kinds

    @property
    def passed(self) -> bool:
        """Whether no draft was made, its strength is within limits, and all passed."""
        good = self.within_limits and not self.failed and not self.lacks_potency
        return good and self.plan.ready

    def as_sheet(self) -> Sheet:
        """Return what was made as a document: strength, tests and deviations."""
        return Sheet(
            say(
                "Outcome: {capsules} of {strength}",
                capsules=count_text(self.capsules, "capsule"),
                strength=shortened(self.strength, 4),
            ),
            None if self.passed else say("NOT PASSED"),
            (
                Section(say("Strength"), (Paragraph(_by_weight(self)),)),
                Section(say("Tests"), tuple(_tests(self))),
                Section(
                    say("Deviations"),
                    tuple(map(Paragraph, self.deviations or (say("None."),))),
                ),
            ),
        )

    def __repr__(self) -> str:
        claim = shortened(self.label_claim, 2)
        return (
            f"<Outcome: {self.capsules} capsules of {shortened(self.strength, 4)}, "
            f"{claim} of the label; {len(self.verdicts)} tests, {len(self.failed)} not "
            f"passed; "
            f"{len(self.deviations)} deviations>"
        )

    def __str__(self) -> str:
        strength = shortened(self.strength, 4)
        claim = shortened(self.label_claim, 2)
        lines = [
            f"{self.capsules} capsules of {strength} by weight, {claim} of the label",
            *(str(each) for each in self.verdicts),
            *(f"deviation: {each}" for each in self.deviations),
        ]
        if not self.plan.ready:
            lines.append("the plan was a draft: its stops were never resolved")
        if self.lacks_potency:
            lines.append("no potency test: evenness says nothing of the mean content")
        return "\n".join(lines)


def _by_weight(outcome: Outcome) -> str:
    return say(
        "{strength} by weight, {claim} of the label: calculated, not an assay",
        strength=shortened(outcome.strength, 4),
        claim=shortened(outcome.label_claim, 2),
    )


def _tests(outcome: Outcome) -> Iterator[Part]:
    yield from (each.as_facts() for each in outcome.verdicts)
    if outcome.lacks_potency:
        yield Paragraph(
            say("no potency test: evenness says nothing of the mean content")
        )
    if not outcome.verdicts:
        yield Paragraph(say("None."))


def outcome(
    plan: BatchPlan,
    *,
    weighed: Sequence[Readable],
    capsules: int,
    verdicts: Iterable[Verdict] = (),
    mean_mass: Readable | None = None,
) -> Outcome:
    """Return the outcome of a batch, from its actual weighings.

    Parameters
    ----------
    plan
        The plan that was followed.
    weighed
        The actual masses, one for each of ``plan.weighings``, in their order. [mg]
    capsules
        Capsules that were filled, as counted.
    verdicts
        The results of tests of the batch: for contents both evenness and potency
        (`content_verdicts`), for masses any.
    mean_mass
        Mean mass of the tablets that were crushed, as measured at the bench; `None`: as
        planned. [mg/tablet]

    Returns
    -------
    Outcome
        Strength by the actual weights, verdicts, and deviations in words.

    Raises
    ------
    FieldError
        If a mass is missing or is not a mass, no capsule was filled, or a mean mass is
        given where no tablets are crushed.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Balance, Filler, PackStatistic, Prescription, Tablets, plan_batch,
    ...     reference)
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="200 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"), balance=Balance(readability="1 mg"))
    >>> made = outcome(plan, weighed=["1.82 g", "11830 mg"], capsules=100)
    >>> made.strength
    Q('4.55 mg/capsule')
    >>> print(made.deviations[0])  # doctest: +ELLIPSIS
    powder of crushed ... tablets: 1820 mg weighed, 1800 mg planned, about 1.11 % more
    """
    _require_count(capsules)
    masses = tuple(_masses(plan, weighed))
    filled = Q("1 capsule") * capsules * (1 + plan.blend_excess)
    measured = None if mean_mass is None else PER_TABLET.read(mean_mass)
    # whole tablets hold what they hold, whatever they weigh
    tablet_mass = measured if plan.weighs_powder else None
    powder = _powder_used(plan, masses)
    strength = drug_carried(powder, plan.request, tablet_mass) / filled
    prescribed = plan.request.prescription.strength
    return Outcome(
        plan=plan,
        weighed=masses,
        capsules=capsules,
        strength=strength,
        label_claim=(strength / prescribed).to("%"),
        verdicts=tuple(verdicts),
        deviations=tuple(_deviations(plan, masses, capsules, measured)),
    )


def _require_count(capsules: object) -> None:
    if isinstance(capsules, bool) or not isinstance(capsules, int) or capsules < 1:
        raise FieldError("a number of capsules", shown(capsules), field="capsules")


def _masses(plan: BatchPlan, weighed: Sequence[Readable]) -> Iterator[Quantity]:
    """Yield the masses as read, one for each weighing of the plan."""
    weighings = plan.weighings
    if isinstance(weighed, str) or len(weighed) != len(weighings):
        items = ", ".join(each.item for each in weighings)
        expected = f"{len(weighings)} masses, of {items}"
        raise FieldError(expected, shown(weighed), field="weighed")
    for each, value in zip(weighings, weighed, strict=True):
        mass = Q(value)
        if not same_kind(mass, Q("1 mg")) or mass < 0 * mass:
            raise FieldError(f"a mass of {each.item}", str(mass), field="weighed")
        yield mass.to("mg")


def _powder_used(plan: BatchPlan, masses: tuple[Quantity, ...]) -> Quantity:
    """Return how much of the drug-bearing powder went into the blend."""
    if not plan.weighs_powder:
        return plan.powder.to_weigh
    if plan.trituration is None:
        return masses[0]
    powder = total = masses[0]
    for number in range(len(plan.trituration.dilutions)):
        diluent, portion = masses[1 + 2 * number : 3 + 2 * number]
        powder = content(powder, total + diluent - powder, portion)
        total = portion
    return powder


def _deviations(
    plan: BatchPlan,
    masses: tuple[Quantity, ...],
    capsules: int,
    mean_mass: Quantity | None,
) -> Iterator[str]:
    drug, made = plan.request.drug, Made()
    if isinstance(drug, Tablets) and mean_mass not in (None, drug.mean_mass):
        yield say(
            "tablets of {found} were crushed, {planned} planned",
            found=mean_mass,
            planned=drug.mean_mass,
        )
        made = Made(tablets_counted=1, tablets_mass=mean_mass * Q("1 tablet"))
    targets = [each.target for each in bench_weighings(plan, made)]
    for weighing, mass, target in zip(plan.weighings, masses, targets, strict=True):
        if mass != target and not weighing.estimated:
            yield _weighing_deviation(weighing.item, mass, target)
    if capsules != plan.shells:
        yield say(
            "{capsules} filled, {shells} planned",
            capsules=count_text(capsules, "capsule"),
            shells=plan.shells,
        )
        if plan.blend_excess:
            yield say("only the loads are taken to be in them, the excess in none")


def _weighing_deviation(item: str, mass: Quantity, planned: Quantity) -> str:
    if not planned:
        return say("{item}: {mass} weighed, none planned", item=item, mass=mass)
    values = {
        "item": item,
        "mass": mass,
        "planned": planned,
        "off": shortened(abs(mass / planned - 1).to("%"), 2),
    }
    if mass < planned:
        return say("{item}: {mass} weighed, {planned} planned, {off} less", **values)
    return say("{item}: {mass} weighed, {planned} planned, {off} more", **values)
