"""LaTeX: every step of every plan as a formula."""

from __future__ import annotations

import re
from copy import copy
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
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.model import Step
from ldn_compound.sheets.formula import (
    Bracketed,
    Expression,
    Figure,
    Largest,
    Term,
)
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
        check_line(f"${line.replace('&=', '=').replace('~', ' ')}$")


@cache
def check_line(line: str) -> None:
    """Assert that another reader of LaTeX can set a line; plans share many."""
    reader().parse(line)


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
        check_typesets(step._repr_latex_())


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
        further = [
            each for each in step._repr_latex_().splitlines() if each[:3] == "&= "
        ]
        if len(further) == 2 and "or the least load" not in further[0]:
            value, rounded = worth(further[0].removeprefix("&= ").removesuffix(r" \\"))
            one = value / step.result
            if "capsule" in str(one):
                one *= Q("1 capsule")
            error = abs(one.m_as("%") - 100)
            assert error <= (Fraction(1, 100) if rounded else 0), step
            checked += 1
    assert checked >= 8


def step_by(term: Term, **options: Any) -> Step:
    """Make a step with a formula."""
    return Step.by(term, name="it", result=Q("1 mg"), source="house", **options)


def named(name: str, value: str | None = None) -> Figure:
    """Make a figure."""
    return Figure(name, None if value is None else Q(value))


def lines(step: Step) -> list[str]:
    """Return what stands between the first and the last line."""
    body = step._repr_latex_().split("&= ")[1:-1]
    return [re.sub(r" \\\\\n$", "", each) for each in body]


def test_a_quotient_is_a_fraction() -> None:
    """What is multiplied stands above, what divides below, brackets only if needed."""
    a, b, c, d = named("a", "3 mg"), named("b", "1 mg"), named("c", "2 mg"), named("d")

    step = step_by((a - b) / c * named("d", "5 g"))

    assert step.formula == "(a - b) / c x d"
    assert lines(step) == [
        r"\frac{\left(\text{a} - \text{b}\right) \times \text{d}}{\text{c}}",
        r"\frac{\left(\text{3 mg} - \text{1 mg}\right) \times \text{5 g}}{\text{2 mg}}",
    ]
    assert lines(step_by((a - b) / c))[0] == r"\frac{\text{a} - \text{b}}{\text{c}}"
    assert step_by(a / (b * c) / (1 + d)).formula == "a / (b x c) / (1 + d)"


def test_a_name_may_be_short_in_words() -> None:
    """Whose full fill it is stands beside it in words, and is said in full in LaTeX."""
    fill = Figure("full fill of b", short="its full fill")

    step = step_by(named("a", "1 mg") - named("share of b") / fill)

    assert step.formula == "a - share of b / its full fill"
    assert lines(step)[0] == (
        r"\text{a} - \frac{\text{share of b}}{\text{full fill of b}}"
    )


def test_a_formula_without_all_figures_is_set_once() -> None:
    """A figure that is not known is not made up: the inputs there are follow."""
    inputs = (("a", Q("1 mg")), ("c", Q("20 %")))

    step = step_by(named("a", "1 mg") / named("b"), inputs=inputs)

    assert step._repr_latex_().splitlines()[1:-1] == [
        r"\text{it} &= \frac{\text{a}}{\text{b}} \\",
        r"&= \text{1 mg} \\",
        r"\text{a} &= \text{1 mg} \\",
        r"\text{c} &= \text{20 }\%",
    ]


def test_the_inputs_are_those_of_the_formula() -> None:
    """Each once, in the order of the formula, by the name that says most."""
    fill = Figure("fill", Q("5 mg"), given="fill (published, not measured)")
    a = named("a", "1 mg")

    step = step_by(a / fill + a * named("unknown"))

    assert step.inputs == (
        ("a", Q("1 mg")),
        ("fill (published, not measured)", Q("5 mg")),
    )


def test_no_sign_is_escaped_inside_a_text() -> None:
    """A notebook without text macros would print the backslash beside it."""
    step = step_by(named("a", "12345 mg") / named("b", "5 %"))

    assert r"\frac{\text{12}\ \text{345 mg}}{\text{5 }\%}" in step._repr_latex_()
    for kind in KINDS:
        for each in plan_kind(kind).steps:
            texts = re.findall(r"\\text\{([^}]*)\}", each._repr_latex_())
            assert not any(set("#$%&_~^\\") & set(text) for text in texts)


def test_a_text_is_no_formula() -> None:
    """A step that was read from a document has its formula as text, and its inputs."""
    step = evolve(step_by(named("a", "1 mg") / named("b", "2 g")), formula="a / b")

    assert lines(step)[0] == r"\text{a / b}"
    assert r"\text{b} &= \text{2 g}" in step._repr_latex_()


def test_the_larger_of_two_is_max() -> None:
    """The rule of USP <41> takes the larger of two figures."""
    steps = Fraction("0.41") * named("d", "2 mg")

    step = step_by(2000 * Largest(named("s", "1 mg"), steps))

    assert step.formula == "2000 x max(s, 0.41 x d)"
    assert lines(step)[1] == (
        r"2000 \times \max\left(\text{1 mg}, 0.41 \times \text{2 mg}\right)"
    )


def test_a_bracket_may_stand_where_none_is_needed() -> None:
    """A formula for one part and for several looks alike."""
    a, b = named("a", "1 mg"), named("b", "2 mg")

    assert step_by(b + Bracketed(a) / b).formula == "b + (a) / b"
    assert lines(step_by(b + Bracketed(named("c")) * b))[0] == (
        r"\text{b} + \left(\text{c}\right) \times \text{b}"
    )


def test_a_formula_is_copied_with_its_tree() -> None:
    """A copy can be set as LaTeX too."""
    formula = step_by((named("a", "1 mg") - named("b")) / named("c")).formula

    copied = copy(formula)

    assert isinstance(copied, Expression)
    assert isinstance(formula, Expression)
    assert copied.term == formula.term
    assert copied == formula
