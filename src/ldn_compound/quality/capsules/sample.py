r"""A sample: the measured values of a test, their mean, spread and outliers.

.. math:: \bar x = \frac1n \sum x_i, \qquad
    s = \sqrt{\frac{\sum (x_i - \bar x)^2}{n - 1}}.

The mean is exact. The standard deviation is exact where the root is rational, else cut
after forty decimals: the same digits on every machine, and no verdict hangs on them.

Tests of contents have two stages: ten units, and twenty more where these do not decide.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt, lcm
from typing import Literal, TypeAlias

from attrs import field, frozen

from ...calc.rounding import to_readability
from ...errors import FieldError, shown
from ...quantities.fields import several
from ...quantities.kinds import Deviation, Measured
from ...quantities.measured import require_sample_size
from ...quantities.units import Q, Quantity, same_kind, shortened
from ...sheets.wording import joined, say

__all__ = [
    "BOTH_STAGES",
    "FIRST_STAGE",
    "Outlier",
    "Sample",
    "StagedVerdict",
    "as_reported",
    "list_outliers",
    "square_root",
    "staged_sample",
]

#: What a test in two stages can say.
StagedVerdict: TypeAlias = Literal["pass", "test 20 more", "fail"]

#: Units of the first stage, and of both together.
FIRST_STAGE, BOTH_STAGES = 10, 30

_DECIMALS = 40
_MASS, _PERCENT = Q("1 mg"), Q("1 %")


@frozen(kw_only=True)
class Outlier:
    """One measured unit that lies outside a limit.

    Parameters
    ----------
    number
        Its place in the sample, counted from 1.
    value
        What was measured. [mg or % of label]
    deviation
        How far it is from the reference of the test. [% of that]
    """

    number: int
    value: Measured
    deviation: Deviation

    def __str__(self) -> str:
        value, off = shortened(self.value, 2), shortened(self.deviation, 2)
        return say(
            "no. {number} ({value}, {off})", number=self.number, value=value, off=off
        )


def _not_empty(_record: object, _field: object, values: tuple[Quantity, ...]) -> None:
    for value in several(values) or ():
        if not isinstance(value, Quantity):
            raise FieldError("measured values", shown(value), field="values")
    if not several(values):
        raise FieldError("one value or more", "none", field="values")


@frozen(kw_only=True)
class Sample:
    """The values measured on several units.

    Parameters
    ----------
    values
        The measured values, in the order measured: all masses, or all contents.
        [mg or % of label]

    Examples
    --------
    >>> sample = Sample(values=(Q("98 mg"), Q("100 mg"), Q("102 mg")))
    >>> sample.mean, sample.sd, sample.rsd
    (Q('100 mg'), Q('2 mg'), Q('2 %'))
    """

    values: tuple[Measured, ...] = field(validator=_not_empty)

    @property
    def n(self) -> int:
        """Units measured."""
        return len(self.values)

    @property
    def _numbers(self) -> tuple[Quantity, tuple[Fraction, ...]]:
        """One milligram or one percent, and the values in it."""
        is_mass = same_kind(self.values[0], _MASS)
        unit, one = ("mg", _MASS) if is_mass else ("%", _PERCENT)
        return one, tuple([each.m_as(unit) for each in self.values])

    @property
    def mean(self) -> Quantity:
        """Their mean, exact."""
        unit, numbers = self._numbers
        parts, counts = _whole(numbers)
        return unit * Fraction(sum(counts), self.n * parts)

    @property
    def sd(self) -> Quantity:
        """Their standard deviation, by n - 1."""
        unit, numbers = self._numbers
        parts, counts = _whole(numbers)
        n, total = self.n, sum(counts)
        # n times the sum of squares about the mean: exact, so that nothing cancels
        squares = n * sum(count * count for count in counts) - total * total
        return unit * square_root(Fraction(squares, n * (n - 1) * parts * parts))

    @property
    def rsd(self) -> Quantity:
        """Their relative standard deviation. [% of the mean]"""
        return (self.sd / self.mean).to("%")

    @property
    def least(self) -> Quantity:
        """The least of them."""
        return min(self.values, key=_magnitude)

    @property
    def greatest(self) -> Quantity:
        """The greatest of them."""
        return max(self.values, key=_magnitude)

    def outside(self, limit: Quantity, reference: Quantity) -> tuple[Outlier, ...]:
        """Return the units that deviate from a reference by more than a limit.

        Parameters
        ----------
        limit
            Deviation that is still within. [% of the reference]
        reference
            What they are compared with, above zero.

        Returns
        -------
        tuple of Outlier
            In the order measured.

        Examples
        --------
        >>> sample = Sample(values=(Q("90 mg"), Q("89.9 mg")))
        >>> [each.number for each in sample.outside(Q("10 %"), Q("100 mg"))]
        [2]
        """
        unit, numbers = self._numbers
        each_is, most = (unit / reference).m_as("%"), limit.m_as("%")
        outliers = []
        for place, number in enumerate(numbers):
            off = number * each_is - 100
            if abs(off) > most:
                value, deviation = self.values[place], _PERCENT * off
                outliers.append(
                    Outlier(number=place + 1, value=value, deviation=deviation)
                )
        return tuple(outliers)


def staged_sample(contents: tuple[Quantity, ...]) -> Sample:
    """Return the contents of the first stage, or of both stages, as a sample.

    Parameters
    ----------
    contents
        Ten contents, or thirty. [% of label or mg]

    Returns
    -------
    Sample
        The same contents.

    Raises
    ------
    FieldError
        If there are more or fewer.

    Examples
    --------
    >>> staged_sample((Q("100 %"),) * 9)
    Traceback (most recent call last):
    ldn_compound.errors.FieldError: contents: expected 10 or 30 contents, got 9; ...
    """
    expected = f"{FIRST_STAGE} or {BOTH_STAGES} contents"
    way_out = (
        "give the first ten, or these ten and the twenty more, in the order tested"
    )
    counts = (FIRST_STAGE, BOTH_STAGES)
    require_sample_size(contents, "contents", expected, way_out, counts=counts)
    return Sample(values=contents)


def as_reported(value: Quantity, step: Quantity) -> Quantity:
    """Return a result as it is reported: rounded half up, once.

    Parameters
    ----------
    value
        The result, unrounded. [% of label]
    step
        The last decimal that is reported. [% of label]

    Returns
    -------
    Quantity
        The figure that is compared with its limit.

    Examples
    --------
    >>> step = Q("0.1 %")
    >>> as_reported(Q("15.049 %"), step), as_reported(Q("15.05 %"), step)
    (Q('15 %'), Q('15.1 %'))
    """
    return to_readability(value, step).to("%")


def square_root(number: Fraction) -> Fraction:
    """Return a square root: exact where it is rational, else cut after forty decimals.

    Parameters
    ----------
    number
        Zero or more.

    Returns
    -------
    Fraction
        The root.

    Examples
    --------
    >>> square_root(Fraction(4, 9))
    Fraction(2, 3)
    """
    top, bottom = isqrt(number.numerator), isqrt(number.denominator)
    if (top**2, bottom**2) == (number.numerator, number.denominator):
        return Fraction(top, bottom)
    shift = 10 ** (2 * _DECIMALS)
    return Fraction(
        isqrt(number.numerator * shift // number.denominator), 10**_DECIMALS
    )


def list_outliers(outliers: tuple[Outlier, ...]) -> str:
    """Return outliers as text.

    Parameters
    ----------
    outliers
        The outliers.

    Returns
    -------
    str
        Each with its value, or ``none``.

    Examples
    --------
    >>> list_outliers(())
    'none'
    """
    return joined((str(each) for each in outliers), ", ") if outliers else say("none")


def _magnitude(value: Quantity) -> Fraction:
    return value.magnitude


def _whole(numbers: tuple[Fraction, ...]) -> tuple[int, list[int]]:
    """Return the parts of one that all numbers are whole counts of, and the counts."""
    parts = lcm(*(each.denominator for each in numbers))
    return parts, [each.numerator * (parts // each.denominator) for each in numbers]
