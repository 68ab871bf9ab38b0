"""The printed worksheet: what it asks a stranger to weigh gives the labelled strength.

The sheet is read by `tests.read_sheet`, which knows its words and nothing of the plan.
"""

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
    BatchPlan,
    BulkDrug,
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
from tests.examples import FILLER, TABLETS, batch
from tests.read_sheet import Reading, UnreadableSheetError, read_sheet
from tests.strategies import plan_arguments, plan_of

LANGUAGES = ("en", "de")
PACKING = PackStatistic("150 mg", size="3")
BULK = BulkDrug(
    "naltrexone hydrochloride",
    assay="99 %",
    basis="anhydrous, solvent-free",
    water="5 %",
    solvents="1 %",
    packing=PACKING,
)


def check(plan: BatchPlan) -> Reading:
    """Assert that the sheet gives its strength, the same one in both languages."""
    english, german = (
        read_sheet(plan.worksheet(language=language), language)
        for language in LANGUAGES
    )

    assert english.agrees
    assert german == english
    return english


@pytest.mark.requirement("R51")
@given(plan_arguments())
def test_every_sheet_gives_its_strength(arguments: dict[str, Any]) -> None:
    """Computed forward from the printed words alone, whatever the plan."""
    plan = plan_of(arguments)

    reading = check(plan)

    strength = plan.request.prescription.strength.m_as("mg/capsule")
    assert reading.aim == strength * (1 + plan.drug_overage.m_as("%") / 100)


@pytest.mark.requirement("R51")
@pytest.mark.parametrize(
    "fill", [FillToVolume(), FillByCompletion(), FillToMass("150 mg")]
)
@pytest.mark.parametrize("tray", [None, Tray(30)])
def test_every_fill_gives_its_strength(fill: Any, tray: Tray | None) -> None:
    """However the filler is found, the drug in a capsule is that of the label."""
    check(batch(fill=fill, tray=tray))


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
    check(batch(drug=drug))


def test_the_last_load_bears_the_rounding_of_all() -> None:
    """75 capsules in loads of 19, 19, 19 and 18: each mass is printed to 6 decimals."""
    two = tuple((evolve(FILLER, name=name), 1) for name in ("sucrose", "mannitol"))

    check(
        batch(
            prescription=Prescription("0.51 mg", capsules=75),
            drug=evolve(TABLETS, mean_mass=Q("120.01 mg")),
            filler=two,
            tray=Tray(24),
            balance=None,
            spare_capsules=0,
            policy=reference.policy("dac-nrf"),
        )
    )


def test_a_capped_assay_is_printed_as_it_counts() -> None:
    """By DAC/NRF an assay of 102 % counts as 100 %, and the formula says so."""
    drug = BulkDrug(
        "naltrexone hydrochloride", assay="102 %", basis="as is", packing=PACKING
    )

    check(batch(drug=drug, policy=reference.policy("dac-nrf")))


def test_whole_tablets_give_what_the_sheet_states() -> None:
    """8 tablets in 90 capsules are 400/90 mg each: the sheet says that it is off."""
    plan = plan_whole_tablets(
        Prescription("4.5 mg", capsules=90),
        tablets=8,
        drug=TABLETS,
        filler=FILLER,
        shell=reference.shell("3"),
    )

    reading = check(plan)

    assert reading.strength_off
    assert reading.least == Fraction(400, 90)


def test_all_roundings_count() -> None:
    """1587 mg of powder and 12358 mg of sucrose, by 1 mg, with 103 shells.

    1587 x 50 / 171.2 / 103 mg in a capsule; 0.5 / 1587 and 0.5 / 12358 may be off, and
    half of the sixth decimal of the 4.499932 mg that the sheet states.
    """
    reading = check(batch())

    assert reading.least == reading.greatest == 1587 * 50 / Fraction("171.2") / 103
    weighed = (1 - Fraction(1, 2 * 1587)) * (1 - Fraction(1, 2 * 12358))
    printed = 1 - Fraction(5, 10**7) / Fraction("4.499932")
    assert reading.rounding == 1 / weighed / printed - 1


def test_roundings_add_up() -> None:
    """Three masses printed to six decimals may miss their sum by two of them."""
    two = (
        (evolve(FILLER, packing=PackStatistic("80.01 mg", size="3")), 1),
        (evolve(FILLER, packing=PackStatistic("186.47 mg", size="3")), 1),
    )
    silica = PackStatistic("80 mg", size="3")

    check(
        batch(
            prescription=Prescription("0.67 mg", capsules=138),
            drug=BulkDrug("naltrexone", assay="98 %", basis="as is", packing=silica),
            filler=two,
            additives=Additive("colloidal silica", share="5 %", packing=silica),
            balance=None,
            spare_capsules=8,
            drug_overage="10 %",
            blend_excess="3 %",
        )
    )


