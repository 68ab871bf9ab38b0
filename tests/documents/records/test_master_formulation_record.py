"""The master formulation record: how the capsules are made, for every batch."""

from __future__ import annotations

import re
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound import (
    Balance,
    BatchPlan,
    FillToVolume,
    Lot,
    PackStatistic,
    Prescription,
    Tray,
    Trituration,
    reference,
)
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.documents import bench_sheet
from ldn_compound.documents.records.master_formulation_record import (
    master_formulation_record,
)
from ldn_compound.model.master_formula import MasterFormula
from ldn_compound.sheets.content import Table, Task
from ldn_compound.sheets.text import render_text
from tests.documents.worksheet.test_sheet import weighing_table
from tests.examples import BULK, FILLER, ORDER, SHELL, TABLETS, batch
from tests.fewer import of_forty
from tests.parsed import check_every_format
from tests.strategies import plan_arguments, plan_of


def text(plan: BatchPlan, **options: Any) -> str:
    """Print the record on one line."""
    printed = render_text(master_formulation_record(plan, **options))
    return re.sub(r"\s+", " ", printed.replace("\N{NO-BREAK SPACE}", ""))


# What a master formulation record must have a place for, by what USP <795> and the
# Canadian, German and European rules ask together.
PLACES = [
    # head
    "Number:",
    "Version:",
    "Effective from:",
    "Review by:",
    "Written by:",
    "Approved by:",
    "Jurisdiction:",
    "House rules: usp",
    "Calculated by:",
    "SHA-256 of the formula:",
    # product: name, strength, salt or base, dosage form, route, shells, description
    "Name: naltrexone capsules, low dose (NOT naloxone)",
    "Strength: 4.5 mg of naltrexone hydrochloride in each capsule",
    "Dosage form: hard capsules, to take by mouth",
    "Shells: size 3, 0.3 mL, 48 mg empty",
    "Color and material of the shells:",
    "Description: Hard capsules of size 3",
    "Molar mass of naltrexone hydrochloride, g/mol: 377.865",
    "UNII of naltrexone hydrochloride: Z6375YW9SF",
    # components: identity, amount, role, and what is known of them
    "For a batch of 103 capsules: about 13945.46 mg of blend, of which 463.5 mg is",
    "A powder of crushed naltrexone hydrochloride tablets 1587 mg 1572 mg to 1602 mg",
    "B sucrose 12358 mg 12235 mg to 12481 mg",
    "A is 9.27 tablets x the mean mass of the tablets at hand, here 171.2 mg/tablet",
    "Shells: 103 of size 3",
    "Mean mass of a tablet: 171.2 mg/tablet",
    "Assay: 100 % of the label",
    # container, equipment, people
    "Container: tight, light-resistant",
    "Balance: reads to 1 mg, may weigh 20 mg or more",
    "Mortar, pestle, sieve:",
    "Tray: capsule machine with 100 holes",
    "mask and gloves",
    "Control the dust",
    "Staff who take opioids, or depend on them, do not handle the powder",
    "Clean bench, mortar, sieve, balance and tray before and after",
    # calculations, process, checks with expected results
    "= drug needed / tablet strength / assay",
    "Mix by geometric dilution",
    "Look of the capsules:",
    "Mean mass of a tablet: about 167.8 mg/tablet to about 174.6 mg/tablet",
    "Each weighing: within its limits in the table",
    "Filled capsule:",
    "the goal of the yield is 95 % to 105 %",
    "90 % to 110 % of the label",
    # beyond-use date, its reference, storage, label
    "At most 180 days by usp-795-2023",
    "It lifts no limit. [ijpc-2018-ldn-stability]",
    "light-resistant container at 20°C to 25°C",
    "naltrexone hydrochloride 4.5 mg in each capsule",
    # the rest that makes it repeatable
    "Why no marketed product serves:",
    "Risk assessment:",
    "Training that is needed:",
    "Other information for repeatability:",
    "What changed, and why",
]


