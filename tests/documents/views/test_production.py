"""The sheets of a day's batches and of a kit."""

from __future__ import annotations

import re
from functools import cache

import pytest
from attrs import evolve

from ldn_compound import FieldError, Prescription, Q, reference
from ldn_compound.documents.views.kit import kit_sheet
from ldn_compound.documents.views.production import DRAFT_PRODUCTION, production_sheet
from ldn_compound.regimen import Aim, ProductionPlan, Schedule, plan_kit
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
    sheet = production_sheet(planned())

    (table,) = sheet.sections[1].parts
    strength = "4.5 mg naltrexone hydrochloride"
    assert sheet.title == "Production: 2 batches for 4 prescriptions"
    assert table.rows == (  # type: ignore[union-attr]
        (
            "1",
            strength,
            "120",
            "120",
            "11 tablets, lot T1",
            "sucrose, lot F1",
            "about 34.2 mg",  # 0.2 tablets of 171.2 mg are 34.24 mg
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

    (table,) = production_sheet(plan).sections[2].parts

    assert table.rows == (("1", "R1", "30"), ("1", "", "60"))  # type: ignore[union-attr]


def test_the_proof_is_on_the_sheet() -> None:
    """What is proved is said, and so is what is not."""
    powder = Aim(
        name="powder", value=Q("34.24 mg").m_as("mg"), bound=Q("1 mg").m_as("mg")
    )
    unproved = evolve(planned(), aims=(*planned().aims[:2], powder))

    assert "proved: none is better" in text_of(production_sheet(planned()))
    assert "not proved; none is below 1 mg" in text_of(production_sheet(unproved))


def test_a_stop_makes_a_draft() -> None:
    """An order that must not be made stops the sheet."""
    plan = production(orders(30, other_medicines=("codeine",)))

    sheet = production_sheet(plan)

    assert sheet.banner == DRAFT_PRODUCTION
    assert "STOP" in text_of(sheet)
    assert "opioid-names" in text_of(sheet) or "mallinckrodt-label" in text_of(sheet)


def test_nothing_found_is_said() -> None:
    """An empty list of findings is no blank; spare capsules are shown apart."""
    rules = evolve(reference.policy(), spare_capsules=2)
    plan = production(orders(30), policy=rules)

    printed = text_of(production_sheet(plan))

    assert "None." in printed
    assert "30 + 2 spare" in printed


def test_what_is_no_plan_or_kit_is_refused() -> None:
    """The message names what was expected."""
    with pytest.raises(FieldError, match="plan: expected a ProductionPlan"):
        production_sheet("plan")  # type: ignore[arg-type]
    with pytest.raises(FieldError, match="kit: expected a Kit"):
        kit_sheet("kit")  # type: ignore[arg-type]


def test_a_kit_has_its_strengths_and_doses() -> None:
    """7 days each of 1, 2 and 3 capsules of 1.5 mg are 42 capsules."""
    course = Schedule.preset("1.5-mg-every-7-days")

    sheet = kit_sheet(plan_kit(course, ["1.5 mg"]))

    assert sheet.title == "Kit: naltrexone hydrochloride 1.5 mg"
    assert "1.5 mg 42" in text_of(sheet)
    assert "3 mg 2 capsules of 1.5 mg" in text_of(sheet)
