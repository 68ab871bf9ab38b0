r"""Design of a study of mixing: how many portions does a good blend need to pass?

A blend of the true CV :math:`\kappa` passes `mixing_test` where the CV of its :math:`n`
portions is at most :math:`c^*`; `measured_cv` has the chance of that. At
:math:`\kappa = G`, the greatest CV that is allowed, it is one less the confidence,
however many portions there are; what more portions buy is that a good blend passes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from attrs import frozen

from ..errors import FieldError
from ..quantities.kinds import Ratio
from ..quantities.notation import percent
from ..quantities.units import Quantity, Readable, shortened
from ..reference.quality_limits import limit_count
from .arguments import require_count, require_share
from .measured_cv import chance_of_cv
from .mixing_test import greatest_measured_cv, read_limits, read_percentage

__all__ = ["MixingStudy", "mixing_study_power", "portions_needed"]

_PORTIONS = (6, 10, 20)
_MOST_PORTIONS = 1000


@frozen(kw_only=True)
class MixingStudy:
    """A study of mixing of so many portions, and how often a blend passes it.

    Parameters
    ----------
    portions
        Portions that are assayed.
    true_cv
        True coefficient of variation of the blend. [%]
    greatest_measured_cv
        Greatest coefficient of variation of the portions that passes. [%]
    chance
        Chance that the blend passes.
    """

    portions: int
    true_cv: Ratio
    greatest_measured_cv: float
    chance: float

    def __str__(self) -> str:
        return (
            f"{self.portions} portions: passes up to a measured CV of "
            f"{percent(self.greatest_measured_cv, 2)}; a blend of "
            f"{shortened(self.true_cv, 2)} "
            f"passes in {percent(100 * self.chance, 1)} of studies"
        )


def mixing_study_power(
    true_cv: Readable,
    *,
    portions: Iterable[int] = _PORTIONS,
    confidence: Readable = "95 %",
    greatest_cv: Readable | None = None,
) -> tuple[MixingStudy, ...]:
    """Return how often a blend passes the test of mixing, by number of portions.

    Parameters
    ----------
    true_cv
        True coefficient of variation of the blend. [%]
    portions
        Numbers of portions to compare.
    confidence
        Confidence of the upper limit, as `mixing_test` takes it. [%]
    greatest_cv
        Greatest true CV that is allowed; `None` for 6 %. [%]

    Returns
    -------
    tuple of MixingStudy
        One for each number of portions, in their order.

    Raises
    ------
    FieldError
        If a figure is not a percentage, or there are fewer than three portions.

    Examples
    --------
    >>> for study in mixing_study_power("3 %"):
    ...     print(study.portions, round(study.chance, 3))
    6 0.53
    10 0.849
    20 0.997
    """
    cv = read_percentage(true_cv, "true_cv", "3 %")
    level, limit = read_limits(confidence, greatest_cv)
    least = limit_count("mixing", "least_units")
    return tuple(
        _study(require_count(n, "portions", least), cv, level, limit) for n in portions
    )


def portions_needed(
    true_cv: Readable,
    *,
    power: float = 0.9,
    confidence: Readable = "95 %",
    greatest_cv: Readable | None = None,
) -> int:
    """Return the fewest portions with which a blend passes often enough.

    Parameters
    ----------
    true_cv
        True coefficient of variation of the blend, below the greatest allowed. [%]
    power
        Chance of passing that is wanted.
    confidence
        Confidence of the upper limit, as `mixing_test` takes it. [%]
    greatest_cv
        Greatest true CV that is allowed; `None` for 6 %. [%]

    Returns
    -------
    int
        Portions.

    Raises
    ------
    FieldError
        If a figure is not a percentage, or a thousand portions are too few.

    Examples
    --------
    >>> portions_needed("3 %"), portions_needed("4 %")
    (12, 29)
    """
    wanted = require_share(power, "power")
    cv = read_percentage(true_cv, "true_cv", "3 %")
    level, limit = read_limits(confidence, greatest_cv)
    numbers = range(limit_count("mixing", "least_units"), _MOST_PORTIONS + 1)
    # more portions never lower the chance of a blend that is even enough
    place = bisect_left(
        numbers, wanted, key=lambda n: _study(n, cv, level, limit).chance
    )
    if place == len(numbers):
        expected = f"a CV well below {limit}, the greatest allowed"
        raise FieldError(expected, str(cv), field="true_cv")
    return numbers[place]


def _study(n: int, cv: Quantity, level: Quantity, greatest_cv: Quantity) -> MixingStudy:
    confidence, limit = float(level.m_as("%")) / 100, float(greatest_cv.m_as("%"))
    accepted = greatest_measured_cv(n, confidence, limit)
    return MixingStudy(
        portions=n,
        true_cv=cv,
        greatest_measured_cv=accepted,
        chance=chance_of_cv(accepted, float(cv.m_as("%")), n),
    )
