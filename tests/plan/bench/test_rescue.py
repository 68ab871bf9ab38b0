"""A weighing came out otherwise than planned."""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import Balance, FieldError, Made, Prescription, Q
from ldn_compound.plan import rescues
from tests.examples import BULK, TABLETS, batch

PLAN = batch(spare_capsules=0)


@pytest.mark.requirement("R44")
def test_too_much_powder_makes_more_whole_capsules() -> None:
    """1.612 g instead of 1.541 g: 470.79 mg of drug are 104 capsules of 4.5269 mg.

    1612 x 50 / 171.2 = 470.7944; / 104 = 4.526869; filler 130 x (104 - 1612 / 200).
    """
    _, counted, _, _ = rescues(PLAN, Made(weighed={"A": "1.612 g"}))

    assert counted.capsules == 104
    assert counted.allowed
    assert abs(counted.strength - Q("4.526869 mg/capsule")) < Q("0.000001 mg/capsule")
    assert counted.filler == Q("12472.2 mg")


@pytest.mark.requirement("R44")
def test_changing_only_the_filler_is_refused() -> None:
    """It keeps the shell full and leaves 4.71 mg, 4.62 % too much."""
    _, _, filled, _ = rescues(PLAN, Made(weighed={"A": "1.612 g"}))

    assert not filled.allowed
    assert filled.capsules == 100
    assert filled.action.endswith(": refused, about 4.62 % off")
    assert Q("4.70 mg/capsule") < filled.strength < Q("4.71 mg/capsule")


@pytest.mark.requirement("R44")
def test_before_mixing_the_plan_is_kept() -> None:
    """Powder is taken off, and all is as planned."""
    kept, *_ = rescues(PLAN, Made(weighed={"A": "1.612 g"}))

    assert kept.action == "before mixing, take powder off and weigh again"
    assert kept.strength == PLAN.strength_achieved
    assert kept.allowed


def test_too_little_powder_is_added_to() -> None:
    """Before mixing, what is missing is added; after it, fewer capsules are whole."""
    kept, counted, filled, _ = rescues(PLAN, Made(weighed={"A": "1.5 g"}))

    assert kept.action == "before mixing, add powder and weigh again"
    assert counted.capsules == 97  # 1500 x 50 / 171.2 = 438.08 mg; / 4.5 = 97.35
    assert not filled.allowed


def test_a_small_slip_is_allowed() -> None:
    """1545 mg instead of 1540.8 mg is 0.27 %: the filler alone may change."""
    _, _, filled, _ = rescues(PLAN, Made(weighed={"A": "1545 mg"}))

    assert filled.allowed
    assert filled.action == "after mixing, change only the filler"


def test_a_batch_may_always_be_discarded() -> None:
    """Beginning again leaves no capsule of this batch."""
    *_, discarded = rescues(PLAN, Made(weighed={"A": "1.612 g"}))

    assert discarded.allowed
    assert discarded.capsules == 0


def test_powder_for_no_capsule_rescues_nothing() -> None:
    """10 mg of tablet powder hold 2.92 mg: less than one capsule."""
    with pytest.raises(FieldError, match="weighed: expected powder for a capsule"):
        rescues(PLAN, Made(weighed={"A": "10 mg"}))


def test_a_trituration_is_begun_again() -> None:
    """What went into a dilution cannot be taken off again."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        drug=BULK,
        balance=Balance(readability="10 mg"),
    )

    with pytest.raises(FieldError, match="plan: expected a plan whose powder"):
        rescues(plan, Made(weighed={"A": "100 mg"}))


@pytest.mark.requirement("R44")
def test_the_mean_mass_found_counts() -> None:
    """1836 mg of tablets of 204 mg are nine of them: 450 mg, a hundred capsules."""
    plan = batch(drug=evolve(TABLETS, mean_mass="200 mg"), spare_capsules=0)
    heavier = Made(weighed={"A": "1836 mg"}, tablets_mass="2040 mg", tablets_counted=10)

    kept, _, filled, _ = rescues(plan, heavier)
    _, _, too_much, _ = rescues(plan, Made(weighed={"A": "1836 mg"}))

    assert kept.strength == filled.strength == Q("4.5 mg/capsule")
    assert too_much.strength == Q("4.59 mg/capsule")


def test_nothing_weighed_rescues_nothing() -> None:
    """There is no powder on the balance yet."""
    with pytest.raises(FieldError, match="weighed: expected the powder weighed"):
        rescues(PLAN, Made())
