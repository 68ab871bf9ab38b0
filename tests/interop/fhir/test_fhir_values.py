"""FHIR: values as other systems write them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from ldn_compound import FieldError, Q
from ldn_compound.interop.fhir import medication, read_medication, render_medication
from ldn_compound.interop.fhir.values import (
    DRUG_FORMS,
    amount_of,
    last_day_of,
    refuse_all_but_capsules,
)
from ldn_compound.interop.ucum import SYSTEM
from tests.examples import batch

SNOMED = "http://snomed.info/sct"


@pytest.mark.parametrize(
    ("date", "last_day"),
    [
        ("2026-08", "2026-08-31"),
        ("2028-02", "2028-02-29"),
        ("2026-08-18", "2026-08-18"),
        ("2026-08-18T00:00:00Z", "2026-08-18"),
        ("2026-08-18T23:59:59.000-05:00", "2026-08-18"),
    ],
)
def test_a_date_is_the_day_that_is_written(date: str, last_day: str) -> None:
    """Of a month the last one; a time moves no day."""
    assert str(last_day_of(date, "$")) == last_day


@pytest.mark.parametrize(
    "date",
    ["2026", "08/2026", "2026-08T00:00:00Z", "2026-13", "2026-02-30", None, 20260218],
)
def test_other_dates_are_refused(date: Any) -> None:
    """A year is no expiry, and the calendar decides."""
    with pytest.raises(FieldError, match=r"^\$\.x: expected"):
        last_day_of(date, "$.x")


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ({"system": SYSTEM, "code": "mg", "unit": "milligram"}, "7 mg"),
        ({"system": SYSTEM, "code": "{capsule}", "unit": "Kapseln"}, "7 capsules"),
        ({"system": SYSTEM, "code": "1", "unit": "capsule"}, "7 capsules"),
        ({"system": DRUG_FORMS, "code": "CAP"}, "7 capsules"),
        ({"system": DRUG_FORMS, "code": "ORCAP", "unit": "CAP"}, "7 capsules"),
        ({"system": SNOMED, "code": "258685003"}, "7 mcg"),
        ({"system": SNOMED, "code": "420692007", "unit": "Capsule"}, "7 capsules"),
        ({"unit": "mg"}, "7 mg"),
        ({"unit": "\u00b5g"}, "7 mcg"),
        ({"unit": "c\u00e1psulas"}, "7 capsules"),
        ({"unit": "Capsule (unit of presentation)"}, "7 capsules"),
    ],
)
def test_a_unit_is_read_where_it_has_one_meaning(
    said: dict[str, str], amount: str
) -> None:
    """By a code, or by a word alone."""
    expected = Q(amount)

    assert amount_of({"value": Decimal(7), **said}, "$", expected) == expected


@pytest.mark.parametrize(
    "said",
    [
        None,
        {"unit": None},
        {"unit": 5},
        {"unit": "MG"},
        {"unit": "Mg"},
        {"unit": "St\u00fcck"},
        {"code": "mg"},
        {"system": "urn:x", "code": "mg"},
        {"system": SNOMED, "code": "258684004x"},
        {"system": SYSTEM, "code": "1", "unit": "mg"},
        {"system": SYSTEM, "code": "mg", "unit": "g"},
        {"system": SYSTEM},
    ],
)
def test_a_unit_that_may_be_another_is_refused(said: Any) -> None:
    """Nothing is guessed at."""
    quantity = said if said is None else {"value": Decimal(7), **said}

    with pytest.raises(FieldError, match=r"^\$"):
        amount_of(quantity, "$", Q("1 mg"))


@pytest.mark.parametrize(
    "form",
    [
        None,
        {"text": "Capsule"},
        {"coding": [{"system": DRUG_FORMS, "code": "CAP", "display": "Capsule"}]},
        {"coding": [{"system": SNOMED, "display": "Oral capsule (dose form)"}]},
    ],
)
def test_capsules_are_capsules(form: Any) -> None:
    """In words, or in codes of HL7."""
    refuse_all_but_capsules(form, "$.form")


@pytest.mark.parametrize(
    "form",
    [
        {"text": "tablet"},
        {"text": "modified-release capsule"},
        {"text": "capsule", "coding": [{"system": DRUG_FORMS, "code": "ERCAP"}]},
        {"coding": [{"system": DRUG_FORMS, "code": "CAPLET"}]},
        {"text": "capsule", "coding": [{"display": "oral solution"}]},
        {"coding": [{"system": SNOMED, "code": "1"}]},
    ],
)
def test_other_forms_are_refused(form: Any) -> None:
    """Slow, enteric, or no capsule at all."""
    with pytest.raises(FieldError, match=r"^\$\.form.*: expected capsules that rel"):
        refuse_all_but_capsules(form, "$.form")


@pytest.mark.requirement("R77")
def test_a_medication_of_another_shape_is_read_for_what_it_has() -> None:
    """No count, a name as a display, a form as a code, an expiry with a time."""
    resource = json.loads(render_medication(medication(batch(), "R4")))
    del resource["amount"]
    resource["code"] = {"coding": [{"code": "x"}, {"display": "LDN 4.5 mg"}]}
    resource["form"] = {"coding": [{"system": DRUG_FORMS, "code": "CAP"}]}
    resource["batch"] = {"expirationDate": "2026-08-18T00:00:00Z"}
    for each in resource["ingredient"]:
        del each["isActive"]

    read = read_medication(json.dumps(resource), "R4")

    assert (read.name, read.capsules) == ("LDN 4.5 mg", None)
    assert read.form == "naltrexone hydrochloride"
    assert read.strength == Q("4.5 mg/capsule")
    assert len(read.excipients) == 2
    assert (read.batch_number, str(read.beyond_use)) == (None, "2026-08-18")
