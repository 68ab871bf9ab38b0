"""Are the packing figures measured, and is the shell full?"""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import (
    Additive,
    Density,
    FieldError,
    FillByCompletion,
    Filler,
    FillToMass,
    FillToVolume,
    PackStatistic,
    Prescription,
    Q,
    reference,
)
from ldn_compound.calc.packing import extrapolated
from ldn_compound.model.fill import Fill
from tests.examples import BULK, TABLETS, batch, codes, finding


@pytest.mark.requirement("R26")
def test_a_published_figure_stops_the_batch() -> None:
    """A pack statistic from a table is nobody's measurement of this lot."""
    published = reference.filler("corn starch", size="3")

    plan = batch(filler=evolve(published, contains=()))

    found = finding(plan, "packing-published")
    assert found.severity == "stop"
    assert found.message.startswith("corn starch: 205 mg is published (letco-capsules)")


def test_a_published_density_stops_the_batch() -> None:
    """A density from a table is no measurement either."""
    starch = Density("0.658 g/mL", basis="tapped", source="letco-capsules")

    plan = batch(filler=Filler("starch", packing=starch, contains=()))

    assert "0.658 g/mL is published" in finding(plan, "packing-published").message


@pytest.mark.requirement("R26")
def test_an_assumed_packing_stops_the_batch() -> None:
    """Tablet powder taken to pack like the filler: 15.408 mg of 130 mg, 11.85 %."""
    plan = batch(drug=evolve(TABLETS, packing=None))

    found = finding(plan, "packing-assumed")

    assert found.severity == "stop"
    assert "about 11.85 % of the shell" in found.message


