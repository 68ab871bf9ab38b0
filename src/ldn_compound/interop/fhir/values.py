"""FHIR values: amounts and texts of a resource, read as they stand or refused.

A unit is read by its code of UCUM, of SNOMED CT [nz-dose-units]_ or of HL7's dosage
forms, of which two are capsules that release at once [hl7-drug-forms]_; or, where no
code stands, by a word that has one meaning.

.. [nz-dose-units] Dose units in SNOMED CT (docs/references.md).
.. [hl7-drug-forms] Value set OralCapsule (docs/references.md).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ...errors import FieldError, UnitError, shown
from ...model.dates import expiry
from ...quantities.units import Q, Quantity, same_kind
from ..ucum import SYSTEM, code_meant, from_ucum

__all__ = [
    "DRUG_FORMS",
    "amount_of",
    "last_day_of",
    "line_of",
    "other_masses",
    "plain_name",
    "refuse_all_but_capsules",
    "refuse_all_but_one",
    "text_of",
]

#: What names the dosage forms of HL7 in a FHIR coding.
DRUG_FORMS = "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm"

_LONGEST = 200
_MASSES = re.compile(
    r"(\d[\d.,]*)[\s-]*(milli|micro|m|mc|u|\u00b5|\u03bc)?(?:grams?|grammes?|gs?)\b",
    re.IGNORECASE,
)
_UNITS = {"": "g", "milli": "mg", "m": "mg"}

#: The codes of HL7 for capsules that release at once; enteric and slow ones are others.
_CAPSULES = {"CAP": "{capsule}", "ORCAP": "{capsule}"}

#: The code of UCUM for units in codes of others.
_OF_OTHERS = {
    DRUG_FORMS: _CAPSULES,
    "http://snomed.info/sct": {
        "258684004": "mg",
        "258682000": "g",
        "258685003": "ug",
        "420692007": "{capsule}",
        "385055001": "{tbl}",
    },
}

#: Words for capsules that release at once, as units and as dosage forms.
_CAPSULE_WORDS = frozenset(
    (
        *("cap", "caps", "capsule", "capsules", "hard capsule", "capsule, hard"),
        *("oral capsule", "conventional release oral capsule"),
        *("kapsel", "kapseln", "kps.", "hartkapsel", "hartkapseln"),
        *("c\u00e1psula", "c\u00e1psulas", "c\u00e1ps.", "c\u00e1psula dura"),
        *("c\u00e1psulas duras", "kapslid", "kapslit", "k\u00f5vakapsel"),
    )
)

_UNIT_WORDS = {
    "milligram": "mg",
    "milligrams": "mg",
    "gram": "g",
    "grams": "g",
    "microgram": "ug",
    "micrograms": "ug",
}

#: What a terminology adds to a name, to say what kind of thing it is.
_KIND_OF_THING = re.compile(
    r" \((?:substance|product|dose form|unit of presentation)\)"
)

_DATE_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.]{5,20}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
    r"|([0-9]{4}-[0-9]{2})"
)


def amount_of(quantity: object, path: str, model: Quantity) -> Quantity:
    """Return an amount of the kind of a model.

    Parameters
    ----------
    quantity
        A FHIR quantity with a code of UCUM, of HL7's dosage forms or of SNOMED CT for
        one of our units; or with none, and a unit that has one meaning.
    path
        Where it stands.
    model
        Any amount of the kind that is meant.

    Returns
    -------
    Quantity
        The exact amount.

    Raises
    ------
    FieldError
        If it is no such amount, or its unit says something else than its code: a
        person reads the one, a program the other.
    """
    said = quantity if isinstance(quantity, Mapping) else {}
    code, value, unit = _code_of(said, path, model), said.get("value"), said.get("unit")
    digits = format(value, "f") if isinstance(value, Decimal) else value
    try:
        amount = from_ucum(digits, code)
    except FieldError as error:
        raise error.at(f"{path}.{error.field}") from None
    if not same_kind(amount, model):
        expected = f"an amount such as {model}"
        raise FieldError(expected, str(amount), field=path)
    if unit is not None and _meant(unit) != code:
        expected = f"none, or the unit of its code, {shown(code)}"
        raise FieldError(expected, shown(unit), field=f"{path}.unit")
    return amount


def _code_of(said: Mapping[str, Any], path: str, model: Quantity) -> object:
    """Return the code of UCUM for the unit of a quantity."""
    system, code, unit = (said.get(each) for each in ("system", "code", "unit"))
    if system == SYSTEM and code != "1":
        return code
    if isinstance(system, str) and system in _OF_OTHERS:
        known = _OF_OTHERS[system]
        if code not in list(known):
            expected = f"one of {', '.join(known)}"
            raise FieldError(expected, shown(code), field=f"{path}.code")
        return known[code]
    if system not in (None, SYSTEM) or (system is None and code is not None):
        expected = f"an amount with a code of {SYSTEM}"
        raise FieldError(expected, shown(dict(said)), field=path)
    if unit is None:
        expected = f"an amount with its unit, such as {model}"
        raise FieldError(expected, shown(dict(said)) if said else "none", field=path)
    meant = _meant(unit)
    if meant is None or (code == "1" and meant not in ("{capsule}", "{tbl}")):
        way_out = f"write it as an amount such as {model}"
        raise FieldError("a unit that is known", shown(unit), way_out, f"{path}.unit")
    return meant


def _meant(unit: object) -> str | None:
    """Return the code of UCUM that the unit beside a number means."""
    if not isinstance(unit, str):
        return None
    word = plain_name(unit)
    if word in _CAPSULE_WORDS:
        return "{capsule}"
    return code_meant(unit) or _UNIT_WORDS.get(word)


def plain_name(name: str) -> str:
    """Return a name in small letters, without the kind of thing behind it.

    Parameters
    ----------
    name
        A text or a display.

    Returns
    -------
    str
        The name, to be compared with others.

    Examples
    --------
    >>> plain_name("Capsule  (unit of presentation)")
    'capsule'
    """
    return _KIND_OF_THING.sub("", " ".join(name.casefold().split()))


def refuse_all_but_capsules(concept: object, path: str) -> None:
    """Refuse a dosage form that is said and is not capsules that release at once.

    Parameters
    ----------
    concept
        A FHIR codeable concept, or `None`.
    path
        Where it stands.

    Raises
    ------
    FieldError
        If a text, a display or a code of HL7 in it says another form, or one that is
        not known here.
    """
    said = concept if isinstance(concept, Mapping) else {}
    codings = list(enumerate(said.get("coding") or []))
    names = [(f"{path}.text", said.get("text"))]
    names += [
        (f"{path}.coding[{at}].display", each.get("display")) for at, each in codings
    ]
    codes = [
        (f"{path}.coding[{at}].code", each.get("code"))
        for at, each in codings
        if each.get("system") == DRUG_FORMS
    ]
    expected = "capsules that release at once, such as 'capsule' or CAP"
    for place, name in names:
        if name is not None and plain_name(name) not in _CAPSULE_WORDS:
            raise FieldError(expected, shown(name), field=place)
    for place, code in codes:
        if code not in _CAPSULES:
            raise FieldError(expected, shown(code), field=place)
    if codings and not codes and all(name is None for _, name in names):
        raise FieldError(expected, "a code that is not known here", field=path)


def last_day_of(date: object, path: str) -> dt.date:
    """Return the last day of use that a FHIR dateTime says.

    Parameters
    ----------
    date
        A month, a day, or a day with a time, such as ``2026-08-18T00:00:00Z``.
    path
        Where it stands.

    Returns
    -------
    datetime.date
        The day as it is written there, wherever its clock stands; of a month the last.

    Raises
    ------
    FieldError
        If it is another text, or the calendar has no such day.

    Examples
    --------
    >>> last_day_of("2026-08", "$").isoformat()
    '2026-08-31'
    """
    found = _DATE_TIME.fullmatch(date) if isinstance(date, str) else None
    if found is None:
        expected = "a day or a month such as '2026-02-28' or '2026-02'"
        raise FieldError(expected, shown(date), field=path)
    try:
        return expiry(found[1] or found[2]).last_day
    except FieldError as error:
        raise error.at(path) from None


def refuse_all_but_one(denominator: object, path: str) -> None:
    """Refuse a ratio to anything but the bare number 1.

    Parameters
    ----------
    denominator
        A FHIR quantity.
    path
        Where it stands.

    Raises
    ------
    FieldError
        If it is not 1, or 1 of something.
    """
    said = denominator if isinstance(denominator, Mapping) else {}
    units = (said.get("code"), said.get("unit"))
    if said.get("value") != 1 or any(each not in (None, "1") for each in units):
        raise FieldError("a ratio to 1", shown(denominator), field=path)


def text_of(concept: object, path: str) -> str:
    """Return the text of a concept, or else what its first code displays.

    Parameters
    ----------
    concept
        A FHIR codeable concept.
    path
        Where it stands.

    Returns
    -------
    str
        One printable line.

    Raises
    ------
    FieldError
        If it has none, or another text.
    """
    said = concept if isinstance(concept, Mapping) else {}
    text = said.get("text")
    if text is None:
        for place, each in enumerate(said.get("coding") or []):
            if each.get("display") is not None:
                return line_of(each["display"], f"{path}.coding[{place}].display")
    if not isinstance(text, str):
        raise FieldError("a text", shown(text), field=f"{path}.text")
    return line_of(text, f"{path}.text")


def line_of(text: object, path: str) -> str:
    """Return a text that can be shown as it stands: a name, or a lot.

    Parameters
    ----------
    text
        What came.
    path
        Where it stands.

    Returns
    -------
    str
        The text.

    Raises
    ------
    FieldError
        If it is not one printable line of a reasonable length.
    """
    if not (isinstance(text, str) and text.isprintable() and len(text) <= _LONGEST):
        expected = f"one line of at most {_LONGEST} characters"
        raise FieldError(expected, shown(text), field=path)
    return text


def other_masses(name: str, mass: Quantity) -> Iterator[str]:
    """Yield what a name says of a mass, where it is another one.

    Parameters
    ----------
    name
        A name, which a person reads and a program does not.
    mass
        The mass that is meant. [mg]

    Yields
    ------
    str
        Number and unit as they stand there, where they cannot be read as that mass.

    Examples
    --------
    >>> list(other_masses("NALTREXONE 45 MG, 4500 micrograms", Q("4.5 mg")))
    ['45 MG']
    """
    for said in _MASSES.finditer(name):
        number, prefix = said[1], (said[2] or "").casefold()
        try:
            same = Q(f"{number} {_UNITS.get(prefix, 'mcg')}") == mass
        except UnitError:
            same = False
        if not same:
            yield said[0]
