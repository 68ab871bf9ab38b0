"""One dilution: which whole steps of a display to weigh."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.calc.trituration import Steps, best_steps, relative_error
from tests.calc.trituration.grids import Grid, error_of, refuted

ONE, PERCENT = Fraction(1), Fraction(1, 100)


def single_dilutions(least: int, widths: tuple[int, ...]) -> Iterator[Grid]:
    """Yield every whole need below a least mass, in dilutions of some sizes."""
    for need, width in product(range(1, least), widths):
        for most in (2 * least + width, least, least + width // 2):
            yield Grid(
                need=Fraction(need),
                least=least,
                largest=2 * least + width,
                most_portion=most,
            )


@pytest.mark.requirement("R34")
@pytest.mark.parametrize("least", [3, 4, 5, 7, 10])
def test_no_single_dilution_is_better(least: int) -> None:
    """Of all dilutions there are none is better, and none is missed."""
    for grid in single_dilutions(least, (-1, 0, 1, 4, least, 5 * least)):
        assert not refuted(grid, most_error=0.15)


@pytest.mark.slow
@pytest.mark.requirement("R34")
@pytest.mark.parametrize("least", range(3, 26))
def test_no_single_dilution_of_any_small_grid_is_better(least: int) -> None:
    """All needs in half steps, for each least mass from 3 to 25 steps."""
    for grid in single_dilutions(least, (-1, 0, 1, 2, least // 2, 3 * least)):
        halved = Grid(
            need=grid.need - Fraction(1, 2),
            least=least,
            largest=grid.largest,
            most_portion=grid.most_portion,
            absolute_error=least / 20,
        )
        assert not refuted(grid, most_error=0.1)
        assert not refuted(halved, most_error=0.05)


@pytest.mark.slow
@pytest.mark.requirement("R34")
@pytest.mark.parametrize(
    ("least", "absolute_error"), [(20, 1.0), (100, 1.0), (120, 6.0)]
)
@pytest.mark.parametrize("part", range(4))
def test_no_single_dilution_on_a_balance_is_better(
    least: int, absolute_error: float, part: int
) -> None:
    """By 5 % of one step, by 1 % of it, and by 5 % of the 6 mg of class III."""
    for need in range(1 + part, least, 4):
        for largest in (2 * least + least // 4, 3 * least):
            grid = Grid(
                need=Fraction(need),
                least=least,
                largest=largest,
                most_portion=largest - need,
                absolute_error=absolute_error,
            )
            assert not refuted(grid, most_error=0.05)


@pytest.mark.requirement("R34")
@given(
    *(st.integers(1, 2499), st.integers(3, 25), st.integers(-2, 60)),
    st.integers(0, 85),
    st.sampled_from([Fraction(0), PERCENT, Fraction(1, 20)]),
    st.sampled_from([0.3, 1.0, 2.0]),
)
def test_no_drawn_dilution_is_better(  # noqa: PLR0917 - what a search is bound by
    hundredths: int,
    least: int,
    width: int,
    less: int,
    tolerance: Fraction,
    absolute_error: float,
) -> None:
    """Needs of any decimals, portions that the batch does not take up, other errors."""
    grid = Grid(
        need=Fraction(hundredths % (100 * least - 1) + 1, 100),
        least=least,
        largest=2 * least + width,
        most_portion=2 * least + width - less,
        tolerance=tolerance,
        absolute_error=absolute_error,
    )

    assert not refuted(grid, most_error=0.1)


@pytest.mark.requirement("R34")
def test_a_legal_dilution_that_is_hard_to_find() -> None:
    """63.246 steps on a balance for 120 or more, in at most 270, of which at most 208.

    143 and 127 of diluent are 270; 120 of it carry 143 x 120 / 270 = 63.5556, 0.49 %
    more than is needed.
    """
    grid = Grid(
        need=Fraction("63.246"),
        least=120,
        largest=270,
        most_portion=208,
        absolute_error=6.0,
    )

    found = grid.best()

    assert found is not None
    assert found.error <= error_of(grid, (143, (270,), (120,)))
    assert not refuted(grid, most_error=0.06)


@pytest.mark.requirement("R34")
def test_the_least_material_within_an_error() -> None:
    """30 steps in 400 err by 3.42 %, 31 by 3.35 %, 32 by 3.30 %: the first within.

    (1/32 - 1/400)^2 + 1/400^2 + 1/64^2 = 0.00082656 + 0.00000625 + 0.00024414; 64 of it
    carry 5.12, 0.312 % less than is needed: 0.00000971. The root is 3.297 %. Of 31 the
    first two are 0.00088554 + 0.00000625; any portion is below 400 x 5.136 x 1.01 / 31
    = 66.94, 0.00022316: the root of these alone is 3.339 %.
    """
    grid = Grid(need=Fraction("5.136"), least=20, largest=400, most_portion=400)

    found = grid.best(prefer="least waste", most_error=0.033)

    assert found is not None
    assert found.drug == 32
    assert found.error <= 0.033
    assert grid.best(prefer="least waste", most_error=0.01) is None


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


def one_dilution(**changes: Any) -> Steps | None:
    """Return the best single dilution of 5 steps, but for some limits."""
    limits: dict[str, Any] = {
        "stages": 1,
        "least": Fraction(20),
        "largest": 400,
        "most_portion": 400,
        "absolute_error": ONE,
        "tolerance": PERCENT,
    }
    return best_steps(Fraction(5), **(limits | changes))


def test_an_error_that_no_dilution_has_is_none() -> None:
    """20 steps are weighed to 5 % at best: no dilution is as good as 0.1 %."""
    assert one_dilution(most_error=0.001) is None


def test_a_portion_too_small_for_the_need_is_none() -> None:
    """25 steps of a dilution cannot carry 30 steps of material."""
    found = best_steps(
        Fraction(30),
        stages=1,
        least=Fraction(20),
        largest=400,
        most_portion=25,
        absolute_error=ONE,
        tolerance=PERCENT,
    )

    assert found is None


@pytest.mark.requirement("R34")
@pytest.mark.parametrize(
    "grid",
    [
        Grid(
            need=Fraction(49, 20),
            least=12,
            largest=179,
            most_portion=12,
            absolute_error=2.0,
            tolerance=Fraction(1, 20),
        ),
        Grid(need=Fraction(107, 10), least=8, largest=143, most_portion=137),
        Grid(
            need=Fraction(5),
            least=3,
            largest=34,
            most_portion=11,
            tolerance=Fraction(1, 20),
        ),
    ],
)
def test_no_dilution_with_a_tight_portion_is_better(grid: Grid) -> None:
    """Where some materials have no dilution that is as good, the others are found."""
    assert not refuted(grid)


def test_a_tolerance_of_all_still_comes_close() -> None:
    """Where rounding may do anything, the error counts it: no worse than before."""
    strict, loose = one_dilution(), one_dilution(tolerance=ONE)

    assert strict is not None
    assert loose is not None
    assert loose.error <= strict.error
