"""How examples of whole batches are worked out: a plan, its shell, its date."""

from __future__ import annotations

from typing import Any, cast

from .. import reference
from ..batch_plan import BatchPlan, plan_batch
from ..calc import dating
from ..model.bulk import BulkDrug
from ..model.dilution import TriturationPlan
from ..model.drug import DrugSource
from ..model.equipment import Balance, Tray
from ..model.excipients import Additive, Filler
from ..model.fill import FillToMass
from ..model.packing import Density, PackStatistic
from ..model.prescription import Prescription
from ..model.tablets import Tablets
from ..model.trituration import Trituration
from ..plan import choose_shell
from .examples import Given, Results

__all__ = [
    "batch",
    "beyond_use_date",
    "mixing_steps",
    "smallest_shell",
    "tray_loads",
    "triturated_batch",
]

#: What a request takes as the examples have it.
_OPTIONS = ("spare_capsules", "drug_overage")


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
    return _figures(_planned(given))


def triturated_batch(given: Given) -> Results:
    """Plan a batch whose powder is too little to weigh, and one dilution of it."""
    plan = _planned(given)
    trituration = cast("TriturationPlan", plan.trituration)
    (dilution,) = trituration.dilutions
    return _figures(plan) | {
        "diluent_weighed": dilution.diluent.to_weigh,
        "portion_weighed": dilution.portion.to_weigh,
        "content": trituration.content,
        "error": trituration.error,
        "waste": trituration.waste,
    }


def tray_loads(given: Given) -> Results:
    """Plan a batch, and how it is spread over a tray that is filled more than once."""
    loads = _planned(given).loads
    sizes = " + ".join(str(each.capsules) for each in loads)
    blends = {
        f"blend_{number}": each.blend.to_weigh
        for number, each in enumerate(loads, start=1)
    }
    return {"capsules": sizes, **blends}


def mixing_steps(given: Given) -> Results:
    """Plan a batch, and in which steps the filler is mixed with the powder."""
    steps = list(enumerate(_planned(given).mixing, start=1))
    added = {f"added_{number}": each.added for number, each in steps}
    return added | {f"share_{number}": each.drug_share for number, each in steps}


def beyond_use_date(given: Given) -> Results:
    """Work out a beyond-use date, and what sets it."""
    found = dating.beyond_use_date(**given)
    return {"bud": found.date.isoformat(), "binding": found.binding}


def _figures(plan: BatchPlan) -> dict[str, Any]:
    """Return the figures of a plan by the names that the examples use."""
    fillers = list(enumerate(plan.fillers, start=1))
    return {
        "drug": plan.drug_needed,
        "tablets": plan.tablets and plan.tablets.to_crush,
        "powder": plan.powder.exact,
        "powder_weighed": plan.powder.to_weigh,
        "filler": plan.fillers[0].exact,
        **{f"filler_{number}": each.exact for number, each in fillers},
        "filler_weighed": plan.fillers[0].to_weigh,
        **{f"additive_{each.item}": each.exact for each in plan.additives},
        "blend": plan.blend_mass,
        "fill_per_capsule": plan.fill_mass,
        "strength": plan.strength_achieved,
        "least_mass": plan.least_mass,
    }


def _planned(given: Given) -> BatchPlan:
    """Plan a batch in shells of size 3, with what the example names and no more."""
    options: dict[str, Any] = {name: given[name] for name in _OPTIONS if name in given}
    if "fill" in given:
        options["fill"] = FillToMass(given["fill"])
    if "readability" in given:
        options["balance"] = Balance(readability=given["readability"])
    if "holes" in given:
        options["tray"] = Tray(given["holes"])
    return plan_batch(
        Prescription(given["strength"], capsules=given["capsules"]),
        drug=_source(given),
        filler=_fillers(given),
        shell=reference.shell("3"),
        additives=tuple(
            Additive(name, share=share, packing=_packed(full_fill))
            for name, share, full_fill in given.get("additives", ())
        ),
        **options,
    )


def _source(given: Given) -> DrugSource:
    """Return what carries the drug: bulk powder, an earlier trituration, or tablets."""
    if "bulk" in given:
        return BulkDrug(**given["bulk"], packing=_packed(given["drug_full_fill"]))
    if "stock" in given:
        return Trituration(**given["stock"], packing=_packed(given["drug_full_fill"]))
    return Tablets(
        given["tablet_strength"],
        mean_mass=given["tablet_mass"],
        packing=_packed(given.get("tablet_full_fill", "200 mg")),
    )


def _fillers(given: Given) -> tuple[tuple[Filler, int], ...]:
    """Return the fillers with their parts; to a fixed mass, packing plays no part."""
    alone = given.get("filler_full_fill", given.get("fill"))
    return tuple(
        (Filler(f"filler {number}", packing=_packed(full_fill)), parts)
        for number, (full_fill, parts) in enumerate(
            given.get("fillers", [(alone, 1)]), start=1
        )
    )


def _packed(full_fill: str) -> PackStatistic:
    return PackStatistic(full_fill, size="3")
