"""A program of a user, as a type checker reads it: what comes back, and what is wrong.

mypy checks the types; `test_typed_api` runs it. A line marked ``type: ignore`` must be
an error: once it is none any more, mypy says so.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Literal, assert_type

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    BeyondUseDate,
    BulkDrug,
    CompoundError,
    Density,
    FieldError,
    Filler,
    FillToMass,
    Finding,
    Lot,
    PackStatistic,
    Policy,
    Prescription,
    Q,
    Quantity,
    SecondCalculation,
    Shell,
    Tablets,
    choose_shell,
    plan_batch,
    reference,
    verify,
)
from ldn_compound.calc.weighing import minimum_weighable_mass
from ldn_compound.documents import Papers, bench_sheet, papers
from ldn_compound.interop.json import dumps
from ldn_compound.model import Lot as LotOfModel
from ldn_compound.model import TabletCount, Weighing
from ldn_compound.plan import beyond_use_of
from ldn_compound.quality import ErrorBudget, Usp905, error_budget, usp_905
from ldn_compound.regimen import Kit, Schedule, combine, plan_kit
from ldn_compound.sheets import Sheet

__all__ = ["main", "wrong"]


def main() -> str:
    """Plan a batch, read what is in the plan, and return its bench sheet."""
    order = Prescription("4.5 mg", capsules=100)
    assert_type(order.strength, Quantity)
    assert_type(order.capsules, int)

    lot = Lot("A17", expires="2027-05")
    assert_type(lot.expires, dt.date)
    assert lot == LotOfModel("A17", expires=dt.date(2027, 5, 31)) or lot.maker is None

    drug = Tablets(
        "50 mg",
        mean_mass=Q("171.2 mg"),
        packing=PackStatistic("200 mg", size="3"),
        weighed=20,
        coat="film",
        contains=("lactose",),
        lot=lot,
    )
    filler = Filler("sucrose", packing=PackStatistic("130 mg", size="3"), contains=())
    shell = choose_shell(order, drug=drug, filler=filler, shells=reference.shells("3"))
    assert_type(shell, Shell)
    rules = reference.policy("usp")
    assert_type(rules, Policy)

    plan = plan_batch(
        order,
        drug=drug,
        filler=((filler, 1),),
        shell=shell,
        fill=FillToMass("225 mg"),
        additives=Additive("colloidal silica", share="0.5 %"),
        balance=Balance(readability="1 mg"),
        policy=rules,
        spare_capsules=3,
        blend_excess="2 %",
    )
    assert_type(plan, BatchPlan)
    assert_type(plan.drug_needed, Quantity)
    assert_type(plan.drug_needed.magnitude, Fraction)
    assert_type(plan.drug_needed * 2 / 3, Quantity)
    assert_type(plan.drug_needed > Q("1 mg"), bool)
    assert_type(plan.tablets, TabletCount | None)
    assert_type(plan.powder, Weighing)
    assert_type(plan.fillers[0].to_weigh, Quantity)
    assert_type(plan.findings, tuple[Finding, ...])
    for finding in plan.findings:
        assert_type(finding.severity, Literal["stop", "caution", "note"])
    assert_type(plan.ready, bool)
    assert_type(verify(plan), SecondCalculation)

    assert_type(minimum_weighable_mass("6 mg", "5 %"), Quantity)
    assert_type(
        minimum_weighable_mass(Fraction(6), Fraction(1, 20)),
        Fraction,
    )

    use = beyond_use_of(plan, "2026-01-05", component_expiry={"sucrose": "2027-01"})
    assert_type(use, BeyondUseDate)
    assert_type(use.date, dt.date)
    assert_type(bench_sheet(plan), Sheet)
    assert_type(plan.leaflet(), Sheet)
    assert_type(papers(plan), Papers)
    assert_type(dumps(plan), str)

    assert_type(usp_905(["98 %"] * 10), Usp905)
    assert_type(error_budget(plan), ErrorBudget)
    course = Schedule.linear("1.5 mg", "1.5 mg", "7 day", "4.5 mg")
    assert_type(plan_kit(course, ["1.5 mg"]), Kit)
    assert_type(combine("4.5 mg", ["1.5 mg"]), dict[Quantity, int])
    return assert_type(plan.worksheet("markdown", language="en"), str)


def refused() -> CompoundError:
    """Return the error that a slip of the pen raises; its parts are texts."""
    try:
        Q("4,5 mg")
    except FieldError as error:
        assert_type(error.expected, str)
        assert_type(error.field, str | None)
        return error
    raise AssertionError


def wrong(plan: BatchPlan, filler: Filler, shell: Shell) -> None:
    """Do what a type checker must refuse, line by line; never run."""
    order = Prescription("4.5 mg", capsules=100)
    Q(4.5)  # type: ignore[arg-type]
    Q("4.5 mg") + 4.5  # type: ignore[operator]
    Q("4.5 mg") * 4.5  # type: ignore[operator]
    Q("4.5 mg").ito("g")  # type: ignore[attr-defined]
    Prescription("4.5 mg", 100)  # type: ignore[call-arg]
    Prescription("4.5 mg", capsules=100, form="naltrexone HCl")  # type: ignore[arg-type]
    Tablets("50 mg")  # type: ignore[call-arg]
    Tablets("50 mg", mean_mass="171.2 mg", coat="enteric")  # type: ignore[arg-type]
    BulkDrug("naltrexone", assay="100 %")  # type: ignore[call-arg]
    Density("0.43 g/mL")  # type: ignore[call-arg]
    Filler("sucrose", packing="130 mg")  # type: ignore[arg-type]
    plan_batch(order, drug=filler, filler=filler, shell=shell)  # type: ignore[arg-type]
    plan_batch(order, filler=filler, shell=shell)  # type: ignore[call-arg]
    plan.drug_needed = Q("1 mg")  # type: ignore[misc]
    plan.worksheet("pdf")  # type: ignore[arg-type]
    abs(plan.tablets.to_crush)  # type: ignore[union-attr]
    minimum_weighable_mass(6.0, 0.05)  # type: ignore[type-var]
    usp_905(98)  # type: ignore[arg-type]
