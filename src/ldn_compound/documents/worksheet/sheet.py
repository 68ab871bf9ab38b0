"""The worksheet: what a person does at the bench, in bench order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ...errors import FieldError, shown
from ...model.batch import CheckedBatch
from ...model.finding import findings_part
from ...model.forms import form_name
from ...plan.explain.steps import plan_steps
from ...quantities.units import Q
from ...reference.sources import sources_part
from ...sheets.content import Section, on_paper
from ...sheets.html import render_html
from ...sheets.languages import in_language
from ...sheets.markdown import render_markdown
from ...sheets.sheet import Sheet
from ...sheets.text import render_text
from ...sheets.wording import say
from ..explained.formulas import explain
from ..product import each_capsule
from .amounts import amounts_section, trituration_sections
from .bench import bench_tasks
from .identity import identity

__all__ = ["DRAFT", "bench_sheet", "render_worksheet"]

DRAFT = say("DRAFT - NOT FOR COMPOUNDING")


def render_worksheet(
    plan: CheckedBatch,
    style: Literal["text", "markdown", "html"],
    *,
    language: str = "en",
    page: str = "a4",
) -> str:
    """Return the worksheet of a plan, as text, Markdown or HTML.

    Parameters
    ----------
    plan
        The plan.
    style
        ``text``, ``markdown`` or ``html``.
    language
        ``en`` or ``de``.
    page
        ``A4`` or ``Letter``, for the pages that HTML is printed on.

    Returns
    -------
    str
        The worksheet, ending in a line break.

    Raises
    ------
    FieldError
        If *style*, *language* or *page* is none of these.
    """
    renderers = {"text": render_text, "markdown": render_markdown, "html": render_html}
    if style not in renderers:
        known = "'text', 'markdown' or 'html'"
        raise FieldError(known, shown(style), field="style")
    sheet = in_language(bench_sheet(plan), language)
    return renderers[style](on_paper(sheet, page))


def bench_sheet(plan: CheckedBatch) -> Sheet:
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
        say(
            "Worksheet: {capsules} of {form} {each}",
            capsules=Q("1 capsule") * order.capsules,
            form=form_name(order.form),
            each=each_capsule(plan),
        ),
        None if plan.ready else DRAFT,
        (
            Section(say("Findings"), (findings_part(plan.findings),)),
            Section(say("Identity"), (identity(plan),)),
            amounts_section(plan),
            *trituration_sections(plan),
            Section(say("At the bench"), tuple(bench_tasks(plan))),
            Section(say("Formulas"), tuple(explain(step) for step in plan_steps(plan))),
            Section(say("Sources"), (sources_part(_sources(plan)),)),
        ),
    )


def _sources(plan: CheckedBatch) -> Iterator[str]:
    """Yield the key of every source that a finding or a formula names."""
    yield from (each.source for each in plan.findings)
    yield from (each.source for each in plan_steps(plan))
