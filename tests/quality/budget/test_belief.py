"""What is known of a share: anywhere between two, or about one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ldn_compound import FieldError
from ldn_compound.quality import About, Between, MeasuredCv
from ldn_compound.quality.budget.belief import (
    portions_of,
    read_belief,
    read_cv,
    read_percentage,
    size_of,
)


def test_anywhere_between_two() -> None:
    """80 to 100 %: 90 on average, 10 either way, 10 / 3 ** 0.5 = 5.7735 deviation."""
    between = Between("80 %", "100 %")

    assert (between.mean, between.half_width) == (90, 10)
    assert between.uncertainty == pytest.approx(5.7735, abs=1e-4)
    assert str(between) == "80 % to 100 %"
    assert str(Between("90 %", "90 %")) == "90 %"


def test_about_one() -> None:
    """A bell has no ends."""
    about = About("98 %", sd="1 %")

    assert (about.mean, about.half_width, about.uncertainty) == (98, 0, 1)
    assert str(about) == "98 %, standard deviation 1 %"


def test_a_share_alone_is_one_without_a_spread() -> None:
    """What is a belief already stays; nothing stays nothing."""
    about = About("98 %", sd="1 %")

    assert read_belief("90 %", "loss") == Between("90 %", "90 %")
    assert read_belief(about, "loss") is about
    assert read_belief(None, "loss") is None
    assert read_percentage("2.5 %", "fill_rsd") == 2.5


def test_a_deviation_with_or_without_its_portions() -> None:
    """A share alone rests on no number of portions."""
    measured = MeasuredCv(cv="3 %", portions=10)

    assert read_cv(measured, "blend_cv") is measured
    assert (size_of(measured), portions_of(measured)) == (3, 10)
    assert (size_of(3.5), portions_of(3.5)) == (3.5, None)


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (
        lambda: Between("95 %", "85 %"),
        "greatest: expected 95 % or more, and at most 200",
    ),
    (
        lambda: Between("95 %", "201 %"),
        "greatest: expected 95 % or more, and at most 2",
    ),
    (lambda: Between("-1 %", "5 %"), "least: expected an amount such as '85 %', got"),
    (lambda: About("201 %", sd="1 %"), "mean_share: expected a share of at most 200 %"),
    (lambda: About("98 %", sd="-1 %"), "sd: expected an amount such as '1 %', g"),
    (lambda: read_percentage("101 %", "loss"), "loss: expected a share 0-100 %"),
    (lambda: read_percentage("1 mg", "loss"), "loss: expected a share 0-100 %"),
    (lambda: read_belief("101 %", "loss"), "loss: expected a share 0-100 %"),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_is_no_share_is_refused(number: int) -> None:
    """The field is named."""
    asked, message = REFUSED[number]

    with pytest.raises(FieldError, match=rf"^{message}"):
        asked()
