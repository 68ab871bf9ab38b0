"""The worksheet: what a person does at the bench."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound import (
    Additive,
    Balance,
    Density,
    FieldError,
    Filler,
    Lot,
    PackStatistic,
    Prescription,
    Q,
    Quantity,
    Tray,
    reference,
)
from ldn_compound.documents.worksheet.sheet import bench_sheet
from ldn_compound.quantities.notation import NO_BREAK_SPACE
from ldn_compound.sheets.content import Task
from tests.examples import BULK, FILLER, ORDER, TABLETS, batch
from tests.fewer import of_forty
from tests.parsed import check_every_format
from tests.strategies import plan_arguments, plan_of

DRAFT = "DRAFT - NOT FOR COMPOUNDING"


NUMBERS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10")


def on_one_line(text: str) -> str:
    """Undo the wrapping of lines."""
    return re.sub(r"\s*\n\s*", " ", text)


def amount_after(text: str, words: str) -> Quantity:
    """Read the amount that follows the words on a sheet."""
    found = re.search(rf"{words} (?:about )?([\d.{NO_BREAK_SPACE}]+ mg)", text)
    assert found is not None
    return Q(found[1].replace(NO_BREAK_SPACE, ""))


def triturated(sheet: str, powder: Fraction) -> Fraction:
    """Follow the dilutions on a sheet: what the last portion carries of the powder."""
    taken = powder
    diluents = re.findall(
        rf"Weigh ([\d.{NO_BREAK_SPACE}]+) mg of [^.;]*? for trituration", sheet
    )
    portions = re.findall(
        rf"Weigh ([\d.{NO_BREAK_SPACE}]+) mg of trituration \d of powder", sheet
    )
    # those of the powder come first, those of additives after them
    for diluent, portion in zip(diluents, portions, strict=False):
        total = taken + plain(diluent)
        powder, taken = powder * plain(portion) / total, plain(portion)
    return powder


def plain(number: str) -> Fraction:
    """Read a printed number."""
    return Fraction(number.replace(NO_BREAK_SPACE, ""))


@pytest.mark.requirement("R49")
def test_the_main_job_is_on_the_sheet() -> None:
    """Nine tablets' worth, 1540.8 mg: crush 10, weigh 1541 mg, 171 mg left."""
    sheet = on_one_line(batch(spare_capsules=0).worksheet())

    assert "crush 10 tablets, of which 9 tablets hold the drug; weigh 1541 mg" in sheet
    assert "1541 mg 1540.8 mg" in re.sub(r" +", " ", sheet)
    assert "Weigh 1541 mg of powder" in sheet
    assert "171 mg of tablet powder" in sheet


def test_a_ready_plan_is_no_draft() -> None:
    """Only a stop makes a draft."""
    assert DRAFT not in batch().worksheet()


@pytest.mark.requirement("R50")
def test_a_draft_says_so_first() -> None:
    """A plan with a stop is headed, in either style, by what it is."""
    plan = batch(drug=evolve(TABLETS, packing=None))

    assert DRAFT in plan.worksheet().splitlines()[1]
    assert DRAFT in plan.worksheet("markdown").splitlines()[2]


@pytest.mark.requirement("R49")
def test_the_bench_comes_in_order() -> None:
    """Balance, tablets, powder, second check, mixing, blend, loads, weights, label."""
    sheet = on_one_line(batch(tray=Tray(100)).worksheet())

    stations = [
        "Check the balance",
        "Count 10 tablets",
        "Stop and plan again if it differs by more than 2 %",
        "Regrind what the sieve holds back",
        "Weigh 1587 mg of powder",
        "Weigh 12",
        "Second check before mixing",
        "Mix by geometric dilution",
        "Weigh the blend",
        "for load 1 of 2",
        "All that is left",
        "Never discard any of a load, never fill fewer",
        "Weigh ten filled capsules",
        "Count the capsules: 103",
        "Label: naltrexone hydrochloride 4.5 mg in each capsule, 100 capsules",
        "Destroy the remainder",
    ]
    places = [sheet.index(station) for station in stations]
    assert places == sorted(places)


