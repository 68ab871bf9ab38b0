"""What is taken as perfect: named where the chance is printed, each with a figure."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import Balance, BatchPlan, Prescription, UnknownNameError, reference
from ldn_compound.quality import Between, ErrorBudget, MeasuredCv, error_budget
from ldn_compound.reference.imperfection import imperfection, usual_portions
from ldn_compound.reference.tables import table
from tests.examples import TABLETS, batch

KNOWN = evolve(TABLETS, content_sd="2 %")
#: What may be stated, so that nothing is taken as perfect.
ALL: dict[str, Any] = {
    "potency_sd": "1 %",
    "mixing": MeasuredCv(cv="2 %", portions=10),
    "recovery": Between("95 %", "100 %"),
    "packing_rsd": "0 %",
    "fill_rsd": MeasuredCv(cv="2 %", portions=20),
    "blend_cv": MeasuredCv(cv="2 %", portions=20),
    "loss": Between("0 %", "2 %"),
    "laboratory_bias": "1 %",
    "laboratory_rsd": "1 %",
}
#: What each is called, where the figure comes from, and how it is put.
NAMED = {
    "potency_sd": ("content of the lot", "house", "With a standard deviation of 1 %"),
    "mixing": (
        "evenness of dilution 1",
        *("yakushi-2004", "With a standard deviation of 6.08 %"),
    ),
    "recovery": (
        "recovery of dilution 1",
        *("yakushi-2004", "With 80 % to 100 % of the drug left"),
    ),
    "packing_rsd": ("packing", "house", "With a standard deviation of 5 %"),
    "blend_cv": (
        "evenness of the blend",
        *("yakushi-2004", "With a standard deviation of 6.08 %"),
    ),
    "loss": (
        "loss of powder",
        *("pz-mass-loss", "With 97 % to 100 % of the drug left"),
    ),
    "laboratory_bias": (
        "bias of the laboratory",
        *("house", "With a standard deviation of 1 %"),
    ),
    "laboratory_rsd": (
        "repeatability of the laboratory",
        *("house", "With a standard deviation of 1 %"),
    ),
}
#: What is stated without its spread or its portions, and how that is put.
EXACT = {
    "mixing": ("3 %", "evenness of dilution 1", "If it rests on 10 portions,"),
    "blend_cv": ("3 %", "evenness of the blend", "If it rests on 10 portions,"),
    "fill_rsd": ("3 %", "fill of single capsules", "If it rests on 10 capsules,"),
    "recovery": ("90 %", "recovery of dilution 1", "If it may be 5 % more or less,"),
    "loss": ("2 %", "loss of powder", "If it may be 1 % more or less,"),
}


@cache
def dilution() -> BatchPlan:
    """Plan capsules of 0.5 mg on a balance of 10 mg: with one dilution."""
    return batch(
        drug=KNOWN,
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="10 mg", repeatability="8 mg"),
        spare_capsules=0,
    )


@cache
def without(field: str) -> ErrorBudget:
    """Work out the budget of all that is stated, but one."""
    return error_budget(dilution(), **{k: v for k, v in ALL.items() if k != field})


def lines(budget: ErrorBudget) -> list[str]:
    """List what a budget says is taken as perfect."""
    return [each for each in str(budget).splitlines() if "Taken as perfect" in each]


@pytest.mark.requirement("R68")
def test_all_that_is_stated_is_not_named() -> None:
    """With a figure for each nothing is perfect, and nothing assumed."""
    budget = without("nothing")

    assert budget.perfect == ()
    assert budget.assumptions == ()
    assert lines(budget) == []


@pytest.mark.requirement("R68")
@pytest.mark.parametrize("field", NAMED)
def test_what_is_not_stated_is_named(field: str) -> None:
    """In text and on the sheet, with its source and the chance that it hides."""
    name, source, figure = NAMED[field]
    budget = without(field)

    (perfect,) = budget.perfect
    assert (perfect.name, perfect.source) == (name, source)
    assert perfect.figure == figure
    assert reference.source(source).title
    (line,) = lines(budget)
    assert line.startswith(f"Taken as perfect: {name}. {figure} the chance to pass is ")
    assert line.endswith(f" % or more [{source}]")
    assert line in [str(each) for each in texts(budget)]


def texts(budget: ErrorBudget) -> list[str]:
    """List the paragraphs of the first section of its sheet."""
    return [
        each.text
        for each in budget.as_sheet().sections[0].parts
        if hasattr(each, "text")
    ]


@pytest.mark.parametrize("field", EXACT)
def test_what_is_stated_without_its_spread_is_named(field: str) -> None:
    """A figure by itself is taken as known exactly: what ten portions leave open."""
    stated, name, figure = EXACT[field]

    budget = error_budget(dilution(), **(ALL | {field: stated}))

    (perfect,) = budget.perfect
    assert perfect.name == f"what is known of {name}"
    assert perfect.figure == figure
    assert perfect.chance_of_passing <= budget.chance_of_passing + 0.01


@pytest.mark.parametrize("field", ["mixing", "recovery", "blend_cv", "packing_rsd"])
def test_the_chance_is_that_of_the_figure_stated(field: str) -> None:
    """Stating the published figure gives the chance that was printed for it."""
    stated: dict[str, Any] = {
        "mixing": "6.08 %",
        "recovery": Between("80 %", "100 %"),
        "blend_cv": "6.08 %",
        "packing_rsd": "5 %",
    }
    (perfect,) = without(field).perfect

    budget = error_budget(dilution(), **(ALL | {field: stated[field]}))

    assert perfect.chance_of_passing == pytest.approx(
        # by the order in which the numbers are drawn, a simulation apart
        budget.chance_of_passing,
        abs=0.015,
    )


def test_the_worst_comes_first() -> None:
    """What hides most of the risk is read first."""
    budget = error_budget(dilution())

    chances = [each.chance_of_passing for each in budget.perfect]
    assert chances == sorted(chances)
    assert len(chances) == 8
    assert "; 8 taken as perfect>" in repr(budget)


def test_every_figure_has_a_source_and_a_note() -> None:
    """Of each row in the table, with ends that are in order."""
    for name in table("imperfections"):
        if name == "portions":
            continue
        row = imperfection(name)
        assert reference.source(row.source).title
        assert row.note
        assert (row.sd is None) == (row.least < row.greatest)
    number, source = usual_portions()
    assert number >= 6
    assert source == "house"


def test_a_figure_that_is_not_there() -> None:
    """By its name."""
    with pytest.raises(UnknownNameError, match="figure: expected"):
        imperfection("luck")
