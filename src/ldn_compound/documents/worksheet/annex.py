"""The annex of the bench sheet: notes, figures, formulas and sources, on request."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.dilution import TriturationPlan
from ...model.finding import findings_part
from ...plan.digest import digest_of
from ...plan.explain.steps import plan_steps
from ...quantities.units import shortened
from ...reference.sources import sources_part
from ...sheets.content import Facts, Paragraph, Part, Section
from ...sheets.wording import cited, say
from ..explained.formulas import explain
from ..product import product_facts
from ..records.beyond_use import beyond_use_keys, beyond_use_parts
from ..records.precautions import PRECAUTIONS, STORAGE
from .entry import Bench

__all__ = ["annex_sections"]


def annex_sections(bench: Bench) -> Iterator[Section]:
    """Yield what stands behind the sheet."""
    plan = bench.plan
    notes = [each for each in plan.findings if each.severity == "note"]
    yield Section(say("Annex: notes"), (findings_part(notes),))
    yield Section(say("Product"), (product_facts(plan),))
    yield Section(
        say("Precautions"),
        tuple(Paragraph(cited(text, key)) for text, key in PRECAUTIONS),
    )
    yield Section(
        say("Beyond-use date and storage"),
        (
            *beyond_use_parts(bench.beyond_use),
            Paragraph(cited(STORAGE, "naltrexone-label")),
        ),
    )
    yield Section(say("Figures"), (Facts(tuple(_figures(bench))),))
    triturations = [each for each in (plan.trituration, *plan.premixes) if each]
    for each in triturations:
        title = say("Trituration of {item}", item=each.item)
        yield Section(title, tuple(_trituration(each)))
    yield Section(say("Formulas"), tuple(explain(step) for step in plan_steps(plan)))
    yield Section(say("Sources"), (sources_part(_keys(bench)),))


def _figures(bench: Bench) -> Iterator[tuple[str, str]]:
    plan = bench.plan
    yield say("Drug needed"), str(plan.drug_needed)
    yield say("Blend"), shortened(plan.blend_mass, 2)
    yield say("Fill of one capsule"), shortened(plan.fill_mass, 2)
    yield say("One filled capsule"), shortened(plan.gross_mass, 2)
    yield say("Shell filled"), _shell_filled(bench)
    yield (
        say("Strength by the targets"),
        say(
            "{strength}, {claim} of the label",
            strength=shortened(plan.strength_achieved, 4),
            claim=shortened(plan.label_claim, 2),
        ),
    )
    yield say("SHA-256 of the inputs"), digest_of(plan)


def _shell_filled(bench: Bench) -> str:
    """Return how full the shell is, marked where a figure is nobody's measurement."""
    packings = [each.packing for each in bench.plan.components]
    filled = shortened(bench.plan.shell_filled, 2)
    if all(each is not None and each.measured for each in packings):
        return filled
    return say("{filled} (by figures that were not measured)", filled=filled)


def _trituration(trituration: TriturationPlan) -> Iterator[Part]:
    yield Facts(
        (
            (say("Needed"), str(trituration.needed)),
            (say("In the last portion"), shortened(trituration.content, 4)),
            (say("Error of all weighings"), shortened(trituration.error, 2)),
            (say("Left over"), str(trituration.waste)),
        )
    )
    for each in trituration.rejected:
        yield Paragraph(
            say("Rejected: {plan}: {reason}.", plan=each.plan, reason=each.reason)
        )


def _keys(bench: Bench) -> Iterator[str]:
    """Yield the key of every source that the sheet and its annex name."""
    plan = bench.plan
    yield from (each.source for each in plan.findings)
    yield from (each.source for each in plan_steps(plan))
    yield from (each.source for each in bench.verdicts)
    yield from (key for _, key in PRECAUTIONS)
    yield from beyond_use_keys(bench.beyond_use)
    yield "naltrexone-label"
