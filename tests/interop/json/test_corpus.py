"""Documents of old: what was once written keeps loading, and says what it said.

From the first release on the files under ``tests/corpus`` are never written again: one
that no longer loads takes a new version of the schema, and what brings the old form to
the new. Before it, a record that changes changes them too.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from ldn_compound import BatchPlan, Q
from ldn_compound.interop.json import loads
from ldn_compound.model.beyond_use import BeyondUseDate
from ldn_compound.model.made import Made
from ldn_compound.quality import ErrorBudget, Outcome
from ldn_compound.regimen import Kit, ProductionPlan, Schedule

CORPUS = Path(__file__).parents[2] / "corpus"
DOCUMENTS = sorted(CORPUS.glob("version-*/*.json"))


def kept(name: str) -> object:
    """Load a document of version 1."""
    return loads((CORPUS / "version-1" / f"{name}.json").read_text("ascii"))


@pytest.mark.requirement("R93")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_document_loads(path: Path) -> None:
    """Under the version that its folder names."""
    document = json.loads(path.read_text("ascii"))

    assert f"version-{document['schema']}" == path.parent.name
    assert type(loads(path.read_text("ascii"))).__name__ == document["type"]


def test_there_are_documents() -> None:
    """Plans of each source, and what is kept beside them."""
    assert len(DOCUMENTS) >= 13


def test_a_plan_from_tablets_is_what_it_was() -> None:
    """103 x 4.5 mg are 9.27 tablets; x 171.2 mg = 1587.024 mg, weighed 1587 mg."""
    plan = kept("plan-from-tablets")

    assert isinstance(plan, BatchPlan)
    assert plan.powder.exact == Q("1587.024 mg")
    assert plan.powder.to_weigh == Q("1587 mg")
    assert plan.tablets is not None
    assert plan.tablets.to_crush == 10
    # later figures say of its balance what those of then did not: it is planned again
    assert [each.code for each in plan.findings] == ["another-version"]


def test_a_plan_with_a_trituration_is_what_it_was() -> None:
    """23 x 0.5 mg / 50 mg x 171.2 mg = 39.376 mg, too little for steps of 10 mg."""
    plan = kept("plan-with-a-trituration")

    assert isinstance(plan, BatchPlan)
    assert plan.powder.exact == Q("39.376 mg")
    assert plan.trituration is not None
    assert all(each.to_weigh >= Q("200 mg") for each in plan.trituration.weighings)


def test_a_plan_from_bulk_powder_is_what_it_was() -> None:
    """103 x 4.5 mg of pure hydrochloride = 463.5 mg, weighed 464 mg: half goes up."""
    plan = kept("plan-from-bulk-powder")

    assert isinstance(plan, BatchPlan)
    assert plan.powder.exact == Q("463.5 mg")
    assert plan.powder.to_weigh == Q("464 mg")


def test_a_draft_stays_a_draft() -> None:
    """Nobody had measured how the powder of the tablets packs."""
    plan = kept("plan-that-is-a-draft")

    assert isinstance(plan, BatchPlan)
    assert not plan.ready


def test_what_was_entered_is_what_it_was() -> None:
    """Ten tablets, 1.71 g, on 20 January 2026."""
    made = kept("made")

    assert isinstance(made, Made)
    assert (made.tablets_counted, made.tablets_mass) == (10, Q("1710 mg"))
    assert made.made_on == dt.date(2026, 1, 20)
    assert made.weighed[0].actual == Q("11.99 g")


def test_a_course_is_what_it_was() -> None:
    """1.5 mg, 3 mg and 4.5 mg, a week each: 7 x (1 + 2 + 3) = 42 capsules of 1.5 mg."""
    schedule, kit = kept("schedule"), kept("kit")

    assert isinstance(schedule, Schedule)
    assert isinstance(kit, Kit)
    assert schedule.doses == (Q("1.5 mg"), Q("3 mg"), Q("4.5 mg"))
    assert kit.counts == {Q("1.5 mg"): 42}


def test_what_came_of_a_batch_is_what_it_was() -> None:
    """1600 mg of powder: 1600 / 171.2 x 50 mg / 100 = 4.6729 mg in a capsule."""
    outcome, budget = kept("outcome"), kept("errorbudget")

    assert isinstance(outcome, Outcome)
    assert round(float(outcome.strength.m_as("mg/capsule")), 4) == 4.6729
    assert isinstance(budget, ErrorBudget)
    assert budget.contributions[0].cause == "blend"
    assert [each.name for each in budget.perfect] == ["loss of powder"]


def test_the_dates_are_what_they_were() -> None:
    """90 days from 20 January 2026, counted with it: 11 + 28 + 31 leaves 19 April."""
    date, day = kept("beyondusedate"), kept("productionplan")

    assert isinstance(date, BeyondUseDate)
    assert date.date == dt.date(2026, 4, 19)
    assert isinstance(day, ProductionPlan)
    assert [each.to_crush for each in day.batches] == [9]
