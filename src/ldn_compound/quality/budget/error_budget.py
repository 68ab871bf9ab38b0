"""The error budget: how far the content of a capsule may be from its label, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from ...batch_plan import BatchPlan
from ...errors import FieldError
from ...quantities.notation import Number, percent
from ...quantities.units import Q, Quantity, Readable, shortened
from ...sheets.content import Facts, Paragraph, Section, Table
from ...sheets.sheet import Sheet, Shown
from ...sheets.wording import cited, say
from ..arguments import chance_text
from ..measured_cv import MeasuredCv
from .belief import Belief
from .certainty import certainty
from .contribution import Contribution
from .particles import ParticleSize
from .perfect import TakenAsPerfect, taken_as_perfect
from .shapes import Shape
from .spread import Spread
from .stated import Stated, stated_contributions

__all__ = ["ErrorBudget", "error_budget"]

_LEAST, _GREATEST = 90.0, 110.0
_NORMAL = say("for normal contents")


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
    contents
        How the contents of single capsules are taken to scatter: in words.
    batch
        Mean content of the batch: what all capsules share.
    capsule
        Content of a single capsule.
    interval
        Holds *level* of all capsules, over all batches. [% of label]
    interval_in_hand
        Holds *level* of the capsules of one batch, in as large a share of batches.
        [% of label]
    chance_mean_within
        Chance that the mean content lies in 90-110 % of the label.
    chance_of_passing
        Chance that a sample passes USP <905>, both stages, if all that is assumed
        holds: never above the truth.
    perfect
        What was taken as perfect, because nobody stated it, each with the chance that a
        published or house figure gives in its place.
    """

    plan: BatchPlan
    mean: float
    contributions: tuple[Contribution, ...]
    level: float
    contents: str
    batch: Spread
    capsule: Spread
    interval: tuple[float, float]
    interval_in_hand: tuple[float, float]
    chance_mean_within: float
    chance_of_passing: float
    perfect: tuple[TakenAsPerfect, ...]

    @property
    def assumptions(self) -> tuple[Contribution, ...]:
        """The contributions that were assumed, because they were not stated."""
        return tuple(each for each in self.contributions if each.assumed)

    @property
    def normal(self) -> bool:
        """Whether the contents of single capsules are taken to scatter like a bell."""
        return self.contents == _NORMAL

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
        if contribution.kind not in ("batch", "capsule"):
            return 0.0
        total = sum(
            each.uncertainty**2
            for each in self.contributions
            if each.kind in ("batch", "capsule")
        )
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
                Section(say("How sure the dose is"), tuple(_sure(self))),
                Section(say("What makes it unsure"), (Table(header, rows),)),
            ),
        )

    def __str__(self) -> str:
        lines = [f"{name}: {value}" for name, value in _certainty(self).rows]
        lines += [*map(_in_words, self.perfect), ""]
        for each in self.contributions:
            mark = "assumed: " if each.assumed else ""
            lines.append(
                f"{percent(each.uncertainty):>8} {percent(self.share(each)):>8} of "
                f"variance  {each.name} ({each.kind}): {mark}{each.basis}"
            )
        return "\n".join(lines)

    def __repr__(self) -> str:
        passes = chance_text(self.chance_of_passing)
        return (
            f"<ErrorBudget: {percent(self.mean)} of the label; passes USP <905>: "
            f"{passes} or more; {len(self.perfect)} taken as perfect>"
        )


def _sure(budget: ErrorBudget) -> Iterable[Facts | Paragraph]:
    """Yield how sure the dose is, and what was taken as perfect."""
    yield _certainty(budget)
    for each in budget.perfect:
        yield Paragraph(_in_words(each))


def _in_words(perfect: TakenAsPerfect) -> str:
    return cited(
        say(
            "Taken as perfect: {name}. {figure} the chance to pass is {chance} or more",
            name=perfect.name,
            figure=perfect.figure,
            chance=chance_text(perfect.chance_of_passing),
        ),
        perfect.source,
    )


def _ends(budget: ErrorBudget, interval: tuple[float, float]) -> str:
    """Return an interval in percent of the label and as masses."""
    low, high = interval
    least, greatest = (shortened(budget.in_mg(each), 3) for each in interval)
    return say(
        "{low} to {high}, {least} to {greatest}",
        low=percent(low),
        high=percent(high),
        least=least,
        greatest=greatest,
    )


def _certainty(budget: ErrorBudget) -> Facts:
    """Return mean, intervals and chances, each with its name."""
    level = percent(100 * budget.level)
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
                say("{level} of capsules, over all batches", level=level),
                _ends(budget, budget.interval),
            ),
            (
                say("{level} of capsules of this batch, {level} sure", level=level),
                _ends(budget, budget.interval_in_hand),
            ),
            (
                say(
                    "Chance that the mean is within {low} to {high}",
                    low=Q("90 %"),
                    high=Q("110 %"),
                ),
                chance_text(budget.chance_mean_within),
            ),
            (
                say("Chance to pass USP <905>"),
                say(
                    "{chance} or more, {contents}",
                    chance=chance_text(budget.chance_of_passing),
                    contents=budget.contents,
                ),
            ),
        )
    )


