"""Combinations: which whole capsules make one dose."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import CompoundError, FieldError, Q, UnitError
from ldn_compound.regimen import Combination, combine, nearest_doses

STRENGTHS = st.lists(st.integers(1, 30), min_size=1, max_size=4, unique=True)


def tenths(number: int) -> str:
    """Write a number of tenths of a milligram."""
    return f"{number // 10}.{number % 10} mg"


def test_the_largest_capsule_is_not_always_taken() -> None:
    """6 mg from 3 mg and 4 mg: taking 4 mg first leaves 2 mg that nothing makes."""
    assert combine("6 mg", ["3 mg", "4 mg"]) == {Q("3 mg"): 2}


def test_four_capsules_make_four_milligrams() -> None:
    """4 mg from 0.5 mg and 1.5 mg: 2 x 1.5 + 2 x 0.5, the larger first."""
    found = combine("4 mg", ["0.5 mg", "1.5 mg"])

    assert list(found.items()) == [(Q("1.5 mg"), 2), (Q("0.5 mg"), 2)]


@pytest.mark.parametrize(
    ("dose", "strengths", "expected"),
    [
        # one capsule before two
        ("4.5 mg", ["1.5 mg", "3 mg", "4.5 mg"], {"4.5 mg": 1}),
        # two capsules either way: one strength before two
        ("6 mg", ["1.5 mg", "3 mg", "4.5 mg"], {"3 mg": 2}),
        # two capsules of two strengths either way: 4 + 1 before 3 + 2
        ("5 mg", ["1 mg", "2 mg", "3 mg", "4 mg"], {"4 mg": 1, "1 mg": 1}),
    ],
)
def test_ties_are_broken_as_documented(
    dose: str, strengths: list[str], expected: dict[str, int]
) -> None:
    """Fewest capsules, then fewest strengths, then larger strengths."""
    wanted = {Q(strength): count for strength, count in expected.items()}

    assert combine(dose, strengths) == wanted
    assert combine(dose, strengths[::-1]) == wanted


def test_the_unit_and_the_container_do_not_matter() -> None:
    """The same strengths in mcg, per capsule, or as a set, give the same capsules."""
    expected = {Q("1.5 mg"): 1, Q("0.5 mg"): 1}

    assert combine("2000 mcg", {"500 mcg", "1500 mcg"}) == expected
    assert combine(Q("2 mg"), (Q("0.5 mg/capsule"), Q("1.5 mg/capsule"))) == expected


@pytest.mark.requirement("R71")
def test_thirds_are_exact() -> None:
    """Three capsules of a third of 1 mg are 1 mg, which no decimal says."""
    third = Q("1 mg") / 3

    assert combine("1 mg", [third]) == {third: 3}


def test_more_capsules_may_be_allowed() -> None:
    """4.5 mg from 0.5 mg takes nine capsules: refused unless the caller allows them."""
    with pytest.raises(CompoundError, match=r"at most 4 capsules of 0\.5 mg"):
        combine("4.5 mg", ["0.5 mg"])

    assert combine("4.5 mg", ["0.5 mg"], at_most=9) == {Q("0.5 mg"): 9}


@pytest.mark.requirement("R71")
def test_an_impossible_dose_names_the_nearest() -> None:
    """No capsule is opened: the message says which doses lie beside."""
    with pytest.raises(
        FieldError,
        match=r"dose: expected doses that at most 4 capsules of 4 mg or 3 mg make, "
        r"got 5 mg; nearest to 5 mg: 4 mg and 6 mg; no capsule is opened",
    ):
        combine("5 mg", ["3 mg", "4 mg"])


@pytest.mark.parametrize(
    ("dose", "nearest"),
    [
        ("0.4 mg", ["0.5 mg"]),
        ("1.2 mg", ["1 mg", "1.5 mg"]),
        ("1.5 mg", ["1.5 mg"]),
        ("7 mg", ["6 mg"]),  # 4 x 1.5
    ],
)
def test_the_nearest_doses(dose: str, nearest: list[str]) -> None:
    """Below the smallest there is one neighbour, and above the largest."""
    found = nearest_doses(dose, ["0.5 mg", "1.5 mg"])

    assert found == tuple(map(Q, nearest))


@pytest.mark.requirement("R71")
@given(dose=st.integers(1, 130), strengths=STRENGTHS, at_most=st.integers(1, 4))
def test_every_combination_was_compared(
    dose: int, strengths: list[int], at_most: int
) -> None:
    """Counting every combination by hand finds no dose with fewer capsules."""
    tried = [
        counts
        for counts in product(range(at_most + 1), repeat=len(strengths))
        if 1 <= sum(counts) <= at_most
    ]
    made = [
        (sum(counts), sum(n * s for n, s in zip(counts, strengths, strict=True)))
        for counts in tried
    ]
    fewest = min((capsules for capsules, total in made if total == dose), default=None)
    offered = [tenths(each) for each in strengths]

    if fewest is None:
        totals = {total for _, total in made}
        beside = [
            max((each for each in totals if each < dose), default=None),
            min((each for each in totals if each > dose), default=None),
        ]
        near = tuple(Q(tenths(each)) for each in beside if each is not None)
        assert nearest_doses(tenths(dose), offered, at_most=at_most) == near
        with pytest.raises(FieldError, match="dose: expected doses"):
            combine(tenths(dose), offered, at_most=at_most)
    else:
        found = combine(tenths(dose), offered, at_most=at_most)
        assert sum(found.values()) == fewest
        total = sum(count * strength.m_as("mg") for strength, count in found.items())
        assert total == Fraction(dose, 10)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"dose": "0 mg"}, r"dose: expected a dose above zero .* got 0 mg"),
        ({"dose": "1 mL"}, r"dose: expected a dose above zero .* got 1 mL"),
        ({"strengths": []}, r"strengths: expected several strengths .* got none"),
        ({"strengths": "1 mg"}, r"strengths: expected several strengths .* got '1 mg'"),
        ({"strengths": None}, r"strengths: expected several strengths .* got None"),
        ({"strengths": ["1 mL"]}, r"strengths: expected a strength above zero"),
        ({"strengths": ["0 mg"]}, r"strengths: expected a strength .* got 0 mg"),
        (
            {"strengths": ["1 mg", "0.001 g"]},
            r"strengths: expected each strength once, got 1 mg twice",
        ),
        ({"at_most": 0}, r"at_most: expected 1 to 100000 capsules, got 0"),
        ({"at_most": True}, r"at_most: expected a whole number"),
        (
            {"strengths": [f"{number} mg" for number in range(1, 22)]},
            r"strengths: expected at most 20 strengths, got 21",
        ),
        (
            {"strengths": [f"{number} mg" for number in range(1, 21)], "at_most": 6},
            r"at_most: expected at most 200000 combinations, got 230229 of .*; offer",
        ),
    ],
)
def test_an_impossible_offer_is_refused(
    arguments: dict[str, Any], message: str
) -> None:
    """What is no dose, no strength or too much to compare is named."""
    usual: dict[str, Any] = {"dose": "1.5 mg", "strengths": ["0.5 mg"]}

    with pytest.raises(FieldError, match=message):
        combine(**(usual | arguments))


@pytest.mark.parametrize("strength", [1.5, True, None])
def test_a_strength_has_a_unit(strength: Any) -> None:
    """A strength is an amount, never a bare number."""
    with pytest.raises(UnitError, match="strengths: expected an amount"):
        combine("1.5 mg", [strength])


def test_a_combination_is_read_aloud() -> None:
    """Words, not signs, say how many capsules of which strength."""
    capsules = ((Q("1.5 mg"), 2), (Q("0.5 mg"), 1))
    one = Combination(dose=Q("3.5 mg"), capsules=capsules)

    assert str(one) == "2 capsules of 1.5 mg and 1 capsule of 0.5 mg"
    assert one.counts == {Q("1.5 mg"): 2, Q("0.5 mg"): 1}


@pytest.mark.requirement("R71")
def test_capsules_make_the_dose_that_they_are_for() -> None:
    """Four capsules of 1.5 mg are no 3 mg, wherever the record was read."""
    with pytest.raises(FieldError, match="capsules that make 3 mg, got 6 mg"):
        Combination(dose=Q("3 mg"), capsules=((Q("1.5 mg"), 4),))
