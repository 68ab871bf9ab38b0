"""The leaflet: what a patient is told on paper, each sentence with its source."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from attrs import frozen

from ..errors import FieldError, shown
from ..model.dispensed import TimeOfDay
from ..sheets.wording import Wording, say
from .tables import Row, rows

__all__ = ["Sentence", "sentences", "time_in_words", "time_told"]

#: When a dose is taken, as it is printed.
_TIMES: Mapping[TimeOfDay, Wording] = MappingProxyType(
    {
        "morning": say("in the morning"),
        "evening": say("in the evening"),
        "bedtime": say("at bedtime"),
    }
)

#: Where a sentence stands.
_Place: TypeAlias = Literal["label", "leaflet"]


@frozen(kw_only=True)
class Sentence:
    """A sentence for patients.

    Parameters
    ----------
    key
        Its short name.
    topic
        Under which title of the leaflet it stands.
    text
        The sentence; it can be translated.
    source
        Key of the source (`reference.source`).
    note
        What the source says of it, and its limits.
    """

    key: str
    topic: str
    text: Wording
    source: str
    note: str


def time_in_words(time_of_day: str) -> Wording:
    """Return a time of day as it is printed, or refuse it."""
    for name, words in _TIMES.items():
        if name == time_of_day:
            return words
    expected = f"one of {', '.join(map(repr, _TIMES))}, or None"
    raise FieldError(expected, shown(time_of_day), field="time_of_day")


def time_told(time_of_day: str) -> tuple[str, str]:
    """Return what a patient is told of the time of day, and the key of its source.

    Parameters
    ----------
    time_of_day
        ``morning``, ``evening`` or ``bedtime``, as prescribed.

    Returns
    -------
    tuple of str
        The sentence, and its source: the prescription.

    Raises
    ------
    FieldError
        If it is none of these.

    Examples
    --------
    >>> time_told("morning")
    ('Take it in the morning.', 'as-prescribed')
    """
    words = time_in_words(time_of_day)
    return say("Take it {time}.", time=words), "as-prescribed"


def sentences(place: _Place) -> tuple[Sentence, ...]:
    """Return what a patient is told in one place.

    Parameters
    ----------
    place
        ``label`` or ``leaflet``.

    Returns
    -------
    tuple of Sentence
        In the order in which they are read.

    Examples
    --------
    >>> [each.key for each in sentences("label")][0]
    'not-naloxone'
    """
    return tuple(
        _sentence(row) for row in rows("leaflet", "sentence") if place in row["for"]
    )


def _sentence(row: Row) -> Sentence:
    return Sentence(
        key=row["id"],
        topic=row["topic"],
        text=row["text"],
        source=row["source"],
        note=row["note"],
    )
