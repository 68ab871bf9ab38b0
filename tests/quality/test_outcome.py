"""What was made of a plan."""

from __future__ import annotations

import pytest
from attrs import evolve, frozen

from ldn_compound import (
    FillToMass,
    Prescription,
    Q,
    Tablets,
)
from ldn_compound.errors import UnknownNameError
from ldn_compound.model.verdict import Figures, Verdict
from ldn_compound.quality import content_verdicts, usp_905
from ldn_compound.quality.outcome import outcome
from ldn_compound.sheets.content import Paragraph
from tests.examples import TABLETS, batch
from tests.made import as_planned


@frozen(repr=False)
class Said(Verdict):
    """A verdict, as any test gives one."""

    verdict: str
    title: str = "Test"
    source: str = "house"
    figures: Figures = (("mean", "100 %"),)
    remarks: tuple[str, ...] = ("a remark",)


PLAN = batch(
    drug=Tablets("50 mg", mean_mass="200 mg", packing=TABLETS.packing),
    spare_capsules=0,
)


def test_as_planned_is_as_planned() -> None:
    """1800 mg hold 450 mg: 4.5 mg in each of 100, and nothing was done otherwise."""
    made = outcome(PLAN, as_planned(PLAN))

    assert made.strength == Q("4.5 mg/capsule")
    assert made.label_claim == Q("100 %")
    assert made.deviations == ()
    assert made.passed


@pytest.mark.requirement("R66")
def test_what_was_weighed_counts() -> None:
    """1836 mg of 1800 mg are 2 % more; in 98 capsules, 4.5 x 1.02 x 100 / 98 mg."""
    made = outcome(PLAN, as_planned(PLAN, {"A": "1.836 g"}, capsules=98))

    assert made.strength == Q("4.59 mg/capsule") * 100 / 98
    powder, capsules = made.deviations
    assert powder.endswith("1836 mg weighed, 1800 mg planned, 2 % more")
    assert capsules == "98 capsules kept, 100 planned"


def test_less_is_said_too() -> None:
    """A filler of 11830 mg that came out at 11711.7 mg is 1 % less."""
    made = outcome(PLAN, as_planned(PLAN, {"B": "11711.7 mg"}))

    (said,) = made.deviations
    assert said.endswith("1 % less")
    assert made.strength == Q("4.5 mg/capsule")  # the drug is the same


def test_nothing_planned_and_something_weighed() -> None:
    """A filler of which none was planned is no weighing; it is a deviation in words."""
    full = batch(
        drug=Tablets("50 mg", mean_mass="200 mg", packing=TABLETS.packing),
        prescription=Prescription("4.5 mg", capsules=100),
        fill=FillToMass("18 mg"),
        spare_capsules=0,
    )

    told = evolve(as_planned(full), deviations=("1 mg of sucrose went in",))

    entered = as_planned(full, {"B": "1 mg"})

    with pytest.raises(UnknownNameError, match="weighed: expected one of"):
        outcome(full, entered)
    assert outcome(full, told).deviations == ("1 mg of sucrose went in",)


@pytest.mark.requirement("R66")
@pytest.mark.parametrize(("verdict", "passed"), [("pass", True), ("fail", False)])
def test_every_verdict_counts(verdict: str, passed: bool) -> None:  # noqa: FBT001
    """One test that is not passed is enough."""
    made = outcome(PLAN, as_planned(PLAN), verdicts=[Said("pass"), Said(verdict)])

    assert made.passed is passed


@pytest.mark.requirement("R66")
def test_evenness_without_potency_does_not_pass() -> None:
    """Ten at 84 % are even, and pass USP <905>; their potency is another test."""
    even = usp_905(["84 %"] * 10)
    both = content_verdicts(["84 %"] * 10)

    alone = outcome(PLAN, as_planned(PLAN), verdicts=[even])
    judged = outcome(PLAN, as_planned(PLAN), verdicts=both)

    assert even.verdict == "pass"
    assert alone.lacks_potency
    assert not alone.passed
    assert "no potency test" in str(alone)
    assert not judged.lacks_potency
    assert [each.title for each in judged.failed] == ["Potency"]
    assert not judged.passed


