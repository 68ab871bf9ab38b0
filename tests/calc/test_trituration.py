"""Which whole steps of a display to weigh."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.calc.trituration import best_steps, carried, relative_error

ONE, PERCENT = Fraction(1), Fraction(1, 100)


def every_dilution(
    need: Fraction, stages: int, least: int, largest: int, most_portion: int
) -> Iterator[tuple[float, int, int, tuple[int, ...], tuple[int, ...]]]:
    """Yield all legal weighings there are: error as printed, waste, and the masses."""
    for totals in product(range(2 * least, largest + 1), repeat=stages):
        again = [
            range(least, min(total, following - least) + 1)
            for total, following in pairwise(totals)
        ]
        last = range(least, min(totals[-1], most_portion) + 1)
        for drug in range(least, totals[0] - least + 1):
            for portions in product(*again, last):
                if abs(carried(drug, totals, portions) / float(need) - 1) <= 0.01:
                    error = relative_error(float(need), drug, totals, portions, 1.0)
                    waste = sum(totals) - sum(portions)
                    yield round(error, 4), waste, drug, totals, portions


def by_brute_force(
    need: Fraction, least: int, largest: int, most_portion: int
) -> float | None:
    """Try every legal dilution, one after the other: the smallest error there is."""
    best = None
    for drug in range(least, largest):
        for portion in range(least, min(largest, most_portion) + 1):
            below = int(drug * portion / need)
            for total in (below, below + 1):
                legal = total <= largest and total - drug >= least and portion <= total
                off = abs(Fraction(drug * portion, total) / need - 1) if total else ONE
                if legal and off <= PERCENT:
                    taken = (drug, (total,), (portion,))
                    error = relative_error(float(need), *taken, 1.0)
                    best = error if best is None else min(best, error)
    return best


@pytest.mark.requirement("R34")
@given(
    st.integers(20, 1900),
    st.integers(15, 30),
    st.integers(60, 220),
    st.integers(15, 99),
)
def test_no_single_dilution_is_better(
    hundredths: int, least: int, largest: int, most_portion: int
) -> None:
    """Against all dilutions there are, the one taken is as good as printed."""
    need = Fraction(hundredths, 100)

    found = best_steps(
        need,
        stages=1,
        least=Fraction(least),
        largest=largest,
        most_portion=most_portion,
        absolute_error=ONE,
        tolerance=PERCENT,
    )

    best = by_brute_force(need, least, largest, most_portion)
    assert (found is None) == (best is None)
    if found is not None and best is not None:
        assert found.error - best <= 0.0001  # errors are compared as printed, in 0.01 %


@pytest.mark.requirement("R34")
@pytest.mark.parametrize("stages", [1, 2, 3])
@given(
    need=st.integers(1, 1900), least=st.integers(1, 40), largest=st.integers(50, 900)
)
def test_every_weighing_is_legal(
    stages: int, need: int, least: int, largest: int
) -> None:
    """No weighing is below the least, no dilution above the largest."""
    found = best_steps(
        Fraction(need, 100),
        stages=stages,
        least=Fraction(least),
        largest=largest,
        most_portion=largest,
        absolute_error=ONE,
        tolerance=PERCENT,
    )

    if found is not None:
        goes_in = (found.drug, *found.portions[:-1])
        diluents = [
            total - mass for mass, total in zip(goes_in, found.totals, strict=True)
        ]
        assert min(found.drug, *diluents, *found.portions) >= least
        assert max(found.totals) <= largest
        off = carried(found.drug, found.totals, found.portions) * 100 / need - 1
        assert abs(off) <= 0.01 + 1e-12  # float division


@pytest.mark.requirement("R34")
def test_the_error_is_the_root_of_squares() -> None:
    """36 steps in 350, 50 taken: 2.4921 %, 0.2857 % and 2 %, rounding 0.1335 %.

    1/36 - 1/350 = 0.0249206; 1/350 = 0.0028571; 1/50 = 0.02;
    36 x 50 / 350 / 5.136 - 1 = 0.0013351.
    """
    error = relative_error(5.136, 36, (350,), (50,), 1.0)

    by_hand = sqrt(0.0249206**2 + 0.0028571**2 + 0.02**2 + 0.0013351**2)
    assert error == pytest.approx(by_hand, rel=1e-4)  # four digits by hand


def test_better_than_the_published_example() -> None:
    """360 + 3140 mg, 500 mg taken, is a good plan; within 3500 mg none is worse."""
    found = best_steps(
        Fraction("5.136"),
        stages=1,
        least=Fraction(20),
        largest=350,
        most_portion=350,
        absolute_error=ONE,
        tolerance=PERCENT,
    )

    assert found is not None
    assert found.error <= relative_error(5.136, 36, (350,), (50,), 1.0)


def test_a_portion_the_batch_does_not_take_is_no_plan() -> None:
    """Where the batch takes up less than can be weighed, nothing is legal."""
    found = best_steps(
        Fraction(5),
        stages=1,
        least=Fraction(20),
        largest=400,
        most_portion=19,
        absolute_error=ONE,
        tolerance=PERCENT,
    )

    assert found is None


@pytest.mark.requirement("R34")
@pytest.mark.parametrize(
    ("need", "stages", "least", "largest", "most_portion"),
    [
        ("22.79", 1, 24, 87, 87),
        ("9.29", 1, 20, 53, 53),
        ("2.56", 2, 11, 29, 14),
        # there is room for hardly more than the least masses
        ("13.5", 1, 18, 37, 37),
        # what goes in beside the drug is just the least mass
        ("7.35", 1, 12, 25, 17),
        # the batch takes up the least mass and no more
        ("2.49", 1, 14, 94, 14),
        # two of one error leave as much over: the one of less drug is taken
        ("5.78", 1, 19, 85, 32),
    ],
)
def test_the_best_of_all_there_are(
    need: str, stages: int, least: int, largest: int, most_portion: int
) -> None:
    """The smallest error as printed, then the least waste, then the least drug."""
    found = best_steps(
        Fraction(need),
        stages=stages,
        least=Fraction(least),
        largest=largest,
        most_portion=most_portion,
        absolute_error=ONE,
        tolerance=PERCENT,
    )

    best = min(every_dilution(Fraction(need), stages, least, largest, most_portion))
    assert found is not None
    shown = (round(found.error, 4), found.waste)
    assert (*shown, found.drug, found.totals, found.portions) == best


def test_of_equal_errors_the_least_waste_is_taken() -> None:
    """48 in 252, 60 taken, leaves 192 steps over; as good a plan leaves fewer."""
    found = best_steps(
        Fraction("11.42"),
        stages=1,
        least=Fraction(16),
        largest=252,
        most_portion=74,
        absolute_error=ONE,
        tolerance=PERCENT,
    )

    assert found is not None
    as_good = relative_error(11.42, 48, (252,), (60,), 1.0)
    assert round(found.error, 4) == round(as_good, 4)
    assert found.waste < 252 - 60


def test_all_of_a_dilution_may_be_taken() -> None:
    """20 steps in 40, all of it: the only plan where 40 is the largest dilution."""
    found = best_steps(
        Fraction("19.9"),
        stages=1,
        least=Fraction(20),
        largest=40,
        most_portion=40,
        absolute_error=ONE,
        tolerance=PERCENT,
    )

    assert found is not None
    assert (found.drug, found.totals, found.portions) == (20, (40,), (40,))


def test_a_dilution_has_room_for_the_least_diluent() -> None:
    """20 steps of drug and 20 of diluent do not go into 39."""
    found = best_steps(
        Fraction("19.9"),
        stages=1,
        least=Fraction(20),
        largest=39,
        most_portion=39,
        absolute_error=ONE,
        tolerance=PERCENT,
    )

    assert found is None


def test_the_error_of_two_dilutions() -> None:
    """20 in 40, 20 of it in 50, 25 taken: 5 steps, each weighing 2 steps off at most.

    1/20 - 1/40 = 0.025 and 1/40 = 0.025 for the first; 1/20 - 1/50 = 0.03 and
    1/50 = 0.02 for the second; 1/25 = 0.04 for the last. The squares add up to
    0.000625 x 2 + 0.0009 + 0.0004 + 0.0016 = 0.00415, times 2 x 2 is 0.0166.
    """
    error = relative_error(5.0, 20, (40, 50), (20, 25), 2.0)

    assert error == pytest.approx(sqrt(0.0166), rel=1e-12)  # float rounding


def test_without_tolerance_only_exact_dilutions_are_legal() -> None:
    """5 steps are exactly 40 in 400, 50 taken, among others."""
    found = best_steps(
        Fraction(5),
        stages=1,
        least=Fraction(20),
        largest=400,
        most_portion=400,
        absolute_error=ONE,
        tolerance=Fraction(0),
    )

    assert found is not None
    assert found.drug * found.portions[0] == 5 * found.totals[0]


def test_the_last_portion_is_as_large_as_the_batch_takes_up() -> None:
    """A portion near the geometric mean weighs best; less fits, so all that fits."""
    found = best_steps(
        Fraction("17.64"),
        stages=3,
        least=Fraction(16),
        largest=292,
        most_portion=57,
        absolute_error=ONE,
        tolerance=PERCENT,
    )

    # the geometric mean is the fourth root of 17.64 x 292 x 292 x 292, about 145
    assert found is not None
    assert found.portions[-1] == 57
