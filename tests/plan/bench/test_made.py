"""The weighings of a plan, with what was entered for them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from ldn_compound import Additive, Balance, Prescription, Q, UnknownNameError
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.model.made import Made, Weighed
from ldn_compound.plan.bench.made import bench_weighings, mean_mass_change
from tests.examples import BULK, FILLER, ORDER, SHELL, TABLETS, batch
from tests.strategies import plan_arguments, plan_of

POWDER = "powder of crushed naltrexone hydrochloride tablets"


@given(plan_arguments())
def test_each_weighing_has_a_name_of_its_own(arguments: dict[str, Any]) -> None:
    """As many as the plan weighs, in its order, none entered, each named once."""
    plan = plan_of(arguments)

    found = bench_weighings(plan)

    assert [each.target for each in found] == [w.to_weigh for w in plan.weighings]
    assert len({each.item for each in found}) == len(plan.weighings)
    assert not any(each.entry or each.off for each in found)


def test_after_z_comes_aa() -> None:
    """Powder, 26 additives and filler are 28 weighings: A to Z, AA and AB."""
    additives = [Additive(f"additive {n}", mass="1 mg/capsule") for n in range(26)]

    found = bench_weighings(batch(drug=BULK, additives=additives, balance=None))

    assert [each.letter for each in found][24:] == ["Y", "Z", "AA", "AB"]


def test_the_second_of_a_name_has_a_number() -> None:
    """Sucrose dilutes the powder first, and fills the capsules later."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="10 mg"),
    )

    names = [each.item for each in bench_weighings(plan)]

    assert names == [POWDER, "sucrose", f"trituration 1 of {POWDER}", "sucrose (2)"]


def test_the_drug_goes_through_the_first_ones() -> None:
    """Powder alone; or powder, diluent and portion; or none of whole tablets."""
    triturated = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="10 mg"),
    )
    whole = plan_whole_tablets(ORDER, drug=TABLETS, filler=FILLER, shell=SHELL)

    def carriers(plan: Any) -> list[bool]:
        return [each.carries_drug for each in bench_weighings(plan)]

    assert carriers(batch()) == [True, False]
    assert carriers(triturated) == [True, True, True, False]
    assert carriers(whole) == [False]


@pytest.mark.requirement("R54")
@pytest.mark.parametrize(
    ("actual", "off"),
    # 1587 mg: 1 % less are 1571.13 mg, 1 % more are 1602.87 mg, in steps of 1 mg
    [
        ("1572 mg", False),
        ("1571 mg", True),
        ("1602 mg", False),
        ("1603 mg", True),
    ],
)
def test_the_tolerance_belongs_to_what_is_allowed(actual: str, *, off: bool) -> None:
    """At most 1 % from the target, both ends included."""
    made = Made(weighed=[Weighed(POWDER, actual=actual)])

    powder, _ = bench_weighings(batch(), made)

    assert powder.off is off


@pytest.mark.requirement("R54")
def test_the_target_follows_the_mean_mass_found() -> None:
    """9.27 tablets of 172 mg are 1594.44 mg: 1594 mg on a display of 1 mg."""
    made = Made(tablets_mass="1720 mg")

    powder, filler = bench_weighings(batch(), made)

    assert powder.planned == Q("1587 mg")
    assert powder.target == Q("1594 mg")
    assert filler.target == filler.planned


def test_without_a_display_nothing_is_rounded() -> None:
    """9.27 tablets of 172 mg, to the last digit."""
    powder, _ = bench_weighings(batch(balance=None), Made(tablets_mass="1720 mg"))

    assert powder.target == Q("1594.44 mg")


def test_the_powder_of_a_trituration_follows_too() -> None:
    """As much more as a tablet is heavier: the trituration carries the same drug."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="1 mg"),
        spare_capsules=0,
    )
    assert plan.tablets is not None
    counted = plan.tablets.to_crush
    made = Made(tablets_mass=Q("171.2 mg") * counted * 101 / 100)

    powder = bench_weighings(plan, made)[0]

    assert abs(powder.target - powder.planned * 101 / 100) <= Q("0.5 mg")


def test_tablets_are_divided_by_those_counted() -> None:
    """Eleven tablets of 171.2 mg are no heavier than planned."""
    made = Made(tablets_counted=11, tablets_mass="1883.2 mg")

    assert mean_mass_change(batch(), made) == 1


@pytest.mark.parametrize(
    ("drug", "made"), [(BULK, Made(tablets_mass="1 g")), (TABLETS, Made())]
)
def test_no_tablets_have_no_mean_mass(drug: Any, made: Made) -> None:
    """Powder has no tablets; tablets nobody weighed have no mass yet."""
    assert mean_mass_change(batch(drug=drug), made) is None


def test_an_unknown_item_is_refused() -> None:
    """An entry that belongs to no weighing is a slip that nobody may overlook."""
    made = Made(weighed=[Weighed("sugar", actual="12 g")])

    with pytest.raises(UnknownNameError, match=r"weighed: .* such as 'sucrose', got"):
        bench_weighings(batch(), made)