def test_the_sheet_says_what_is_missing() -> None:
    """Evenness alone says nothing of the mean; no test at all is said too."""
    even = usp_905([99, 101] * 5)
    tested = outcome(PLAN, as_planned(PLAN), verdicts=[even]).as_sheet()
    untested = outcome(PLAN, as_planned(PLAN)).as_sheet()
    both = content_verdicts([99, 101] * 5)
    passed = outcome(PLAN, as_planned(PLAN), verdicts=both).as_sheet()

    missing = "no potency test: evenness says nothing of the mean content"
    assert tested.sections[1].parts == (even.as_facts(), Paragraph(missing))
    assert tested.banner == "NOT PASSED"
    assert untested.sections[1].parts == (Paragraph("None."),)
    assert passed.banner is None


def test_a_strength_is_told_with_four_decimals() -> None:
    """4.5 x 1.02 x 100 / 98 mg are 4.68367: about 4.6837, and about 104.08 %."""
    made = outcome(PLAN, as_planned(PLAN, {"A": "1.836 g"}, capsules=98))

    sheet = made.as_sheet()

    (strength,) = sheet.sections[0].parts
    assert sheet.title == "Outcome: 98 capsules of about 4.6837 mg/capsule"
    assert isinstance(strength, Paragraph)
    assert strength.text.startswith(
        "about 4.6837 mg/capsule by weight, about 104.08 % of"
    )
    assert str(made).startswith(
        "98 capsules of about 4.6837 mg/capsule by weight, about"
    )
    assert "98 capsules of about 4.6837 mg/capsule, about 104.08 % of" in repr(made)


def test_going_on_is_no_failure() -> None:
    """What was decided while filling is no test, but a reject is one that failed."""
    good = outcome(PLAN, as_planned(PLAN), verdicts=[Said("go on")])
    bad = outcome(PLAN, as_planned(PLAN), verdicts=[Said("reject")])

    assert good.passed
    assert not bad.passed


@pytest.mark.requirement("R66")
def test_a_strength_beyond_the_limits_does_not_pass() -> None:
    """15 % too much drug passes no matter what the tests say."""
    made = outcome(PLAN, as_planned(PLAN, {"A": "2070 mg"}), verdicts=[Said("pass")])

    assert not made.within_limits
    assert not made.passed


def test_it_reads_like_a_record() -> None:
    """Strength, verdicts with figures and remarks, deviations: a line each."""
    made = outcome(PLAN, as_planned(PLAN, {"A": "1836 mg"}), verdicts=[Said("fail")])
    text = str(made)

    first, test, remark, deviation = text.splitlines()
    assert first == "100 capsules of 4.59 mg/capsule by weight, 102 % of the label"
    assert test == "Test: fail; mean: 100 %"
    assert remark == "  a remark"
    assert deviation.startswith("deviation: powder of crushed")
    assert "1 tests, 1 not passed; 1 deviations" in repr(made)


@pytest.mark.requirement("R66")
def test_the_mean_mass_found_at_the_bench_counts() -> None:
    """Of tablets of 204 mg, 1836 mg are the nine tablets that 1800 mg would be of 200.

    That is what the worksheet tells to weigh; at 200 mg it would be 2 % too strong.
    """
    heavier = {"tablets_mass": "1836 mg", "tablets_counted": 9}
    found = outcome(PLAN, as_planned(PLAN, {"A": "1.836 g"}, **heavier))
    unheeded = outcome(PLAN, as_planned(PLAN, {"A": "1.8 g"}, **heavier))

    assert found.strength == Q("4.5 mg/capsule")
    assert found.deviations == (
        "tablets of 204 mg/tablet were crushed, 200 mg/tablet planned",
    )
    assert unheeded.strength == Q("4.5 mg/capsule") * 200 / 204
    assert unheeded.deviations[1].startswith("powder of crushed naltrexone")
    assert "1800 mg weighed, 1836 mg planned" in unheeded.deviations[1]


def test_what_was_written_down_is_a_deviation() -> None:
    """Whoever makes the batch says in words what was done otherwise."""
    made = outcome(PLAN, as_planned(PLAN, deviations=("mixed for 5 min more",)))

    assert made.deviations == ("mixed for 5 min more",)


@pytest.mark.requirement("R66")
def test_a_draft_does_not_pass() -> None:
    """Its stops were never resolved, whatever the tests say."""
    draft = batch(drug=evolve(TABLETS, packing=None))

    made = outcome(draft, as_planned(draft))

    assert made.within_limits
    assert not made.failed
    assert not made.passed
    draft_said = "the plan was a draft: its stops were never resolved"
    assert draft_said in str(made).splitlines()
