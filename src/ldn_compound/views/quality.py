"""Results: verdicts, outcomes and error budgets as documents."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..model.verdict import Verdict, verdict_facts
from ..quality import ErrorBudget, Outcome
from ..quantities.notation import decimal, percent
from ..quantities.units import shortened
from ..sheets.content import Facts, Paragraph, Part, Section, Sheet, Table
from ..sheets.wording import cited, say

__all__ = ["budget_sheet", "outcome_sheet", "verdict_sheet"]


def verdict_sheet(verdict: Verdict) -> Sheet:
    """Return a verdict as a document.

    Parameters
    ----------
    verdict
        What a test says.

    Returns
    -------
    Sheet
        Its figures and remarks.
    """
    return Sheet(verdict.title, None, (Section("", (verdict_facts(verdict),)),))


def outcome_sheet(outcome: Outcome) -> Sheet:
    """Return what was made of a plan as a document.

    Parameters
    ----------
    outcome
        What was weighed, counted and tested.

    Returns
    -------
    Sheet
        The strength by weight, the tests and the deviations.
    """
    return Sheet(
        say(
            "Outcome: {capsules} capsules of {strength}",
            capsules=outcome.capsules,
            strength=shortened(outcome.strength, 4),
        ),
        None if outcome.passed else say("NOT PASSED"),
        (
            Section(say("Strength"), (Paragraph(_by_weight(outcome)),)),
            Section(say("Tests"), tuple(_tests(outcome))),
            Section(say("Deviations"), tuple(_deviations(outcome))),
        ),
    )


def budget_sheet(budget: ErrorBudget) -> Sheet:
    """Return an error budget as a document.

    Parameters
    ----------
    budget
        The budget.

    Returns
    -------
    Sheet
        How sure the content is, and what makes it unsure, the largest first.
    """
    low, high = budget.interval
    least, greatest = (shortened(budget.in_mg(each), 3) for each in (low, high))
    rows = (
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
            say("Chance that the mean is within 90 % to 110 %"),
            _chance(budget.chance_mean_within),
        ),
        (
            say("Chance to pass USP <905>, at least"),
            _chance(budget.chance_of_passing),
        ),
    )
    header = (
        say("Uncertainty"),
        say("Share of the variance"),
        say("Of"),
        say("What it is based on"),
    )
    return Sheet(
        say("Error budget"),
        None,
        (
            Section(say("How sure the dose is"), (Facts(rows),)),
            Section(
                say("What makes it unsure"), (Table(header, tuple(_sources(budget))),)
            ),
        ),
    )


def _sources(budget: ErrorBudget) -> Iterator[tuple[str, ...]]:
    for each in budget.contributions:
        basis = each.basis
        if each.assumed:
            basis = say("assumed: {basis}", basis=each.basis)
        share = percent(budget.share(each))
        yield percent(each.uncertainty), share, each.name, cited(basis, each.source)


def _by_weight(outcome: Outcome) -> str:
    return say(
        "{strength} by weight, {claim} of the label: calculated, not an assay",
        strength=shortened(outcome.strength, 4),
        claim=shortened(outcome.label_claim, 2),
    )


def _tests(outcome: Outcome) -> Iterator[Part]:
    yield from map(verdict_facts, outcome.verdicts)
    if outcome.lacks_potency:
        yield Paragraph(
            say("no potency test: evenness says nothing of the mean content")
        )
    if not outcome.verdicts:
        yield Paragraph(say("None."))


def _deviations(outcome: Outcome) -> Iterator[Part]:
    yield from map(Paragraph, outcome.deviations or (say("None."),))


def _chance(value: float) -> str:
    """Return a chance in percent, rounded down: 99.999 % is never printed as 100 %."""
    return f"{decimal(Fraction(int(Fraction(value) * 10_000), 100))} %"
