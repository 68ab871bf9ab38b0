"""JSON: what is written can be read, and is what it was; nothing else can."""

from __future__ import annotations

import json
import re
from functools import reduce
from operator import getitem
from typing import Any

import attrs
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    FieldError,
    Filler,
    Prescription,
    Q,
    Quantity,
    Tablets,
    Tray,
    reference,
)
from ldn_compound.batch_plan import FillComparison
from ldn_compound.errors import DocumentError
from ldn_compound.interop.json import SCHEMA, dumps, loads
from ldn_compound.interop.json.records import NAMES, RECORDS
from ldn_compound.plain.shapes import fields_of, shape_of
from ldn_compound.quality import error_budget
from ldn_compound.quality.budget.design import Design
from tests.altered import altered, faults
from tests.examples import BULK, FILLER, TABLETS, batch
from tests.fewer import of_forty
from tests.record_examples import EXAMPLES
from tests.record_strategies import records
from tests.strategies import plan_arguments, plan_of

#: Records with a plan are worked out again: no field of theirs can be another.
PLANS = (BatchPlan, FillComparison)
OTHERS = [kind for kind in RECORDS if kind not in PLANS]


def test_every_type_of_record_has_an_example() -> None:
    """No record is left out of the laws below."""
    assert set(EXAMPLES) == set(RECORDS)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_example_comes_back(kind: type) -> None:
    """What the library makes can be kept: equal, and written in the same words."""
    for record in EXAMPLES[kind]:
        text = dumps(record)

        again = loads(text)

        assert type(again) is kind
        assert again == record
        assert dumps(again) == text


@pytest.mark.requirement("R93")
@pytest.mark.parametrize("kind", OTHERS, ids=lambda kind: kind.__name__)
@of_forty(15)
@given(data=st.data())
def test_every_record_comes_back(kind: type, data: st.DataObject) -> None:
    """Any record that the library allows is read as it was written."""
    record = data.draw(records(kind))

    assert loads(dumps(record)) == record


@pytest.mark.requirement("R93")
@given(plan_arguments())
def test_every_plan_comes_back(arguments: dict[str, Any]) -> None:
    """A plan of any bench is read as it was written."""
    plan = plan_of(arguments)

    assert loads(dumps(plan)) == plan


def test_an_error_on_half_a_digit_comes_back() -> None:
    """21 capsules of 0.25 mg weigh within 1.015 %: as text 1.01 % or 1.02 %."""
    plan = batch(prescription=Prescription("0.25 mg", capsules=21), drug=BULK)
    assert plan.trituration is not None
    assert plan.trituration.error == Q("1.015 %")

    assert loads(dumps(plan)) == plan


@pytest.mark.requirement("R93")
def test_numbers_are_exact_text() -> None:
    """4.5 mg and a third of 100 mg stand as digits and as a fraction, never rounded."""
    assert json.loads(dumps(Prescription("4.5 mg", capsules=7)))["value"][
        "strength"
    ] == {"unit": "mg/capsule", "value": "4.5"}
    third = Tablets("50 mg", mean_mass=Q("100 mg") / 3 * 10)
    assert json.loads(dumps(third))["value"]["mean_mass"]["value"] == "1000/3"


