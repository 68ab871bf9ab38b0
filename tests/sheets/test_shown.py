"""Records that show themselves: what a notebook shows of each."""

from __future__ import annotations

import pytest

from ldn_compound.sheets.shown import Shown
from tests.notebook import Reader
from tests.record_examples import EXAMPLES
from tests.safe_text import check_safe_numbers

SHOWN = [kind for kind in EXAMPLES if issubclass(kind, Shown)]


@pytest.mark.requirement("R88")
@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.__name__)
def test_every_record_shows_itself(kind: type) -> None:
    """HTML and Markdown say the same words; nothing runs, nothing is fetched."""
    for record in EXAMPLES[kind]:
        html = record._repr_html_()
        page = Reader(html)

        assert page.names <= {
            *("div", "table", "tr", "th", "td"),
            *("span", "b", "br", "wbr"),
        }
        assert {name for name, _ in page.given} <= {"style", "lang"}
        assert "url(" not in html
        title = record.as_sheet().title
        assert title in page.words.replace("\N{NO-BREAK SPACE}", " ")
        assert record._repr_markdown_().startswith("# ")
        check_safe_numbers(page.words)


def test_the_records_that_people_look_at_are_among_them() -> None:
    """Findings and verdicts, courses and days: none of them is only a text."""
    names = {kind.__name__ for kind in SHOWN}

    assert names >= {"Finding", "Usp905", "Outcome", "ErrorBudget"}
    assert names >= {"Schedule", "Kit", "ProductionPlan"}
