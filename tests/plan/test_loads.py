"""How a batch is spread over a tray that is filled more than once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from ldn_compound import Balance, Prescription, Q, Tray
from tests.examples import batch
from tests.strategies import plan_arguments, plan_of

NOTHING = Q("0 mg")


@pytest.mark.requirement("R29")
def test_the_last_load_is_no_heavier_than_the_others() -> None:
    """40 loads of 3384.75 mg on a display of 10 mg: all together 135 390 mg.

    15 408 + 119 984.8 mg, weighed as 15 410 + 119 980 mg; 25 of 1000 capsules take
    3384.75 mg. After 39 loads 132 010 mg are gone, and 3380 mg are left.
    """
    plan = batch(
        prescription=Prescription("4.5 mg", capsules=1000),
        spare_capsules=0,
        balance=Balance(readability="10 mg"),
        tray=Tray(25),
    )

    masses = [each.blend.to_weigh for each in plan.loads]

    assert masses[:4] == [Q("3380 mg"), Q("3390 mg"), Q("3380 mg"), Q("3390 mg")]
    assert sum(masses[:39], NOTHING) == Q("132010 mg")
    assert masses[39] == Q("3380 mg")
    assert {each.blend.exact for each in plan.loads} == {Q("3384.82 mg")}


@pytest.mark.requirement("R29")
@given(plan_arguments())
def test_every_load_is_its_share_of_the_blend(arguments: dict[str, Any]) -> None:
    """Within a step of the display; and without an excess nothing is left over."""
    plan = plan_of(arguments)
    balance = plan.request.balance
    step = balance.readability if balance else NOTHING
    share = plan.blend_as_weighed / plan.batch_size

    for each in plan.loads:
        exact = share * Q("1 capsule") * each.capsules
        assert abs(each.blend.to_weigh - exact) <= step
    if not plan.blend_excess:
        together = sum((each.blend.to_weigh for each in plan.loads), NOTHING)
        assert together == plan.blend_as_weighed
