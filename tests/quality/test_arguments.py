"""Arguments of the statistics: which numbers they take."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError, Q
from ldn_compound.quality.arguments import (
    broadcast,
    float_or_array,
    require_count,
    require_float,
    require_floats,
    require_generator,
    require_share,
)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(None, id="None"),
        pytest.param(True, id="bool"),
        pytest.param("5", id="text"),
        pytest.param(5j, id="complex"),
        pytest.param(Q("5 %"), id="quantity"),
        pytest.param([], id="nothing"),
        pytest.param([1.0, "2"], id="text-among-numbers"),
        pytest.param([[1.0], [2.0, 3.0]], id="ragged"),
        pytest.param(float("nan"), id="nan"),
        pytest.param([1.0, float("inf")], id="infinity"),
        pytest.param([1.0, -1.0], id="impossible"),
    ],
)
def test_what_is_no_number_is_refused(value: Any) -> None:
    """Only finite numbers that are possible are taken; the field is named."""
    with pytest.raises(FieldError, match=r"^sd: expected zero or more, got "):
        require_floats(value, "sd", "zero or more", lambda sd: sd >= 0)


def test_the_number_at_fault_is_shown() -> None:
    """Among many numbers the message shows the one that is impossible."""
    with pytest.raises(FieldError, match=r"got -3\.0$"):
        require_floats([1.0, -3.0, 2.0], "sd", "zero or more", lambda sd: sd >= 0)


@pytest.mark.parametrize(
    "value", [4, 4.0, np.float64(4), np.int64(4), np.array(4)], ids=repr
)
def test_a_number_of_any_kind_is_taken(value: Any) -> None:
    """Whole numbers and floats, of numpy or not, are numbers."""
    assert require_floats(value, "sd", "zero or more") == 4.0


def test_one_number_is_not_many() -> None:
    """Where one number is asked for, a column is refused."""
    with pytest.raises(FieldError, match=r"target: .* give one number"):
        require_float([100.0], "target", "a target")  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [0.5, 1.0, 95, -0.1, float("nan")])
def test_what_is_no_share_is_refused(value: float) -> None:
    """A share lies strictly between its limits: 95 is no probability."""
    message = r"^share: expected a share above 0\.5 and below 1, such as 0\.95, got "
    with pytest.raises(FieldError, match=message):
        require_share(value, "share", above=0.5)


@pytest.mark.parametrize("value", [1, 9.0, "10", True, None], ids=repr)
def test_what_is_no_count_is_refused(value: Any) -> None:
    """A count is a whole number and large enough."""
    message = r"^n: expected a whole number of 2 or more, got "
    with pytest.raises(FieldError, match=message):
        require_count(value, "n", 2)


def test_a_count_of_numpy_is_a_count() -> None:
    """A whole number that numpy made becomes an ordinary one."""
    ten: Any = np.int64(10)

    assert type(require_count(ten, "n", 2)) is int


def test_columns_of_different_lengths_are_refused() -> None:
    """Two means and three deviations belong to no batches."""
    message = r"mean and sd: .* got \(2,\) and \(3,\); give one number"
    with pytest.raises(FieldError, match=message):
        broadcast(np.ones(2), np.ones(3), field="mean and sd")


@pytest.mark.parametrize(
    "value", [None, 1, np.random.RandomState(1)], ids=lambda value: type(value).__name__
)
def test_chance_comes_from_a_generator(value: object) -> None:
    """A seed is no generator: the caller makes one, and may go on with it."""
    with pytest.raises(FieldError, match=r"^rng: .*numpy\.random\.default_rng\(1\)"):
        require_generator(value)


def test_one_number_stays_a_number() -> None:
    """A result for one number is a float, for a column an array."""
    assert type(float_or_array(np.array(0.5))) is float
    assert isinstance(float_or_array(np.array([0.5])), np.ndarray)
