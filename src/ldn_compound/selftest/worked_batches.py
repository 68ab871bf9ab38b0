"""How examples of whole batches are worked out: a plan, its shell, its date."""

from __future__ import annotations

from typing import Any

from .. import reference
from ..calc import dating
from ..model.batch import BatchPlan
from ..model.excipients import Filler
from ..model.fill import FillToMass
from ..model.packing import Density, PackStatistic
from ..model.prescription import Prescription
from ..model.tablets import Tablets
from ..plan import choose_shell, plan_batch
from .examples import Given, Results

__all__ = ["batch", "beyond_use_date", "smallest_shell"]


def smallest_shell(given: Given) -> Results:
    """Choose the shell for 4 mg of drug in a powder of the mass and density given."""
    powder = Tablets(
        "4 mg", mean_mass=given["mass"], packing=Density(given["density"], basis="bulk")
    )
    shells = [reference.shell(size) for size in ("000", "00", "0", "1", "2", "3")]
    shell = choose_shell(
        Prescription("4 mg", capsules=1),
        drug=powder,
        filler=Filler("any", packing=Density("0.5 g/mL", basis="bulk")),
        shells=shells,
    )
    return {"size": shell.size}


def batch(given: Given) -> Results:
    """Plan a batch and name its figures as the examples do."""
    plan = _planned(given)
    return {
        "drug": plan.drug_needed,
        "tablets": plan.tablets and plan.tablets.to_crush,
        "powder": plan.powder.exact,
        "filler": plan.fillers[0].exact,
        "blend": plan.blend_mass,
        "fill_per_capsule": plan.fill_mass,
    }


def beyond_use_date(given: Given) -> Results:
    """Work out a beyond-use date, and what sets it."""
    found = dating.beyond_use_date(**given)
    return {"bud": found.date.isoformat(), "binding": found.binding}


def _planned(given: Given) -> BatchPlan:
    """Plan a batch from tablets, in shells of size 3."""
    measured = given.get("tablet_full_fill", "200 mg")
    full = given["filler_full_fill"] if "filler_full_fill" in given else given["fill"]
    options: dict[str, Any] = {
        name: given[name]
        for name in ("spare_capsules", "drug_overage")
        if name in given
    }
    if "fill" in given:
        options["fill"] = FillToMass(given["fill"])
    return plan_batch(
        Prescription(given["strength"], capsules=given["capsules"]),
        drug=Tablets(
            given["tablet_strength"],
            mean_mass=given["tablet_mass"],
            packing=PackStatistic(measured, size="3"),
        ),
        filler=Filler("filler", packing=PackStatistic(full, size="3")),
        shell=reference.shell("3"),
        **options,
    )
