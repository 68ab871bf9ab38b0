"""The bench sheet: what a person does and writes down, worksheet and record in one."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    Density,
    FieldError,
    Filler,
    Lot,
    Made,
    PackStatistic,
    Prescription,
    Tray,
    Weighed,
    reference,
)
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.documents import bench_sheet
from ldn_compound.plan.bench.made import bench_weighings
from ldn_compound.plan.dates import beyond_use_of
from ldn_compound.sheets.content import Facts, Table, Task
from ldn_compound.sheets.sheet import Sheet
from tests.examples import BULK, FILLER, ORDER, SHELL, TABLETS, batch
from tests.fewer import of_forty
from tests.parsed import check_every_format
from tests.strategies import plan_arguments, plan_of

DRAFT = "DRAFT - NOT FOR COMPOUNDING"
POWDER = "powder of crushed naltrexone hydrochloride tablets"
#: Blanks that every task may have; all others stand once.
INITIALS = {"done by", "checked by", "load, mg", "mean, mg"}
#: Steps of 10 mg: half a milligram is weighed only after a trituration.
COARSE = {
    "prescription": Prescription("0.5 mg", capsules=20),
    "balance": Balance(readability="10 mg"),
    "spare_capsules": 0,
}


def plain(text: str) -> str:
    """Undo the wrapping of lines, and the spaces that hold a number together."""
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))


def sheet_of(plan: BatchPlan, **options: Any) -> str:
    """Print the sheet on one line."""
    return plain(plan.worksheet(**options))


def facts(sheet: Sheet) -> dict[str, str]:
    """Return every line of a name and a value."""
    parts = [part for section in sheet.sections for part in section.parts]
    return {
        name: value
        for part in parts
        if isinstance(part, Facts)
        for name, value in part.rows
    }


def tasks(sheet: Sheet) -> list[Task]:
    """Return what there is to do, in order."""
    parts = [part for section in sheet.sections for part in section.parts]
    return [part for part in parts if isinstance(part, Task)]


def weighing_table(sheet: Sheet) -> Table:
    """Return the one table that says what to weigh."""
    parts = [part for section in sheet.sections for part in section.parts]
    tables = [part for part in parts if isinstance(part, Table)]
    (table,) = [each for each in tables if "Target" in each.header]
    return table


# -- head


@pytest.mark.requirement("R49")
def test_the_head_says_which_batch_it_is() -> None:
    """Preparation, strength, counts, numbers and days, or blanks for them."""
    order = evolve(ORDER, reference="RX-1, RX-2", prescriber="Dr. A. Grey")
    made = Made(batch_number="B-17", master_formula="MF-12, version 3")

    head = facts(bench_sheet(batch(prescription=order), made=made))

    assert {name: plain(value) for name, value in head.items()} | {
        "Preparation": "naltrexone hydrochloride, hard capsules",
        "Strength": "4.5 mg",
        "Capsules": "100 capsules to dispense, 3 spare",
        "Shells": "103 of size 3, Torpac",
        "Batch number": "B-17",
        "Formula number": "MF-12, version 3",
        "Date of making": "",
        "Use by": "",
        "Prescriptions": "RX-1, RX-2",
        "Prescriber": "Dr. A. Grey",
        "Shells, lot and expiry": "",
        "House rules": "usp",
        "SHA-256 begins": batch(prescription=order).digest()[:16],
    } == {name: plain(value) for name, value in head.items()}


def test_no_spare_capsule_is_not_mentioned() -> None:
    """Only what is over has to be accounted for."""
    head = facts(bench_sheet(batch(spare_capsules=0)))

    assert plain(head["Capsules"]) == "100 capsules"


def test_a_base_is_called_a_base() -> None:
    """Naltrexone alone would leave open which form is meant."""
    order = Prescription("4.5 mg", capsules=100, form="naltrexone")

    sheet = sheet_of(batch(prescription=order))

    assert sheet.startswith("Bench sheet: 100 capsules of naltrexone (base) 4.5 mg")
    assert "Preparation: naltrexone (base), hard capsules" in sheet
    assert "Label: naltrexone (base) 4.5 mg in each capsule" in sheet
    assert "(base-ordered)" in sheet


def test_shells_without_a_maker() -> None:
    """A shell of nobody's table is named by its size alone."""
    shell = evolve(SHELL, maker=None)

    assert facts(bench_sheet(batch(shell=shell)))["Shells"] == "103 of size 3"


