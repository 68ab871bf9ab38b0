"""The sentences for patients."""

from __future__ import annotations

import pytest

from ldn_compound import reference
from ldn_compound.quantities.notation import Amount
from ldn_compound.reference.leaflet import sentences
from ldn_compound.reference.tables import rows
from ldn_compound.sheets.wording import Run, Wording, runs

ROWS = rows("leaflet", "sentence")


def test_a_sentence_can_be_vouched_for() -> None:
    """Its source exists, it stands somewhere, and it is one or more whole sentences."""
    for row in ROWS:
        assert reference.source(row["source"]).title
        assert set(row["for"]) <= {"label", "leaflet"}, row
        assert row["for"], row
        assert row["text"].endswith("."), row
        assert not {"{", "}"} & set(row["text"]), row


def test_no_sentence_stands_twice() -> None:
    """Each has a key of its own."""
    keys = [row["id"] for row in ROWS]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("place", ["label", "leaflet"])
def test_sentences_can_be_translated(place: str) -> None:
    """Each remembers its template, and the amounts in it as values."""
    for each in sentences(place):  # type: ignore[arg-type]
        assert isinstance(each.text, Wording)
        assert all(isinstance(value, Amount) for _, value in each.text.values)


def test_an_amount_in_a_sentence_is_held_together() -> None:
    """No line of a leaflet ends between 50 and mg."""
    (text,) = [each.text for each in sentences("leaflet") if "50 mg" in each.text]

    assert Run("50 mg", amount=True) in list(runs(text))


def test_the_label_is_shorter_than_the_leaflet() -> None:
    """Only warnings and storage stand on the container."""
    assert {each.topic for each in sentences("label")} == {"what", "warnings", "keep"}
    assert len(sentences("label")) < len(sentences("leaflet"))
