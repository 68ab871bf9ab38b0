"""All the powder of whole tablets: k tablets of strength S in N capsules, k S / N."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Balance, CompoundError, Prescription, Q, reference
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.plan import rescues
from tests.examples import FILLER, ORDER, SHELL, TABLETS, codes, finding

BENCH: dict[str, Any] = {
    "drug": TABLETS,
    "filler": FILLER,
    "shell": SHELL,
    "balance": Balance(readability="10 mg"),
}


def test_nine_tablets_make_a_hundred_capsules() -> None:
    """100 x 4.5 mg are 9 x 50 mg; their powder is 9 x 171.2 mg = 1540.8 mg."""
    plan = plan_whole_tablets(ORDER, **BENCH)

    assert plan.tablets is not None
    assert plan.tablets.to_crush == 9
    assert plan.tablets.powder_left == Q("0 mg")
    assert plan.powder.exact == plan.powder.to_weigh == Q("1540.8 mg")
    assert plan.strength_achieved == Q("4.5 mg/capsule")


def test_the_powder_is_not_weighed() -> None:
    """Nothing is weighed back, so no rule of the balance bears on the powder."""
    plan = plan_whole_tablets(Prescription("0.5 mg", capsules=100), **BENCH)

    assert plan.trituration is None  # one tablet, 171.2 mg, below the 200 mg
    assert plan.weighings == plan.fillers
    assert not {"below-least-mass", "weighing-error", "no-powder-left"} & {*codes(plan)}


def test_no_tablet_is_crushed_in_reserve() -> None:
    """All that is crushed goes in: a tablet more would be a dose more."""
    house = evolve(reference.policy("usp"), reserve_tablets=2)

    plan = plan_whole_tablets(ORDER, **BENCH, policy=house)

    assert plan.tablets is not None
    assert plan.tablets.to_crush == 9
    assert plan.powder.estimated  # by the mean mass: nobody weighs it


def test_unseen_loss_is_a_caution() -> None:
    """Nine tablets are few, and what stays in the mortar shows nowhere."""
    plan = plan_whole_tablets(ORDER, **BENCH)

    assert finding(plan, "whole-tablets").severity == "caution"
    assert finding(plan, "few-tablets").severity == "caution"
    assert plan.ready


@pytest.mark.requirement("R15")
def test_a_part_of_a_tablet_is_refused() -> None:
    """90 x 4.5 mg take 8.1 tablets; 100 capsules take 9."""
    with pytest.raises(
        CompoundError,
        match=r"capsules: expected .* whole tablets only, got 90 capsules, which need "
        r"8\.1 tablets; make 100 capsules",
    ):
        plan_whole_tablets(Prescription("4.5 mg", capsules=90), **BENCH)


def test_a_number_that_is_named_is_taken() -> None:
    """8 tablets in 90 capsules are 400/90 mg each, 1.23 % less: a caution says so."""
    plan = plan_whole_tablets(Prescription("4.5 mg", capsules=90), tablets=8, **BENCH)

    assert plan.strength_achieved == Q("400 mg/capsule") / 90
    assert "powder of whole tablets gives" in finding(plan, "strength-off").message


@pytest.mark.requirement("R15")
def test_a_wrong_number_is_a_stop() -> None:
    """One tablet in 30 capsules of 0.5 mg is more than thrice the dose."""
    plan = plan_whole_tablets(Prescription("0.5 mg", capsules=30), tablets=1, **BENCH)

    assert not plan.ready
    assert finding(plan, "content-outside").severity == "stop"


def test_spares_count() -> None:
    """With 10 spare ones, 90 capsules to dispense take the nine tablets."""
    order = Prescription("4.5 mg", capsules=90)

    plan = plan_whole_tablets(order, spare_capsules=10, **BENCH)

    assert plan.strength_achieved == Q("4.5 mg/capsule")


def test_the_sheet_weighs_nothing_back() -> None:
    """The sheet says to use all of it and to rinse, and asks for no weighing of it."""
    sheet = plan_whole_tablets(ORDER, **BENCH).worksheet()

    words = " ".join(sheet.split())
    assert "Use all of the tablet powder, about 1540.8 mg" in words
    assert "Rinse mortar and sieve with part of the filler" in words
    assert "Weigh 1540.8 mg" not in words
    assert "of tablet powder, what is left" not in words


def test_the_powder_is_explained() -> None:
    """The powder follows from the tablets crushed, not from the drug needed."""
    steps = {step.name: step for step in plan_whole_tablets(ORDER, **BENCH).steps}

    step = steps["powder of crushed tablets"]
    assert step.formula == "tablets crushed x mean tablet mass"
    assert "tablet powder left over" not in steps


def test_there_is_no_weighing_to_rescue() -> None:
    """What was not weighed cannot have been weighed wrong."""
    plan = plan_whole_tablets(ORDER, **BENCH)

    with pytest.raises(CompoundError, match=r"plan: expected .* got whole tablets"):
        rescues(plan, "1.6 g")


@pytest.mark.requirement("R15")
@given(
    tablets=st.integers(1, 40),
    capsules=st.integers(1, 400),
    assay=st.sampled_from(["92 %", "100 %", "104.5 %"]),
)
def test_strength_is_k_s_over_n(tablets: int, capsules: int, assay: str) -> None:
    """Each capsule holds k S / N of what the tablets hold, exactly, or none is made."""
    import attrs  # noqa: PLC0415

    try:
        plan = plan_whole_tablets(
            Prescription("4.5 mg", capsules=capsules),
            tablets=tablets,
            policy=reference.policy("usp"),
            **(BENCH | {"drug": attrs.evolve(TABLETS, assay=assay)}),
        )
    except CompoundError as error:  # too much powder for the shells
        assert "shell" in str(error)
        return

    content = Q("50 mg") * tablets * Q(assay) / capsules
    assert plan.strength_achieved * Q("1 capsule") == content
