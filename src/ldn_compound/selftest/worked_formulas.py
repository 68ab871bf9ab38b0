"""How examples of single formulas are worked out: weighing, diluting, filling."""

from __future__ import annotations

import attrs

from .. import reference
from ..calc import dilution, filler, packing, potency, tablets, weighing
from ..calc import volume as calc_volume
from ..model.bulk import BulkDrug
from ..model.equipment import Balance
from ..model.packing import PackStatistic
from ..quantities.units import Q
from .examples import Given, Results

__all__ = [
    "aliquot",
    "aliquot_content",
    "balance_limits",
    "capsules_from",
    "combined_error",
    "correction_factor",
    "cylinder",
    "drug_in_dilution",
    "drug_in_powder",
    "extrapolated",
    "filler_by_density",
    "filler_by_packing",
    "filler_by_volume",
    "full_fill",
    "minimum_weighable_mass",
    "powder_factor",
    "salt_factor",
    "smallest_aliquot",
    "tablet_powder",
    "usp41_minimum_mass",
    "volume",
    "weighing_error",
    "whole_tablets",
]

_SMALLEST = ("multiple", "drug", "diluent", "total", "portion")


def minimum_weighable_mass(given: Given) -> Results:
    """Work out the least mass by sensitivity and error."""
    return {"mass": weighing.minimum_weighable_mass(**given)}


def weighing_error(given: Given) -> Results:
    """Work out the error of one weighing."""
    return {"error": weighing.weighing_error(**given)}


def usp41_minimum_mass(given: Given) -> Results:
    """Work out the least mass by USP <41>."""
    return {"mass": weighing.usp41_minimum_mass(**given)}


def balance_limits(given: Given) -> Results:
    """Work out what a balance may weigh, and its error, by the rules of a house."""
    balance, rules = Balance(**given["balance"]), reference.policy(given["policy"])
    rules = attrs.evolve(rules, least_mass_rule=given["rule"])
    return {
        "least_mass": weighing.least_mass(balance, rules),
        "error": weighing.absolute_error(balance, rules),
    }


def combined_error(given: Given) -> Results:
    """Work out the error that independent errors make together."""
    return {"error": weighing.combined_error(*given["errors"])}


def volume(given: Given) -> Results:
    """Work out a volume from a density."""
    return {"volume": packing.volume(**given)}


def full_fill(given: Given) -> Results:
    """Work out what a shell holds from a density."""
    return {"mass": packing.full_fill(**given)}


def filler_by_packing(given: Given) -> Results:
    """Work out the filler from pack statistics."""
    taken = packing.shell_share(given["masses"]["drug"], given["full_fills"]["drug"])
    one = filler.filler_mass(given["filler_full_fill"], 1 - taken)
    return {"filler": one * given["capsules"]}


def filler_by_density(given: Given) -> Results:
    """Work out the filler from densities."""
    taken = packing.volume(given["mass"], given["density"]) / Q(given["volume"])
    full = packing.full_fill(given["filler_density"], given["volume"])
    return {"filler": filler.filler_mass(full, 1 - taken) * given["capsules"]}


def filler_by_volume(given: Given) -> Results:
    """Work out the filler from the volume the drug takes."""
    taken = Q(given["drug_volume"]) / Q(given["shell_volume"])
    full = packing.full_fill(given["filler_density"], given["shell_volume"])
    return {"filler": filler.filler_mass(full, 1 - taken) * given["capsules"]}


def aliquot(given: Given) -> Results:
    """Work out an aliquot of a chosen multiple and portion."""
    found = dilution.aliquot(**given)
    return {"drug": found.drug, "diluent": found.diluent, "total": found.total}


def smallest_aliquot(given: Given) -> Results:
    """Work out the smallest aliquot."""
    found = dilution.smallest_aliquot(**given)
    return {name: getattr(found, name) for name in _SMALLEST}


def aliquot_content(given: Given) -> Results:
    """Work out what a portion carries."""
    return {"content": dilution.content(**given)}


def tablet_powder(given: Given) -> Results:
    """Work out tablets, powder and ballast."""
    powder = tablets.powder_mass(**given)
    return {
        "powder": powder,
        "tablets": tablets.tablets_needed(given["drug"], given["tablet_strength"]),
        "ballast": tablets.ballast(powder, given["drug"]),
    }


def drug_in_powder(given: Given) -> Results:
    """Work out what powder of crushed tablets holds."""
    return {"drug": tablets.drug_in_powder(**given)}


def drug_in_dilution(given: Given) -> Results:
    """Work out what a mass of a stock dilution carries."""
    return {"drug": dilution.drug_in_dilution(**given)}


def extrapolated(given: Given) -> Results:
    """Work out a pack statistic for another size, by volume."""
    measured, wanted = (
        reference.shell(given[name]) for name in ("measured_with", "size")
    )
    statistic = PackStatistic(given["mass"], size=measured.size)
    found = packing.extrapolated(statistic, measured_with=measured, to=wanted)
    return {"mass": found.mass}


def cylinder(given: Given) -> Results:
    """Work out the volume of a batch in the cylinder, and the method for a powder."""
    volume = calc_volume.calibration_volume(given["volume"], given["capsules"])
    return {
        "volume": volume,
        "method": calc_volume.volume_method(given["powder"], volume),
    }


def whole_tablets(given: Given) -> Results:
    """Work out which batches take whole tablets."""
    pair = given["strength"], given["tablet_strength"]
    capsules, count = tablets.whole_tablet_batch(*pair)
    found = tablets.whole_tablet_batches(
        *pair, least=given["least"], most=given["most"]
    )
    batches = " + ".join(str(size) for size, _ in found)
    return {"capsules": capsules, "tablets": count, "batches": batches}


def capsules_from(given: Given) -> Results:
    """Work out how many capsules an amount of drug makes."""
    return {"capsules": tablets.capsules_from(**given)}


def correction_factor(given: Given) -> Results:
    """Work out the factor of a certificate."""
    return {"factor": potency.correction_factor(**given)}


def powder_factor(given: Given) -> Results:
    """Work out the factor of a powder, by the rules of a house."""
    powder, rules = BulkDrug(**given["powder"]), reference.policy(given["policy"])
    return {"factor": potency.powder_factor(powder, rules)}


def salt_factor(given: Given) -> Results:
    """Work out the factor between two forms."""
    return {"factor": potency.salt_factor(**given)}
