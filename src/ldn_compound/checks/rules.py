"""Are the house rules those that their name says, and was the plan checked?"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

import attrs

from ..model.batch import Batch
from ..model.finding import Finding
from ..model.policy import Policy
from ..reference import policies, policy
from ..sheets.wording import say

__all__ = ["changed_rules", "check_changed_rules", "check_double_check"]

#: Letters of other alphabets that look like those in the names of published rules.
_LOOK_ALIKE = str.maketrans(
    {
        "\N{GREEK SMALL LETTER ALPHA}": "a",
        "\N{CYRILLIC SMALL LETTER A}": "a",
        "\N{CYRILLIC SMALL LETTER ES}": "c",
        "\N{GREEK LUNATE SIGMA SYMBOL}": "c",
        "\N{CYRILLIC SMALL LETTER KOMI DE}": "d",
        "\N{LATIN SMALL LETTER LONG S}": "f",
        "\N{LATIN SMALL LETTER F WITH HOOK}": "f",
        "\N{CYRILLIC SMALL LETTER PE}": "n",
        "\N{ARMENIAN SMALL LETTER VO}": "n",
        "\N{CYRILLIC SMALL LETTER ER}": "p",
        "\N{GREEK SMALL LETTER RHO}": "p",
        "\N{CYRILLIC SMALL LETTER GHE}": "r",
        "\N{CYRILLIC SMALL LETTER DZE}": "s",
        "5": "s",
        "\N{GREEK SMALL LETTER UPSILON}": "u",
        "\N{ARMENIAN SMALL LETTER SEH}": "u",
        "\N{CYRILLIC SMALL LETTER U}": "u",
    }
)


def check_changed_rules(batch: Batch) -> Iterator[Finding]:
    """Find rules that carry the name of published ones and are others."""
    yield from changed_rules(batch.request.policy)


def changed_rules(rules: Policy) -> Iterator[Finding]:
    """Find rules that carry the name of published ones, or nearly, and are others."""
    published = _looks_like(rules.name)
    if published is None:
        return
    changed = _differing(rules, policy(published))
    if changed:
        message = say(
            "the rules are called {name}, and differ from those published in "
            "{changed}: give them a name of their own",
            name=rules.name,
            changed=", ".join(changed),
        )
        yield Finding("rules-changed", "caution", "policy", message, "house")
    elif rules.name != published:
        message = say(
            "the rules are called {name}, which looks like the published {published} "
            "and is written otherwise: give them a name of their own",
            name=rules.name,
            published=published,
        )
        yield Finding("rules-changed", "caution", "policy", message, "house")


def check_double_check(batch: Batch) -> Iterator[Finding]:
    """Find that the rules did without the second calculation."""
    if not batch.request.policy.double_check:
        message = say(
            "no second calculation was made: the rules switch it off (double_check)"
        )
        yield Finding("not-double-checked", "caution", "policy", message, "house")


def _looks_like(name: str) -> str | None:
    """Return the published rules that a name is, or that a reader takes it for."""
    shapes = {_shape(each): each for each in policies()}
    return shapes.get(_shape(name))


def _shape(name: str) -> str:
    """Return a name as the eye has it: case, marks, accents and alphabet aside."""
    plain = normalize("NFKD", normalize("NFKD", name).casefold()).translate(_LOOK_ALIKE)
    return "".join(each for each in plain if each.isalnum())


def _differing(rules: Policy, published: Policy) -> list[str]:
    """Return the fields in which two sets of rules differ, their name aside."""
    names = (each.name for each in attrs.fields(Policy) if each.name != "name")
    return [name for name in names if getattr(rules, name) != getattr(published, name)]