def test_one_capsule_is_no_plural() -> None:
    """A batch of one is counted and labelled as one capsule."""
    plan = batch(prescription=evolve(ORDER, capsules=1), spare_capsules=0)

    sheet = sheet_of(plan)

    assert sheet.startswith("Bench sheet: 1 capsule of naltrexone")
    assert repr(plan).startswith("<BatchPlan: 1 capsule of 4.5 mg/capsule;")
    assert "Capsules planned: 1 capsule " in sheet
    assert "in each capsule, 1 capsule." in sheet


@pytest.mark.requirement("R50")
def test_a_draft_says_so_first() -> None:
    """A plan with a stop is headed, in either style, by what it is."""
    plan = batch(drug=evolve(TABLETS, packing=None))

    assert DRAFT in plan.worksheet().splitlines()[1]
    assert DRAFT in plan.worksheet("markdown").splitlines()[2]
    assert DRAFT not in batch().worksheet()
    assert bench_sheet(plan, made=Made(capsules=103)).banner == DRAFT


# -- days


@pytest.mark.requirement("R47")
def test_the_day_of_making_gives_the_last_day_of_use() -> None:
    """180 days from 2026-11-23, that day counted as the first, end on 2027-05-21."""
    planned = facts(bench_sheet(batch(made_on="2026-11-23")))
    entered = facts(bench_sheet(batch(), made=Made(made_on="2026-11-23")))
    neither = facts(bench_sheet(batch()))

    for head in (planned, entered):
        assert head["Date of making"] == "2026-11-23"
        assert head["Use by"] == "2027-05-21"
    assert (neither["Date of making"], neither["Use by"]) == ("", "")


def test_the_day_entered_counts_before_the_day_planned() -> None:
    """What was planned for Monday was made on Tuesday."""
    plan = batch(made_on="2026-11-23")

    head = facts(bench_sheet(plan, made=Made(made_on="2026-11-24")))

    assert (head["Date of making"], head["Use by"]) == ("2026-11-24", "2027-05-22")


def test_a_beyond_use_date_of_another_day_is_refused() -> None:
    """A date counted from another day would stand on the label."""
    until = beyond_use_of(batch(), "2026-11-23")

    same = bench_sheet(batch(), made=Made(made_on="2026-11-23"), beyond_use=until)
    assert facts(same)["Use by"] == "2027-05-21"
    alone = bench_sheet(batch(), beyond_use=until)
    assert facts(alone)["Use by"] == "2027-05-21"
    with pytest.raises(
        FieldError, match=r"made_on: expected 2026-11-23, .* got 2026-11-24; work out"
    ):
        bench_sheet(batch(), made=Made(made_on="2026-11-24"), beyond_use=until)


@pytest.mark.requirement("R47")
def test_a_lot_that_has_expired_stops() -> None:
    """On the day of making, in the plan as in the entries; no date of use is given."""
    drug = evolve(TABLETS, lot=Lot("A17", expires="2026-11-22"))

    planned = bench_sheet(batch(drug=drug, made_on="2026-11-23"))
    entered = bench_sheet(batch(drug=drug), made=Made(made_on="2026-11-23"))

    assert planned.banner == DRAFT
    assert entered.banner == "STOP - NOT TO BE RELEASED"
    for sheet in (planned, entered):
        assert facts(sheet)["Use by"] == ""
    assert batch(drug=drug, made_on="2026-11-22").ready


def test_without_a_day_the_first_lot_to_expire_is_named() -> None:
    """Whoever sets the day has to know of it."""
    early = evolve(FILLER, lot=Lot("S1", expires="2027-03-31"))
    late = evolve(TABLETS, lot=Lot("A17", expires="2027-11-30"))
    rule = "Use by: at most 180 days after making, by usp-795-2023"
    words = f"{rule}, and not after 2027-03-31, when lot S1 expires."

    assert words in sheet_of(batch(filler=early, drug=late))
    assert rule not in sheet_of(batch(filler=early, made_on="2026-11-23"))
    assert f"{rule}." in sheet_of(batch())


# -- before


@pytest.mark.requirement("R50")
def test_what_is_settled_before_has_a_place_for_initials() -> None:
    """A pharmacist initials each caution; a stop has no such blank; notes follow."""
    plan = batch(drug=evolve(TABLETS, coat="film", assay=None, packing=None))

    sheet = plan.worksheet()

    assert re.search(r"CAUTION +________ +film-coated", sheet)
    assert re.search(r"STOP +- +powder of crushed", sheet)
    assert "the tablets are taken" not in sheet
    assert re.search(r"NOTE +- +the tablets are taken", plan.worksheet(annex=True))