@pytest.mark.requirement("R49")
def test_two_people_sign_each_weighing() -> None:
    """Who weighed and who checked is asked at every weighing."""
    sheet = batch().worksheet()

    tasks = [each for each in sheet.split("[ ] ") if " Weigh " in each[:10]]

    assert len(tasks) >= 4
    signed = [each for each in tasks if "weighed by" in each and "checked by" in each]
    assert len(signed) == len(tasks) - 1  # the ten weights have a blank each instead


@pytest.mark.requirement("R49")
@pytest.mark.parametrize(
    ("capsules", "asked", "blanks"),
    [
        (12, "Weigh ten filled capsules one by one: ", 10),
        (10, "Weigh ten filled capsules one by one: ", 10),
        (9, "Weigh all filled capsules (9 capsules) one by one: ", 9),
        (1, "Weigh all filled capsules (1 capsule) one by one: ", 1),
    ],
)
def test_no_more_capsules_are_weighed_than_filled(
    capsules: int, asked: str, blanks: int
) -> None:
    """Ten are weighed one by one, with a blank each; of fewer, all of them."""
    order = evolve(ORDER, capsules=capsules)

    (bench,) = [
        section
        for section in bench_sheet(batch(prescription=order, spare_capsules=0)).sections
        if section.title == "At the bench"
    ]

    (task,) = [
        part
        for part in bench.parts
        if isinstance(part, Task) and "filled capsules" in part.text
    ]
    assert task.text.replace("\N{NO-BREAK SPACE}", " ").startswith(asked)
    assert task.blanks == NUMBERS[:blanks]


def test_one_capsule_is_no_plural() -> None:
    """A batch of one is counted and labelled as one capsule."""
    order = evolve(ORDER, capsules=1)

    plan = batch(prescription=order, spare_capsules=0)
    sheet = on_one_line(plan.worksheet())

    assert sheet.startswith("Worksheet: 1 capsule of naltrexone")
    assert repr(plan).startswith("<BatchPlan: 1 capsule of 4.5 mg/capsule;")
    assert "Count the capsules: 1 expected." in sheet
    assert "in each capsule, 1 capsule." in sheet.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.requirement("R49")
def test_lots_are_printed_or_blank() -> None:
    """A lot that is known is printed; one that is not is a blank to fill in."""
    lot = Lot("A17", expires=date(2027, 11, 30))

    sheet = batch(drug=evolve(TABLETS, lot=lot)).worksheet()

    assert re.search(r"Drug source, lot: +A17", sheet)
    assert re.search(r"Drug source, expires: +2027-11-30", sheet)
    assert re.search(r"Filler, lot: +____", sheet)


@pytest.mark.requirement("R49")
def test_the_lot_of_each_excipient_is_printed() -> None:
    """Which delivery of each filler and additive is used stands below its name."""
    sucrose = evolve(FILLER, lot=Lot("S1", expires="2027-11-30"))
    lactose = Filler(
        "lactose", packing=FILLER.packing, lot=Lot("L2", expires="2028-02-29")
    )
    silica = Additive("silica", share="1 %", lot=Lot("D4", expires="2029-05-31"))

    sheet = batch(filler=((sucrose, 3), (lactose, 1)), additives=silica).worksheet()

    materials = re.findall(
        r"(Filler|Additive): +(\S+)\n\1, lot: +(\S+)\n\1, expires: +(\S+)\n", sheet
    )
    assert materials == [
        ("Additive", "silica", "D4", "2029-05-31"),
        ("Filler", "sucrose", "S1", "2027-11-30"),
        ("Filler", "lactose", "L2", "2028-02-29"),
    ]


