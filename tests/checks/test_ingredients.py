"""Do the ingredients suit the patient, and the filler the drug?"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from ldn_compound import Additive, Trituration
from ldn_compound.checks.ingredients import allergens_in, screen
from tests.examples import (
    BULK,
    FILLER,
    ORDER,
    TABLETS,
    batch,
    codes,
    finding,
)

NO_LACTOSE = evolve(ORDER, intolerances=("lactose",))


@pytest.mark.requirement("R39")
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


@pytest.mark.requirement("R41")
def test_calcium_carbonate_is_a_caution() -> None:
    """Calcium carbonate may reduce the absorption."""
    plan = batch(filler=evolve(FILLER, name="calcium carbonate"))

    assert finding(plan, "calcium-carbonate").severity == "caution"


@pytest.mark.requirement("R41")
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


@pytest.mark.requirement("R40")
@pytest.mark.parametrize("content", ["lactose", "Lactose monohydrate"])
def test_lactose_for_who_may_not_have_it_stops_the_batch(content: str) -> None:
    """Lactose monohydrate is lactose."""
    plan = batch(drug=evolve(TABLETS, contains=(content,)), prescription=NO_LACTOSE)

    found = finding(plan, "allergen")

    assert found.severity == "stop"
    assert f"contains {content}, which the patient may not have" in found.message


@pytest.mark.requirement("R40")
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


@pytest.mark.requirement("R40")
@pytest.mark.parametrize(
    "changes",
    [
        {"filler": evolve(FILLER, name="lactose monohydrate")},
        {"additives": Additive("Lactose", mass="2 g", contains=())},
        {"drug": Trituration("10 %", diluent="lactose monohydrate", contains=())},
        {"filler": evolve(FILLER, name="Cellactose 80", contains=("cellulose",))},
    ],
    ids=["filler", "additive", "stock dilution", "part of a name"],
)
def test_a_name_says_what_stated_contents_leave_out(changes: dict[str, Any]) -> None:
    """What is called lactose is lactose, whatever else was said of its contents."""
    plan = batch(prescription=NO_LACTOSE, **changes)

    found = finding(plan, "allergen")

    assert found.severity == "stop"
    assert "is lactose by its name, which the patient may not have" in found.message


def test_a_name_is_said_once() -> None:
    """Lactose that is stated is found as stated, and not by its name once more."""
    filler = evolve(FILLER, name="lactose", contains=("lactose",))

    plan = batch(prescription=NO_LACTOSE, filler=filler)

    assert codes(plan) == ["allergen"]


@pytest.mark.requirement("R40")
@pytest.mark.parametrize("refused", ["gelatin", "Pork", "animal products", "HPMC"])
def test_the_shell_may_be_of_what_the_patient_may_not_have(refused: str) -> None:
    """Shells are commonly of gelatin or hypromellose: some have to know of which."""
    plan = batch(prescription=evolve(ORDER, intolerances=(refused,)))

    found = finding(plan, "shell-material")

    assert found.severity == "caution"
    assert found.message.startswith(f"{refused}: shells are commonly made with it")
    assert found.source == "shell-materials"


@pytest.mark.requirement("R39")
@pytest.mark.parametrize("name", ["Naltrexone 50 mg tablets", "LDN 3 mg", "Contrave"])
def test_naltrexone_on_the_profile_may_be_a_doubled_order(name: str) -> None:
    """Naltrexone beside the naltrexone prescribed is asked about."""
    plan = batch(prescription=evolve(ORDER, other_medicines=(name,)))

    found = finding(plan, "naltrexone-twice")

    assert found.severity == "caution"
    assert found.message.startswith(f"{name}: naltrexone by its name")
    assert found.source == "naltrexone-names"


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(
    ("condition", "code", "severity"),
    [
        ("pregnancy", "pregnancy", "caution"),
        ("Acute hepatitis B", "acute-hepatitis", "stop"),
        ("liver failure", "acute-hepatitis", "stop"),
        ("methadone maintenance", "opioid-state", "stop"),
    ],
)
def test_conditions_are_found(condition: str, code: str, severity: str) -> None:
    """What a label warns of is found in the conditions stated."""
    plan = batch(prescription=evolve(ORDER, conditions=(condition,)))

    found = finding(plan, code)

    assert (found.severity, found.field) == (severity, "conditions")
    assert found.message.startswith(f"{condition}: ")


def test_other_conditions_pass() -> None:
    """A condition that no source speaks of is taken, and gives no finding."""
    plan = batch(prescription=evolve(ORDER, conditions=("fibromyalgia",)))

    assert codes(plan) == []


def test_a_prescription_is_screened_by_itself() -> None:
    """Medicines come before conditions, and no plan is needed."""
    order = evolve(ORDER, other_medicines=("codeine",), conditions=("pregnancy",))

    assert [each.code for each in screen(order)] == ["opioid", "pregnancy"]


@pytest.mark.parametrize(
    ("contains", "found"),
    [
        (None, ("lactose", "gluten")),
        ((), ()),
        (("Lactose monohydrate",), ("lactose",)),
        (("sucrose",), ()),
    ],
)
def test_allergens_are_named_in_the_words_of_the_patient(
    contains: tuple[str, ...] | None, found: tuple[str, ...]
) -> None:
    """Unknown contents hold all that is refused; a salt or hydrate is the substance."""
    assert allergens_in(contains, ("lactose", "gluten")) == found
