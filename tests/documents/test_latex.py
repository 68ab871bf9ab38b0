"""LaTeX: every step of every plan as a formula."""

from __future__ import annotations

import re
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from matplotlib.mathtext import MathTextParser

from ldn_compound import (
    Additive,
    Balance,
    BulkDrug,
    FieldError,
    FillByCompletion,
    FillToMass,
    PackStatistic,
    Prescription,
    Q,
    Trituration,
    reference,
)
from ldn_compound.documents.latex import latex_of
from ldn_compound.model.steps import Step
from ldn_compound.plan.whole_tablets import plan_whole_tablets
from tests.examples import FILLER, SHELL, TABLETS, batch
from tests.strategies import plan_arguments, plan_of

PACKING = PackStatistic("150 mg", size="3")
PARSER = MathTextParser("agg")


def check_typesets(latex: str) -> None:
    """Assert that another reader of LaTeX can set every line."""
    body = latex.removeprefix("$$\\begin{aligned}\n").removesuffix("\n\\end{aligned}$$")
    for line in body.split(" \\\\\n"):
        PARSER.parse(f"${line.replace('&=', '=').replace('~', ' ')}$")


@settings(max_examples=40)
@given(plan_arguments())
def test_every_step_typesets(arguments: dict[str, Any]) -> None:
    """Whatever the plan, each of its steps is LaTeX with its result."""
    for step in plan_of(arguments).steps:
        latex = step._repr_latex_()

        check_typesets(latex)
        assert r"\text{" in latex


@pytest.mark.parametrize(
    "changes",
    [
        {"fill": FillToMass("150 mg")},
        {"fill": FillByCompletion()},
        {"drug": Trituration("10 %", diluent="sucrose", packing=PACKING)},
        {"drug": BulkDrug("naltrexone", assay="98 %", basis="as is", packing=PACKING)},
        {"additives": (Additive("silica", share="1 %", packing=PACKING),)},
        {"policy": evolve(reference.policy(), least_mass_rule="usp-41")},
        {"balance": Balance(readability="1 mg", minimum="50 mg")},
        {"filler": evolve(FILLER, name="a / b (c) $x$ \\ ^ ~ %")},
    ],
)
def test_every_kind_of_step_typesets(changes: dict[str, Any]) -> None:
    """Fills, sources, additives and rules each have formulas of their own."""
    if "policy" in changes:
        changes |= {"balance": Balance(readability="1 mg", repeatability="0.4 mg")}
    for step in batch(**changes).steps:
        check_typesets(latex_of(step))


def test_whole_tablets_typeset() -> None:
    """All the powder of eight tablets."""
    plan = plan_whole_tablets(
        Prescription("4.5 mg", capsules=90),
        tablets=8,
        drug=TABLETS,
        filler=FILLER,
        shell=SHELL,
    )

    for step in plan.steps:
        check_typesets(latex_of(step))


def step_of(formula: str, **inputs: str) -> Step:
    """Make a step with a formula and its inputs."""
    return Step(
        name="it",
        formula=formula,
        inputs=tuple((name, Q(value)) for name, value in inputs.items()),
        result=Q("1 mg"),
        source="house",
    )


def lines(step: Step) -> list[str]:
    """Return what stands between the first and the last line."""
    body = latex_of(step).split("&= ")[1:-1]
    return [re.sub(r" \\\\\n$", "", each) for each in body]


def test_a_quotient_is_a_fraction() -> None:
    """What is multiplied stands above, what divides below, brackets only if needed."""
    step = step_of("(a - b) / c x d", a="3 mg", b="1 mg", c="2 mg", d="5 g")

    assert lines(step) == [
        r"\frac{\left(\text{a} - \text{b}\right) \times \text{d}}{\text{c}}",
        r"\frac{\left(\text{3 mg} - \text{1 mg}\right) \times \text{5 g}}{\text{2 mg}}",
    ]
    assert lines(step_of("(a - b) / c", a="3 mg", b="1 mg", c="2 mg"))[0] == (
        r"\frac{\text{a} - \text{b}}{\text{c}}"
    )


def test_a_full_fill_is_said_in_full() -> None:
    """Whose full fill it is stands beside it, for a share too."""
    step = step_of("a - share of b / its full fill", a="1 mg")

    assert lines(step)[0] == (
        r"\text{a} - \frac{\text{share of b}}{\text{full fill of b}}"
    )


def test_a_formula_without_all_figures_is_set_once() -> None:
    """A figure that is not among the inputs is not made up."""
    assert len(lines(step_of("a / b", a="1 mg"))) == 1


@pytest.mark.parametrize(
    "formula", ["a (b)", "max(a / b", "a x ", "(a", "max(a, b) c("]
)
def test_what_is_no_arithmetic_is_text(formula: str) -> None:
    """A name with brackets in it is shown as it is written."""
    assert lines(step_of(formula, a="1 mg", b="1 mg"))[0] == rf"\text{{{formula}}}"


def test_the_larger_of_two_is_max() -> None:
    """The rule of USP <41> takes the larger of two figures."""
    step = step_of("2000 x max(s, 0.41 x d)", s="1 mg", d="2 mg")

    assert lines(step)[1] == (
        r"2000 \times \max\left(\text{1 mg}, 0.41 \times \text{2 mg}\right)"
    )


def test_only_steps_have_formulas() -> None:
    """A plan is no step."""
    with pytest.raises(FieldError, match="step: expected a Step, got "):
        latex_of(batch())
