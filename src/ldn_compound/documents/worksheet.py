"""The worksheet: what a person does at the bench, in bench order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..calc.weighing import absolute_error, weighing_error
from ..errors import FieldError, shown
from ..model.batch import BatchPlan
from ..model.dilution import TriturationPlan
from ..model.excipients import Additive
from ..model.lot import Lot
from ..model.weighing import Weighing
from ..reference import source
from ..units import Q, shortened
from .bench import bench_tasks
from .content import Facts, Paragraph, Section, Sheet, Table
from .explanation import explain
from .markdown import render_markdown
from .text import render_text

__all__ = ["DRAFT", "render_worksheet", "worksheet"]

DRAFT = "DRAFT - NOT FOR COMPOUNDING"


def render_worksheet(plan: BatchPlan, style: Literal["text", "markdown"]) -> str:
    """Return the worksheet of a plan, as text or Markdown.

    Parameters
    ----------
    plan
        The plan.
    style
        ``text`` or ``markdown``.

    Returns
    -------
    str
        The worksheet, ending in a line break.

    Raises
    ------
    FieldError
        If *style* is neither.
    """
    renderers = {"text": render_text, "markdown": render_markdown}
    if style not in renderers:
        raise FieldError("'text' or 'markdown'", shown(style), field="style")
    return renderers[style](worksheet(plan))


def worksheet(plan: BatchPlan) -> Sheet:
    """Return what the worksheet of a plan says.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Sheet
        Findings, identity, amounts, tasks, formulas and sources.
    """
    order = plan.request.prescription
    return Sheet(
        f"Worksheet: {order.capsules} capsules of {order.form} {_each(plan)}",
        None if plan.ready else DRAFT,
        (
            Section("Findings", tuple(_findings(plan))),
            Section("Identity", (_identity(plan),)),
            Section("Amounts", tuple(_amounts(plan))),
            *_triturations(plan),
            Section("At the bench", tuple(bench_tasks(plan))),
            Section("Formulas", tuple(explain(step) for step in plan.steps)),
            Section("Sources", (_sources(plan),)),
        ),
    )


def _findings(plan: BatchPlan) -> Iterator[Paragraph | Table]:
    if not plan.findings:
        yield Paragraph("None.")
        return
    rows = tuple(
        (
            each.severity.upper(),
            "" if each.severity == "caution" else "-",
            f"{each.message} ({each.code}) [{each.source}]",
        )
        for each in plan.findings
    )
    stops = tuple(
        row for row, each in enumerate(plan.findings) if each.severity == "stop"
    )
    yield Table(("Severity", "Initials", "What was found"), rows, stops)


def _identity(plan: BatchPlan) -> Facts:
    request, order = plan.request, plan.request.prescription
    rows = [
        ("Preparation", f"{order.form} capsules {_each(plan)}"),
        ("Capsules", f"{order.capsules} to dispense, {plan.spare_capsules} spare"),
        ("Order", order.reference or ""),
        ("Prescriber", order.prescriber or ""),
        ("Batch number", ""),
        ("Date and time", ""),
        *_material("Drug source", plan.powder.item, request.drug.lot),
    ]
    for excipient in plan.excipients:
        role = "Additive" if isinstance(excipient, Additive) else "Filler"
        if plan.diluent is not None and excipient == request.diluent:
            role = "Diluent"
        rows += _material(role, excipient.name, excipient.lot)
    maker = f", {request.shell.maker}" if request.shell.maker else ""
    rows += _material(
        "Shells", f"{plan.shells} of size {request.shell.size}{maker}", None
    )
    rows.append(("House rules", request.policy.name))
    return Facts(tuple(rows))


def _material(role: str, name: str, lot: Lot | None) -> list[tuple[str, str]]:
    """Return the lines that say which lot of a material is used."""
    return [
        (role, name),
        (f"{role}, lot", lot.number if lot else ""),
        (f"{role}, expires", lot.expires.isoformat() if lot else ""),
    ]


def _amounts(plan: BatchPlan) -> Iterator[Facts | Table | Paragraph]:
    yield Table(
        ("To weigh", "In the blend", "Error", "Actual", "Item"),
        tuple(
            (_to_weigh(w), str(w.exact), _error(plan, w), "", w.item)
            for w in (plan.powder, *plan.additives, *plan.fillers)
        ),
    )
    strength = shortened(plan.strength_achieved, 4)
    claim = shortened(plan.label_claim, 2)
    rows = [
        ("Drug needed", f"{plan.drug_needed} of {plan.request.prescription.form}"),
        ("Blend", str(plan.blend_mass)),
        ("Fill of one capsule", str(plan.fill_mass)),
        ("One filled capsule", f"{plan.gross_mass} with its shell"),
        ("Shell filled", f"{shortened(plan.shell_filled, 2)}{_unmeasured(plan)}"),
        ("Strength", f"{strength}, {claim} of the label"),
    ]
    if plan.diluent is not None:
        brought = f"{shortened(plan.diluent.exact, 2)} of {plan.diluent.item}"
        rows.insert(1, ("Diluent", f"{brought} comes with the trituration"))
    if plan.tablets is not None:
        crushed = Q("1 tablet") * plan.tablets.to_crush
        hold = f"crush {crushed}, of which {plan.tablets.exact} hold the drug"
        weigh = f"weigh {plan.powder.to_weigh} of their powder"
        left = f"{plan.tablets.powder_left} of it is left"
        if not plan.weighs_powder:
            hold = f"crush {crushed}; {plan.tablets.exact} would hold the drug"
            weigh, left = "use all of their powder", "weigh none of it back"
        rows.insert(1, ("Tablets", f"{hold}; {weigh}; {left}"))
    if plan.least_mass is not None:
        rules = plan.request.policy
        rule = _LEAST_MASS[rules.least_mass_rule].format(rules.weighing_error)
        rows.append(("Least mass", f"{plan.least_mass} on this balance, by {rule}"))
    yield Facts(tuple(rows))
    yield Paragraph("The strength is calculated from the weights, not an assay.")


_LEAST_MASS = {
    "sensitivity": "its sensitivity, else readability, at an error of {}",
    "readability": "its readability at an error of {}",
    "usp-41": "USP chapter 41",
}


def _unmeasured(plan: BatchPlan) -> str:
    """Return a mark where a packing figure is nobody's measurement."""
    packings = [plan.request.drug.packing]
    packings += [each.packing for each in plan.excipients]
    measured = all(each is not None and each.measured for each in packings)
    return "" if measured else " (by figures that were not measured)"


