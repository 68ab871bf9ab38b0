"""Column words: each bit by the code of its finding, and ready as a plan is."""

from __future__ import annotations

import numpy as np
import pytest

from ldn_compound import Balance, CompoundError, FieldError
from ldn_compound.interop.columns import (
    OUTPUTS,
    PROBLEMS,
    Found,
    plan_columns,
    with_problems,
)
from ldn_compound.interop.columns.problems import NO_PLAN, in_words, is_ready
from tests.finding_codes import finding_codes
from tests.interop.columns.test_columns import orders, single, table
from tests.interop.columns.test_frames import KINDS, ORDERS
from tests.interop.columns.test_verdicts import SAYS

BALANCE = Balance(readability="1 mg")


@pytest.mark.requirement("R75")
@pytest.mark.parametrize("flag", list(Found), ids=lambda flag: flag.name)
def test_each_bit_is_said_by_the_code_of_its_finding(flag: Found) -> None:
    """With its severity; a bit of a row that has no plan by what it is called."""
    words = in_words(flag)

    if flag & NO_PLAN:
        assert words == f"no plan: {str(flag.name).lower().replace('_', '-')}"
        assert not is_ready(flag)
    else:
        code, severity = SAYS[flag]
        assert words == f"{severity}: {code}"
        assert severity in finding_codes()[code]
        assert is_ready(flag) == (severity != "stop" and code != "triturated")


def test_of_a_code_that_comes_twice_the_graver_is_said() -> None:
    """A content clearly outside is outside too."""
    found = (
        Found.CONTENT_OUTSIDE
        | Found.CONTENT_FAR_OUTSIDE
        | Found.FEW_TABLETS
        | Found.TABLETS_TOO_FEW
        | Found.DRUG_OVERAGE
    )

    assert in_words(found) == (
        "stop: content-outside; caution: few-tablets; note: drug-overage"
    )
    assert in_words(0) == ""
    assert is_ready(0)


@pytest.mark.requirement("R75")
def test_a_row_is_ready_where_its_plan_is() -> None:
    """Each row that is weighed directly is planned by itself, and asked."""
    drawn = orders(120, seed=21)
    drawn["assay"][::5], drawn["strength"][::7], drawn["capsules"][::11] = 89, 0.05, 1
    planned = with_problems(plan_columns(drawn, balance=BALANCE))

    ready = 0
    for number in range(120):
        row = {name: cells[number] for name, cells in drawn.items()}
        try:
            plan = single(row, BALANCE, "usp")
        except CompoundError:
            assert not planned["ready"][number]
            assert planned["problems"][number].startswith("no plan: ")
            continue
        expected = plan.ready and plan.trituration is None
        assert planned["ready"][number] == expected
        ready += expected
    # 120 less 24, 18 and 11 of which some are in two of these; one needs a trituration
    assert 70 < ready < 90


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_words_stand_in_every_kind_of_table(kind: str) -> None:
    """The row without a strength has no plan, and no other problem."""
    make, lists = KINDS[kind]
    made = make()

    worded = with_problems(plan_columns(made, balance=BALANCE))

    assert type(worded) is type(made)
    found = lists(worded)
    assert list(found) == [*ORDERS, *OUTPUTS, *PROBLEMS]
    # 30 x 0.5 mg are 0.3 of a tablet, 51.36 mg of powder: 51 mg is 0.7 % off and is
    # weighed to 1 mg, which is 2.0 % of it: 2.1 % together
    assert found["ready"] == [True, False, True]
    assert found["problems"] == [
        "note: no-loss-allowance",
        "no plan: bad-strength",
        "caution: weighing-error, few-tablets; note: no-loss-allowance",
    ]


@pytest.mark.parametrize("kind", ["Arrow", "Arrow, a batch", "DuckDB", "polars, lazy"])
def test_no_row_has_no_words(kind: str) -> None:
    """The columns are there, and of the kind that they are with rows."""
    make, lists = KINDS[kind]
    made = make()
    none = made.limit(0) if kind in ("DuckDB", "polars, lazy") else made.slice(0, 0)

    worded = with_problems(plan_columns(none))
    rows = with_problems(plan_columns(made))

    assert lists(worded)["problems"] == []
    if kind == "Arrow":
        assert worded.schema == rows.schema
    if kind == "polars, lazy":
        assert worded.collect_schema() == rows.collect_schema()


def test_only_a_planned_table_is_worded_and_only_once() -> None:
    """What stands in a column is never lost."""
    planned = with_problems(plan_columns(table()))

    with pytest.raises(FieldError, match="planned: expected a column 'findings', got"):
        with_problems(table())
    with pytest.raises(FieldError, match="no column that is added, got problems, rea"):
        with_problems(planned)
    assert planned["ready"].dtype == np.bool_
