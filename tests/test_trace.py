"""The trace from requirement to formula to test is complete, and its pages are its."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

from .trace import (
    FOLDER,
    ROOT,
    Hazard,
    MarkedTest,
    Pack,
    Requirement,
    faults,
    marked_in,
    pack_of,
    pages,
)

REQUIREMENT = Requirement(
    key="R01",
    topic="Drug",
    text="Powder shall carry the drug.",
    formulas=("calc.tablets.powder_mass",),
    hazards=("H01",),
)
HAZARD = Hazard(
    key="H01",
    name="Mass",
    cause="A guess.",
    harm="A wrong dose.",
    severity="serious",
    control="No default.",
    people="They weigh.",
)
SHOWN = MarkedTest(
    path="tests/test_x.py", name="test_x", rule="A rule.", requirements=("R01",)
)
WHOLE = Pack(requirements=(REQUIREMENT,), hazards=(HAZARD,), tests=(SHOWN,))


@pytest.mark.requirement("R89")
def test_the_trace_is_complete() -> None:
    """Every requirement has a test and formulas that exist, every hazard a control."""
    assert list(faults(pack_of())) == []


@pytest.mark.requirement("R89")
@pytest.mark.parametrize("name", ["requirements.md", "hazards.md", "trace.md"])
def test_the_pages_are_those_of_the_markers(name: str) -> None:
    """What an inspector reads is what the tests say; else run python -m tests.trace."""
    assert (FOLDER / name).read_text("utf-8") == pages(pack_of())[name]


@pytest.mark.requirement("R89")
@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"tests": ()}, "R01: no test is marked with it"),
        (
            {
                "tests": (
                    SHOWN,
                    attrs.evolve(SHOWN, requirements=("R99",)),
                )
            },
            "tests/test_x.py, test_x: there is no requirement R99",
        ),
        (
            {"requirements": (attrs.evolve(REQUIREMENT, formulas=("calc.gone",)),)},
            "R01: there is no ldn_compound.calc.gone",
        ),
        (
            {"requirements": (attrs.evolve(REQUIREMENT, formulas=("gone.of",)),)},
            "R01: there is no ldn_compound.gone.of",
        ),
        (
            {"requirements": (attrs.evolve(REQUIREMENT, hazards=("H01", "H99")),)},
            "R01: there is no hazard H99",
        ),
        (
            {"requirements": (attrs.evolve(REQUIREMENT, hazards=()),)},
            "H01: no requirement is a control of it",
        ),
        (
            {"hazards": (attrs.evolve(HAZARD, severity="mild"),)},
            "H01: there is no severity mild",
        ),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], fault: str) -> None:
    """A gap in the trace is one line that names what is missing, and where."""
    pack = attrs.evolve(WHOLE, **changes)

    assert list(faults(WHOLE)) == []
    assert list(faults(pack)) == [fault]


def test_markers_are_read_from_the_sources() -> None:
    """A marker on a test or on its class counts; a helper has none."""
    source = '''
import pytest

@pytest.mark.parametrize("x", [1])
@pytest.mark.requirement("R02", "R01")
def test_one(x):
    """State a rule
    on two lines.

    With arithmetic.
    """

def test_two():
    """Have no marker."""

@pytest.mark.requirement("R03")
def helper(): ...

@pytest.mark.requirement("R04")
class TestKind:
    size = 3

    @pytest.mark.requirement("R05")
    def test_three(self): ...

    def helper(self): ...
'''

    found = list(marked_in(source, "tests/test_x.py"))

    assert found == [
        MarkedTest(
            path="tests/test_x.py",
            name="test_one",
            rule="State a rule on two lines.",
            requirements=("R01", "R02"),
        ),
        MarkedTest(
            path="tests/test_x.py",
            name="TestKind.test_three",
            rule="",
            requirements=("R04", "R05"),
        ),
    ]


def test_pages_escape_what_a_rule_says() -> None:
    """A rule about <905> or s_x is text on the page; its code stays code."""
    test = attrs.evolve(SHOWN, rule="USP <905>, *s_x* of `a_b`.")

    text = pages(attrs.evolve(WHOLE, tests=(test,)))["trace.md"]

    assert r"`test_x`: USP \<905\>, \*s\_x\* of `a_b`." in text


def test_every_hazard_leads_to_its_tests() -> None:
    """From a hazard one reads its control, the requirement and the test."""
    text = pages(WHOLE)["trace.md"]

    assert text.endswith("### H01\n\nMass: No default.\n\n- [R01](#r01): `test_x`\n")


def test_ids_are_in_their_order() -> None:
    """R01, R02 and so on without a gap, so that a row taken out is seen."""
    pack = pack_of()

    for letter, rows in (("R", pack.requirements), ("H", pack.hazards)):
        keys = [each.key for each in rows]
        assert keys == [f"{letter}{number:02d}" for number in range(1, len(keys) + 1)]


def test_every_page_of_the_pack_is_in_its_index() -> None:
    """Whoever opens the pack finds each of its pages."""
    index = (FOLDER / "index.md").read_text("utf-8")

    for page in sorted(FOLDER.glob("*.md")):
        assert page.stem == "index" or f"\n{page.stem}\n" in index


def test_other_sessions_are_not_counted() -> None:
    """Timings and the browser are sessions of their own: they show no requirement."""
    paths = {each.path for each in pack_of().tests}

    assert all(Path(ROOT / each).is_file() for each in paths)
    assert not any("browser" in each or "benchmarks" in each for each in paths)
