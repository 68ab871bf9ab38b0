"""The bench sheet: what a person does and writes down, worksheet and record in one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ...errors import ExpiredError, FieldError, shown
from ...model.batch import CheckedBatch
from ...model.beyond_use import BeyondUseDate
from ...model.made import Made
from ...model.verdict import Verdict
from ...plan.dates import beyond_use_of, refuse_later_than_lots
from ...plan.genuine import require_genuine
from ...quantities.units import Q
from ...sheets.content import Section, on_paper
from ...sheets.html import render_html
from ...sheets.languages import in_language
from ...sheets.markdown import render_markdown
from ...sheets.sheet import Sheet
from ...sheets.text import render_text
from ...sheets.wording import say
from ..product import each_capsule, form_of
from .annex import annex_sections
from .entry import Bench
from .header import batch_section, before_section
from .result import NOT_RELEASED, dose_of, is_stopped, label_section, result_sections
from .tasks import bench_tasks, stock_tasks, tablet_tasks
from .weighing_table import weighing_table

__all__ = ["DRAFT", "bench_sheet", "beyond_use_known", "render_worksheet"]

DRAFT = say("DRAFT - NOT FOR COMPOUNDING")

Style = Literal["text", "markdown", "html"]


def render_worksheet(
    plan: CheckedBatch,
    style: Style,
    *,
    made: Made | None = None,
    language: str = "en",
    page: str = "a4",
    annex: bool = False,
) -> str:
    """Return the bench sheet of a plan, as text, Markdown or HTML.

    Parameters
    ----------
    plan
        The plan.
    style
        ``text``, ``markdown`` or ``html``.
    made
        What was entered; `None`: nothing yet.
    language
        ``en`` or ``de``.
    page
        ``A4`` or ``Letter``, for the pages that HTML is printed on.
    annex
        Whether notes, figures, formulas and sources follow.

    Returns
    -------
    str
        The sheet, ending in a line break.

    Raises
    ------
    FieldError
        If *style*, *language* or *page* is none of these.
    """
    renderers = {"text": render_text, "markdown": render_markdown, "html": render_html}
    if style not in renderers:
        known = "'text', 'markdown' or 'html'"
        raise FieldError(known, shown(style), field="style")
    sheet = in_language(bench_sheet(plan, made=made, annex=annex), language)
    return renderers[style](on_paper(sheet, page))


def bench_sheet(
    plan: CheckedBatch,
    *,
    made: Made | None = None,
    beyond_use: BeyondUseDate | None = None,
    verdicts: Iterable[Verdict] = (),
    annex: bool = False,
) -> Sheet:
    """Return the bench sheet of a plan: blank to work from, or filled as the record.

    Parameters
    ----------
    plan
        The plan.
    made
        What was entered; what was not is a blank to fill in.
    beyond_use
        Last day of use; `None`: as the rule of the house gives it, where the day of
        making is known, else a blank.
    verdicts
        What tests say of the batch.
    annex
        Whether notes, figures, formulas and sources follow.

    Returns
    -------
    Sheet
        Batch, what is settled before, one weighing table, tasks, capsules, dose, label
        and release.

    Raises
    ------
    UnknownNameError
        If something was entered for an item that the plan does not weigh.
    FieldError
        If something was entered twice, the day of making is not that of the beyond-use
        date, or a lot expires before that date.

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
    >>> sheet = bench_sheet(plan, made=Made(batch_number="B-17"))
    >>> dict(sheet.sections[0].parts[0].rows)["Batch number"]
    'B-17'
    """
    require_genuine(plan)
    bench = Bench.of(
        plan, made, beyond_use_known(plan, made, beyond_use), tuple(verdicts)
    )
    dose = dose_of(bench)
    banner = None if plan.ready else DRAFT
    if plan.ready and is_stopped(bench, dose):
        banner = NOT_RELEASED
    order = plan.request.prescription
    return Sheet(
        say(
            "Bench sheet: {capsules} of {form} {each}",
            capsules=Q("1 capsule") * order.capsules,
            form=form_of(plan),
            each=each_capsule(plan),
        ),
        banner,
        (
            batch_section(bench),
            before_section(bench),
            Section(
                say("Weigh"),
                (
                    *tablet_tasks(bench),
                    *stock_tasks(bench),
                    weighing_table(bench.weighings),
                ),
            ),
            Section(say("Mix and fill"), tuple(bench_tasks(bench))),
            *result_sections(bench, dose),
            label_section(bench),
            *(annex_sections(bench) if annex else ()),
        ),
        small=True,
    )


def beyond_use_known(
    plan: CheckedBatch,
    made: Made | None = None,
    given: BeyondUseDate | None = None,
) -> BeyondUseDate | None:
    """Return the last day of use: as given, or by the day of making."""
    made_on = (made and made.made_on) or plan.request.made_on
    if given is None:
        try:
            return None if made_on is None else beyond_use_of(plan, made_on)
        except ExpiredError:
            return None  # a finding of the plan, or of the entries, says so
    refuse_later_than_lots(plan, given.date)
    if made_on is not None and made_on != given.compounded:
        day = given.compounded.isoformat()
        expected = f"{day}, from which the beyond-use date is counted"
        way_out = "work out the beyond-use date again"
        raise FieldError(expected, made_on.isoformat(), way_out, "made_on")
    return given