@pytest.mark.requirement("R93")
def test_keys_are_sorted_and_equal_records_are_equal_texts() -> None:
    """1 g and 1000 mg are one mass: the texts agree to the letter."""
    one, other = Balance(readability="0.001 g"), Balance(readability="1 mg")

    def check(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert [key for key, _ in pairs] == sorted(key for key, _ in pairs)
        return dict(pairs)

    assert dumps(one) == dumps(other)
    json.loads(dumps(batch()), object_pairs_hook=check)


def test_the_document_says_who_wrote_it() -> None:
    """Library, figures, schema and type stand at the top."""
    document = json.loads(dumps(Tray(100)))

    assert document["reference"] == reference.data_version()
    assert document["schema"] == SCHEMA == 1
    assert document["type"] == "Tray"
    assert set(document) == {"library", "reference", "schema", "type", "value"}


@pytest.mark.parametrize("record", [None, "4.5 mg", {"holes": 1}, Q("4.5 mg"), Tray])
def test_only_records_have_documents(record: Any) -> None:
    """A bare amount says too little to be kept."""
    with pytest.raises(
        FieldError, match="expected a record that can be written as JSON, got"
    ):
        dumps(record)


def test_what_is_not_finite_is_not_written() -> None:
    """A chance that is no number would not be read back."""
    (design, *_) = EXAMPLES[NAMES["AcceptanceLimit"]]

    with pytest.raises(FieldError, match=r"greatest_sd: expected a finite number"):
        dumps(attrs.evolve(design, greatest_sd=float("nan")))


@pytest.mark.requirement("R94")
@pytest.mark.parametrize("version", [0, 2, "1", 1.5, None, True])
def test_another_version_is_refused(version: Any) -> None:
    """What a later version means cannot be known here, and nothing of it is guessed."""
    document = json.loads(dumps(Tray(100))) | {"schema": version, "value": "?"}

    (fault,) = faults(json.dumps(document))

    assert fault.startswith("$.schema: expected version 1, which this library reads")


@pytest.mark.requirement("R94")
def test_all_faults_are_told_with_their_paths() -> None:
    """One reading shows all that is to be mended."""
    document = json.loads(dumps(TABLETS))
    value = document["value"]
    value["mean_mass"] = {"value": "171,2", "unit": "mg/tablet"}
    value["strength"]["unit"] = "mL"
    value["packing"]["size"] = 3
    value["weighed"] = "twenty"
    value["colour"] = "white"
    value["contains"] = ["lactose", 5]
    del value["assay"]

    told = faults(json.dumps(document))

    assert {each.partition(":")[0] for each in told} == {
        "$.value.mean_mass.value",
        "$.value.strength.unit",
        "$.value.packing.size",
        "$.value.weighed",
        "$.value.colour",
        "$.value.contains[1]",
        "$.value.assay",
    }
    assert "got '171,2'" in next(each for each in told if "mean_mass" in each)
    assert "$.value.assay: expected" in next(each for each in told if "assay" in each)


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        (
            "strength",
            {"value": "0", "unit": "mg/capsule"},
            "$.value.strength: expected",
        ),
        ("strength", {"value": 4.5, "unit": "mg/capsule"}, "got 4.5"),
        ("strength", {"value": "4.5e0", "unit": "mg/capsule"}, "got '4.5e0'"),
        ("strength", {"value": "04.5", "unit": "mg/capsule"}, "got '04.5'"),
        ("strength", {"value": "٤", "unit": "mg/capsule"}, "strength.value: expected"),
        ("strength", {"value": "1/0", "unit": "mg/capsule"}, "got '1/0'"),
        ("strength", {"value": "4.5", "unit": "mg"}, "strength.unit: expected one of"),
        ("strength", "4.5 mg", "expected an amount such as {'value': '4.5', 'unit'"),
        ("strength", None, "got null"),
        ("capsules", "100", "capsules: expected a whole number from 0"),
        ("capsules", 100.0, "got 100.0"),
        ("capsules", True, "got True"),
        ("capsules", -1, "got -1"),
        ("capsules", 10**400, "capsules: expected"),
        ("form", "naloxone", "expected one of 'naltrexone'"),
        ("form", [], "got a list"),
        ("reference", "a\nb", "reference: expected a line"),
        ("reference", "\ud800", "reference: expected a line"),
        ("reference", "a" * 10_001, "reference: expected a line"),
        ("intolerances", "lactose", "intolerances: expected a list, got 'lactose'"),
        ("intolerances", {"a": 1}, "expected a list, got an object"),
    ],
)
def test_a_value_that_cannot_be_is_a_fault(name: str, value: Any, fault: str) -> None:
    """Nothing is coerced: a number is no text, and a text no number."""
    text = altered(Prescription("4.5 mg", capsules=100), name, to=value)

    (told,) = faults(text)

    assert told.startswith(f"$.value.{name}")
    assert fault in told


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "$: expected valid JSON, got an error at line 1, column 1"),
        ("{", "expected valid JSON"),
        ("nul", "expected valid JSON"),
        ("[]", "$: expected an object, got a list"),
        ("null", "$: expected an object, got null"),
        ("{}", "$.schema: expected"),
        ('{"schema": NaN}', "$.schema: expected version 1"),
        ("[" * 33 + "]" * 33, "at most 32 nested objects or lists"),
        ("[" * 32 + "]" * 32, "expected an object, got a list"),
        ('{"a":' * 100_000, "at most 32 nested objects or lists"),
        (" " * 5_000_001, "at most 5000000 characters, got 5000001 characters"),
        ('{"schema": 1, "schema": 1}', "$.schema: expected each key once"),
        (b"{}", "$: expected a text"),
    ],
)
def test_what_is_no_document_is_refused(text: Any, fault: str) -> None:
    """Broken, endless or deep texts are refused at once, and say where."""
    assert any(fault in each for each in faults(text))


