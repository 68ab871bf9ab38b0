"""Column limits: the house rules and the balance as the bare numbers of a column."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from math import inf

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
    least
        What it may weigh at least; `None` without a balance.
    capacity
        The most that it carries. [mg]
    weighing
        Absolute error of a weighing [mg], and the relative one above which it moves the
        dose [ratio].
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
    capacity: float
    weighing: tuple[float, float]
    always: int


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
        strength_off=_percent(rules.strength_tolerance) / 100 + _HAIR,
        content=(low - 100 * _HAIR, high + 100 * _HAIR),
        far_outside=(low * (1 - slack) - 100 * _HAIR, high * (1 + slack) + 100 * _HAIR),
        tablets=rules.least_tablets,
        enough=next(each for each in count(1) if surely_pooled(rules, each)),
        reserve=rules.reserve_tablets,
        capsules=rules.least_capsules,
        pool=rules.pool_tablets,
        left=Fraction(rules.least_powder_left.m_as("%")) / 100,
        balance=balance,
        step=0.0 if balance is None else float(balance.readability.m_as("mg")),
        least=None if balance is None else least_mass(balance, rules),
        capacity=capacity * (1 + _HAIR),
        weighing=(error, _percent(rules.cautious_error) / 100 + _CUT - _HAIR),
        always=int(found),
    )


def _percent(share: Quantity) -> float:
    return float(share.m_as("%"))


def _dose(strength: Quantity) -> float:
    return float(strength.m_as("mg/capsule"))


def _usual(name: str, unit: str) -> tuple[float, float]:
    found = usual(name)
    return float(found.least.m_as(unit)), float(found.greatest.m_as(unit))
