"""FHIR versions: what R4B and R5 call the parts of a Medication, and their proof."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from attrs import frozen

from ...errors import DocumentError, Fault, FieldError, shown
from ...extras import needs
from ...plain.places import fault, step

__all__ = ["UNII_SYSTEM", "Names", "Version", "names_of", "prove"]

Version: TypeAlias = Literal["R4B", "R5"]

#: What names the codes of FDA for substances (UNII) in a FHIR coding.
UNII_SYSTEM = "http://fdasis.nlm.nih.gov"


@frozen(kw_only=True)
class Names:
    """What a version calls the parts of a Medication.

    Parameters
    ----------
    module
        Module of ``fhir.resources`` that proves it.
    form
        The dosage form.
    dispensed
        What is dispensed.
    item
        What an ingredient is, as a path.
    strength
        The strength of an ingredient, a ratio.
    """

    module: str
    form: str
    dispensed: str
    item: tuple[str, ...]
    strength: str


_FAILURES = (AttributeError, LookupError, RecursionError, TypeError, ValueError)

_NAMES = {
    "R4B": Names(
        module="fhir.resources.R4B.medication",
        form="form",
        dispensed="amount",
        item=("itemCodeableConcept",),
        strength="strength",
    ),
    "R5": Names(
        module="fhir.resources.medication",
        form="doseForm",
        dispensed="totalVolume",
        item=("item", "concept"),
        strength="strengthRatio",
    ),
}


def names_of(version: Version) -> Names:
    """Return what a version calls the parts of a Medication.

    Parameters
    ----------
    version
        ``R4B`` or ``R5``.

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
        raise FieldError("'R4B' or 'R5'", shown(version), field="version")
    return _NAMES[version]


def prove(resource: object, version: Version) -> None:
    """Refuse what is no Medication of a version.

    Parameters
    ----------
    resource
        The resource, as plain data.
    version
        ``R4B`` or ``R5``.

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
    module = needs(names_of(version).module, extra="interop")
    pydantic = needs("pydantic", extra="interop")
    try:
        module.Medication.model_validate(resource)
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
        expected = f"a FHIR {version} Medication"
        raise DocumentError((fault("$", expected, failed),)) from None


def _line(message: str) -> str:
    return " ".join(message.split())


def _path(places: tuple[Any, ...]) -> str:
    steps = (f"[{each}]" if isinstance(each, int) else step(each) for each in places)
    return "$" + "".join(steps)