def test_a_key_that_comes_twice_is_a_fault() -> None:
    """Of two strengths nobody can say which one was meant."""
    text = dumps(Tray(100)).replace('"holes": 100', '"holes": 100, "holes": 10')

    assert faults(text) == (
        "$.value.holes: expected each key once, got a repeated key",
    )


def test_a_key_that_comes_a_thousand_times_is_told_a_hundred_times() -> None:
    """What was made to fill the memory is refused before it does."""
    text = '{"a": {' + ", ".join(['"b": 1'] * 1000) + "}}"

    told = faults(text)

    assert len(told) == 101
    assert told[-1].startswith("and more")


def test_an_unknown_type_gets_a_hint() -> None:
    """A misspelt type is named with the one that was meant."""
    text = dumps(Tray(100)).replace('"Tray"', '"Trays"')

    (told,) = faults(text)

    assert told.startswith("$.type: expected the type of a record such as 'Tray'")
    assert "got 'Trays'" in told
    (other,) = faults(text.replace('"Trays"', "5"))
    assert "such as 'BatchPlan', got 5" in other


def test_a_key_is_named_however_odd_it_is() -> None:
    """What is no name, or longer than 40 letters, is quoted, and cut off."""
    text = json.dumps({"a" * 40: 1, "a" * 41: 1, "a b": 1})

    unknown = [each for each in faults(text) if "got an unknown key" in each]

    assert [each.partition(":")[0] for each in unknown] == [
        "$['a b']",
        f"$.{'a' * 40}",
        f"$['{'a' * 40}'... (41 characters)]",
    ]


def test_a_number_of_very_many_digits_is_refused() -> None:
    """Five thousand digits are read as about infinity: more than any tray holds."""
    text = re.sub(r"\b100\b", "9" * 5000, dumps(Tray(100)))

    (told,) = faults(text)

    assert told.startswith("$.value.holes: expected a whole number from 0 to ")
    assert "got inf" in told


def test_a_record_of_one_of_several_types_names_its_own() -> None:
    """Without a type nobody knows what the fields are."""
    for to, got in ((None, "null"), ("Tray", "'Tray'")):
        document = json.loads(dumps(batch()))
        document["value"]["request"]["drug"]["type"] = to
        (told,) = faults(json.dumps(document))
        assert told.startswith("$.value.request.drug.type: expected one of 'Tablets'")
        assert got in told
    untold = json.loads(dumps(batch()))
    del untold["value"]["request"]["drug"]["type"]
    (told,) = faults(json.dumps(untold))
    assert "got nothing" in told
    (told,) = faults(altered(batch(), "request", "drug", to="tablets"))
    assert told.startswith("$.value.request.drug: expected an object, got 'tablets'")


def test_a_row_has_its_length() -> None:
    """A filler stands with its share, and with nothing else."""
    text = altered(batch(), "request", "fillers", "0", to=[1])

    (told,) = faults(text)

    assert told.startswith("$.value.request.fillers[0]: expected a list of 2 values")


def test_no_more_faults_than_a_person_reads() -> None:
    """After a hundred the rest is counted as one line."""
    text = altered(TABLETS, "contains", to=[0] * 1000)
    document = json.loads(text)
    document["value"] |= {f"x{number}": 1 for number in range(150)}

    told = faults(json.dumps(document))

    assert len(told) == 101
    assert told[-1] == "and more: only the first 100 faults are shown"


def test_what_a_record_refuses_as_a_whole_is_a_fault() -> None:
    """A tablet that weighs less than the drug in it is no tablet."""
    text = altered(TABLETS, "mean_mass", to={"value": "20", "unit": "mg/tablet"})

    (told,) = faults(text)

    assert told.startswith("$.value.mean_mass: expected more than the 50 mg/tablet")


