"""Views: what a notebook shows of each record."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound import FieldError, Lot, PackStatistic, Prescription, Q, Tablets
from ldn_compound.documents.views import view_of
from ldn_compound.documents.views.quality import budget_sheet, outcome_sheet
from ldn_compound.quality import (
    error_budget,
    mass_loss,
    outcome,
    potency_test,
    uniformity_route,
    usp_905,
)
from ldn_compound.regimen import OnHand, Schedule, plan_kit, plan_production
from ldn_compound.sheets.content import (
    Facts,
    Formula,
    Paragraph,
    Section,
    Sheet,
    Table,
    Task,
)
from ldn_compound.sheets.fragment import render_fragment
from tests.examples import FILLER, SHELL, TABLETS, batch
from tests.safe_text import check_safe_numbers
from tests.strategies import plan_arguments, plan_of

CONTENTS = [f"{each} %" for each in (98, 99, 100, 101, 102, 99, 100, 101, 98, 102)]


class Reader(HTMLParser):
    """Reads a piece of HTML; an element that is not closed in order is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.given: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element and what is said of it."""
        self.names.add(tag)
        self.given += attrs
        if tag not in ("br", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold that it closes what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Gather the words."""
        self.words += data


def rows_of(sheet: Sheet) -> list[tuple[str, ...]]:
    """List the lines of names and values of a document."""
    parts = [part for section in sheet.sections for part in section.parts]
    return [row for part in parts if isinstance(part, Facts) for row in part.rows]


def production() -> Any:
    """Plan one batch for one prescription."""
    lot = Lot("T1", expires="2027-05-31")
    return plan_production(
        [Prescription("4.5 mg", capsules=60, reference="A")],
        stock=[
            OnHand(evolve(TABLETS, lot=lot), "100 tablet"),
            OnHand(evolve(FILLER, lot=Lot("F1", expires="2027-05-31")), "100 g"),
        ],
        shell=SHELL,
        day_of_compounding="2026-11-23",
        most_capsules=200,
    )


def made() -> Any:
    """Return the outcome of the example batch, made as planned."""
    plan = batch()
    return outcome(
        plan,
        weighed=[str(each.to_weigh.m_as("mg")) + " mg" for each in plan.weighings],
        capsules=103,
        verdicts=[usp_905(CONTENTS), potency_test(CONTENTS)],
    )


def records() -> dict[str, Any]:
    """Return one record of each kind that a notebook shows."""
    schedule = Schedule.linear("1.5 mg", "1.5 mg", "7 day", "4.5 mg")
    return {
        "plan": batch(),
        "finding": batch(drug=evolve(TABLETS, assay=None)).findings[0],
        "verdict": usp_905(CONTENTS),
        "loss": mass_loss("18 g", "17.64 g"),
        "route": uniformity_route("4.5 mg", fill_mass="135 mg"),
        "outcome": made(),
        "budget": error_budget(batch()),
        "schedule": schedule,
        "kit": plan_kit(schedule, ["1.5 mg"]),
        "production": production(),
    }


@pytest.mark.parametrize("kind", list(records()))
def test_every_record_shows_itself(kind: str) -> None:
    """HTML and Markdown say the same words; nothing runs, nothing is fetched."""
    record = records()[kind]

    page = Reader(record._repr_html_())
    markdown = record._repr_markdown_()

    assert page.names <= {"div", "table", "tr", "th", "td", "span", "b", "br", "wbr"}
    assert {name for name, _ in page.given} <= {"style", "lang"}
    assert "url(" not in record._repr_html_()
    assert view_of(record).title in page.words.replace("\N{NO-BREAK SPACE}", " ")
    assert markdown.startswith("# ")
    check_safe_numbers(page.words)


def test_nothing_else_has_a_view() -> None:
    """A text is no record."""
    with pytest.raises(
        FieldError, match="record: expected a record to look at, got 'x'"
    ):
        view_of("x")


@pytest.mark.requirement("R88")
def test_a_draft_cannot_be_overlooked() -> None:
    """The banner comes first, and a stop is said in words, not in colour alone."""
    plan = batch(drug=evolve(TABLETS, packing=None))

    html = plan._repr_html_()

    assert Reader(html).words.startswith("DRAFT - NOT FOR COMPOUNDING")
    assert html.count("background:#b00020") == 1 + 3  # the banner, a row of three cells
    assert "STOP" in Reader(html).words


@pytest.mark.requirement("R88")
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


def test_every_part_of_a_document_is_shown() -> None:
    """A notebook shows tasks, formulas and blanks as well."""
    parts = (
        Paragraph("Words."),
        Facts((("Name", "value"), ("Blank", ""))),
        Table(("Head",), (("cell",),), (0,)),
        Table(("Empty",), ()),
        Task("Weigh it.", ("actual, mg",)),
        Formula("sum", "3 mg", "a + b", (("a", "1 mg"), ("b", "2 mg")), "house"),
    )
    sheet = Sheet("Title", None, (Section("Part", parts),))

    words = Reader(render_fragment(sheet)).words

    for text in ("Words.", "value", "cell", "Empty", "1. Weigh it.", "actual, mg"):
        assert text in words
    assert "sum: 3\N{NO-BREAK SPACE}mg= a + b" in words
    assert "[house]" in words


def test_a_chance_is_never_rounded_up() -> None:
    """99.999 % is printed as 99.99 %: nothing is certain."""
    budget = evolve(error_budget(batch()), chance_of_passing=0.99999)

    assert "Chance to pass USP <905>, at least: 99.99 %" in " ".join(
        ": ".join(row) for row in rows_of(budget_sheet(budget))
    )


def test_an_outcome_says_what_is_missing() -> None:
    """Evenness alone says nothing of the mean; no test at all is said too."""
    tested = evolve(made(), verdicts=(usp_905(CONTENTS),))
    untested = evolve(made(), verdicts=())

    parts = outcome_sheet(tested).sections[1].parts

    assert Paragraph("no potency test: evenness says nothing of the mean content") in (
        parts
    )
    assert outcome_sheet(tested).banner == "NOT PASSED"
    assert outcome_sheet(untested).sections[1].parts == (Paragraph("None."),)
    assert outcome_sheet(made()).banner is None


def test_a_summary_counts_tablets_where_there_are_any() -> None:
    """Nine tablets hold the drug, ten are crushed; the mass is that of the order."""
    drug = Tablets(
        "50 mg", mean_mass="171.2 mg", packing=PackStatistic("200 mg", size="3")
    )
    plan = batch(drug=drug, spare_capsules=0)

    words = Reader(plan._repr_html_()).words.replace("\N{NO-BREAK SPACE}", " ")

    assert plan.powder.exact == Q("1540.8 mg")
    assert "10 tablets to crush" in words
