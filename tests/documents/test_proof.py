"""The proof: what a person is told to weigh gives the strength on the label."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound import (
    Additive,
    Balance,
    BulkDrug,
    FieldError,
    FillByCompletion,
    FillToMass,
    FillToVolume,
    PackStatistic,
    Prescription,
    Q,
    Tray,
    Trituration,
    reference,
)
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.documents.proof import prove
from tests.examples import FILLER, ORDER, TABLETS, batch
from tests.strategies import plan_arguments, plan_of

PACKING = PackStatistic("150 mg", size="3")
BULK = BulkDrug(
    "naltrexone hydrochloride",
    assay="99 %",
    basis="anhydrous, solvent-free",
    water="5 %",
    solvents="1 %",
    packing=PACKING,
)


@pytest.mark.requirement("R51")
@given(plan_arguments())
def test_every_sheet_gives_its_strength(arguments: dict[str, Any]) -> None:
    """Computed forward from the printed words alone, whatever the plan."""
    proof = prove(plan_of(arguments).worksheet())

    assert proof.agrees


@pytest.mark.requirement("R51")
@pytest.mark.parametrize(
    "fill", [FillToVolume(), FillByCompletion(), FillToMass("150 mg")]
)
@pytest.mark.parametrize("tray", [None, Tray(30)])
def test_every_fill_gives_its_strength(fill: Any, tray: Tray | None) -> None:
    """However the filler is found, the drug in a capsule is that of the label."""
    assert prove(batch(fill=fill, tray=tray).worksheet()).agrees


@pytest.mark.requirement("R51")
@pytest.mark.parametrize(
    "drug",
    [
        BULK,
        BulkDrug("naltrexone", assay="98 %", basis="as is", packing=PACKING),
        Trituration("10 %", diluent="sucrose", assay="97 %", packing=PACKING),
    ],
)
def test_every_source_gives_its_strength(drug: Any) -> None:
    """Powder of another form, with water, or diluted: the formulas say how much."""
    assert prove(batch(drug=drug).worksheet()).agrees


def test_the_last_load_bears_the_rounding_of_all() -> None:
    """75 capsules in loads of 19, 19, 19 and 18: each mass is printed to 6 decimals."""
    two = tuple((evolve(FILLER, name=name), 1) for name in ("sucrose", "mannitol"))
    plan = batch(
        prescription=Prescription("0.51 mg", capsules=75),
        drug=evolve(TABLETS, mean_mass=Q("120.01 mg")),
        filler=two,
        tray=Tray(24),
        balance=None,
        spare_capsules=0,
        policy=reference.policy("dac-nrf"),
    )

    assert prove(plan.worksheet()).agrees


def test_a_capped_assay_is_printed_as_it_counts() -> None:
    """By DAC/NRF an assay of 102 % counts as 100 %, and the formula says so."""
    drug = BulkDrug(
        "naltrexone hydrochloride", assay="102 %", basis="as is", packing=PACKING
    )
    plan = batch(drug=drug, policy=reference.policy("dac-nrf"))

    assert prove(plan.worksheet()).agrees


def test_whole_tablets_give_what_the_sheet_states() -> None:
    """8 tablets in 90 capsules are 400/90 mg each: the sheet says that it is off."""
    plan = plan_whole_tablets(
        Prescription("4.5 mg", capsules=90),
        tablets=8,
        drug=TABLETS,
        filler=FILLER,
        shell=reference.shell("3"),
    )

    proof = prove(plan.worksheet())

    assert proof.agrees
    assert proof.said_off
    assert proof.least == Q("400 mg/capsule") / 90


def test_all_roundings_count() -> None:
    """1587 mg of powder and 12358 mg of sucrose, by 1 mg, with 103 shells.

    1587 x 50 / 171.2 / 103 mg in a capsule; 0.5 / 1587 and 0.5 / 12358 may be off, and
    half of the sixth decimal of the 4.499932 mg that the sheet states.
    """
    proof = prove(batch().worksheet())

    assert (
        proof.least
        == proof.greatest
        == Q("1 mg/capsule") * (1587 * 50 / Fraction("171.2") / 103)
    )
    weighed = (1 - Fraction(1, 2 * 1587)) * (1 - Fraction(1, 2 * 12358))
    printed = 1 - Fraction(5, 10**7) / Fraction("4.499932")
    assert proof.rounding == Q("100 %") * (1 / weighed / printed - 1)


@pytest.mark.requirement("R51")
@pytest.mark.parametrize(
    ("words", "misprint"),
    [
        ("Weigh 1587 mg of powder", "Weigh 158.7 mg of powder"),  # tenfold
        ("Weigh 1587 mg of powder", "Weigh 1597 mg of powder"),  # 0.6 %
        ("358 mg of sucrose", "308 mg of sucrose"),
        (
            "naltrexone hydrochloride 4.5 mg in each",
            "naltrexone hydrochloride 45 mg in each",
        ),
        ("over all 103 shells", "over all 100 shells"),
        ("tablet strength 50 mg/tablet", "tablet strength 5 mg/tablet"),
        ("assay 100 %", "assay 90 %"),
    ],
)
def test_a_misprint_is_seen(words: str, misprint: str) -> None:
    """Any number that a capsule hangs on, misprinted, breaks the proof."""
    sheet = " ".join(batch().worksheet().split())
    assert words in sheet.replace("\N{NO-BREAK SPACE}", " ")

    sheet = sheet.replace("\N{NO-BREAK SPACE}", " ").replace(words, misprint)

    assert not prove(re.sub(r"(?<=\d) (?=\d{3} mg)", "", sheet)).agrees


def test_a_text_that_is_no_worksheet_is_refused() -> None:
    """Nothing is proved of words that are not there."""
    with pytest.raises(FieldError, match="text: expected a worksheet, got a text with"):
        prove("Weigh 1541 mg of powder.")


def test_an_order_of_one_strength_may_come_from_stock() -> None:
    """The strength of the order, not of the example, is what is proved."""
    plan = batch(prescription=Prescription("1.5 mg", capsules=ORDER.capsules))

    assert prove(plan.worksheet()).aim == Q("1.5 mg/capsule")


@pytest.mark.parametrize("capsules", [20, 60])
def test_a_trituration_gives_its_strength(capsules: int) -> None:
    """The portion of a dilution carries the drug that it says."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=capsules),
        balance=Balance(readability="10 mg"),
    )
    assert plan.trituration is not None

    assert prove(plan.worksheet()).agrees


