"""An example of every record of a document, as the library itself makes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from ldn_compound import (
    Additive,
    Balance,
    Density,
    FillByCompletion,
    Filler,
    FillToMass,
    FillToVolume,
    Lot,
    PackStatistic,
    Prescription,
    Tray,
    Trituration,
    reference,
)
from ldn_compound.batch_plan import compare_fills, plan_whole_tablets
from ldn_compound.calc.dating import beyond_use_date
from ldn_compound.calc.dilution import aliquot
from ldn_compound.interop.json.records import RECORDS, fields_in_document
from ldn_compound.model.beyond_use import OwnLimit
from ldn_compound.model.fill import Fill
from ldn_compound.model.made import Made, TopUp, Weighed
from ldn_compound.model.master_formula import MasterFormula
from ldn_compound.plan.bench.dose import dose_made
from ldn_compound.plan.bench.rescue import rescues
from ldn_compound.plan.second import verify
from ldn_compound.quality import (
    MeasuredCv,
    ParticleSize,
    acceptance_limits,
    capsule_masses,
    compare_designs,
    dac_nrf_uniformity,
    error_budget,
    filling_decision,
    filling_limits,
    formulario_nacional,
    mass_loss,
    mixing_study_power,
    mixing_test,
    outcome,
    ph_eur_2_9_5,
    ph_eur_2_9_6,
    potency_test,
    reconcile,
    theoretical_window,
    uniformity_route,
    usp_905,
    usp_2091,
    vaum,
)
from ldn_compound.reference.quality_limits import quality_limits
from ldn_compound.regimen import (
    OnHand,
    Schedule,
    makings,
    plan_kit,
    plan_production,
    supply,
)
from ldn_compound.regimen.supply import dispensings
from tests.examples import BULK, FILLER, ORDER, SHELL, TABLETS, batch

__all__ = ["EXAMPLES"]

_LACTOSE = Filler("lactose", packing=PackStatistic("150 mg", size="3"), contains=())
_TAPPED = Density("0.5 g/mL", basis="tapped")
_CONTENTS = [100, 99, 101, 98, 102, 84, 101, 99, 100, 100]


def _asked() -> Iterator[Any]:
    """Yield plans of every source, fill and addition, and what follows from them."""
    lot = Lot("A17", expires="2027-06", maker="Maker")
    yield batch()
    small = batch(
        prescription=Prescription("0.5 mg", capsules=20, other_medicines=("aspirin",)),
        drug=attrs.evolve(TABLETS, lot=lot),
        filler=((FILLER, 3), (_LACTOSE, 1)),
        balance=Balance(readability="10 mg"),
        tray=Tray(10),
        diluent=_LACTOSE,
    )
    assert small.trituration is not None
    yield small
    yield small.trituration.rejected
    yield batch(
        drug=BULK, fill=FillToMass("150 mg"), policy=reference.policy("dac-nrf")
    )
    yield batch(
        drug=Trituration("10 %", diluent="sucrose", packing=FILLER.packing, lot=lot),
        additives=(Additive("silica", share="1 %"), Additive("dye", mass="20 mg")),
    )
    yield batch(
        drug=attrs.evolve(TABLETS, packing=_TAPPED),
        filler=attrs.evolve(FILLER, packing=_TAPPED),
        fill=FillToVolume(),
    )
    yield batch(fill=FillByCompletion(), balance=None)
    yield plan_whole_tablets(
        Prescription("4.5 mg", capsules=90),
        tablets=8,
        drug=TABLETS,
        filler=FILLER,
        shell=SHELL,
    )
    yield aliquot("12 mg", 10, "120 mg")
    fills: list[Fill] = [FillToMass("130 mg"), FillByCompletion()]
    yield from compare_fills(
        ORDER, fills=fills, drug=TABLETS, filler=FILLER, shell=SHELL
    )
    yield from rescues(batch(), Made(weighed={"A": "1.55 g"}))
    yield from rescues(batch(), Made(weighed={"A": "1.4 g"}))
    yield verify(batch())
    yield from (batch().steps, batch().loads, batch().mixing)


def _made() -> Iterator[Any]:
    """Yield what people enter and decide."""
    yield MasterFormula("MF-12", version="3", effective="2026-01-15")
    yield Made(
        batch_number="B1",
        made_on="2026-01-20",
        tablets_counted=10,
        tablets_mass="1.71 g",
        weighed=[Weighed("sucrose", actual="11.99 g", weighed_by="AB")],
        topped_up=TopUp(blend="13 g", filler="500 mg"),
        capsule_masses=["183 mg", "184.5 mg"],
        destroyed="170 mg",
    )
    yield dose_made(batch(), Made(weighed={"A": "1.6 g"}, capsules=100))
    own = OwnLimit("90 days", reason="no data beyond")
    yield beyond_use_date(
        "2026-01-20",
        component_expiry={"tablets": "11/2026", "dye": None},
        stock_dilutions={"10 %": "2026-05-01"},
        own_limit=own,
    )
    yield own
    yield reference.beyond_use_rule("usp-795-2014")


def _judged() -> Iterator[Any]:
    """Yield every verdict, and an outcome that holds some."""
    masses = ["224 mg", "228 mg"] * 10
    yield usp_905(_CONTENTS)
    yield ph_eur_2_9_6(_CONTENTS)
    yield ph_eur_2_9_5(["175 mg"] * 18 + ["155 mg", "193 mg"])
    yield dac_nrf_uniformity(["175 mg", "176 mg"] * 5)
    yield theoretical_window(["198 mg"] * 10, "225 mg", weighed="gross")
    yield formulario_nacional(["224 mg", "226 mg"] * 5, "225 mg")
    yield usp_2091(["225 mg"] * 19 + ["190 mg"])
    yield vaum(["171 mg"] * 20, "180 mg")
    yield mass_loss("18 g", "17.1 g")
    yield potency_test([84.0] * 10)
    yield reconcile(
        theoretical_capsules=100,
        filled_capsules=98,
        weighed_in="18 g",
        filled="17.64 g",
        set_aside="300 mg",
    )
    yield capsule_masses(masses, fill_mass="177 mg", shell_masses=["48 mg"] * 20)
    yield filling_limits("175 mg")
    yield filling_decision(
        ["215 mg"] * 10, fill_mass="175 mg", shell_masses=["48 mg"] * 10
    )
    yield uniformity_route("4.5 mg", "180 mg")
    yield mixing_test([97, 103, 100, 98, 102, 100])
    yield mixing_test(["0.9 mg", "1.1 mg", "1 mg"], theory="1.05 mg")
    yield mixing_study_power("3 %")
    yield outcome(
        batch(),
        Made(weighed={"A": "1.6 g", "B": "12.3 g"}, capsules=100),
        verdicts=[usp_905(_CONTENTS), potency_test([84.0] * 10)],
    )


def _sure() -> Iterator[Any]:
    """Yield how sure a dose is."""
    particles = ParticleSize(
        150, basis="mass median", geometric_sd=1.8, true_density="1.4 g/mL"
    )
    yield particles
    yield MeasuredCv(cv="3 %", portions=10)
    yield error_budget(batch(), particles=particles)
    yield compare_designs(batch(), reserve_tablets=(0, 9))
    yield acceptance_limits(30, 0.95, means=[95.0])


def _taken() -> Iterator[Any]:
    """Yield a course, what covers it, and the day on which that is made."""
    schedule = Schedule.preset("1.5-mg-every-7-days")
    kit = plan_kit(schedule, ["1.5 mg"])
    yield kit
    yield supply({"1.5 mg": 30}, kit)
    yield dispensings(kit, each="14 day")
    yield makings(kit, "2026-01-05", longest="180 days")
    lot = Lot("A17", expires="2027-06")
    stock = [
        OnHand(attrs.evolve(TABLETS, lot=lot), "100 tablets"),
        OnHand(attrs.evolve(FILLER, lot=lot), "500 g"),
    ]
    yield stock
    yield plan_production(
        [ORDER],
        stock=stock,
        shell=SHELL,
        day_of_compounding="2026-01-05",
        most_capsules=200,
        tray=Tray(100),
    )


def _published() -> Iterator[Any]:
    """Yield published figures."""
    yield reference.source("letco-capsules")
    yield quality_limits("usp-905")
    yield reference.stability_studies()
    yield reference.titration("1.5-mg-every-7-days")


def _within(value: Any) -> Iterator[Any]:
    """Yield every record that a value is, or holds."""
    if isinstance(value, (tuple, list)):
        for each in value:
            yield from _within(each)
    elif type(value) in RECORDS:
        yield value
        for name in fields_in_document(type(value)):
            yield from _within(getattr(value, name))


def _examples() -> dict[type, tuple[Any, ...]]:
    """Return examples of each type of record, each but once."""
    found: dict[type, dict[str, Any]] = {}
    for roots in (_asked, _made, _judged, _sure, _taken, _published):
        for root in roots():
            for record in _within(root):
                found.setdefault(type(record), {})[repr(record)] = record
    return {kind: tuple(each.values()) for kind, each in found.items()}


#: Examples of every type of record.
EXAMPLES = _examples()