@pytest.mark.requirement("R49")
def test_the_lot_of_a_diluent_is_printed() -> None:
    """What the powder is diluted with is a material of the batch, with its lot."""
    lactose = Filler(
        "lactose", packing=FILLER.packing, lot=Lot("L2", expires="2028-02-29")
    )

    sheet = batch(
        prescription=Prescription("0.5 mg", capsules=20),
        balance=Balance(readability="10 mg"),
        diluent=lactose,
    ).worksheet()

    assert re.search(r"Diluent: +lactose\n", sheet)
    assert re.search(r"Diluent, lot: +L2\n", sheet)
    assert re.search(r"Diluent, expires: +2028-02-29\n", sheet)


def test_powder_has_no_tablet_to_count() -> None:
    """From bulk powder nothing is counted, crushed or left over."""
    sheet = batch(drug=BULK).worksheet()

    assert "tablet" not in sheet.split("Formulas")[0]
    assert "Destroy the remainder: what is left in mortar and tray." in sheet


def test_without_a_balance_the_sheet_says_so() -> None:
    """No step of a display is invented."""
    sheet = on_one_line(batch(balance=None).worksheet())

    assert "None was named in this plan" in sheet
    assert "Least mass" not in sheet


def test_blend_in_excess_is_weighed_for_every_load() -> None:
    """With blend to spare, all of it would overfill: each load is weighed."""
    sheet = on_one_line(batch(blend_excess="3 %").worksheet())

    assert "All of the blend" not in sheet
    assert "of blend for load 1 of 1" in sheet


def test_a_plan_without_findings_says_none() -> None:
    """An empty list is said, not left out."""
    sheet = batch().worksheet()

    assert "Findings\n" + "-" * 79 + "\nNone." in sheet


def test_a_caution_has_a_place_for_initials() -> None:
    """A pharmacist initials each caution; notes and stops have no such blank."""
    plan = batch(drug=evolve(TABLETS, coat="film", assay=None))

    sheet = plan.worksheet()

    assert re.search(r"CAUTION +________ +film-coated", sheet)
    assert re.search(r"NOTE +- +the tablets are taken", sheet)


def test_an_unverified_source_is_marked() -> None:
    """Background that nobody verified says so where it is shown."""
    plan = batch(prescription=evolve(ORDER, other_medicines=("codeine",)))

    sheet = on_one_line(batch(drug=evolve(TABLETS, coat="film")).worksheet())

    assert "Mallinckrodt" in on_one_line(plan.worksheet())
    assert "(secondary)" in sheet


def test_shells_without_a_maker() -> None:
    """A shell of nobody's table is named by its size alone."""
    shell = evolve(batch().request.shell, maker=None)

    assert re.search(r"Shells: +103 of size 3\n", batch(shell=shell).worksheet())


@pytest.mark.parametrize(
    ("asked", "size"), [({}, "a4"), ({"page": "Letter"}, "letter")]
)
def test_the_paper_of_html_can_be_chosen(asked: dict[str, str], size: str) -> None:
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
    plan = batch()

    text, markdown = on_one_line(plan.worksheet()), plan.worksheet("markdown")

    assert text.count("[ ] ") == markdown.count("- [ ] ")
    assert "Weigh 1587 mg of powder" in text
    assert "Weigh 1587 mg of powder" in markdown


@pytest.mark.requirement("R06")
@given(plan_arguments())
def test_no_number_is_parted_from_its_unit(arguments: dict[str, Any]) -> None:
    """No line of a sheet ends in a number whose unit stands on the next."""
    lines = plan_of(arguments).worksheet().splitlines()

    for line, following in pairwise(lines):
        if re.search(r"[\d.]$", line) and not line.startswith("http"):
            assert not re.match(r"\s*(mg|g|mL|%|tablets?|capsules?)\b", following)


