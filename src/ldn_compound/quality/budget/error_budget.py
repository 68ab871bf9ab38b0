"""The error budget: how far the content of a capsule may be from its label, and why."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

from attrs import frozen

from ...batch_plan import BatchPlan
from ...errors import FieldError
from ...quantities.kinds import RATIO
from ...quantities.notation import Amount, decimal, percent
from ...quantities.units import Q, Quantity, Readable, same_kind, shortened
from ...sheets.content import Facts, Section, Table
from ...sheets.sheet import Sheet, Shown
from ...sheets.wording import cited, say
from ..arguments import lower_bound
from ..passing.chance import probability_of_passing
from .contributions import Contribution, plan_contributions
from .filling import filling_contributions
from .particles import ParticleSize
from .spread import Spread

__all__ = ["ErrorBudget", "error_budget"]

_LEAST, _GREATEST = 90.0, 110.0


@frozen(kw_only=True)
class ErrorBudget(Shown):
    """How sure the dose of a plan is; all figures in % of the label.

    Parameters
    ----------
    plan
        The plan.
    mean
        Content to expect: by the weights, less what is lost. [% of label]
    contributions
        What moves the content, the largest first.
    level
        Share of cases that the intervals hold.
    batch
        Mean content of the batch: what all capsules share.
    capsule
        Content of a single capsule.
    chance_mean_within
        Chance that the mean content lies in 90-110 % of the label.
    chance_of_passing
        Lower bound of the chance that a sample passes USP <905>, both stages.
    """

    plan: BatchPlan
    mean: float
    contributions: tuple[Contribution, ...]
    level: float
    batch: Spread
    capsule: Spread
    chance_mean_within: float
    chance_of_passing: float

    @property
    def assumptions(self) -> tuple[Contribution, ...]:
        """The contributions that were assumed, because they were not stated."""
        return tuple(each for each in self.contributions if each.assumed)

    @property
    def interval(self) -> tuple[float, float]:
        """Interval that holds *level* of all capsules. [% of label]"""
        return self.capsule.interval(self.level)

    @property
    def mean_content(self) -> Quantity:
        """Content to expect of one capsule. [mg]"""
        return self.in_mg(self.mean)

    def in_mg(self, percent: float) -> Quantity:
        """Return a share of the label as a mass.

        Parameters
        ----------
        percent
            The share. [% of label]

        Returns
        -------
        Quantity
            Drug in one capsule, to a thousandth of a mg.
        """
        label = self.plan.request.prescription.strength * Q("1 capsule")
        return label * round(percent * 1000) / 100_000

    def share(self, contribution: Contribution) -> float:
        """Return how much of the variance of a capsule one contribution makes up.

        Parameters
        ----------
        contribution
            One of the budget's.

        Returns
        -------
        float
            Its share. [% of variance]
        """
        total = sum(each.uncertainty**2 for each in self.contributions)
        return 100 * contribution.uncertainty**2 / total if total else 0.0

    def as_sheet(self) -> Sheet:
        """Return the budget as a document: how sure the dose is, and why not more."""
        header = (
            say("Uncertainty"),
            say("Share of the variance"),
            say("Of"),
            say("What it is based on"),
        )
        rows = tuple(_contribution_row(self, each) for each in self.contributions)
        return Sheet(
            say("Error budget"),
            None,
            (
                Section(say("How sure the dose is"), (_certainty(self),)),
                Section(say("What makes it unsure"), (Table(header, rows),)),
            ),
        )

    def __str__(self) -> str:
        low, high = self.interval
        content = shortened(self.mean_content, 3)
        ends = f"{shortened(self.in_mg(low), 3)} to {shortened(self.in_mg(high), 3)}"
        level = percent(100 * self.level)
        within = percent(100 * self.chance_mean_within)
        passes = decimal(100 * lower_bound(self.chance_of_passing))
        lines = [
            f"content of a capsule: {percent(self.mean)} of the label, {content}",
            f"{level} of capsules: {percent(low)} to {percent(high)}, {ends}",
            f"mean within {percent(_LEAST)} to {percent(_GREATEST)}: {within}",
            f"passes USP <905>: {passes} % or more",
            "",
        ]
        for each in self.contributions:
            mark = "assumed: " if each.assumed else ""
            lines.append(
                f"{percent(each.uncertainty):>8} {percent(self.share(each)):>8} of "
                f"variance  {each.name} ({each.kind}): {mark}{each.basis}"
            )
        return "\n".join(lines)


def _certainty(budget: ErrorBudget) -> Facts:
    """Return mean, interval and chances, each with its name."""
    low, high = budget.interval
    least, greatest = (shortened(budget.in_mg(each), 3) for each in (low, high))
    return Facts(
        (
            (
                say("Content of a capsule"),
                say(
                    "{mean} of the label, {content}",
                    mean=percent(budget.mean),
                    content=shortened(budget.mean_content, 3),
                ),
            ),
            (
                say("{level} of capsules", level=percent(100 * budget.level)),
                say(
                    "{low} to {high}, {least} to {greatest}",
                    low=percent(low),
                    high=percent(high),
                    least=least,
                    greatest=greatest,
                ),
            ),
            (
                say(
                    "Chance that the mean is within {low} to {high}",
                    low=Q("90 %"),
                    high=Q("110 %"),
                ),
                _chance(budget.chance_mean_within),
            ),
            (
                say("Chance to pass USP <905>, at least"),
                _chance(budget.chance_of_passing),
            ),
        )
    )


def _contribution_row(budget: ErrorBudget, each: Contribution) -> tuple[str, ...]:
    basis = each.basis
    if each.assumed:
        basis = say("assumed: {basis}", basis=each.basis)
    share = percent(budget.share(each))
    return percent(each.uncertainty), share, each.name, cited(basis, each.source)


def _chance(value: float) -> str:
    """Return a chance in percent, rounded down: 99.999 % is never printed as 100 %."""
    return Amount(decimal(Fraction(int(Fraction(value) * 10_000), 100)), "%")


def error_budget(
    plan: BatchPlan,
    *,
    potency_sd: Readable | None = None,
    packing_rsd: Readable | None = None,
    fill_rsd: Readable | None = None,
    blend_cv: Readable | None = None,
    particles: ParticleSize | None = None,
    loss: Readable | None = None,
    level: float = 0.95,
) -> ErrorBudget:
    """Return how sure the dose of a plan is, and what makes it unsure.

    Parameters
    ----------
    plan
        The plan.
    potency_sd
        Standard uncertainty of the content of the lot, where its certificate states
        one. [% of content]
    packing_rsd
        Relative standard deviation of how the powders pack, where shells are filled
        until full, not with all of the blend. [%]
    fill_rsd
        Relative standard deviation of the fill of single capsules; `None` assumes the
        most that DAC/NRF allows. [%]
    blend_cv
        Coefficient of variation of the drug in the blend, measured on portions of one
        fill. [%]
    particles
        Size of the drug-bearing particles instead: the blend is then a perfect mix.
    loss
        Powder lost before it reaches the blend; `None` assumes none. [%]
    level
        Share of cases that the intervals hold.

    Returns
    -------
    ErrorBudget
        Mean, intervals, contributions, and the chances of passing. What is unknown is
        named in its assumptions.

    Raises
    ------
    FieldError
        If a figure is not a percentage, if the blend is described twice, or if an error
        is stated of an assay that is not.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Balance, Filler, PackStatistic, Prescription, Tablets, plan_batch,
    ...     reference)
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="171.2 mg", weighed=20, mass_sd="3 mg",
    ...                  content_sd="2 %", assay="99.1 %",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"),
    ...     balance=Balance(readability="1 mg", repeatability="0.8 mg"))
    >>> budget = error_budget(plan, fill_rsd="2 %", blend_cv="2.5 %")
    >>> round(budget.mean, 1), budget.contributions[0].name
    (100.0, 'evenness of the blend')
    """
    if not 0 < level < 1:
        raise FieldError("a share between 0 and 1", str(level), field="level")
    if blend_cv is not None and particles is not None:
        way_out = "a measured blend_cv includes the particles already"
        raise FieldError(
            "only one of the two", "both", way_out, "blend_cv or particles"
        )
    lost = _percentage(loss, "loss")
    contributions = [
        *plan_contributions(plan, potency_sd=_percentage(potency_sd, "potency_sd")),
        *filling_contributions(
            plan,
            packing_rsd=_percentage(packing_rsd, "packing_rsd"),
            fill_rsd=_percentage(fill_rsd, "fill_rsd"),
            blend_cv=_percentage(blend_cv, "blend_cv"),
            particles=particles,
            loss=lost,
        ),
    ]
    contributions.sort(key=lambda each: -each.uncertainty)

    half = sum(each.half_width for each in contributions)
    shared = sum(
        each.uncertainty**2
        for each in contributions
        if each.kind == "batch" and not each.half_width
    )
    own = sum(each.uncertainty**2 for each in contributions if each.kind == "capsule")
    mean = (
        float(plan.label_claim.m_as("%"))
        * _mean_of_lot(plan)
        * (1 - (lost or 0.0) / 100)
    )
    scale = mean / 100
    batch = Spread(mean=mean, half_width=half * scale, sd=sqrt(shared) * scale)
    between = sqrt(own) * scale
    return ErrorBudget(
        plan=plan,
        mean=mean,
        contributions=tuple(contributions),
        level=level,
        batch=batch,
        capsule=Spread(
            mean=mean, half_width=half * scale, sd=sqrt(shared + own) * scale
        ),
        chance_mean_within=batch.within(_LEAST, _GREATEST),
        chance_of_passing=batch.expected(
            lambda means: probability_of_passing(means, between)
        ),
    )


def _mean_of_lot(plan: BatchPlan) -> float:
    """Return the content to expect of the lot, as a share of its label."""
    rules = plan.request.policy
    if plan.request.drug.assay is not None:
        return 1.0
    return float((rules.least_content + rules.greatest_content).m_as("%")) / 200


def _percentage(value: Readable | None, field: str) -> float | None:
    """Return a percentage as a number, refusing one that is negative or above 100."""
    if value is None:
        return None
    share = RATIO.read(value)
    if not (same_kind(share, Q("1 %")) and Q("0 %") <= share <= Q("100 %")):
        raise FieldError("a share 0-100 % such as '2 %'", str(share), field=field)
    return float(share.m_as("%"))
