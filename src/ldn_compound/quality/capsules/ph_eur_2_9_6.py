"""Ph. Eur. 2.9.6, test B: how far do single contents lie from their mean?

Of ten units, one may lie outside 85-115 % of the mean and none outside 75-125 %. Two or
three outside call for twenty more; of all thirty, three may lie outside, of the mean of
the thirty [ph-eur-2-9-6]_. Single units are compared unrounded.

.. [ph-eur-2-9-6] Ph. Eur. 2.9.6, test B (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from ...errors import FieldError
from ...model.verdict import Figures, Verdict, figure_of
from ...quantities.contents import Content, contents_of_one_kind
from ...quantities.units import Quantity, shortened
from ...reference.quality_limits import limit_count, quality_limit
from ...sheets.wording import say
from .sample import (
    BOTH_STAGES,
    FIRST_STAGE,
    Outlier,
    Sample,
    StagedVerdict,
    list_outliers,
    staged_sample,
)

__all__ = ["PhEur296", "ph_eur_2_9_6"]


@frozen(kw_only=True, repr=False)
class PhEur296(Verdict):
    """Result of Ph. Eur. 2.9.6, test B, on the contents of single units.

    Parameters
    ----------
    sample
        The contents. [mg or % of label]
    outside
        Units outside 85-115 % of the mean, those further out among them.
    far_outside
        Units outside 75-125 % of the mean.
    verdict
        ``pass``, ``test 20 more`` or ``fail``.
    remarks
        Remarks printed beside the verdict.
    """

    sample: Sample
    outside: tuple[Outlier, ...]
    far_outside: tuple[Outlier, ...]
    verdict: StagedVerdict
    remarks: tuple[str, ...]

    @property
    def mean(self) -> Quantity:
        """Mean content. [mg or % of label]"""
        return self.sample.mean

    @property
    def title(self) -> str:
        """Name of the test, with the units tested."""
        return say("Ph. Eur. 2.9.6, test B, on {n} units", n=self.sample.n)

    @property
    def source(self) -> str:
        """Key of the source of its rule."""
        return "ph-eur-2-9-6"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        near = quality_limit("ph-eur-2-9-6", "near_limit")
        far = quality_limit("ph-eur-2-9-6", "far_limit")
        return (
            figure_of("mean", shortened(self.mean, 3)),
            figure_of("relative standard deviation", shortened(self.sample.rsd, 2)),
            figure_of(
                "units more than {limit} off", list_outliers(self.outside), limit=near
            ),
            figure_of(
                "units more than {limit} off",
                list_outliers(self.far_outside),
                limit=far,
            ),
        )


def ph_eur_2_9_6(contents: Iterable[Content]) -> PhEur296:
    """Return the result of Ph. Eur. 2.9.6, test B, for 10 or 30 contents.

    Of thirty, the first ten are tested alone too: a failure there is final.

    Parameters
    ----------
    contents
        Contents in the order tested, all in percent of the label or all masses of drug.
        Bare numbers are in percent. [% of label or mg]

    Returns
    -------
    PhEur296
        Verdict and figures.

    Raises
    ------
    FieldError
        If there are not 10 or 30 contents, one of them is not a content, or all are
        zero.

    Examples
    --------
    >>> ph_eur_2_9_6([100, 99, 101, 98, 102, 84, 101, 99, 100, 100]).verdict
    'pass'
    """
    sample = staged_sample(contents_of_one_kind(contents, "contents"))
    for part in (sample.values[:FIRST_STAGE], sample.values):
        if not any(part):
            way_out = "the limits are shares of the mean"
            raise FieldError(
                "contents above zero", "0 in every unit", way_out, "contents"
            )
    first = Sample(values=sample.values[:FIRST_STAGE])
    verdict = _verdict(first)
    remarks = [say("the limits lie around the mean: an error of the mean is not seen")]
    if sample.n == BOTH_STAGES and verdict == "fail":
        remarks.append(say("the first ten failed, which is final"))
    elif sample.n == BOTH_STAGES:
        verdict = _verdict(sample)
    near, far = _outside(sample)
    return PhEur296(
        sample=sample,
        outside=near,
        far_outside=far,
        verdict=verdict,
        remarks=tuple(remarks),
    )


def _verdict(sample: Sample) -> StagedVerdict:
    near, far = _outside(sample)
    if far:
        return "fail"
    if sample.n == BOTH_STAGES:
        most = limit_count("ph-eur-2-9-6", "most_of_thirty")
        return "pass" if len(near) <= most else "fail"
    if len(near) <= limit_count("ph-eur-2-9-6", "most_of_ten"):
        return "pass"
    more = limit_count("ph-eur-2-9-6", "most_for_more")
    return "test 20 more" if len(near) <= more else "fail"


def _outside(
    sample: Sample,
) -> tuple[tuple[Outlier, ...], tuple[Outlier, ...]]:
    near = sample.outside(quality_limit("ph-eur-2-9-6", "near_limit"), sample.mean)
    far = sample.outside(quality_limit("ph-eur-2-9-6", "far_limit"), sample.mean)
    return near, far
