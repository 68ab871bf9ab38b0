"""The container label: what stands on the vial that a patient holds."""

from __future__ import annotations

from ...errors import FieldError, shown
from ...model.batch import CheckedBatch
from ...model.beyond_use import BeyondUseDate
from ...plan.dates import refuse_later_than_lots
from ...plan.genuine import require_genuine
from ...quantities.fields import line_or_blank, whole_number
from ...quantities.units import Q
from ...reference.leaflet import sentences
from ...sheets.content import Facts, Paragraph, Part, Section
from ...sheets.sheet import Sheet
from ...sheets.wording import day_text, joined, say
from ..product import allergens, each_capsule, form_of
from ..worksheet.sheet import DRAFT

__all__ = ["container_label", "label_copy"]


def container_label(
    plan: CheckedBatch,
    *,
    beyond_use: BeyondUseDate | None,
    quantity: int | None = None,
    order: str | None = None,
    batch_number: str | None = None,
    directions: str | None = None,
    pharmacy: str | None = None,
) -> Sheet:
    """Return what the label of a container says.

    Parameters
    ----------
    plan
        The plan; where it is not ready, the label is a draft.
    beyond_use
        Last day of use; `None` leaves a blank to fill in, as all the others do.
    quantity
        Capsules in this container; `None`: all that are dispensed.
    order
        The order that this container is for, where several were made together; `None`:
        that of the plan.
    batch_number
        The number that the house gave to the batch.
    directions
        How to take them, by the prescription.
    pharmacy
        Who made them, and how to reach them.

    Returns
    -------
    Sheet
        For a label of 100 mm by 60 mm.

    Raises
    ------
    FieldError
        If more capsules are in the container than are dispensed, or none, a text is
        more than a printable line, or a lot of the plan expires before the beyond-use
        date.

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
    held = Q("1 capsule") * _held(plan, quantity)
    rows = [
        (say("Directions"), line_or_blank(directions, "directions")),
        (say("Use by"), day_text(beyond_use.date) if beyond_use else ""),
        (say("Batch number"), line_or_blank(batch_number, "batch_number")),
        (say("Made by"), line_or_blank(pharmacy, "pharmacy")),
    ]
    reference = order or plan.request.prescription.reference
    if reference is not None:
        rows.insert(1, (say("Order"), line_or_blank(reference, "order")))
    told = sentences("label")
    warnings = [each.text for each in told if each.topic != "keep"]
    others = [*allergens(plan), *(each.text for each in told if each.topic == "keep")]
    return Sheet(
        say(
            "{form} {each} in each capsule",
            form=form_of(plan),
            each=each_capsule(plan),
        ),
        None if plan.ready else DRAFT,
        (
            Section(
                say("{held} to swallow whole", held=held),
                (
                    Facts(tuple(rows)),
                    Paragraph(joined(warnings, " ")),
                    Paragraph(joined(others, " ")),
                ),
            ),
        ),
        page="label",
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


def _held(plan: CheckedBatch, quantity: int | None) -> int:
    most = plan.request.prescription.capsules
    if quantity is None:
        return most
    try:
        held = whole_number(quantity)
    except FieldError as error:
        raise error.at("quantity") from None
    if not 1 <= held <= most:
        expected = f"1 to {most} capsules, as many as are dispensed"
        raise FieldError(expected, shown(quantity), field="quantity")
    return held
