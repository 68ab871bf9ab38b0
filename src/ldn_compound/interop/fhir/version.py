"""FHIR versions: what they call the parts of a Medication, and their proof.

R4 and R4B are the same JSON in what is read and written here. ``fhir.resources`` has no
R4: a resource of R4 is proven as one of R4B.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from attrs import frozen

from ...errors import DocumentError, Fault, FieldError, shown
from ...extras import needs
from ...plain.places import fault, step

__all__ = ["UNII_SYSTEM", "Kind", "Names", "Version", "names_of", "prove"]

Version: TypeAlias = Literal["R4", "R4B", "R5"]

#: The resources that are read or written.
Kind: TypeAlias = Literal["Medication", "MedicationDispense", "MedicationRequest"]

#: What names the codes of FDA for substances (UNII) in a FHIR coding.
UNII_SYSTEM = "http://fdasis.nlm.nih.gov"


@frozen(kw_only=True)
class Names:
    """What a version calls the parts of a Medication.

    Parameters
    ----------
    package
        Package of ``fhir.resources`` that proves it.
    form
        The dosage form.
    dispensed
        What is dispensed.
    item
        What an ingredient is, as a path.
    strength
        The strength of an ingredient, a ratio.
    medication
        What a request or a dispense is of, as the path of a reference.
    """

    package: str
    form: str
    dispensed: str
    item: tuple[str, ...]
    strength: str
    medication: tuple[str, ...]


#: Where ``fhir.resources`` keeps each resource.
_MODULES: dict[Kind, str] = {
    "Medication": "medication",
    "MedicationDispense": "medicationdispense",
    "MedicationRequest": "medicationrequest",
}

_FAILURES = (AttributeError, LookupError, RecursionError, TypeError, ValueError)

_R4B = Names(
    package="fhir.resources.R4B",
    form="form",
    dispensed="amount",
    item=("itemCodeableConcept",),
    strength="strength",
    medication=("medicationReference",),
)

_NAMES = {
    "R4": _R4B,
    "R4B": _R4B,
    "R5": Names(
        package="fhir.resources",
        form="doseForm",
        dispensed="totalVolume",
        item=("item", "concept"),
        strength="strengthRatio",
        medication=("medication", "reference"),
    ),
}


def names_of(version: Version) -> Names:
    """Return what a version calls the parts of a Medication.

    Parameters
    ----------
    version
        ``R4``, ``R4B`` or ``R5``.

    Returns
    -------
    Names
        The names.

    Raises
    ------
    FieldError
        If it is another version.

    Examples
    --------
    >>> names_of("R5").form
    'doseForm'
    """
    if version not in list(_NAMES):
        raise FieldError("'R4', 'R4B' or 'R5'", shown(version), field="version")
    return _NAMES[version]


def prove(resource: object, version: Version, kind: Kind = "Medication") -> None:
    """Refuse what is no resource of a kind and a version.

    Parameters
    ----------
    resource
        The resource, as plain data.
    version
        ``R4``, ``R4B`` or ``R5``.
    kind
        Which resource it is to be.

    Raises
    ------
    DocumentError
        If ``fhir.resources`` finds faults; each has its path.
    MissingExtraError
        If it is not installed.

    Examples
    --------
    >>> prove({"resourceType": "Medication", "dose": 1}, "R5")
    Traceback (most recent call last):
    ldn_compound.errors.DocumentError: $.dose: Extra inputs are not permitted, got 1
    """
    module = needs(f"{names_of(version).package}.{_MODULES[kind]}", extra="interop")
    pydantic = needs("pydantic", extra="interop")
    try:
        getattr(module, kind).model_validate(resource)
    except pydantic.ValidationError as error:
        faults = tuple(
            Fault(
                _path(each["loc"]),
                f"{_line(each['msg'])}, got {shown(each['input'])}",
            )
            for each in error.errors(include_url=False)
        )
        raise DocumentError(faults) from None
    except _FAILURES as error:  # it looks up types by names that a document gives
        failed = f"a resource that fhir.resources rejects: {error!r}"
        expected = f"a FHIR {version} {kind}"
        raise DocumentError((fault("$", expected, failed),)) from None


def _line(message: str) -> str:
    return " ".join(message.split())


def _path(places: tuple[Any, ...]) -> str:
    steps = (f"[{each}]" if isinstance(each, int) else step(each) for each in places)
    return "$" + "".join(steps)