def _each(plan: BatchPlan) -> str:
    """Return the strength as a label states it: of one capsule."""
    return str(plan.request.prescription.strength * Q("1 capsule"))


def _to_weigh(weighing: Weighing) -> str:
    return f"{weighing.to_weigh}{' (estimate)' if weighing.estimated else ''}"


def _error(plan: BatchPlan, weighing: Weighing) -> str:
    """Return the error of one weighing; a dash where no balance or nothing is."""
    balance = plan.request.balance
    counted = weighing is plan.powder and not plan.weighs_powder
    if balance is None or counted or not weighing.to_weigh:
        return "-"
    error = absolute_error(balance, plan.request.policy)
    return shortened(weighing_error(error, weighing.to_weigh), 2)


def _triturations(plan: BatchPlan) -> Iterator[Section]:
    if plan.trituration is not None:
        yield _trituration(plan, plan.trituration, "Trituration")
    for each in plan.premixes:
        yield _trituration(plan, each, f"Trituration of {each.item}")


def _trituration(plan: BatchPlan, trituration: TriturationPlan, title: str) -> Section:
    rows = tuple(
        (str(w.to_weigh), str(trituration.least_mass), _error(plan, w), "", w.item)
        for w in trituration.weighings
    )
    return Section(
        title,
        (
            Table(("To weigh", "Least mass", "Error", "Actual", "Item"), rows),
            Facts(
                (
                    ("Needed", f"{trituration.needed} of {trituration.item}"),
                    ("In the last portion", shortened(trituration.content, 4)),
                    ("Error of all weighings", shortened(trituration.error, 2)),
                    ("Left over", str(trituration.waste)),
                )
            ),
            *(
                Paragraph(f"Rejected: {each.plan}: {each.reason}.")
                for each in trituration.rejected
            ),
        ),
    )


def _sources(plan: BatchPlan) -> Facts:
    """Return every source that a finding or a formula names, and how sure it is."""
    keys = {found.source for found in plan.findings}
    keys |= {step.source for step in plan.steps}
    rows = []
    for key in sorted(keys):
        each = source(key)
        trust = {"read": "", "own": ""}.get(each.trust, f" ({each.trust})")
        rows.append((key, f"{each.title}{trust} {each.address}".rstrip()))
    return Facts(tuple(rows))
