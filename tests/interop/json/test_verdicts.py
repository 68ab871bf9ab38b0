"""Verdicts in documents: none is written or read that its own measurements deny."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from ldn_compound import Balance, DocumentError, Q
from ldn_compound.interop.json import dumps, loads
from ldn_compound.quality import (
    filling_decision,
    mass_loss,
    mixing_test,
    outcome,
    ph_eur_2_9_5,
    potency_test,
    uniformity_route,
    usp_905,
)
from tests.altered import altered, faults
from tests.examples import batch
from tests.made import as_planned

FAILED = usp_905([70, 130] * 5)  # 2.4 x 31.62: an acceptance value of 75.9


@pytest.mark.requirement("R102")
@pytest.mark.parametrize(
    ("record", "field", "to", "fault"),
    [
        (FAILED, "verdict", "pass", "'test 20 more', got 'pass'"),
        (FAILED, "acceptance_value", {"value": "7", "unit": "%"}, "Q('75.9 %'), got "),
        (mixing_test([70, 130] * 5), "verdict", "pass", "'fail', got 'pass'"),
        (potency_test([84.0] * 10), "verdict", "pass", "'fail', got 'pass'"),
        (mass_loss("18 g", "9 g"), "verdict", "pass", "'fail', got 'pass'"),
        (
            uniformity_route("4.5 mg", "180 mg"),
            "verdict",
            "weight variation",
            "'content uniformity', got 'weight variation'",
        ),
        (
            ph_eur_2_9_5(["175 mg"] * 19 + ["85 mg"]),
            "far_outside",
            [],
            "what the measurements say, got something else",
        ),
    ],
)
def test_a_verdict_that_was_altered_is_refused(
    record: object, field: str, to: Any, fault: str
) -> None:
    """Whichever version it claims, its measurements say something else."""
    (told,) = faults(altered(record, field, to=to, library="0.0.1"))

    assert told.startswith(f"$.value.{field}: expected ")
    assert fault in told
    assert told.endswith("; evaluate the measurements again")


@pytest.mark.requirement("R102")
def test_a_verdict_in_an_outcome_is_refused_too() -> None:
    """However deep it lies."""
    plan = batch()
    made = outcome(plan, as_planned(plan), verdicts=[FAILED])

    (told,) = faults(altered(made, "verdicts", "0", "verdict", to="pass"))

    assert told.startswith("$.value.verdicts[0].verdict: expected 'test 20 more'")


@pytest.mark.requirement("R102")
def test_measurements_that_cannot_be_judged_are_refused() -> None:
    """Nine contents are no test of ten, and nothing weighed in loses nothing."""
    nine = [{"value": "100", "unit": "%"}] * 9
    none = {"value": "0", "unit": "mg"}

    (few,) = faults(altered(FAILED, "sample", "values", to=nine))
    (empty,) = faults(altered(mass_loss("18 g", "17.64 g"), "weighed_in", to=none))

    assert few.startswith("$.value: expected measurements that can be evaluated, got ")
    assert empty.startswith("$.value")


@pytest.mark.requirement("R102")
def test_a_verdict_of_other_parts_is_refused_by_name() -> None:
    """Contents that are not gross less shell are those of other capsules."""
    told = filling_decision(
        ["225 mg"] * 20, fill_mass="175 mg", shell_masses=["48 mg"] * 20
    )
    others = [{"value": "175", "unit": "mg"}] * 20

    (masses,) = faults(altered(told, "masses", "net", "values", to=others))
    (none,) = faults(altered(told, "masses", "net", "values", to=[]))

    assert masses.startswith("$.value.masses: expected what the measurements say, got")
    assert none == "$.value.masses.net.values: expected one value or more, got none"


def test_an_empty_capsule_can_be_filed() -> None:
    """Lighter than the mean shell, it seems to hold less than nothing: a reject."""
    told = filling_decision(
        ["225 mg"] * 9 + ["47 mg"], fill_mass="177 mg", empty_shells=["48 mg"] * 10
    )

    assert told.verdict == "reject"
    assert told.masses.net.least == Q("1 mg") * -1
    assert loads(dumps(told)) == told


def test_what_the_balance_could_not_see_stays_unsaid() -> None:
    """No verdict is no pass; its sentences are those of who gave it."""
    told = ph_eur_2_9_5(["175 mg"] * 20, balance=Balance(readability="10 mg"))
    said = evolve(told, remarks=("weighed in a draught",))

    assert loads(dumps(told)) == told
    assert loads(dumps(said)) == said


@pytest.mark.requirement("R102")
def test_a_verdict_that_was_altered_is_not_written() -> None:
    """What could not be read is not handed on."""
    wrong = evolve(FAILED, verdict="pass", acceptance_value=Q("7 %"))

    with pytest.raises(DocumentError) as caught:
        dumps(wrong)

    value, verdict = map(str, caught.value.faults)
    assert value.startswith("$.value.acceptance_value: expected Q('75.9 %'), got ")
    assert verdict.startswith("$.value.verdict: expected 'test 20 more', got 'pass'")
