"""The outcome of a batch: its strength, test results and deviations from the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from ..batch_plan import BatchPlan
from ..model.made import Made
from ..model.verdict import Verdict
from ..plan.bench.dose import DoseMade, dose_made
from ..plan.bench.limits import content_limits
from ..plan.bench.made import bench_weighings, mean_mass_change
from ..quantities.notation import count_text
from ..quantities.units import Quantity, shortened
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
    made
        What was entered at the bench.
    verdicts
        The results of the tests.
    """

    plan: BatchPlan
    made: Made
    verdicts: tuple[Verdict, ...]

    @property
    def dose(self) -> DoseMade:
        """What each capsule holds, from what was done, with findings."""
        return dose_made(self.plan, self.made)

    @property
    def strength(self) -> Quantity:
        """Drug in each capsule: calculated from the weights. [mg/capsule]"""
        return self.dose.strength

    @property
    def label_claim(self) -> Quantity:
        """The same, against the strength prescribed. [%]"""
        return self.dose.label_claim

    @property
    def capsules(self) -> int:
        """Capsules that share the drug."""
        return self.dose.capsules

    @property
    def deviations(self) -> tuple[str, ...]:
        """What differed from the plan, in words."""
        return tuple(_deviations(self.plan, self.made))

    @property
    def within_limits(self) -> bool:
        """Whether the strength by weight is within the limits of the content."""
        least, greatest = content_limits(self.plan)
        return least <= self.label_claim <= greatest

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
        """Whether nothing of the plan or the making says stop, and all tests passed."""
        return self.dose.released and not self.failed and not self.lacks_potency

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
    plan: BatchPlan, made: Made, *, verdicts: Iterable[Verdict] = ()
) -> Outcome:
    """Return the outcome of a batch, from what was entered at the bench.

    Parameters
    ----------
    plan
        The plan that was followed.
    made
        What was entered; see `dose_made` for what it takes as planned.
    verdicts
        The results of tests of the batch: for contents both evenness and potency
        (`content_verdicts`), for masses any.

    Returns
    -------
    Outcome
        Strength by the actual weights, verdicts, and deviations in words.

    Raises
    ------
    UnknownNameError
        If something was entered for an item that the plan does not weigh.
    FieldError
        If something was entered twice, or no capsule was filled.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Balance, Filler, Made, PackStatistic, Prescription, Tablets, plan_batch,
    ...     reference)
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="200 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"), balance=Balance(readability="1 mg"))
    >>> made = Made(weighed={"A": "1.82 g", "B": "11830 mg"}, capsules=100)
    >>> found = outcome(plan, made)
    >>> found.strength
    Q('4.55 mg/capsule')
    >>> print(found.deviations[0])  # doctest: +ELLIPSIS
    powder of crushed ... tablets: 1820 mg weighed, 1800 mg planned, about 1.11 % more
    """
    dose_made(plan, made)  # refuses entries that no dose follows from
    return Outcome(plan=plan, made=made, verdicts=tuple(verdicts))


def _deviations(plan: BatchPlan, made: Made) -> Iterator[str]:
    crushed, change = plan.crushed, mean_mass_change(plan, made)
    if crushed is not None and change not in (None, 1):
        yield say(
            "tablets of {found} were crushed, {planned} planned",
            found=shortened(crushed.tablets.mean_mass * change, 2),
            planned=crushed.tablets.mean_mass,
        )
    for each in bench_weighings(plan, made):
        if each.mass != each.target and not each.estimated:
            yield _weighing_deviation(each.item, each.mass, each.target)
    if made.capsules not in (None, plan.shells):
        yield say(
            "{capsules} kept, {shells} planned",
            capsules=count_text(made.capsules, "capsule"),
            shells=plan.shells,
        )
    yield from made.deviations


def _weighing_deviation(item: str, mass: Quantity, planned: Quantity) -> str:
    values = {
        "item": item,
        "mass": mass,
        "planned": planned,
        "off": shortened(abs(mass / planned - 1).to("%"), 2),
    }
    if mass < planned:
        return say("{item}: {mass} weighed, {planned} planned, {off} less", **values)
    return say("{item}: {mass} weighed, {planned} planned, {off} more", **values)