@pytest.mark.requirement("R53")
def test_every_field_has_its_place() -> None:
    """Whoever inspects the record finds each thing the rules ask for."""
    printed = text(batch(tray=Tray(100)))

    assert [place for place in PLACES if place not in printed] == []


def test_the_head_is_filled_as_given() -> None:
    """Number, version, days, people, law, program and digest, as they were given."""
    head = MasterFormula(
        "MF-12",
        version="3",
        effective="2026-01-15",
        review="2027-01-15",
        author="A. Brown",
        approver="C. Dean",
        jurisdiction="Oregon",
    )

    printed = text(batch(), formula=head, calculated_by="x 1", digest="ab" * 32)

    for expected in (
        "Number: MF-12",
        "Version: 3",
        "Effective from: 2026-01-15",
        "Review by: 2027-01-15",
        "Written by: A. Brown",
        "Approved by: C. Dean",
        "Jurisdiction: Oregon",
        "Calculated by: x 1",
        "abab",
    ):
        assert expected in printed


@pytest.mark.requirement("R99")
def test_the_record_tells_which_plan_it_was_made_from() -> None:
    """The same for each of its batches, and another for another formula."""

    def digest(**changes: Any) -> str:
        found = re.search(
            r"SHA-256 of the formula: ([0-9a-f]{64})", text(batch(**changes))
        )
        assert found is not None
        return found[1]

    lot = Lot("M77", expires="2028-01-31")
    order = evolve(ORDER, reference="RX-1", other_medicines=("sertraline",))

    assert digest() == digest(filler=evolve(FILLER, lot=lot), made_on="2026-01-05")
    assert digest() == digest(prescription=order)
    assert digest() != digest(prescription=evolve(ORDER, capsules=99))


@pytest.mark.requirement("R53")
def test_nothing_of_a_head_is_made_up() -> None:
    """Without a head there are blanks, and no number stands for one."""
    printed = text(batch())

    assert "Number: ____" in printed
    assert "Version: ____" in printed


@pytest.mark.requirement("R53")
def test_no_lot_and_no_date_of_one_batch_is_in_it() -> None:
    """It serves every batch: 180 days, not a day; no lot, no order, no expiry."""
    lot = Lot("A17", expires="2026-11-01", maker="Accord")
    plan = batch(
        prescription=evolve(ORDER, reference="Rx 4711"),
        drug=evolve(TABLETS, lot=lot),
        filler=evolve(FILLER, lot=evolve(lot, number="S99")),
        made_on="2026-11-23",
    )
    assert not plan.ready  # the lots are out of date on that day

    printed = text(plan)

    for of_one_batch in ("A17", "S99", "4711", "2026-11", "2027-"):
        assert of_one_batch not in printed
    assert "At most 180 days by usp-795-2023" in printed


@pytest.mark.requirement("R104")
@given(plan_arguments())
def test_the_weighing_table_is_that_of_the_bench(arguments: dict[str, Any]) -> None:
    """The same letters, items, targets and limits, the diluent too; no other table.

    Only the lots and what is written are missing.
    """
    plan = plan_of(arguments)

    (table,) = [
        part
        for section in master_formulation_record(plan).sections
        for part in section.parts
        if isinstance(part, Table) and "Target" in part.header
    ]

    of_the_bench = weighing_table(bench_sheet(plan)).rows
    assert table.rows == tuple((*row[:2], *row[4:6]) for row in of_the_bench)


def test_steps_have_no_boxes() -> None:
    """A record says how it is done; the worksheet is where it is ticked off."""
    record = master_formulation_record(batch())

    parts = [part for section in record.sections for part in section.parts]
    assert not any(isinstance(part, Task) for part in parts)
    assert "1. Count 10 tablets" in text(batch())


def test_a_formula_serves_every_order() -> None:
    """The number of one prescription stands nowhere in it."""
    plan = batch(prescription=evolve(ORDER, reference="Rx 4711"))

    assert "4711" not in text(plan)


