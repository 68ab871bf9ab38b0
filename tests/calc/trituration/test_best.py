"""Which whole steps of a display to weigh, however many dilutions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.calc.trituration import Steps, best_steps, carried
from tests.calc.trituration.grids import Grid, refuted

ONE, PERCENT = Fraction(1), Fraction(1, 100)


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
    grid = Grid(
        need=Fraction(need),
        stages=stages,
        least=least,
        largest=largest,
        most_portion=most_portion,
    )

    assert grid.best() is not None
    assert not refuted(grid)


@pytest.mark.parametrize("times", [30, 100, 10_000])
def test_a_display_that_shows_far_more_is_as_good(times: int) -> None:
    """20 steps are 600, or 200 000: as small an error, legal, and as quickly found."""

    def best(fine: int) -> Steps:
        found = best_steps(
            Fraction("5.136") * fine,
            stages=1,
            least=Fraction(20 * fine),
            largest=2000 * fine,
            most_portion=1500 * fine,
            absolute_error=Fraction(fine, 2),
            tolerance=PERCENT,
        )
        assert found is not None
        return found

    found, whole = best(times), best(1)

    assert found.drug >= 20 * times
    assert found.totals[0] <= 2000 * times
    assert found.portions[0] <= 1500 * times
    held = carried(found.drug, found.totals, found.portions)
    assert held == pytest.approx(5.136 * times, rel=0.01)
    assert found.error == pytest.approx(whole.error, abs=0.0001)
