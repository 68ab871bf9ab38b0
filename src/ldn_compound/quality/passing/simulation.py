"""Simulation: how often drawn samples pass USP <905>, whatever their distribution.

Each sample of 30 contents is judged as a laboratory does it: the first ten by the
acceptance value, as reported to one decimal; if they do not pass, all thirty by the
acceptance value and the distance of each from the reference value [usp-905]_.

.. [usp-905] USP <905> Uniformity of Dosage Units
   (docs/references.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calc.uniformity import acceptance_value, reference_value
from ...errors import FieldError
from ...extras import needs
from ..arguments import require_count, require_float, require_floats, require_generator
from .chance import STAGES, highest_reference, usp_905_limit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..arguments import Array

__all__ = ["samples_pass", "simulate_passing"]

_SAMPLE = STAGES[-1][0]
_ROWS = 2  # dimensions: samples, and the contents of each
_BLOCK = 10_000  # samples drawn at a time


def samples_pass(contents: Array, *, target: float = 100.0) -> NDArray[np.bool_]:
    """Return which samples pass USP <905>, both stages.

    Parameters
    ----------
    contents
        Samples of 30 contents, one in each row, in the order of the assays. [% of
        label]
    target
        Content aimed at when made; 100 unless an overage is approved. [% of label]

    Returns
    -------
    array of bool
        Whether each passes.

    Raises
    ------
    FieldError
        If a row does not have 30 contents, or a content is not finite.

    Examples
    --------
    >>> import numpy
    >>> even, uneven = numpy.full(30, 84.0), numpy.tile([80.0, 120.0], 15)
    >>> samples_pass(numpy.array([even, uneven]))
    array([ True, False])
    """
    aim = highest_reference(target)
    expected = f"contents in % of label, {_SAMPLE} in each row"
    samples = require_floats(contents, "contents", expected)
    if samples.ndim != _ROWS or samples.shape[1] != _SAMPLE:
        got = f"an array of shape {samples.shape}"
        raise FieldError(expected, got, "reshape(-1, 30)", "contents")
    first, second = (_accepted(samples[:, :n], n, aim) for n, _ in STAGES)
    reference = reference_value(samples.mean(axis=1), aim)
    reach = usp_905_limit("second_limit") / 100
    near = (samples.min(axis=1) >= (1 - reach) * reference) & (
        samples.max(axis=1) <= (1 + reach) * reference
    )
    passed: NDArray[np.bool_] = first | (second & near)
    return passed


def simulate_passing(
    mean: float,
    sd: float,
    *,
    batches: int,
    rng: np.random.Generator,
    target: float = 100.0,
) -> float:
    """Return the share of samples that pass USP <905>, drawn from normal contents.

    Parameters
    ----------
    mean
        Mean content of the batch. [% of label]
    sd
        Standard deviation of the contents. [% of label]
    batches
        Batches to draw, one sample each. The standard error of the share is at most
        half, divided by the root of their number.
    rng
        Random generator, seeded by the caller.
    target
        Content aimed at when made; 100 unless an overage is approved. [% of label]

    Returns
    -------
    float
        Share of samples that pass.

    Raises
    ------
    FieldError
        If a figure is not finite, a spread negative, or nothing is to be drawn.

    Examples
    --------
    >>> import numpy
    >>> rng = numpy.random.default_rng(905)
    >>> share = simulate_passing(100.0, 6.0, batches=2000, rng=rng)
    >>> 0.95 < share < 1
    True
    """
    middle = require_float(mean, "mean", "a mean in % of label, such as 100.0")
    spread = require_float(
        sd, "sd", "a deviation of 0 % or more", lambda each: each >= 0
    )
    number = require_count(batches, "batches", 1)
    random = require_generator(rng)
    passed = 0
    for start in range(0, number, _BLOCK):
        drawn = random.normal(middle, spread, (min(_BLOCK, number - start), _SAMPLE))
        passed += int(samples_pass(drawn, target=target).sum())
    return passed / number


def _accepted(samples: Array, n: int, target: float) -> NDArray[np.bool_]:
    """Return which rows have an acceptance value within its limit, as reported."""
    numpy = needs("numpy", extra="quality")
    means, sds = samples.mean(axis=1), samples.std(axis=1, ddof=1)
    values = acceptance_value(means, sds, n, target)
    reported = numpy.floor(10 * values + 0.5) / 10
    accepted: NDArray[np.bool_] = reported <= usp_905_limit("first_limit")
    return accepted
