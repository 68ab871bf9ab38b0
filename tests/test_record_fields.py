"""Every field of every record: odd values are refused by us, and hints can be typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import CompoundError, Q
from ldn_compound.interop.ncpdp import Product
from ldn_compound.regimen import Phase
from tests.record_examples import EXAMPLES


class Hostile:
    """A value whose every method fails."""

    def _fail(self, *_: object) -> NoReturn:
        msg = "this value cannot be used"
        raise RuntimeError(msg)

    __repr__ = __str__ = __iter__ = __len__ = __bool__ = __index__ = __float__ = _fail
    __eq__ = __lt__ = __contains__ = __getitem__ = _fail
    __hash__ = None  # type: ignore[assignment]


class HostileText(str):
    """A text that cannot be shown."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Fail."""
        msg = "this text cannot be shown"
        raise RuntimeError(msg)


#: Values that are no amount, no text and no record, or look like one.
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 10**400, 10**5000, -(10**5000), 1.5, 1j),
    *(float("nan"), float("inf"), -float("inf"), Decimal("NaN"), Decimal("sNaN")),
    *(Decimal("1E+999999"), Fraction(1, 3), Fraction(10**5000), Ellipsis),
    *(np.float64("nan"), np.float32(1.5), np.int64(3), np.bool_(1), np.array(1)),
    *(np.array([1.5]), np.array([1, 2]), np.datetime64("2026-01-01"), np.str_("1 mg")),
    *("", "\ud800", "a\nb", "x" * 100_000, "9" * 5000, b"4.5 mg", HostileText("1 mg")),
    *("2026-02", "10 %", "3 days", "none", HostileText("x"), memoryview(b"a")),
    *(
        dt.date.max,
        dt.date.min,
        dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        dt.timedelta(3),
    ),
    *(Q("5 mg"), Q("0 mg"), Q("5 mg") / 3, Q("1 mL"), Q("5 %"), Q("3 days")),
    *((), (None,), ((1, 2),), ((),), [], [[]], [1], [Hostile()], {}, {"a": 1}, {1: 2}),
    *({"a": Hostile()}, {1, "a"}, frozenset([None]), range(3), slice(3)),
    *(object(), object, type, Hostile(), Exception("x"), str.upper),
)

RECORDS = [*EXAMPLES, Product]
PRODUCT = Product("47335032683", quantity="1")

#: What people type where an amount, a count, a text, a date or a record is wanted.
SLIPS: tuple[Any, ...] = (
    *("4,5 mg", "1.5", "mg", "1 Mg", "1 cc", "1 cap", "0.3 gr", ".5 mg", "5. mg"),
    *("10 mg/5 mL", "007 mg", "-1 mg", "5-10 mg", "12 000 mg", "1e3 mg", "5 units", ""),
    *(" 5 mg", "5 mg/%", "x", "never", "03/04/2026", "DEC 26", "2026", "9 years"),
    *(None, 1.5, -1, 0, 10**7, True, [], ["x"], {}, ("a", "a"), object()),
    *("1 mg/kg", "1 mL", "5 mg", "200 %", "0 mg", "1000 tablets", "3 days", "a\nb"),
)

#: What an error suggests: a call, several in brackets, or a text in quotes; each may
#: name the field that it is for.
_SUGGESTED = re.compile(
    r"(?:(?P<field>[a-z_]+)=)?"
    r"(?P<value>Q\('[^']*'\)|datetime\.date\([^)]*\)|\((?:Phase\([^)]*\)|[^()])*\)|\['[^]]*'\]|'[^']*')"
)


#: What the calls of a message are of.
_NAMES = {"Q": Q, "Phase": Phase, "datetime": dt}


def example_of(record: type, number: int) -> Any:
    """Return an example of a record."""
    examples = EXAMPLES.get(record, (PRODUCT,))
    return examples[number % len(examples)]


def fields_of(record: type) -> Iterator[str]:
    """Yield the names of what a record takes."""
    for field in attrs.fields(record):
        if field.init:
            yield field.alias


@pytest.mark.requirement("R87")
@pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.__name__)
def test_an_odd_value_is_refused_by_us_or_taken(record: type) -> None:
    """No field lets the error of another program out, whatever it is given."""
    for name in fields_of(record):
        for value in ODD:
            with suppress(CompoundError):
                attrs.evolve(example_of(record, 0), **{name: value})


@pytest.mark.requirement("R87")
@given(st.data())
def test_odd_values_of_any_field_are_refused_by_us(data: st.DataObject) -> None:
    """Nested as one likes, and beside another odd value in the same record."""
    record = data.draw(st.sampled_from(RECORDS))
    odd = st.recursive(
        # by their place: hypothesis would show them
        st.integers(0, len(ODD) - 1).map(lambda place: ODD[place])
        | st.text(max_size=8)
        | st.integers()
        | st.floats(),
        lambda inner: st.lists(inner, max_size=3).map(tuple) | st.lists(inner),
        max_leaves=4,
    )
    names = st.sampled_from(list(fields_of(record)) or [""])
    changes = data.draw(st.dictionaries(names, odd, max_size=2))
    changes.pop("", None)

    try:
        attrs.evolve(example_of(record, data.draw(st.integers(0, 50))), **changes)
    except CompoundError as error:
        assert str(error).strip()


def suggestions(text: str) -> Iterator[list[tuple[str | None, Any]]]:
    """Yield what a text suggests, each with those that are said to do as well."""
    end = -1
    group: list[tuple[str | None, Any]] = []
    for found in _SUGGESTED.finditer(text):
        with suppress(NameError, SyntaxError):  # words in brackets
            value = eval(found["value"], _NAMES)  # noqa: S307 - ours
            if end < 0 or text[end : found.start()] != " or ":
                if group:
                    yield group
                group = []
            group.append((found["field"], value))
            end = found.end()
    if group:
        yield group


def is_refused(record: Any, name: str, value: Any, slip: Any) -> CompoundError | None:
    """Return how a field refuses what its own error suggested, or nothing."""
    refusal: CompoundError | None = None
    for typed in ([value], value) if isinstance(slip, (list, tuple)) else (value,):
        try:
            attrs.evolve(record, **{name: typed})
        except CompoundError as error:
            if error.field == name:
                refusal = error
                continue
        return None
    return refusal


@pytest.mark.requirement("R87")
@pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.__name__)
def test_what_an_error_suggests_is_taken(record: type) -> None:
    """Every example of a message is typed into the field that it is about.

    Of several that are joined by "or", one suits the record.
    """
    example = example_of(record, 0)
    for name in fields_of(record):
        for slip in SLIPS:
            try:
                attrs.evolve(example, **{name: slip})
            except CompoundError as error:
                if error.field != name:
                    continue
                words = f"{error.expected}; {error.way_out}"
                for group in suggestions(words):
                    refusals = [
                        is_refused(example, field or name, value, slip)
                        for field, value in group
                    ]
                    assert None in refusals, (slip, error, refusals)


def test_suggestions_are_found() -> None:
    """In quotes, in calls and in brackets; joined ones are of one group."""
    words = (
        "an amount such as '5 mg' or Q('1 g'), (Phase('1 mg', 7), 2) or ['a'], b='c'"
    )

    assert list(suggestions(words)) == [
        [(None, "5 mg"), (None, Q("1 g"))],
        [(None, (Phase("1 mg", 7), 2)), (None, ["a"])],
        [("b", "c")],
    ]
