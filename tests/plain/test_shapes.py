"""Shapes: what a document may hold of a field, by the annotation of the field."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any, Literal, Optional

import pytest

from ldn_compound import BulkDrug, FieldError, Shell, Tablets
from ldn_compound.model.verdict import Verdict
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
    shape_of,
)
from ldn_compound.quantities.kinds import MASS, Mass


@pytest.mark.parametrize(
    ("annotation", "shape"),
    [
        (str, Plain.TEXT),
        (int, Plain.COUNT),
        (float, Plain.NUMBER),
        (bool, Plain.TRUTH),
        (dt.date, Plain.DAY),
        (Fraction, Plain.EXACT),
        (Fraction | str, Plain.FIGURE),
        (Mass, MASS),
        (Mass | str, Either(MASS, Plain.TEXT)),
        (Mass | int, Either(MASS, Plain.COUNT)),
        (Literal["bulk", "tapped"], Choice(("bulk", "tapped"))),
        (tuple[str, ...], Many(Plain.TEXT)),
        (tuple[tuple[str, Mass], ...], Many(Row((Plain.TEXT, MASS)))),
        (str | None, Maybe(Plain.TEXT)),
        (Optional[Mass], Maybe(MASS)),  # noqa: UP045 - the other way to write it
        (Shell, Nested(Shell)),
        (Tablets | BulkDrug, OneOf((Tablets, BulkDrug))),
        (Tablets | BulkDrug | None, Maybe(OneOf((Tablets, BulkDrug)))),
        (Verdict, Family(Verdict)),
    ],
    ids=str,
)
def test_an_annotation_is_a_shape(annotation: Any, shape: Shape) -> None:
    """What a field may hold, its document holds, and nothing else."""
    assert shape_of(annotation) == shape


@pytest.mark.parametrize(
    "annotation",
    [bytes, list[str], str | int, int | Mass, Mass | float, Tablets | str, object],
    ids=str,
)
def test_no_other_annotation_has_a_shape(annotation: Any) -> None:
    """A field that no document can hold is a fault of the record, and is named so."""
    with pytest.raises(FieldError):
        shape_of(annotation)


def test_the_fields_of_a_record_stand_in_their_order() -> None:
    """A shell has a size, two amounts and a maker, who may be unknown."""
    found = fields_of(Shell)

    assert list(found) == ["size", "volume", "empty_mass", "maker"]
    assert found["empty_mass"] == MASS
    assert found["maker"] == Maybe(Plain.TEXT)
