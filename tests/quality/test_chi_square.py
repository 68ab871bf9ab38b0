"""Chi-square, as tables print it and as scipy works it out."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound.quality.chi_square import chi_square_quantile, chi_square_share
from tests.lazily import library

stats: Any = library("scipy.stats")

#: Quantiles as tables of chi-square print them: share, degrees of freedom, value.
PRINTED = [
    (0.05, 1, 0.00393),
    (0.05, 5, 1.145),
    (0.05, 9, 3.325),
    (0.05, 19, 10.117),
    (0.95, 1, 3.841),
    (0.95, 2, 5.991),
    (0.95, 9, 16.919),
    (0.99, 10, 23.209),
]


@pytest.mark.parametrize(("share", "freedom", "value"), PRINTED)
def test_quantiles_are_those_of_the_tables(
    share: float, freedom: int, value: float
) -> None:
    """To the digits that a table has."""
    # half of the last digit that the table prints
    assert chi_square_quantile(share, freedom) == pytest.approx(value, abs=6e-4)


@pytest.mark.parametrize("freedom", [1, 2, 3, 9, 18, 99, 999])
def test_shares_and_quantiles_are_those_of_scipy(freedom: int) -> None:
    """A second method: the incomplete gamma function of scipy."""
    for share in (1e-6, 0.01, 0.5, 0.975, 1 - 1e-9):
        value = float(stats.chi2.ppf(share, freedom))
        # what is left of a float after 1 - Q, and of a thousand terms
        assert chi_square_share(value, freedom) == pytest.approx(share, abs=1e-11)
        # a quantile beyond one in a million is told apart less well by a float
        assert chi_square_quantile(share, freedom) == pytest.approx(value, rel=1e-5)


def test_nothing_is_below_zero() -> None:
    """A sum of squares is never negative."""
    assert chi_square_share(0.0, 3) == chi_square_share(-1.0, 3) == 0
