"""The container label: what stands on the vial that a patient holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TypedDict

from ...errors import FieldError, shown
from ...model.batch import CheckedBatch
from ...model.beyond_use import BeyondUseDate
from ...model.dispensed import Dispensed
from ...plan.dates import refuse_later_than_lots
from ...plan.genuine import require_genuine
from ...quantities.fields import line_or_blank
from ...reference.label_rules import LabelRules, label_rules
from ...reference.leaflet import sentences, time_in_words
from ...sheets.content import Blank, Facts, Page, Paragraph, Part, Section
from ...sheets.sheet import Sheet
from ...sheets.wording import day_text, joined, say
from ..product import allergens, each_capsule, form_of, held, other_ingredients
from ..worksheet.sheet import DRAFT

__all__ = ["LabelLook", "container_label", "label_copy", "refuse_language"]


class LabelLook(TypedDict, total=False):
    """What the labels of a batch share: the arguments of `BatchPlan.label` by name."""

    beyond_use: BeyondUseDate | None
    batch_number: str | None
    pharmacy: str | Iterable[str] | None
    size: str
    rules: str | Iterable[str]
    code: bool
    language: str


#: The page of each size of label, the smallest first.
_PAGES: Mapping[str, Page] = MappingProxyType(
    {"small": "small label", "large": "label", "tall": "tall label"}
)
#: More bars than these nobody counts.
_MOST_BARS = 10
#: A short text stands beside another one, a longer one has the width of the label.
_SHORT = 24
#: The rows that stand above the longer ones, below them, and those themselves.
_FIRST = (
    "patient",
    "prescriber",
    "prescription_number",
    "prescribed_on",
    "dispensed_on",
    "dispensed_by",
)
_LAST = ("refills", "container", "days", "made_on", "batch_number", "beyond_use")
_LONG = ("directions", "time_of_day", "ingredients", "pharmacy")
#: What is left to fill in by hand where nothing is stated and no rule asks for more.
_BLANKS = frozenset({"batch_number", "beyond_use"})
_LARGER_BLANKS = _BLANKS | {
    "patient",
    "prescriber",
    "prescription_number",
    "dispensed_on",
    "directions",
    "pharmacy",
}
#: What stands there only where a rule asks for it: the use-by date follows from it.
_ONLY_ASKED = frozenset({"made_on"})
#: What a small label has no room for, unless a rule asks for it.
_LARGER_ONLY = frozenset({"tell-label", "light", "ingredients"})
#: What a code can say of a batch number: characters of GS1, but for brackets.
_CODED = re.compile(r"[!\"%-'*-?A-Z_a-z]{1,20}")


def container_label(
    plan: CheckedBatch,
    dispensed: Dispensed | None = None,
    *,
    beyond_use: BeyondUseDate | None,
    batch_number: str | None = None,
    pharmacy: str | Iterable[str] | None = None,
    size: str = "large",
    rules: str | Iterable[str] = (),
    code: bool = False,
) -> Sheet:
    """Return what the label of a container says.

    The strength stands in large type over bars, one for each milligram: strengths are
    told apart across a room, and without colour.

    Parameters
    ----------
    plan
        The plan; where it is not ready, the label is a draft.
    dispensed
        What the container is dispensed with. The prescription number, the prescriber
        and the quantity are those of the plan where it says none. Of what is usual and
        not stated, a blank is left to fill in.
    beyond_use
        Last day of use; `None` leaves a blank to fill in.
    batch_number
        The number that the house gave to the batch.
    pharmacy
        Who made them, and how to reach them: a line, or several.
    size
        ``small`` (57 mm by 32 mm), ``large`` (100 mm by 60 mm) or ``tall`` (102 mm by
        152 mm). A small label has no blanks but for batch number and use by, no
        ingredients but allergens, and no word on light and surgeons: the leaflet says
        these. What does not fit in type of 6 points is refused as it is printed, and
        the next larger size is named.
    rules
        Rules on labels, by their names in `reference.label_rules_names`. What they ask
        for and nobody stated is a blank (`Sheet.blanks` names them).
    code
        Whether a QR code says batch number and last day of use, for a scanner.

    Returns
    -------
    Sheet
        For a label of that size.

    Raises
    ------
    FieldError
        If more capsules are in the container than are dispensed, a text is more than a
        printable line, there is no such size, a code has not both to say, or a lot of
        the plan expires before the beyond-use date.
    UnknownNameError
        If there is no such rule.

    Examples
    --------
    >>> from ldn_compound import (
    ...     BulkDrug, Filler, PackStatistic, Prescription, plan_batch, reference)
    >>> measured = PackStatistic("130 mg", size="3")
    >>> plan = plan_batch(
    ...     Prescription(strength="4.5 mg", capsules=100),
    ...     drug=BulkDrug("naltrexone hydrochloride", assay="100 %", basis="as is",
    ...                   packing=measured),
    ...     filler=Filler("sucrose", packing=measured), shell=reference.shell("3"))
    >>> label = container_label(plan, beyond_use=None, size="small", rules="us-nc")
    >>> label.title
    'naltrexone hydrochloride 4.5 mg in each capsule'
    >>> label.blanks[:3]
    ('Patient', 'Prescriber', 'Prescription')
    """
    require_genuine(plan)
    refuse_later_than_lots(plan, beyond_use.date if beyond_use else None)
    page = _page(size)
    given = Dispensed() if dispensed is None else dispensed
    asked = {part for each in _rules(rules) for part in each.asks}
    rows = {
        **_of_patient(plan, given),
        "ingredients": (say("Other ingredients"), other_ingredients(plan)),
        "pharmacy": (say("Made by"), _lines(pharmacy)),
        **_of_batch(plan, given, beyond_use),
        "batch_number": (
            say("Batch number"),
            line_or_blank(batch_number, "batch_number"),
        ),
        "beyond_use": (say("Use by"), day_text(beyond_use.date) if beyond_use else ""),
    }
    small = size == "small"
    left_out = _ONLY_ASKED - asked | (_LARGER_ONLY if small and not asked else set())
    blanks = (_BLANKS if small else _LARGER_BLANKS) | asked
    shown_rows = {
        name: row
        for name, row in rows.items()
        if name not in left_out and (row[1] or name in blanks)
    }
    told = [each for each in sentences("label") if each.key not in left_out]
    warnings = [each.text for each in told if each.topic != "keep"]
    others = [*allergens(plan), *(each.text for each in told if each.topic == "keep")]
    cautions = [] if given.cautions is None else [Paragraph(given.cautions)]
    milligrams = Fraction(plan.on_label.drug.to("mg").magnitude)
    return Sheet(
        say(
            "{form} {each} in each capsule",
            form=form_of(plan),
            each=each_capsule(plan),
        ),
        None if plan.ready else DRAFT,
        (
            Section(
                say("{held} to swallow whole", held=held(plan, given.quantity)),
                (
                    *_facts(shown_rows, columns=1 if size == "tall" else 2),
                    Paragraph(joined(warnings, " ")),
                    *cautions,
                    Paragraph(joined(others, " ")),
                ),
            ),
        ),
        page=page,
        bars=milligrams if milligrams <= _MOST_BARS else Fraction(0),
        code=_code(batch_number, beyond_use) if code else None,
    )


def refuse_language(rules: str | Iterable[str], language: str) -> None:
    """Refuse a language where a rule on labels asks for another one."""
    for each in _rules(rules):
        if each.language not in (None, language):
            expected = f"{each.language!r}, as {each.name} asks"
            raise FieldError(expected, shown(language), field="language")


def label_copy(label: Sheet) -> tuple[Part, ...]:
    """Return what stands on a label, as parts of a record.

    Parameters
    ----------
    label
        The label.

    Returns
    -------
    tuple of Part
        All of its words, in their order.
    """
    parts: list[Part] = [Paragraph(label.title)]
    for section in label.sections:
        parts += [Paragraph(section.title), *section.parts]
    return tuple(parts)


def _page(size: str) -> Page:
    page = _PAGES.get(str(size))
    if page is None:
        raise FieldError(" or ".join(map(repr, _PAGES)), shown(size), field="size")
    return page


def _rules(rules: str | Iterable[str]) -> list[LabelRules]:
    """Return the rules by their names."""
    names = [rules] if isinstance(rules, str) else rules
    return [label_rules(name) for name in names]


def _of_patient(plan: CheckedBatch, given: Dispensed) -> dict[str, Blank]:
    """Return whose the container is, and how to take what is in it."""
    asked = plan.request.prescription
    number = given.prescription_number or asked.reference or ""
    return {
        "patient": (say("Patient"), given.patient or ""),
        "prescriber": (say("Prescriber"), given.prescriber or asked.prescriber or ""),
        "prescription_number": (say("Prescription"), number),
        "prescribed_on": (say("Prescribed on"), _day(given.prescribed_on)),
        "dispensed_on": (say("Dispensed on"), _day(given.dispensed_on)),
        "dispensed_by": (say("Dispensed by"), given.dispensed_by or ""),
        "directions": (say("Directions"), given.directions or ""),
        "time_of_day": (
            say("Time of day"),
            "" if given.time_of_day is None else time_in_words(given.time_of_day),
        ),
    }


def _of_batch(
    plan: CheckedBatch, given: Dispensed, beyond_use: BeyondUseDate | None
) -> dict[str, Blank]:
    """Return which container of which batch it is."""
    refills, container, days = given.refills, given.container, given.days
    made_on = plan.request.made_on if beyond_use is None else beyond_use.compounded
    return {
        "refills": (say("Refills"), "" if refills is None else f"{refills}"),
        "container": (
            say("Container"),
            ""
            if container is None
            else say("{number} of {count}", number=container[0], count=container[1]),
        ),
        "days": (
            say("Days"),
            ""
            if days is None
            else say("{first} to {last}", first=days[0], last=days[1]),
        ),
        "made_on": (say("Made on"), _day(made_on)),
    }


def _day(day: dt.date | None) -> str:
    return "" if day is None else day_text(day)


def _facts(rows: Mapping[str, Blank], *, columns: int) -> Iterator[Facts]:
    """Yield the rows, so many in a line, but for the long ones."""
    long = {
        name for name, (_, text) in rows.items() if len(text) > _SHORT or name in _LONG
    }
    first = tuple(rows[name] for name in _FIRST if name in rows.keys() - long)
    last = tuple(rows[name] for name in _LAST if name in rows.keys() - long)
    whole = tuple(row for name, row in rows.items() if name in long)
    for part, side_by_side in ((first, columns), (whole, 1), (last, columns)):
        if part:
            yield Facts(part, columns=side_by_side)


def _code(batch_number: str | None, beyond_use: BeyondUseDate | None) -> str:
    """Return batch and last day in brackets, by the identifiers 10 and 17 of GS1."""
    if beyond_use is None:
        raise FieldError("a date, which a code says", "None", field="beyond_use")
    if batch_number is None or not _CODED.fullmatch(batch_number):
        expected = "1 to 20 letters, digits or signs, without brackets, for a code"
        raise FieldError(expected, shown(batch_number), field="batch_number")
    return f"(17){beyond_use.date:%y%m%d}(10){batch_number}"


def _lines(pharmacy: str | Iterable[str] | None) -> str:
    """Return who made them, in one line."""
    if pharmacy is None or isinstance(pharmacy, str):
        return line_or_blank(pharmacy, "pharmacy")
    return joined([line_or_blank(each, "pharmacy") for each in pharmacy], ", ")
