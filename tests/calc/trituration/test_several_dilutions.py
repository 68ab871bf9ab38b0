"""Several dilutions, one after the other: which whole steps to weigh."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.calc.trituration import best_steps
from tests.calc.trituration.grids import Grid, refuted

ONE, PERCENT = Fraction(1), Fraction(1, 100)


@pytest.mark.requirement("R34")
@pytest.mark.parametrize(
    ("stages", "least", "width"),
    [(2, 3, 7), (2, 4, 5), (2, 6, 4), (2, 10, 2), (3, 3, 3), (3, 5, 2), (3, 10, 1)],
)
def test_no_other_dilutions_are_better(stages: int, least: int, width: int) -> None:
    """Two and three dilutions, where all there are can be compared."""
    for quarters in range(1, 4 * least, max(1, least // 3)):
        for most_portion in (2 * least + width, least, least + 1):
            grid = Grid(
                need=Fraction(quarters, 4),
                stages=stages,
                least=least,
                largest=2 * least + width,
                most_portion=most_portion,
            )
            assert not refuted(grid, most_error=0.3)


@pytest.mark.requirement("R34")
@pytest.mark.parametrize("stages", [2, 3])
@given(need=st.integers(1, 11900), least=st.integers(50, 120), wider=st.integers(2, 60))
def test_dilutions_are_found_on_large_grids(
    stages: int, need: int, least: int, wider: int
) -> None:
    """Where the limits leave room, several dilutions are legal, and one is found.

    Of 50 steps or more, one step is within 1 % on either side of any portion. With all
    dilutions the largest, what they carry goes from the least of all portions to those
    of a dilution less the least diluent.
    """
    largest = wider * least
    least_carried = least * Fraction(least, largest) ** stages
    most_carried = largest * Fraction(largest - least, largest) ** stages
    needed = Fraction(need % (100 * least - 1) + 1, 100)
    grid = Grid(
        need=needed, stages=stages, least=least, largest=largest, most_portion=largest
    )

    found = grid.best()
    sparing = grid.best(prefer="least waste")

    if least_carried * Fraction(11, 10) <= needed <= most_carried * Fraction(9, 10):
        assert found is not None
        assert sparing is not None
        assert sparing.drug <= found.drug


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