def test_an_assumed_packing_of_next_to_nothing_is_a_note() -> None:
    """0.5 mg of pure drug in 130 mg takes 0.3846 % of the shell: no harm is done."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=300),
        drug=evolve(BULK, packing=None),
    )

    found = finding(plan, "packing-assumed")

    assert found.severity == "note"
    assert "about 0.385 % of the shell" in found.message


@pytest.mark.requirement("R100")
@pytest.mark.parametrize(
    ("mass", "severity"),
    [  # in the 0.3 mL of a size 3
        ("14.9 mg", "stop"),
        ("15 mg", "caution"),  # 0.05 g/mL
        ("29.9 mg", "caution"),
        ("30 mg", None),  # 0.1 g/mL
        ("390 mg", None),  # 1.3 g/mL
        ("390.1 mg", "caution"),
        ("780 mg", "caution"),  # 2.6 g/mL
        ("780.1 mg", "stop"),
        ("1300 mg", "stop"),  # 130 mg, its point slipped
    ],
)
def test_a_powder_that_no_powder_packs_like(mass: str, severity: str | None) -> None:
    """Powders are published at 0.1 to 1.3 g/mL; twice as far out is no powder."""
    plan = batch(filler=Filler("x", packing=PackStatistic(mass, size="3"), contains=()))

    found = [each for each in plan.findings if each.code == "packing-unusual"]

    assert [each.severity for each in found] == ([severity] if severity else [])


@pytest.mark.requirement("R100")
def test_a_density_and_a_shell_may_slip_too() -> None:
    """4.3 g/mL, and 130 mg in a size 3 of 3 mL, which are 0.0433 g/mL."""
    dense = Filler("x", packing=Density("4.3 g/mL", basis="tapped"), contains=())
    tenfold = evolve(reference.shell("3"), volume="3 mL")
    bare = evolve(TABLETS, packing=None)

    assert finding(batch(filler=dense), "packing-unusual").severity == "stop"
    found = finding(batch(shell=tenfold, drug=bare), "packing-unusual")
    assert "packs to about 0.0433 g/mL;" in found.message


@pytest.mark.requirement("R100")
def test_the_powder_of_the_drug_may_slip_too() -> None:
    """2000 mg of tablet powder in 0.3 mL are 6.667 g/mL."""
    heavy = evolve(TABLETS, packing=PackStatistic("2000 mg", size="3"))

    found = finding(batch(drug=heavy), "packing-unusual")

    assert found.severity == "stop"
    assert found.message.startswith("drug: packs to about 6.6667 g/mL;")


@pytest.mark.requirement("R100")
@pytest.mark.parametrize("fill", [FillByCompletion(), FillToVolume()])
def test_a_figure_that_only_estimates_is_a_caution(fill: Fill) -> None:
    """The filler is then found at the bench, whatever the figure said."""
    dense = Filler("x", packing=PackStatistic("1300 mg", size="3"), contains=())

    found = finding(batch(filler=dense, fill=fill), "packing-unusual")

    assert found.severity == "caution"


@pytest.mark.requirement("R100")
@pytest.mark.parametrize(
    ("mass", "found"),
    [("5.9 mg", True), ("6 mg", False), ("780 mg", False), ("780.1 mg", True)],
)
def test_an_additive_may_be_lighter_than_a_filler(mass: str, *, found: bool) -> None:
    """Colloidal silica is: in 0.3 mL, 6 mg are 0.02 g/mL and 780 mg are 2.6 g/mL."""
    packing = PackStatistic(mass, size="3")
    silica = Additive("colloidal silica", share="0.5 %", packing=packing)

    plan = batch(additives=[silica])

    assert ("packing-unusual" in codes(plan)) is found
    if found:
        assert finding(plan, "packing-unusual").severity == "caution"


def test_crushed_tablets_are_not_meant_for_a_fixed_mass() -> None:
    """German advice: no gravimetric filling from tablets."""
    plan = batch(fill=FillToMass("136 mg"))

    assert finding(plan, "fixed-mass-tablets").severity == "caution"


def test_powder_may_be_filled_to_a_fixed_mass() -> None:
    """The method is meant for pure drug in little share."""
    plan = batch(drug=BULK, fill=FillToMass("130 mg"))

    assert "fixed-mass-tablets" not in codes(plan)


def test_a_blend_that_does_not_go_in_stops_the_batch() -> None:
    """4.5 mg of drug and 195.5 mg of filler where 130 mg go in: 152.63 %.

    4.5 / 200 + 195.5 / 130 = 0.0225 + 1.503846 = 1.526346.
    """
    plan = batch(drug=BULK, fill=FillToMass("200 mg"))

    found = finding(plan, "shell-overfull")

    assert found.severity == "stop"
    assert "about 152.63 % of the shell" in found.message


def test_a_full_shell_is_not_overfull() -> None:
    """130 mg x (1 - 4.5 / 200) and 4.5 mg are 131.575 mg; 132 mg are 0.33 % more."""
    full = batch(drug=BULK, fill=FillToMass("131.575 mg"))
    fuller = batch(drug=BULK, fill=FillToMass("132 mg"))

    assert "shell-overfull" not in codes(full)
    assert "about 100.33 % of the shell" in finding(fuller, "shell-overfull").message


def test_a_shell_left_nearly_empty_is_a_caution() -> None:
    """4.5 mg of drug and 60.5 mg of filler fill 48.79 % of the shell.

    4.5 / 200 + 60.5 / 130 = 0.0225 + 0.465385 = 0.487885.
    """
    plan = batch(drug=BULK, fill=FillToMass("65 mg"))

    found = finding(plan, "shell-nearly-empty")

    assert found.severity == "caution"
    assert "about 48.79 % of the shell; 80 % is advised" in found.message


@pytest.mark.requirement("R26")
def test_an_extrapolated_statistic_stops_the_batch() -> None:
    """110 mg of size 4, by volume 110 x 0.30 / 0.21 = 157.14 mg of size 3."""
    measured = PackStatistic("110 mg", size="4")
    four = reference.shell("4")
    estimate = extrapolated(measured, measured_with=four, to=reference.shell("3"))

    plan = batch(filler=Filler("sucrose", packing=estimate, contains=()))

    assert estimate.mass == Q("1100 mg") / 7
    found = finding(plan, "packing-extrapolated")
    assert found.severity == "stop"
    assert "extrapolated by volume from size 4" in found.message


def test_an_extrapolation_starts_from_the_shells_it_was_measured_with() -> None:
    """Size 3 is not size 4."""
    three = reference.shell("3")

    with pytest.raises(FieldError, match="measured_with: expected shells of size 4"):
        extrapolated(PackStatistic("110 mg", size="4"), measured_with=three, to=three)
