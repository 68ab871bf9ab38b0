"""The leaflet: what a patient takes home to read, each sentence with its source."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.batch import CheckedBatch
from ...model.beyond_use import BeyondUseDate
from ...plan.dates import refuse_later_than_lots
from ...plan.genuine import require_genuine
from ...quantities.fields import line_or_blank, note_or_blank
from ...quantities.units import Q
from ...reference.leaflet import sentences
from ...reference.sources import sources_part
from ...sheets.content import Facts, Paragraph, Section
from ...sheets.sheet import Sheet
from ...sheets.wording import cited, day_text, say
from ..product import allergens, each_capsule, form_of
from ..worksheet.sheet import DRAFT

__all__ = ["patient_leaflet"]

_TOPICS = {
    "what": say("What it is"),
    "before": say("Before you take it"),
    "opioids": say("No opioid medicines"),
    "take": say("How to take it"),
    "effects": say("Side effects"),
    "keep": say("How to keep it"),
}


def patient_leaflet(
    plan: CheckedBatch,
    *,
    beyond_use: BeyondUseDate | None = None,
    batch_number: str | None = None,
    directions: str | None = None,
    pharmacy: str | None = None,
) -> Sheet:
    """Return what the leaflet for the patient says.

    Parameters
    ----------
    plan
        The plan; where it is not ready, the leaflet is a draft.
    beyond_use
        Last day of use; `None` leaves a blank to fill in, as all the others do.
    batch_number
        The number that the house gave to the batch.
    directions
        How to take them, by the prescription.
    pharmacy
        Who made them, and how to reach them.

    Returns
    -------
    Sheet
        What the capsules are, and what a patient must know, with the sources.

    Raises
    ------
    FieldError
        If a text is more than a printable line.

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
    >>> print(patient_leaflet(plan).title)
    About your capsules: naltrexone hydrochloride 4.5 mg
    """
    require_genuine(plan)
    refuse_later_than_lots(plan, beyond_use.date if beyond_use else None)
    told = list(_told(plan))
    return Sheet(
        say(
            "About your capsules: {form} {each}",
            form=form_of(plan),
            each=each_capsule(plan),
        ),
        None if plan.ready else DRAFT,
        (
            Section(
                say("Your capsules"),
                (_capsules(plan, beyond_use, batch_number, directions, pharmacy),),
            ),
            *(
                Section(
                    title,
                    tuple(
                        Paragraph(cited(text, key))
                        for about, text, key in told
                        if about == topic
                    ),
                )
                for topic, title in _TOPICS.items()
            ),
            Section(say("Sources"), (sources_part(key for _, _, key in told),)),
        ),
    )


def _told(plan: CheckedBatch) -> Iterator[tuple[str, str, str]]:
    """Yield topic, sentence and key of the source of all that a patient is told."""
    yield (
        "what",
        say(
            "Each capsule holds {each} of {form}.",
            each=each_capsule(plan),
            form=form_of(plan),
        ),
        "house",
    )
    for each in sentences("leaflet"):
        yield each.topic, each.text, each.source
    for text in allergens(plan):
        yield "before", text, "dailymed-labels"


def _capsules(
    plan: CheckedBatch,
    beyond_use: BeyondUseDate | None,
    batch_number: str | None,
    directions: str | None,
    pharmacy: str | None,
) -> Facts:
    held = Q("1 capsule") * plan.request.prescription.capsules
    return Facts(
        (
            (
                say("In each capsule"),
                say(
                    "{each} of {form}",
                    each=each_capsule(plan),
                    form=form_of(plan),
                ),
            ),
            (say("Number of capsules"), str(held)),
            (say("Directions"), note_or_blank(directions, "directions")),
            (say("Use by"), day_text(beyond_use.date) if beyond_use else ""),
            (say("Batch number"), line_or_blank(batch_number, "batch_number")),
            (say("Made by"), line_or_blank(pharmacy, "pharmacy")),
        )
    )
