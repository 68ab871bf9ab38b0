"""Arguments of the statistics: numbers and columns of numbers, checked.

Statistics are worked out in floating point, in percent of the label, without units.
What is not a number, not finite or impossible is refused, with the name of the field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor
from operator import index
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import FieldError, shown
from ..extras import needs
from ..quantities.notation import Amount, decimal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]
    Column: TypeAlias = Sequence[float] | NDArray[np.float64]

__all__ = [
    "broadcast",
    "chance_text",
    "float_or_array",
    "lower_bound",
    "require_count",
    "require_float",
    "require_floats",
    "require_generator",
    "require_share",
]


def require_floats(
    values: float | Column,
    field: str,
    expected: str,
    holds: Callable[[Any], Any] = lambda _: True,
) -> Array:
    """Return a number or a column as an array of floats, after checking it.

    Parameters
    ----------
    values
        What the user gave.
    field
        The field it was given for.
    expected
        What would be right, for the message.
    holds
        Whether a number, or each of an array, is possible.

    Returns
    -------
    Array
        The numbers; of no dimension where one number was given.

    Raises
    ------
    FieldError
        If it is empty, or one of them is not finite, not a number or not possible.

    Examples
    --------
    >>> require_floats([4, 5.5], "sd", "zero or more", lambda sd: sd >= 0)
    array([4. , 5.5])
    """
    numpy = needs("numpy", extra="quality")
    try:
        column = numpy.asarray(values)
    except ValueError:  # rows of unequal length
        raise FieldError(expected, shown(values), field=field) from None
    if column.dtype.kind not in "iuf" or not column.size:
        raise FieldError(expected, shown(values), field=field)
    wrong = column[~(numpy.isfinite(column) & holds(column))]
    if wrong.size:
        raise FieldError(expected, shown(wrong.flat[0].item()), field=field)
    floats: Array = column.astype(numpy.float64)
    return floats


def require_float(
    value: float,
    field: str,
    expected: str,
    holds: Callable[[Any], Any] = lambda _: True,
) -> float:
    """Return one number as a float, after checking it.

    Parameters
    ----------
    value
        What the user gave.
    field
        The field it was given for.
    expected
        What would be right, for the message.
    holds
        Whether a number is possible.

    Returns
    -------
    float
        The number.

    Raises
    ------
    FieldError
        If it is not one number, not finite or not possible.

    Examples
    --------
    >>> require_float(5, "sd", "zero or more", lambda sd: sd >= 0)
    5.0
    """
    numpy = needs("numpy", extra="quality")
    if numpy.ndim(value):
        raise FieldError(expected, shown(value), "give one number", field)
    return float(require_floats(value, field, expected, holds))


def require_share(value: float, field: str, above: float = 0.0) -> float:
    """Return a share of the whole, such as a probability, as a float.

    Parameters
    ----------
    value
        What the user gave.
    field
        The field it was given for.
    above
        What it must be more than.

    Returns
    -------
    float
        The share, less than 1.

    Raises
    ------
    FieldError
        If it is not such a share.

    Examples
    --------
    >>> require_share(95, "confidence")
    Traceback (most recent call last):
    ldn_compound.errors.FieldError: confidence: expected a share above 0 and below 1 ...
    """
    expected = f"a share above {above:g} and below 1, such as 0.95"
    return require_float(
        value, field, expected, lambda each: (each > above) & (each < 1)
    )


def require_count(value: int, field: str, least: int) -> int:
    """Return a whole number that is large enough.

    Parameters
    ----------
    value
        What the user gave.
    field
        The field it was given for.
    least
        The smallest that will do.

    Returns
    -------
    int
        The number.

    Raises
    ------
    FieldError
        If it is not a whole number, or too small.

    Examples
    --------
    >>> require_count(10, "n", 2)
    10
    """
    expected = f"a whole number of {least} or more"
    if isinstance(value, bool):
        raise FieldError(expected, shown(value), field=field)
    try:
        number = index(value)
    except TypeError:
        raise FieldError(expected, shown(value), field=field) from None
    if number < least:
        raise FieldError(expected, shown(number), field=field)
    return number


def broadcast(*columns: Array, field: str) -> tuple[Array, ...]:
    """Return columns of one length, a single number repeated as often as needed.

    Parameters
    ----------
    *columns
        Arrays from `require_floats`.
    field
        The fields they were given for.

    Returns
    -------
    tuple of Array
        The columns, all of one shape.

    Raises
    ------
    FieldError
        If they are of different lengths.

    Examples
    --------
    >>> import numpy
    >>> means = numpy.array([98.0, 100.0])
    >>> means, sds = broadcast(means, numpy.array(5.0), field="sd")
    >>> sds
    array([5., 5.])
    """
    numpy = needs("numpy", extra="quality")
    try:
        return tuple(numpy.broadcast_arrays(*columns))
    except ValueError:
        lengths = " and ".join(str(column.shape) for column in columns)
        way_out = "give one number, or as many as there are of the other"
        raise FieldError("columns of one length", lengths, way_out, field) from None


def require_generator(value: object) -> Any:  # noqa: ANN401 - numpy may be missing
    """Return a random generator of numpy, seeded by the caller.

    Parameters
    ----------
    value
        What the user gave.

    Returns
    -------
    numpy.random.Generator
        The generator.

    Raises
    ------
    FieldError
        If it is anything else.

    Examples
    --------
    >>> import numpy
    >>> float(require_generator(numpy.random.default_rng(1)).random()) < 1
    True
    """
    numpy = needs("numpy", extra="quality")
    if not isinstance(value, numpy.random.Generator):
        expected = "a generator such as numpy.random.default_rng(1)"
        raise FieldError(expected, shown(value), field="rng")
    return value


def float_or_array(array: Array) -> float | Array:
    """Return a float for an array of no dimension, else the array.

    Parameters
    ----------
    array
        A result.

    Returns
    -------
    float or Array
        The same.

    Examples
    --------
    >>> import numpy
    >>> float_or_array(numpy.array(0.5))
    0.5
    """
    return array if array.ndim else float(array)


def lower_bound(chance: float) -> Fraction:
    """Return a lower bound as it may be printed: rounded down.

    Parameters
    ----------
    chance
        From 0 to 1.

    Returns
    -------
    Fraction
        The chance or a little less, by less than a hundredth of a percent.

    Examples
    --------
    >>> float(lower_bound(0.99999))
    0.9999
    """
    return Fraction(floor(Fraction(repr(float(chance))) * 10_000), 10_000)


def chance_text(chance: float) -> Amount:
    """Return a chance in percent for people, rounded down.

    Parameters
    ----------
    chance
        From 0 to 1.

    Returns
    -------
    str
        Number and percent sign: 99.999 % is never printed as 100 %.

    Examples
    --------
    >>> chance_text(0.99999)
    '99.99 %'
    """
    return Amount(decimal(100 * lower_bound(chance)), "%")
