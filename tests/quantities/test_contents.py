"""Contents of single units, as they are handed in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError, Q
from ldn_compound.quantities.contents import (
    Content,
    content,
    contents,
    contents_of_one_kind,
)


@pytest.mark.parametrize(
    "value",
    [
        "98.2",
        "98.2 %",
        98.2,
        Decimal("98.2"),
        Fraction("98.2"),
        Q("98.2 %"),
        np.float64(98.2),
    ],
    ids=lambda value: type(value).__name__ + str(value),
)
def test_a_content_is_in_percent_of_the_label(value: Content) -> None:
    """A bare number is in percent, and a float is read by the digits it shows."""
    assert content(value) == Q("98.2 %")


def test_a_whole_number_is_a_content() -> None:
    """An int is read, and one of numpy too; nothing found is zero."""
    whole: list[Any] = [98, np.int64(98), 0]

    found = [content(value) for value in whole]

    assert found == [Q("98 %"), Q("98 %"), Q("0 %")]


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), -98.2, -1, Decimal("NaN"), Fraction(-1, 2), True],
)
def test_what_is_not_finite_or_negative_is_refused(value: Content) -> None:
    """No content is below zero, endless, or a yes."""
    with pytest.raises(FieldError, match=r"expected a finite content, .* got"):
        content(value)


@pytest.mark.parametrize(
    ("value", "way_out"),
    [
        ("98,2", "write a decimal point"),
        ("-98.2", "without a sign"),
        ("9.82e1", "write all digits"),
        ("", "write a number, a space and a unit"),
        (None, "write it as text, with its unit"),
    ],
)
def test_a_text_is_read_as_an_amount(value: Content, way_out: str) -> None:
    """What `Q` refuses is refused here too, with its way out."""
    with pytest.raises(FieldError, match=rf"expected an amount .*; .*{way_out}"):
        content(value)


def test_a_mass_is_no_content() -> None:
    """Percent of the label wants a division by the label."""
    with pytest.raises(FieldError, match=r"a content .* got 4.4 mg; divide by the lab"):
        content("4.4 mg")


@pytest.mark.parametrize("value", ["98 mL", Q("2 days")], ids=str)
def test_another_kind_is_no_content(value: Content) -> None:
    """A volume or a time says nothing of content."""
    with pytest.raises(FieldError, match=r"expected a content such as 98.2 .* got"):
        content(value)


def test_the_place_is_named() -> None:
    """Of several contents, the error names the one that is none."""
    with pytest.raises(FieldError, match=r"found\[2\]: expected a finite content"):
        contents([98.2, 99, float("nan")], "found")


def test_masses_and_percent_do_not_mix() -> None:
    """All contents are of one kind."""
    with pytest.raises(FieldError, match=r"found\[1\]: .* like 1.5 mg, got 98 %"):
        contents_of_one_kind(["1.5 mg", 98], "found")


@pytest.mark.parametrize("endless", [Decimal("1e9999999"), Decimal("1e-9999999")])
def test_a_number_that_fills_the_memory_is_refused(endless: Decimal) -> None:
    """A content has a few digits; ten million of them are a trap."""
    with pytest.raises(FieldError, match="a content of at most 400 digits"):
        content(endless)
