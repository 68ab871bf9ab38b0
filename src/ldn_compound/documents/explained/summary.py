"""Summary: what a plan comes to, short enough to look at in a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.batch import CheckedBatch
from ...model.finding import findings_part
from ...plan.genuine import require_genuine
from ...quantities.units import Q, about, shortened
from ...sheets.content import Facts, Section, Table
from ...sheets.sheet import Sheet
from ...sheets.wording import say
from ..product import each_capsule, form_of
from ..worksheet.sheet import DRAFT

__all__ = ["plan_summary"]


def plan_summary(plan: CheckedBatch) -> Sheet:
    """Return what a plan comes to: findings, what to weigh, and the capsule.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Sheet
        The bench sheet has the rest.

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
    >>> print(plan_summary(plan).title)
    100 capsules of naltrexone hydrochloride 4.5 mg
    """
    require_genuine(plan)
    return Sheet(
        say(
            "{capsules} of {form} {each}",
            capsules=Q("1 capsule") * plan.request.prescription.capsules,
            form=form_of(plan),
            each=each_capsule(plan),
        ),
        None if plan.ready else DRAFT,
        (
            Section(say("Findings"), (findings_part(plan.findings),)),
            Section(say("To weigh"), (_weighings(plan),)),
            Section(say("Batch"), (Facts(tuple(_batch(plan))),)),
        ),
    )


def _weighings(plan: CheckedBatch) -> Table:
    rows = tuple(
        (about(each.to_weigh) if each.estimated else str(each.to_weigh), each.item)
        for each in plan.weighings
    )
    return Table((say("To weigh"), say("Item")), rows)


def _batch(plan: CheckedBatch) -> Iterator[tuple[str, str]]:
    if plan.tablets is not None:
        crush = Q("1 tablet") * plan.tablets.to_crush
        yield say("Tablets"), say("{count} to crush", count=crush)
    yield (
        say("Shells"),
        say(
            "{shells} of size {size}",
            shells=plan.shells_at_hand,
            size=plan.request.shell.size,
        ),
    )
    yield say("Fill of one capsule"), shortened(plan.fill_mass, 2)
    yield say("Shell filled"), shortened(plan.shell_filled, 2)
    yield (
        say("Strength"),
        say(
            "{strength}, {claim} of the label",
            strength=shortened(plan.strength_achieved, 4),
            claim=shortened(plan.label_claim, 2),
        ),
    )
