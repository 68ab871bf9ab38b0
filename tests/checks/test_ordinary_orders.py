"""Ordinary orders, well specified: few findings, or nobody reads what counts."""

from __future__ import annotations

from functools import cache
from itertools import product
from statistics import median

import pytest

from ldn_compound import (
    Balance,
    BatchPlan,
    BulkDrug,
    Filler,
    Lot,
    PackStatistic,
    Prescription,
    Tablets,
    Tray,
    plan_batch,
    reference,
)
from ldn_compound.model.finding import Severity

TABLETS = Tablets(
    "50 mg",
    mean_mass="171.2 mg",
    weighed=20,
    mass_sd="2.4 mg",
    coat="film",
    contains=("lactose",),
    packing=PackStatistic("200 mg", size="3"),
    lot=Lot("A17", expires="2028-05"),
)
BULK = BulkDrug(
    "naltrexone hydrochloride",
    assay="99.6 %",
    basis="anhydrous",
    water="1.2 %",
    packing=PackStatistic("160 mg", size="3"),
    lot=Lot("B3", expires="2028-05"),
)
FILLER = Filler(
    "microcrystalline cellulose PH-105",
    packing=PackStatistic("130 mg", size="3"),
    contains=(),
    lot=Lot("M77", expires="2028-01"),
)
RULES, STRENGTHS, CAPSULES = (
    ("usp", "dac-nrf"),
    ("0.5 mg", "1 mg", "1.5 mg", "3 mg", "4.5 mg"),
    (30, 60, 100),
)


SOURCES: tuple[Tablets | BulkDrug, ...] = (TABLETS, BULK)


@cache
def plans() -> tuple[BatchPlan, ...]:
    """Return sixty plans: two rules, two sources, five strengths, three sizes."""
    return tuple(
        plan_batch(
            Prescription(strength, capsules=capsules, other_medicines=()),
            drug=drug,
            filler=FILLER,
            shell=reference.shell("3"),
            balance=Balance(readability="1 mg", sensitivity="1 mg"),
            tray=Tray(100),
            policy=reference.policy(rules),
        )
        for rules, drug, strength, capsules in product(
            RULES, SOURCES, STRENGTHS, CAPSULES
        )
    )


@pytest.mark.requirement("R38")
@pytest.mark.parametrize("severity", ["caution", "note"])
def test_the_median_sheet_has_at_most_two(severity: Severity) -> None:
    """Two cautions to initial and two notes to read; more would be clicked away."""
    found = [[each.severity for each in plan.findings] for plan in plans()]

    assert len(found) == 60
    assert median(each.count(severity) for each in found) <= 2


def test_none_is_stopped() -> None:
    """An ordinary order can be made."""
    assert all(plan.ready for plan in plans())


def test_an_overage_of_the_rules_is_no_content_outside() -> None:
    """10 % more drug by the German rules, planned, is not 10 % off the label."""
    found = {each.code for plan in plans() for each in plan.findings}

    assert "content-outside" not in found
