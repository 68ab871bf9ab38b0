"""Policies: the rules of two traditions, each figure with its source."""

from __future__ import annotations

from functools import cache

from ..model.policy import Policy
from .tables import table, unknown

__all__ = ["policies", "policy"]

_COMMON = "common"


def policies() -> tuple[str, ...]:
    """Return the names of the traditions whose rules are published here.

    Returns
    -------
    tuple of str
        What `policy` takes.

    Examples
    --------
    >>> policies()
    ('usp', 'dac-nrf')
    """
    return tuple(name for name in table("policies") if name != _COMMON)


@cache
def policy(name: str = "usp") -> Policy:
    """Return the house rules of a tradition.

    Parameters
    ----------
    name
        ``usp`` or ``dac-nrf``.

    Returns
    -------
    Policy
        The rules; change fields with `attrs.evolve`.

    Raises
    ------
    UnknownNameError
        If there is no such policy.

    Examples
    --------
    >>> policy("usp").drug_overage, policy("dac-nrf").drug_overage
    (Q('0 %'), Q('5 %'))
    """
    known = table("policies")
    if name not in policies():
        raise unknown("policy", name, policies())
    common, own = known[_COMMON], known[name]
    rules = {key: row["value"] for key, row in (common | own).items()}
    return Policy(name=name, **({"assay_cap": None} | rules))
