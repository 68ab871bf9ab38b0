"""Masses that were weighed one by one: their mean and their spread."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound import FieldError, PackStatistic, Q, Tablets, reference

TABLETS = ["169 mg", "171 mg", "173 mg"]


def test_tablets_have_the_mean_and_the_spread_of_their_masses() -> None:
    """169, 171, 173: mean 171, and (4 + 0 + 4) / 2 = 4, of which the root is 2."""
    found = Tablets.from_masses("50 mg", TABLETS)

    assert (found.mean_mass, found.mass_sd) == (Q("171 mg/tablet"), Q("2 mg/tablet"))
    assert found.weighed == 3


def test_a_spread_is_rounded_and_not_cut() -> None:
    """170, 171: the root of 1/2 is 0.70711; 0, 0, 2 apart: 1.15470 mg."""
    two = Tablets.from_masses("50 mg", ["170 mg", "171 mg"])
    three = Tablets.from_masses("50 mg", ["170 mg", "170 mg", "172 mg"])

    assert two.mass_sd == Q("0.707 mg/tablet")
    assert three.mass_sd == Q("1.155 mg/tablet")


def test_a_fill_is_what_the_shells_do_not_weigh() -> None:
    """180 mg less 50 mg; the spread is that of the filled ones."""
    found = PackStatistic.from_masses(
        ["178 mg", "180 mg", "182 mg"], ["49 mg", "51 mg"], size="3"
    )

    assert (found.mass, found.mass_sd, found.weighed) == (Q("130 mg"), Q("2 mg"), 3)


@pytest.mark.parametrize(
    ("masses", "message"),
    [
        ("171 mg", r"masses: expected masses, such as"),
        (["171 mg"], r"masses: expected two masses or more, got 1; weigh twenty"),
        (["171 mg", "0 mg"], r"masses: expected masses above zero"),
        (["171 mg", "1 mL"], r"masses: expected masses above zero"),
    ],
)
def test_masses_of_no_tablets_are_refused(masses: Any, message: str) -> None:
    """One mass has no spread, and nothing weighs nothing."""
    with pytest.raises(FieldError, match=f"^{message}"):
        Tablets.from_masses("50 mg", masses)


@pytest.mark.parametrize(
    ("filled", "empty", "message"),
    [
        (["180 mg"], ["49 mg", "51 mg"], "filled: expected two masses or more, got 1"),
        (["180 mg", "182 mg"], ["49 mg"], "empty: expected two masses or more, got 1"),
        (["50 mg", "50 mg"], ["49 mg", "51 mg"], "filled: expected shells heavier"),
    ],
)
def test_masses_of_no_filled_shells_are_refused(
    filled: list[str], empty: list[str], message: str
) -> None:
    """Shells that are no heavier filled than empty hold nothing."""
    with pytest.raises(FieldError, match=f"^{message}"):
        PackStatistic.from_masses(filled, empty, size="3")


def test_a_product_that_is_not_on_record_is_refused() -> None:
    """With the names that are."""
    with pytest.raises(FieldError, match=r"^product: expected"):
        reference.tablets("Nothing", mean_mass="171.2 mg")
