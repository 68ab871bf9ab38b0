"""Policies: the rules of two traditions, each figure with its source."""

from __future__ import annotations

from functools import cache

from ..model.policy import Policy
from .tables import table, unknown

__all__ = ["policy"]


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
    if name not in known or name == "common":
        raise unknown("policy", name, known.keys() - {"common"})
    common, own = known["common"], known[name]
    rules = {key: row["value"] for key, row in (common | own).items()}
    return Policy(name=name, **({"assay_cap": None} | rules))
