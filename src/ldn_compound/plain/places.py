"""Places: where a value stands in a document, and what is wrong there.

Every reader of documents goes through these: each fault is taken down with its path,
and reading goes on, so that all are told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, TypeAlias

from attrs import evolve, frozen

from ..errors import CompoundError, DocumentError, Fault, FieldError, shown
from .canonical import describe

__all__ = [
    "MOST_FAULTS",
    "Place",
    "Reader",
    "RefusedPartsError",
    "fault",
    "read_at",
    "read_object",
    "refuse_faults",
    "step",
]

#: Faults that are listed.
MOST_FAULTS = 100

_LONGEST_KEY = 40


def fault(path: str, expected: str, got: str, way_out: str = "") -> Fault:
    """Return one fault of a document: its path, what is right there and what came."""
    return Fault(path, f"expected {expected}, got {got}", way_out)


def step(key: str) -> str:
    """Return one step of a path: the key of an object, however odd."""
    plain = key.isidentifier() and len(key) <= _LONGEST_KEY
    return f".{key}" if plain else f"[{shown(key)}]"


@frozen
class Place:
    """Where a value stands in a document, and the faults of that document so far."""

    path: str
    faults: list[Fault]

    def within(self, step: str) -> Place:
        """Return the place of a part of the value."""
        return evolve(self, path=self.path + step)

    def refuse(self, error: CompoundError) -> None:
        """Take down what is wrong here."""
        path = self.path.removeprefix(".")  # of a document without a name of its own
        self.faults.append(fault(path, error.expected, error.got, error.way_out))


#: From plain data at a place to what they say. Raises a `CompoundError` for a fault of
#: the place, and `RefusedPartsError` where the faults of its parts are taken down.
Reader: TypeAlias = Callable[[Any, Place], Any]


class RefusedPartsError(Exception):
    """The parts of a value have faults, which are taken down."""


def read_at(read: Reader, data: object, place: Place) -> Any:  # noqa: ANN401
    """Return what a reader makes of data, or nothing, its faults taken down."""
    try:
        return read(data, place)
    except CompoundError as error:
        place.refuse(error)
    except RefusedPartsError:
        pass
    return None


def read_object(
    readers: Mapping[str, Reader],
    data: object,
    place: Place,
    expected: str = "an object",
    *,
    optional: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """Return the members of an object: every key that there is to be, and no other.

    An optional key that is not there has no member.
    """
    if not isinstance(data, dict):
        raise FieldError(expected, describe(data))
    before = len(place.faults)
    members = {
        key: read_at(read, data.get(key, ...), place.within(step(key)))
        for key, read in readers.items()
        if key in data or key not in optional
    }
    for key in sorted(data.keys() - readers.keys()):
        near = get_close_matches(key, readers, n=1) or readers
        keys = f"one of the keys {', '.join(map(repr, near))}" if near else "no key"
        place.within(step(key)).refuse(FieldError(keys, "an unknown key"))
    if len(place.faults) > before:
        raise RefusedPartsError
    return members


def refuse_faults(faults: list[Fault]) -> None:
    """Raise what is wrong with a document, if anything is."""
    if not faults:
        return
    if len(faults) > MOST_FAULTS:
        more = Fault("", f"and more: only the first {MOST_FAULTS} faults are shown")
        faults = [*faults[:MOST_FAULTS], more]
    raise DocumentError(tuple(faults))
