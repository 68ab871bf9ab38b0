"""Is the powder what its certificate or its label says?"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from ldn_compound import PackStatistic, Prescription, Q, Trituration, reference
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
@pytest.mark.parametrize(
    ("assay", "found"),
    [
        ("50 %", ["assay-outside", "concentrate-label"]),
        ("89.9 %", ["assay-outside", "concentrate-label"]),
        ("90 %", ["concentrate-label"]),
        ("110 %", ["concentrate-label"]),
        ("110.1 %", ["assay-outside", "concentrate-label"]),
        ("150 %", ["assay-outside", "concentrate-label"]),
    ],
)
def test_a_concentrate_never_passes_in_silence(assay: str, found: list[str]) -> None:
    """Its record has no share: a stock of 10 % planned so has a tenth of the dose."""
    plan = batch(drug=evolve(BULK, assay=assay, basis="concentrate"))

    assert [each for each in codes(plan) if each in {*found, "assay-unusual"}] == found
    assert finding(plan, "concentrate-label").severity == "caution"
    assert plan.ready == ("assay-outside" not in found)


@pytest.mark.requirement("R107")
@pytest.mark.parametrize(
    ("drug", "printed"),
    [
        (STOCK, "of 100 mg, 10 mg are naltrexone hydrochloride (10 %)"),
        (
            evolve(STOCK, drug_fraction="1 %"),
            "of 100 mg, 1 mg are naltrexone hydrochloride (1 %)",
        ),
        (
            evolve(BULK, assay="98 %", basis="concentrate"),
            "of 100 mg, 100 mg are naltrexone hydrochloride (100 %)",
        ),
    ],
)
def test_the_share_on_the_bottle_is_read_by_two(drug: Any, printed: str) -> None:
    """10 % entered as 1 % is ten times the dose, and no figure of the plan shows it."""
    order = Prescription("0.5 mg", capsules=100, other_medicines=())
    sheet = " ".join(batch(drug=drug, prescription=order).worksheet().split())

    assert f"Read the label of the stock: {printed}." in sheet
    assert "share printed, % ________ done by ________ checked by ________" in sheet
    assert "label of the stock" not in batch(drug=BULK).worksheet()


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


@pytest.mark.requirement("R100")
@pytest.mark.parametrize(
    ("assay", "severity"),
    [  # 98 % with the 8.71 % of water of the dihydrate are 89.5 %
        ("84.9 %", "stop"),
        ("85 %", "caution"),
        ("88.9 %", "caution"),
        ("89 %", None),
        ("102 %", None),
        ("102.1 %", "caution"),
        ("105 %", "caution"),
        ("105.1 %", "stop"),
        ("150 %", "stop"),
    ],
)
def test_an_assay_as_is_that_no_powder_has(assay: str, severity: str | None) -> None:
    """As is holds at most the water of the dihydrate, and is never purer than pure."""
    plan = batch(drug=evolve(BULK, assay=assay))

    found = [each for each in plan.findings if each.code == "assay-unusual"]

    assert [each.severity for each in found] == ([severity] if severity else [])


@pytest.mark.requirement("R100")
def test_the_water_of_a_dihydrate_counts_once() -> None:
    """Stated as the hydrochloride, a pure dihydrate is 91.3 %: its water is in that."""
    pure = evolve(BULK, form="naltrexone hydrochloride dihydrate")
    plan = batch(drug=evolve(pure, assay="91.3 %"))

    found = finding(plan, "assay-unusual")

    assert found.severity == "caution"
    assert found.message == (
        "91.3 % as is is outside 98 % to 102 %; stated as the hydrochloride, its water "
        "would count twice: plan with the form that the certificate states it in"
    )
    assert "assay-unusual" not in codes(batch(drug=evolve(pure, assay="98 %")))


def test_other_bases_of_a_dihydrate_have_no_water_to_count() -> None:
    """Only an assay as is could be stated with the water in it."""
    pure = evolve(BULK, form="naltrexone hydrochloride dihydrate", basis="anhydrous")

    found = finding(batch(drug=evolve(pure, assay="97 %")), "assay-unusual")

    assert found.message == "97 % anhydrous is outside 98 % to 102 %"


def test_the_water_of_the_hydrochloride_is_not_counted_twice() -> None:
    """As is and off the limits, it is only off the limits."""
    found = finding(batch(drug=evolve(BULK, assay="88 %")), "assay-unusual")

    assert found.message == "88 % as is is outside 89 % to 102 %"


@pytest.mark.requirement("R100")
@pytest.mark.parametrize(
    ("changes", "stopped"),
    [
        ({"basis": "anhydrous", "water": "0 %"}, False),
        ({"basis": "anhydrous", "water": "10 %"}, False),
        ({"basis": "anhydrous", "water": "10.1 %"}, True),
        ({"basis": "anhydrous", "water": "87 %"}, True),  # 8.7 %, its point slipped
        (
            {
                "basis": "anhydrous, solvent-free",
                "water": "8.7 %",
                "solvents": "1.4 %",
            },
            True,
        ),
        (
            {"basis": "anhydrous, solvent-free", "water": "0 %", "solvents": "9.9 %"},
            False,
        ),
    ],
)
def test_more_water_than_a_powder_holds_stops(
    changes: dict[str, Any], *, stopped: bool
) -> None:
    """The dihydrate has 8.71 %; 87 % would take seven times the powder."""
    plan = batch(drug=evolve(BULK, **changes))

    assert ("water-unusual" in codes(plan)) is stopped
    if stopped:
        assert finding(plan, "water-unusual").severity == "stop"


@pytest.mark.requirement("R100")
@pytest.mark.parametrize(
    ("assay", "stopped"),
    [("89.9 %", True), ("90 %", False), ("110 %", False), ("110.1 %", True)],
)
def test_a_stock_dilution_off_its_label_stops(assay: str, *, stopped: bool) -> None:
    """As tablets are: within 90 % to 110 % of their label, both ends within."""
    plan = batch(drug=evolve(STOCK, assay=assay))

    assert ("assay-outside" in codes(plan)) is stopped
    if stopped:
        found = finding(plan, "assay-outside")
        assert found.severity == "stop"
        assert found.message == (
            f"the dilution holds {assay} of its label, outside 90 % to 110 %"
        )
