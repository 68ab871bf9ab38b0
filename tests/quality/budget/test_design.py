"""How many tablets, how many capsules, which balance."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound import Balance, CompoundError, Prescription, Tray
from ldn_compound.quality.budget.design import (
    Design,
    compare_designs,
    design_rows,
    smallest_design,
)
from tests.examples import BULK, batch

STATED: dict[str, Any] = {"fill_rsd": "3 %", "blend_cv": "3 %"}
PLAN = batch(prescription=Prescription("1.5 mg", capsules=30), spare_capsules=0)


def test_every_combination_is_made() -> None:
    """Two sizes, two reserves, two balances: eight designs, smallest first."""
    coarse = Balance(readability="10 mg")
    fine = Balance(readability="1 mg")

    designs = compare_designs(
        PLAN,
        capsules=(30, 100),
        reserve_tablets=(0, 9),
        balances=(coarse, fine),
        **STATED,
    )

    # 30 x 1.5 mg take 0.9 tablets, 100 take 3 and a rounding (514 mg of 513.6 mg)
    made = [(each.capsules, each.tablets) for each in designs]
    assert made[1] == (30, 1)
    assert made[-1] == (100, 13)
    assert len(made) == 8


def test_nothing_varied_is_the_plan() -> None:
    """Without a choice there is one design: the plan itself."""
    (only,) = compare_designs(PLAN, **STATED)

    assert only.budget is not None
    assert only.budget.plan.powder == PLAN.powder
    assert only.balance == PLAN.request.balance


def test_pooling_makes_surer() -> None:
    """More tablets pooled never make the dose less sure."""
    designs = compare_designs(PLAN, reserve_tablets=(0, 4, 9, 19), **STATED)

    chances = [each.chance() for each in designs]
    assert chances == sorted(chances)
    assert chances[0] < chances[-1]


def test_the_smallest_that_will_do_is_chosen() -> None:
    """Of those that pass often enough, the one of fewest tablets."""
    designs = compare_designs(PLAN, reserve_tablets=(0, 4, 9, 19), **STATED)
    wanted = designs[1].chance()

    chosen = smallest_design(designs, target=wanted)

    assert chosen == designs[1]


def test_a_target_out_of_reach_names_the_best() -> None:
    """Where none will do, the best is named, and what would help."""
    designs = compare_designs(PLAN, reserve_tablets=(0, 9), **STATED)

    with pytest.raises(CompoundError, match=r"designs: expected a chance of 0\.999 .*"):
        smallest_design(designs, target=0.999)
    with pytest.raises(CompoundError, match="designs: expected at least one design"):
        smallest_design([])


def test_what_cannot_be_made_says_why() -> None:
    """A number of capsules without a plan is a row with its refusal."""
    coarse = Balance(readability="100 mg")

    (refused,) = compare_designs(PLAN, balances=(coarse,), **STATED)

    assert refused.budget is None
    assert refused.chance() == 0
    assert refused.refusal.startswith("balance: expected")
    assert list(design_rows([refused])) == [
        ("30", "-", "100 mg", refused.refusal, "-", "-")
    ]


def test_rows_have_units() -> None:
    """The table says percent where it means it, and a dash where there is nothing."""
    plan = batch(drug=BULK, balance=None, tray=Tray(100))

    (row,) = design_rows(compare_designs(plan, **STATED))

    assert row[:3] == ("100", "-", "-")
    assert row[3].endswith(" %")
    assert row[4].endswith(" % or more")
    assert "bias of the laboratory" in row[5].split("; ")


def test_a_design_without_a_plan_has_no_chance() -> None:
    """What is not made does not pass."""
    none = Design(capsules=1, tablets=None, balance=None, budget=None, refusal="no")

    assert none.chance() == 0
