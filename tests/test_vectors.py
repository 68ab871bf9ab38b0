"""Worked examples with published or hand-made answers, replayed by id."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ldn_compound import (
    BatchPlan,
    Density,
    Filler,
    FillToMass,
    PackStatistic,
    Prescription,
    Q,
    Quantity,
    Tablets,
    choose_shell,
    plan_batch,
    reference,
)
from ldn_compound.calc import (
    dating,
    dilution,
    filler,
    packing,
    potency,
    tablets,
    uniformity,
    weighing,
)
from ldn_compound.quality import mass_loss as loss_of_mass
from ldn_compound.quality import ph_eur_2_9_5 as mass_test
from ldn_compound.quality import ph_eur_2_9_6 as content_test
from ldn_compound.quality import usp_905

Given = dict[str, Any]
Results = dict[str, Any]

EXAMPLES = json.loads(
    (Path(__file__).parent / "vectors" / "worked_examples.json").read_text("utf-8")
)


def minimum_weighable_mass(given: Given) -> Results:
    """Work out the least mass by sensitivity and error."""
    return {"mass": weighing.minimum_weighable_mass(**given)}


def weighing_error(given: Given) -> Results:
    """Work out the error of one weighing."""
    return {"error": weighing.weighing_error(**given)}


def usp41_minimum_mass(given: Given) -> Results:
    """Work out the least mass by USP <41>."""
    return {"mass": weighing.usp41_minimum_mass(**given)}


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


def aliquot(given: Given) -> Results:
    """Work out an aliquot of a chosen multiple and portion."""
    found = dilution.aliquot(**given)
    return {"drug": found.drug, "diluent": found.diluent, "total": found.total}


def smallest_aliquot(given: Given) -> Results:
    """Work out the smallest aliquot."""
    found = dilution.smallest_aliquot(**given)
    return {name: getattr(found, name) for name in SMALLEST}


SMALLEST = ("multiple", "drug", "diluent", "total", "portion")


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


def correction_factor(given: Given) -> Results:
    """Work out the factor of a certificate."""
    return {"factor": potency.correction_factor(**given)}


def salt_factor(given: Given) -> Results:
    """Work out the factor between two forms."""
    return {"factor": potency.salt_factor(**given)}


def beyond_use_date(given: Given) -> Results:
    """Work out a beyond-use date, and what sets it."""
    found = dating.beyond_use_date(**given)
    return {"bud": found.date.isoformat(), "binding": found.binding}


def acceptance_value(given: Given) -> Results:
    """Work out the reference and the acceptance value, in percent of the label."""
    reference_value = uniformity.reference_value(given["mean"], given["target"])
    value = uniformity.acceptance_value(**given)
    return {"reference": reference_value.m_as("%"), "av": value.m_as("%")}


def usp905(given: Given) -> Results:
    """Judge contents by USP <905>, in percent of the label."""
    found = usp_905(given["contents"])
    return {
        "mean": found.mean.m_as("%"),
        "sd": found.sd.m_as("%"),
        "reference": found.reference.m_as("%"),
        "av": found.acceptance_value.m_as("%"),
        "verdict": found.verdict,
    }


def usp905_rounding(given: Given) -> Results:
    """Judge ten equal contents that are so far below 98.5 % of the label."""
    return usp905({"contents": [Fraction("98.5") - Fraction(given["av"])] * 10})


def ph_eur_2_9_5(given: Given) -> Results:
    """Judge net masses by Ph. Eur. 2.9.5."""
    found = mass_test([f"{mass} mg" for mass in given["net_mg"]])
    return {
        "mean": found.mean.m_as("mg"),
        "outside": len(found.outside),
        "outside_double": len(found.far_outside),
        "verdict": found.verdict,
    }


def ph_eur_2_9_6(given: Given) -> Results:
    """Judge contents in mg by Ph. Eur. 2.9.6, test B."""
    found = content_test([f"{content} mg" for content in given["contents_mg"]])
    return {
        "mean": found.mean.m_as("mg"),
        "outside_85_115": len(found.outside),
        "outside_75_125": len(found.far_outside),
        "verdict": found.verdict,
    }


def mass_loss(given: Given) -> Results:
    """Work out how much of what was weighed in is lost."""
    found = loss_of_mass(**given)
    return {"loss": found.loss, "verdict": found.verdict}


def planned(given: Given) -> BatchPlan:
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


def batch(given: Given) -> Results:
    """Plan a batch and name its figures as the examples do."""
    plan = planned(given)
    assert plan.tablets is not None
    return {
        "drug": plan.drug_needed,
        "tablets": plan.tablets.to_crush,
        "powder": plan.powder.exact,
        "filler": plan.fillers[0].exact,
        "blend": plan.blend_mass,
        "fill_per_capsule": plan.fill_mass,
    }


WORKED: Mapping[str, Callable[[Given], Results]] = {
    each.__name__: each
    for each in (
        minimum_weighable_mass,
        weighing_error,
        usp41_minimum_mass,
        volume,
        full_fill,
        filler_by_packing,
        filler_by_density,
        filler_by_volume,
        smallest_shell,
        aliquot,
        smallest_aliquot,
        aliquot_content,
        tablet_powder,
        correction_factor,
        salt_factor,
        beyond_use_date,
        acceptance_value,
        usp905,
        usp905_rounding,
        ph_eur_2_9_5,
        ph_eur_2_9_6,
        mass_loss,
        batch,
    )
} | {"fixed_fill": batch}


@pytest.mark.parametrize(
    "example",
    [pytest.param(each, id=each["id"]) for each in EXAMPLES if each["what"] in WORKED],
)
def test_worked_example(example: dict[str, Any]) -> None:
    """A worked example gives its published answer, within the digits it prints."""
    results = WORKED[example["what"]](example["given"])

    for name, expected in example["expect"].items():
        assert_near(results[name], expected, Fraction(example["tolerance"]))


def assert_near(
    result: Quantity | Fraction | int | str, expected: str | int, within: Fraction
) -> None:
    """Compare in the unit of the published answer; a word must be the same word."""
    if isinstance(result, (str, int)):
        assert str(result) == str(expected)
        return
    number, _, unit = str(expected).partition(" ")
    if isinstance(result, Fraction):
        actual = result
    else:
        actual = result.m_as(unit) if unit else result.to_base_units().magnitude
    assert abs(actual - Fraction(number)) <= within
