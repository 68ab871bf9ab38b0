"""The leaflet: what a patient takes home to read, each sentence with its source."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.batch import CheckedBatch
from ...model.beyond_use import BeyondUseDate
from ...model.dispensed import Dispensed
from ...plan.dates import refuse_later_than_lots
from ...plan.genuine import require_genuine
from ...quantities.fields import line_or_blank
from ...reference.leaflet import sentences, time_told
from ...reference.sources import described
from ...sheets.content import Facts, Paragraph, Section
from ...sheets.sheet import Sheet
from ...sheets.wording import day_text, say
from ..product import allergens, each_capsule, form_of, held, other_ingredients
from ..worksheet.sheet import DRAFT

__all__ = ["patient_leaflet"]

_TOPICS = {
    "what": say("What it is"),
    "before": say("Before you take it"),
    "opioids": say("No opioid medicines"),
    "take": say("How to take it"),
    "effects": say("Side effects"),
    "help": say("When to get help"),
    "keep": say("How to keep it"),
}
#: What is said of the time of day where none is prescribed.
_USUAL_TIMES = frozenset({"once-daily", "mornings"})
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def patient_leaflet(
    plan: CheckedBatch,
    dispensed: Dispensed | None = None,
    *,
    beyond_use: BeyondUseDate | None = None,
    batch_number: str | None = None,
    pharmacy: str | None = None,
    large_print: bool = False,
) -> Sheet:
    """Return what the leaflet for the patient says.

    Parameters
    ----------
    plan
        The plan; where it is not ready, the leaflet is a draft.
    dispensed
        What is dispensed: how and when to take it, and how many capsules; `None`: all
        of them, with a blank for the directions.
    beyond_use
        Last day of use; `None` leaves a blank to fill in, as all the others do.
    batch_number
        The number that the house gave to the batch.
    pharmacy
        Who made them, and how to reach them.
    large_print
        Whether it is for somebody who sees little.

    Returns
    -------
    Sheet
        What the capsules are, and what a patient must know; a raised number at each
        sentence is that of its source, at the end.

    Raises
    ------
    FieldError
        If a text is more than a printable line, or more capsules are dispensed than
        the plan has.

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
    given = Dispensed() if dispensed is None else dispensed
    told = [each for topic in _TOPICS for each in _told(plan, topic, given.time_of_day)]
    numbers = {
        key: number
        for number, key in enumerate(dict.fromkeys(key for _, _, key in told), start=1)
    }
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
                (_capsules(plan, given, beyond_use, batch_number, pharmacy),),
            ),
            *(
                Section(
                    title,
                    tuple(
                        Paragraph(_noted(text, numbers[key]))
                        for about, text, key in told
                        if about == topic
                    ),
                )
                for topic, title in _TOPICS.items()
            ),
            Section(
                say("Sources"),
                (
                    Facts(
                        tuple((f"{numbers[key]}", described(key)) for key in numbers),
                        notes=True,
                    ),
                ),
            ),
        ),
        large=large_print,
        two_pages=True,
    )


def _noted(text: str, number: int) -> str:
    """Return a sentence with the number of its source."""
    return say("{text}{note}", text=text, note=str(number).translate(_RAISED))


def _told(
    plan: CheckedBatch, topic: str, time_of_day: str | None
) -> Iterator[tuple[str, str, str]]:
    """Yield topic, sentence and key of the source of what is told under a title."""
    if topic == "what":
        each = say(
            "Each capsule holds {each} of {form}.",
            each=each_capsule(plan),
            form=form_of(plan),
        )
        yield topic, each, "as-prescribed"
    if topic == "take" and time_of_day is not None:
        yield topic, *time_told(time_of_day)
    left_out = frozenset() if time_of_day is None else _USUAL_TIMES
    for sentence in sentences("leaflet"):
        if sentence.topic == topic and sentence.key not in left_out:
            yield topic, sentence.text, sentence.source
    if topic == "before":
        for text in allergens(plan):
            yield topic, text, "as-prescribed"


def _capsules(
    plan: CheckedBatch,
    given: Dispensed,
    beyond_use: BeyondUseDate | None,
    batch_number: str | None,
    pharmacy: str | None,
) -> Facts:
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
            (say("Other ingredients"), other_ingredients(plan)),
            (say("Number of capsules"), str(held(plan, given.quantity))),
            (say("Directions"), given.directions or ""),
            (say("Use by"), day_text(beyond_use.date) if beyond_use else ""),
            (say("Batch number"), line_or_blank(batch_number, "batch_number")),
            (say("Made by"), line_or_blank(pharmacy, "pharmacy")),
        )
    )
