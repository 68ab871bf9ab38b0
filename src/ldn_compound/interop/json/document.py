"""JSON: every public record as a document, and back.

A document names the version of this library that wrote it, the version of the published
figures it came with, the version of its schema and the type of its record::

    {"library": "0.1.0", "reference": "5c1f...", "schema": 1, "type": "Tray",
     "value": {"holes": 100}}

An amount is exact text with its unit: ``{"value": "100/3", "unit": "mg"}``. Where a
record may be one of several, it names its type beside its fields. Every field is
written, in sorted order, and equal records give equal texts.

A document is read whole or not at all: `DocumentError` lists every fault with its path.
Nothing is coerced, defaulted or imported by name.

A plan is never worked out anew in silence, and never taken on trust (`consistency`).
One that contradicts itself is refused, and so is one of this version that this version
does not make of its request. One of another version is given back as it was written,
with the amounts and findings of that version, and is stopped where this version makes
something else of its request; its `digest` is that of its request under this version.
It cannot be written again, under a version that did not make it, unless this version
makes the same plan: `plan_request(plan.request)` makes a new one.

A verdict is judged again from its measurements, whichever version wrote it, and is
refused where they say something else (`consistency`).

When a record changes after a release, `SCHEMA` goes up by one, the schema of that
version is published beside the others, and plain data of the version before is brought
to the new form before it is read: the documents under ``tests/corpus`` hold the library
to that.
"""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import partial
from typing import Any

from ...batch_plan import BatchPlan
from ...errors import DocumentError, FieldError
from ...plain.canonical import describe, plain, written
from ...plain.json_text import parsed
from ...plain.places import Place, Reader, fault, read_at, read_object, refuse_faults
from ...plain.shapes import Choice, Plain
from ...plan.digest import library_version
from ...reference.version import data_version
from .consistency import (
    planned_again,
    refuse_contradictions,
    refuse_wrong_verdicts,
    stopped_if_other,
)
from .forms import FORMS
from .reading import read_record
from .records import NAMES, RECORDS

__all__ = ["SCHEMA", "dumps", "loads"]

#: The version of the schema that is written.
SCHEMA = 1

_VERSION = Choice((SCHEMA,))


def dumps(record: object) -> str:
    """Return a record as a document.

    Parameters
    ----------
    record
        A record of this library: a plan, a request, anything it is made of, or what the
        tests say of it.

    Returns
    -------
    str
        JSON in ASCII, with sorted keys: equal records give equal texts.

    Raises
    ------
    FieldError
        If it is no such record, or a field holds what no document can, such as a
        number that is not finite.
    DocumentError
        If it holds a plan that this library does not make of its request, one that
        was altered or that another version made, or a verdict that its measurements
        deny.

    Examples
    --------
    >>> from ldn_compound import Tray
    >>> print(dumps(Tray(100)))  # doctest: +ELLIPSIS
    {
      "library": "...",
      "reference": "...",
      "schema": 1,
      "type": "Tray",
      "value": {
        "holes": 100
      }
    }
    """
    if type(record) not in RECORDS:
        raise FieldError(
            "a record that can be written as JSON", f"a {type(record).__name__}"
        )
    value = written(record, FORMS)
    refuse_wrong_verdicts(record, "$.value")
    planned_again(record, "$.value")
    document = {
        "library": library_version(),
        "reference": data_version(),
        "schema": SCHEMA,
        "type": type(record).__name__,
        "value": value,
    }
    return json.dumps(document, sort_keys=True, indent=2, allow_nan=False)


def loads(text: str) -> Any:  # noqa: ANN401 - the record that the document names
    """Return the record that a document says.

    Parameters
    ----------
    text
        What `dumps` of this version or an earlier one gave, or another program wrote.

    Returns
    -------
    object
        The record, of the type that the document names.

    Raises
    ------
    DocumentError
        If it is no such document; its ``faults`` are all there are, a line each with
        the path, up to a hundred. A plan or a verdict that is well written and yet
        wrong is such a fault too: see above.

    Examples
    --------
    >>> from ldn_compound import Tray
    >>> loads(dumps(Tray(100)))
    Tray(holes=100)
    >>> loads(dumps(Tray(100)).replace("100", "0"))
    Traceback (most recent call last):
    ldn_compound.errors.DocumentError: $.value.holes: expected 1 to 100000 holes, got 0
    """
    data, twice = parsed(text)
    _refuse_other_version(data)
    faults = [*twice]
    document = read_at(partial(read_object, _readers(data)), data, Place("$", faults))
    refuse_faults(faults)
    record = document["value"]
    refuse_contradictions(record, "$.value")
    refuse_wrong_verdicts(record, "$.value")
    versions = library_version(), data_version()
    same = (document["library"], document["reference"]) == versions
    return (planned_again if same else stopped_if_other)(record, "$.value")


def _refuse_other_version(data: object) -> None:
    """Refuse a version that nobody here knows: nothing else in it can be judged."""
    if isinstance(data, dict) and "schema" in data:
        try:
            plain(data["schema"], _VERSION)
        except FieldError as error:
            expected = f"version {SCHEMA}, which this library reads"
            way_out = "a later version of this library may read it"
            line = fault("$.schema", expected, error.got, way_out)
            raise DocumentError((line,)) from None


def _readers(data: object) -> dict[str, Reader]:
    """Return what reads a document; of an unknown type, all but its value."""
    name = data.get("type") if isinstance(data, dict) else None
    record = NAMES.get(name) if isinstance(name, str) else None
    return {
        "library": lambda data, _: plain(data, Plain.TEXT),
        "reference": lambda data, _: plain(data, Plain.TEXT),
        "schema": lambda data, _: plain(data, _VERSION),
        "type": _type_name,
        "value": partial(read_record, record) if record else lambda data, _: data,
    }


def _type_name(data: object, _: Place) -> object:
    if data in tuple(NAMES):
        return data
    near = get_close_matches(data, NAMES, n=1) if isinstance(data, str) else []
    example = [*near, BatchPlan.__name__][0]
    raise FieldError(f"the type of a record such as {example!r}", describe(data))