@pytest.mark.requirement("R06")
@given(plan_arguments())
def test_printed_numbers_are_safe(arguments: dict[str, Any]) -> None:
    """No trailing zero, no naked point, no comma in a number, no ug."""
    for style in ("text", "markdown"):
        sheet = plan_of(arguments).worksheet(style)

        assert not re.search(r"\d\.\d*0(?!\d)(?= ?(?:mg|g|mL|%))", sheet)
        assert not re.search(r"(?<!\d)\.\d", sheet.replace("(0.", "("))
        assert not re.search(r"\d,\d", sheet)
        assert not re.search(r"\d ?[uµμ]g\b", sheet)


@pytest.mark.requirement("R51")
@given(plan_arguments())
def test_the_printed_sheet_gives_the_strength(arguments: dict[str, Any]) -> None:
    """From what the sheet tells a person to weigh follows the strength it states.

    Computed forward without the library: drug in the powder, by mean mass, strength
    and assay of the tablets, over the capsules. Only the powder's rounding may differ.
    """
    plan = plan_of(arguments | {"drug": TABLETS})
    sheet = on_one_line(plan.worksheet())
    order = plan.request.prescription

    powder = amount_after(sheet, "Weigh").m_as("mg")
    if plan.trituration is not None:
        powder = triturated(sheet, powder)

    # drug in the powder by its mean mass, over the capsules
    drug = powder * 50 / Fraction("171.2")
    excess = plan.blend_excess.to_base_units().magnitude
    made = drug / ((order.capsules + plan.spare_capsules) * (1 + excess))
    overage = plan.drug_overage.to_base_units().magnitude
    aim = order.strength.m_as("mg/capsule") * (1 + overage)
    if plan.trituration is not None:
        assert abs(made / aim - 1) <= Fraction(1, 100)  # the policy's tolerance
        return
    # half a step of the display; six printed decimals where there is none
    balance = plan.request.balance
    step = balance.readability.m_as("mg") if balance else Fraction("0.000001")
    assert abs(made - aim) <= step / 2 * 50 / Fraction("171.2") / order.capsules


def test_figures_that_nobody_measured_are_marked() -> None:
    """How full the shell is hangs on the packing figures, measured or not."""
    measured = Density("0.5 g/mL", basis="tapped")
    published = evolve(measured, source="letco-capsules")
    drug = evolve(TABLETS, packing=measured)

    of_measured = batch(drug=drug, filler=evolve(FILLER, packing=measured))
    of_published = batch(drug=drug, filler=evolve(FILLER, packing=published))

    assert "(by figures that were not measured)" not in of_measured.worksheet()
    assert "(by figures that were not measured)" in on_one_line(
        of_published.worksheet()
    )


@pytest.mark.slow
@of_forty(20)
@given(plan_arguments())
def test_any_of_them_reads_back(arguments: dict[str, Any]) -> None:
    """As text, Markdown, HTML and PDF a worksheet says what its tree says."""
    plan = plan_of(arguments)

    check_every_format(bench_sheet(plan))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("sensitivity", "20 mg on this balance, by its sensitivity, else readability"),
        ("readability", "20 mg on this balance, by its readability at an error of 5 %"),
        ("usp-41", "820 mg on this balance, by USP chapter 41"),
    ],
)
def test_the_rule_of_the_least_mass_is_printed(rule: Any, words: str) -> None:
    """1 mg / 5 % is 20 mg; by USP <41> 2000 x 0.41 x 1 mg is 820 mg."""
    policy = evolve(reference.policy(), least_mass_rule=rule)
    balance = Balance(readability="1 mg", repeatability="0.3 mg")

    sheet = on_one_line(batch(policy=policy, balance=balance).worksheet())

    assert f"Least mass: {words}" in re.sub(r"\s+", " ", sheet)


def test_what_is_weighed_twice_is_summed() -> None:
    """A filler that also dilutes: 3520 mg of it, and 3580 mg for the trituration.

    The example of thirty half milligrams on steps of 10 mg, as published.
    """
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        filler=evolve(FILLER, packing=PackStatistic("133 mg", size="3")),
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )

    assert re.search(r"In all: +7100 mg of sucrose", plan.worksheet())
    assert "In all" not in batch().worksheet()
