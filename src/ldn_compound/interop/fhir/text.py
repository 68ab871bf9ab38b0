"""FHIR text: resources as JSON whose numbers stay the decimals they are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from ...errors import DocumentError, FieldError, shown
from ...plain.json_text import parsed
from ...plain.places import fault

__all__ = ["parse_resource", "render_medication"]

_LONGEST_NUMBER = 40
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def render_medication(resource: Mapping[str, Any]) -> str:
    """Return a resource as one line of JSON.

    Parameters
    ----------
    resource
        What `medication` or `medication_dispense` gives.

    Returns
    -------
    str
        Its JSON, keys in their order, every number digit by digit.

    Raises
    ------
    FieldError
        If it holds what JSON has not, or a float, which is not exact.

    Examples
    --------
    >>> render_medication({"value": Decimal("0.10")})
    '{"value": 0.10}'
    """
    return _written(resource)


def parse_resource(text: str, *kinds: str) -> dict[str, Any]:
    """Return the resource that a text of JSON holds.

    Parameters
    ----------
    text
        The text.
    *kinds
        The types of resource that it may be.

    Returns
    -------
    dict
        The resource, not proven yet; its numbers are decimals.

    Raises
    ------
    DocumentError
        If it is no JSON, too long or too deep, has a key twice or a number that is not
        written out, or is another resource.

    Examples
    --------
    >>> parse_resource('{"resourceType": "Medication"}', "Medication")
    {'resourceType': 'Medication'}
    """
    _, faults = parsed(text)
    if faults:
        raise DocumentError(faults)
    resource: Any = json.loads(
        text, parse_float=_number, parse_int=_number, parse_constant=_no_number
    )
    is_object = isinstance(resource, dict)
    kind = resource.get("resourceType") if is_object else resource
    if not (isinstance(kind, str) and kind in kinds):
        expected = " or ".join(map(repr, kinds))
        path = "$.resourceType" if is_object else "$"
        raise DocumentError((fault(path, expected, shown(kind)),))
    found: dict[str, Any] = resource
    return found


def _written(value: object) -> str:
    match value:
        case Mapping():
            members = (f"{_key(key)}: {_written(each)}" for key, each in value.items())
            return f"{{{', '.join(members)}}}"
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case Decimal() if value.is_finite():
            return format(value, "f")
        case str() | bool():
            return json.dumps(value, ensure_ascii=False)
        case _:
            expected = "objects, lists, texts, truth values and finite decimals"
            raise FieldError(expected, shown(value), field="resource")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise FieldError("keys that are texts", shown(key), field="resource")
    return json.dumps(key, ensure_ascii=False)


def _number(digits: str) -> Decimal:
    if len(digits) > _LONGEST_NUMBER or not _NUMBER.fullmatch(digits):
        return _no_number(digits)
    return Decimal(digits)


def _no_number(digits: str) -> NoReturn:
    expected = f"numbers written out, in at most {_LONGEST_NUMBER} digits"
    raise DocumentError((fault("$", expected, shown(digits)),))
