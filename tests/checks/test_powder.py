"""Is the powder what its certificate or its label says?"""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import PackStatistic, Q, Trituration, reference
from tests.examples import BULK, batch, codes, finding

ANHYDROUS = evolve(BULK, basis="anhydrous", water="3 %")
STOCK = Trituration(
    "10 %",
    diluent="sucrose",
    assay="100 %",
    contains=(),
    packing=PackStatistic("130 mg", size="3"),
)


@pytest.mark.requirement("R18")
@pytest.mark.parametrize("assay", ["97.9 %", "102.1 %"])
def test_an_assay_off_the_monograph_is_a_caution(assay: str) -> None:
    """USP takes 98 % to 102 %, counted without water and solvents."""
    plan = batch(drug=evolve(ANHYDROUS, assay=assay))

    assert finding(plan, "assay-unusual").severity == "caution"


def test_an_assay_as_is_holds_water() -> None:
    """An assay as is may be 95.7 % of a pure substance with its water."""
    plan = batch(drug=evolve(BULK, assay="95.7 %"))

    assert codes(plan) == []


def test_dac_nrf_takes_nothing_for_purer_than_pure() -> None:
    """101 % as is counts as 100 %: 103 x 4.5 mg x 1.1 are 509.85 mg."""
    plan = batch(drug=evolve(BULK, assay="101 %"), policy=reference.policy("dac-nrf"))

    assert finding(plan, "assay-capped").severity == "note"
    assert plan.powder.exact == Q("509.85 mg")


def test_usp_takes_the_certificate_at_its_word() -> None:
    """Without a cap 101 % needs less: 463.5 mg / 1.01."""
    plan = batch(drug=evolve(BULK, assay="101 %"))

    assert plan.powder.exact == Q("463.5 mg") * 100 / 101
    assert "assay-capped" not in codes(plan)


def test_a_concentrate_is_exempt_from_the_cap() -> None:
    """A stock at 103 % of its label is weighed less, in Germany too."""
    plan = batch(
        drug=evolve(BULK, assay="103 %", basis="concentrate"),
        policy=reference.policy("dac-nrf"),
    )

    assert plan.powder.exact == Q("509.85 mg") * 100 / 103


@pytest.mark.requirement("R19")
def test_a_stock_dilution_carries_the_drug() -> None:
    """463.5 mg of drug are 4635 mg of a dilution of 10 %."""
    plan = batch(drug=STOCK)

    assert plan.powder.exact == Q("4635 mg")
    assert plan.powder.item == "naltrexone hydrochloride 10 % in sucrose"
    assert plan.tablets is None


@pytest.mark.requirement("R19")
def test_an_assayed_dilution_is_corrected() -> None:
    """At 90 % of its label more of it is taken: 4635 mg / 0.9 = 5150 mg."""
    plan = batch(drug=evolve(STOCK, assay="90 %"))

    assert plan.powder.exact == Q("5150 mg")
    assert plan.strength_achieved == Q("4.5 mg/capsule")


@pytest.mark.requirement("R18")
def test_a_dilution_taken_by_its_label_is_said() -> None:
    """Nobody assayed it: the label is taken."""
    plan = batch(drug=evolve(STOCK, assay=None))

    assert finding(plan, "label-claim-assumed").severity == "note"


@pytest.mark.parametrize("fraction", ["0 %", "100 %"])
def test_a_dilution_is_between_nothing_and_all(fraction: str) -> None:
    """Nothing in it, or nothing but drug: no dilution."""
    with pytest.raises(ValueError, match=r"drug_fraction: expected a share above 0 %"):
        Trituration(fraction, diluent="sucrose")
