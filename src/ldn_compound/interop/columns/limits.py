"""Column limits: the house rules and the balance as the bare numbers of a column."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from ...calc.weighing import least_mass
from ...model.equipment import Balance
from ...model.policy import Policy
from ...quantities.units import Quantity
from ...reference.usual import usual

__all__ = ["RowLimits", "limits_of"]

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
    density
        Densities below and above which one is unusual. [g/mL]
    strength_off
        How far the strength achieved may be from the one aimed at. [ratio]
    content
        Least and greatest content. [% of label]
    tablets
        Fewest tablets to crush.
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
    """

    refused: tuple[float, float]
    unusual: tuple[float, float]
    tablet_strength: tuple[float, float]
    density: tuple[float, float]
    strength_off: float
    content: tuple[float, float]
    tablets: int
    reserve: int
    capsules: int
    pool: int
    left: Fraction
    balance: Balance | None
    step: float
    least: Quantity | None


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
    return RowLimits(
        refused=(_dose(rules.refused_below), _dose(rules.refused_above)),
        unusual=(_dose(rules.unusual_below), _dose(rules.unusual_above)),
        tablet_strength=_usual("tablet-strength", "mg/tablet"),
        density=_usual("density", "g/mL"),
        strength_off=_percent(rules.strength_tolerance) / 100 + _HAIR,
        content=(low - 100 * _HAIR, high + 100 * _HAIR),
        tablets=rules.least_tablets,
        reserve=rules.reserve_tablets,
        capsules=rules.least_capsules,
        pool=rules.pool_tablets,
        left=Fraction(rules.least_powder_left.m_as("%")) / 100,
        balance=balance,
        step=0.0 if balance is None else float(balance.readability.m_as("mg")),
        least=None if balance is None else least_mass(balance, rules),
    )


def _percent(share: Quantity) -> float:
    return float(share.m_as("%"))


def _dose(strength: Quantity) -> float:
    return float(strength.m_as("mg/capsule"))


def _usual(name: str, unit: str) -> tuple[float, float]:
    found = usual(name)
    return float(found.least.m_as(unit)), float(found.greatest.m_as(unit))