def test_a_coat_leaves_specks() -> None:
    """Film-coated tablets leave specks, unknown ones may, uncoated ones do not."""
    coated = text(batch(drug=evolve(TABLETS, coat="film")))
    unknown = text(batch(drug=evolve(TABLETS, coat=None)))

    assert "but for specks of the tablet coat." in coated
    assert "specks of the tablet coat, if there is one" in unknown
    assert "specks of the tablet coat" not in text(batch())


def test_bulk_powder_shows_its_certificate() -> None:
    """Assay with what it is stated on, water, solvents; unknown ones are said to be."""
    bare = text(batch(drug=BULK))
    full = text(
        batch(
            drug=evolve(
                BULK,
                assay="99.2 %",
                basis="anhydrous, solvent-free",
                water="3.1 %",
                solvents="0.4 %",
            )
        )
    )

    assert "Assay: 100 %, as is" in bare
    assert "Water: not stated" in bare
    assert "Assay: 99.2 %, anhydrous, solvent-free" in full
    assert "Water: 3.1 %" in full
    assert "Solvents: 0.4 %" in full
    assert "Mean mass of a tablet" not in bare


def test_a_hydrate_shows_both_forms() -> None:
    """Where forms differ, both molar masses stand there for the conversion."""
    printed = text(batch(drug=evolve(BULK, form="naltrexone hydrochloride dihydrate")))

    assert "Strength stated as: naltrexone hydrochloride Molar" in printed
    assert "Molar mass of naltrexone hydrochloride dihydrate, g/mol: 413.895" in printed
    assert "UNII of naltrexone hydrochloride dihydrate: none known" in printed


def test_a_stock_dilution_is_described() -> None:
    """Its share, its diluent, and whether it was assayed."""
    stock = Trituration(
        "10 %", diluent="sucrose", packing=PackStatistic("140 mg", size="3")
    )

    assert "Stock dilution: 10 % of naltrexone hydrochloride in sucrose" in text(
        batch(drug=stock)
    )
    assert "Assay: none stated: the label is taken" in text(batch(drug=stock))


def test_whole_tablets_are_not_weighed_back() -> None:
    """All of their powder goes in: there is no amount to weigh."""
    plan = plan_whole_tablets(ORDER, drug=TABLETS, filler=FILLER, shell=SHELL)

    assert "Use all of the tablet powder, about 1540.8 mg" in text(plan)
    assert "x the mean mass of the tablets at hand" not in text(plan)
    assert "none was named in the plan" in text(plan)
    assert "any capsule machine" in text(plan)


def test_a_foreign_diluent_comes_with_the_trituration() -> None:
    """What the portion brings along is a component, and is not weighed by itself."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        diluent=evolve(FILLER, name="mannitol"),
        balance=Balance(readability="10 mg"),
    )

    printed = text(plan)

    assert plan.diluent is not None
    assert "B mannitol" in printed
    assert "C portion of A + B" in printed


def test_a_filler_found_at_the_bench_is_an_estimate() -> None:
    """By volume, a cylinder is needed, and the filler is as found."""
    printed = text(batch(fill=FillToVolume()))

    assert "Graduated cylinder: clean and dry" in printed
    assert "B sucrose 12358 mg estimate: as found" in printed


def test_a_limit_of_loss_is_printed_where_the_rules_have_one() -> None:
    """3 % of 14 001 mg by the German rules: 13 580.97 mg have to be left to fill."""
    german = batch(policy=reference.policy("dac-nrf"))

    assert "Blend, before filling: 13581 mg to" in text(german)


@pytest.mark.slow
@of_forty(20)
@given(plan_arguments())
def test_any_of_them_reads_back(arguments: dict[str, Any]) -> None:
    """In every format the record says what its tree says."""
    check_every_format(master_formulation_record(plan_of(arguments)))
