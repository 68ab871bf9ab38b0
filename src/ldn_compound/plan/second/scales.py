"""The balance: the error of one weighing, and the least mass it may weigh."""

from __future__ import annotations

from fractions import Fraction

from ...model.equipment import Balance
from ...model.policy import Policy
from .numbers import mg, share

__all__ = ["error_of_one", "least_load"]

_STEPS = Fraction("0.41")
_DEVIATIONS = 2
_PER_MILLE = Fraction(1, 1000)


def error_of_one(balance: Balance, policy: Policy) -> Fraction:
    """Return how far off one weighing may be, by the rule of the house.

    Parameters
    ----------
    balance
        The balance.
    policy
        House rules.

    Returns
    -------
    Fraction
        Error. [mg]
    """
    step = mg(balance.readability)
    if policy.least_mass_rule == "usp-41" and balance.repeatability is not None:
        return _DEVIATIONS * max(mg(balance.repeatability), _STEPS * step)
    if policy.least_mass_rule == "sensitivity" and balance.sensitivity is not None:
        return mg(balance.sensitivity)
    return step


def least_load(balance: Balance, policy: Policy) -> Fraction:
    """Return the mass of which that error is as much as the house allows.

    Parameters
    ----------
    balance
        The balance.
    policy
        House rules.

    Returns
    -------
    Fraction
        Least mass, or the least load of the balance if that is more. [mg]
    """
    usp_41 = policy.least_mass_rule == "usp-41"
    allowed = _PER_MILLE if usp_41 else share(policy.weighing_error)
    least = error_of_one(balance, policy) / allowed
    return least if balance.minimum is None else max(least, mg(balance.minimum))
