"""How much material carries the drug."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import BulkDrug, FieldError, Policy, Q, Quantity, reference
from ldn_compound.calc.potency import (
    correction_factor,
    is_capped,
    powder_factor,
    salt_factor,
)
from ldn_compound.model.forms import Form

HYDROCHLORIDE: Form = "naltrexone hydrochloride"
DIHYDRATE: Form = "naltrexone hydrochloride dihydrate"
USP, NRF = reference.policy("usp"), reference.policy("dac-nrf")


@pytest.mark.requirement("R17")
@pytest.mark.parametrize("basis", ["as is", "concentrate"])
@pytest.mark.parametrize("loss", ["water", "solvents"])
def test_an_assay_that_holds_the_water_is_not_corrected_twice(
    basis: str, loss: str
) -> None:
    """An assay as is and a water content together would be the double correction."""
    with pytest.raises(FieldError, match=f"{loss}: expected no {loss} with .* once"):
        correction_factor("98 %", basis, **{loss: "3 %"})  # type: ignore[arg-type]


@pytest.mark.requirement("R17")
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


@pytest.mark.requirement("R17")
def test_a_basis_of_ones_own_is_refused() -> None:
    """A certificate states its basis; a word of one's own is none."""
    with pytest.raises(
        FieldError, match=r"basis: expected one of 'as is', .* got 'dry'"
    ):
        correction_factor("98 %", "dry")  # type: ignore[arg-type]


@pytest.mark.requirement("R17")
def test_published_anhydrous_assay() -> None:
    """99.5 % as is at 2 % of water is 101.5 % anhydrous: one factor either way."""
    as_is = correction_factor("99.47 %", "as is")
    anhydrous = correction_factor("101.5 %", "anhydrous", water="2 %")

    assert as_is == anhydrous


@pytest.mark.requirement("R16")
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


@pytest.mark.requirement("R16")
def test_fifty_mg_of_salt_hold_published_base() -> None:
    """50 mg of the hydrochloride are 45.2 mg of base, as a label states."""
    base = Q("50 mg") * salt_factor("naltrexone hydrochloride", "naltrexone")

    assert Q("45.15 mg") <= base <= Q("45.25 mg")


@pytest.mark.requirement("R16")
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


def test_the_refusal_of_a_double_correction_says_why() -> None:
    """The person sees the figure that is too much, and what holds it already."""
    twice = "it is in the assay already: correct for it once"

    with pytest.raises(FieldError) as water:
        correction_factor("98 %", "as is", water="3 %")
    with pytest.raises(FieldError) as solvents:
        correction_factor("98 %", "dried", water="1 %", solvents="0.4 %")

    assert str(water.value) == (
        f"water: expected no water with an assay as is, got 3 %; {twice}"
    )
    assert str(solvents.value) == (
        f"solvents: expected no solvents with an assay dried, got 0.4 %; {twice}"
    )


def test_the_refusal_of_a_missing_figure_says_what_to_write() -> None:
    """None of it is a figure too, and is written as one."""
    with pytest.raises(FieldError) as refused:
        correction_factor("98 %", "anhydrous, solvent-free", water="3 %")

    assert str(refused.value) == (
        "solvents: expected the solvents by certificate, for an assay anhydrous, "
        "solvent-free, got None; write '0 %' for none"
    )


@pytest.mark.requirement("R17")
@pytest.mark.parametrize(
    "powder",
    [
        # 96 parts of 100 are drug: all but 4 % of water; but 3 % and 1 % of solvents
        BulkDrug(HYDROCHLORIDE, assay="100 %", basis="anhydrous", water="4 %"),
        BulkDrug(
            HYDROCHLORIDE,
            assay="100 %",
            basis="anhydrous, solvent-free",
            water="3 %",
            solvents="1 %",
        ),
        # the water of the dihydrate is part of it: 96 % of it, and no more to take out
        BulkDrug(DIHYDRATE, assay="96 %", basis="anhydrous"),
        BulkDrug(DIHYDRATE, assay="96 %", basis="as is"),
        # a concentrate holds what it holds
        BulkDrug(HYDROCHLORIDE, assay="96 %", basis="concentrate"),
    ],
    ids=["water", "water-and-solvents", "dihydrate", "dihydrate-as-is", "concentrate"],
)
@pytest.mark.parametrize("policy", [USP, NRF], ids=["usp", "dac-nrf"])
def test_what_the_certificate_says_is_put_back(
    powder: BulkDrug, policy: Policy
) -> None:
    """Of a powder that is 96 % drug, 100 parts are taken for 96 wanted."""
    assert powder_factor(powder, policy) * Q("96 %") == Q("100 %")
    assert not is_capped(powder, policy)


def test_a_pure_substance_is_not_taken_for_more_than_pure() -> None:
    """102 % by certificate: held to the cap of the house, where it has one."""
    powder = BulkDrug(HYDROCHLORIDE, assay="102 %", basis="as is")
    capped_lower = evolve(NRF, name="ours", assay_cap="96 %")

    assert powder_factor(powder, USP) * Q("102 %") == Q("100 %")
    assert powder_factor(powder, NRF) == Q("100 %")
    assert powder_factor(powder, capped_lower) * Q("96 %") == Q("100 %")
    assert [is_capped(powder, each) for each in (USP, NRF, capped_lower)] == [
        False,
        True,
        True,
    ]


def test_the_assay_is_capped_before_the_loss() -> None:
    """101.3 % dried with 0.8 % loss: 1 / 0.992 = 1.00806, printed as 1.008."""
    powder = BulkDrug(HYDROCHLORIDE, assay="101.3 %", basis="dried", water="0.8 %")

    factor = powder_factor(powder, NRF)

    assert factor * Q("99.2 %") == Q("100 %")
    assert round(float(factor.m_as("%")) / 100, 3) == 1.008


@given(st.integers(900, 1030), st.integers(0, 100))
def test_more_than_pure_never_takes_less_than_pure(assay: int, loss: int) -> None:
    """Whatever the certificate says, no less is weighed than of 100 %."""

    def factor(tenths: int) -> Quantity:
        powder = BulkDrug(
            HYDROCHLORIDE,
            assay=Q("0.1 %") * tenths,
            basis="dried",
            water=Q("0.1 %") * loss,
        )
        return powder_factor(powder, NRF)

    assert factor(assay) >= factor(1000)


def test_just_pure_is_not_capped() -> None:
    """Of 100 % nothing is cut off."""
    assert not is_capped(BulkDrug(HYDROCHLORIDE, assay="100 %", basis="as is"), NRF)


def test_a_concentrate_is_not_capped() -> None:
    """The cap is for pure substances: a concentrate of 102 % counts as such."""
    concentrate = BulkDrug(HYDROCHLORIDE, assay="102 %", basis="concentrate")

    assert powder_factor(concentrate, NRF) * Q("102 %") == Q("100 %")
    assert not is_capped(concentrate, NRF)
