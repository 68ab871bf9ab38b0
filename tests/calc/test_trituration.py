"""Which whole steps of a display to weigh."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product
from math import ceil, floor, inf, prod, sqrt
from typing import Any, TypeAlias

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.calc.trituration import Steps, best_steps, carried, relative_error

ONE, PERCENT = Fraction(1), Fraction(1, 100)

#: Material, totals and portions, in steps.
Masses: TypeAlias = tuple[int, tuple[int, ...], tuple[int, ...]]


@frozen(kw_only=True)
class Grid:
    """A need, and what may be weighed for it, in steps."""

    need: Fraction
    stages: int = 1
    least: int
    largest: int
    most_portion: int
    absolute_error: float = 1.0
    tolerance: Fraction = PERCENT

    def best(self, **wanted: Any) -> Steps | None:
        """Return what the planner takes."""
        return best_steps(
            self.need,
            stages=self.stages,
            least=Fraction(self.least),
            largest=self.largest,
            most_portion=self.most_portion,
            absolute_error=Fraction(self.absolute_error),
            tolerance=self.tolerance,
            **wanted,
        )


def every_dilution(grid: Grid) -> Iterator[tuple[float, Masses]]:
    """Yield all legal weighings there are, each with its error."""
    low, high = grid.need * (1 - grid.tolerance), grid.need * (1 + grid.tolerance)
    least, largest = grid.least, grid.largest
    for totals in product(range(2 * least, largest + 1), repeat=grid.stages):
        again = [
            range(least, min(total, following - least) + 1)
            for total, following in pairwise(totals)
        ]
        for drug in range(least, totals[0] - least + 1):
            for before in product(*again):
                share = Fraction(drug * prod(before), prod(totals))
                first = max(least, ceil(low / share))
                last = min(totals[-1], grid.most_portion, floor(high / share))
                for portion in range(first, last + 1):
                    masses = drug, totals, (*before, portion)
                    yield error_of(grid, masses), masses


def error_of(grid: Grid, masses: Masses) -> float:
    """Work out the root of the sum of squares of all weighings, and of the rounding."""
    drug, totals, portions = masses
    goes_in = (drug, *portions[:-1])
    squares = sum(
        (1 / mass - 1 / total) ** 2 + (1 / total) ** 2
        for mass, total in zip(goes_in, totals, strict=True)
    )
    content = Fraction(drug * prod(portions), prod(totals))
    rounding = float(content / grid.need - 1)
    weighed = squares + (1 / portions[-1]) ** 2
    return sqrt(weighed * grid.absolute_error**2 + rounding**2)


def refuted(grid: Grid, most_error: float = inf) -> list[object]:
    """Return what is wrong with the choices of the planner, against all there are."""
    wrong: list[object] = []
    every = list(every_dilution(grid))
    ranked = ((round(error, 4), waste(masses), masses) for error, masses in every)
    least_error = min(ranked, default=None)
    found = grid.best()
    shown = None if found is None else (round(found.error, 4), found.waste, of(found))
    if shown != least_error:
        wrong.append((grid, "least error", shown, least_error))
    allowed = ((m[0], error, m) for error, m in every if error <= most_error)
    least_waste = min(allowed, default=None)
    sparing = grid.best(prefer="least waste", most_error=most_error)
    if (sparing is None) != (least_waste is None):
        wrong.append((grid, "least waste", sparing, least_waste))
    elif sparing is not None and least_waste is not None:
        # two sums of one error may differ in their last digit
        same = sparing.drug == least_waste[0]
        if not (same and abs(sparing.error - least_waste[1]) < 1e-12):
            wrong.append((grid, "least waste", sparing, least_waste))
    return wrong


def waste(masses: Masses) -> int:
    """Return what is left of all dilutions."""
    return sum(masses[1]) - sum(masses[2])


def of(steps: Steps) -> Masses:
    """Return the weighings of a choice."""
    return steps.drug, steps.totals, steps.portions


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
    grid = Grid(
        need=Fraction(need),
        stages=stages,
        least=least,
        largest=largest,
        most_portion=most_portion,
    )

    assert grid.best() is not None
    assert not refuted(grid)


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
