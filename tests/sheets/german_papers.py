"""Every paper that the library prints, of several plans, with the user's own names.

The names are no English words, so that any English word on a German paper is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    BulkDrug,
    FillByCompletion,
    Filler,
    FillToMass,
    FillToVolume,
    Lot,
    Made,
    PackStatistic,
    Prescription,
    Tablets,
    Tray,
    Trituration,
    Weighed,
    plan_batch,
    reference,
)
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.documents.explained.summary import plan_summary
from ldn_compound.documents.worksheet.measuring import packing_form, tablets_form
from ldn_compound.documents.worksheet.sheet import bench_sheet
from ldn_compound.model.verdict import Verdict
from ldn_compound.plan.bench.dose import dose_made
from ldn_compound.plan.bench.made import bench_weighings
from ldn_compound.plan.dates import beyond_use_of
from ldn_compound.quality import (
    content_verdicts,
    dac_nrf_uniformity,
    error_budget,
    filling_decision,
    formulario_nacional,
    mass_loss,
    mixing_test,
    outcome,
    ph_eur_2_9_5,
    ph_eur_2_9_6,
    reconcile,
    theoretical_window,
    uniformity_route,
    usp_2091,
    vaum,
)
from ldn_compound.regimen import OnHand, Schedule, plan_kit, plan_production
from ldn_compound.regimen.schedule_sheet import schedule_sheet
from ldn_compound.sheets.sheet import Sheet
from tests.papers_by_name import DOCUMENTS, document

__all__ = ["GIVEN_NAMES", "papers"]

#: What the user calls things; it stands on the papers as it was given.
GIVEN_NAMES = ("R-1021", "Dr. Brandt", "A17", "M77", "B-17", "AB", "CD", "Xyzal")

_ORDER = Prescription(
    "4.5 mg",
    capsules=100,
    reference="R-1021",
    prescriber="Dr. Brandt",
    other_medicines=("Xyzal",),
    intolerances=("lactose",),
)
_TABLETS = Tablets(
    "50 mg",
    mean_mass="171.2 mg",
    weighed=20,
    mass_sd="2.4 mg",
    coat="film",
    contains=("lactose",),
    packing=PackStatistic("200 mg", size="3"),
    lot=Lot("A17", expires="2028-05"),
)
_FILLER = Filler(
    "microcrystalline cellulose PH-105",
    packing=PackStatistic("130 mg", size="3"),
    lot=Lot("M77", expires="2028-01-31"),
)
_BULK = BulkDrug(
    "naltrexone hydrochloride",
    assay="99.2 %",
    basis="anhydrous",
    water="1.5 %",
    packing=PackStatistic("200 mg", size="3"),
)
_STOCK = Trituration(
    "10 %", diluent="lactose anhydrous", packing=PackStatistic("150 mg", size="3")
)


def _plan(**changes: object) -> BatchPlan:
    arguments: dict[str, object] = {
        "prescription": _ORDER,
        "drug": _TABLETS,
        "filler": _FILLER,
        "shell": reference.shell("3"),
        "balance": Balance(readability="1 mg"),
    }
    return plan_batch(**(arguments | changes))  # type: ignore[arg-type]


def _plans() -> Iterator[tuple[str, BatchPlan]]:
    half = Prescription("0.5 mg", capsules=30, form="naltrexone")
    yield "tablets", _plan(made_on="2026-12-01")
    yield (
        "loads",
        _plan(tray=Tray(60), spare_capsules=5, blend_excess="2.5 %", balance=None),
    )
    yield (
        "trituration",
        _plan(prescription=half, balance=Balance(readability="10 mg")),
    )
    yield (
        "bulk",
        _plan(
            drug=_BULK,
            filler=reference.filler("corn starch", size="3"),
            additives=[Additive("kaolin", share="0.5 %")],
            policy=reference.policy("dac-nrf"),
        ),
    )
    yield "stock", _plan(drug=_STOCK, drug_overage="2.5 %")
    yield "completion", _plan(fill=FillByCompletion())
    yield "volume", _plan(fill=FillToVolume())
    yield "mass", _plan(fill=FillToMass("120.5 mg"), drug=_BULK)
    yield (
        "whole",
        plan_whole_tablets(
            Prescription("4.5 mg", capsules=100),
            drug=_TABLETS,
            filler=_FILLER,
            shell=reference.shell("3"),
            balance=Balance(readability="1 mg"),
        ),
    )


def _made(plan: BatchPlan, *, well: bool) -> Made:
    weighed = tuple(
        Weighed(
            each.letter,
            actual=each.target if well else each.target * 9 / 10,
            weighed_by="AB",
            checked_by="CD" if well else "AB",
        )
        for each in bench_weighings(plan)
    )
    return Made(
        batch_number="B-17",
        made_on="2026-12-01",
        weighed=weighed,
        capsules=99 if well else 80,
        rejected=1 if well else 0,
        capsule_masses=["183.5 mg", "185 mg", "181 mg"] if well else ["150.5 mg"] * 3,
    )


def _of_plan(plan: BatchPlan) -> Iterator[tuple[str, Sheet]]:
    beyond_use = beyond_use_of(plan, "2026-12-01")
    yield "worksheet", bench_sheet(plan, annex=True)
    for name in DOCUMENTS:
        if name != "worksheet":
            dated = {} if name.startswith("master") else {"beyond_use": beyond_use}
            yield name, document(name, plan, **dated)
    yield "summary", plan_summary(plan)
    for well in (True, False):
        made = _made(plan, well=well)
        named = "made" if well else "badly made"
        yield named, bench_sheet(plan, made=made, annex=True)
        yield f"{named}: dose", dose_made(plan, made).as_sheet()
        yield f"{named}: outcome", outcome(plan, made, verdicts=_verdicts()).as_sheet()


def _verdicts() -> Iterator[Verdict]:
    """Yield every test, passed and failed."""
    even = ["182.5 mg"] * 10 + ["183.5 mg"] * 10
    uneven = ["182.5 mg"] * 17 + ["150.5 mg", "210.5 mg", "90.5 mg"]
    for gross in (even, uneven):
        yield ph_eur_2_9_5(gross)
        yield dac_nrf_uniformity(gross)
        yield vaum(gross, "182.5 mg")
        yield usp_2091(gross)
        yield formulario_nacional(gross, "182.5 mg")
        yield theoretical_window(gross, "182.5 mg", weighed="gross")
        yield filling_decision(
            gross, fill_mass="134.5 mg", empty_shells=["48.2 mg"] * 20
        )
    for contents in ([98.5] * 10, [98.5] * 8 + [60.5, 135.5]):
        yield from content_verdicts(contents)
        yield ph_eur_2_9_6(contents)
    yield mixing_test([98.5] * 10, theory=100)
    yield mixing_test([95, 105, 100, 97, 103, 100])
    yield mixing_test([80, 120, 100])
    yield mass_loss("13.539 g", "10.5 g")
    yield reconcile(
        theoretical_capsules=100,
        filled_capsules=90,
        weighed_in="13.539 g",
        filled="10.5 g",
    )
    yield uniformity_route("4.5 mg", "134.5 mg")


def _of_courses() -> Iterator[tuple[str, Sheet]]:
    course = Schedule.linear("1.5 mg", "1.5 mg", "7 day", "4.5 mg")
    kit = plan_kit(course, ["1.5 mg", "4.5 mg"])
    yield "kit", kit.as_sheet()
    yield "schedule", course.as_sheet()
    yield (
        "schedule of a kit",
        schedule_sheet(course, first_day="2026-12-01", kit=kit),
    )
    yield (
        "unusual schedule",
        Schedule.linear("5.5 mg", "1 mg", "7 day", "9.5 mg").as_sheet(),
    )
    stock = [
        OnHand(_TABLETS, "100 tablets"),
        OnHand(_FILLER, "100 g"),
    ]
    orders = [Prescription("4.5 mg", capsules=each) for each in (30, 60, 90, 40)]
    yield (
        "production",
        plan_production(
            orders,
            stock=stock,
            shell=reference.shell("3"),
            day_of_compounding="2026-12-01",
            most_capsules=130,
        ).as_sheet(),
    )


@cache
def papers() -> dict[str, Sheet]:
    """Return every paper by a name, in English."""
    found = {"tablets form": tablets_form(), "packing form": packing_form()}
    for of_plan, plan in _plans():
        found |= {f"{of_plan}: {name}": sheet for name, sheet in _of_plan(plan)}
    found["error budget"] = error_budget(_plan(), blend_cv="2.5 %").as_sheet()
    return found | dict(_of_courses())