def test_a_plan_without_findings_has_no_table_of_them() -> None:
    """The first thing to do is the screening."""
    section = bench_sheet(batch()).sections[1]

    assert section.title == "Before you start"
    assert isinstance(section.parts[0], Task)


def test_the_screening_names_what_was_entered() -> None:
    """Of opioids, people are asked by name."""
    order = evolve(ORDER, other_medicines=("sertraline", "levothyroxine"))

    some, none = sheet_of(batch(prescription=order)), sheet_of(batch())

    assert "Other medicines entered: sertraline, levothyroxine. Ask for opioids" in some
    assert "Other medicines: asked, none. Ask for opioids by name once more" in none


def test_those_who_make_it_are_protected() -> None:
    """Before powder is open."""
    sheet = sheet_of(batch())

    assert sheet.index("Mask and gloves on") < sheet.index("Count 10 tablets")
    assert "Nobody who takes opioids handles this powder" in sheet


@pytest.mark.requirement("R49")
def test_the_balance_is_checked_first() -> None:
    """With what it reads to, and the least that it may weigh: 1 mg / 5 % is 20 mg."""
    named, none = sheet_of(batch()), sheet_of(batch(balance=None))

    assert "It reads to 1 mg and may weigh 20 mg or more." in named
    assert "None was named in this plan." in none


def test_the_balances_used_are_on_the_record() -> None:
    """Each once."""
    made = Made(
        weighed=[
            Weighed("A", actual="1587 mg", balance="W2"),
            Weighed("B", actual="12358 mg", balance="W2"),
        ]
    )

    assert "balance W2 shows" in sheet_of(batch(), made=made)


# -- the weighing table


@pytest.mark.requirement("R49")
def test_the_main_job_is_on_the_sheet() -> None:
    """Nine tablets' worth of 171.2 mg are 1540.8 mg: weigh 1541 mg, within 1 %.

    1541 x 0.99 = 1525.59 and x 1.01 = 1556.41; 11 998 mg: 11 878.02 and 12 117.98.
    """
    table = weighing_table(bench_sheet(batch(spare_capsules=0)))

    assert [plain(cell) for cell in table.header] == [
        "No.",
        "Item",
        "Lot",
        "Expires",
        "Target",
        "Least to greatest",
        "Actual, mg",
        "Weighed by",
        "Checked by",
    ]
    assert [tuple(map(plain, row)) for row in table.rows] == [
        ("A", POWDER, "", "", "1541 mg", "1526 mg to 1556 mg", "", "", ""),
        ("B", "sucrose", "", "", "11 998 mg", "11 879 mg to 12 117 mg", "", "", ""),
    ]
    assert table.strong == 4


@pytest.mark.requirement("R104")
def test_a_trituration_is_in_the_table_in_bench_order() -> None:
    """Powder, diluent, the portion of both, filler; its four weighings share 1 %.

    A quarter of a percent of 280, 2330 and 320 mg is less than a step of 10 mg.
    """
    table = weighing_table(bench_sheet(batch(**COARSE)))

    assert [tuple(map(plain, row[:6])) for row in table.rows] == [
        ("A", POWDER, "", "", "280 mg", "exactly that"),
        ("B", "sucrose", "", "", "2330 mg", "exactly that"),
        (
            "C",
            "portion of A + B, the rest left out",
            "-",
            "-",
            "320 mg",
            "exactly that",
        ),
        ("D", "sucrose (2)", "", "", "2290 mg", "2270 mg to 2310 mg"),
    ]


@pytest.mark.requirement("R104")
@given(plan_arguments())
def test_each_weighing_stands_exactly_once(arguments: dict[str, Any]) -> None:
    """One table, in bench order; no sentence beside it says what to weigh again."""
    plan = plan_of(arguments)
    sheet = bench_sheet(plan, annex=True)

    table = weighing_table(sheet)

    assert [row[0] for row in table.rows] == [
        each.letter for each in bench_weighings(plan)
    ]
    assert [row[4] for row in table.rows] == [
        str(each.target) for each in bench_weighings(plan)
    ]
    said = plain(" ".join(each.text for each in tasks(sheet)))
    assert not re.search(r"[Ww]eigh (about )?[\d .]+ mg of", said)
    tables = [
        part
        for section in sheet.sections
        for part in section.parts
        if isinstance(part, Table)
    ]
    assert not any("to weigh" in " ".join(each.header) for each in tables)
    assert [each for each in tables if "Target" in each.header] == [table]


