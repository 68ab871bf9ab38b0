"""Is the batch of a size that can be made well?"""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound import (
    FillByCompletion,
    FillToVolume,
    Prescription,
    Tray,
    reference,
)
from tests.examples import batch, codes, finding


@pytest.mark.requirement("R42")
def test_a_small_batch_is_a_caution_in_germany() -> None:
    """DAC/NRF advises 60 capsules or more."""
    plan = batch(
        prescription=Prescription("4.5 mg", capsules=50),
        policy=reference.policy("dac-nrf"),
    )

    found = finding(plan, "small-batch")

    assert found.severity == "caution"
    assert found.message == "53 capsules are made; at least 60 are advised"


def test_spare_capsules_that_force_a_load_are_said() -> None:
    """103 capsules on 100 holes are two loads, where 100 were one."""
    plan = batch(tray=Tray(100))

    found = finding(plan, "spares-add-load")

    assert found.severity == "note"
    assert found.message == "3 spare capsules make it 2 loads instead of 1"


def test_spare_capsules_in_the_same_load_pass() -> None:
    """103 capsules on 300 holes are one load, as 100 are."""
    plan = batch(tray=Tray(300))

    assert "spares-add-load" not in codes(plan)


@pytest.mark.requirement("R28")
def test_no_allowance_for_loss_is_said() -> None:
    """Nothing spare, nothing in excess, nothing over: loss shortens the capsules."""
    plan = batch(spare_capsules=0)

    assert finding(plan, "no-loss-allowance").severity == "note"


@pytest.mark.requirement("R28")
@pytest.mark.parametrize(
    "allowance",
    [{"spare_capsules": 3}, {"blend_excess": "3 %"}, {"drug_overage": "5 %"}],
)
def test_any_allowance_for_loss_passes(allowance: dict[str, object]) -> None:
    """Spare capsules, blend excess or drug overage each make up for loss."""
    plan = batch(**({"spare_capsules": 0} | allowance))

    assert "no-loss-allowance" not in codes(plan)


@pytest.mark.requirement("R101")
@pytest.mark.parametrize(
    ("changes", "small"),
    [
        ({"fill": FillByCompletion(), "tray": Tray(103)}, False),
        ({"fill": FillByCompletion(), "tray": Tray(102)}, True),
        ({"fill": FillByCompletion()}, False),
        ({"fill": FillToVolume(), "tray": Tray(102)}, False),
        ({"tray": Tray(102)}, False),
    ],
)
def test_all_shells_are_topped_up_at_once(
    changes: dict[str, Any], *, small: bool
) -> None:
    """103 shells do not lie open in a tray of 102 holes; no other method needs them."""
    assert ("tray-too-small" in codes(batch(**changes))) is small