SHEET = batch().worksheet()


@pytest.mark.requirement("R51")
@pytest.mark.parametrize(
    ("printed", "misprinted"),
    [
        ("4.5 mg in each", "45 mg in each"),
        ("reads to 1 mg", "reads to 3000 mg"),
    ],
)
def test_a_misprint_is_not_talked_away(printed: str, misprinted: str) -> None:
    """Neither a name that looks like a finding nor a coarse balance excuses it."""
    named = evolve(FILLER, name="cellulose (strength-off)")
    sheet = batch(filler=named).worksheet()
    assert printed in sheet

    assert not prove(sheet.replace(printed, misprinted)).agrees


@pytest.mark.parametrize(
    ("printed", "misprinted"),
    [
        ("over all 103 shells", "over all 0 shells"),
        ("over all 103 shells", "over no shells"),
        ("[ ]", "[x]"),
        ("mean tablet mass 171.2 mg", "mean tablet mass 0 mg"),
        ("Weigh", "Take"),
        ("1 mg", "\N{ARABIC-INDIC DIGIT ONE} mg"),
    ],
)
def test_numbers_that_lead_nowhere_are_refused(printed: str, misprinted: str) -> None:
    """A sheet whose numbers cannot be followed proves nothing, and says so."""
    words = " ".join(SHEET.split())
    assert printed in words

    try:
        proof = prove(words.replace(printed, misprinted))
    except FieldError:
        return
    assert not proof.agrees


def test_a_text_without_end_is_refused() -> None:
    """No worksheet has half a million characters."""
    with pytest.raises(FieldError, match="at most 500000 characters"):
        prove("At the bench - a" * 40_000)


def test_roundings_add_up() -> None:
    """Three masses printed to six decimals may miss their sum by two of them."""
    two = (
        (evolve(FILLER, packing=PackStatistic("80.01 mg", size="3")), 1),
        (evolve(FILLER, packing=PackStatistic("186.47 mg", size="3")), 1),
    )
    silica = PackStatistic("80 mg", size="3")
    plan = batch(
        prescription=Prescription("0.67 mg", capsules=138),
        drug=BulkDrug("naltrexone", assay="98 %", basis="as is", packing=silica),
        filler=two,
        additives=Additive("colloidal silica", share="5 %", packing=silica),
        balance=None,
        spare_capsules=8,
        drug_overage="10 %",
        blend_excess="3 %",
    )

    assert prove(plan.worksheet()).agrees