@pytest.mark.requirement("R53")
@given(plan_arguments())
def test_nothing_is_filled_in_before_it_is_done(arguments: dict[str, Any]) -> None:
    """Actual amounts, initials and results are blanks, each of them once."""
    sheet = bench_sheet(plan_of(arguments))

    for row in weighing_table(sheet).rows:
        assert row[6:] == ("", "", "")
    blanks = [blank for each in tasks(sheet) for blank in each.blanks]
    assert not any(value for _, value in blanks)
    names = [name for name, _ in blanks if name not in INITIALS]
    assert len(names) == len(set(names))
    lines = facts(sheet)
    assert not set(names) & set(lines)
    known = {"Preparation", "Strength", "Capsules", "Shells", "Capsules planned"}
    filled = {name for name, value in lines.items() if value}
    assert filled == known | {"House rules", "SHA-256 begins"}


@pytest.mark.requirement("R49")
def test_lots_are_printed_or_blank() -> None:
    """Of powder, additive, diluent and each filler, whoever delivered it."""
    sucrose = evolve(FILLER, lot=Lot("S1", expires="2027-11-30"))
    lactose = Filler(
        "lactose", packing=FILLER.packing, lot=Lot("L2", expires="2028-02-29")
    )
    silica = Additive("silica", share="1 %", lot=Lot("D4", expires="2029-05-31"))

    table = weighing_table(
        bench_sheet(batch(filler=((sucrose, 3), (lactose, 1)), additives=silica))
    )
    diluted = weighing_table(bench_sheet(batch(**COARSE, diluent=lactose)))

    assert [row[1:4] for row in table.rows] == [
        (POWDER, "", ""),
        ("silica", "D4", "2029-05-31"),
        ("sucrose", "S1", "2027-11-30"),
        ("lactose", "L2", "2028-02-29"),
    ]
    assert [row[1:4] for row in diluted.rows][1:3] == [
        ("lactose", "L2", "2028-02-29"),
        ("portion of A + B, the rest left out", "-", "-"),
    ]


@pytest.mark.requirement("R49")
def test_the_lot_of_tablets_that_are_not_weighed_is_there_too() -> None:
    """Tablets that go in whole are in no table: their lot stands with the count."""
    drug = evolve(TABLETS, lot=Lot("A17", expires=date(2027, 11, 30)))

    known, unknown = (
        counting(plan_whole_tablets(ORDER, drug=each, filler=FILLER, shell=SHELL))
        for each in (drug, TABLETS)
    )

    assert known.blanks[:2] == (("lot", "A17"), ("expires", "2027-11-30"))
    assert unknown.blanks[:2] == (("lot", ""), ("expires", ""))


def counting(plan: BatchPlan) -> Task:
    """Return the task that counts the tablets."""
    (task,) = [each for each in tasks(bench_sheet(plan)) if "Count" in each.text]
    return task


# -- tasks


@pytest.mark.requirement("R49")
def test_the_bench_comes_in_order() -> None:
    """Balance, tablets, weighings, second check, mixing, loads, result, label."""
    sheet = sheet_of(batch(tray=Tray(100)))

    stations = [
        "Check the balance",
        "Count 10 tablets, each of 50 mg naltrexone hydrochloride, whole",
        "grind again what the sieve holds back",
        "Powder A is the mean mass found x 9.27.",
        "No. A Item: powder of crushed",
        "No. B Item: sucrose",
        "Weigh A, B. A second person checks item, lot, expiry and mass of A, B",
        "Mix by geometric dilution",
        "Weigh the blend",
        "Load 1 of 2",
        "Load 2 of 2: all that is left",
        "Blend left over after tamping",
        "Weigh 10 filled capsules one by one",
        "Capsules planned: 103",
        "Dose made",
        "Label: naltrexone hydrochloride 4.5 mg in each capsule, 100 capsules",
        "Released or rejected",
    ]
    places = [sheet.index(station) for station in stations]
    assert places == sorted(places)


@pytest.mark.requirement("R49")
def test_all_is_checked_before_it_is_mixed() -> None:
    """Powder and diluent before they are mixed, and all of the blend before that."""
    sheet = sheet_of(batch(**COARSE))

    stations = [
        "Weigh A and B. A second person checks item, lot, expiry and mass of both",
        "Mix A with B by geometric dilution until even: 2610 mg is expected",
        "Weigh C of it; the rest, ",
        "Weigh D. A second person checks item, lot, expiry and mass of C, D before",
        "Mix by geometric dilution, each time until even: to C add D",
    ]
    places = [sheet.index(station) for station in stations]
    assert places == sorted(places)


