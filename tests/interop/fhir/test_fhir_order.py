"""FHIR: what a MedicationRequest asks for becomes an order, or one list of faults."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import DocumentError, FieldError, Q
from ldn_compound.interop.fhir import read_medication, read_order, render_medication
from ldn_compound.interop.fhir.values import DRUG_FORMS
from ldn_compound.interop.fhir.version import UNII_SYSTEM
from ldn_compound.interop.ucum import SYSTEM
from ldn_compound.orders import Order, Profile, plan_order
from tests.fewer import of_forty
from tests.orders.examples import PROFILE

VERSIONS = ["R4", "R4B", "R5"]
SAMPLES = Path(__file__).with_name("samples")
SALT = "naltrexone hydrochloride"


def sample(name: str) -> str:
    """Return the text of a sample; none is of a real person."""
    return (SAMPLES / f"{name}.json").read_text("utf-8")


def amount(value: Any, code: str) -> dict[str, Any]:
    """Return a FHIR quantity in a code of UCUM."""
    return {"value": Decimal(value), "system": SYSTEM, "code": code}


def written(order: Order, version: str) -> dict[str, Any]:
    """Return an order as a request: the hand that writes is not the one that reads."""
    is_r5 = version == "R5"
    name = {"naltrexone": "Naltrexone (base)"}.get(order.form, order.form)
    concepts: list[tuple[str, bool]] = [(name, True)]
    if order.filler is not None:
        concepts.append((order.filler, False))
    ingredients: list[dict[str, Any]] = []
    for text, active in concepts:
        concept = {"text": text}
        item: dict[str, Any] = {"itemCodeableConcept": concept}
        if is_r5:
            item = {"item": {"concept": concept}}
        ingredients.append(item | {"isActive": active})
    micrograms = order.strength.m_as("mcg/capsule")
    ingredients[0]["strengthRatio" if is_r5 else "strength"] = {
        "numerator": amount(int(micrograms), "ug"),
        "denominator": amount(1, "{capsule}"),
    }
    resource: dict[str, Any] = {
        "resourceType": "MedicationRequest",
        "contained": [
            {"resourceType": "Medication", "id": "m", "ingredient": ingredients}
        ],
        "status": "active",
        "intent": "order",
        "subject": {"display": order.patient or "Nobody Known"},
        "authoredOn": "2026-11-30",
        "dispenseRequest": {"quantity": amount(order.capsules, "{capsule}")},
    }
    if is_r5:
        resource["medication"] = {"reference": {"reference": "#m"}}
    else:
        resource["medicationReference"] = {"reference": "#m"}
    if order.prescription is not None:
        resource["identifier"] = [{"value": order.prescription}]
    if order.prescriber is not None:
        resource["requester"] = {"display": order.prescriber}
    if order.directions is not None:
        resource["dosageInstruction"] = [{"text": order.directions}]
    if order.refills is not None:
        repeats = Decimal(order.refills)
        resource["dispenseRequest"]["numberOfRepeatsAllowed"] = repeats
    return resource


BASE = Order(strength="4.5 mg", capsules=100)


def changed(change: Any, version: str = "R4", **options: Any) -> Order:
    """Return the order of a request that somebody changed."""
    resource = written(BASE, version)
    change(resource)
    return read_order(render_medication(resource), version, **options)  # type: ignore[arg-type]


def as_it_is(_: dict[str, Any]) -> None:
    """Change nothing."""


def faults_of(change: Any, version: str = "R4", **options: Any) -> list[str]:
    """Return what is told of a request that somebody changed."""
    with pytest.raises(DocumentError) as caught:
        changed(change, version, **options)
    return list(map(str, caught.value.faults))


words = st.lists(
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12),
    min_size=1,
    max_size=6,
).map(" ".join)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Draw what a prescriber may ask for."""
    maybe = st.none() | words
    return Order(
        strength=f"{draw(st.integers(100, 10_000))} mcg",
        capsules=draw(st.integers(1, 5000)),
        form=draw(
            st.sampled_from(["naltrexone", SALT, "naltrexone hydrochloride dihydrate"])
        ),
        filler=draw(st.sampled_from([None, "ph105", "lactose anhydrous"])),
        prescription=draw(maybe),
        prescriber=draw(maybe),
        directions=draw(maybe),
        refills=draw(st.none() | st.integers(0, 12)),
        patient=draw(words),
    )


