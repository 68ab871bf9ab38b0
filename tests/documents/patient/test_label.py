"""The container label: what a patient must read on the vial, on one label."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from zxingcpp import read_barcodes

from ldn_compound import (
    BatchPlan,
    FieldError,
    Prescription,
    Trituration,
    UnknownNameError,
)
from ldn_compound.documents.patient.label import container_label, label_copy
from ldn_compound.interop.gs1 import read_gs1
from ldn_compound.model.dates import Expiry
from ldn_compound.model.dispensed import Dispensed
from ldn_compound.plan.dates import beyond_use_of
from ldn_compound.reference import label_rules, label_rules_names
from ldn_compound.sheets.languages import LANGUAGES, in_language
from ldn_compound.sheets.pdf import render_pdf
from ldn_compound.sheets.sheet import Sheet
from tests.examples import BULK, FILLER, ORDER, TABLETS, batch
from tests.fewer import of_forty
from tests.generated_sheets import said, spaced
from tests.parsed import check_every_format, pages, squeezed
from tests.strategies import plan_arguments, plan_of


def words(plan: BatchPlan, **options: Any) -> str:
    """Return all that stands on the label of a plan."""
    return spaced(
        " ".join(said(container_label(plan, **({"beyond_use": None} | options))))
    )


@pytest.mark.requirement("R55")
def test_strength_and_count_are_told_apart() -> None:
    """Milligrams of the named form in each capsule, and how many capsules."""
    text = words(batch())

    assert "naltrexone hydrochloride 4.5 mg in each capsule" in text
    assert "100 capsules to swallow whole" in text
    assert "450 mg" not in text


@pytest.mark.requirement("R55")
@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("naltrexone", "naltrexone (base) 4.5 mg in each capsule"),
        (
            "naltrexone hydrochloride dihydrate",
            "naltrexone hydrochloride dihydrate 4.5 mg in each capsule",
        ),
    ],
)
def test_the_form_is_named_exactly(form: Any, title: str) -> None:
    """Base, salt and hydrate are never confused: 4.5 mg of one is not of another."""
    plan = batch(prescription=Prescription("4.5 mg", capsules=100, form=form))

    assert container_label(plan, beyond_use=None).title == title


@pytest.mark.requirement("R55")
def test_what_is_given_is_printed() -> None:
    """Use by, batch number, directions, who made it, and the order."""
    plan = batch(prescription=evolve(ORDER, reference="Rx 4711"))

    text = words(
        plan,
        beyond_use=beyond_use_of(plan, "2026-11-23"),
        batch_number="B-17",
        dispensed=Dispensed(directions="Take 1 capsule once daily.", quantity=30),
        pharmacy="Corner Pharmacy",
    )

    # day 1 is 23 November: 8 days of November, 31 + 31 + 28 + 31 + 30 are 159, so day
    # 180 is the 21st of May
    for expected in (
        "Use by 2027-05-21",
        "Batch number B-17",
        "Directions Take 1 capsule once daily.",
        "Made by Corner Pharmacy",
        "Prescription Rx 4711",
        "30 capsules",
    ):
        assert expected in text


GIVEN = Dispensed(
    patient="A. Example",
    prescriber="Dr. B. Writer",
    prescription_number="Rx 4712",
    dispensed_on="2026-12-01",
    directions="Take 1 capsule at bedtime.",
    quantity=14,
    refills=2,
    container=(1, 3),
    days=(15, 28),
    cautions="May cause vivid dreams.",
)


@pytest.mark.requirement("R55")
def test_what_it_is_dispensed_with_is_printed() -> None:
    """Whose it is, by whom, how many, which of how many, for which days."""
    text = words(batch(), dispensed=GIVEN, pharmacy=("Corner Pharmacy", "555 0100"))

    for expected in (
        "Patient A. Example",
        "Prescriber Dr. B. Writer",
        "Prescription Rx 4712",
        "Dispensed on 2026-12-01",
        "Directions Take 1 capsule at bedtime.",
        "14 capsules",
        "Refills 2",
        "Container 1 of 3",
        "Days 15 to 28",
        "May cause vivid dreams.",
        "Other ingredients sucrose, other contents of the tablets",
        "Made by Corner Pharmacy, 555 0100",
    ):
        assert expected in text


def test_the_diluent_is_an_ingredient() -> None:
    """A stock dilution holds more of its diluent than of the drug."""
    diluted = batch(drug=Trituration("10 %", diluent="mannitol", contains=()))

    assert "Other ingredients sucrose, mannitol" in words(diluted)


@pytest.mark.requirement("R55")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("size", "width", "height"),
    [("small", 57, 32), ("large", 100, 60), ("tall", 102, 152)],
)
def test_each_size_holds_the_usual_texts(
    size: str, width: int, height: int, language: str
) -> None:
    """One page of that size, with every text of the tree on it."""
    plan = batch(prescription=evolve(ORDER, reference="Rx 4711"))
    short = Dispensed(patient="A. Example", directions="1 at bedtime", quantity=30)
    label = container_label(
        plan,
        short if size == "small" else GIVEN,
        beyond_use=beyond_use_of(plan, "2026-11-23"),
        batch_number="B-17",
        pharmacy="Corner Pharmacy",
        size=size,
    )
    label = in_language(label, language)

    pdf = render_pdf(label)

    (page,) = PdfReader(BytesIO(pdf)).pages
    # 72 points are an inch of 25.4 mm
    assert [float(each) * 25.4 / 72 for each in page.mediabox[2:]] == [
        pytest.approx(width, abs=0.01),
        pytest.approx(height, abs=0.01),
    ]
    check_every_format(label)
    assert printed_points(label) >= 6


@pytest.mark.requirement("R55")
def test_a_small_label_never_lacks_its_date() -> None:
    """Of all blanks it keeps those that nobody may forget, and the warnings."""
    text = words(batch(), size="small")

    for expected in ("Batch number", "Use by", "NOT naloxone", "opioid", "children"):
        assert expected in text
    for left_out in ("Patient", "Other ingredients", "surgeon", "Protect from light"):
        assert left_out not in text


@pytest.mark.requirement("R55")
@pytest.mark.parametrize(
    ("size", "next_larger"), [("small", "large"), ("large", "tall")]
)
def test_the_next_larger_size_is_named(size: str, next_larger: str) -> None:
    """Directions of 1000 characters need a tall label, and fit on it."""
    given = evolve(GIVEN, directions=("Take one at bedtime. " * 48)[:1000].strip())

    with pytest.raises(FieldError, match=f"next larger size, '{next_larger}', or"):
        render_pdf(container_label(batch(), given, beyond_use=None, size=size))
    tall = container_label(batch(), given, beyond_use=None, size="tall")
    (read,) = pages(render_pdf(tall))
    assert all(squeezed(text) in read for text in said(tall))


def test_a_tall_label_that_is_full_takes_a_page() -> None:
    """No label is larger than the largest."""
    full = "W" * 1000
    given = evolve(GIVEN, directions=full, cautions=full)

    with pytest.raises(FieldError, match="take page a4, or shorten its texts"):
        render_pdf(container_label(batch(), given, beyond_use=None, size="tall"))


@pytest.mark.parametrize("size", ["huge", "", None, 3, ["small"]])
def test_another_size_is_refused(size: Any) -> None:
    """The sizes that there are stand in the error."""
    with pytest.raises(FieldError, match=r"^size: expected 'small' or 'large' or"):
        container_label(batch(), beyond_use=None, size=size)


@pytest.mark.requirement("R55")
def test_strengths_are_told_apart_across_a_room() -> None:
    """The strength is the largest type by far, over a bar for each milligram."""
    sizes = {}
    for strength, bars in (
        ("1.5 mg", 1.5),
        ("3 mg", 3),
        ("4.5 mg", 4.5),
        ("10 mg", 10),
    ):
        plan = batch(prescription=Prescription(strength, capsules=100))
        label = container_label(plan, beyond_use=None)
        assert label.bars == bars
        sizes[strength] = type_sizes(label)

    for strength, printed in sizes.items():
        (large,) = (text for text, size in printed if size > 20)
        assert squeezed(large) == squeezed(strength)


def test_a_container_of_several_orders_names_its_own() -> None:
    """Capsules that were made together go to the orders one by one."""
    together = batch(prescription=evolve(ORDER, reference="batch 1"))

    text = words(
        together, dispensed=Dispensed(prescription_number="Rx 4712", quantity=30)
    )

    assert "Prescription Rx 4712" in text
    assert "batch 1" not in text


@pytest.mark.requirement("R55")
@pytest.mark.parametrize(
    "warning",
    [
        "naltrexone, NOT naloxone",
        "Do not take with opioid",
        "your surgeon, your dentist and emergency staff",
        "Compounded preparation",
        "out of the reach of children",
        "Protect from light",
        "20 °C to 25 °C",
    ],
)
def test_every_warning_is_on_it(warning: str) -> None:
    """Who holds the vial needs no leaflet to know these."""
    assert warning in words(batch())


def test_known_allergens_are_named_once() -> None:
    """Lactose of the tablets and of the filler is one warning."""
    plan = batch(
        drug=evolve(TABLETS, contains=("lactose",)),
        filler=evolve(FILLER, contains=("lactose", "corn")),
    )

    assert "Contains lactose, corn." in words(plan)
    assert "May contain" not in words(plan)


@pytest.mark.requirement("R55")
def test_unknown_contents_count_as_contained() -> None:
    """What nobody stated may be there; lactose is in most tablets."""
    unknown = batch(drug=evolve(TABLETS, contains=None))
    partly = batch(
        drug=evolve(TABLETS, contains=None), filler=evolve(FILLER, contains=["lactose"])
    )

    assert "May contain lactose or other allergens" in words(unknown)
    assert "Contains lactose. May contain other allergens" in words(partly)


@pytest.mark.requirement("R55")
@pytest.mark.parametrize(
    "changes",
    [
        {"filler": evolve(FILLER, name="lactose monohydrate", contains=())},
        {"drug": Trituration("10 %", diluent="Milchzucker", contains=())},
    ],
    ids=["filler", "diluent"],
)
def test_what_a_name_says_is_on_it(changes: dict[str, Any]) -> None:
    """Lactose that was stated to hold none stays on the label."""
    assert "Contains lactose." in words(batch(**changes))


def test_lactose_is_named_once_by_any_name() -> None:
    """Of what may be inside, lactose is not told again where it is there for sure."""
    unknown = evolve(TABLETS, contains=None)
    stated = evolve(FILLER, name="Laktose", contains=("Laktose",))
    unstated = evolve(FILLER, name="Laktose", contains=None)

    assert "Contains Laktose. May contain other allergens" in words(
        batch(drug=unknown, filler=stated)
    )
    assert "Contains lactose. May contain other allergens" in words(
        batch(filler=unstated)
    )


@pytest.mark.parametrize("drug", [TABLETS, BULK])
def test_nothing_is_said_where_nothing_is_contained(drug: Any) -> None:
    """Where all contents are stated and there is no allergen, none is invented."""
    assert "contain" not in words(batch(drug=drug)).lower()


@pytest.mark.parametrize("quantity", [0, 101, -1, 2.5, "30", True])
def test_another_count_is_refused(quantity: Any) -> None:
    """A container holds from one capsule to all that are dispensed."""
    with pytest.raises(FieldError, match="quantity: expected "):
        container_label(batch(), Dispensed(quantity=quantity), beyond_use=None)


@pytest.mark.requirement("R55")
@pytest.mark.parametrize(
    "form",
    ["naltrexone", "naltrexone hydrochloride", "naltrexone hydrochloride dihydrate"],
)
@pytest.mark.parametrize("packing", [None, TABLETS.packing])
def test_it_fits_on_one_label(form: Any, packing: Any) -> None:
    """All blanks, all warnings, the longest name, even as a draft: one label."""
    plan = batch(
        prescription=Prescription("4.5 mg", capsules=100, form=form, reference="Rx 1"),
        drug=evolve(TABLETS, contains=None, packing=packing),
        filler=evolve(FILLER, contains=["lactose"]),
    )

    pdf = render_pdf(container_label(plan, beyond_use=None))

    assert len(PdfReader(BytesIO(pdf)).pages) == 1


@pytest.mark.requirement("R55")
def test_the_usual_label_is_in_the_usual_type() -> None:
    """What fits in 7.5 points is not printed smaller."""
    plan = batch()
    given = Dispensed(
        patient="A. Example",
        prescriber="Dr. B. Writer",
        prescription_number="Rx 4712",
        dispensed_on="2026-12-01",
        directions="Take 1 capsule once daily at bedtime.",
    )
    label = container_label(
        plan,
        given,
        beyond_use=beyond_use_of(plan, "2026-11-23"),
        batch_number="B-17",
        pharmacy="Corner Pharmacy, 12 Long Street, Springfield",
    )

    assert printed_points(label) == 7.5


@pytest.mark.requirement("R55")
@pytest.mark.parametrize("length", [60, 120])
def test_long_texts_take_a_smaller_type(length: int) -> None:
    """Directions and pharmacy of 120 characters, four allergens, and six blanks."""
    sheet = long_label(length)

    (read,) = pages(render_pdf(sheet))

    assert 6 <= printed_points(sheet) < 7.5
    assert all(squeezed(text) in read for text in said(sheet))


@pytest.mark.requirement("R55")
@of_forty(25)
@given(st.integers(0, 200), st.sampled_from("iW"), st.sampled_from(LANGUAGES))
def test_a_label_is_one_page_or_none(length: int, sign: str, language: str) -> None:
    """No text that may stand on a label makes a second one without drug and batch."""
    sheet = in_language(long_label(length, sign), language)

    try:
        pdf = render_pdf(sheet)
    except FieldError as refused:
        assert (refused.field, refused.got[1:]) == ("label", " pages")
    else:
        assert len(PdfReader(BytesIO(pdf)).pages) == 1


@pytest.mark.requirement("R55")
def test_what_fits_on_no_label_is_refused() -> None:
    """The way out is said: shorter texts, or a container that bears a page."""
    sheet = long_label(200, "W")

    # a bold W is 0.9 of 6 points at least: 64 mm, 181 points, hold no more than 33 of
    # them, so 200 take 7 lines in each of 3 rows; 21 lines of 7 points are 147, and the
    # 153 of the label hold two titles and four lines of warnings too
    with pytest.raises(
        FieldError,
        match=r"^label: expected texts for one label of 100 mm x 60 mm in 6 pt or "
        r"larger, got [2-9] pages; take the next larger size, 'tall', or shorten its "
        r"texts$",
    ):
        render_pdf(sheet)
    assert render_pdf(evolve(sheet, page="a4"))[:5] == b"%PDF-"


def long_label(length: int, sign: str | None = None) -> Sheet:
    """Return a label whose directions, batch number and pharmacy are long."""
    plan = batch(
        drug=evolve(TABLETS, contains=None),
        filler=evolve(FILLER, contains=["lactose", "soya", "corn", "gluten"]),
    )
    directions = "Take 1 capsule at bedtime with a glass of water. " * 5
    pharmacy = "Corner Pharmacy, 12 Long Street, Springfield. " * 5
    return container_label(
        plan,
        Dispensed(directions=sign * length if sign else directions[:length]),
        beyond_use=None,
        batch_number=sign * length if sign else "B-2026-11-23-0001",
        pharmacy=sign * length if sign else pharmacy[:length],
    )


def printed_points(label: Sheet) -> float:
    """Read the size of type of the last line of a label."""
    return type_sizes(label)[-1][1]


def type_sizes(label: Sheet) -> list[tuple[str, float]]:
    """Read the texts of a label, each with its size of type."""
    sizes = []

    def note(text: str, _: Any, tm: list[float], __: Any, size: float) -> None:
        if text.strip():
            sizes.append((text, size * abs(tm[3])))

    PdfReader(BytesIO(render_pdf(label))).pages[0].extract_text(visitor_text=note)
    return sizes


def test_a_copy_has_all_words_of_the_label() -> None:
    """What a record keeps of the label is what stood on it, in its order."""
    label = container_label(batch(), beyond_use=None, batch_number="B-17")

    copy = evolve(label, title="", sections=())
    kept = evolve(label.sections[0], title="", parts=label_copy(label))

    assert said(evolve(copy, sections=(kept,))) == said(label)


@pytest.mark.slow
@of_forty(20)
@given(plan_arguments())
def test_any_of_them_reads_back(arguments: dict[str, Any]) -> None:
    """In every format a label says what its tree says."""
    plan = plan_of(arguments)

    check_every_format(
        container_label(plan, beyond_use=beyond_use_of(plan, "2026-11-23"))
    )


# -- rules


#: What each part of a label is when all is stated.
STATED = {
    "patient": "A. Example",
    "prescriber": "Dr. B. Writer",
    "prescription_number": "Rx 4712",
    "prescribed_on": "Prescribed on 2026-11-30",
    "dispensed_on": "Dispensed on 2026-12-01",
    "dispensed_by": "Dispensed by C. Pharmacist",
    "directions": "Take 1 capsule at bedtime.",
    "ingredients": "Other ingredients sucrose, other contents of the tablets",
    "pharmacy": "Corner Pharmacy, 12 Long Street",
    "made_on": "Made on 2026-11-23",
    "batch_number": "Batch number B-17",
    "beyond_use": "Use by 2027-05-21",
    "drug": "naltrexone hydrochloride 4.5 mg in each capsule",
    "form": "capsules",
    "quantity": "14 capsules",
    "route": "to swallow whole",
    "warnings": "Do not take with opioid (narcotic) medicines.",
    "storage": "Store at 20 °C to 25 °C, tightly closed.",
    "compounded": "Compounded preparation.",
}
#: The names of what is left blank.
BLANK = {
    "patient": "Patient",
    "prescriber": "Prescriber",
    "prescription_number": "Prescription",
    "prescribed_on": "Prescribed on",
    "dispensed_by": "Dispensed by",
    "directions": "Directions",
    "pharmacy": "Made by",
    "made_on": "Made on",
    "batch_number": "Batch number",
    "beyond_use": "Use by",
}


@pytest.mark.requirement("R112")
@pytest.mark.parametrize("size", ["small", "large", "tall"])
@pytest.mark.parametrize("rules", label_rules_names())
def test_all_that_a_rule_asks_for_is_printed(rules: str, size: str) -> None:
    """With all stated, each part that the rule names is there, and nothing is blank."""
    plan = batch()
    given = evolve(
        GIVEN, prescribed_on="2026-11-30", dispensed_by="C. Pharmacist", cautions=None
    )
    label = container_label(
        plan,
        given,
        beyond_use=beyond_use_of(plan, "2026-11-23"),
        batch_number="B-17",
        pharmacy=("Corner Pharmacy", "12 Long Street"),
        rules=rules,
        size=size,
    )
    text = spaced(" ".join(said(label)))

    assert [each for each in label_rules(rules).asks if STATED[each] not in text] == []
    assert label.blanks == ()


@pytest.mark.requirement("R112")
@pytest.mark.parametrize("size", ["small", "large"])
@pytest.mark.parametrize("rules", label_rules_names())
def test_what_nobody_stated_is_a_blank(rules: str, size: str) -> None:
    """Whatever a rule asks for, a pen can write it on."""
    label = container_label(batch(), beyond_use=None, rules=rules, size=size)

    asked = {BLANK[each] for each in label_rules(rules).asks if each in BLANK}
    assert asked <= set(label.blanks)


@pytest.mark.requirement("R112")
def test_the_rules_are_those_of_their_sources() -> None:
    """Read from the pages again: the numbers of their lists beside each part."""
    # § 14 (1) 1 name and address, 2 content, 3 use, 4 directions, 5 drug and others,
    # 6 day of making, 7 use by, 8 precautions and storage, 9 patient
    assert set(label_rules("apbetro-14").asks) == {
        *("pharmacy", "quantity", "route", "directions", "drug", "ingredients"),
        *("made_on", "beyond_use", "warnings", "storage", "patient"),
    }
    # 1 pharmacy, 2 serial number, 3 date of the prescription, 4 prescriber, 5 patient,
    # 6 and 7 drug and strength, 8 directions, 9 cautions, 10 dispensed by, 12 discard
    assert set(label_rules("us-nc").asks) == {
        *("pharmacy", "prescription_number", "prescribed_on", "prescriber", "patient"),
        *("drug", "directions", "warnings", "dispensed_by", "beyond_use"),
    }


@pytest.mark.requirement("R112")
def test_two_rules_hold_at_once() -> None:
    """In North Carolina, those of the state and of the chapter."""
    label = container_label(batch(), beyond_use=None, rules=["us-nc", "usp-795"])

    assert {"Prescribed on", "Batch number"} <= set(label.blanks)
    with pytest.raises(UnknownNameError, match="rules: expected one of 'usp-795'"):
        container_label(batch(), beyond_use=None, rules="oregon")


@pytest.mark.requirement("R112")
def test_a_german_rule_asks_for_german() -> None:
    """An English label would break it in silence."""
    with pytest.raises(FieldError, match=r"^language: expected 'de', as ApBetrO § 14"):
        batch().label(rules="apbetro-14")
    label = batch().label(rules="apbetro-14", language="de")
    assert "Hergestellt am" in label.blanks


@pytest.mark.requirement("R112")
def test_the_finished_medicine_is_named() -> None:
    """Its name may stand in place of what is in it."""
    known = batch(drug=evolve(TABLETS, product="Nalorex UK"))

    assert "Other ingredients sucrose, other contents of Nalorex UK" in words(known)


# -- several labels, and codes


def scanned(picture: Any) -> str:
    """Read the one code in a picture, as a scanner does."""
    (found,) = read_barcodes(picture)
    return str(found.text)


@pytest.mark.requirement("R112")
@pytest.mark.parametrize("size", ["small", "large", "tall"])
def test_a_code_says_batch_and_last_day(size: str) -> None:
    """What a scanner reads off the printed label is read by our own reader of packs."""
    plan = batch()
    until = beyond_use_of(plan, "2026-11-23")
    label = container_label(
        plan, beyond_use=until, batch_number="B-17/2", size=size, code=True
    )

    page = PdfDocument(render_pdf(label))[0]
    text = scanned(page.render(scale=6).to_pil())

    code = read_gs1(text, today="2026-11-23")
    assert (code.lot_number, code.expiry) == ("B-17/2", Expiry(last_day=until.date))


@pytest.mark.requirement("R112")
@pytest.mark.parametrize("number", [None, "B(17)", "B 17", "", "B" * 21, "Ä1"])
def test_a_code_needs_what_it_says(number: str | None) -> None:
    """A number that brackets or a scanner would change is refused."""
    plan = batch()
    until = beyond_use_of(plan, "2026-11-23")

    with pytest.raises(FieldError, match=r"^batch_number: expected "):
        container_label(plan, beyond_use=until, batch_number=number, code=True)
    with pytest.raises(FieldError, match=r"^beyond_use: expected a date, which"):
        container_label(plan, beyond_use=None, batch_number="B-17", code=True)


@pytest.mark.requirement("R112")
def test_containers_are_numbered_and_hold_no_more_than_there_is() -> None:
    """Two of 60 and 40 from a batch of 100; a third capsule too many is refused."""
    plan = batch()

    labels = plan.labels(GIVEN.in_containers([60, 40]))

    first, second = (spaced(" ".join(said(each))) for each in labels.labels)
    assert "60 capsules" in first
    assert "Container 1 of 2" in first
    assert "40 capsules" in second
    assert "Container 2 of 2" in second
    with pytest.raises(FieldError, match=r"^quantity: expected 100 capsules in all"):
        plan.labels(GIVEN.in_containers([60, 41]))
    # a label that states no quantity says all 100
    with pytest.raises(FieldError, match=r"as many as are dispensed, got 200$"):
        plan.labels([Dispensed(), Dispensed()])


@pytest.mark.parametrize("time", ["morning", "evening", "bedtime"])
def test_the_time_of_day_is_printed(time: Any) -> None:
    """As prescribed; where it is not, the directions alone say it."""
    told = {"morning": "in the morning", "evening": "in the evening"}.get(time)
    text = words(batch(), dispensed=Dispensed(time_of_day=time))

    assert f"Time of day {told or 'at bedtime'}" in text
    assert "Time of day" not in words(batch())
