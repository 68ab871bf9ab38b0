"""LaTeX: every step of every plan as a formula."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    BulkDrug,
    Density,
    FieldError,
    FillByCompletion,
    Filler,
    FillToMass,
    FillToVolume,
    PackStatistic,
    Prescription,
    Q,
    Quantity,
    Trituration,
    reference,
)
from ldn_compound.model.steps import Step
from ldn_compound.plan.whole_tablets import plan_whole_tablets
from ldn_compound.sheets.latex import latex_of
from tests.examples import FILLER, SHELL, TABLETS, batch
from tests.lazily import library
from tests.strategies import plan_arguments, plan_of

mathtext: Any = library("matplotlib.mathtext")

PACKING = PackStatistic("150 mg", size="3")


@cache
def reader() -> Any:
    """Return a reader of LaTeX, which remembers the lines that it read."""
    return mathtext.MathTextParser("agg")


def check_typesets(latex: str) -> None:
    """Assert that another reader of LaTeX can set every line."""
    body = latex.removeprefix("$$\\begin{aligned}\n").removesuffix("\n\\end{aligned}$$")
    for line in body.split(" \\\\\n"):
        reader().parse(f"${line.replace('&=', '=').replace('~', ' ')}$")


@given(plan_arguments())
def test_every_step_typesets(arguments: dict[str, Any]) -> None:
    """Whatever the plan, each of its steps is LaTeX with its result."""
    for step in plan_of(arguments).steps:
        latex = step._repr_latex_()

        check_typesets(latex)
        assert r"\text{" in latex


TAPPED = Density("0.5 g/mL", basis="tapped")
LACTOSE = Filler("lactose", packing=PACKING, contains=())
SMALL: dict[str, Any] = {
    "prescription": Prescription("0.5 mg", capsules=20),
    "balance": Balance(readability="10 mg"),
}
KINDS: dict[str, dict[str, Any]] = {
    "tablets": {},
    "fixed mass": {"fill": FillToMass("150 mg")},
    "completion": {"fill": FillByCompletion()},
    "volume": {
        "drug": evolve(TABLETS, packing=TAPPED),
        "filler": Filler("sucrose", packing=TAPPED, contains=()),
        "fill": FillToVolume(),
    },
    "stock dilution": {"drug": Trituration("10 %", diluent="sucrose", packing=PACKING)},
    "base": {
        "drug": BulkDrug("naltrexone", assay="98 %", basis="as is", packing=PACKING)
    },
    "anhydrous": {
        "drug": BulkDrug(
            "naltrexone hydrochloride",
            assay="98 %",
            basis="anhydrous, solvent-free",
            water="4 %",
            solvents="1 %",
            packing=PACKING,
        )
    },
    "dried": {
        "drug": BulkDrug(
            "naltrexone hydrochloride",
            assay="98 %",
            basis="dried",
            water="2 %",
            packing=PACKING,
        )
    },
    "additive by share": {
        "additives": (Additive("silica", share="1 %", packing=PACKING),)
    },
    "additive by mass": {"additives": (Additive("dye", mass="1 g", packing=PACKING),)},
    "two fillers": {"filler": ((FILLER, 3), (LACTOSE, 1))},
    "trituration": SMALL,
    "other diluent": SMALL | {"diluent": LACTOSE},
    "no packing": {"drug": evolve(TABLETS, packing=None, assay=None)},
    "house rules": {"policy": reference.policy("dac-nrf")},
    "no balance": {"balance": None},
    "usp-41": {
        "policy": evolve(reference.policy(), least_mass_rule="usp-41"),
        "balance": Balance(readability="1 mg", repeatability="0.4 mg"),
    },
    "least load": {"balance": Balance(readability="1 mg", minimum="50 mg")},
    "hostile": {"filler": evolve(FILLER, name="a / b (c) $x$ \\ ^ ~ % # & _ {d}")},
}


def whole_tablets() -> BatchPlan:
    """Plan all the powder of eight tablets."""
    return plan_whole_tablets(
        Prescription("4.5 mg", capsules=90),
        tablets=8,
        drug=TABLETS,
        filler=FILLER,
        shell=SHELL,
    )


def plan_kind(kind: str) -> BatchPlan:
    """Plan a batch of one kind."""
    return whole_tablets() if kind == "whole tablets" else batch(**KINDS[kind])


@pytest.mark.parametrize("kind", [*KINDS, "whole tablets"])
def test_every_kind_of_step_typesets(kind: str) -> None:
    """Fills, sources, additives and rules each have formulas of their own."""
    for step in plan_kind(kind).steps:
        check_typesets(latex_of(step))


def worth(latex: str) -> tuple[Quantity, bool]:
    """Work out a line of figures, and say whether one of them was rounded."""
    amounts: list[Quantity | Fraction] = []

    def kept(found: re.Match[str]) -> str:
        number, unit = found["number"], found["unit"]
        molar = unit == "g/mol"  # no unit of the library: only ratios of them count
        amounts.append(Fraction(number) if molar else Q(f"{number} {unit}"))
        return f"amounts<{len(amounts) - 1}>"

    one = latex.replace(r"}\ \text{", "").replace(r" }\%", " %}")
    amount = r"\\text\{(about )?(?P<number>[\d.]+) (?P<unit>[A-Za-z%/]+)\}"
    plain = re.sub(amount, kept, one)
    assert "text" not in plain
    plain = re.sub(r"(?<![\d<.])[\d.]+(?![\d>.])", r"Fraction('\g<0>')", plain)
    for sign, python in (
        (r"\frac", ""), (r"\left", ""), (r"\right", ""), (r"\times", "*"),
        (r"\max", "max"), ("}{", ")/("), ("{", "("), ("}", ")"), ("<", "["), (">", "]"),
    ):  # fmt: skip
        plain = plain.replace(sign, python)
    names = {"amounts": amounts, "Fraction": Fraction, "max": max}
    return eval(plain, names), "about" in latex  # noqa: S307 - what is ours


@pytest.mark.parametrize("kind", [*KINDS, "whole tablets"])
def test_the_figures_give_the_result(kind: str) -> None:
    """Who types the line of figures into a calculator gets the line below it.

    Exactly, or to one in 10 000 where a figure was rounded for print. What is in one
    capsule may stand in mg, not in mg/capsule.
    """
    checked = 0
    for step in plan_kind(kind).steps:
        further = [each for each in latex_of(step).splitlines() if each[:3] == "&= "]
        if len(further) == 2 and "or the least load" not in further[0]:
            value, rounded = worth(further[0].removeprefix("&= ").removesuffix(r" \\"))
            one = value / step.result
            if "capsule" in str(one):
                one *= Q("1 capsule")
            error = abs(one.m_as("%") - 100)
            assert error <= (Fraction(1, 100) if rounded else 0), step
            checked += 1
    assert checked >= 8


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
    """A figure that is not among the inputs is not made up: those there are follow."""
    assert latex_of(step_of("a / b", a="1 mg", c="20 %")).splitlines()[1:-1] == [
        r"\text{it} &= \frac{\text{a}}{\text{b}} \\",
        r"&= \text{1 mg} \\",
        r"\text{a} &= \text{1 mg} \\",
        r"\text{c} &= \text{20 }\%",
    ]


def test_no_sign_is_escaped_inside_a_text() -> None:
    """A notebook without text macros would print the backslash beside it."""
    latex = latex_of(step_of("a / b", a="12345 mg", b="5 %"))

    assert r"\frac{\text{12}\ \text{345 mg}}{\text{5 }\%}" in latex
    for kind in KINDS:
        for step in plan_kind(kind).steps:
            texts = re.findall(r"\\text\{([^}]*)\}", latex_of(step))
            assert not any(set("#$%&_~^\\") & set(each) for each in texts)


@pytest.mark.parametrize(
    "formula",
    ["a (b)", "max(a / b", "a x ", "(a", "max(a, b) c(", f"{2000 * '('}a{2000 * ')'}"],
)
def test_what_is_no_arithmetic_is_text(formula: str) -> None:
    """A name with brackets in it is shown as it is written."""
    assert lines(step_of(formula, a="1 mg", b="1 mg"))[0] == rf"\text{{{formula}}}"


def test_brackets_in_brackets_are_set() -> None:
    """Twenty are, as far as no formula of ours goes; one more is text."""
    deep = f"{20 * '('}a - b{20 * ')'}"

    assert lines(step_of(deep))[0].startswith(20 * r"\left(")
    assert lines(step_of(f"({deep})"))[0] == rf"\text{{({deep})}}"


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