@pytest.mark.requirement("R94")
@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("powder", "to_weigh"), {"value": "15410", "unit": "mg"}),
        (("powder", "exact"), {"value": "154.08", "unit": "mg"}),
        (("tablets", "to_crush"), 1),
        (("fill_mass",), {"value": "200", "unit": "mg"}),
        (("label_claim",), {"value": "100", "unit": "%"}),
    ],
)
def test_a_plan_that_was_altered_is_refused(path: tuple[str, ...], to: Any) -> None:
    """Ten times the powder does not follow from the order, whoever wrote it."""
    told = faults(altered(batch(), *path, to=to))

    assert all(each.startswith("$.value.") for each in told)
    assert any("plan again from its request" in each for each in told)


@pytest.mark.requirement("R94")
def test_findings_cannot_be_taken_away() -> None:
    """A draft stays a draft: its stops are found anew."""
    draft = batch(drug=attrs.evolve(TABLETS, packing=None))
    assert not draft.ready

    told = faults(altered(draft, "findings", to=[]))

    assert told[0].startswith("$.value.findings: expected what this version plans")


@pytest.mark.parametrize(
    ("figure", "follows"),
    [
        ("fill_mass", "135.3928 mg"),  # 13945.4584 mg / 103
        ("strength_achieved", "198375/44084 mg/capsule"),  # 1587 x 50 / 171.2 / 103
    ],
)
def test_a_figure_that_does_not_follow_is_named_with_what_does(
    figure: str, follows: str
) -> None:
    """All digits where they end, and one whole number over another where not."""
    unit = follows.partition(" ")[2]

    found = faults(altered(batch(), figure, "value", to="5"))

    assert any(
        f".{figure}: expected {follows}, got 5 {unit};" in each for each in found
    )


@pytest.mark.requirement("R94")
def test_a_plan_of_another_version_is_not_made_anew() -> None:
    """It comes back as it was written, and stopped: a finding may have been taken out.

    One that contradicts itself is refused.
    """
    document = json.loads(dumps(batch()))
    document["library"] = "0.0.1"
    document["value"]["findings"] = [
        json.loads(dumps(EXAMPLES[NAMES["Finding"]][0]))["value"]
    ]

    plan = loads(json.dumps(document))

    written = EXAMPLES[NAMES["Finding"]][0].code
    assert [each.code for each in plan.findings] == ["another-version", written]
    assert plan.findings[0].source == "house"
    assert not plan.ready
    with pytest.raises(DocumentError, match="findings: expected what this version"):
        dumps(plan)
    document["value"]["powder"]["to_weigh"]["value"] = "15410"
    assert faults(json.dumps(document))


@pytest.mark.requirement("R94")
@pytest.mark.parametrize(
    ("shown", "way"),
    [
        (lambda plan: plan, ()),
        (error_budget, ("plan",)),
        (
            lambda plan: Design(
                capsules=100, tablets=10, balance=None, budget=error_budget(plan)
            ),
            ("budget", "plan"),
        ),
    ],
)
def test_a_stop_cannot_be_taken_out_by_another_version(
    shown: Any, way: tuple[str, ...]
) -> None:
    """An opioid on the profile stays a stop, however deep the plan lies in a file."""
    order = Prescription("4.5 mg", capsules=100, other_medicines=("oxycodone",))
    document = json.loads(dumps(shown(batch(prescription=order))))
    document["library"] = "0.0.1"
    plan = reduce(getitem, way, document["value"])
    assert plan["findings"].pop(0)["code"] == "opioid"

    read = loads(json.dumps(document))

    assert not reduce(getattr, way, read).ready


def test_the_same_plan_by_another_version_is_the_same() -> None:
    """Where both versions make the same of a request, there is nothing to stop."""
    document = json.loads(dumps(batch()))
    document["library"] = "0.0.1"

    assert loads(json.dumps(document)) == batch()


def test_a_request_of_another_version_that_is_refused_here_stops_its_plan() -> None:
    """A strength that an older policy allowed and this version refuses is no order."""
    plan = batch()
    loose = attrs.evolve(plan.request.policy, name="loose", refused_above="4 mg")
    document = json.loads(dumps(plan))
    document["library"] = "0.0.1"
    document["value"]["request"]["policy"] = json.loads(dumps(loose))["value"]

    assert not loads(json.dumps(document)).ready


