"""A second way to the chance of passing: over the first ten and the other twenty.

The four figures that decide, mean and deviation of the ten and of the twenty, are
independent, with a normal or a chi-squared distribution each, so the chance is an
integral in four dimensions. Nothing is taken from the library, not even the law by
which it parts a sample of thirty: only Thompson's distribution is the same.
"""

from __future__ import annotations

from itertools import pairwise
from math import inf, sqrt
from typing import Any

import numpy as np

from tests.lazily import library

special: Any = library("scipy.special")
stats: Any = library("scipy.stats")

__all__ = ["chance_by_halves"]

#: The acceptance value that is reported as 15.1, the least one to be so.
TOO_MUCH = 15.05
REACH = 7.5  # standard errors of a mean
LOW = 98.5


def chance_by_halves(
    mean: float, sd: float, target: float = 100.0, *, nodes: int = 32
) -> float:
    """Integrate over the four figures by the rule of Gauss, with so many nodes each.

    Two contents outside in the same sample of thirty are counted twice.
    """
    highest = max(101.5, target)
    error = sd / sqrt(10)
    kinks = [-inf, LOW - TOO_MUCH, LOW, highest, highest + TOO_MUCH, inf]
    ends = np.clip(kinks, mean - REACH * error, mean + REACH * error)
    total = 0.0
    for start, end in pairwise(ends.tolist()):
        m10, weight = _gauss(start, end, nodes)
        weight = weight * stats.norm.pdf(m10, mean, error)
        # s10 up to here passes by itself
        room = np.maximum(TOO_MUCH - _off(m10, highest), 0) / 2.4
        total += float(weight @ stats.chi2.cdf(9 * (room / sd) ** 2, 9))
        # beyond, the thirty decide: s30 < 7.525 leaves s10 less than 7.525 sqrt(29 / 9)
        most = min(TOO_MUCH / 2 * sqrt(29 / 9), 3.2 * sd)
        s10, of_s10 = _gauss(np.minimum(room, most), np.full_like(room, most), nodes)
        weight = weight[:, None] * of_s10 * _density(s10, sd, 9)
        m10 = np.broadcast_to(m10[:, None], s10.shape)
        total += _second(
            np.stack([m10.ravel(), s10.ravel(), weight.ravel()]),
            (mean, sd, highest, nodes),
        )
    return total


def _second(ten: Any, batch: tuple[float, float, float, int]) -> float:
    """Return the chance of passing at stage 2, for figures of the ten with weights."""
    mean, sd, highest, nodes = batch
    m10, s10, weight = ten
    left = np.maximum(29 * TOO_MUCH**2 / 4 - 9 * s10**2, 0) / 19
    s20, of_s20 = _gauss(
        np.zeros_like(left), np.minimum(np.sqrt(left), 2.6 * sd), nodes
    )
    weight = (weight[:, None] * of_s20 * _density(s20, sd, 19)).ravel()
    m10, s10 = (
        np.broadcast_to(each[:, None], s20.shape).ravel() for each in (m10, s10)
    )
    s20 = s20.ravel()
    within = 9 * s10**2 + 19 * s20**2
    total = 0.0
    for start, end, slope in (
        (LOW - TOO_MUCH, LOW, 1),
        (LOW, highest, 0),
        (highest, highest + TOO_MUCH, -1),
    ):
        # m30 passes where 4 s30^2 = 4 / 29 (within + 15 (m30 - m10)^2) is less than the
        # square of 15.05 - |M - m30|: between the roots of a quadratic
        edge = {1: start, 0: 0.0, -1: end}[slope]
        shift = m10 - edge
        a = 60 / 29 - slope**2
        b = -120 / 29 * shift
        c = 60 / 29 * shift**2 + 4 / 29 * within - (1 - slope**2) * TOO_MUCH**2
        root = np.sqrt(np.maximum(b * b - 4 * a * c, 0))
        least, most = (
            np.clip(edge + (-b + sign * root) / (2 * a), start, end) for sign in (-1, 1)
        )
        some = most > least
        m30, of_m30 = _gauss(least[some], most[some], nodes // 2)
        ten_and_twenty = [each[some][:, None] for each in (m10, s10, s20)]
        m20 = (3 * m30 - ten_and_twenty[0]) / 2
        density = 1.5 * stats.norm.pdf(m20, mean, sd / sqrt(20))
        near = _near(m30, m20, ten_and_twenty, highest)
        total += float((of_m30 * density * near).sum(axis=1) @ weight[some])
    return total


def _near(m30: Any, m20: Any, others: list[Any], highest: float) -> Any:
    """Return 1, less the chance of every content to be more than 25 % away from M."""
    m10, s10, s20 = others
    reference = np.clip(m30, LOW, highest)
    chance = 1.0
    for n, m, s in ((10, m10, s10), (20, m20, s20)):
        for distance in (m - 0.75 * reference, 1.25 * reference - m):
            r = np.clip(distance / s * sqrt(n) / (n - 1), -1, 1)
            power = (n - 2) / 2
            chance = chance - n * special.betainc(power, power, (1 - r) / 2)
    return chance


def _off(means: Any, highest: float) -> Any:
    return np.abs(np.clip(means, LOW, highest) - means)


def _density(s: Any, sd: float, freedom: int) -> Any:
    """Return the density of a standard deviation."""
    scaled = freedom * s / sd**2
    return 2 * scaled * stats.chi2.pdf(scaled * s, freedom)


def _gauss(low: Any, high: Any, nodes: int) -> tuple[Any, Any]:
    at, weights = np.polynomial.legendre.leggauss(nodes)
    half = (np.asarray(high) - low)[..., None] / 2
    return np.asarray(low)[..., None] + half * (at + 1), half * weights
