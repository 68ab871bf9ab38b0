"""What a plan works out when asked for: loads, mixing, steps."""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import (
    Balance,
    FillToMass,
    PackStatistic,
    Q,
    Tray,
    Trituration,
    reference,
)
from tests.examples import BULK, FILLER, TABLETS, batch


def test_loads_are_as_equal_as_can_be() -> None:
    """103 capsules on 100 holes are 52 and 51."""
    plan = batch(tray=Tray(100))

    assert [load.capsules for load in plan.loads] == [52, 51]


def test_each_load_has_its_own_blend() -> None:
    """135.3928 mg x 52 = 7040.4256 mg, shown as 7040 mg; x 51 = 6905.0328 mg."""
    plan = batch(tray=Tray(100))

    first, second = (load.blend for load in plan.loads)

    assert (first.exact, first.to_weigh) == (Q("7040.4256 mg"), Q("7040 mg"))
    assert (second.exact, second.to_weigh) == (Q("6905.0328 mg"), Q("6905 mg"))


def test_without_a_balance_a_load_is_exact() -> None:
    """Nothing is rounded where no display is."""
    plan = batch(tray=Tray(100), balance=None)

    assert plan.loads[0].blend.to_weigh == Q("7040.4256 mg")


def test_mixing_doubles_from_the_powder() -> None:
    """1541 mg of powder take 1541, 3082, 6164 and at last 1211 mg of filler."""
    plan = batch(spare_capsules=0)

    added = [step.added for step in plan.mixing]

    assert added == [
        Q("1541 mg"),
        Q("1541 mg"),
        Q("3082 mg"),
        Q("6164 mg"),
        Q("1211 mg"),
    ]


def test_mixing_thins_the_drug() -> None:
    """50 mg in 171.2 mg are 29.2056 %; each doubling halves it."""
    first, second, *_ = batch(spare_capsules=0).mixing

    assert first.drug_share == (Q("50 mg") / Q("171.2 mg")).to("%")
    assert second.drug_share == first.drug_share / 2


def test_several_fillers_are_mixed_first() -> None:
    """Two fillers go into the mortar as one."""
    filler = reference.filler("corn starch", size="3")
    plan = batch(filler=((filler, 1), (filler, 1)))

    assert plan.mixing[1].item == "fillers, mixed with each other first"


@pytest.mark.requirement("R52")
def test_every_figure_is_explained() -> None:
    """From tablets: each figure of the plan has a step that ends in it."""
    plan = batch()

    results = {step.name: step.result for step in plan.steps}

    assert results["drug needed"] == plan.drug_needed
    assert results["tablets needed"] == Q("9.27 tablets")
    assert results["powder of crushed tablets"] == plan.powder.exact
    assert results["filler"] == plan.fillers[0].exact
    assert results["blend"] == plan.blend_mass
    assert results["fill mass of one capsule"] == plan.fill_mass
    assert results["gross mass of one capsule"] == plan.gross_mass
    assert results["least mass the balance may weigh"] == Q("20 mg")


def test_an_assay_stands_in_the_formula() -> None:
    """Tablets of an assayed lot are divided by their assay."""
    plan = batch(drug=evolve(TABLETS, assay=None))

    formulas = {step.name: step.formula for step in batch().steps}
    without = {step.name: step.formula for step in plan.steps}

    assert formulas["tablets needed"] == "drug needed / tablet strength / assay"
    assert without["tablets needed"] == "drug needed / tablet strength"


def test_a_certificate_stands_in_the_formula() -> None:
    """Powder is divided by its assay and by what water and solvents leave of it."""
    certified = evolve(
        BULK, basis="anhydrous, solvent-free", water="3 %", solvents="1 %"
    )

    formulas = [step.formula for step in batch(drug=certified).steps]

    assert "drug needed / assay / (1 - water - solvents)" in formulas


def test_an_assay_as_is_stands_alone() -> None:
    """An assay as is holds the water already."""
    formulas = [step.formula for step in batch(drug=BULK).steps]

    assert "drug needed / assay" in formulas


def test_two_forms_stand_in_the_formula() -> None:
    """Base from hydrochloride: the molar masses are named."""
    plan = batch(drug=evolve(BULK, form="naltrexone"))

    formulas = [step.formula for step in plan.steps]

    assert (
        "drug needed / assay x molar mass naltrexone (base) "
        "/ naltrexone hydrochloride" in formulas
    )


def test_a_fixed_mass_stands_in_the_formula() -> None:
    """To a mass, the filler is what the powder leaves of it."""
    plan = batch(drug=BULK, fill=FillToMass("130 mg"))

    formulas = {step.name: step.formula for step in plan.steps}

    assert formulas["filler"] == "fill mass x batch size - powder"


def test_unmeasured_figures_are_marked() -> None:
    """A packing that nobody measured is marked where it is used."""
    published = reference.filler("corn starch", size="3")

    plan = batch(filler=published, drug=evolve(TABLETS, packing=None))

    (step,) = [each for each in plan.steps if each.name == "filler"]
    names = [name for name, _ in step.inputs]
    assert "full fill of filler (published, not measured)" in names
    assert "full fill of powder (taken to be that of the filler)" in names


def test_the_least_load_stands_in_the_formula() -> None:
    """A balance of least load 100 mg weighs nothing below it: more than 20 mg."""
    plan = batch(balance=Balance(readability="1 mg", minimum="100 mg"))

    (step,) = [each for each in plan.steps if each.name.startswith("least mass")]

    assert step.formula == (
        "sensitivity / error allowed, or the least load if that is more"
    )
    assert step.result == Q("100 mg")


def test_without_a_balance_there_is_no_least_mass() -> None:
    """What no balance weighs has no least mass to explain."""
    names = [step.name for step in batch(balance=None).steps]

    assert "least mass the balance may weigh" not in names


@pytest.mark.requirement("R52")
def test_explain_prints_every_step() -> None:
    """The explanation holds each formula, its inputs, its result and its source."""
    plan = batch(spare_capsules=0)

    text = plan.explain()

    assert "powder of crushed tablets: 1540.8 mg  [jcu-4-3-2]" in text
    assert "= tablets needed x mean tablet mass" in text
    assert "tablets needed 9 tablets, mean tablet mass 171.2 mg/tablet" in text


def test_a_stock_dilution_stands_in_the_formula() -> None:
    """The drug is divided by its share and by its assay, where there is one."""
    stock = Trituration(
        "10 %", diluent="sucrose", packing=PackStatistic("130 mg", size="3")
    )

    by_label = [step.formula for step in batch(drug=stock).steps]
    assayed = [step.formula for step in batch(drug=evolve(stock, assay="99 %")).steps]

    assert "drug needed / share" in by_label
    assert "drug needed / share / assay" in assayed


def test_extrapolated_figures_are_marked() -> None:
    """A figure of another size is marked where it is used."""
    other = PackStatistic("130 mg", size="3", extrapolated_from="4")

    plan = batch(filler=evolve(FILLER, packing=other))

    (step,) = [each for each in plan.steps if each.name == "filler"]
    assert step.inputs[0][0] == "full fill of filler (extrapolated, not measured)"
