"""The printed sheet: what it asks a stranger to weigh gives the labelled strength.

The sheet is read by `tests.read_sheet`, which knows its words and nothing of the plan.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    BulkDrug,
    FillByCompletion,
    FillByPacking,
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
from tests.read_sheet import (
    Limits,
    Reading,
    UnreadableSheetError,
    drug_in,
    read_paper,
    read_sheet,
)
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
        read_sheet(plan.worksheet(language=language, annex=True), language)
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


def test_a_decimal_comma_is_none_in_english() -> None:
    """In German it is read; in English it is no number."""
    sheet = batch().worksheet(annex=True)

    with pytest.raises(UnreadableSheetError):
        read_sheet(sheet.replace("4.5 mg in", "4,5 mg in"), "en")


#: The same misprint in both languages; each is a number that a capsule hangs on.
MISPRINTS = {
    "tenfold powder": [
        ("Target: 1587 mg", "Target: 158.7 mg"),
        ("Soll: 1587 mg", "Soll: 158,7 mg"),
    ],
    "powder, 0.6 % more": [
        ("Target: 1587 mg", "Target: 1597 mg"),
        ("Soll: 1587 mg", "Soll: 1597 mg"),
    ],
    "filler": [
        ("Target: 12358 mg", "Target: 12308 mg"),
        ("Soll: 12358 mg", "Soll: 12308 mg"),
    ],
    "label": [
        ("naltrexone hydrochloride 4.5 mg in", "naltrexone hydrochloride 45 mg in"),
        ("5 mg je Kapsel", "6 mg je Kapsel"),
    ],
    "shells": [
        ("over all 103 shells", "over all 100 shells"),
        ("alle 103 Leerkapseln", "alle 100 Leerkapseln"),
    ],
    "what is mixed": [
        ("to A add B in", "to A add A in"),
        ("zu A nach und nach B", "zu A nach und nach A"),
    ],
    "tablet strength": [
        ("tablet strength 50 mg/tablet", "tablet strength 5 mg/tablet"),
        ("Tablettenstärke 50 mg", "Tablettenstärke 5 mg"),
    ],
    "assay": [("assay 100 %", "assay 90 %"), ("Gehalt 100 %", "Gehalt 90 %")],
    "tablets to count": [
        ("Count 10 tab", "Count 9 tab"),
        ("10 Tabletten zu", "9 Tabletten zu"),
    ],
    "tablets to divide by": [
        ("Divide by 10", "Divide by 9"),
        ("Durch 10 teilen", "Durch 9 teilen"),
    ],
    "mass of all tablets": [
        ("1712 mg is", "1721 mg is"),
        ("erwartet 1712 mg", "erwartet 1721 mg"),
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
    """Return the sheet on one line, with plain spaces and plain numbers."""
    printed = plan.worksheet(language=language, annex=True)
    sheet = " ".join(re.split(r"[ \n]+", printed))
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
    sheet = batch(filler=named).worksheet(annex=True)
    assert printed in sheet

    assert not read_sheet(sheet.replace(printed, misprinted), "en").agrees


@pytest.mark.parametrize(
    ("printed", "misprinted"),
    [
        ("over all 103 shells", "over all 0 shells"),
        ("over all 103 shells", "over no shells"),
        ("[ ]", "[x]"),
        ("mean tablet mass 171.2 mg", "mean tablet mass 0 mg"),
        ("Target", "Aim"),
        ("Target: 1587 mg", "Target: \N{ARABIC-INDIC DIGIT ONE} mg"),
        ("to A add B in", "to Q add B in"),
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


def test_a_text_that_is_no_sheet_is_refused() -> None:
    """Nothing follows from words that are not there."""
    with pytest.raises(UnreadableSheetError):
        read_sheet("A powder Target: 1541 mg", "en")


# -- limits on paper


def within(data: DataObject, limits: Limits) -> Fraction:
    """Draw what came out: something within the limits, often one of them."""
    share = data.draw(st.sampled_from([0, 1]) | st.fractions(0, 1, max_denominator=97))
    return limits.least + (limits.greatest - limits.least) * share


@pytest.mark.requirement("R104")
@given(
    plan_arguments(),
    st.sampled_from([FillByPacking(), FillToVolume(), FillByCompletion()]),
    st.data(),
)
def test_law_14_what_is_within_the_printed_limits_holds_its_dose(
    arguments: dict[str, Any], fill: Any, data: DataObject
) -> None:
    """Any result within the printed limits gives 90 % to 110 % of what is planned.

    By hand, from the printed words: mean mass, weighings, blend, loads and capsules,
    each anywhere within its limits.
    """
    if "fill" not in arguments:
        arguments["fill"] = fill
    if isinstance(arguments["fill"], FillByCompletion):
        arguments["blend_excess"] = "0 %"
    paper = read_paper(plan_of(arguments).worksheet(annex=True), "en")
    # limits are printed to six decimals where no balance has steps
    unseen = Fraction(1, 10**6)

    mean = Fraction(1)
    if paper.mean_mass is not None and paper.mean_limits is not None:
        mean = within(data, paper.mean_limits) / paper.mean_mass
    powder = paper.content / mean
    weighed: dict[str, Fraction] = {}
    for row in paper.rows:
        moves = mean if row is paper.rows[0] else 1
        limits = row.limits or Limits(row.target * 4 / 5, row.target * 6 / 5)
        weighed[row.letter] = within(data, limits) * moves
    drug = drug_in(paper, weighed, powder)
    blend_in = sum((weighed[each] for each in paper.mixed), Fraction(0))
    blend = within(data, paper.blend_limits) * (blend_in if paper.in_shares else 1)
    shells = sum(each.shells for each in paper.loads)
    contents: list[Fraction] = []
    for each in paper.loads:
        if each.limits is None:
            contents.append(blend / shells)
            continue
        load = within(data, each.limits)
        parts = blend_in * each.shells / (paper.parts or shells)
        contents.append(load * (parts if paper.in_shares else 1) / each.shells)
    one = within(data, paper.fill)
    contents.append(one * blend_in / paper.parts if paper.parts else one)
    if paper.gross is not None:
        contents.append(within(data, paper.gross) - paper.shell)

    aim = paper.label * (1 + paper.overage)
    for content in contents:
        share = drug / blend_in * content / aim
        assert Fraction(9, 10) - unseen <= share <= Fraction(11, 10) + unseen


@pytest.mark.requirement("R104")
def test_the_limits_are_printed_alike_in_both_languages() -> None:
    """One step of the balance wider, a limit would be another."""
    for plan in (batch(tray=Tray(60)), batch(fill=FillToVolume(), tray=Tray(60))):
        english, german = (
            read_paper(plan.worksheet(language=language, annex=True), language)
            for language in LANGUAGES
        )

        assert german == english