@pytest.mark.parametrize("capsules", [20, 60])
def test_a_trituration_gives_its_strength(capsules: int) -> None:
    """The portion of a dilution carries the drug that it says."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=capsules),
        balance=Balance(readability="10 mg"),
    )
    assert plan.trituration is not None

    check(plan)


def test_the_strength_read_is_that_of_the_order() -> None:
    """Another order has another strength on its sheet."""
    reading = check(batch(prescription=Prescription("1.5 mg", capsules=100)))

    assert reading.aim == Fraction("1.5")


def test_a_decimal_comma_reads_as_a_point() -> None:
    """In German both are read; in English a comma is no number."""
    german = batch().worksheet(language="de")
    with_commas = re.sub(r"(?<=[0-9])\.(?=[0-9])", ",", german)
    assert "171,2" in with_commas

    assert read_sheet(with_commas, "de") == read_sheet(german, "de")
    with pytest.raises(UnreadableSheetError):
        read_sheet(batch().worksheet().replace("4.5 mg in", "4,5 mg in"), "en")


#: The same misprint in both languages; each is a number that a capsule hangs on.
MISPRINTS = {
    "tenfold powder": [
        ("Weigh 1587 mg of powder", "Weigh 158.7 mg of powder"),
        ("1587 mg gepulverte", "158.7 mg gepulverte"),
    ],
    "powder, 0.6 % more": [
        ("Weigh 1587 mg of powder", "Weigh 1597 mg of powder"),
        ("1587 mg gepulverte", "1597 mg gepulverte"),
    ],
    "filler": [("358 mg of sucrose", "308 mg of sucrose"), ("358 mg", "308 mg")],
    "label": [
        ("naltrexone hydrochloride 4.5 mg in", "naltrexone hydrochloride 45 mg in"),
        ("4.5 mg je Kapsel", "45 mg je Kapsel"),
    ],
    "shells": [
        ("over all 103 shells", "over all 100 shells"),
        ("alle 103 Hüllen", "alle 100 Hüllen"),
    ],
    "tablet strength": [
        ("tablet strength 50 mg/tablet", "tablet strength 5 mg/tablet"),
        ("Tablettenstärke 50 mg", "Tablettenstärke 5 mg"),
    ],
    "assay": [("assay 100 %", "assay 90 %"), ("Gehalt 100 %", "Gehalt 90 %")],
    "tablets to count": [
        ("Count 10 tab", "Count 9 tab"),
        ("10 Tabletten abz", "9 Tabletten abz"),
    ],
    "tablets to crush": [
        ("Crush 10 tab", "Crush 8 tab"),
        ("10 Tabletten fein", "8 Tabletten fein"),
    ],
    "mass of all tablets": [
        ("1712 mg is", "1721 mg is"),
        ("1712 mg werden", "1721 mg werden"),
    ],
}


@pytest.mark.requirement("R51")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("misprint", MISPRINTS.values(), ids=MISPRINTS.keys())
def test_a_misprint_is_noticed(language: str, misprint: list[tuple[str, str]]) -> None:
    """Any number that a capsule hangs on, misprinted, breaks the sum."""
    printed, misprinted = misprint[LANGUAGES.index(language)]
    sheet = words_of(batch(), language)
    assert printed in sheet

    assert read_sheet(sheet, language).agrees
    assert not read_sheet(sheet.replace(printed, misprinted), language).agrees


def words_of(plan: BatchPlan, language: str) -> str:
    """Return the worksheet on one line, with plain spaces and plain numbers."""
    sheet = " ".join(re.split(r"[ \n]+", plan.worksheet(language=language)))
    sheet = re.sub(r"(?<=\d)\N{NO-BREAK SPACE}(?=\d{3})", "", sheet)
    return sheet.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.requirement("R51")
@pytest.mark.parametrize(
    ("printed", "misprinted"),
    [
        ("4.5 mg in each", "45 mg in each"),
        ("reads to 1 mg", "reads to 3000 mg"),
    ],
)
def test_a_misprint_is_not_excused(printed: str, misprinted: str) -> None:
    """Neither a name that looks like a finding nor a coarse balance excuses it."""
    named = evolve(FILLER, name="cellulose (strength-off)")
    sheet = batch(filler=named).worksheet()
    assert printed in sheet

    assert not read_sheet(sheet.replace(printed, misprinted), "en").agrees


@pytest.mark.parametrize(
    ("printed", "misprinted"),
    [
        ("over all 103 shells", "over all 0 shells"),
        ("over all 103 shells", "over no shells"),
        ("[ ]", "[x]"),
        ("mean tablet mass 171.2 mg", "mean tablet mass 0 mg"),
        ("Weigh", "Take"),
        ("1587 mg of powder", "\N{ARABIC-INDIC DIGIT ONE} mg of powder"),
    ],
)
def test_numbers_that_lead_nowhere_are_refused(printed: str, misprinted: str) -> None:
    """A sheet whose numbers cannot be followed does not agree."""
    words = words_of(batch(), "en")
    assert printed in words

    try:
        reading = read_sheet(words.replace(printed, misprinted), "en")
    except UnreadableSheetError:
        return
    assert not reading.agrees


def test_a_text_that_is_no_worksheet_is_refused() -> None:
    """Nothing follows from words that are not there."""
    with pytest.raises(UnreadableSheetError):
        read_sheet("Weigh 1541 mg of powder.", "en")
