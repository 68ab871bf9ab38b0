"""Sheets, and records that show themselves: what a notebook shows of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from ldn_compound import FieldError
from ldn_compound.documents.worksheet.sheet import bench_sheet
from ldn_compound.sheets.html import render_fragment, render_html
from ldn_compound.sheets.languages import in_language
from ldn_compound.sheets.markdown import render_markdown
from ldn_compound.sheets.pdf import render_pdf
from ldn_compound.sheets.sheet import Shown
from ldn_compound.sheets.text import render_text
from tests.examples import batch
from tests.notebook import Reader
from tests.record_examples import EXAMPLES
from tests.safe_text import check_safe_numbers

SHOWN = [kind for kind in EXAMPLES if issubclass(kind, Shown)]


def test_a_sheet_shows_itself() -> None:
    """Any document is shown as the element and the Markdown that it is rendered as."""
    sheet = in_language(bench_sheet(batch()), "de")

    assert sheet._repr_html_() == render_fragment(sheet)
    assert sheet._repr_markdown_() == render_markdown(sheet)
    assert 'lang="de"' in sheet._repr_html_()


def test_a_sheet_is_printed_and_saved_as_its_name_says(tmp_path: Path) -> None:
    """As text by `print`; to a file by the ending of its name."""
    sheet = bench_sheet(batch())
    assert str(sheet) == render_text(sheet)

    for ending, content in (
        (".txt", render_text(sheet).encode()),
        (".md", render_markdown(sheet).encode()),
        (".html", render_html(sheet).encode()),
        (".pdf", render_pdf(sheet)),
    ):
        file = sheet.save(tmp_path / f"sheet{ending}")
        assert file.read_bytes() == content

    for wrong in ("sheet.doc", "sheet"):
        with pytest.raises(FieldError, match=r"path: .*ends in .txt, .md, .html, .pdf"):
            sheet.save(str(tmp_path / wrong))


def test_a_record_is_shown_as_its_sheet() -> None:
    """What a notebook shows of a plan is what it shows of its sheet."""
    plan = batch()

    assert plan._repr_html_() == plan.as_sheet()._repr_html_()
    assert plan._repr_markdown_() == plan.as_sheet()._repr_markdown_()


@pytest.mark.requirement("R88")
@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.__name__)
def test_every_record_shows_itself(kind: type) -> None:
    """HTML and Markdown say the same words; nothing runs, nothing is fetched."""
    for record in EXAMPLES[kind]:
        page = Reader(record._repr_html_())

        page.check_nothing_acts()
        title = record.as_sheet().title
        assert title in page.words.replace("\N{NO-BREAK SPACE}", " ")
        assert record._repr_markdown_().startswith("# ")
        check_safe_numbers(page.words)


def test_the_records_that_people_look_at_are_among_them() -> None:
    """Findings and verdicts, courses and days: none of them is only a text."""
    names = {kind.__name__ for kind in SHOWN}

    assert names >= {"Finding", "Usp905", "Outcome", "ErrorBudget"}
    assert names >= {"Schedule", "Kit", "ProductionPlan"}
