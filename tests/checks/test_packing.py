"""Are the packing figures measured, and is the shell full?"""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import (
    Density,
    FieldError,
    Filler,
    FillToMass,
    PackStatistic,
    Prescription,
    Q,
    reference,
)
from ldn_compound.calc.packing import extrapolated
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
