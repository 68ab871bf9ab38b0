"""Which whole steps of a display to weigh."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.calc.trituration import best_steps, carried, relative_error

ONE, PERCENT = Fraction(1), Fraction(1, 100)


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
