"""Every published titration on paper: its schedule, its kit, and a day at the bench."""

from __future__ import annotations

import pytest

from ldn_compound import Filler, Lot, PackStatistic, Tablets, Tray, reference
from ldn_compound.regimen import (
    OnHand,
    Schedule,
    batch_plans,
    plan_kit,
    plan_production,
    schedule_sheet,
)
from ldn_compound.sheets.sheet import Shown
from tests.examples import SHELL
from tests.generated_sheets import spaced
from tests.parsed import check_every_format

STRENGTHS = ["0.5 mg", "1.5 mg", "3 mg", "4.5 mg"]
PACKING = PackStatistic("150 mg", size="3")
STOCK = (
    OnHand(
        Tablets(
            "50 mg",
            mean_mass="171.2 mg",
            packing=PACKING,
            contains=("lactose",),
            lot=Lot("A17", expires="2027-06"),
        ),
        "100 tablets",
    ),
    OnHand(
        Filler(
            "sucrose", packing=PACKING, contains=(), lot=Lot("S3", expires="2028-01")
        ),
        "500 g",
    ),
)


@pytest.mark.requirement("R70", "R71", "R73", "R74")
@pytest.mark.parametrize("name", reference.titration_names())
def test_every_titration_can_be_shown(name: str) -> None:
    """In a notebook, and as sheets that say in every format what their tree says."""
    schedule = Schedule.preset(name)
    kit = plan_kit(schedule, STRENGTHS)
    production = plan_production(
        kit.prescriptions,
        stock=STOCK,
        shell=SHELL,
        day_of_compounding="2026-01-05",
        beyond_use="2026-07-03",
        most_capsules=300,
        tray=Tray(100),
    )

    doses = {str(dose) for dose in schedule.doses}
    strengths = {str(strength) for strength in kit.counts}
    records: list[tuple[Shown, set[str]]] = [
        (schedule, doses),
        (kit, strengths),
        (production, strengths),
    ]
    for record, shown in records:
        page = spaced(record._repr_html_())
        assert not [each for each in shown if each not in page]
    check_every_format(schedule_sheet(schedule, first_day="2026-01-05", kit=kit))
    check_every_format(kit.as_sheet())
    check_every_format(production.as_sheet())
    made = sum(plan.request.prescription.capsules for plan in batch_plans(production))
    assert made == sum(kit.counts.values())
