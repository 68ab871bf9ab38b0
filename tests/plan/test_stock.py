"""What a bottle still makes, and what is left of a trituration."""

from __future__ import annotations

import attrs
import pytest

from ldn_compound import (
    Balance,
    BulkDrug,
    CompoundError,
    Filler,
    Lot,
    PackStatistic,
    Prescription,
    Q,
    Trituration,
    plan_batch,
    reference,
)
from ldn_compound.plan import capsules_left, remainder
from tests.examples import BULK, FILLER, SHELL, TABLETS, batch

ORDER = Prescription("4.5 mg", capsules=1)
LOT = Lot("T-7", expires="2027-03-31")


@pytest.mark.parametrize(
    ("stock", "capsules"),
    [
        ("9 tablets", 100),  # 450 mg / 4.5 mg
        ("30 tablets", 333),  # 1500 mg / 4.5 mg = 333.3
        ("1540.8 mg", 100),  # the powder of nine
        ("0.0856 g", 5),  # half a tablet: 25 mg / 4.5 mg = 5.6
        ("0 tablets", 0),
    ],
)
def test_what_tablets_make(stock: str, capsules: int) -> None:
    """Tablets by number or by mass of their powder; no capsule is filled with less."""
    assert capsules_left(ORDER, drug=TABLETS, stock=stock) == capsules


def test_overage_makes_fewer() -> None:
    """With 10 % more drug in each, 450 mg make 90.9: 90 capsules."""
    left = capsules_left(ORDER, drug=TABLETS, stock="9 tablets", drug_overage="10 %")

    assert left == 90


def test_what_a_powder_makes() -> None:
    """1 g of a powder of 90 % as is holds 900 mg: 200 capsules."""
    powder = BulkDrug("naltrexone hydrochloride", assay="90 %", basis="as is")

    assert capsules_left(ORDER, drug=powder, stock="1 g") == 200


def test_the_policy_counts() -> None:
    """DAC/NRF takes 102 % of a pure substance for 100 %: 222 capsules, not 226."""
    powder = BulkDrug(
        "naltrexone hydrochloride", assay="102 %", basis="dried", water="0 %"
    )
    rules = reference.policy("dac-nrf")

    assert capsules_left(ORDER, drug=powder, stock="1 g") == 226  # 1020 / 4.5 = 226.7
    assert capsules_left(ORDER, drug=powder, stock="1 g", policy=rules) == 222


@pytest.mark.parametrize("stock", ["5 mL", "100 capsules", "20 %"])
def test_what_is_no_stock_is_refused(stock: str) -> None:
    """A volume, or capsules, says nothing of what is left of a bottle."""
    with pytest.raises(CompoundError, match="stock: expected a mass, or a number"):
        capsules_left(ORDER, drug=TABLETS, stock=stock)


def test_powder_is_not_counted_in_tablets() -> None:
    """Tablets are no measure of a powder."""
    with pytest.raises(CompoundError, match="stock: expected a mass"):
        capsules_left(ORDER, drug=BULK, stock="3 tablets")


@pytest.mark.requirement("R19")
def test_a_remainder_is_a_lot_of_its_own() -> None:
    """What is left holds what the portion holds, by mass, in the form prescribed."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )
    assert plan.trituration is not None

    stock = remainder(plan, LOT)

    first = plan.trituration.dilutions[0]
    # 171.2 mg of tablet hold 50 mg
    drug = first.material.to_weigh * 50 / Q("171.2 mg") * Q("1 mg")
    assert stock.drug_fraction == drug / first.total
    assert stock.lot == LOT
    assert stock.diluent == "sucrose"
    assert stock.contains == ()
    assert stock.assay is None


@pytest.mark.requirement("R19")
def test_a_remainder_makes_the_next_batch() -> None:
    """Weighed by its own share of drug, the remainder gives the strength prescribed."""
    order = Prescription("0.5 mg", capsules=30)
    plan = batch(prescription=order, balance=Balance(readability="10 mg"))
    stock = attrs.evolve(remainder(plan, LOT), packing=FILLER.packing)

    again = plan_batch(order, drug=stock, filler=FILLER, shell=SHELL)

    assert isinstance(again.request.drug, Trituration)
    assert again.powder.exact * stock.drug_fraction == Q("15 mg")  # 30 x 0.5 mg
    assert again.strength_achieved == Q("0.5 mg/capsule")


def test_what_a_remainder_contains_is_not_forgotten() -> None:
    """Contents of tablets and diluent add up; where one is unknown, all are."""
    lactose = Filler(
        "lactose", packing=PackStatistic("200 mg", size="3"), contains=("lactose",)
    )
    small = {
        "prescription": Prescription("0.5 mg", capsules=30),
        "balance": Balance(readability="10 mg"),
        "filler": lactose,
    }

    known = remainder(batch(**small), LOT)
    unknown = attrs.evolve(TABLETS, contains=None)

    assert known.contains == ("lactose",)
    assert remainder(batch(**small, drug=unknown), LOT).contains is None


def test_nothing_is_left_without_a_trituration() -> None:
    """Powder that is weighed directly leaves no stock dilution."""
    with pytest.raises(CompoundError, match="plan: expected a plan with a trituration"):
        remainder(batch(), LOT)
