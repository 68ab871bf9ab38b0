"""The leaflet: what a patient is told on paper, each sentence with its source."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

from ..sheets.wording import Wording
from .tables import Row, rows

__all__ = ["Sentence", "sentences"]

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
