"""Are the house rules those that their name says, and was the plan checked?"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ..model.batch import Batch
from ..model.finding import Finding
from ..model.policy import Policy
from ..reference import policies, policy
from ..sheets.wording import say

__all__ = ["check_changed_rules", "check_double_check"]


def check_changed_rules(batch: Batch) -> Iterator[Finding]:
    """Find rules that carry the name of published ones and are others."""
    rules = batch.request.policy
    if rules.name not in policies():
        return
    changed = _differing(rules, policy(rules.name))
    if changed:
        message = say(
            "the rules are called {name}, and differ from those published in "
            "{changed}: give them a name of their own",
            name=rules.name,
            changed=", ".join(changed),
        )
        yield Finding("rules-changed", "caution", "policy", message, "house")


def check_double_check(batch: Batch) -> Iterator[Finding]:
    """Find that the rules did without the second calculation."""
    if not batch.request.policy.double_check:
        message = say(
            "no second calculation was made: the rules switch it off (double_check)"
        )
        yield Finding("not-double-checked", "caution", "policy", message, "house")


def _differing(rules: Policy, published: Policy) -> list[str]:
    """Return the fields in which two sets of rules differ."""
    names = (each.name for each in attrs.fields(Policy))
    return [name for name in names if getattr(rules, name) != getattr(published, name)]
