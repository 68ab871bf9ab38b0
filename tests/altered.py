"""Documents that somebody altered, and the faults that are found in them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ldn_compound import DocumentError
from ldn_compound.interop.json import dumps, loads

__all__ = ["altered", "faults"]


def altered(record: object, *path: str, to: Any, **head: str) -> str:
    """Write a record, and put something else where a path leads.

    Parameters
    ----------
    record
        What is written.
    *path
        Names of fields, and places in lists as digits, from the record inwards.
    to
        What stands there instead.
    **head
        What the document says of itself otherwise, such as its ``library``.

    Returns
    -------
    str
        The document.
    """
    document = json.loads(dumps(record)) | head
    place = document["value"]
    *way, last = (int(step) if step.isdigit() else step for step in path)
    for step in way:
        place = place[step]
    place[last] = to
    return json.dumps(document)


def faults(text: str) -> tuple[str, ...]:
    """Read a document that is wrong, and return its faults.

    Parameters
    ----------
    text
        The document.

    Returns
    -------
    tuple of str
        A line each.
    """
    with pytest.raises(DocumentError) as caught:
        loads(text)
    return tuple(map(str, caught.value.faults))
