"""Contribution: one thing that moves the content of a capsule, and by how much."""

from __future__ import annotations

from math import sqrt
from typing import Literal, TypeAlias

from attrs import frozen

from ...sheets.wording import say
from ..measured_cv import MeasuredCv
from .belief import portions_of

__all__ = [
    "Cause",
    "Contribution",
    "Kind",
    "cv_basis",
    "inflation",
    "measured_cv",
    "scatter_of",
]

#: Whether all capsules of a batch share it, or each has its own; and what a laboratory
#: adds to what it measures, to all contents of a batch or to each.
Kind: TypeAlias = Literal["batch", "capsule", "laboratory bias", "laboratory scatter"]
#: What it comes from.
Cause: TypeAlias = Literal[
    "lot",
    "tablets",
    "mean mass",
    "weighing",
    "mixing",
    "recovery",
    "packing",
    "fill",
    "blend",
    "loss",
    "laboratory bias",
    "laboratory scatter",
]


@frozen(kw_only=True)
class Contribution:
    """One source of uncertainty.

    Parameters
    ----------
    name
        What varies.
    cause
        What it comes from.
    kind
        ``batch``: the same in every capsule; ``capsule``: another in each;
        ``laboratory bias`` and ``laboratory scatter``: what a test of the batch adds to
        all contents, or to each.
    mean
        What it leaves of the content on average; 100 where it takes nothing off. [%]
    uncertainty
        Its standard uncertainty. [% of content]
    half_width
        Half the window in which it may lie anywhere, where that is all that is known;
        zero for a scatter. [% of content]
    portions
        How many portions or capsules it was measured on; `None` where it is taken as
        exact.
    basis
        Where the figure comes from.
    assumed
        Whether it is an assumption, because it was not stated.
    source
        Key of the source (`reference.source`).
    """

    name: str
    cause: Cause
    kind: Kind
    mean: float = 100.0
    uncertainty: float
    half_width: float = 0.0
    portions: int | None = None
    basis: str
    assumed: bool = False
    source: str = "house"

    @property
    def perfect(self) -> bool:
        """Whether nobody stated it, and it is taken as if it moved nothing."""
        return self.assumed and not self.uncertainty and self.mean == 100  # noqa: PLR2004 - all of the content


def scatter_of(contribution: Contribution) -> float:
    """Return what a contribution scatters by beside its window. [% of content]"""
    squared = contribution.uncertainty**2 - contribution.half_width**2 / 3
    return sqrt(max(squared, 0.0))


def inflation(contribution: Contribution) -> float:
    """Return how much further one portion may be off than those that were measured.

    Of n portions the deviation is an estimate: a further portion is off by so much of
    it as a t distribution with n - 1 degrees of freedom has in its standard deviation.
    """
    portions = contribution.portions
    return 1.0 if portions is None else sqrt((portions - 1) / (portions - 3))


def measured_cv(contribution: Contribution) -> MeasuredCv:
    """Return the scatter of a contribution with its number of portions."""
    cv = f"{contribution.uncertainty:.12g} %"
    return MeasuredCv(cv=cv, portions=contribution.portions)


def cv_basis(cv: MeasuredCv | float) -> str:
    """Return what a coefficient of variation rests on, in words."""
    portions = portions_of(cv)
    if portions is None:
        return say("as stated, taken as known exactly")
    return say(
        "measured {portions} times; what the true one may be is counted",
        portions=portions,
    )
