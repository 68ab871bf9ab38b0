"""In-process control: go on filling, adjust, refill or reject?

Ten capsules are weighed while filling, and one of four answers is given, the first that
applies, with every reason:

- Reject: the mean is more than 10 % off the fill mass planned, or a capsule more than
  twice the limit of a single one.
- Refill: single capsules vary too much, by their relative standard deviation
  [pz-2025-completion]_ or by how many are beyond the limit from their mean
  [ph-eur-2-9-5]_.
- Adjust: the mean is off, and the capsules are even.
- Go on: none of these.

Uneven weights are cured by filling again, not by mixing again: the weight of a capsule
says nothing of how evenly the drug is mixed, for which `mixing_test` assays portions.
Ten capsules say little of the spread: `false_alarms` has how often an even filling is
called uneven.

No publication seen sets limits for each of the four: `FillingLimits` holds them, each
from the source named or a rule of this library, and a house may set its own.

.. [pz-2025-completion] Neue Rechenhilfe fuer Kapselherstellung (docs/references.md).
.. [ph-eur-2-9-5] Ph. Eur. 2.9.5 (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from ...model.equipment import Balance
from ...model.policy import Policy
from ...model.verdict import Figures, Verdict, at_most, figure_of
from ...quantities.measured import require_sample_size
from ...quantities.notation import count_text, percent
from ...quantities.units import Quantity, Readable, shortened
from ...reference.quality_limits import limit_count
from ...sheets.wording import say
from .balance import why_too_coarse
from .capsule_masses import CapsuleMasses, capsule_masses
from .false_alarms import FalseAlarms, false_alarms
from .filling_limits import FillingLimits, filling_limits
from .sample import Outlier, list_outliers
from .uniformity_route import weight_check

__all__ = ["Answer", "FillingDecision", "filling_decision"]

#: What to do; no verdict where the balance is too coarse for a capsule.
Answer: TypeAlias = Literal["go on", "adjust", "refill", "reject", "no verdict"]

_TWICE = 2
_EVEN = Fraction(4, 5)  # of the limit, for a filling that is even enough


@frozen(kw_only=True, repr=False)
class FillingDecision(Verdict):
    """Decision of an in-process control, from the masses of filled capsules.

    Parameters
    ----------
    masses
        Gross and net masses, and those of the shells.
    limits
        The limits that were applied.
    outside
        Capsules beyond the limit from their mean.
    far_outside
        Capsules beyond the far limit from the fill mass planned.
    reasons
        The reason for each limit that was not met.
    verdict
        ``go on``, ``adjust``, ``refill``, ``reject`` or ``no verdict``.
    remarks
        Remarks printed beside the verdict.
    """

    masses: CapsuleMasses
    limits: FillingLimits
    outside: tuple[Outlier, ...]
    far_outside: tuple[Outlier, ...]
    reasons: tuple[str, ...]
    verdict: Answer
    remarks: tuple[str, ...]

    @property
    def mean_off(self) -> Quantity:
        """How far the mean is off the fill mass planned, with its sign. [%]"""
        return (self.masses.net.mean / self.masses.fill_mass - 1).to("%")

    @property
    def title(self) -> str:
        """Name of the decision, with the capsules weighed."""
        weighed = say("gross, less the mean shell")
        if self._tared:
            weighed = say("own shells tared")
        return say(
            "While filling, {n}, {weighed}",
            n=count_text(self.masses.gross.n, "capsule"),
            weighed=weighed,
        )

    @property
    def source(self) -> str:
        """Key of the source: the four answers are a rule of this library."""
        return "house"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        masses, limits = self.masses, self.limits
        rsd = shortened(masses.net.rsd, 2)
        shells = (
            figure_of("shells' standard deviation", shortened(masses.shells.sd, 2)),
        )
        return (
            figure_of("mean net mass", shortened(masses.net.mean, 2)),
            figure_of("planned", shortened(masses.fill_mass, 2)),
            figure_of("mean off", shortened(self.mean_off, 2)),
            figure_of("relative standard deviation", at_most(rsd, limits.greatest_rsd)),
            *(() if self._tared else shells),
            figure_of(
                "capsules more than {limit} off their mean",
                list_outliers(self.outside),
                limit=limits.capsule_off,
            ),
            figure_of(
                "capsules more than {limit} off the plan",
                list_outliers(self.far_outside),
                limit=limits.capsule_far_off,
            ),
        )

    @property
    def false_alarms(self) -> FalseAlarms:
        """How often so many capsules call a filling uneven that is just even enough."""
        return false_alarms(
            self.limits.greatest_rsd, capsules=self.masses.net.n, limits=self.limits
        )

    @property
    def _tared(self) -> bool:
        return self.masses.by == "own shell"


def filling_decision(
    gross_masses: Iterable[Readable],
    *,
    fill_mass: Readable,
    shell_masses: Iterable[Readable] | None = None,
    empty_shells: Iterable[Readable] | None = None,
    limits: FillingLimits | None = None,
    balance: Balance | None = None,
    policy: Policy | None = None,
) -> FillingDecision:
    """Return whether to go on filling, to adjust, to refill or to reject.

    Parameters
    ----------
    gross_masses
        Masses of ten filled capsules or more. [mg]
    fill_mass
        Contents of one capsule by theory. [mg]
    shell_masses
        Mass of the shell of each, in the same order; where shells were tared. [mg]
    empty_shells
        Masses of ten other empty shells of the lot or more, where they were not. [mg]
    limits
        The limits; `None` for those of `filling_limits`.
    balance
        What they were weighed on; `None` checks no balance.
    policy
        House rules for its least mass; `None` for those of ``usp``.

    Returns
    -------
    FillingDecision
        The answer, its reasons and figures.

    Raises
    ------
    FieldError
        If there are too few masses, no shells or both kinds of them, or one of them is
        not a mass.

    Examples
    --------
    >>> filling_decision(
    ...     ["215 mg"] * 10, fill_mass="175 mg", shell_masses=["48 mg"] * 10
    ... ).verdict
    'adjust'
    """
    masses = capsule_masses(
        gross_masses,
        fill_mass=fill_mass,
        shell_masses=shell_masses,
        empty_shells=empty_shells,
    )
    _check_counts(masses)
    if limits is None:
        limits = filling_limits(masses.fill_mass)
    return _decide(masses, limits, why_too_coarse(balance, policy, masses.gross.mean))


def _check_counts(masses: CapsuleMasses) -> None:
    least = limit_count("in-process", "least_units")
    # shells weighed one by one are as many as their capsules, which come first here
    samples = (("gross_masses", masses.gross), ("empty_shells", masses.shells))
    for name, sample in samples:
        expected, way_out = f"{least} masses or more", "weigh them one by one"
        require_sample_size(sample.values, name, expected, way_out, least=least)


def _decide(
    masses: CapsuleMasses, limits: FillingLimits, too_coarse: str | None
) -> FillingDecision:
    decision = FillingDecision(
        masses=masses,
        limits=limits,
        outside=masses.net.outside(limits.capsule_off, masses.net.mean),
        far_outside=masses.net.outside(limits.capsule_far_off, masses.fill_mass),
        reasons=(),
        verdict="no verdict",
        remarks=(),
    )
    remarks = tuple(_remarks(masses, limits))
    if too_coarse is not None:
        return evolve(decision, remarks=(too_coarse, *remarks))
    answers = list(_answers(decision))
    reasons = tuple(reason for _, reason in answers)
    verdict = answers[0][0] if answers else "go on"
    if any(answer == "refill" for answer, _ in answers):
        remarks = (*_advice(decision), *remarks)
    remarks = (*reasons, *remarks)
    return evolve(decision, reasons=reasons, verdict=verdict, remarks=remarks)


def _answers(decision: FillingDecision) -> Iterator[tuple[Answer, str]]:
    """Yield every answer that a limit calls for, the gravest first."""
    limits, mean = decision.limits, abs(decision.mean_off)
    rsd = decision.masses.net.rsd
    off = shortened(decision.mean_off, 2)
    if mean > limits.mean_far_off:
        yield (
            "reject",
            say(
                "reject: the mean is {off} off, {limit} is allowed",
                off=off,
                limit=limits.mean_far_off,
            ),
        )
    if decision.far_outside:
        n, limit = len(decision.far_outside), limits.capsule_far_off
        yield (
            "reject",
            say(
                "reject: {n} beyond {limit} of the plan, none may be", n=n, limit=limit
            ),
        )
    if rsd > limits.greatest_rsd:
        yield (
            "refill",
            say(
                "refill: relative standard deviation {rsd}, {limit} is allowed",
                rsd=shortened(rsd, 2),
                limit=limits.greatest_rsd,
            ),
        )
    if len(decision.outside) > limits.most_outside:
        n, limit, most = len(decision.outside), limits.capsule_off, limits.most_outside
        yield (
            "refill",
            say(
                "refill: {n} beyond {limit} of their mean, {most} may be",
                n=n,
                limit=limit,
                most=most,
            ),
        )
    if mean > limits.mean_off:
        yield (
            "adjust",
            say(
                "adjust: the mean is {off} off, up to {limit} is accepted",
                off=off,
                limit=limits.mean_off,
            ),
        )


def _advice(decision: FillingDecision) -> Iterator[str]:
    """Yield what to do about an uneven filling, and how often it is called so."""
    yield say(
        "empty the capsules, spread the powder again and tamp alike: mixing does not "
        "even out a filling, and weights say nothing of mixing"
    )
    at_limit, limits = decision.false_alarms, decision.limits
    less = limits.greatest_rsd * _EVEN
    even = false_alarms(less, capsules=at_limit.capsules, limits=limits)
    yield say(
        "false alarms: a filling that varies by {limit} in truth, which is allowed, is "
        "called uneven in {at_limit} of checks of {n}, one of {less} in {even}; weigh "
        "more capsules before you empty any",
        limit=limits.greatest_rsd,
        at_limit=percent(100 * at_limit.refill, 0),
        n=count_text(at_limit.capsules, "capsule"),
        less=shortened(less, 2),
        even=percent(100 * even.refill, 0),
    )


def _remarks(masses: CapsuleMasses, limits: FillingLimits) -> Iterator[str]:
    if limits == filling_limits(masses.fill_mass):
        yield say("limits of this library: no publication sets them for each answer")
    if masses.by == "mean shell":
        sd = masses.shells.sd
        yield say(
            "the spread holds that of the shells, {sd}: "
            "a heavy shell hides a light fill",
            sd=shortened(sd, 2),
        )
        if _TWICE * sd > limits.capsule_off * masses.fill_mass:
            yield say(
                "the shells vary as much as a capsule may be off: tare each shell"
            )
    yield weight_check()
