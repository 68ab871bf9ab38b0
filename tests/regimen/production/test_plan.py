"""The sheet of a day's batches."""

from __future__ import annotations

import re
from functools import cache

from attrs import evolve

from ldn_compound import Prescription, Q, reference
from ldn_compound.regimen import Aim, ProductionPlan
from ldn_compound.sheets.text import render_text
from tests.regimen.production.test_production import orders, production


@cache
def planned() -> ProductionPlan:
    """Return the plan of the example day."""
    return production(orders(30, 60, 90, 40))


def text_of(sheet: object) -> str:
    """Return a sheet as one line of text."""
    return re.sub(r"\s+", " ", render_text(sheet))  # type: ignore[arg-type]


def test_batches_lots_and_tablets_are_on_the_sheet() -> None:
    """Each batch has its lots, the tablets to crush and the powder left over."""
    sheet = planned().as_sheet()

    (table,) = sheet.sections[2].parts
    strength = "4.5 mg naltrexone hydrochloride"
    assert sheet.title == "Production: 2 batches for 4 prescriptions"
    assert table.rows == (  # type: ignore[union-attr]
        (
            "1",
            strength,
            "120",
            "120",
            "12 tablets, lot T1",
            "sucrose, lot F1",
            "about 205.4 mg",  # 1.2 tablets of 171.2 mg are 205.44 mg
        ),
        (
            "2",
            strength,
            "100",
            "100",
            "9 tablets, lot T1",
            "sucrose, lot F1",
            "none: whole tablets",
        ),
    )
    assert sheet.banner is None


def test_every_prescription_is_listed_with_its_batch() -> None:
    """Who makes the batch sees which orders it is for; a missing number is a blank."""
    plan = production([*orders(30), Prescription("4.5 mg", capsules=60)])

    (table,) = plan.as_sheet().sections[3].parts

    assert table.rows == (("1", "R1", "30"), ("1", "", "60"))  # type: ignore[union-attr]


def test_the_dates_are_on_the_sheet() -> None:
    """Who makes the batches sees the last day of use; an old document has blanks."""
    undated = evolve(planned(), made_on=None, beyond_use=None)

    (dated,) = planned().as_sheet().sections[0].parts
    (blank,) = undated.as_sheet().sections[0].parts

    # 5 January is day 1 of 180: 27 days of January, 28, 31, 30, 31, 30 and 3 of July
    assert dated.rows == (  # type: ignore[union-attr]
        ("Date of making", "2026-01-05"),
        ("Use by", "2026-07-03"),
    )
    assert blank.rows == (("Date of making", ""), ("Use by", ""))  # type: ignore[union-attr]


def test_the_proof_is_on_the_sheet() -> None:
    """What is proved is said, and so is what is not."""
    powder = Aim(
        name="powder", value=Q("34.24 mg").m_as("mg"), bound=Q("1 mg").m_as("mg")
    )
    unproved = evolve(planned(), aims=(*planned().aims[:2], powder))

    assert "proved: none is better" in text_of(planned().as_sheet())
    assert "not proved; none is below 1 mg" in text_of(unproved.as_sheet())


def test_a_stop_makes_a_draft() -> None:
    """An order that must not be made stops the sheet."""
    plan = production(orders(30, other_medicines=("codeine",)))

    sheet = plan.as_sheet()

    assert sheet.banner == "DRAFT - NOT FOR COMPOUNDING"
    assert "STOP" in text_of(sheet)
    assert "opioid-names" in text_of(sheet) or "mallinckrodt-label" in text_of(sheet)


def test_nothing_found_is_said() -> None:
    """An empty list of findings is no blank; spare capsules are shown apart."""
    rules = evolve(reference.policy(), spare_capsules=2)
    plan = production(orders(30), policy=rules)

    printed = text_of(plan.as_sheet())

    assert "None." in printed
    assert "30 + 2 spare" in printed
