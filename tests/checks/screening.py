"""How many names and phrases of ``screening_phrases.toml`` the screening misses.

``python -m tests.checks.screening`` prints it and writes the page of the evidence,
``docs/validation/screening.md``.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from ldn_compound import BatchPlan, Finding, Prescription
from ldn_compound.checks.ingredients import (
    check_allergens,
    check_conditions,
    check_intolerances,
    check_medicines,
    check_recognised,
)
from tests.examples import FILLER, batch

__all__ = ["LISTS", "PAGE", "Measured", "findings_of", "measured", "page"]

PAGE = Path(__file__).parents[2] / "docs" / "validation" / "screening.md"
LISTS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("screening_phrases.toml").read_text("utf-8")
)["list"]
_CHECKS = (
    check_medicines,
    check_conditions,
    check_intolerances,
    check_allergens,
    check_recognised,
)
_FIELDS = {
    "medicine": "other_medicines",
    "condition": "conditions",
    "intolerance": "intolerances",
    "allergen": "intolerances",
}
_RANK = {None: 0, "note": 1, "caution": 2, "stop": 3}
_HEAD = (
    "# Screening, measured\n\n"
    "How many names and phrases the screening of the library misses.\n"
    "The page is written by `python -m tests.checks.screening`, which also prints what "
    "is missed; a test fails when it is not up to date.\n\n"
    "**Missed** is what the tables did not recognise as badly as its list says: an "
    "opioid that is on no list, a contraindication taken for less.\n"
    "None of it passes in silence: what is not recognised is a caution "
    "(`not-recognised`) that a person must initial, and the last column counts what "
    "was left without even that.\n"
    "A list that is **held out** was written down before the tables, or fetched after "
    "them, and the tables were not changed for it.\n"
    "The lists from memory and the tables have one author: only the lists that were "
    "fetched are independent of him, and the share missed of these is what to expect "
    "of names that nobody thought of.\n\n"
    "| List | Held out | Texts | Missed | Without a caution |\n"
    "|---|---|---|---|---|\n"
)
_TAIL = """
| Sum | Texts | Missed | Without a caution |
|---|---|---|---|
"""
_END = (
    "\n## What must not be called a contraindication\n\n"
    "These are texts that may not stop a batch: denials, what only sounds alike, and "
    "medicines that are no opioids.\n\n"
    "| List | Held out | Texts | Stopped |\n"
    "|---|---|---|---|\n"
)


@frozen
class Measured:
    """What the screening makes of one list."""

    title: str
    used: bool
    texts: int
    missed: tuple[str, ...]
    silent: tuple[str, ...]
    limit: str

    @property
    def held_out(self) -> str:
        """Whether the tables were written without it."""
        return "no" if self.used else "yes"


def findings_of(plan: BatchPlan, field: str, text: str) -> tuple[Finding, ...]:
    """Return what is found where one text stands in one field of a prescription."""
    stated: Any = {"other_medicines": ()} | {_FIELDS[field]: (text,)}
    order = Prescription("4.5 mg", capsules=100, **stated)
    changed = evolve(plan, request=evolve(plan.request, prescription=order))
    return tuple(found for check in _CHECKS for found in check(changed))


@cache
def measured() -> tuple[Measured, ...]:
    """Return what the screening makes of each list."""
    return tuple(_measured())


def _measured() -> Iterator[Measured]:
    plan = batch()
    holding = batch(filler=evolve(FILLER, contains=("lactose", "gluten", "maize")))
    for each in LISTS:
        of_field = holding if each["field"] == "allergen" else plan
        worst = {
            text: _worst(findings_of(of_field, each["field"], text))
            for text in each["texts"]
        }
        limit = each.get("at_least") or each["at_most"]
        if "at_least" in each:
            missed = [text for text in worst if worst[text][1] < _RANK[limit]]
        else:
            missed = [text for text in worst if worst[text][1] > _RANK[limit]]
        yield Measured(
            each["title"],
            each["used"],
            len(worst),
            tuple(missed),
            tuple(text for text in worst if worst[text][0] < _RANK["caution"]),
            "at_least" if "at_least" in each else "at_most",
        )


def page() -> str:
    """Return the page of the evidence."""
    of_all = measured()
    asked = [each for each in of_all if each.limit == "at_least"]
    harmless = [each for each in of_all if each.limit == "at_most"]
    fetched = [each for each in asked if "fetched" in each.title and not each.used]
    held = [each for each in asked if not each.used]
    lines = [
        f"| {each.title} | {each.held_out} | {each.texts} | {len(each.missed)} "
        f"| {len(each.silent)} |"
        for each in asked
    ]
    sums = [
        _sum("of published lists fetched after the tables", fetched),
        _sum("of all that was held out", held),
        _sum("of all", asked),
    ]
    stopped = [
        f"| {each.title} | {each.held_out} | {each.texts} | {len(each.missed)} |"
        for each in harmless
    ]
    return (
        _HEAD
        + "\n".join(lines)
        + "\n"
        + _TAIL
        + "\n".join(sums)
        + "\n"
        + _END
        + "\n".join(stopped)
        + "\n"
    )


def _sum(name: str, lists: list[Measured]) -> str:
    texts = sum(each.texts for each in lists)
    missed = sum(len(each.missed) for each in lists)
    silent = sum(len(each.silent) for each in lists)
    return f"| {name} | {texts} | {missed} ({100 * missed / texts:.0f} %) | {silent} |"


def _worst(found: tuple[Finding, ...]) -> tuple[int, int]:
    """Return the worst rank of all findings, and of those that recognise the text."""
    of_all = max((_RANK[each.severity] for each in found), default=0)
    known = [each for each in found if each.code != "not-recognised"]
    return of_all, max((_RANK[each.severity] for each in known), default=0)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    told = [f"missed, {one.title}: {text}" for one in measured() for text in one.missed]
    sys.stdout.write("\n".join((PAGE.read_text("utf-8"), *told, "")))
