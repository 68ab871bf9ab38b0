"""The balance: is it fine enough to weigh single capsules?

Where the least mass of a balance, by the house rules, is above that of a capsule, what
it shows for a capsule means nothing. Then no test gives a verdict, and the remark names
the balance that is needed.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, log10
from typing import assert_never

from ...calc.weighing import least_mass, usp41_minimum_mass
from ...model.equipment import Balance
from ...model.policy import Policy
from ...quantities.units import Q, Quantity, shortened
from ...reference.policies import policy as policy_of
from ...sheets.wording import say

__all__ = ["why_too_coarse"]


def why_too_coarse(
    balance: Balance | None, policy: Policy | None, mass: Quantity
) -> str | None:
    """Return why a balance is too coarse for capsules of a mass, and which one is not.

    Parameters
    ----------
    balance
        The balance; `None` where it is not known.
    policy
        House rules; `None` for those of ``usp``.
    mass
        Mass of one capsule as it is weighed. [mg]

    Returns
    -------
    str or None
        The reason; `None` where the balance is fine enough, or is not known.

    Examples
    --------
    >>> coarse = Balance(readability="10 mg")
    >>> print(str(why_too_coarse(coarse, None, Q("180 mg"))).partition(": ")[2])
    weigh on one with a readability of 9 mg or less
    """
    if balance is None:
        return None
    rules = policy_of() if policy is None else policy
    least = least_mass(balance, rules)
    if least <= mass:
        return None
    needed = _needed(balance, rules, mass)
    return say(
        "least mass of this balance, {least}, is above a capsule of {mass}: weigh on "
        "one with {needed}",
        least=least,
        mass=shortened(mass, 1),
        needed=needed,
    )


def _needed(balance: Balance, policy: Policy, mass: Quantity) -> str:
    by_rule = _needed_by_rule(balance, policy, mass)
    if balance.minimum is None or balance.minimum <= mass:
        return by_rule
    return say(
        "{by_rule}, and a least load of {mass} or less",
        by_rule=by_rule,
        mass=_round_down(mass),
    )


def _needed_by_rule(balance: Balance, policy: Policy, mass: Quantity) -> str:
    match policy.least_mass_rule:
        case "sensitivity":
            what = say("sensitivity")
            if balance.sensitivity is None:
                what = say("readability")
            most = _round_down(mass * policy.weighing_error)
            return say("a {what} of {most} or less", what=what, most=most)
        case "readability":
            most = _round_down(mass * policy.weighing_error)
            return say("a readability of {most} or less", most=most)
        case "usp-41":
            return say(
                "a repeatability of {s} or less and a readability of {d} or less",
                s=_most(mass, repeatability="1 mg", readability="0 mg"),
                d=_most(mass, repeatability="0 mg", readability="1 mg"),
            )
        case _:
            assert_never(policy.least_mass_rule)


def _most(mass: Quantity, *, repeatability: str, readability: str) -> Quantity:
    """Return the greatest figure of a balance that may weigh *mass*, by USP <41>."""
    return _round_down(
        Q("1 mg") * (mass / usp41_minimum_mass(repeatability, readability))
    )


def _round_down(mass: Quantity) -> Quantity:
    """Return a mass rounded down to two digits: rounded up it would allow too much."""
    exact = mass.m_as("mg")
    step = Fraction(10) ** (floor(log10(exact)) - 1)
    return Q("1 mg") * (exact // step) * step
