r"""Measured CV: a coefficient of variation of few portions, and how far it may be off.

The CV :math:`c` of :math:`n` portions is an estimate. For normal contents, with
:math:`u` the quantile of chi-square with :math:`n - 1` degrees of freedom at
:math:`1 - p`, the true CV is below

.. math:: \kappa_p = c \sqrt{\frac{n - 1}{u}}

with the confidence :math:`p`, for a mean that is known; read as a distribution of the
true CV, that is its fiducial distribution. The mean of the portions is an estimate too:
the upper limit therefore has the correction of [vangel-1996]_ to the approximation of
McKay,

.. math:: \kappa_U = \frac{c}{\sqrt{\dfrac{u}{n - 1} -
    c^2\left(1 - \dfrac{u + 2}{n}\right)}},

which raises it by a hundredth of itself or less from six portions on, for a CV of up to
10 %.

The other way round, by the same approximation, portions of a blend of the true CV
:math:`\kappa` show a CV of at most :math:`c` with the chance that a chi-square variable
is at most

.. math:: \frac{c^2}{\kappa^2} \cdot
    \frac{1 + \kappa^2 (1 - 2/n)}{1/(n - 1) + c^2/n}.

.. [vangel-1996] M. G. Vangel, Confidence Intervals for a Normal Coefficient of
   Variation, 1996 (docs/references.md).
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, sqrt
from typing import TYPE_CHECKING

from attrs import field, frozen

from ..errors import FieldError, shown
from ..extras import needs
from ..quantities.adopting import is_number
from ..quantities.fields import (
    convert_by_kind,
    whole_number,
    zero_or_more,
)
from ..quantities.kinds import Ratio
from ..quantities.units import Q, Quantity
from .arguments import require_floats
from .chi_square import chi_square_quantile, chi_square_share

if TYPE_CHECKING:
    from .arguments import Array, Column

__all__ = ["MeasuredCv", "chance_of_cv"]

_LEAST_PORTIONS, _MOST_PORTIONS = 2, 1000
_UNBOUNDED = Q("100 %")
_STEPS_PER_PERCENT = 1000  # a limit is rounded up to the next of them
_TINY = 1e-9  # of a step: what a float may be off by


def _are_portions(_record: object, _field: object, value: int) -> None:
    if not _LEAST_PORTIONS <= value <= _MOST_PORTIONS:
        expected = f"{_LEAST_PORTIONS} to {_MOST_PORTIONS} portions"
        raise FieldError(expected, shown(value), field="portions")


@frozen(kw_only=True, field_transformer=convert_by_kind)
class MeasuredCv:
    """A coefficient of variation with the number of portions that it comes from.

    Parameters
    ----------
    cv
        Coefficient of variation of the portions, by n - 1. [%]
    portions
        How many portions were assayed.

    Examples
    --------
    >>> blend = MeasuredCv(cv="3 %", portions=10)
    >>> blend.upper_limit()
    Q('4.939 %')
    """

    cv: Ratio = field(
        converter=Q, validator=zero_or_more("a coefficient of variation", "3 %")
    )
    portions: int = field(converter=whole_number, validator=_are_portions)

    def upper_limit(self, confidence: float = 0.95) -> Quantity:
        """Return the CV that the true one is below, with a confidence.

        Parameters
        ----------
        confidence
            How often the true CV is below the limit, study after study.

        Returns
        -------
        Quantity
            The limit, rounded up to a thousandth of a percent; 100 %, or the CV itself
            where that is more, where so few portions bound nothing. [%]

        Raises
        ------
        FieldError
            If the confidence is not a share.

        Examples
        --------
        >>> [MeasuredCv(cv="3 %", portions=n).upper_limit() for n in (6, 20)]
        [Q('6.274 %'), Q('4.113 %')]
        """
        if not (is_number(confidence) and 0 < confidence < 1):
            expected = "a share above 0 and below 1, such as 0.95"
            raise FieldError(expected, shown(confidence), field="confidence")
        return self._above(chi_square_quantile(1 - confidence, self.portions - 1))

    def quantiles(self, probabilities: float | Column) -> Array:
        """Return quantiles of the fiducial distribution of the true CV.

        Parameters
        ----------
        probabilities
            Chances that the true CV is below, above 0 and below 1; one or many.

        Returns
        -------
        array
            The quantiles, without the correction of the upper limit. [%]

        Raises
        ------
        FieldError
            If one of them is not a share.

        Examples
        --------
        >>> MeasuredCv(cv="3 %", portions=10).quantiles([0.05, 0.5, 0.95]).round(2)
        array([2.19, 3.12, 4.94])
        """
        numpy = needs("numpy", extra="quality")
        special = needs("scipy.special", extra="quality")
        chances = require_floats(
            probabilities,
            "probabilities",
            "shares above 0 and below 1, such as 0.95",
            lambda each: (each > 0) & (each < 1),
        )
        freedom = self.portions - 1
        spread: Array = numpy.sqrt(freedom / special.chdtri(freedom, chances))
        return float(self.cv.m_as("%")) * spread

    def _above(self, quantile: float) -> Quantity:
        """Return the upper limit at a quantile of chi-square."""
        n, share = self.portions, float(self.cv.m_as("%")) / 100
        room = quantile / (n - 1) - share**2 * (1 - (quantile + 2) / n)
        if room <= share**2:
            return max(_UNBOUNDED, self.cv)
        steps = ceil(share / sqrt(room) * 100 * _STEPS_PER_PERCENT - _TINY)
        return Q("1 %") * Fraction(steps, _STEPS_PER_PERCENT)


def chance_of_cv(at_most: float, true_cv: float, portions: int) -> float:
    """Return the chance that the CV of so many portions is at most a value.

    Parameters
    ----------
    at_most
        The value. [%]
    true_cv
        True coefficient of variation, above zero. [%]
    portions
        Portions.

    Returns
    -------
    float
        The chance.

    Examples
    --------
    >>> round(chance_of_cv(5.0, 5.0, 10), 3)
    0.563
    """
    n, measured, true = portions, (at_most / 100) ** 2, (true_cv / 100) ** 2
    square = measured / true * (1 + true * (1 - 2 / n)) / (1 / (n - 1) + measured / n)
    return chi_square_share(square, n - 1)