def test_the_drug_that_is_left_over_is_named() -> None:
    """410 mg hold 410 / 171.2 x 50 = 119.74 mg, of which 3420 / 3910 are 104.74 mg."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )

    words = "the rest, 3420 mg with about 104.74 mg of drug in it, does not go into"
    assert words in sheet_of(plan)


def test_each_dilution_is_checked() -> None:
    """A portion and its diluent too, before they are mixed in their turn."""
    plan = batch(
        prescription=Prescription("0.1 mg", capsules=30),
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )
    assert plan.trituration is not None
    number = len(plan.trituration.dilutions)

    sheet = sheet_of(plan)

    assert number > 1
    assert "Weigh C and D. A second person checks item" in sheet
    assert "Mix C with D by geometric dilution" in sheet
    assert sheet.count("mass of both before they are mixed") == number


def test_an_additive_that_is_triturated_has_its_own_tasks() -> None:
    """0.2 % of 14 g is 28 mg of silica: steps of 10 mg dilute it with filler first."""
    silica = Additive("silica", share="0.2 %", packing=PackStatistic("40 mg", size="3"))
    plan = batch(additives=silica, balance=Balance(readability="10 mg"))
    assert plan.premixes

    sheet = sheet_of(plan)

    assert "Weigh B and C. A second person checks" in sheet
    assert "No. D Item: portion of B + C, the rest left out" in sheet


def test_several_powders_are_mixed_with_each_other_first() -> None:
    """Filler and additive become one before the drug goes in."""
    two = ((FILLER, 3), (evolve(FILLER, name="mannitol"), 1))

    sheet = sheet_of(batch(filler=two))

    assert "Mix B + C with each other first. Then mix by geometric dilution" in sheet
    assert "Weigh A, B, C. A second person checks item, lot, expiry" in sheet


def test_powder_has_no_tablet_to_count() -> None:
    """From bulk powder nothing is counted or crushed."""
    assert "tablet" not in batch(drug=BULK).worksheet()


def test_tablets_that_go_in_whole_leave_nothing_behind() -> None:
    """All of their powder is used: none is weighed, none taken away."""
    plan = plan_whole_tablets(ORDER, drug=TABLETS, filler=FILLER, shell=SHELL)

    sheet = sheet_of(plan)

    assert "Count 9 tablets" in sheet
    assert "Use all of the tablet powder, about 1540.8 mg: take none of it" in sheet
    assert "to all of the tablet powder add A in portions" in sheet
    assert "crush another whole tablet" not in sheet
    assert len(weighing_table(bench_sheet(plan)).rows) == 1


# -- annex


def test_the_annex_is_on_request() -> None:
    """Notes, figures, formulas and sources are no part of what is followed."""
    titles = [each.title for each in bench_sheet(batch()).sections]
    behind = [each.title for each in bench_sheet(batch(**COARSE), annex=True).sections]

    assert titles == [
        "Batch",
        "Before you start",
        "Weigh",
        "Mix and fill",
        "Capsules",
        "Dose made",
        "Label and release",
    ]
    assert behind == [
        *titles,
        "Annex: notes",
        "Product",
        "Precautions",
        "Beyond-use date and storage",
        "Figures",
        f"Trituration of {POWDER}",
        "Formulas",
        "Sources",
    ]


@pytest.mark.requirement("R99")
def test_the_sheet_tells_which_plan_it_is_of() -> None:
    """A sheet of another lot or another version has another digest."""
    plan = batch()

    assert f"SHA-256 begins: {plan.digest()[:16]} " in sheet_of(plan)
    assert f"SHA-256 of the inputs: {plan.digest()}" in sheet_of(plan, annex=True)


def test_an_unverified_source_is_marked() -> None:
    """Background that nobody verified says so where it is shown."""
    plan = batch(prescription=evolve(ORDER, other_medicines=("codeine",)))

    assert "Mallinckrodt" in sheet_of(plan, annex=True)
    coated = batch(drug=evolve(TABLETS, coat="film"))
    assert "(secondary)" in sheet_of(coated, annex=True)


def test_figures_that_nobody_measured_are_marked() -> None:
    """How full the shell is hangs on the packing figures, measured or not."""
    measured = Density("0.5 g/mL", basis="tapped")
    published = evolve(measured, source="letco-capsules")
    drug = evolve(TABLETS, packing=measured)
    words = "(by figures that were not measured)"

    of_measured = batch(drug=drug, filler=evolve(FILLER, packing=measured))
    of_published = batch(drug=drug, filler=evolve(FILLER, packing=published))

    assert words not in sheet_of(of_measured, annex=True)
    assert words in sheet_of(of_published, annex=True)


def test_the_plans_that_were_rejected_stand_in_the_annex() -> None:
    """With the reason, so that another can be chosen."""
    sheet = sheet_of(batch(**COARSE), annex=True)

    assert "Rejected: weigh 34.24 mg directly: below the least mass, 200 mg." in sheet


# -- paper and formats


@pytest.mark.parametrize(
    ("asked", "size"), [({}, "a4"), ({"page": "Letter"}, "letter")]
)
def test_the_paper_of_html_can_be_chosen(asked: dict[str, Any], size: str) -> None:
    """A4 where nothing is said."""
    assert f"size: {size};" in batch().worksheet("html", **asked)


@pytest.mark.parametrize("style", ["text", "markdown", "html"])
def test_an_unknown_paper_is_refused(style: Any) -> None:
    """In whatever style, though only HTML has pages."""
    with pytest.raises(FieldError, match=r"^page: expected 'A4' or 'Letter', got 'A5'"):
        batch().worksheet(style, page="A5")


def test_an_unknown_style_is_refused() -> None:
    """Text or Markdown; nothing else is guessed."""
    with pytest.raises(
        FieldError, match="style: expected 'text', 'markdown' or 'html'"
    ):
        batch().worksheet("pdf")  # type: ignore[arg-type]


@pytest.mark.requirement("R58")
@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a|b*c_d`e`[f](g)"])
def test_markdown_is_escaped(name: str) -> None:
    """No name on a sheet is acted on by what shows it."""
    sheet = batch(filler=evolve(FILLER, name=name)).worksheet("markdown")

    assert name not in sheet
    assert "<script>" not in sheet


def test_markdown_has_the_same_words() -> None:
    """Both styles come from one content: every task is in both."""
    text, markdown = sheet_of(batch()), batch().worksheet("markdown")

    assert text.count("[ ] ") == markdown.count("- [ ] ") > 10
    assert "Mix by geometric dilution" in text
    assert "Mix by geometric dilution" in markdown


@pytest.mark.requirement("R06")
@given(plan_arguments())
def test_no_number_is_parted_from_its_unit(arguments: dict[str, Any]) -> None:
    """No line of a sheet ends in a number whose unit stands on the next."""
    lines = plan_of(arguments).worksheet(annex=True).splitlines()

    for line, following in pairwise(lines):
        if re.search(r"[\d.]$", line) and not line.startswith("http"):
            assert not re.match(r"\s*(mg|g|mL|%|tablets?|capsules?)\b", following)


@pytest.mark.requirement("R06")
@given(plan_arguments())
def test_printed_numbers_are_safe(arguments: dict[str, Any]) -> None:
    """No trailing zero, no naked point, no comma in a number, no ug, no word twice."""
    for style in ("text", "markdown"):
        sheet = plan_of(arguments).worksheet(style, annex=True)

        assert not re.search(r"\d\.\d*0(?!\d)(?= ?(?:mg|g|mL|%))", sheet)
        assert not re.search(r"(?<!\d)\.\d", sheet.replace("(0.", "("))
        assert not re.search(r"\d,\d", sheet)
        assert not re.search(r"\d ?[uµμ]g\b", sheet)
        assert "about about" not in plain(sheet)


@pytest.mark.slow
@of_forty(20)
@given(plan_arguments())
def test_any_of_them_reads_back(arguments: dict[str, Any]) -> None:
    """As text, Markdown, HTML and PDF a sheet says what its tree says."""
    plan = plan_of(arguments)

    check_every_format(bench_sheet(plan, annex=True))


@pytest.mark.parametrize(
    ("rule", "least"), [("sensitivity", 20), ("readability", 20), ("usp-41", 820)]
)
def test_the_least_mass_is_that_of_the_rule(rule: Any, least: int) -> None:
    """1 mg / 5 % is 20 mg; by USP <41> 2000 x 0.41 x 1 mg is 820 mg."""
    policy = evolve(reference.policy(), least_mass_rule=rule)
    balance = Balance(readability="1 mg", repeatability="0.3 mg")

    sheet = sheet_of(batch(policy=policy, balance=balance))

    assert f"may weigh {least} mg or more" in sheet