@pytest.mark.requirement("R77")
@pytest.mark.parametrize("version", VERSIONS)
@of_forty(20)
@given(order=orders())
def test_an_order_that_is_written_as_a_request_is_read_back(
    version: Any, order: Order
) -> None:
    """Nothing is lost or added, whatever is asked for and in whichever version."""
    text = render_medication(written(order, version))

    assert read_order(text, version, patient=True) == order


def test_the_order_plans() -> None:
    """A request and a profile are all that a plan needs; authoredOn makes nothing."""
    order = changed(as_it_is)

    plan, by_hand = (plan_order(each, Profile.loads(PROFILE)) for each in (order, BASE))

    assert order.made_on is None
    assert plan == by_hand
    assert plan.digest() == by_hand.digest()


def test_no_name_of_a_patient_is_taken_unasked() -> None:
    """It stands in the resource, and stays there."""
    order = changed(as_it_is)

    assert order.patient is None
    assert "Nobody" not in repr(order)
    assert changed(as_it_is, patient=True).patient == "Nobody Known"
    [told] = faults_of(lambda it: it.update(subject={"reference": "P/1"}), patient=True)
    assert told.startswith("$.subject.display: expected one line")


class TestSamples:
    """Resources of the shapes that other countries send: an order, or what lacks."""

    def test_a_german_rezeptur_lacks_four_things(self) -> None:
        """Mass of what, how many, in which unit, and which is the drug."""
        with pytest.raises(DocumentError) as caught:
            read_order(sample("german_rezeptur_r4"), "R4")

        assert [each.path for each in caught.value.faults] == [
            "$.contained[0].ingredient[1].itemCodeableConcept",
            "$.contained[0].ingredient[0].strength.denominator",
            "$.dispenseRequest.quantity.unit",
            "$.contained[0].amount.numerator.value",
        ]
        assert all(each.hint for each in caught.value.faults[::2])

    def test_a_spanish_formula_is_an_order(self) -> None:
        """Of its two identifiers the caller says which is the number."""
        text = sample("spanish_formula_r4")

        order = read_order(text, "R4", number_system="https://example.org/receta")

        assert order == Order(
            strength="3 mg",
            capsules=90,
            filler="Celulosa microcristalina",
            prescription="R-2026-00917",
            prescriber="Dra. Ejemplo",
            directions="Una c\u00e1psula al acostarse.",
            refills=0,
        )
        with pytest.raises(DocumentError, match=r"^\$\.identifier: .*got 2 of them"):
            read_order(text, "R4")

    def test_an_estonian_extemporaneous_medicine_is_an_order(self) -> None:
        """Words in Estonian, and 1.50 mg is 1.5 mg."""
        order = read_order(sample("estonian_extemporaneous_r5"), "R5")

        assert order == Order(
            strength="1.5 mg",
            capsules=30,
            prescription="1000123",
            prescriber="Dr N\u00e4idis",
            directions="1 kapsel \u00f5htul",
            refills=2,
        )

    def test_an_indian_medication_lacks_form_and_capsules(self) -> None:
        """Read for what it has, it says no count; naltrexone is no form."""
        text = sample("indian_medication_r4")

        found = read_medication(text, "R4")

        assert (found.capsules, found.strength) == (None, Q("4.5 mg/capsule"))
        assert (found.form, found.unii) == ("Naltrexone (substance)", None)
        assert str(found.beyond_use) == "2026-08-31"
        with pytest.raises(DocumentError) as caught:
            read_order(text, "R4")
        assert [each.path for each in caught.value.faults] == [
            "$.ingredient[0].itemCodeableConcept",
            "$.amount",
        ]

    def test_an_indian_medication_with_both_is_an_order(self) -> None:
        """The caller knows the form, and somebody wrote the count."""
        resource = json.loads(sample("indian_medication_r4"))
        count = {"value": 60, "system": DRUG_FORMS, "code": "ORCAP"}
        resource["amount"] = {"numerator": count, "denominator": {"value": 1}}

        order = read_order(json.dumps(resource), "R4", form="naltrexone")

        assert order == Order(strength="4.5 mg", capsules=60, form="naltrexone")

    def test_an_r5_hospital_sample_lacks_five_things(self) -> None:
        """A note, directions, a slow form, mass of what, how many."""
        with pytest.raises(DocumentError) as caught:
            read_order(sample("hospital_r5"), "R5")

        assert [each.path for each in caught.value.faults] == [
            "$.note",
            "$.dosageInstruction[0].text",
            "$.contained[0].doseForm.coding[0].display",
            "$.contained[0].ingredient[0].strengthQuantity",
            "$.dispenseRequest.quantity",
        ]


