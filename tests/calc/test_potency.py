"""How much material carries the drug."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ldn_compound import BulkDrug, FieldError, Q
from ldn_compound.calc.potency import correction_factor, salt_factor


@pytest.mark.parametrize("basis", ["as is", "concentrate"])
@pytest.mark.parametrize("loss", ["water", "solvents"])
def test_an_assay_that_holds_the_water_is_not_corrected_twice(
    basis: str, loss: str
) -> None:
    """An assay as is and a water content together would be the double correction."""
    with pytest.raises(FieldError, match=f"{loss}: expected no {loss} with .* once"):
        correction_factor("98 %", basis, **{loss: "3 %"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("basis", "given", "missing"),
    [
        ("anhydrous", {}, "water"),
        ("dried", {}, "water"),
        ("anhydrous, solvent-free", {"solvents": "0.4 %"}, "water"),
        ("anhydrous, solvent-free", {"water": "3 %"}, "solvents"),
    ],
)
def test_a_basis_needs_its_figures(
    basis: str, given: dict[str, str], missing: str
) -> None:
    """What the basis takes out must be known to be put back."""
    with pytest.raises(
        FieldError, match=f"{missing}: expected the {missing} by certificate"
    ):
        correction_factor("98 %", basis, **given)  # type: ignore[arg-type]


def test_solvents_are_no_part_of_a_dried_assay() -> None:
    """Only the solvent-free basis takes solvents out."""
    with pytest.raises(FieldError, match="solvents: expected no solvents"):
        correction_factor("98 %", "dried", water="1 %", solvents="0.4 %")


def test_a_basis_has_no_default() -> None:
    """A certificate states its basis; a word of one's own is none."""
    with pytest.raises(
        FieldError, match=r"basis: expected one of 'as is', .* got 'dry'"
    ):
        correction_factor("98 %", "dry")  # type: ignore[arg-type]


def test_published_anhydrous_assay() -> None:
    """99.5 % as is at 2 % of water is 101.5 % anhydrous: one factor either way."""
    as_is = correction_factor("99.47 %", "as is")
    anhydrous = correction_factor("101.5 %", "anhydrous", water="2 %")

    assert as_is == anhydrous


@pytest.mark.parametrize(
    ("wanted", "weighed", "factor"),
    [  # facts, 1h, re-computed there from atomic weights
        ("naltrexone hydrochloride", "naltrexone hydrochloride dihydrate", "1.0954"),
        ("naltrexone", "naltrexone hydrochloride", "1.1068"),
        ("naltrexone", "naltrexone hydrochloride dihydrate", "1.2123"),
    ],
)
def test_published_factors(wanted: str, weighed: str, factor: str) -> None:
    """Base, salt and hydrate differ by their molar masses."""
    found = salt_factor(wanted, weighed)  # type: ignore[arg-type]

    assert abs(found - Fraction(factor)) < Fraction("0.00005")


def test_one_form_needs_no_factor() -> None:
    """Hydrochloride stands for hydrochloride."""
    factor = salt_factor("naltrexone hydrochloride", "naltrexone hydrochloride")

    assert factor == 1


def test_fifty_mg_of_salt_hold_published_base() -> None:
    """50 mg of the hydrochloride are 45.2 mg of base, as a label states."""
    base = Q("50 mg") * salt_factor("naltrexone hydrochloride", "naltrexone")

    assert Q("45.15 mg") <= base <= Q("45.25 mg")


def test_a_dihydrate_with_water_is_refused() -> None:
    """The water of a dihydrate is in its molar mass: never both."""
    with pytest.raises(FieldError, match="water: expected no water for a dihydrate"):
        BulkDrug(
            "naltrexone hydrochloride dihydrate",
            assay="99 %",
            basis="anhydrous",
            water="8.7 %",
        )


def test_a_dried_dihydrate_is_refused() -> None:
    """Nobody knows how much of its water drying took."""
    with pytest.raises(FieldError, match=r"basis: expected no dried dihydrate"):
        BulkDrug("naltrexone hydrochloride dihydrate", assay="99 %", basis="dried")
