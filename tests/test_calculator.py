"""The calculator: what stands in the boxes is read as strictly as anywhere."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound import CompoundError, FieldError, Q
from ldn_compound.calculator import BOXES, calculator, plan_of_boxes

MEASURED = {
    "tablet_mass": "171.2 mg",
    "tablet_packing": "200 mg",
    "filler_packing": "130 mg",
}


def boxes(**texts: str) -> dict[str, str]:
    """Return the texts of all boxes, some of them filled in."""
    return {name: first for name, (_, first) in BOXES.items()} | MEASURED | texts


def filled(**texts: str) -> tuple[Any, Any]:
    """Return the boxes of a calculator, filled in, and its answer."""
    *fields, answer = calculator().children
    for field, text in zip(fields, boxes(**texts).values(), strict=True):
        field.value = text
    return fields, answer


def test_the_main_job_is_answered() -> None:
    """4.5 mg x 100 from tablets of 171.2 mg: 1541 mg of powder, 10 tablets."""
    _, answer = filled()

    assert "1541\N{NO-BREAK SPACE}mg" in answer.value
    assert "10\N{NO-BREAK SPACE}tablets</span> to crush" in answer.value


def test_the_answer_follows_each_box() -> None:
    """A third of the strength takes a third of the powder: 513.6 mg, weighed 514 mg."""
    fields, answer = filled()

    fields[0].value = "1.5 mg"

    assert "1541\N{NO-BREAK SPACE}mg" not in answer.value
    assert "514\N{NO-BREAK SPACE}mg" in answer.value


def test_without_a_measured_mass_nothing_is_answered() -> None:
    """A calculator that opens shows no amount that somebody might weigh."""
    *_, answer = calculator().children

    assert "the mean mass of a tablet has no default" in answer.value
    assert " mg" not in answer.value


@pytest.mark.parametrize(
    ("box", "text", "words"),
    [
        ("strength", "4,5 mg", "Strength of one capsule: expected"),
        ("strength", "45 mg", "25 mg and 50 mg are doses of naltrexone tablets"),
        ("capsules", "1e3", "Capsules: expected a whole number such as 100"),
        ("capsules", "9999999", "write it in digits"),
        ("capsules", "²", "Capsules: expected a whole number"),
        ("other_medicines", "sertraline,", "Other medicines, or none: expected"),
        ("tablet_strength", "4.5 mL", "Strength of one tablet: expected"),
        ("tablet_mass", "<script>", "Mean mass of one tablet, weighed: expected"),
        ("tablet_packing", "200", "One shell full of tablet powder: expected"),
        ("filler", "", "Filler: expected"),
        ("filler_packing", "0 mg", "One shell full of filler: expected"),
        ("shell", "17", "Size of the shell: expected"),
        ("shell", " 3", "Size of the shell: expected"),
        ("readability", "", "Step of the balance: expected"),
        ("strength", "4.5 mL", "Strength of one capsule: expected"),
    ],
)
def test_what_cannot_be_read_is_an_error(box: str, text: str, words: str) -> None:
    """The plan before it is gone, and the error says what to write."""
    fields, answer = filled()

    fields[list(BOXES).index(box)].value = text

    assert words in answer.value
    assert 'role="alert"' in answer.value
    assert "1541" not in answer.value
    assert "<script>" not in answer.value
    with pytest.raises(CompoundError):
        plan_of_boxes(boxes(**{box: text}))


def test_a_packing_that_nobody_measured_makes_a_draft() -> None:
    """A published figure stands in for the filler, and says so."""
    plan = plan_of_boxes(boxes(tablet_packing="", filler_packing=""))

    assert not plan.ready
    assert {"packing-published", "packing-assumed"} <= {
        each.code for each in plan.findings
    }
    assert plan_of_boxes(boxes()).powder.exact == Q("1540.8 mg")


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("", {"not-asked"}),
        ("none", set()),
        ("sertraline", {"not-recognised"}),
        ("tramadol", {"opioid"}),
    ],
)
def test_other_medicines_are_asked_for(typed: str, codes: set[str]) -> None:
    """An empty box says that nobody asked, ``none`` that none is taken."""
    plan = plan_of_boxes(boxes(other_medicines=typed))

    assert {each.code for each in plan.findings if each.severity != "note"} == codes


def test_a_box_that_is_missing_is_named() -> None:
    """Nothing stands in for a text that was not given."""
    texts = boxes()
    del texts["readability"]

    with pytest.raises(FieldError, match=r"^readability: expected a text, empty where"):
        plan_of_boxes(texts)
