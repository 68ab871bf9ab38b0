"""Do the ingredients suit the patient, and the filler the drug?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.batch import BatchPlan
from ..model.bulk import BulkDrug
from ..model.finding import Finding, Severity
from ..reference import screened

__all__ = ["check_allergens", "check_filler_names", "check_medicines"]


def check_medicines(plan: BatchPlan) -> Iterator[Finding]:
    """Find an opioid among the other medicines."""
    for name in plan.request.prescription.other_medicines:
        for row in screened("medicine", name):
            message = f"{name}: {row['message']}"
            yield Finding(
                row["code"], row["severity"], "other_medicines", message, row["source"]
            )


def check_filler_names(plan: BatchPlan) -> Iterator[Finding]:
    """Find an excipient that is not advised for low-dose naltrexone."""
    for excipient in plan.excipients:
        for row in screened("filler", excipient.name):
            message = f"{excipient.name}: {row['message']}"
            yield Finding(
                row["code"], row["severity"], "filler", message, row["source"]
            )


def check_allergens(plan: BatchPlan) -> Iterator[Finding]:
    """Find what the patient may not have, or may not be known to be absent."""
    drug, refused = plan.request.drug, plan.request.prescription.intolerances
    if not isinstance(drug, BulkDrug):
        yield from _allergens(plan.powder.item, drug.contains, refused)
    for excipient in plan.excipients:
        yield from _allergens(excipient.name, excipient.contains, refused)


def _allergens(
    name: str, contains: tuple[str, ...] | None, refused: tuple[str, ...]
) -> Iterator[Finding]:
    if contains is None:
        message = f"{name}: what it contains is not stated"
        if refused:
            message += f"; it counts as containing {', '.join(refused)}"
        severity: Severity = "stop" if refused else "note"
        yield Finding(
            "contents-unknown", severity, "contains", message, "dailymed-labels"
        )
        return
    for each in contains:
        if any(_same(each, one) for one in refused):
            message = f"{name} contains {each}, which the patient may not have"
            yield Finding("allergen", "stop", "contains", message, "house")
        else:
            message = f"{name} contains {each}: the label must say so"
            yield Finding("contains", "note", "contains", message, "dailymed-labels")


def _same(one: str, other: str) -> bool:
    """Return whether one name holds the other: lactose is in lactose monohydrate."""
    one, other = one.casefold(), other.casefold()
    return one in other or other in one
