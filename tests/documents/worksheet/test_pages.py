"""The bench sheet on paper: two pages from tablets, three with a trituration."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, reject
from hypothesis import strategies as st

from ldn_compound import (
    Balance,
    BatchPlan,
    FillByCompletion,
    FillByPacking,
    Lot,
    Prescription,
    TooLittleToWeighError,
    plan_batch,
    reference,
)
from ldn_compound.documents import bench_sheet
from ldn_compound.sheets.pdf import render_pdf
from tests.examples import BULK, FILLER, SHELL, TABLETS
from tests.fewer import of_forty
from tests.parsed import pages

CELLULOSE = evolve(FILLER, name="microcrystalline cellulose PH-105")
LOT = Lot("A17-223344", expires="2027-11-30")


def ordinary(strength: str, capsules: int, policy: str, **changes: Any) -> BatchPlan:
    """Plan an ordinary order, with lots, numbers and the day of making."""
    arguments: dict[str, Any] = {
        "drug": evolve(TABLETS, lot=LOT, coat="film", contains=("lactose",)),
        "filler": evolve(CELLULOSE, lot=LOT),
        "shell": SHELL,
        "balance": Balance(readability="1 mg", sensitivity="1 mg"),
        "policy": reference.policy(policy),
        "made_on": "2026-11-23",
    }
    order = Prescription(
        strength, capsules=capsules, reference="RX-123456, RX-123457", prescriber="A. B"
    )
    return plan_batch(order, **(arguments | changes))


@pytest.mark.requirement("R49")
@of_forty(20)
@given(
    st.integers(10, 90).map(lambda twentieths: f"{twentieths / 20} mg"),
    st.integers(30, 100),
    st.fixed_dictionaries(
        {
            "policy": st.sampled_from(["usp", "dac-nrf"]),
            "fill": st.sampled_from([FillByPacking(), FillByCompletion()]),
            "balance": st.sampled_from(
                [Balance(readability="1 mg"), Balance(readability="10 mg")]
            ),
        },
        optional={"drug": st.just(evolve(BULK, lot=LOT))},
    ),
)
def test_an_ordinary_order_is_two_pages_or_three(
    strength: str, capsules: int, how: dict[str, Any]
) -> None:
    """On A4 and on Letter alike; a trituration may take one page more."""
    try:
        plan = ordinary(strength, capsules, **how)
    except TooLittleToWeighError:
        reject()  # such a balance is too coarse for such an order

    for page in ("a4", "letter"):
        printed = pages(render_pdf(bench_sheet(plan), page=page))
        assert len(printed) <= (3 if plan.trituration else 2)


@pytest.mark.requirement("R49")
@pytest.mark.parametrize("page", ["a4", "letter"])
def test_the_two_jobs_are_on_two_pages_and_three(page: str) -> None:
    """100 x 4.5 mg from tablets, and 30 x 0.5 mg by trituration."""
    main = ordinary("4.5 mg", 100, "usp")
    diluted = ordinary("0.5 mg", 30, "usp", balance=Balance(readability="10 mg"))
    assert main.trituration is None
    assert diluted.trituration is not None

    assert len(pages(render_pdf(bench_sheet(main), page=page))) == 2
    assert len(pages(render_pdf(bench_sheet(diluted), page=page))) <= 3
