"""Do the ingredients suit the patient, and the filler the drug?"""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.examples import BULK, FILLER, ORDER, TABLETS, batch, codes, finding

NO_LACTOSE = evolve(ORDER, intolerances=("lactose",))


def test_an_opioid_on_the_profile_stops_the_batch() -> None:
    """Naltrexone and an opioid do not go together."""
    plan = batch(prescription=evolve(ORDER, other_medicines=("Tramadol 50 mg",)))

    found = finding(plan, "opioid")

    assert found.severity == "stop"
    assert found.message.startswith("Tramadol 50 mg: an opioid by its name")


def test_other_medicines_pass() -> None:
    """Levothyroxine is no opioid."""
    plan = batch(prescription=evolve(ORDER, other_medicines=("levothyroxine",)))

    assert codes(plan) == []


def test_calcium_carbonate_is_a_caution() -> None:
    """Calcium carbonate may reduce the absorption."""
    plan = batch(filler=evolve(FILLER, name="calcium carbonate"))

    assert finding(plan, "calcium-carbonate").severity == "caution"


def test_a_slow_release_filler_stops_the_batch() -> None:
    """Low-dose naltrexone is given for immediate release."""
    plan = batch(filler=evolve(FILLER, name="hypromellose K100"))

    assert finding(plan, "slow-release-filler").severity == "stop"


def test_lactose_in_the_tablets_is_said() -> None:
    """The label must say that the capsules contain lactose."""
    plan = batch(drug=evolve(TABLETS, contains=("lactose",)))

    found = finding(plan, "contains")

    assert found.severity == "note"
    assert "contains lactose: the label must say so" in found.message


@pytest.mark.parametrize("content", ["lactose", "Lactose monohydrate"])
def test_lactose_for_who_may_not_have_it_stops_the_batch(content: str) -> None:
    """Lactose monohydrate is lactose."""
    plan = batch(drug=evolve(TABLETS, contains=(content,)), prescription=NO_LACTOSE)

    found = finding(plan, "allergen")

    assert found.severity == "stop"
    assert f"contains {content}, which the patient may not have" in found.message


def test_unknown_contents_count_as_containing() -> None:
    """What nobody stated may hold lactose."""
    plan = batch(filler=evolve(FILLER, contains=None), prescription=NO_LACTOSE)

    found = finding(plan, "contents-unknown")

    assert found.severity == "stop"
    assert "it counts as containing lactose" in found.message


def test_unknown_contents_are_said_to_everybody() -> None:
    """Even where no intolerance is known, the label must say what is inside."""
    plan = batch(filler=evolve(FILLER, contains=None))

    assert finding(plan, "contents-unknown").severity == "note"


def test_pure_drug_contains_nothing_else() -> None:
    """Bulk powder is the drug alone; its filler is free of lactose by statement."""
    plan = batch(drug=BULK, prescription=NO_LACTOSE)

    assert codes(plan) == []