def drug_of(resource: dict[str, Any]) -> dict[str, Any]:
    """Return the drug in a request of R4."""
    drug: dict[str, Any] = resource["contained"][0]["ingredient"][0]
    return drug


def medication_of(resource: dict[str, Any]) -> dict[str, Any]:
    """Return the Medication in a request."""
    found: dict[str, Any] = resource["contained"][0]
    return found


def named(text: str | None, code: str | None = None, display: Any = None) -> Any:
    """Return a change that names the drug otherwise."""
    coding = {"system": UNII_SYSTEM, "code": code, "display": display}
    said = {key: value for key, value in coding.items() if value is not None}
    concept = {"text": text, "coding": [said] if code or display else None}

    def change(resource: dict[str, Any]) -> None:
        drug_of(resource)["itemCodeableConcept"] = {
            key: value for key, value in concept.items() if value is not None
        } or {"id": "x"}

    return change


@pytest.mark.requirement("R77")
@pytest.mark.parametrize(
    ("names", "form"),
    [
        (["Naltrexone  HCl"], SALT),
        (["naltrexone", "5S6W795CQM"], "naltrexone"),
        ([None, "Z6375YW9SF"], SALT),
        (["Naltrexone", "Z6375YW9SF", "NALTREXONE HYDROCHLORIDE"], SALT),
        (
            ["Naltrexonhydrochlorid-Dihydrat"],
            "naltrexone hydrochloride dihydrate",
        ),
        (["naltrexona (base)"], "naltrexone"),
    ],
)
def test_a_form_is_what_names_and_codes_say(names: list[Any], form: str) -> None:
    """Exact names and UNII only."""
    assert changed(named(*names)).form == form


@pytest.mark.requirement("R77")
@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Naltrexone"], "Concept: expected the form of naltrexone, got only"),
        ([None], "Concept: expected the form of naltrexone, got no name"),
        (["naltrexone salt"], "text: expected naltrexone alone, .* got 'naltrexo"),
        (["methylnaltrexone bromide"], "text: expected naltrexone alone"),
        (
            ["naltrexone hydrochloride", "5S6W795CQM"],
            r"coding\[0\].code: expected naltrexone hydrochloride, as before it",
        ),
        (
            ["naltrexone hydrochloride dihydrate", "Z6375YW9SF"],
            r"code: expected naltrexone hydrochloride dihydrate, as before it",
        ),
        (["naltrexone", "OP1R32D61U"], "code: expected naltrexone alone"),
        (["naltrexone", "0000000000"], "code: expected naltrexone alone"),
        (
            ["naltrexone hydrochloride", None, "Oxycodone"],
            "display: expected naltrexone alone, .* got 'Oxycodone'",
        ),
    ],
)
def test_base_salt_and_hydrate_are_never_confused(names: list[Any], told: str) -> None:
    """Two names of two forms, or none: one fault at its place."""
    [said] = faults_of(named(*names))

    assert re.search(told, said), said


@pytest.mark.requirement("R77")
def test_a_form_that_is_given_fills_no_gap_but_the_bare_word() -> None:
    """What the resource names stands; a form that is none is refused."""
    assert changed(named("Naltrexone"), form="naltrexone").form == "naltrexone"
    assert changed(as_it_is, form="naltrexone").form == SALT
    assert "got no name" in faults_of(named(None), form="naltrexone")[0]
    with pytest.raises(FieldError, match="form: expected one of naltrexone, "):
        changed(as_it_is, form="nalmefene")


def with_other(**other: Any) -> Any:
    """Return a change that adds an ingredient."""

    def change(resource: dict[str, Any]) -> None:
        medication_of(resource)["ingredient"].append(other)

    return change


def quantity(**said: Any) -> Any:
    """Return a change of the quantity."""
    return lambda it: it["dispenseRequest"].update(quantity=said)


