"""What a paper says of the beyond-use date."""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import Lot
from ldn_compound.documents.records.beyond_use import beyond_use_parts
from ldn_compound.plan import beyond_use_of
from ldn_compound.sheets.content import Paragraph
from tests.examples import FILLER, TABLETS, batch

LOT = Lot("A17", expires="2028-05-31")


@pytest.mark.parametrize(
    ("expiry", "said"),
    [
        (
            {},
            [
                (
                    "Not compared, because nobody gave their date, and any may be "
                    "earlier: shells of size 3."
                )
            ],
        ),
        ({"shells of size 3": "2028-01-31"}, []),
    ],
)
def test_what_has_no_date_is_named(expiry: dict[str, str], said: list[str]) -> None:
    """Lots have theirs; shells have one where somebody read it."""
    plan = batch(drug=evolve(TABLETS, lot=LOT), filler=evolve(FILLER, lot=LOT))
    found = beyond_use_of(plan, "2026-01-05", component_expiry=expiry)

    parts = beyond_use_parts(found)

    assert [each.text for each in parts if isinstance(each, Paragraph)] == said
