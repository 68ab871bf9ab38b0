"""Every record of a document, generated: an example in which some fields are others.

What a field is changed to is drawn from its shape; what the record refuses, or what no
document may say of a verdict, is left as it was.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import cache
from typing import Any, assert_never

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ldn_compound import CompoundError, Q
from ldn_compound.interop.json.consistency import refuse_wrong_verdicts
from ldn_compound.interop.json.forms import FORMS
from ldn_compound.interop.json.records import types_of
from ldn_compound.plain.shapes import (
    Choice,
    Either,
    Family,
    Many,
    Maybe,
    Nested,
    OneOf,
    Plain,
    Row,
    Shape,
    fields_of,
)
from ldn_compound.quantities.kinds import Kind
from tests.record_examples import EXAMPLES

__all__ = ["records", "values"]

_LINES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
_EXACT = st.builds(Fraction, st.integers(0, 10**9), st.sampled_from([1, 3, 8, 1000]))
_SIGNED = st.builds(Fraction, st.integers(-(10**9), 10**9), st.sampled_from([1, 7]))
_PLAIN: dict[Plain, SearchStrategy[Any]] = {
    Plain.TEXT: _LINES,
    Plain.COUNT: st.integers(0, 10_000),
    Plain.NUMBER: st.floats(allow_nan=False, allow_infinity=False).map(abs),
    Plain.TRUTH: st.booleans(),
    Plain.DAY: st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)),
    Plain.EXACT: _EXACT,
    Plain.FIGURE: _SIGNED | _LINES,
}


@st.composite
def records(draw: DrawFn, kind: type) -> Any:
    """Draw a record of a type."""
    record = draw(_examples(kind))
    for name, value in draw(_changes(kind)):
        try:
            changed = attrs.evolve(record, **{name: value})
            refuse_wrong_verdicts(changed, "$")
        except CompoundError:
            continue
        record = changed
    return record


@cache
def _examples(kind: type) -> SearchStrategy[Any]:
    return st.sampled_from(EXAMPLES[kind])


@cache
def _changes(kind: type) -> SearchStrategy[list[tuple[str, Any]]]:
    """Up to three fields and values for them; made once, as hypothesis likes it."""
    shapes = fields_of(kind)
    fields = [
        st.tuples(st.just(each.alias), values(shapes[each.name]))
        for each in attrs.fields(kind)
        if each.init
    ]
    if not fields or kind in FORMS:  # what follows from other fields would not follow
        return st.just([])
    return st.lists(st.one_of(fields), max_size=3)


def values(shape: Shape) -> SearchStrategy[Any]:  # noqa: PLR0911 - one each
    """Values of a shape."""
    match shape:
        case Plain():
            return _PLAIN[shape]
        case Kind():
            units = st.sampled_from([Q(f"1 {each}") for each in shape.units])
            numbers = _SIGNED if shape.signed else _EXACT
            return st.builds(lambda unit, number: unit * number, units, numbers)
        case Choice():
            return st.sampled_from(shape.values)
        case Maybe():
            return st.none() | values(shape.shape)
        case Many():
            return st.lists(values(shape.shape), max_size=3).map(tuple)
        case Row():
            return st.tuples(*map(values, shape.shapes))
        case Nested():
            return st.sampled_from(EXAMPLES[shape.record])
        case OneOf() | Family():
            kinds = types_of(shape)
            return st.sampled_from([each for kind in kinds for each in EXAMPLES[kind]])
        case Either():
            return values(shape.amount) | values(shape.plain)
        case _:
            assert_never(shape)
