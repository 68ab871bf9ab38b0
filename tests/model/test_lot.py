"""A lot, and until when it may be used."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import FieldError, Lot

NOON = dt.datetime(2026, 2, 28, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("given", "expires", "stated"),
    [
        (dt.date(2027, 11, 30), dt.date(2027, 11, 30), "2027-11-30"),
        ("2026-02-27", dt.date(2026, 2, 27), "2026-02-27"),
        ("2026-02", dt.date(2026, 2, 28), "2026-02"),
        ("02/2026", dt.date(2026, 2, 28), "2026-02"),
    ],
)
def test_a_lot_expires_on_a_day(
    given: dt.date | str, expires: dt.date, stated: str
) -> None:
    """A month alone means its last day, and the lot says that it was a month."""
    lot = Lot("A17", expires=given)

    assert (lot.expires, lot.expiry.stated) == (expires, stated)


@pytest.mark.requirement("R48")
@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ("02/03/26", "^expires: .* day and month may be swapped"),
        ("3/4/2026", "^expires: .* day and month may be swapped"),
        ("2026-02-30", "^expires: expected a date that the calendar has"),
        (None, "^expires: expected a date, got None"),
        (NOON, "^expires: expected a date without a time"),
    ],
)
def test_an_expiry_that_may_be_misread_is_refused(stated: Any, message: str) -> None:
    """The error names the field and what to write."""
    with pytest.raises(FieldError, match=message):
        Lot("A17", expires=stated)


def test_a_changed_lot_keeps_what_was_stated() -> None:
    """Another maker does not turn a month into a day."""
    lot = Lot("A17", expires="02/2026")

    other = evolve(lot, maker="Mallinckrodt")

    assert other.expiry == lot.expiry
    assert other.maker == "Mallinckrodt"


def test_a_changed_expiry_is_read_anew() -> None:
    """A corrected expiry is read like the first."""
    lot = evolve(Lot("A17", expires="02/2026"), expires="2026-03")

    assert lot.expires == dt.date(2026, 3, 31)


def test_equal_lots_state_the_same() -> None:
    """Two spellings of a month are one statement; the day of its end is another."""
    assert Lot("A17", expires="02/2026") == Lot("A17", expires="2026-02")
    assert hash(Lot("A17", expires="02/2026")) == hash(Lot("A17", expires="2026-02"))
    assert Lot("A17", expires="2026-02") != Lot("A17", expires="2026-02-28")


def test_a_lot_crosses_processes() -> None:
    """A lot is pickled with what was stated."""
    lot = Lot("A17", expires="02/2026")

    received = pickle.loads(pickle.dumps(lot))  # noqa: S301 - our own bytes

    assert received == lot
