"""Examples: what was given, what a publication says comes of it, and which it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, TypeAlias

from attrs import Factory, frozen

__all__ = [
    "Example",
    "Given",
    "Results",
    "packaged_examples",
    "packaged_file",
    "read_examples",
]

#: What goes into an example and what comes out of it, by name.
Given: TypeAlias = Mapping[str, Any]
Results: TypeAlias = Mapping[str, Any]


@frozen(kw_only=True)
class Example:
    """One worked example.

    Parameters
    ----------
    id
        Its short name.
    what
        Which figure is worked out: a key of `WORKED`.
    source
        The publication, or how the answer was found by hand.
    address
        Where it was found; empty where there is no address.
    given
        What goes in, by name.
    expect
        What comes out, by name: a text with its unit, a word, or a count.
    tolerance
        How far off, in the unit of the answer: half of the last digit printed.
    printed
        What the source prints instead, where the source is wrong.
    note
        What has to be said beside it.
    """

    id: str
    what: str
    source: str
    address: str
    given: Given
    expect: Mapping[str, str | int]
    tolerance: str
    printed: Mapping[str, str] = Factory(dict)
    note: str = ""


def packaged_examples() -> tuple[Example, ...]:
    """Return the examples that come with this library.

    Returns
    -------
    tuple of Example
        In the order of their file.

    Examples
    --------
    >>> packaged_examples()[0].expect
    {'mass': '120 mg'}
    """
    return read_examples(packaged_file())


def packaged_file() -> bytes:
    """Return the file of the examples that come with this library.

    Returns
    -------
    bytes
        JSON, with the line breaks of Unix, whatever it was unpacked with.
    """
    content = files(__package__).joinpath("worked_examples.json").read_bytes()
    return content.replace(b"\r\n", b"\n")


def read_examples(content: bytes) -> tuple[Example, ...]:
    """Return the examples that a file holds.

    Parameters
    ----------
    content
        JSON, as `packaged_file` returns it.

    Returns
    -------
    tuple of Example
        In the order of the file.
    """
    return tuple(Example(**each) for each in json.loads(content))
