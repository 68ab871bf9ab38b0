"""What was made of a plan."""

from __future__ import annotations

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import (
    Balance,
    CompoundError,
    FieldError,
    FillToMass,
    Prescription,
    Q,
    Quantity,
    Tablets,
)
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.model.verdict import Figures, Verdict
from ldn_compound.quality import content_verdicts, usp_905
from ldn_compound.quality.outcome import outcome
from ldn_compound.sheets.content import Paragraph
from tests.examples import BULK, FILLER, ORDER, SHELL, TABLETS, batch
from tests.strategies import masses


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
AS_PLANNED = [each.to_weigh for each in PLAN.weighings]


def test_as_planned_is_as_planned() -> None:
    """1800 mg hold 450 mg: 4.5 mg in each of 100, and nothing was done otherwise."""
    made = outcome(PLAN, weighed=AS_PLANNED, capsules=100)

    assert made.strength == Q("4.5 mg/capsule")
    assert made.label_claim == Q("100 %")
    assert made.deviations == ()
    assert made.passed


@pytest.mark.requirement("R66")
def test_what_was_weighed_counts() -> None:
    """1836 mg of 1800 mg are 2 % more; in 98 capsules, 4.5 x 1.02 x 100 / 98 mg."""
    made = outcome(PLAN, weighed=["1.836 g", AS_PLANNED[1]], capsules=98)

    assert made.strength == Q("4.59 mg/capsule") * 100 / 98
    powder, capsules = made.deviations
    assert powder.endswith("1836 mg weighed, 1800 mg planned, 2 % more")
    assert capsules == "98 capsules filled, 100 planned"


def test_less_is_said_too() -> None:
    """A filler of 11830 mg that came out at 11711.7 mg is 1 % less."""
    made = outcome(PLAN, weighed=[AS_PLANNED[0], "11711.7 mg"], capsules=100)

    (said,) = made.deviations
    assert said.endswith("1 % less")
    assert made.strength == Q("4.5 mg/capsule")  # the drug is the same


