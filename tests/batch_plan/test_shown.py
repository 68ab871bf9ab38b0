"""Views: what a notebook shows of each record."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

from ldn_compound import PackStatistic, Q, Tablets
from tests.examples import FILLER, TABLETS, batch
from tests.notebook import Reader
from tests.safe_text import check_safe_numbers
from tests.strategies import plan_arguments, plan_of


def test_a_plan_shows_itself() -> None:
    """HTML and Markdown have the title; nothing is fetched."""
    plan = batch()

    page = Reader(plan._repr_html_())

    page.check_nothing_acts()
    assert plan.as_sheet().title in page.words.replace("\N{NO-BREAK SPACE}", " ")
    assert plan._repr_markdown_().startswith("# ")


@pytest.mark.requirement("R88")
def test_a_draft_cannot_be_overlooked() -> None:
    """The banner comes first, and a stop is said in words, not in colour alone."""
    plan = batch(drug=evolve(TABLETS, packing=None))

    html = plan._repr_html_()

    assert Reader(html).words.strip().startswith("DRAFT - NOT FOR COMPOUNDING")
    assert html.count('class="ldn-banner"') == 1
    assert html.count('class="ldn-stop"') == 1
    assert "STOP" in Reader(html).words


@pytest.mark.requirement("R88")
@settings(max_examples=50)
@given(plan_arguments())
def test_every_plan_shows_what_to_weigh(arguments: dict[str, Any]) -> None:
    """Every amount to weigh is in the summary, and no number in it can be misread."""
    plan = plan_of(arguments)

    words = Reader(plan._repr_html_()).words.replace("\N{NO-BREAK SPACE}", " ")

    check_safe_numbers(words)
    for each in plan.weighings:
        assert str(each.to_weigh).replace("\N{NO-BREAK SPACE}", " ") in words


@pytest.mark.requirement("R88")
@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{{x}}", "a & b", "{0}"])
def test_names_cannot_act(name: str) -> None:
    """A filler may be called anything; its name is shown as it is."""
    plan = batch(filler=evolve(FILLER, name=name))

    page = Reader(plan._repr_html_())

    assert "script" not in page.names
    assert name in page.words


def test_a_summary_counts_tablets_where_there_are_any() -> None:
    """Nine tablets hold the drug, ten are crushed; the mass is that of the order."""
    drug = Tablets(
        "50 mg", mean_mass="171.2 mg", packing=PackStatistic("200 mg", size="3")
    )
    plan = batch(drug=drug, spare_capsules=0)

    words = Reader(plan._repr_html_()).words.replace("\N{NO-BREAK SPACE}", " ")

    assert plan.powder.exact == Q("1540.8 mg")
    assert "10 tablets to crush" in words
