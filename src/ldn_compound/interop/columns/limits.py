"""Column limits: the house rules and the balance as the bare numbers of a column."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from math import hypot, inf

from attrs import frozen

from ...calc.weighing import absolute_error, least_mass
from ...checks.plausible import balance_figures
from ...checks.rules import changed_rules
from ...checks.tablets import surely_pooled
from ...model.equipment import Balance
from ...model.policy import Policy
from ...quantities.units import Quantity
from ...reference.usual import usual
from .problems import Found

__all__ = ["RowLimits", "limits_of"]

_HALF = 0.501  # of a step of the display: half of one, and more than a float misses
_CUT = 1e-9  # `calc.weighing.combined_error` is cut to nine decimals
_HAIR = 1e-12  # a float's own error, and some more


@frozen(kw_only=True)
class RowLimits:
    """What the rows of a table are held against.

    Parameters
    ----------
    refused
        Strengths below and above which there is no plan. [mg/capsule]
    unusual
        Strengths below and above which one is unusual. [mg/capsule]
    tablet_strength
        Strengths of tablets below and above which one is unusual. [mg/tablet]
    tablet_mass, mass_at_all
        Masses of tablets below and above which one is unusual, or impossible. [mg]
    density, density_at_all
        Densities below and above which one is unusual, or impossible. [g/mL]
    counts
        Capsules below and above which there is likely a slip.
    spare, excess
        Spare capsules, and blend excess, above which there is. [%]
    strength_off
        How far the strength achieved may be from the one aimed at. [ratio]
    content
        Least and greatest content. [% of label]
    far_outside
        Contents below and above which a capsule is clearly outside. [% of label]
    tablets
        Fewest tablets to crush.
    enough
        Tablets from which their mean is within the limits surely enough.
    reserve
        Tablets crushed beyond those needed.
    capsules
        Fewest capsules to make.
    pool
        Tablets to crush at least.
    left
        Least powder to be left over. [share of the powder to weigh]
    balance
        The balance, or `None`.
    step
        What its display shows at least; zero without a balance. [mg]
    least, at_least
        What it may weigh at least; `None` and zero without a balance. [mg]
    capacity
        The most that it carries. [mg]
    weighing
        Absolute error of a weighing [mg], and the relative one above which it moves the
        dose [ratio].
    sure_above
        A mass of powder from which on neither rounding to the display nor weighing
        moves the dose by what a limit allows, and which is no longer too little to
        weigh. [mg]
    always
        What is found in every row: bits of `Found`.
    """

    refused: tuple[float, float]
    unusual: tuple[float, float]
    tablet_strength: tuple[float, float]
    tablet_mass: tuple[float, float]
    mass_at_all: tuple[float, float]
    density: tuple[float, float]
    density_at_all: tuple[float, float]
    counts: tuple[float, float]
    spare: float
    excess: float
    strength_off: float
    content: tuple[float, float]
    far_outside: tuple[float, float]
    tablets: int
    enough: int
    reserve: int
    capsules: int
    pool: int
    left: Fraction
    balance: Balance | None
    step: float
    least: Quantity | None
    at_least: float
    capacity: float
    weighing: tuple[float, float]
    sure_above: float
    always: int

    def surely_content(self, overages: tuple[float, float]) -> bool:
        """Return whether so much powder always holds what a capsule may hold.

        Of the least and the greatest overage. [%]
        """
        half = _HALF * self.step
        moved = half / (self.sure_above - half) if half else 0.0
        least, greatest = (100 + each for each in overages)
        low, high = self.content
        return least * (1 - moved) >= low and greatest * (1 + moved) <= high


def limits_of(rules: Policy, balance: Balance | None) -> RowLimits:
    """Return house rules and balance as bare numbers.

    Parameters
    ----------
    rules
        House rules.
    balance
        The balance, or `None`.

    Returns
    -------
    RowLimits
        The numbers, a hair wider than they are where a float could miss them.

    Examples
    --------
    >>> from ldn_compound import reference
    >>> limits_of(reference.policy("usp"), None).step
    0.0
    """
    low, high = _percent(rules.least_content), _percent(rules.greatest_content)
    slack = _percent(rules.strength_tolerance) / 100
    capacity, error, found = inf, 0.0, Found(0)
    if balance is not None:
        error = float(absolute_error(balance, rules).m_as("mg"))
        if balance.capacity is not None:
            capacity = float(balance.capacity.m_as("mg"))
        if any(balance_figures(balance)):
            found |= Found.FIGURE_UNUSUAL
    if any(changed_rules(rules)):
        found |= Found.RULES_CHANGED
    if not rules.double_check:
        found |= Found.NOT_DOUBLE_CHECKED
    step = 0.0 if balance is None else float(balance.readability.m_as("mg"))
    least = None if balance is None else least_mass(balance, rules)
    at_least = 0.0 if least is None else float(least.m_as("mg"))
    off, allowed = slack + _HAIR, _percent(rules.cautious_error) / 100 + _CUT - _HAIR
    return RowLimits(
        refused=(_dose(rules.refused_below), _dose(rules.refused_above)),
        unusual=(_dose(rules.unusual_below), _dose(rules.unusual_above)),
        tablet_strength=_usual("tablet-strength", "mg/tablet"),
        tablet_mass=_usual("tablet-mass", "mg/tablet"),
        mass_at_all=_usual("tablet-mass-at-all", "mg/tablet"),
        density=_usual("density", "g/mL"),
        density_at_all=_usual("density-at-all", "g/mL"),
        counts=_usual("capsules", "capsule"),
        spare=_usual("spare-capsules", "%")[1],
        excess=_usual("blend-excess", "%")[1],
        strength_off=off,
        content=(low - 100 * _HAIR, high + 100 * _HAIR),
        far_outside=(low * (1 - slack) - 100 * _HAIR, high * (1 + slack) + 100 * _HAIR),
        tablets=rules.least_tablets,
        enough=next(each for each in count(1) if surely_pooled(rules, each)),
        reserve=rules.reserve_tablets,
        capsules=rules.least_capsules,
        pool=rules.pool_tablets,
        left=Fraction(rules.least_powder_left.m_as("%")) / 100,
        balance=balance,
        step=step,
        least=least,
        at_least=at_least,
        capacity=capacity * (1 + _HAIR),
        weighing=(error, allowed),
        sure_above=max(_sure_above(step, error, off, allowed), 1.01 * at_least + step),
        always=int(found),
    )


def _sure_above(step: float, error: float, off: float, allowed: float) -> float:
    """Return a mass from which on no rounding or weighing moves the dose too far.

    With the powder p, weighed as w in steps of d, w - p is at most d / 2, so that
    ``|w / p - 1|`` is at most d / 2 over w - d / 2, and so is the rest.
    """
    if not step:
        return 0.0
    half = _HALF * step
    return half + (1 + 1e-6) * max(hypot(error, half) / allowed, half / off)


def _percent(share: Quantity) -> float:
    return float(share.m_as("%"))


def _dose(strength: Quantity) -> float:
    return float(strength.m_as("mg/capsule"))


def _usual(name: str, unit: str) -> tuple[float, float]:
    found = usual(name)
    return float(found.least.m_as(unit)), float(found.greatest.m_as(unit))
