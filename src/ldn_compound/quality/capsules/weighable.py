"""Weighable: can this balance judge capsules at all?

A balance whose least mass, by the rule of the house, is above a capsule shows figures
for it that mean nothing. Then no test gives a verdict, and the answer names the balance
that is needed.
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

__all__ = ["too_coarse"]


def too_coarse(
    balance: Balance | None, policy: Policy | None, mass: Quantity
) -> str | None:
    """Return why a balance cannot judge capsules of a mass, and which one could.

    Parameters
    ----------
    balance
        The balance; `None` where nobody named it.
    policy
        House rules; `None` for those of ``usp``.
    mass
        Mass of one capsule as it is weighed. [mg]

    Returns
    -------
    str or None
        The reason, or `None` where the balance can, or is not known.

    Examples
    --------
    >>> coarse = Balance(readability="10 mg")
    >>> print(str(too_coarse(coarse, None, Q("180 mg"))).partition(": ")[2])
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
        mass=_cut(mass),
    )


def _needed_by_rule(balance: Balance, policy: Policy, mass: Quantity) -> str:
    match policy.least_mass_rule:
        case "sensitivity":
            what = say("sensitivity")
            if balance.sensitivity is None:
                what = say("readability")
            most = _cut(mass * policy.weighing_error)
            return say("a {what} of {most} or less", what=what, most=most)
        case "readability":
            most = _cut(mass * policy.weighing_error)
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
    return _cut(Q("1 mg") * (mass / usp41_minimum_mass(repeatability, readability)))


def _cut(mass: Quantity) -> Quantity:
    """Return a mass cut to two digits: a figure rounded up would allow too much."""
    exact = mass.m_as("mg")
    step = Fraction(10) ** (floor(log10(exact)) - 1)
    return Q("1 mg") * (exact // step) * step