@pytest.mark.requirement("R77")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda it: it.update(status="cancelled"), "status: expected 'active', got"),
        (lambda it: it.update(intent="proposal"), "intent: expected 'order' or"),
        (lambda it: it.update(doNotPerform=True), "doNotPerform: expected none or Fal"),
        (lambda it: it.update(reportedBoolean=True), "reportedBoolean: expected none"),
        (lambda it: it.update(note=[{"text": "x"}]), "note: expected none, .* read it"),
        (
            lambda it: it.update(medicationReference={"reference": "Medication/7"}),
            r"medicationReference: expected a contained .* got 'Medication/7'; put it",
        ),
        (
            lambda it: medication_of(it).update(status="entered-in-error"),
            r"contained\[0\].status: expected 'active'",
        ),
        (
            lambda it: medication_of(it).update(form={"text": "tablet"}),
            "form.text: expected capsules that release at once",
        ),
        (
            lambda it: medication_of(it).update(
                form={"coding": [{"system": DRUG_FORMS, "code": "ENTCAP"}]}
            ),
            r"form.coding\[0\].code: expected capsules .* got 'ENTCAP'",
        ),
        (
            lambda it: medication_of(it).update(code={"text": "naltrexone 45 mg"}),
            r"code.text: expected no strength but that of the drug",
        ),
        (
            lambda it: medication_of(it).update(
                code={"coding": [{"display": "naltrexone 50 MG Oral Tablet"}]}
            ),
            r"code.coding\[0\].display: expected no strength but",
        ),
        (
            lambda it: medication_of(it).update(
                code={
                    "coding": [
                        {
                            "system": "http://www.nlm.nih.gov/research/umls/rxnorm",
                            "code": "1483744",
                        }
                    ]
                }
            ),
            r"code: expected a capsule that is compounded, got '1483744', the naltr",
        ),
        (lambda it: drug_of(it).pop("strength"), "strength: expected a strength, got"),
        (
            lambda it: drug_of(it)["strength"].update(
                denominator=amount(3, "{capsule}"), numerator=amount(10, "mg")
            ),
            "strength: expected a number with a finite decimal",
        ),
        (
            lambda it: drug_of(it)["strength"].update(
                denominator={"value": Decimal(1), "unit": "capsule", "code": "x"}
            ),
            "denominator: expected an amount with a code of http",
        ),
        (
            lambda it: drug_of(it)["strength"].update(numerator=amount(0, "mg")),
            "strength: expected",
        ),
        (
            with_other(itemCodeableConcept={"text": "codeine"}, isActive=True),
            "ingredient: expected one active ingredient, got 2 of them",
        ),
        (
            with_other(itemCodeableConcept={"text": "codeine"}),
            "Concept: expected naltrexone and no other drug, got 'codeine'; say",
        ),
        (
            with_other(
                itemCodeableConcept={"text": "sucrose"},
                isActive=False,
                strength={"numerator": amount(1, "mg")},
            ),
            r"ingredient\[1\]: expected no amount of a filler, which is worked out",
        ),
        (with_other(isActive=False, itemCodeableConcept={"id": "a"}), "text: expected"),
        (
            lambda it: medication_of(it).update(
                ingredient=[
                    *medication_of(it)["ingredient"],
                    {"itemCodeableConcept": {"text": "a"}, "isActive": False},
                    {"itemCodeableConcept": {"text": "b"}, "isActive": False},
                ]
            ),
            "ingredient: expected naltrexone and one filler, got 2 other ones",
        ),
        (quantity(value=Decimal(1), unit="Packung"), r"unit: .*'Packung'; write it as"),
        (
            quantity(value=Decimal(9), unit="tablet"),
            "quantity: .* 1 capsule, got 9 t",
        ),
        (quantity(value=Decimal("1.5"), unit="capsules"), "quantity: expected whole"),
        (quantity(value=Decimal(0), unit="capsules"), "quantity: expected .* got 0"),
        (quantity(value=Decimal(7)), "quantity: expected an amount with its unit"),
        (
            quantity(value=Decimal(7), unit="mg", system=SYSTEM, code="1"),
            "quantity.unit: expected a unit that is known, got 'mg'",
        ),
        (
            quantity(value=Decimal(7), system=DRUG_FORMS, code="TAB"),
            "quantity.code: expected one of CAP, ORCAP, got 'TAB'",
        ),
        (
            quantity(value=Decimal(7), unit="tablet", system=DRUG_FORMS, code="CAP"),
            r"quantity.unit: expected none, or the unit of its code",
        ),
        (
            lambda it: it["dispenseRequest"].pop("quantity"),
            r"^\$.dispenseRequest.quantity: expected capsules to dispense, got none",
        ),
        (
            lambda it: medication_of(it).update(
                amount={
                    "numerator": amount(30, "{capsule}"),
                    "denominator": {"value": Decimal(1)},
                }
            ),
            "quantity: expected 30 capsules, which the Medication holds, got 100",
        ),
        (
            lambda it: it["dispenseRequest"].update(
                numberOfRepeatsAllowed=Decimal("1.5")
            ),
            "numberOfRepeatsAllowed",
        ),
        (
            lambda it: it["dispenseRequest"].update(numberOfRepeatsAllowed=True),
            "numberOfRepeatsAllowed: expected a whole number, got True",
        ),
        (
            lambda it: it.update(dosageInstruction=[{"text": "a" * 5001}]),
            r"^\$.dosageInstruction: expected one line of at most",
        ),
        (
            lambda it: it.update(
                dosageInstruction=[{"text": "x", "modifierExtension": [{"url": "u"}]}]
            ),
            "modifierExtension: expected no element that changes",
        ),
    ],
)
def test_what_lacks_or_is_not_understood_is_told(change: Any, told: str) -> None:
    """One fault, at its place in the resource."""
    [said] = faults_of(change)

    assert re.search(told, said), said


