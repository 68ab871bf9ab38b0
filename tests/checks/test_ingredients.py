"""Do the ingredients suit the patient, and the filler the drug?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import Additive, Prescription, Trituration
from ldn_compound.checks.ingredients import allergens_in, screen
from ldn_compound.documents.patient.label import container_label
from ldn_compound.sheets.text import render_text
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
    """Levothyroxine is no opioid, and nothing but that it is on no list is said."""
    plan = batch(prescription=evolve(ORDER, other_medicines=("levothyroxine",)))

    assert codes(plan) == ["not-recognised"]
    assert plan.ready


@pytest.mark.requirement("R39")
def test_not_asked_is_not_none() -> None:
    """Where nobody asked for other medicines, somebody has to, and initials it."""
    asked = Prescription("4.5 mg", capsules=100, other_medicines=())
    not_asked = Prescription("4.5 mg", capsules=100)

    found = finding(batch(prescription=not_asked), "not-asked")

    assert not_asked.other_medicines is None
    assert (found.severity, found.field) == ("caution", "other_medicines")
    assert codes(batch(prescription=asked)) == []


@pytest.mark.requirement("R39")
@pytest.mark.parametrize("name", ["naltrexone hydrochloride", "codeine phosphate"])
@pytest.mark.parametrize(
    "changes",
    [
        lambda name: {"filler": evolve(FILLER, name=name)},
        lambda name: {"filler": evolve(FILLER, contains=(name,))},
        lambda name: {"additives": Additive(name, mass="2 g", contains=())},
        lambda name: {"drug": Trituration("10 %", diluent=name, contains=())},
    ],
    ids=["filler", "what it contains", "additive", "diluent"],
)
def test_a_drug_is_no_excipient(name: str, changes: Any) -> None:
    """What goes into the capsules is screened like what the patient takes."""
    plan = batch(**changes(name))

    found = finding(plan, "drug-in-excipient")

    assert found.severity == "stop"
    assert found.message.startswith(f"{name}: a drug by its name")


@pytest.mark.requirement("R40")
@pytest.mark.parametrize(
    "condition",
    [
        "lactose intolerance",
        "Laktoseintoleranz",
        "galactosemia",
        "Galaktosämie",
        "milk allergy",
        "dairy",
        "Milch",
    ],
)
@pytest.mark.parametrize("field", ["conditions", "intolerances"])
def test_a_condition_refuses_an_allergen(condition: str, field: str) -> None:
    """Whichever field it was entered in, lactose is not for this patient."""
    stated: Any = {field: (condition,)}
    order = evolve(ORDER, **stated)
    held = batch(drug=evolve(TABLETS, contains=("lactose",)), prescription=order)

    assert finding(held, "allergen").severity == "stop"
    assert codes(batch(prescription=order)) == []


@pytest.mark.requirement("R40")
@pytest.mark.parametrize(
    ("condition", "filler"),
    [
        ("coeliac disease", "wheat starch"),
        ("corn allergy", "maize starch"),
        ("Maisallergie", "Maisstärke"),
    ],
)
def test_starch_is_found_by_its_plant(condition: str, filler: str) -> None:
    """Wheat holds gluten, and corn is maize."""
    plan = batch(
        filler=evolve(FILLER, name=filler, contains=()),
        prescription=evolve(ORDER, conditions=(condition,)),
    )

    assert finding(plan, "allergen").severity == "stop"


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
    """The sheet and the label say that the capsules contain lactose."""
    plan = batch(drug=evolve(TABLETS, contains=("lactose",)))

    sheet, label = plan.worksheet(annex=True), container_label(plan, beyond_use=None)

    assert re.search(r"Allergens: +Contains lactose\.", sheet)
    assert "Contains lactose." in render_text(label)


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
    assert "it is treated as containing lactose" in found.message


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
@pytest.mark.parametrize(
    ("name", "allergen"),
    [
        ("lactose monohydrate", "lactose"),
        ("Milchzucker", "lactose"),
        ("Tablettose 80", "lactose"),
        ("Weizenstärke", "gluten"),
    ],
)
def test_a_name_contradicts_the_stated_contents(name: str, allergen: str) -> None:
    """What is lactose by its name was not stated to hold it: one of them is wrong."""
    plan = batch(filler=evolve(FILLER, name=name, contains=()))

    found = finding(plan, "contents-contradicted")

    assert (found.severity, found.field) == ("caution", "contains")
    assert found.message.startswith(f"{name}: holds {allergen} by its name")


@pytest.mark.parametrize(
    "contains", [("lactose",), ("Laktose",), ("milk sugar",), ("lactose", "corn")]
)
def test_a_name_agrees_with_the_stated_contents(contains: tuple[str, ...]) -> None:
    """Lactose that is stated, by any of its names, is nothing to contradict."""
    plan = batch(filler=evolve(FILLER, name="lactose monohydrate", contains=contains))

    assert codes(plan) == []


def test_unknown_contents_contradict_nothing() -> None:
    """Where nobody stated what is inside, that is what is said."""
    plan = batch(filler=evolve(FILLER, name="lactose", contains=None))

    assert codes(plan) == ["contents-unknown"]


def test_a_name_that_stops_the_batch_is_no_caution_too() -> None:
    """For who may not have lactose, the stop says all; for gluten, the caution is."""
    filler = evolve(FILLER, name="Laktose und Weizenstärke", contains=())

    plan = batch(prescription=NO_LACTOSE, filler=filler)

    assert codes(plan) == ["allergen", "contents-contradicted"]
    assert "holds gluten" in finding(plan, "contents-contradicted").message


@pytest.mark.requirement("R40")
@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("corn starch", "starch"),
        ("starch", "corn starch"),
        ("Spr\u00fchlactose", "Lactose"),
        ("lactose-free cellulose and lactose", "lactose"),
    ],
)
def test_a_name_in_another_is_the_same(name: str, refused: str) -> None:
    """Either may be the longer one; better a stop too many than one too few."""
    plan = batch(
        filler=evolve(FILLER, name=name, contains=()),
        prescription=evolve(ORDER, intolerances=(refused,)),
    )

    assert finding(plan, "allergen").severity == "stop"


@pytest.mark.requirement("R40")
@pytest.mark.parametrize(
    "name",
    [
        "cellulose, lactose-free",
        "Lactose free base",
        "F\u00fcller, laktosefrei",
        "lactose-free",  # nothing is left of this name
    ],
)
def test_what_is_free_of_lactose_is_no_lactose(name: str) -> None:
    """It says that it holds none, and so do its contents."""
    plan = batch(
        filler=evolve(FILLER, name=name, contains=()),
        prescription=NO_LACTOSE,
    )

    assert codes(plan) == []


@pytest.mark.requirement("R40")
@pytest.mark.parametrize("refused", ["Laktose", "milk sugar", "Milchzucker"])
def test_lactose_is_found_by_its_other_names(refused: str) -> None:
    """What patient and maker call differently is the same sugar."""
    plan = batch(
        drug=evolve(TABLETS, contains=("lactose",)),
        prescription=evolve(ORDER, intolerances=(refused,)),
    )

    found = finding(plan, "allergen")

    assert found.severity == "stop"
    assert "contains lactose, which the patient may not have" in found.message


@pytest.mark.requirement("R40")
@pytest.mark.parametrize("name", ["wheat starch", "Weizenstärke", "Tritici amylum"])
@pytest.mark.parametrize("refused", ["gluten", "Gluten"])
def test_gluten_is_found_in_starch_of_wheat(name: str, refused: str) -> None:
    """Starch of wheat holds gluten, whether its contents say so or not."""
    plan = batch(
        filler=evolve(FILLER, name=name, contains=()),
        prescription=evolve(ORDER, intolerances=(refused,)),
    )

    found = finding(plan, "allergen")

    assert found.severity == "stop"
    assert found.message.startswith(f"{name} is {refused} by its name")


@pytest.mark.requirement("R40")
@pytest.mark.parametrize("refused", ["gelatin", "Pork", "animal products", "Fisch"])
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
        ("Opioidabhängigkeit", "opioid-state", "stop"),
        ("allergy to naltrexone", "drug-not-tolerated", "stop"),
        ("Naltrexon-Allergie", "drug-not-tolerated", "stop"),
    ],
)
def test_conditions_are_found(condition: str, code: str, severity: str) -> None:
    """What a label warns of is found in the conditions stated."""
    plan = batch(prescription=evolve(ORDER, conditions=(condition,)))

    found = finding(plan, code)

    assert (found.severity, found.field) == (severity, "conditions")
    assert found.message.startswith(f"{condition}: ")


def test_other_conditions_pass() -> None:
    """A condition that no source speaks of is taken, and said to be on no list."""
    plan = batch(prescription=evolve(ORDER, conditions=("fibromyalgia",)))

    assert codes(plan) == ["not-recognised"]


@pytest.mark.requirement("R39")
def test_what_is_on_no_list_is_said_once() -> None:
    """Silence would read as screened: each name is told, in the order of the record."""
    order = evolve(
        ORDER,
        other_medicines=("ibuprofen", "Tramadol"),
        conditions=("fibromyalgia", "Schwangerschaft", "ibuprofen"),
        intolerances=("kiwi", "Laktose"),
    )

    found = finding(batch(prescription=order), "not-recognised")

    assert found.severity == "caution"
    assert found.message == (
        "not known to this library: ibuprofen, fibromyalgia, kiwi: "
        "screen them by other means"
    )


@pytest.mark.parametrize(
    ("refused", "changes"),
    [
        ("Laktose", {}),
        ("gelatin", {}),
        ("Nemexin", {}),
        ("sucrose", {}),
        ("corn", {"filler": evolve(FILLER, contains=("corn",))}),
        ("kiwi", {"drug": evolve(TABLETS, contains=None)}),
        ("mannitol", {"drug": Trituration("10 %", diluent="mannitol", contains=())}),
    ],
    ids=[
        "allergen",
        "shell",
        "drug",
        "name of a filler",
        "contents",
        "contents unknown",
        "name of a diluent",
    ],
)
def test_an_intolerance_that_could_be_compared_is_recognised(
    refused: str, changes: dict[str, Any]
) -> None:
    """It is on a list, or a material of the batch has its name or holds it."""
    plan = batch(prescription=evolve(ORDER, intolerances=(refused,)), **changes)

    assert "not-recognised" not in codes(plan)


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(
    "name",
    ["naltrexone", "Naltrexone HCl", "Naltrexon", "Naltrexonhydrochlorid", "ReVia"],
)
def test_who_may_not_have_naltrexone_gets_none(name: str) -> None:
    """An intolerance to the drug itself stops the batch, by whatever of its names."""
    order = evolve(ORDER, intolerances=(name,))
    plan = batch(prescription=order)

    found = finding(plan, "drug-not-tolerated")

    assert (found.severity, found.field) == ("stop", "intolerances")
    assert not plan.ready
    assert list(screen(order)) == [found]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("naloxone", "opioid-antagonist"),
        ("methylnaltrexone", "opioid-antagonist"),
        ("Apomorphin", "not-recognised"),
    ],
)
def test_another_drug_that_is_not_tolerated_is_no_naltrexone(
    name: str, code: str
) -> None:
    """Names that sound like naltrexone are not it."""
    plan = batch(prescription=evolve(ORDER, intolerances=(name,)))

    assert codes(plan) == [code]


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
