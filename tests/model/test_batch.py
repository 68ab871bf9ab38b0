"""Views of a batch: its components by what they are there for."""

from __future__ import annotations

from fractions import Fraction

from ldn_compound import (
    Additive,
    Balance,
    Filler,
    FillToVolume,
    PackStatistic,
    Prescription,
    Q,
)
from tests.examples import BULK, FILLER, batch

POWDER = "powder of crushed naltrexone hydrochloride tablets"
FULL = batch(
    prescription=Prescription("0.5 mg", capsules=30),
    balance=Balance(readability="10 mg"),
    additives=Additive("riboflavin", mass="20 mg", contains=()),
    diluent=Filler("lactose", packing=PackStatistic("260 mg", size="3"), contains=()),
)


def test_every_view_has_its_components() -> None:
    """Drug and additive are triturated, the drug with a diluent of its own."""
    assert [each.role for each in FULL.components] == [
        *("drug", "additive", "filler", "diluent")
    ]
    assert FULL.powder.item == POWDER
    assert [each.item for each in FULL.additives] == ["riboflavin"]
    assert [each.item for each in FULL.fillers] == ["sucrose"]
    assert FULL.diluent is not None
    assert FULL.diluent.item == "lactose"
    assert [each.name for each in FULL.excipients] == [
        *("riboflavin", "sucrose", "lactose")
    ]
    assert FULL.trituration is not None
    assert FULL.trituration.item == POWDER
    assert [each.item for each in FULL.premixes] == ["riboflavin"]


def test_weighings_stand_in_the_order_of_the_bench() -> None:
    """Each trituration from material to portion, then the filler that is left."""
    items = [each.item for each in FULL.weighings]

    assert items == [
        *(POWDER, "lactose", f"trituration 1 of {POWDER}"),
        *("riboflavin", "sucrose", "trituration 1 of riboflavin"),
        "sucrose",
    ]
    assert FULL.carrier.item == f"trituration 1 of {POWDER}"
    assert [each.item for each in FULL.mixed_in] == [
        *("trituration 1 of riboflavin", "sucrose")
    ]


def test_a_portion_is_what_goes_into_the_mortar() -> None:
    """Of a trituration its last portion, else what is weighed."""
    drug, additive, filler, _ = FULL.components

    assert FULL.trituration is not None
    assert drug.portion == FULL.trituration.portion
    assert additive.portion == FULL.premixes[0].portion
    assert filler.portion == filler.weighing


def test_only_tablets_are_crushed() -> None:
    """Ten tablets of 171.2 mg hold the drug of 103 capsules, nine do not."""
    crushed = batch().crushed

    assert crushed is not None
    assert crushed.number == Q("10 tablet")
    assert crushed.mass == Q("1712 mg")
    assert batch(drug=BULK).crushed is None


def test_a_weighing_is_an_estimate_as_its_component_is() -> None:
    """Filler that the cylinder measures is an estimate; powder never is."""
    weighed, measured = batch(), batch(fill=FillToVolume())

    assert [each.estimated for each in weighed.fillers] == [False]
    assert [each.estimated for each in measured.fillers] == [True]
    assert not measured.powder.estimated


def test_a_single_filler_is_one_part() -> None:
    """A filler alone stands with a part of one."""
    assert batch().request.fillers == ((FILLER, Fraction(1)),)