def _contribution_row(budget: ErrorBudget, each: Contribution) -> tuple[str, ...]:
    basis = each.basis
    if each.assumed:
        basis = say("assumed: {basis}", basis=each.basis)
    share = percent(budget.share(each))
    return percent(each.uncertainty), share, each.name, cited(basis, each.source)


def error_budget(
    plan: BatchPlan,
    *,
    potency_sd: Readable | None = None,
    lot: Belief | None = None,
    mixing: MeasuredCv
    | Readable
    | Sequence[MeasuredCv | Readable | None]
    | None = None,
    recovery: Belief | Readable | Sequence[Belief | Readable | None] | None = None,
    packing_rsd: Readable | None = None,
    fill_rsd: MeasuredCv | Readable | None = None,
    blend_cv: MeasuredCv | Readable | None = None,
    particles: ParticleSize | None = None,
    excipient: ParticleSize | None = None,
    lumps: Readable | None = None,
    blend_skewness: float | None = None,
    loss: Belief | Readable | None = None,
    laboratory_bias: Readable | None = None,
    laboratory_rsd: Readable | None = None,
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
    lot
        What is believed of the content of a lot without an assay, such as
        ``About("99 %", sd="2 %")``; `None` assumes all that its limits allow.
    mixing
        Coefficient of variation of portions of a dilution, one for all or one for each.
        [%]
    recovery
        What of the drug comes out of a dilution, such as ``Between("85 %", "95 %")``,
        one for all or one for each.
    packing_rsd
        Relative standard deviation of how the powders pack, where shells are filled
        until full, not with all of the blend. [%]
    fill_rsd
        Relative standard deviation of the fill of single capsules; `None` assumes the
        most that DAC/NRF allows. [%]
    blend_cv
        Coefficient of variation of the drug in the blend, measured on portions of one
        fill. With the number of portions, as a `MeasuredCv`, the chances count what the
        true one may be; a share alone is taken as known exactly. [%]
    particles
        Size of the drug-bearing particles instead: the blend is then a perfect mix.
    excipient
        Size of the particles of the rest, beside *particles*; `None` takes them as
        heavy as those that carry the drug.
    lumps
        Share of the capsules with a lump, if all of *blend_cv* comes from lumps. [%]
    blend_skewness
        Skewness of the drug in portions of the blend, if they are no bell.
    loss
        Powder lost before it reaches the blend, such as ``Between("0 %", "3 %")``;
        `None` assumes none.
    laboratory_bias
        Standard deviation of what a laboratory finds on average of a known content. [%]
    laboratory_rsd
        Relative standard deviation of its repeated assays. [%]
    level
        Share of cases that the intervals hold.

    Returns
    -------
    ErrorBudget
        Mean, intervals, contributions, and the chances of passing. What is unknown is
        named in its assumptions, and what of it was taken as perfect beside the chance.

    Raises
    ------
    FieldError
        If a figure is not a percentage, if the blend or the lot is described twice, if
        an error is stated of an assay that is not, or a dilution of a plan without one.

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
    stated = Stated(
        potency_sd=potency_sd,
        lot=lot,
        mixing=mixing,
        recovery=recovery,
        packing_rsd=packing_rsd,
        fill_rsd=fill_rsd,
        blend_cv=blend_cv,
        particles=particles,
        excipient=excipient,
        lumps=lumps,
        blend_skewness=blend_skewness,
        loss=loss,
        laboratory_bias=laboratory_bias,
        laboratory_rsd=laboratory_rsd,
    )
    contributions, shape = stated_contributions(plan, stated)
    claim = float(plan.label_claim.m_as("%"))
    found = certainty(claim, contributions, level=level, shape=shape)
    return ErrorBudget(
        plan=plan,
        mean=found.batch.mean,
        contributions=contributions,
        level=level,
        contents=_contents(shape),
        batch=found.batch,
        capsule=found.capsule,
        interval=found.interval,
        interval_in_hand=found.interval_in_hand,
        chance_mean_within=found.chance_mean_within,
        chance_of_passing=found.chance_of_passing,
        perfect=tuple(
            sorted(
                taken_as_perfect(claim, contributions, shape),
                key=lambda each: each.chance_of_passing,
            )
        ),
    )


def _contents(shape: Shape | None) -> str:
    """Return how contents are taken to scatter, in words."""
    if shape is None:
        return _NORMAL
    if shape.lumps is not None:
        return say(
            "simulated with lumps in {share} of capsules",
            share=percent(100 * shape.lumps),
        )
    if shape.particles is not None:
        return say("simulated with particles of this size")
    return say(
        "simulated with a skewness of {skewness} of the blend",
        skewness=Number(f"{shape.skewness:g}"),
    )
