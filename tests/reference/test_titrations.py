"""Titrations: published ways to go up to a dose."""

from __future__ import annotations

import pytest

from ldn_compound import Q, UnknownNameError, reference
from ldn_compound.reference.tables import rows


@pytest.mark.requirement("R70")
@pytest.mark.parametrize("name", reference.titration_names())
def test_a_titration_is_of_low_doses(name: str) -> None:
    """From 0.5 mg or more, by a step, to the usual maximum of 4.5 mg."""
    found = reference.titration(name)

    assert Q("0.5 mg") <= found.start < found.target == Q("4.5 mg")
    assert Q("0 mg") < found.step <= found.start
    assert found.every.unit == "day"


@pytest.mark.parametrize("name", reference.titration_names())
def test_a_titration_is_named_by_its_figures(name: str) -> None:
    """The name says start and interval, so that nobody picks the wrong one."""
    found = reference.titration(name)

    assert name == f"{found.start} every {found.every}".replace(" ", "-")


def test_sources_that_differ_both_stand() -> None:
    """Weekly or every fortnight, by 0.5, 1 or 1.5 mg: the prescriber chooses."""
    found = [reference.titration(name) for name in reference.titration_names()]

    assert {(each.start, each.every.count) for each in found} == {
        (Q(start), days) for start in ("0.5 mg", "1 mg", "1.5 mg") for days in (7, 14)
    }


@pytest.mark.parametrize("table", ["titration", "sentence"])
def test_every_row_has_a_source(table: str) -> None:
    """Neither a figure nor a sentence for patients is without its source."""
    for row in rows("titrations", table):
        assert reference.source(row["source"]).title


def test_patients_are_told_of_opioids() -> None:
    """What a patient must know is among the sentences, with its source."""
    told = dict(reference.patient_sentences())

    (source,) = [key for text, key in told.items() if "opioid" in text]
    assert source == "mallinckrodt-label"


def test_an_unknown_titration_is_refused() -> None:
    """A name that no source has is an error that shows the nearest."""
    with pytest.raises(
        UnknownNameError, match=r"titration: .* such as '0\.5-mg-every-14-days', "
    ):
        reference.titration("0.5-mg-every-10-days")
