"""The master formulation record: how the capsules are made, for every batch of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from attrs import evolve

from ...model.batch import CheckedBatch
from ...model.finding import Finding, findings_part
from ...model.master_formula import MasterFormula
from ...plan.bench.made import bench_weighings
from ...plan.digest import formula_digest_of
from ...plan.explain.steps import plan_steps
from ...plan.genuine import require_genuine
from ...quantities.fields import line_or_blank
from ...quantities.units import shortened
from ...reference import beyond_use_rule, stability_studies
from ...reference.leaflet import sentences
from ...reference.sources import sources_part
from ...sheets.content import Facts, Paragraph, Part, Section, Table
from ...sheets.sheet import Sheet
from ...sheets.wording import cited, day_text, say
from ..explained.formulas import explain
from ..patient.label import container_label, label_copy
from ..product import each_capsule, form_of, product_facts
from ..worksheet.entry import Bench
from ..worksheet.sheet import DRAFT
from ..worksheet.tasks import bench_tasks, powder_in_tablets, tablet_tasks
from ..worksheet.weighing_table import formula_table
from .expected import EXPECTED_SOURCES, expected_results
from .materials import equipment_facts, shells_fact, source_facts
from .precautions import PRECAUTIONS, STORAGE

__all__ = ["master_formulation_record"]

_BLANK = MasterFormula("-")


def master_formulation_record(
    plan: CheckedBatch,
    *,
    formula: MasterFormula | None = None,
    calculated_by: str | None = None,
    digest: str | None = None,
) -> Sheet:
    """Return what the master formulation record of a plan says, for every batch of it.

    No lot and no date of one batch is in it.

    Parameters
    ----------
    plan
        The plan; its amounts are for a batch of that size.
    formula
        Head of the record: number, version, who stands for it; `None` leaves blanks.
    calculated_by
        Name and version of the program.
    digest
        The SHA-256 of what the plan follows from, where it was kept; else that of
        the plan is worked out.

    Returns
    -------
    Sheet
        Head, product, components, equipment, precautions, calculations, steps, expected
        results, beyond-use date, label, sources, revisions.

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
    >>> record = master_formulation_record(plan, formula=MasterFormula("MF-12"))
    >>> [section.title for section in record.sections][:3]
    ['Record', 'Product', 'Findings']
    """
    require_genuine(plan)
    label = container_label(_of_any_order(plan), beyond_use=None)
    return Sheet(
        say(
            "Master formulation record: {form} {each}, capsules",
            form=form_of(plan),
            each=each_capsule(plan),
        ),
        None if plan.ready else DRAFT,
        (
            Section(say("Record"), (_head(plan, formula, calculated_by, digest),)),
            Section(say("Product"), (product_facts(plan),)),
            Section(say("Findings"), (findings_part(_of_every_batch(plan)),)),
            Section(
                say("Components"),
                (
                    _batch(plan),
                    formula_table(plan),
                    *_by_tablets(plan),
                    shells_fact(plan),
                    source_facts(plan),
                ),
            ),
            Section(say("Equipment and supplies"), (equipment_facts(plan),)),
            Section(
                say("Precautions"),
                tuple(Paragraph(cited(text, key)) for text, key in PRECAUTIONS),
            ),
            Section(
                say("Calculations"), tuple(explain(step) for step in plan_steps(plan))
            ),
            Section(say("Steps"), tuple(_steps(plan))),
            Section(say("Checks and expected results"), (expected_results(plan),)),
            Section(
                say("Beyond-use date and storage"),
                tuple(_evidence(plan)),
            ),
            Section(say("Label"), label_copy(label)),
            Section(say("Why it is compounded"), (_reasons(),)),
            Section(say("Revisions"), (_revisions(),)),
            Section(say("Sources"), (sources_part(_keys(plan)),)),
        ),
    )


def _head(
    plan: CheckedBatch,
    formula: MasterFormula | None,
    calculated_by: str | None,
    digest: str | None,
) -> Facts:
    head = formula or _BLANK
    days = [each and day_text(each) for each in (head.effective, head.review)]
    rows = (
        (say("Number"), formula and formula.number),
        (say("Version"), head.version),
        (say("Effective from"), days[0]),
        (say("Review by"), days[1]),
        (say("Written by"), head.author),
        (say("Approved by"), head.approver),
        (say("Jurisdiction"), head.jurisdiction),
        (say("House rules"), plan.request.policy.name),
        (say("Calculated by"), line_or_blank(calculated_by, "calculated_by")),
        (
            say("SHA-256 of the formula"),
            line_or_blank(digest or formula_digest_of(plan), "digest"),
        ),
    )
    return Facts(tuple((name, value or "") for name, value in rows))


def _of_every_batch(plan: CheckedBatch) -> tuple[Finding, ...]:
    """Return what was found, but for the lots of one batch."""
    return tuple(each for each in plan.findings if each.code != "lot-expired")


def _of_any_order(plan: CheckedBatch) -> CheckedBatch:
    """Return the plan without the number of one order: a formula serves them all."""
    order = evolve(plan.request.prescription, reference=None)
    return evolve(plan, request=evolve(plan.request, prescription=order))


def _batch(plan: CheckedBatch) -> Paragraph:
    return Paragraph(
        say(
            "For a batch of {batch_size}: {blend_mass} of blend, of which "
            "{drug_needed} is {form}.",
            batch_size=plan.batch_size,
            blend_mass=shortened(plan.blend_mass, 2),
            drug_needed=plan.drug_needed,
            form=form_of(plan),
        )
    )


def _by_tablets(plan: CheckedBatch) -> Iterator[Paragraph]:
    """Yield how the powder follows from the tablets that are at hand."""
    crushed = plan.crushed
    if crushed is None or not plan.weighs_powder:
        return
    letter = bench_weighings(plan)[0]
    yield Paragraph(
        say(
            "{letter} is {tablets} x the mean mass of the tablets at hand, here "
            "{mean_mass}: weigh those that are crushed.",
            letter=letter.letter,
            tablets=powder_in_tablets(plan),
            mean_mass=crushed.tablets.mean_mass,
        )
    )


def _steps(plan: CheckedBatch) -> Iterator[Part]:
    """Yield the tasks of the bench as numbered sentences: a record has no boxes."""
    numbers = count(1)
    bench = Bench.of(plan)
    for part in (*tablet_tasks(bench), *bench_tasks(bench)):
        number = f"{next(numbers)}."
        yield Paragraph(say("{number} {text}", number=number, text=part.text))


def _evidence(plan: CheckedBatch) -> Iterator[Paragraph]:
    """Yield storage, the limit of the rule, and the studies beside it."""
    rule = beyond_use_rule(plan.request.policy.beyond_use_rule)
    yield Paragraph(
        cited(
            say(
                "At most {limit} by {rule}: {note}.",
                limit=rule.limit,
                rule=rule.name,
                note=rule.note,
            ),
            rule.source,
        )
    )
    yield Paragraph(cited(STORAGE, "naltrexone-label"))
    for study in stability_studies():
        yield Paragraph(
            cited(
                say(
                    "Study, {name}: {capsules}, {length}, {storage}; {found}. It lifts "
                    "no limit.",
                    name=study.name,
                    capsules=study.capsules,
                    length=study.length,
                    storage=study.storage,
                    found=study.found,
                ),
                study.source,
            )
        )


def _reasons() -> Facts:
    names = (
        say("Why no marketed product serves"),
        say("Risk assessment"),
        say("Training that is needed"),
        say("Other information for repeatability"),
    )
    return Facts(tuple((name, "") for name in names))


def _revisions() -> Table:
    header = say("Version"), say("Date"), say("By"), say("What changed, and why")
    return Table(header, (("", "", "", ""),) * 2)


def _keys(plan: CheckedBatch) -> Iterator[str]:
    """Yield the key of every source that the record names."""
    yield from (found.source for found in plan.findings)
    yield from (step.source for step in plan_steps(plan))
    yield from (key for _, key in PRECAUTIONS)
    yield from EXPECTED_SOURCES
    rule = beyond_use_rule(plan.request.policy.beyond_use_rule)
    yield from (rule.source, "naltrexone-label", "usp-795-records")
    yield from (study.source for study in stability_studies())
    yield from (each.source for each in sentences("label"))
