"""All checks together: a plan as it should be, and what every finding owes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from ldn_compound import reference
from ldn_compound.quantities.notation import NO_BREAK_SPACE
from tests.examples import BULK, batch, codes
from tests.strategies import plan_arguments, plan_of

SEVERITIES = ["stop", "caution", "note"]


@pytest.mark.requirement("R38")
def test_a_good_batch_has_no_finding() -> None:
    """Measured, weighable, usual, with spares: nothing is found and it is ready."""
    plan = batch()

    assert codes(plan) == []
    assert plan.ready


def test_a_good_batch_from_powder_has_no_finding() -> None:
    """Bulk powder with its certificate: nothing is found."""
    plan = batch(drug=BULK)

    assert codes(plan) == []


@pytest.mark.requirement("R38")
@given(plan_arguments())
def test_every_finding_leads_to_its_source(arguments: dict[str, Any]) -> None:
    """A finding has a code, a severity, a field, one line of text and a source."""
    plan = plan_of(arguments)

    for found in plan.findings:
        assert found.code == found.code.lower()
        assert found.severity in SEVERITIES
        assert found.field
        assert found.message.replace(NO_BREAK_SPACE, " ").isprintable()
        assert reference.source(found.source).title


@pytest.mark.requirement("R38")
@given(plan_arguments())
def test_the_worst_come_first(arguments: dict[str, Any]) -> None:
    """Stops stand before cautions, cautions before notes; a stop is not ready."""
    plan = plan_of(arguments)

    order = [SEVERITIES.index(found.severity) for found in plan.findings]

    assert order == sorted(order)
    assert plan.ready is (0 not in order)