@pytest.mark.requirement("R94")
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("dilutions",), []),
        (("dilutions", 0, "portion", "to_weigh", "value"), "0"),
        (("dilutions", 0, "material", "to_weigh", "value"), "0"),
    ],
)
def test_a_trituration_of_nothing_is_a_fault(path: tuple[Any, ...], value: Any) -> None:
    """What is diluted to nothing is no figure that others follow from."""
    small = batch(prescription=Prescription("0.1 mg", capsules=30))
    document = json.loads(dumps(small))
    *folders, last = path
    place = document["value"]["trituration"]
    for each in folders:
        place = place[each]
    place[last] = value

    with pytest.raises(DocumentError, match="agree with one another"):
        loads(json.dumps(document))


@pytest.mark.requirement("R94")
def test_an_altered_plan_is_not_written() -> None:
    """Nor can a file be made of a plan that was changed in memory."""
    plan = attrs.evolve(batch(), blend_mass=Q("1 g"))

    with pytest.raises(DocumentError, match="blend_mass: expected what this version"):
        dumps(plan)


def test_a_request_that_gives_no_plan_is_a_fault() -> None:
    """A plan cannot come of a request that the library refuses."""
    plan = batch()
    order = attrs.evolve(plan.request.prescription, strength="10 mg")
    small = attrs.evolve(plan.request, prescription=order, shell=reference.shell("4"))

    with pytest.raises(DocumentError, match="a request that can be planned"):
        dumps(
            attrs.evolve(
                plan,
                request=attrs.evolve(
                    small, drug=attrs.evolve(TABLETS, mean_mass="3 g")
                ),
            )
        )


@pytest.mark.parametrize("name", ["FillComparison", "ErrorBudget", "Outcome"])
def test_a_plan_inside_a_record_is_held_to_the_same(name: str) -> None:
    """The plan of a comparison, a budget or an outcome is worked out again too."""
    record = EXAMPLES[NAMES[name]][0]

    told = faults(
        altered(record, "plan", "blend_mass", to={"value": "1", "unit": "mg"})
    )

    assert told[0].startswith("$.value.plan.")


def test_a_plan_that_is_read_speaks_german() -> None:
    """Its sentences are those of the library again, not dead text."""
    plan = loads(dumps(batch()))

    assert plan.worksheet(language="de") == batch().worksheet(language="de")


def test_a_filler_alone_can_be_kept() -> None:
    """Materials are kept for the next batch as well as plans."""
    assert loads(dumps(FILLER)) == FILLER


def test_an_amount_that_nobody_described_is_no_field() -> None:
    """A new record with amounts takes a line in the table of amounts."""
    with pytest.raises(FieldError, match="expected an annotation that JSON can hold"):
        shape_of(Quantity)


def test_a_mixture_that_no_document_can_tell_apart_is_no_field() -> None:
    """A count and a text would be one and the same."""
    with pytest.raises(FieldError, match="expected records, or an amount and a plain"):
        shape_of(int | str)


def test_a_record_names_the_field_that_cannot_be_kept() -> None:
    """Whoever adds a record learns which of its amounts has no kind."""

    @frozen
    class Unkind:
        """A record whose field says no kind."""

        strength: Quantity

    with pytest.raises(FieldError, match=r"^Unkind\.strength: expected an annotat"):
        fields_of(Unkind)


def test_a_plan_with_another_diluent_comes_back() -> None:
    """What only a portion brings along is read back as a component of its own."""
    lactose = Filler("lactose", packing=FILLER.packing, contains=("lactose",))
    small = Prescription("0.5 mg", capsules=30)
    plan = batch(prescription=small, drug=BULK, diluent=lactose)
    assert plan.diluent is not None

    assert loads(dumps(plan)) == plan


@pytest.mark.requirement("R94")
@pytest.mark.parametrize("name", ["additives", "fillers"])
def test_an_amount_too_few_is_a_fault(name: str) -> None:
    """A plan has an amount for each material that was asked for."""
    additive = Additive("silica", share="1 %", packing=FILLER.packing)
    document = json.loads(dumps(batch(additives=additive)))
    document["value"][name] = []

    with pytest.raises(DocumentError, match=rf"^\$\.value\.{name}: expected 1, got 0"):
        loads(json.dumps(document))
