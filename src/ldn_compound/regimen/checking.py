"""Checks of the doses of a schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.finding import Finding
from ..model.policy import Policy
from ..quantities.units import Q, Quantity
from ..sheets.wording import joined, say

__all__ = ["check_doses", "is_draft"]


def check_doses(doses: Iterable[Quantity], policy: Policy) -> Iterator[Finding]:
    """Yield findings for daily doses that are unusual, or that the policy refuses.

    The limits of a policy for the strength of a capsule are read as limits for the
    dose of a day: a slip of the decimal point passes neither.

    Parameters
    ----------
    doses
        The different doses. [mg]
    policy
        House rules.

    Yields
    ------
    Finding
        A ``stop`` for doses outside *refused_below* to *refused_above*, a ``caution``
        for others outside *unusual_below* to *unusual_above*.

    Examples
    --------
    >>> from ldn_compound import reference
    >>> findings = check_doses([Q("4.5 mg"), Q("45 mg")], reference.policy())
    >>> [(each.code, each.severity) for each in findings]
    [('dose-refused', 'stop')]
    """
    one = Q("1 capsule")
    least, most = policy.refused_below * one, policy.refused_above * one
    low, high = policy.unusual_below * one, policy.unusual_above * one
    ordered = sorted(set(doses))
    refused = [dose for dose in ordered if not least <= dose <= most]
    unusual = [
        dose for dose in ordered if dose not in refused and not low <= dose <= high
    ]
    if refused:
        message = say(
            "{doses} a day: outside {least} to {most}",
            doses=_listed(refused),
            least=least,
            most=most,
        )
        yield Finding("dose-refused", "stop", "phases", message, "house")
    if unusual:
        message = say(
            "{doses} a day: outside the usual {low} to {high}: confirm the "
            "prescription",
            doses=_listed(unusual),
            low=low,
            high=high,
        )
        yield Finding("dose-unusual", "caution", "phases", message, "ldn-dosing-info")


def is_draft(doses: Iterable[Quantity], policy: Policy) -> bool:
    """Return whether the policy refuses one of the doses: nobody may take them."""
    return any(each.severity == "stop" for each in check_doses(doses, policy))


def _listed(doses: list[Quantity]) -> str:
    """Return the doses as text, the middle ones of many left out."""
    if len(doses) > _MOST_LISTED:
        return say(
            "{first} to {last} ({number} doses)",
            first=doses[0],
            last=doses[-1],
            number=len(doses),
        )
    return joined(doses, ", ")


_MOST_LISTED = 6
