"""The container label: what stands on the vial that a patient holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from ...errors import FieldError, shown
from ...model.batch import CheckedBatch
from ...model.beyond_use import BeyondUseDate
from ...model.dispensed import Dispensed
from ...model.tablets import Tablets
from ...model.trituration import Trituration
from ...plan.dates import refuse_later_than_lots
from ...plan.genuine import require_genuine
from ...quantities.fields import line_or_blank
from ...quantities.units import Q, Quantity
from ...reference.leaflet import Sentence, sentences
from ...sheets.content import Blank, Facts, Page, Paragraph, Part, Section
from ...sheets.sheet import Sheet
from ...sheets.wording import day_text, joined, say
from ..product import allergens, each_capsule, form_of
from ..worksheet.sheet import DRAFT

__all__ = ["container_label", "label_copy"]


#: The page of each size of label, the smallest first.
_PAGES: Mapping[str, Page] = MappingProxyType(
    {"small": "small label", "large": "label", "tall": "tall label"}
)
#: More bars than these nobody counts.
_MOST_BARS = 10
#: A short text stands beside another one, a longer one has the width of the label.
_SHORT = 24
_OTHERS = say("Other ingredients")
#: What a small label has no room for.
_LARGER_ONLY = frozenset({"tell-label", "light"})


def container_label(
    plan: CheckedBatch,
    dispensed: Dispensed | None = None,
    *,
    beyond_use: BeyondUseDate | None,
    batch_number: str | None = None,
    pharmacy: str | Iterable[str] | None = None,
    size: str = "large",
) -> Sheet:
    """Return what the label of a container says.

    The strength stands in large type over bars, one for each milligram: strengths are
    told apart across a room, and without colour.

    Parameters
    ----------
    plan
        The plan; where it is not ready, the label is a draft.
    dispensed
        What the container is dispensed with. What is not stated is a blank to fill in,
        and the prescription number, the prescriber and the quantity are those of the
        plan. A small label has no blanks but for batch number and use by, no
        ingredients but allergens, and no word on light and surgeons: the leaflet says
        these.
    beyond_use
        Last day of use; `None` leaves a blank to fill in.
    batch_number
        The number that the house gave to the batch.
    pharmacy
        Who made them, and how to reach them: a line, or several.
    size
        ``small`` (57 mm by 32 mm), ``large`` (100 mm by 60 mm) or ``tall`` (102 mm by
        152 mm). What does not fit in type of 6 points is refused as it is printed,
        and the next larger size is named.

    Returns
    -------
    Sheet
        For a label of that size.

    Raises
    ------
    FieldError
        If more capsules are in the container than are dispensed, a text is more than a
        printable line, there is no such size, or a lot of the plan expires before the
        beyond-use date.

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
    >>> container_label(plan, beyond_use=None).title
    'naltrexone hydrochloride 4.5 mg in each capsule'
    """
    require_genuine(plan)
    refuse_later_than_lots(plan, beyond_use.date if beyond_use else None)
    given = Dispensed() if dispensed is None else dispensed
    page = _page(size)
    short, long = _short_rows(plan, given), _long_rows(plan, given)
    long.append((say("Made by"), _lines(pharmacy)))
    if size == "small":
        short, long = _stated(short), _stated(long)
    short += [
        (say("Batch number"), line_or_blank(batch_number, "batch_number")),
        (say("Use by"), day_text(beyond_use.date) if beyond_use else ""),
    ]
    long += [row for row in short if len(row[1]) > _SHORT]
    short = [row for row in short if len(row[1]) <= _SHORT]
    told = [each for each in sentences("label") if size != "small" or _is_short(each)]
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
                say("{held} to swallow whole", held=_held(plan, given.quantity)),
                (
                    *([Facts(tuple(long))] if long else []),
                    Facts(tuple(short), columns=2),
                    Paragraph(joined(warnings, " ")),
                    *cautions,
                    Paragraph(joined(others, " ")),
                ),
            ),
        ),
        page=page,
        bars=milligrams if milligrams <= _MOST_BARS else Fraction(0),
    )


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


def _short_rows(plan: CheckedBatch, given: Dispensed) -> list[Blank]:
    """Return whose the container is, and which of how many, where that is stated."""
    asked = plan.request.prescription
    on, refills = given.dispensed_on, given.refills
    rows: list[Blank] = [
        (say("Patient"), given.patient or ""),
        (say("Prescriber"), given.prescriber or asked.prescriber or ""),
        (say("Order"), given.prescription_number or asked.reference or ""),
        (say("Dispensed on"), "" if on is None else day_text(on)),
        (say("Refills"), "" if refills is None else f"{refills}"),
    ]
    if given.container is not None:
        number, count = given.container
        rows.append(
            (say("Container"), say("{number} of {count}", number=number, count=count))
        )
    if given.days is not None:
        first, last = given.days
        rows.append((say("Days"), say("{first} to {last}", first=first, last=last)))
    return rows


def _long_rows(plan: CheckedBatch, given: Dispensed) -> list[Blank]:
    """Return how to take the capsules, and what else is in them."""
    others = [each.item for each in (*plan.additives, *plan.fillers)]
    if isinstance(plan.request.drug, Tablets):
        others.append(say("other contents of the tablets"))
    if isinstance(plan.request.drug, Trituration):
        others.append(plan.request.drug.diluent)
    return [
        (say("Directions"), given.directions or ""),
        (_OTHERS, joined(dict.fromkeys(others), ", ")),
    ]


def _stated(rows: list[Blank]) -> list[Blank]:
    """Return what is stated of what stands on a small label."""
    return [(name, value) for name, value in rows if value and name != _OTHERS]


def _is_short(sentence: Sentence) -> bool:
    """Return whether even a small label says a sentence."""
    return sentence.key not in _LARGER_ONLY


def _lines(pharmacy: str | Iterable[str] | None) -> str:
    """Return who made them, in one line."""
    if pharmacy is None or isinstance(pharmacy, str):
        return line_or_blank(pharmacy, "pharmacy")
    return joined([line_or_blank(each, "pharmacy") for each in pharmacy], ", ")


def _held(plan: CheckedBatch, quantity: int | None) -> Quantity:
    most = plan.request.prescription.capsules
    held = most if quantity is None else quantity
    if held > most:
        expected = f"1 to {most} capsules, as many as are dispensed"
        raise FieldError(expected, shown(quantity), field="quantity")
    return Q("1 capsule") * held
