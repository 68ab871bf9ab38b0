"""Potency: does the mean content meet its limits?

Capsules of naltrexone have no monograph: the limits are those of the tablets, 90.0 % to
110.0 % of the label [usp-naltrexone-tablets]_. The mean is rounded half up, to one
decimal, before it is compared.

.. [usp-naltrexone-tablets] Naltrexone Hydrochloride Tablets, USP (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from attrs import frozen

from ...model.verdict import Figures, Verdict, between, figure_of
from ...quantities.contents import Content
from ...quantities.contents import contents as read_contents
from ...quantities.kinds import Ratio
from ...quantities.measured import require_sample_size
from ...quantities.units import Quantity
from ...reference.quality_limits import quality_limit
from ...sheets.wording import say
from .sample import Sample, as_reported

__all__ = ["Potency", "potency_of_mean", "potency_test"]


@frozen(kw_only=True, repr=False)
class Potency(Verdict):
    """Result of the potency test on a mean content.

    Parameters
    ----------
    n
        Contents in the mean.
    mean
        Mean content, unrounded. [% of label]
    potency
        Mean content as it is reported, to one decimal. [% of label]
    least, greatest
        Limits of the mean, both within. [% of label]
    verdict
        ``pass`` or ``fail``.
    remarks
        Remarks printed beside the verdict.
    """

    n: int
    mean: Ratio
    potency: Ratio
    least: Ratio
    greatest: Ratio
    verdict: Literal["pass", "fail"]
    remarks: tuple[str, ...]

    @property
    def title(self) -> str:
        """Name of the test."""
        return say("Potency")

    @property
    def source(self) -> str:
        """Key of the source of its rule."""
        return "usp-naltrexone-tablets"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        return (
            figure_of("mean content", between(self.potency, self.least, self.greatest)),
            figure_of("contents", self.n),
        )


def potency_test(contents: Iterable[Content]) -> Potency:
    """Return whether the mean content lies within 90.0-110.0 % of the label.

    Parameters
    ----------
    contents
        Contents: of single units, or one or more assays of a mixture of units. Bare
        numbers are in percent. [% of label]

    Returns
    -------
    Potency
        Verdict and figures.

    Raises
    ------
    FieldError
        If there is no content, or one of them is not a content.

    Examples
    --------
    >>> print(potency_test([84.0] * 10))
    Potency: fail; mean content: 84 %, limits 90 % to 110 %; contents: 10
      a mean says nothing of how evenly the drug is spread: see USP <905>
    """
    values = read_contents(contents, "contents")
    expected, way_out = "one content or more", "assay the capsules"
    require_sample_size(values, "contents", expected, way_out, least=1)
    return potency_of_mean(Sample(values=values).mean, len(values))


def potency_of_mean(mean: Quantity, n: int) -> Potency:
    """Return whether a mean content lies within 90.0-110.0 % of the label.

    Parameters
    ----------
    mean
        Mean content, unrounded. [% of label]
    n
        Contents in the mean.

    Returns
    -------
    Potency
        Verdict and figures.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> [potency_of_mean(Q(mean), 1).verdict for mean in ("89.95 %", "89.94 %")]
    ['pass', 'fail']
    """
    least, greatest = (quality_limit("potency", name) for name in ("least", "greatest"))
    potency = as_reported(mean, quality_limit("potency", "reported_step"))
    remark = say("a mean says nothing of how evenly the drug is spread: see USP <905>")
    return Potency(
        n=n,
        mean=mean,
        potency=potency,
        least=least,
        greatest=greatest,
        verdict="pass" if least <= potency <= greatest else "fail",
        remarks=(remark,),
    )
