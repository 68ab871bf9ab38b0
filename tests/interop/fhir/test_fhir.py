"""FHIR: a batch as a Medication, and back."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound import (
    BulkDrug,
    DocumentError,
    FieldError,
    FillByCompletion,
    PackStatistic,
    Prescription,
    Q,
    Trituration,
)
from ldn_compound.interop.fhir import medication, read_medication, render_medication
from ldn_compound.interop.fhir.version import UNII_SYSTEM
from ldn_compound.plan.dates import beyond_use_of
from tests.examples import BULK, FILLER, TABLETS, batch
from tests.fewer import of_forty
from tests.strategies import plan_arguments, plan_of

VERSIONS = ["R4", "R4B", "R5"]
PACKING = PackStatistic("150 mg", size="3")
MADE: dict[str, Any] = {"batch_number": "LDN-17", "beyond_use": "2025-12-31"}


def text_of(version: Any, changes: dict[str, Any] | None = None, **made: Any) -> str:
    """Return the text of the example batch as a resource."""
    return render_medication(medication(batch(**(changes or {})), version, **made))


@pytest.mark.requirement("R77")
@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_written_is_read_back(version: Any) -> None:
    """Drug, strength, count, excipients, batch number and date."""
    found = read_medication(text_of(version, **MADE), version)

    assert found.name == "naltrexone hydrochloride 4.5 mg capsule (compounded)"
    assert (found.form, found.unii) == ("naltrexone hydrochloride", "Z6375YW9SF")
    assert found.strength == Q("4.5 mg/capsule")
    assert found.capsules == 100
    assert (found.status, found.batch_number) == ("active", "LDN-17")
    assert found.beyond_use is not None
    assert found.beyond_use.isoformat() == "2025-12-31"
    tablets, sucrose = found.excipients
    assert (tablets.name, tablets.content) == (
        "excipients of crushed tablets (no allergen stated)",
        None,
    )
    assert (sucrose.name, sucrose.unii) == ("sucrose", "C151H8M554")
    # 12358.4344 mg over 103 capsules, to a millionth of a milligram
    assert sucrose.content == Q("119.984800 mg/capsule".replace("00 ", " "))


@pytest.mark.requirement("R77")
@pytest.mark.parametrize("version", VERSIONS)
@of_forty(25)
@given(arguments=plan_arguments())
def test_every_ready_plan_is_a_resource(version: Any, arguments: Any) -> None:
    """Whatever is made: the drug, its strength and its count come back exactly."""
    plan = plan_of(arguments)
    if not plan.ready:
        with pytest.raises(FieldError, match="plan: expected"):
            medication(plan, version)
        return
    order = plan.request.prescription

    found = read_medication(render_medication(medication(plan, version)), version)

    assert found.strength == order.strength
    assert (found.form, found.capsules) == (order.form, order.capsules)
    assert (found.status, found.batch_number, found.beyond_use) == (None, None, None)


def test_the_two_versions_name_their_parts_differently() -> None:
    """R4B has an amount as a ratio and a form; R5 a total volume and a dose form."""
    old, new = (medication(batch(), version) for version in ("R4B", "R5"))

    assert old["amount"]["numerator"]["value"] == new["totalVolume"]["value"] == 100
    assert old["form"] == new["doseForm"] == {"text": "capsule"}
    assert (
        old["ingredient"][0]["itemCodeableConcept"]["text"]
        == (new["ingredient"][0]["item"]["concept"]["text"])
    )


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("naltrexone", "5S6W795CQM"),
        ("naltrexone hydrochloride", "Z6375YW9SF"),
        ("naltrexone hydrochloride dihydrate", None),
    ],
)
def test_each_form_has_its_own_code_or_none(form: Any, code: str | None) -> None:
    """Base, hydrochloride and dihydrate are never one another."""
    order = Prescription("4.5 mg", capsules=100, form=form)

    found = read_medication(text_of("R5", {"prescription": order}), "R5")

    assert (found.form, found.unii) == (form, code)


def test_the_beyond_use_date_of_the_plan_is_taken() -> None:
    """Elapsed days of USP <795> from 5 July 2025 end on the first of January."""
    dated = beyond_use_of(batch(), "2025-07-05", day_count="elapsed")

    resource = medication(batch(), "R5", batch_number="B", beyond_use=dated)

    assert resource["batch"] == {"lotNumber": "B", "expirationDate": "2026-01-01"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"drug": evolve(TABLETS, contains=None)}, "contents not stated"),
        ({"drug": evolve(TABLETS, contains=("lactose",))}, "contain lactose"),
        (
            {
                "drug": Trituration(
                    "10 %", diluent="mannitol", packing=PACKING, contains=()
                )
            },
            "diluent of the stock dilution: mannitol",
        ),
    ],
)
def test_what_came_with_the_drug_is_named(changes: dict[str, Any], words: str) -> None:
    """Its mass is not known, so no amount stands beside it."""
    found = read_medication(text_of("R5", changes), "R5")

    assert words in found.excipients[0].name
    assert found.excipients[0].content is None


def test_pure_powder_brings_nothing_along() -> None:
    """Of bulk powder the filler is the one excipient."""
    found = read_medication(text_of("R5", {"drug": BULK}), "R5")

    assert [each.name for each in found.excipients] == ["sucrose"]


def test_a_filler_that_is_yet_to_be_found_has_no_amount() -> None:
    """By completion, the bench says how much went in."""
    found = read_medication(text_of("R5", {"fill": FillByCompletion()}), "R5")

    assert found.excipients[-1].content is None


def test_a_diluent_of_its_own_is_an_excipient() -> None:
    """Mannitol that came with the trituration is in the capsules."""
    plan = batch(
        drug=BulkDrug(
            "naltrexone hydrochloride", assay="100 %", basis="as is", packing=PACKING
        ),
        prescription=Prescription("0.5 mg", capsules=30),
        diluent=evolve(FILLER, name="mannitol"),
    )

    names = [
        each["item"]["concept"]["text"] for each in medication(plan, "R5")["ingredient"]
    ]

    assert names == ["naltrexone hydrochloride", "sucrose", "mannitol"]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (
            {"batch_number": "B"},
            "beyond_use: expected a batch number with a beyond-use",
        ),
        ({"beyond_use": "2025-12-31"}, "batch_number: .* give both, or none"),
        (
            {**MADE, "batch_number": ""},
            "batch_number: expected one line of at most 200",
        ),
        ({**MADE, "batch_number": " B"}, "batch_number: expected one line"),
        ({**MADE, "batch_number": "B\n"}, "batch_number: expected one line"),
        ({**MADE, "batch_number": 17}, "batch_number: expected one line"),
        ({**MADE, "beyond_use": "2025-02-30"}, "beyond_use: expected"),
    ],
)
def test_a_batch_has_a_number_and_a_date(made: dict[str, Any], words: str) -> None:
    """One of them alone is no batch."""
    with pytest.raises(FieldError, match=words):
        medication(batch(), "R5", **made)


@pytest.mark.parametrize("version", ["R3", "r5", None, ["R5"]])
def test_an_unknown_version_is_refused(version: Any) -> None:
    """R4, R4B or R5; no other is guessed at."""
    with pytest.raises(FieldError, match="version: expected 'R4', 'R4B' or 'R5', got"):
        medication(batch(), version)


@pytest.mark.requirement("R77")
@pytest.mark.parametrize("denominator", [{"value": 1, "code": "d"}, {"value": 2}, None])
def test_capsules_are_counted_to_one_of_nothing_else(denominator: Any) -> None:
    """100 capsules a day are no hundred capsules."""

    def counted(resource: dict[str, Any]) -> None:
        resource["amount"]["denominator"] = denominator

    with pytest.raises(DocumentError, match=r"\$\.amount\.denominator: expected a rat"):
        read_medication(changed(counted, "R4B"), "R4B")


@pytest.mark.parametrize("member", ["batch", "ingredient", "coding", "item"])
def test_a_member_that_is_null_is_one_that_is_not_there(member: str) -> None:
    """Null is refused or read as nothing, and never another error."""

    def emptied(resource: dict[str, Any]) -> None:
        concept = resource["ingredient"][0]["item"]["concept"]
        for holder in (resource, resource["ingredient"][0], concept):
            if member in holder:
                holder[member] = None

    try:
        read = read_medication(changed(emptied), "R5")
    except DocumentError:
        return
    assert read.strength == Q("4.5 mg/capsule")


def changed(change: Any, version: str = "R5") -> str:
    """Return the text of a resource after somebody changed it."""
    resource = json.loads(text_of(version, **MADE), parse_float=Decimal)
    change(resource)
    return json.dumps(resource, default=float)


def strength_of(resource: dict[str, Any]) -> dict[str, Any]:
    """Return the strength of the drug in a resource."""
    strength: dict[str, Any] = resource["ingredient"][0]["strengthRatio"]
    return strength


@pytest.mark.requirement("R77")
@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (
            lambda it: it.update(status="entered-in-error"),
            [r"\$\.status: expected 'act"],
        ),
        (lambda it: it.pop("code"), [r"\$\.code\.text: expected a text, got None"]),
        (lambda it: it["code"].pop("text"), [r"\$\.code"]),
        (
            lambda it: it["totalVolume"].update(value=99.5),
            [r"\$\.totalVolume: expected whole capsules, got 99.5 capsules"],
        ),
        (
            lambda it: it["totalVolume"].update(code="mg"),
            [r"\$\.totalVolume: expected an amount such as 1 capsule, got 100 mg"],
        ),
        (
            lambda it: it["totalVolume"].update(comparator="<"),
            [r"\$\.totalVolume\.comparator: expected no element that changes"],
        ),
        (
            lambda it: it["totalVolume"].pop("system"),
            [r"\$\.totalVolume: expected an amount with a code of http"],
        ),
        (
            lambda it: strength_of(it)["numerator"].update(code="mcg"),
            [r"\$\.ingredient\[0\]\.strengthRatio\.numerator\.code: .* write 'ug'"],
        ),
        (
            lambda it: strength_of(it)["denominator"].update(value=0),
            [r"\$\.ingredient\[0\]\.strengthRatio\.denominator: expected one caps"],
        ),
        (
            lambda it: it["ingredient"][0].update(isActive=False),
            [r"\$\.ingredient: expected one active ingredient, got 0 of them"],
        ),
        (
            lambda it: it["ingredient"][0].pop("strengthRatio"),
            [r"\$\.ingredient\[0\]\.strengthRatio: expected a strength, got none"],
        ),
        (
            lambda it: it["ingredient"][0]["item"]["concept"]["coding"][0].update(
                code="5S6W795CQM"
            ),
            [r"coding\[0\]\.code: expected Z6375YW9SF, the UNII of naltrexone hydro"],
        ),
        (
            lambda it: it["batch"].update(expirationDate="2025"),
            [r"\$\.batch\.expirationDate: expected"],
        ),
        (
            lambda it: (it.update(status="draft"), it["totalVolume"].update(value=1.5)),
            [r"\$\.status: expected", r"\$\.totalVolume: expected whole"],
        ),
        (lambda it: it.update(dose=1), [r"\$\.dose"]),
        (
            lambda it: it["ingredient"][1].update(isActive="false"),
            [r"\$\.ingredient\[1\]\.isActive: expected true or false, got 'false'"],
        ),
        (
            lambda it: strength_of(it)["numerator"].update(unit="g"),
            [r"numerator\.unit: expected none, or the unit of its code, 'mg', got 'g'"],
        ),
        (
            lambda it: it["ingredient"][0]["item"]["concept"].update(text="oxycodone"),
            [r"concept\.text: expected naltrexone hydrochloride, whose UNII .* 'oxy"],
        ),
        (
            lambda it: it["ingredient"][0]["item"]["concept"].update(
                text="something",
                coding=[{"system": UNII_SYSTEM, "code": code} for code in ("A", "B")],
            ),
            [r"coding\[1\]\.code: expected A, as before it, got 'B'"],
        ),
        (
            lambda it: it["code"].update(text="capsules\u202eof"),
            [r"\$\.code\.text: expected one line of at most 200 characters"],
        ),
        *(
            (
                lambda it, name=name: it["code"].update(text=name),
                [rf"\$\.code\.text: expected no strength but .* got '{said}'"],
            )
            for name, said in (
                ("naltrexone 45 mg", "45 mg"),
                ("naltrexone 4,5 mg capsules", "4,5 mg"),
                ("4.5 mg, from tablets of 50mg", "50mg"),
                ("naltrexone 4500 \u03bcg and 0.0045 g and 45 g", "45 g"),
                ("NALTREXONE 45 MG CAPSULE", "45 MG"),
                ("naltrexone 45-mg capsule", "45-mg"),
                ("naltrexone 45  mg", "45  mg"),
                ("naltrexone 45mgs", "45mgs"),
                ("naltrexone 45 milligrams", "45 milligrams"),
                ("naltrexone 45000 micrograms", "45000 micrograms"),
                ("naltrexone 5 grams", "5 grams"),
            )
        ),
        (
            lambda it: strength_of(it)["numerator"].update(_value={"id": "a"}),
            [r"numerator\._value: expected no element that changes the meaning"],
        ),
        (
            lambda it: it["batch"].update(lotNumber="A17\n"),
            [r"\$\.batch\.lotNumber: expected one line"],
        ),
    ],
)
def test_what_is_not_understood_is_refused(change: Any, faults: list[str]) -> None:
    """Every fault is named with its path, and nothing is read past it."""
    with pytest.raises(DocumentError) as caught:
        read_medication(changed(change), "R5")

    assert len(caught.value.faults) == len(faults)
    for fault, words in zip(map(str, caught.value.faults), faults, strict=True):
        assert re.search(words, fault), fault


@pytest.mark.parametrize(
    "name",
    [
        "LDN",
        "naltrexone 4.5mg",
        "4500 \u00b5g",
        "4500 mcg (0.0045 g)",
        "NALTREXONE 4.5 MG",
        "4.5-mg capsules, 4500 micrograms",
        "batch 12 gelatin capsules",
    ],
)
def test_a_name_may_say_the_strength(name: str) -> None:
    """The same mass in another unit is no other strength, and a word is no mass."""
    resource = json.loads(text_of("R5"))
    resource["code"]["text"] = name

    assert read_medication(json.dumps(resource), "R5").name == name


def test_a_ratio_to_more_than_one_is_refused() -> None:
    """In R4B, 100 capsules to 2 of something is no number of capsules."""
    text = changed(lambda it: it["amount"]["denominator"].update(value=2), "R4B")

    with pytest.raises(
        DocumentError, match=r"\$\.amount\.denominator: expected a ratio to 1"
    ):
        read_medication(text, "R4B")


def test_an_ingredient_that_does_not_say_is_not_active() -> None:
    """Only one that says so carries the drug."""
    read = read_medication(
        changed(lambda resource: resource["ingredient"][2].pop("isActive")), "R5"
    )

    assert [each.name for each in read.excipients][1:] == ["sucrose"]


def test_a_small_amount_is_read_to_its_last_digit() -> None:
    """Seven decimals are written out, where a program might write 1E-7."""
    text = text_of("R5", **MADE).replace("119.9848", "0.0000001")

    assert read_medication(text, "R5").excipients[1].content == Q(
        "0.0000001 mg/capsule"
    )


def test_what_the_library_of_the_resource_refuses_is_named() -> None:
    """Its words, with the value that came."""
    with pytest.raises(DocumentError, match=r"^\$\.language: .*, got Decimal\('5'\)"):
        read_medication(changed(lambda resource: resource.update(language=5)), "R5")


def test_a_key_is_written_in_its_own_letters() -> None:
    """As values are: no letter is written as its number."""
    assert (
        render_medication({"Gr\u00f6\u00dfe": "\u00e4"})
        == '{"Gr\u00f6\u00dfe": "\u00e4"}'
    )


def test_a_resource_without_a_batch_is_read() -> None:
    """A medication that is only planned has no batch."""

    def without_date(resource: dict[str, Any]) -> None:
        del resource["batch"]["expirationDate"]

    found = read_medication(changed(without_date), "R5")

    assert (found.batch_number, found.beyond_use) == ("LDN-17", None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", r"\$: expected valid JSON"),
        ("{", r"\$: expected valid JSON"),
        ("[]", r"\$: expected 'Medication'"),
        ('{"resourceType": "Patient"}', r"\$\.resourceType: expected 'Medication'"),
        ('{"a": 1, "a": 2}', r"\$\.a: expected each key once"),
        (
            '{"resourceType": "Medication", "x": 1e400}',
            "numbers written out, in at most",
        ),
        ('{"resourceType": "Medication", "x": NaN}', "numbers written out"),
        ("[" * 100 + "]" * 100, "at most 32 nested objects or lists"),
        (None, r"\$: expected a text"),
    ],
)
def test_what_is_no_resource_is_refused(text: Any, words: str) -> None:
    """Malformed, too deep or another resource: one error of ours."""
    with pytest.raises(DocumentError, match=words):
        read_medication(text, "R5")


@pytest.mark.parametrize("value", [1.5, None, float("nan"), {1: "a"}, Decimal("NaN")])
def test_only_exact_values_are_written(value: Any) -> None:
    """A float is refused, since its digits are not those of the amount."""
    with pytest.raises(FieldError, match="resource: expected "):
        render_medication({"value": value})


def test_what_the_library_fails_on_is_an_error_of_ours() -> None:
    """A document may name types that do not exist."""
    with pytest.raises(DocumentError):
        read_medication(
            '{"resourceType": "Medication", "contained": [{"resourceType": "None"}]}',
            "R5",
        )
