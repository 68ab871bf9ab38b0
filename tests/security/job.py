"""The job that `watching` watches: what a pharmacy does with the library in a day."""

from __future__ import annotations

from ldn_compound.interop.columns import plan_columns
from ldn_compound.interop.fhir import medication, read_medication, render_medication
from ldn_compound.interop.gs1 import read_gs1
from ldn_compound.interop.json import dumps, loads
from ldn_compound.quality import error_budget
from ldn_compound.regimen import Schedule, plan_kit
from ldn_compound.sheets.html import render_html
from ldn_compound.sheets.markdown import render_markdown
from ldn_compound.sheets.pdf import render_pdf
from ldn_compound.sheets.text import render_text
from tests.examples import batch
from tests.papers_by_name import DOCUMENTS, document

__all__ = ["work"]


def work() -> None:
    """Plan a batch, print it in every form, hand it over, and read it back."""
    plan = batch()
    for name in DOCUMENTS:
        options = {"beyond_use": None} if name == "label" else {}
        sheet = document(name, plan, **options)
        for render in (render_text, render_markdown, render_html, render_pdf):
            render(sheet)
    assert loads(dumps(plan)) == plan
    read_medication(render_medication(medication(plan, "R5")), "R5")
    read_gs1("]d201003680713654361726020010A17", today="2025-07-05")
    error_budget(plan)
    plan_kit(Schedule.linear("1.5 mg", "1.5 mg", "7 day", "4.5 mg"), ["1.5 mg"])
    packed = {"tablet_full_fill": ["200 mg"], "filler_full_fill": ["130 mg"]}
    order = {"strength": ["4.5 mg"], "capsules": [100], "tablet_strength": ["50 mg"]}
    plan_columns({**order, "tablet_mass": ["171.2 mg"], **packed})