def test_all_that_lacks_is_told_at_once() -> None:
    """No Medication, no capsules, no directions, and a draft."""

    def change(resource: dict[str, Any]) -> None:
        resource.update(
            contained=None, status="draft", dosageInstruction=[{"sequence": Decimal(1)}]
        )
        del resource["dispenseRequest"], resource["contained"]

    paths = [each.partition(":")[0] for each in faults_of(change)]

    assert paths == [
        "$.status",
        "$.medicationReference",
        "$.dosageInstruction[0].text",
        "$.dispenseRequest.quantity",
    ]


def test_the_amount_of_the_medication_counts_where_no_quantity_stands() -> None:
    """Thirty capsules are in it."""

    def change(resource: dict[str, Any]) -> None:
        del resource["dispenseRequest"]["quantity"]
        medication_of(resource)["amount"] = {
            "numerator": amount(30, "{capsule}"),
            "denominator": {"value": Decimal(1)},
        }

    assert changed(change).capsules == 30


@pytest.mark.parametrize("name", ["sucrose", "Corn starch"])
def test_a_known_excipient_is_a_filler_though_nobody_says_so(name: str) -> None:
    """By its UNII, or by the table of fillers."""
    change = with_other(itemCodeableConcept={"text": name})

    assert changed(change).filler == name


def test_a_strength_may_be_per_capsule_in_one_quantity() -> None:
    """R5 allows a quantity in place of a ratio."""

    def change(resource: dict[str, Any]) -> None:
        drug = drug_of(resource)
        del drug["strengthRatio"]
        drug["strengthQuantity"] = amount("4.5", "mg/{capsule}")

    assert changed(change, "R5") == BASE


def test_directions_of_several_steps_are_one_text() -> None:
    """Each step in its words, in order."""
    steps = [{"text": "one at bedtime"}, {"patientInstruction": "then two"}]

    order = changed(lambda it: it.update(dosageInstruction=steps))

    assert order.directions == "one at bedtime then two"


def test_an_unknown_number_system_is_a_fault() -> None:
    """The number that the caller wants is not there."""
    [told] = faults_of(as_it_is, number_system="urn:x")

    assert told.startswith("$.identifier: expected one identifier")


@pytest.mark.parametrize("member", ["contained", "identifier", "dispenseRequest"])
def test_null_is_no_other_error(member: str) -> None:
    """A member that is null is one that is not there, or a fault."""
    resource = json.loads(render_medication(written(BASE, "R4")), parse_float=str)
    resource[member] = None

    try:
        order = read_order(json.dumps(resource), "R4")
    except DocumentError:
        return
    assert order == BASE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", r"\$: expected 'MedicationRequest' or 'Medication'"),
        ('{"resourceType": ["Medication"]}', "resourceType: expected"),
        ('{"resourceType": "Bundle"}', "resourceType: expected 'MedicationRequest'"),
    ],
)
def test_another_resource_is_refused(text: str, told: str) -> None:
    """A bundle is not looked through."""
    with pytest.raises(DocumentError, match=told):
        read_order(text, "R4")
