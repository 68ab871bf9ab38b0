r"""Sample: the mean and the spread of what was measured, and what stands out of it.

.. math:: \bar x = \frac1n \sum x_i, \qquad
    s = \sqrt{\frac{\sum (x_i - \bar x)^2}{n - 1}}.

The mean is exact. The standard deviation is exact where the root is rational, else cut
after forty decimals: the same digits on every machine, and no verdict hangs on them.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from attrs import field, frozen

from ...calc.rounding import to_readability
from ...errors import FieldError
from ...quantities.kinds import Deviation, Measured
from ...quantities.units import Q, Quantity, same_kind, shortened
from ...sheets.wording import say

__all__ = [
    "Outlier",
    "Sample",
    "listed",
    "reported",
    "square_root",
]

_DECIMALS = 40


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
        return f"no. {self.number} ({value}, {off})"


def _some(_record: object, _field: object, values: tuple[Quantity, ...]) -> None:
    if not values:
        raise FieldError("one value or more", "none", field="values")


@frozen(kw_only=True)
class Sample:
    """What was measured on each of several units.

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

    values: tuple[Measured, ...] = field(validator=_some)

    @property
    def n(self) -> int:
        """Units measured."""
        return len(self.values)

    @property
    def _numbers(self) -> tuple[Quantity, tuple[Fraction, ...]]:
        """One milligram or one percent, and the values in it."""
        unit = "mg" if same_kind(self.values[0], Q("1 mg")) else "%"
        return Q(f"1 {unit}"), tuple(each.m_as(unit) for each in self.values)

    @property
    def mean(self) -> Quantity:
        """Their mean, exact."""
        unit, numbers = self._numbers
        return unit * (sum(numbers) / Fraction(self.n))

    @property
    def sd(self) -> Quantity:
        """Their standard deviation, by n - 1."""
        unit, numbers = self._numbers
        mean = sum(numbers) / Fraction(self.n)
        squares = sum((number - mean) ** 2 for number in numbers)
        return unit * square_root(squares / Fraction(self.n - 1))

    @property
    def rsd(self) -> Quantity:
        """Their relative standard deviation. [% of the mean]"""
        return (self.sd / self.mean).to("%")

    @property
    def least(self) -> Quantity:
        """The least of them."""
        return min(self.values, key=_exactly)

    @property
    def greatest(self) -> Quantity:
        """The greatest of them."""
        return max(self.values, key=_exactly)

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
        found = []
        for place, number in enumerate(numbers):
            off = number * each_is - 100
            if abs(off) > most:
                value, deviation = self.values[place], Q("1 %") * off
                found.append(
                    Outlier(number=place + 1, value=value, deviation=deviation)
                )
        return tuple(found)


def reported(value: Quantity, step: Quantity) -> Quantity:
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
    >>> reported(Q("15.049 %"), Q("0.1 %")), reported(Q("15.05 %"), Q("0.1 %"))
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


def listed(outliers: tuple[Outlier, ...]) -> str:
    """Return units that stand out as text.

    Parameters
    ----------
    outliers
        The units.

    Returns
    -------
    str
        Each with its value, or ``none``.

    Examples
    --------
    >>> listed(())
    'none'
    """
    return ", ".join(map(str, outliers)) or say("none")


def _exactly(value: Quantity) -> Fraction:
    return value.magnitude
