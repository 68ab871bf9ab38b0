"""The compounding record: how one batch was made, by whom, from which lots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...errors import FieldError
from ...model.batch import CheckedBatch
from ...model.beyond_use import BeyondUseDate
from ...model.finding import Finding, findings_part
from ...model.made import Made
from ...model.verdict import Verdict
from ...plan.bench.findings import check_made
from ...plan.digest import digest_of
from ...plan.explain.steps import plan_steps
from ...quantities.fields import line_or_blank
from ...quantities.units import Q
from ...reference.sources import sources_part
from ...sheets.content import Facts, Paragraph, Part, Section, Task
from ...sheets.sheet import Sheet
from ...sheets.wording import cited, joined, say
from ..explained.formulas import explain
from ..patient.label import container_label, label_copy
from ..product import described, each_capsule, exact_form, product_facts
from ..worksheet.sheet import DRAFT
from .beyond_use import beyond_use_keys, beyond_use_parts
from .entries import (
    balance_part,
    making_part,
    tablets_section,
    weighings_parts,
    yield_part,
)
from .expected import EXPECTED_SOURCES, expected_results
from .materials import lots_table, source_facts
from .precautions import PRECAUTIONS, STORAGE

__all__ = ["NOT_RELEASED", "compounding_record"]

NOT_RELEASED = say("STOP - NOT TO BE RELEASED")

_NOTHING = Made()


def compounding_record(
    plan: CheckedBatch,
    *,
    made: Made | None = None,
    beyond_use: BeyondUseDate | None = None,
    verdicts: Iterable[Verdict] = (),
    digest: str | None = None,
    directions: str | None = None,
    pharmacy: str | None = None,
) -> Sheet:
    """Return what the compounding record of a batch says.

    Parameters
    ----------
    plan
        The plan that is followed; it gives the targets, and no actual amount.
    made
        What was entered; what was not is a blank to fill in.
    beyond_use
        Last day of use; `None` leaves a blank.
    verdicts
        What tests say of the batch.
    digest
        The SHA-256 of what the plan follows from, where it was kept; else that of
        the plan is worked out.
    directions
        How to take them, as the label says.
    pharmacy
        Who made them, as the label says.

    Returns
    -------
    Sheet
        Identity, people, lots, weighings, yield, results, label, release and sources;
        findings where an entry is off.

    Raises
    ------
    UnknownNameError
        If something was entered for an item that the plan does not weigh.
    FieldError
        If the day of compounding is not that of the beyond-use date, a lot expires
        before that date, or a text is more than a printable line.

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
    >>> record = compounding_record(plan, made=Made(batch_number="B-17"))
    >>> dict(record.sections[0].parts[0].rows)["Batch number"]
    'B-17'
    """
    entries = made or _NOTHING
    _refuse_another_day(entries, beyond_use)
    found = check_made(plan, entries)
    judged = tuple(verdicts)
    label = container_label(
        plan,
        beyond_use=beyond_use,
        batch_number=entries.batch_number,
        directions=directions,
        pharmacy=pharmacy,
    )
    return Sheet(
        say(
            "Compounding record: {capsules} of {form} {each}",
            capsules=Q("1 capsule") * plan.request.prescription.capsules,
            form=exact_form(plan),
            each=each_capsule(plan),
        ),
        _banner(plan, found),
        (
            Section(say("Batch"), (_batch(plan, entries, digest),)),
            Section(say("Findings of the plan"), (findings_part(plan.findings),)),
            Section(say("Findings of the entries"), (findings_part(found),)),
            Section(say("Product"), (product_facts(plan),)),
            Section(say("Precautions"), _precautions()),
            Section(
                say("Components"),
                (lots_table(plan), _certificates(), source_facts(plan)),
            ),
            Section(say("Balance"), (balance_part(),)),
            *tablets_section(plan, entries),
            Section(say("Weighings"), weighings_parts(plan, entries)),
            Section(say("Making"), (making_part(plan, entries),)),
            Section(say("Yield and remainder"), (yield_part(plan, entries),)),
            Section(
                say("Results"),
                (
                    *_results(plan),
                    *(each.as_facts() for each in judged),
                    expected_results(plan),
                ),
            ),
            Section(
                say("Calculations"),
                (_calculations(), *(explain(step) for step in plan_steps(plan))),
            ),
            Section(
                say("Beyond-use date and storage"),
                (
                    *beyond_use_parts(beyond_use),
                    Paragraph(cited(STORAGE, "naltrexone-label")),
                ),
            ),
            Section(say("Copy of the label"), label_copy(label)),
            Section(say("Deviations and problems"), (_deviations(entries),)),
            Section(say("Release"), (_release(plan, entries),)),
            Section(
                say("Sources"), (sources_part(_keys(plan, found, judged, beyond_use)),)
            ),
        ),
    )


def _refuse_another_day(made: Made, beyond_use: BeyondUseDate | None) -> None:
    if made.made_on is None or beyond_use is None:
        return
    if made.made_on != beyond_use.compounded:
        day = beyond_use.compounded.isoformat()
        expected = f"{day}, from which the beyond-use date is counted"
        way_out = "work out the beyond-use date again"
        raise FieldError(expected, made.made_on.isoformat(), way_out, "made_on")


def _banner(plan: CheckedBatch, found: tuple[Finding, ...]) -> str | None:
    if not plan.ready:
        return DRAFT
    stops = any(each.severity == "stop" for each in found)
    return NOT_RELEASED if stops else None


def _batch(plan: CheckedBatch, made: Made, digest: str | None) -> Facts:
    order = plan.request.prescription
    rows = (
        (say("Batch number"), made.batch_number),
        (say("Date of compounding"), made.made_on and made.made_on.isoformat()),
        (say("Time of compounding"), None),
        (say("Order"), order.reference),
        (say("Prescriber"), order.prescriber),
        (say("Patient"), None),
        (say("Master formulation record"), made.master_formula),
        (say("Made by"), made.made_by),
        (say("Checked by"), made.checked_by),
        (say("House rules"), plan.request.policy.name),
        (
            say("SHA-256 of the inputs"),
            line_or_blank(digest or digest_of(plan), "digest"),
        ),
    )
    return Facts(tuple((name, value or "") for name, value in rows))


def _precautions() -> tuple[Part, ...]:
    blanks = say("Precautions kept, initials"), say("Bench cleaned before and after")
    return (
        *(Paragraph(cited(text, key)) for text, key in PRECAUTIONS),
        Facts(tuple((name, "") for name in blanks)),
    )


def _certificates() -> Facts:
    names = say("Item number and certificate of each lot"), say("Lots checked by")
    return Facts(tuple((name, "") for name in names))


def _results(plan: CheckedBatch) -> tuple[Part, ...]:
    weights = say("Weights of ten filled capsules, one by one, in mg.")
    mean = say("Mean of the ten, mg")
    numbers = [str(number) for number in range(1, 11)]
    if plan.shells < len(numbers):
        weights = say(
            "Weights of all filled capsules ({shells}), one by one, in mg.",
            shells=plan.shells * Q("1 capsule"),
        )
        mean = say("Mean of all of them, mg")
    names = mean, say("Weighed by"), say("Checked by")
    return (
        Task(weights, tuple(numbers[: plan.shells])),
        Facts(tuple((name, "") for name in names)),
    )


def _calculations() -> Facts:
    return Facts(((say("Calculations checked by a second person"), ""),))


def _deviations(made: Made) -> Facts:
    return Facts(
        (
            (say("Deviations, and why"), joined(made.deviations, "; ")),
            (say("Problems, and what was done"), joined(made.problems, "; ")),
            (say("Adverse events reported"), ""),
            (say("Why it is compounded"), ""),
        )
    )


def _release(plan: CheckedBatch, made: Made) -> Facts:
    rows = (
        (say("Look expected"), described(plan)),
        (say("Look found"), made.description),
        (say("Container and closure looked at by"), None),
        (say("All checks done and written down"), None),
        (say("Decision: release or reject"), None),
        (say("Reviewed by"), None),
        (say("Date of review"), None),
        (say("Keep this record until"), None),
    )
    return Facts(tuple((name, value or "") for name, value in rows))


def _keys(
    plan: CheckedBatch,
    found: tuple[Finding, ...],
    verdicts: tuple[Verdict, ...],
    beyond_use: BeyondUseDate | None,
) -> Iterator[str]:
    """Yield the key of every source that the record names."""
    yield from (each.source for each in (*plan.findings, *found))
    yield from (each.source for each in verdicts)
    yield from (step.source for step in plan_steps(plan))
    yield from (key for _, key in PRECAUTIONS)
    yield from EXPECTED_SOURCES
    yield from beyond_use_keys(beyond_use)
    yield from ("naltrexone-label", "usp-795-records")
