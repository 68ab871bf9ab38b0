"""Text of a document: parsed within limits, no key lost, and its faults with paths.

A text that is too long or too deep is refused before it is parsed. A key that comes
twice is a fault: of two strengths nobody can say which one was meant.
"""

from __future__ import annotations

import json
import re

from attrs import frozen

from ..errors import DocumentError, Fault, shown
from .places import MOST_FAULTS, fault, step

__all__ = ["parsed"]

#: Characters in the longest document, and objects or lists around its deepest value.
_LONGEST_DOCUMENT, _DEEPEST = 5_000_000, 32

_LONGEST_INTEGER = 30

#: A text, to its end or to that of the document; or what opens or closes a level.
_LEVELS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)


@frozen
class _Members:
    """The members of an object as they came, keys that come twice among them."""

    pairs: list[tuple[str, object]]


def parsed(text: object) -> tuple[object, tuple[Fault, ...]]:
    """Return what a text of JSON says, and a fault for each key that comes twice."""
    if not isinstance(text, str):
        raise _refusal("a text", shown(text), "read bytes as UTF-8 first")
    if len(text) > _LONGEST_DOCUMENT:
        most = f"at most {_LONGEST_DOCUMENT} characters"
        raise _refusal(most, f"{len(text)} characters")
    depth = 0
    for found in _LEVELS.finditer(text):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth > _DEEPEST:
            expected = f"at most {_DEEPEST} nested objects or lists"
            raise _refusal(expected, "more")
    try:
        read = json.loads(text, object_pairs_hook=_Members, parse_int=_integer)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _refusal("valid JSON", f"an error at {place} ({error.msg})") from None
    faults: list[Fault] = []
    return _plain(read, "$", faults), tuple(faults)


def _refusal(expected: str, got: str, way_out: str = "") -> DocumentError:
    return DocumentError((fault("$", expected, got, way_out),))


def _integer(digits: str) -> float:
    """Return a whole number; one of very many digits as about what it is."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


def _plain(value: object, path: str, faults: list[Fault]) -> object:
    """Return a value with its objects as dicts, noting keys that come twice."""
    if isinstance(value, list):
        return [
            _plain(each, f"{path}[{place}]", faults) for place, each in enumerate(value)
        ]
    if not isinstance(value, _Members):
        return value
    members: dict[str, object] = {}
    for key, member in value.pairs:
        at = path + step(key)
        if key not in members:
            members[key] = _plain(member, at, faults)
        elif len(faults) <= MOST_FAULTS:  # one more, to tell that there are
            faults.append(fault(at, "each key once", "a repeated key"))
    return members
