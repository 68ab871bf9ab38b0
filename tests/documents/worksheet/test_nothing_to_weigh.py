"""Nobody is asked to weigh nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ldn_compound import BatchPlan, FillToMass, Made, Q
from ldn_compound.errors import UnknownNameError
from ldn_compound.plan.bench.dose import dose_made
from ldn_compound.plan.bench.made import bench_weighings
from tests.examples import BULK, batch


def all_drug() -> BatchPlan:
    """Return a plan of capsules that hold 4.5 mg of powder and nothing else."""
    return batch(drug=BULK, fill=FillToMass("4.5 mg"))


@pytest.mark.requirement("R107")
def test_a_filler_of_which_none_is_needed_is_not_weighed() -> None:
    """The sheet has one weighing, and mixes it with nothing."""
    plan = all_drug()

    sheet = " ".join(plan.worksheet().split())

    assert plan.fillers[0].exact == Q("0 mg")
    assert [each.item for each in plan.weighings] == ["naltrexone hydrochloride powder"]
    assert "Target: 0 mg" not in sheet
    assert "Mix A until even." in sheet
    assert "No. B" not in sheet


def test_nothing_can_be_entered_for_it() -> None:
    """What was weighed in against the plan is an item that the plan does not weigh."""
    with pytest.raises(UnknownNameError):
        bench_weighings(all_drug(), Made(weighed={"sucrose": "1 mg"}))


def test_the_dose_made_needs_only_what_is_weighed() -> None:
    """103 shells of 4.5 mg take 463.5 mg, shown as 464 mg: 464 / 103 in each."""
    made = Made(weighed={"A": "464 mg"}, blend_mass="464 mg", capsules=103)

    dose = dose_made(all_drug(), made)

    assert dose.strength is not None
    assert dose.strength.m_as("mg/capsule") == Fraction(464, 103)
