"""What a container is dispensed with: checked fields, and a name nobody repeats."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ldn_compound import FieldError
from ldn_compound.model.dispensed import Dispensed


def test_what_is_given_is_kept() -> None:
    """Texts, a day, counts and pairs."""
    given = Dispensed(
        patient="Jo Example",
        dispensed_on="2026-11-23",
        directions="x" * 1000,
        quantity=14,
        refills=0,
        container=[1, 3],
        days=(15, 28),
    )

    assert given.patient == "Jo Example"
    assert given.dispensed_on == dt.date(2026, 11, 23)
    assert (given.quantity, given.refills) == (14, 0)
    assert (given.container, given.days) == ((1, 3), (15, 28))


def test_nothing_given_leaves_blanks() -> None:
    """All that a label may leave to be filled in by hand is None."""
    assert Dispensed() == Dispensed(patient=None, days=None, quantity=None)


def test_the_patient_is_not_in_the_repr() -> None:
    """A log of the record names nobody."""
    assert "Jo Example" not in repr(Dispensed(patient="Jo Example"))


@pytest.mark.parametrize("patient", ["Jo Example\n", "Jo Example" * 21, "", 7])
def test_no_error_repeats_the_patient(patient: Any) -> None:
    """A name that cannot be printed is refused without being shown."""
    with pytest.raises(FieldError, match=r"^patient: expected one line") as refused:
        Dispensed(patient=patient)

    assert "Jo" not in f"{refused.value} {refused.value!r} {refused.value.__dict__}"
    assert refused.value.__context__ is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("directions", "x" * 1001),
        ("directions", "a\nb"),
        ("quantity", 0),
        ("quantity", 2.5),
        ("refills", -1),
        ("container", (2, 1)),
        ("container", (0, 3)),
        ("days", (15,)),
        ("days", "15 to 28"),
        ("days", (1, 2.5)),
        ("dispensed_on", "soon"),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: Any) -> None:
    """The error names the field."""
    with pytest.raises(FieldError, match=f"^{field}: "):
        Dispensed(**{field: value})
