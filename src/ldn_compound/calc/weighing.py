r"""Weighing: how little a balance can weigh, and the error of a weighing.

A balance of sensitivity requirement :math:`SR` (else its readability) weighs a mass
:math:`m` with the error :math:`e = SR / m`; so, for an error allowed,
[basicmedicalkey-weighing]_

.. math:: m_{min} = SR / e.

USP <41> asks for repeatability instead: with the standard deviation :math:`s` of
repeated weighings and the readability :math:`d` [sartorius-usp41]_

.. math:: m_{min} = 2000 \max(s, 0.41\,d).

.. [basicmedicalkey-weighing] Accurate weighing for prescriptions (docs/references.md).
.. [sartorius-usp41] Summary of changes to USP chapter 41 (docs/references.md).
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, isqrt
from typing import assert_never

from ..errors import FieldError
from ..model.equipment import Balance
from ..model.policy import Policy
from ..quantities.units import A, Q, Quantity, amount, amounts

__all__ = [
    "absolute_error",
    "combined_error",
    "least_mass",
    "least_mass_of_additive",
    "minimum_weighable_mass",
    "sensitivity_of",
    "usp41_minimum_mass",
    "weighing_error",
]


#: USP <41>: two standard deviations are at most 0.10 % of the least mass.
_USP_41_CRITERION = Fraction(1, 1000)


def minimum_weighable_mass(sensitivity: A | str, max_error: A | str) -> A:
    """Return the least mass that is weighed within the error allowed.

    Parameters
    ----------
    sensitivity
        Sensitivity requirement of the balance, :math:`SR`. [mg]
    max_error
        Error allowed, :math:`e`. [%]

    Returns
    -------
    A
        Least mass, :math:`m_{min}`. [mg]

    Examples
    --------
    >>> minimum_weighable_mass("6 mg", "5 %")
    Q('120 mg')
    """
    sensitivity, max_error = amounts(sensitivity, max_error)
    return sensitivity / max_error


def weighing_error(sensitivity: A | str, mass: A | str) -> A:
    """Return the relative error of weighing a mass.

    Parameters
    ----------
    sensitivity
        Sensitivity requirement of the balance, :math:`SR`. [mg]
    mass
        Mass on it, :math:`m`. [mg]

    Returns
    -------
    A
        Error, :math:`e`. [ratio]

    Examples
    --------
    >>> weighing_error("10 mg", "200 mg")
    Q('5 %')
    """
    sensitivity, mass = amounts(sensitivity, mass)
    return sensitivity / mass


def combined_error(*errors: Quantity | str) -> Quantity:
    """Return independent relative errors as one: the root of the sum of squares.

    Parameters
    ----------
    *errors
        Relative errors, of either sign. [%]

    Returns
    -------
    Quantity
        Their combination, cut to nine decimals. [ratio]

    Examples
    --------
    >>> combined_error("3 %", "4 %")
    Q('5 %')
    """
    squares = sum(error.magnitude**2 for error in amounts(*errors))
    root = Fraction(isqrt(floor(squares * 10**18)), 10**9)
    return Q("100 %") * root


def usp41_minimum_mass(
    repeatability: Quantity | str, readability: Quantity | str
) -> Quantity:
    """Return the least mass by USP <41>, criterion 0.10 %.

    Parameters
    ----------
    repeatability
        Standard deviation of repeated weighings, :math:`s`. [mg]
    readability
        Smallest step of the display, :math:`d`. [mg]

    Returns
    -------
    Quantity
        Least mass, :math:`m_{min}`. [mg]

    Examples
    --------
    >>> usp41_minimum_mass("0 mg", "0.1 mg")
    Q('82 mg')
    """
    repeatability, readability = amounts(repeatability, readability)
    return 2000 * max(repeatability, readability * 41 / 100)


def sensitivity_of(balance: Balance) -> Quantity:
    """Return the sensitivity requirement of a balance, else its readability.

    Parameters
    ----------
    balance
        The balance.

    Returns
    -------
    Quantity
        The figure that stands for :math:`SR`. [mg]

    Examples
    --------
    >>> sensitivity_of(Balance(readability="1 mg", sensitivity="6 mg"))
    Q('6 mg')
    """
    return amount(balance.sensitivity or balance.readability)


def absolute_error(balance: Balance, policy: Policy) -> Quantity:
    """Return the error of one weighing that the rule of the house counts with.

    Parameters
    ----------
    balance
        The balance.
    policy
        House rules.

    Returns
    -------
    Quantity
        Sensitivity, else readability; readability; or, by USP <41>, twice the
        repeatability, floored at 0.41 of a step. [mg]

    Raises
    ------
    FieldError
        If the rule needs a figure that the balance does not state.

    Examples
    --------
    >>> from ldn_compound import reference
    >>> absolute_error(Balance(readability="10 mg"), reference.policy("dac-nrf"))
    Q('10 mg')
    """
    match policy.least_mass_rule:
        case "sensitivity":
            return sensitivity_of(balance)
        case "readability":
            return balance.readability
        case "usp-41":
            return _by_rule(balance, policy) * _USP_41_CRITERION
        case _:
            assert_never(policy.least_mass_rule)


def least_mass(balance: Balance, policy: Policy) -> Quantity:
    """Return the least mass that the rule of the house lets a balance weigh.

    Parameters
    ----------
    balance
        The balance.
    policy
        The house rules.

    Returns
    -------
    Quantity
        Least mass by the rule, or the least load of the balance if that is more. [mg]

    Raises
    ------
    FieldError
        If the rule needs a figure that the balance does not state.

    Examples
    --------
    >>> from ldn_compound import reference
    >>> least_mass(Balance(readability="10 mg"), reference.policy("usp"))
    Q('200 mg')
    """
    by_rule = _by_rule(balance, policy)
    return by_rule if balance.minimum is None else max(by_rule, amount(balance.minimum))


def least_mass_of_additive(balance: Balance, policy: Policy) -> Quantity:
    """Return the least mass of an additive, which carries no drug.

    Parameters
    ----------
    balance
        The balance.
    policy
        The house rules.

    Returns
    -------
    Quantity
        Error of one weighing over the error allowed for an additive, or the least load
        of the balance if that is more. [mg]

    Raises
    ------
    FieldError
        If the rule needs a figure that the balance does not state.

    Examples
    --------
    >>> from ldn_compound import reference
    >>> least_mass_of_additive(Balance(readability="10 mg"), reference.policy("usp"))
    Q('100 mg')
    """
    least = minimum_weighable_mass(
        absolute_error(balance, policy), policy.additive_error
    )
    return least if balance.minimum is None else max(least, amount(balance.minimum))


def _by_rule(balance: Balance, policy: Policy) -> Quantity:
    match policy.least_mass_rule:
        case "sensitivity":
            sensitivity = sensitivity_of(balance)
            return minimum_weighable_mass(sensitivity, policy.weighing_error)
        case "readability":
            return minimum_weighable_mass(balance.readability, policy.weighing_error)
        case "usp-41":
            if balance.repeatability is None:
                expected = "a standard deviation such as '0.5 mg'"
                way_out = "weigh one mass ten times; rule usp-41 needs it"
                raise FieldError(expected, "None", way_out, "repeatability")
            return usp41_minimum_mass(balance.repeatability, balance.readability)
        case _:
            assert_never(policy.least_mass_rule)