@given(masses("390", "430"), masses("3000", "4000"), masses("450", "530"))
def test_a_trituration_is_followed(
    powder: Quantity, diluent: Quantity, portion: Quantity
) -> None:
    """Of a trituration, the portion holds its share of what was weighed into it."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )
    filler = plan.fillers[0].to_weigh

    made = outcome(plan, weighed=[powder, diluent, portion, filler], capsules=30)

    # a tablet of 171.2 mg holds 50 mg
    drug = powder * portion / (powder + diluent) * (Q("50 mg") / Q("171.2 mg"))
    assert made.strength * Q("30 capsules") == drug


def test_two_dilutions_are_followed() -> None:
    """A portion of a portion holds the product of both shares."""
    plan = batch(
        prescription=Prescription("0.1 mg", capsules=30),
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )
    assert plan.trituration is not None
    assert len(plan.trituration.dilutions) == 2

    made = outcome(
        plan, weighed=[each.to_weigh for each in plan.weighings], capsules=30
    )

    assert made.strength == plan.strength_achieved


def test_whole_tablets_are_taken_as_counted() -> None:
    """What was not weighed is what the tablets hold."""
    plan = plan_whole_tablets(ORDER, drug=TABLETS, filler=FILLER, shell=SHELL)

    made = outcome(plan, weighed=[plan.fillers[0].to_weigh], capsules=90)

    assert made.strength == Q("5 mg/capsule")  # 9 x 50 mg in 90


def test_nothing_planned_and_something_weighed() -> None:
    """A filler of which none was planned is no division by nothing."""
    full = batch(
        drug=Tablets("50 mg", mean_mass="200 mg", packing=TABLETS.packing),
        prescription=Prescription("4.5 mg", capsules=100),
        fill=FillToMass("18 mg"),
        spare_capsules=0,
    )

    made = outcome(full, weighed=["1800 mg", "1 mg"], capsules=100)

    assert made.deviations == ("sucrose: 1 mg weighed, none planned",)


@pytest.mark.requirement("R66")
@pytest.mark.parametrize(("verdict", "passed"), [("pass", True), ("fail", False)])
def test_every_verdict_counts(verdict: str, passed: bool) -> None:  # noqa: FBT001
    """One test that is not passed is enough."""
    made = outcome(
        PLAN, weighed=AS_PLANNED, capsules=100, verdicts=[Said("pass"), Said(verdict)]
    )

    assert made.passed is passed


@pytest.mark.requirement("R66")
def test_evenness_without_potency_does_not_pass() -> None:
    """Ten at 84 % are even, and pass USP <905>; their potency is another test."""
    even = usp_905(["84 %"] * 10)
    both = content_verdicts(["84 %"] * 10)

    alone = outcome(PLAN, weighed=AS_PLANNED, capsules=100, verdicts=[even])
    judged = outcome(PLAN, weighed=AS_PLANNED, capsules=100, verdicts=both)

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
    tested = outcome(PLAN, weighed=AS_PLANNED, capsules=100, verdicts=[even]).as_sheet()
    untested = outcome(PLAN, weighed=AS_PLANNED, capsules=100).as_sheet()
    both = content_verdicts([99, 101] * 5)
    passed = outcome(PLAN, weighed=AS_PLANNED, capsules=100, verdicts=both).as_sheet()

    missing = "no potency test: evenness says nothing of the mean content"
    assert tested.sections[1].parts == (even.as_facts(), Paragraph(missing))
    assert tested.banner == "NOT PASSED"
    assert untested.sections[1].parts == (Paragraph("None."),)
    assert passed.banner is None


def test_going_on_is_no_failure() -> None:
    """What was decided while filling is no test, but a reject is one that failed."""
    good = outcome(PLAN, weighed=AS_PLANNED, capsules=100, verdicts=[Said("go on")])
    bad = outcome(PLAN, weighed=AS_PLANNED, capsules=100, verdicts=[Said("reject")])

    assert good.passed
    assert not bad.passed


@pytest.mark.requirement("R66")
def test_a_strength_beyond_the_limits_does_not_pass() -> None:
    """15 % too much drug passes no matter what the tests say."""
    made = outcome(
        PLAN, weighed=["2070 mg", AS_PLANNED[1]], capsules=100, verdicts=[Said("pass")]
    )

    assert not made.within_limits
    assert not made.passed


def test_it_reads_like_a_record() -> None:
    """Strength, verdicts with figures and remarks, deviations: a line each."""
    made = outcome(
        PLAN, weighed=["1836 mg", AS_PLANNED[1]], capsules=100, verdicts=[Said("fail")]
    )
    text = str(made)

    first, test, remark, deviation = text.splitlines()
    assert first == "100 capsules of 4.59 mg/capsule by weight, 102 % of the label"
    assert test == "Test: fail; mean: 100 %"
    assert remark == "  a remark"
    assert deviation.startswith("deviation: powder of crushed")
    assert "1 tests, 1 not passed; 1 deviations" in repr(made)


@pytest.mark.parametrize(
    ("weighed", "capsules", "message"),
    [
        (["1800 mg"], 100, "weighed: expected 2 masses, of powder of crushed"),
        ("1800 mg", 100, "weighed: expected 2 masses"),
        (["1800 mg", "1 mL"], 100, "weighed: expected a mass of sucrose, got 1"),
        (AS_PLANNED, 0, "capsules: expected a number of capsules, got 0"),
        (AS_PLANNED, True, "capsules: expected a number of capsules, got True"),
        (AS_PLANNED, "100", "capsules: expected a number of capsules, got '100'"),
    ],
)
def test_what_cannot_be_is_refused(
    weighed: list[str], capsules: int, message: str
) -> None:
    """Every weighing has its mass, and capsules are counted."""
    with pytest.raises(CompoundError, match=message):
        outcome(PLAN, weighed=weighed, capsules=capsules)


@given(st.integers(1, 400))
def test_fewer_capsules_hold_more(capsules: int) -> None:
    """The drug of the batch is shared by the capsules that were filled."""
    made = outcome(PLAN, weighed=AS_PLANNED, capsules=capsules)

    assert made.strength * Q("1 capsule") * capsules == Q("450 mg")


@pytest.mark.requirement("R66")
def test_the_mean_mass_found_at_the_bench_counts() -> None:
    """Of tablets of 204 mg, 1836 mg are the nine tablets that 1800 mg would be of 200.

    That is what the worksheet tells to weigh; at 200 mg it would be 2 % too strong.
    """
    found = outcome(
        PLAN, weighed=["1.836 g", AS_PLANNED[1]], capsules=100, mean_mass="204 mg"
    )
    unheeded = outcome(
        PLAN, weighed=AS_PLANNED, capsules=100, mean_mass="204 mg/tablet"
    )

    assert found.strength == Q("4.5 mg/capsule")
    assert found.deviations == (
        "tablets of 204 mg/tablet were crushed, 200 mg/tablet planned",
    )
    assert unheeded.strength == Q("4.5 mg/capsule") * 200 / 204
    assert unheeded.deviations[1].startswith("powder of crushed naltrexone")
    assert "1800 mg weighed, 1836 mg planned" in unheeded.deviations[1]
    assert outcome(PLAN, weighed=AS_PLANNED, capsules=100, mean_mass="200 mg").passed


def test_whole_tablets_hold_what_they_hold() -> None:
    """Nine of 50 mg are 450 mg, whatever they weigh."""
    plan = plan_whole_tablets(ORDER, drug=TABLETS, filler=FILLER, shell=SHELL)
    weighed = [plan.fillers[0].to_weigh]

    made = outcome(plan, weighed=weighed, capsules=100, mean_mass="180 mg")

    assert made.strength == Q("4.5 mg/capsule")
    assert made.deviations == (
        "tablets of 180 mg/tablet were crushed, 171.2 mg/tablet planned",
    )


def test_powder_has_no_mean_mass() -> None:
    """No tablets were crushed, so none had a mass."""
    plan = batch(drug=BULK)
    masses = [each.to_weigh for each in plan.weighings]

    with pytest.raises(FieldError, match=r"^mean_mass: expected none where no tablets"):
        outcome(plan, weighed=masses, capsules=100, mean_mass="200 mg")


@pytest.mark.requirement("R66")
def test_a_draft_does_not_pass() -> None:
    """Its stops were never resolved, whatever the tests say."""
    draft = batch(drug=evolve(TABLETS, packing=None))
    masses = [each.to_weigh for each in draft.weighings]

    made = outcome(draft, weighed=masses, capsules=draft.shells)

    assert made.within_limits
    assert not made.failed
    assert not made.passed
    draft_said = "the plan was a draft: its stops were never resolved"
    assert draft_said in str(made).splitlines()


def test_an_excess_is_taken_to_be_in_no_capsule() -> None:
    """Where fewer are filled, they share the loads; who filled them knows better."""
    plan = batch(
        drug=PLAN.request.drug, spare_capsules=0, blend_excess="5 %", prescription=ORDER
    )
    masses = [each.to_weigh for each in plan.weighings]
    said = "only the loads are taken to be in them, the excess in none"

    assert said in outcome(plan, weighed=masses, capsules=98).deviations
    assert said not in outcome(plan, weighed=masses, capsules=100).deviations
    assert said not in outcome(PLAN, weighed=AS_PLANNED, capsules=98).deviations
