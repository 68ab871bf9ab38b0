r"""Uniformity: the acceptance value of contents, and the figures of two mass checks.

With the mean :math:`\bar x` and the standard deviation :math:`s` of the contents of
:math:`n` units, all in percent of the label, and the target :math:`T`
[usp-905-acceptance-value]_

.. math:: AV = |M - \bar x| + k s, \qquad
    M = \min\bigl(\max(\bar x, 98.5), \max(101.5, T)\bigr),

where :math:`k` is 2.4 for 10 units and 2.0 for 30. The two terms are added.

The mass of a blend that is lost on the way into the shells is, with what was weighed in
:math:`m_0` and what was filled :math:`m_1`, :math:`(m_0 - m_1) / m_0` [pz-mass-loss]_.
The acceptance value of masses borrows the idea of the first formula: with the mean mass
:math:`\bar m`, the theoretical one :math:`m_t` and the coefficient of variation
[gerpac-vaum]_

.. math:: VAUM = |\bar m / m_t - 1| + 2\,CV.

.. [usp-905-acceptance-value] <905>, Table 2 (docs/references.md).
.. [pz-mass-loss] Masseverlust gleich Wirkstoffverlust? (docs/references.md).
.. [gerpac-vaum] GERPAC 2020, CHU Nimes (docs/references.md).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from ..errors import FieldError, shown
from ..quantities.contents import content
from ..quantities.units import A, Q, amounts

__all__ = [
    "acceptance_constant",
    "acceptance_value",
    "loss",
    "mass_acceptance_value",
    "reference_value",
]

#: A number in percent of the label, beside the amounts that `quantities.units.A` names.
Bare: TypeAlias = "str | int | float | Decimal"

#: The acceptance constant k, in tenths, for 10 and for 30 units.
_TENTHS = {10: 24, 30: 20}


def acceptance_constant(n: int) -> Fraction:
    """Return how often the standard deviation counts in the acceptance value.

    Parameters
    ----------
    n
        Units assayed: 10 or 30.

    Returns
    -------
    Fraction
        Acceptance constant, :math:`k`. [1]

    Raises
    ------
    FieldError
        If there is no constant for *n*.

    Examples
    --------
    >>> acceptance_constant(10), acceptance_constant(30)
    (Fraction(12, 5), Fraction(2, 1))
    """
    return Fraction(_tenths(n), 10)


def reference_value(mean: A | Bare, target: A | Bare = 100) -> A:
    r"""Return the content that a sample is compared with.

    Parameters
    ----------
    mean
        Mean content, :math:`\bar x`. Bare numbers are in percent. [% of label]
    target
        Content aimed at, :math:`T`. [% of label]

    Returns
    -------
    A
        Reference value, :math:`M`. [% of label]

    Examples
    --------
    >>> reference_value("105.9 %"), reference_value("103 %", "105 %")
    (Q('101.5 %'), Q('103 %'))
    """
    one, at, aim = _alike(mean=mean, target=target)
    reference: A = _reference(one, at, aim)
    return reference


def acceptance_value(mean: A | Bare, sd: A | Bare, n: int, target: A | Bare = 100) -> A:
    r"""Return the acceptance value of contents, unrounded.

    Parameters
    ----------
    mean
        Mean content, :math:`\bar x`. Bare numbers are in percent; a Fraction gives a
        Fraction and an array an array, both in percent. [% of label]
    sd
        Standard deviation of the contents, by :math:`n - 1`, :math:`s`. [% of label]
    n
        Units assayed: 10 or 30.
    target
        Content aimed at, :math:`T`. [% of label]

    Returns
    -------
    A
        Acceptance value, :math:`AV`. [% of label]

    Examples
    --------
    >>> acceptance_value("105.9 %", "5 %", 10)
    Q('16.4 %')
    """
    tenths = _tenths(n)
    one, at, spread, aim = _alike(mean=mean, sd=sd, target=target)
    value: A = abs(_reference(one, at, aim) - at) + spread * tenths / 10
    return value


def loss(weighed_in: A | str, filled: A | str) -> A:
    """Return the share of a mass that is lost on the way.

    Parameters
    ----------
    weighed_in
        Mass of all that was weighed in, :math:`m_0`. [mg]
    filled
        Net mass of all filled capsules, :math:`m_1`. [mg]

    Returns
    -------
    A
        Loss; negative where more was filled than weighed in. [ratio]

    Examples
    --------
    >>> loss("18 g", "17.64 g")
    Q('2 %')
    """
    weighed_in, filled = amounts(weighed_in, filled)
    return 1 - filled / weighed_in


def mass_acceptance_value(mean: A | str, theoretical: A | str, variation: A | str) -> A:
    r"""Return the acceptance value of masses.

    Parameters
    ----------
    mean
        Mean net mass, :math:`\bar m`. [mg]
    theoretical
        Theoretical net mass, :math:`m_t`. [mg]
    variation
        Coefficient of variation, :math:`CV`. [%]

    Returns
    -------
    A
        Acceptance value of masses, :math:`VAUM`. [ratio]

    Examples
    --------
    >>> mass_acceptance_value("171 mg", "180 mg", "2 %")
    Q('9 %')
    """
    mean, theoretical, variation = amounts(mean, theoretical, variation)
    return abs(mean / theoretical - 1) + 2 * variation


def _tenths(n: int) -> int:
    if isinstance(n, bool) or n not in _TENTHS:
        raise FieldError("10 or 30 units", shown(n), "no other has a constant", "n")
    return _TENTHS[n]


def _reference(one: Any, mean: Any, target: Any) -> Any:  # noqa: ANN401 - any arithmetic
    """Return M; *one* is one percent in the arithmetic of the others."""
    low, high = one * 197 / 2, one * 203 / 2
    return _lesser(_greater(mean, low), _greater(high, target))


def _greater(one: Any, other: Any) -> Any:  # noqa: ANN401 - any arithmetic
    return (one + other + abs(one - other)) / 2


def _lesser(one: Any, other: Any) -> Any:  # noqa: ANN401 - any arithmetic
    return (one + other - abs(one - other)) / 2


def _alike(**values: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any arithmetic
    """Return one percent, and the values, in the arithmetic of the first of them."""
    first = next(iter(values.values()))
    if hasattr(first, "dtype"):
        return (1, *(_column(name, value) for name, value in values.items()))
    read = tuple(_named(name, value) for name, value in values.items())
    if isinstance(first, Fraction):
        return (Fraction(1), *(each.m_as("%") for each in read))
    return (Q("1 %"), *read)


def _column(name: str, value: Any) -> Any:  # noqa: ANN401 - any arithmetic
    """Return an array as it is, and anything else as a float."""
    return value if hasattr(value, "dtype") else float(_named(name, value).m_as("%"))


def _named(name: str, value: Any) -> Any:  # noqa: ANN401 - any arithmetic
    try:
        return content(value)
    except FieldError as error:
        raise error.at(name) from None
