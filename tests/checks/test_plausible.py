"""Figures that no pharmacy has: a slip of the point, or two that changed places."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from ldn_compound import (
    Balance,
    Finding,
    PackStatistic,
    Prescription,
    Shell,
    Tray,
    reference,
)
from tests.examples import BULK, FILLER, ORDER, SHELL, TABLETS, batch

ADEPEND = {"weighed": 20, "mass_sd": "3 mg", "packing": TABLETS.packing}


def unusual(**changes: Any) -> list[Finding]:
    """Return what is found to be unusual in the example batch, with some changes."""
    codes = ("unusual", "too-light")
    return [
        each
        for each in batch(**changes).findings
        if each.code.endswith(codes) and each.code != "packing-unusual"
    ]


def fields(**changes: Any) -> list[str]:
    """List the fields of what is unusual."""
    return [each.field for each in unusual(**changes)]


@pytest.mark.requirement("R105")
@pytest.mark.parametrize(
    ("mass", "severities"),
    [
        ("120 mg", []),
        ("119.9 mg", ["caution"]),
        ("500 mg", []),
        ("500.1 mg", ["caution"]),
        ("70 mg", ["caution"]),
        ("60 mg", ["stop"]),
        ("1000 mg", ["stop"]),
    ],
)
def test_tablets_weigh_what_tablets_weigh(mass: str, severities: list[str]) -> None:
    """50 mg of drug and 90 to 204 mg of lactose, and a coat; not 60 mg, not 1 g."""
    drug = evolve(TABLETS, mean_mass=mass, mass_sd=None)

    assert [each.severity for each in unusual(drug=drug)] == severities


@pytest.mark.requirement("R105")
@pytest.mark.parametrize(
    ("mass", "codes"),
    # 50 mg of drug and 126.8 mg of lactose
    [("176.8 mg", []), ("176.7 mg", ["product-too-light"])],
)
def test_a_product_weighs_at_least_what_it_declares(
    mass: str, codes: list[str]
) -> None:
    """Lighter ones are other tablets, or another mass."""
    drug = reference.tablets("Adepend", mean_mass=mass, **ADEPEND)

    assert [each.code for each in unusual(drug=drug)] == codes


def test_a_product_that_is_not_on_record_has_no_bound() -> None:
    """Its name may stand on the sheet; nothing is known of it."""
    drug = evolve(TABLETS, product="Naltrexone of another maker")

    assert unusual(drug=drug) == []


@pytest.mark.requirement("R105")
@pytest.mark.parametrize(
    ("strength", "form", "codes"),
    [
        ("50 mg", "naltrexone", ["tablet-form-unusual"]),
        ("50 mg", "naltrexone hydrochloride dihydrate", ["tablet-form-unusual"]),
        ("45.18 mg", "naltrexone", []),
    ],
)
def test_fifty_milligrams_are_of_the_hydrochloride(
    strength: str, form: Any, codes: list[str]
) -> None:
    """A German pack declares its 50 mg as 45.18 mg of naltrexone; 50 mg is no base."""
    drug = evolve(TABLETS, strength=strength, form=form)

    found = [each.code for each in unusual(drug=drug)]

    assert [each for each in found if each != "tablet-strength-unusual"] == codes


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"mass_sd": "0.3424 mg"}, None),  # 0.2 % of 171.2 mg
        ({"mass_sd": "0.34 mg"}, "mass_sd"),
        ({"mass_sd": "12.84 mg"}, None),  # 7.5 %
        ({"mass_sd": "12.85 mg"}, "mass_sd"),
        ({"weighed": 100}, None),
        ({"weighed": 101}, "weighed"),
    ],
)
def test_tablets_vary_as_tablets_do(changes: dict[str, Any], field: str | None) -> None:
    """A standard deviation of 0.2 % to 7.5 %, of a hundred tablets at the most."""
    assert fields(drug=evolve(TABLETS, **changes)) == ([field] if field else [])


@pytest.mark.requirement("R105")
@pytest.mark.parametrize(
    ("capsules", "unusually"),
    [(13, True), (14, False), (200, False), (201, True), (300, True)],
)
def test_orders_are_of_weeks_to_half_a_year(capsules: int, *, unusually: bool) -> None:
    """300 for 30, or 10 for 100, is asked back."""
    found = fields(
        prescription=evolve(ORDER, capsules=capsules), drug=BULK, spare_capsules=0
    )

    assert found == ["capsules"] * unusually


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"spare_capsules": 25}, None),
        ({"spare_capsules": 26}, "spare_capsules"),
        ({"blend_excess": "10 %"}, None),
        ({"blend_excess": "10.1 %"}, "blend_excess"),
        ({"tray": Tray(20)}, None),
        ({"tray": Tray(19)}, "tray"),
        ({"tray": Tray(400)}, None),
        ({"tray": Tray(1000)}, "tray"),
    ],
)
def test_counts_are_those_of_a_bench(changes: dict[str, Any], field: str) -> None:
    """A quarter in spare, a tenth in excess, trays of 20 to 400 holes."""
    assert fields(**({"drug": BULK} | changes)) == ([field] if field else [])


@pytest.mark.requirement("R105")
@pytest.mark.parametrize(
    ("figures", "field"),
    [
        ({"readability": "0.01 mg"}, None),
        ({"readability": "0.001 mg"}, "readability"),
        ({"readability": "20 mg"}, None),
        ({"readability": "100 mg"}, "readability"),
        ({"readability": "4.5 mg"}, "readability"),
        ({"readability": "0.5 mg"}, None),
        ({"readability": "1 mg", "capacity": "5 g"}, None),
        ({"readability": "1 mg", "capacity": "2 g"}, "capacity"),
        ({"readability": "1 mg", "capacity": "5 kg"}, None),
        ({"readability": "1 mg", "capacity": "2000 kg"}, "capacity"),
        ({"readability": "1 mg", "repeatability": "0.2 mg"}, None),
        ({"readability": "1 mg", "repeatability": "0.1 mg"}, "repeatability"),
        ({"readability": "1 mg", "repeatability": "3 mg"}, None),
        ({"readability": "1 mg", "repeatability": "4.5 mg"}, "repeatability"),
        ({"readability": "1 mg", "sensitivity": "6 mg"}, None),
        ({"readability": "1 mg", "sensitivity": "11 mg"}, "sensitivity"),
        ({"readability": "1 mg", "sensitivity": "1.5 mg"}, "sensitivity"),
    ],
)
def test_balances_are_balances(figures: dict[str, Any], field: str | None) -> None:
    """Steps of 1, 2 or 5; ten thousand to millions of them; class III is 6 on 1 mg."""
    order = Prescription("4.5 mg", capsules=200, other_medicines=())
    found = fields(balance=Balance(**figures), drug=BULK, prescription=order)

    assert found == ([field] if field else [])


@pytest.mark.parametrize(
    ("mass", "volume", "field"),
    # of size 3 are published 48 mg and 0.3 mL by Torpac, and their neighbours
    [
        ("48 mg", "0.3 mL", None),
        ("480 mg", "0.3 mL", "empty_mass"),
        ("4.8 mg", "0.3 mL", "empty_mass"),
        ("48 mg", "0.9 mL", "volume"),
    ],
)
def test_shells_are_shells(mass: str, volume: str, field: str | None) -> None:
    """The gross mass that a person checks is wrong with another shell."""
    shell = Shell("3", volume=volume, empty_mass=mass)

    assert fields(shell=shell, drug=BULK) == ([field] if field else [])


def test_a_size_that_nobody_publishes_is_not_judged() -> None:
    """There is nothing to hold it against."""
    own = Shell("own", volume=SHELL.volume, empty_mass="480 mg")
    drug = evolve(BULK, packing=PackStatistic("200 mg", size="own"))
    filler = evolve(FILLER, packing=PackStatistic("130 mg", size="own"))

    assert fields(shell=own, drug=drug, filler=filler) == []


def test_the_words_name_the_figure_and_the_way_out() -> None:
    """What, how much, what is usual, and what may have happened."""
    (found,) = unusual(tray=Tray(1000), drug=BULK)

    assert found.message == (
        "capsules in one load of the tray: 1000 capsules, usual are 20 capsules to "
        "400 capsules: has a decimal point slipped, or have two figures changed "
        "places?"
    )
