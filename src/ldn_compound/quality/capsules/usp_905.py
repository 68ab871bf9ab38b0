"""USP <905>: do mean and spread of the contents of single capsules meet the limits?

The test is the same in Ph. Eur. 2.9.40 and JP 6.02. It judges mean and spread together
by the acceptance value, at most 15.0 at both stages; single units count at the second
only, around the reference value [usp-905-acceptance-value]_ [usp-905-faq]_. The
acceptance value is rounded half up, to one decimal, before it is compared
[usp-general-notices-rounding]_; single units are compared unrounded.

A pass says nothing of potency: ten units at 84.0 % of the label pass.

.. [usp-905-acceptance-value] <905>, Table 2 (docs/references.md).
.. [usp-905-faq] FAQs on <905>, USP (docs/references.md).
.. [usp-general-notices-rounding] USP 32 General Notices (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from ...calc.uniformity import acceptance_value, reference_value
from ...errors import FieldError
from ...model.verdict import Figures, Verdict, at_most, figure_of
from ...quantities.contents import Content, content
from ...quantities.contents import contents as read_contents
from ...quantities.kinds import Ratio
from ...quantities.units import Q, Quantity, shortened
from ...reference.quality_limits import quality_limit
from ...sheets.wording import say
from .potency import Potency, potency_of_mean
from .sample import (
    BOTH_STAGES,
    FIRST_STAGE,
    Outlier,
    Sample,
    StagedVerdict,
    as_reported,
    list_outliers,
    staged_sample,
)

__all__ = ["Usp905", "content_verdicts", "usp_905"]

_WHOLE = Q("100 %")


@frozen(kw_only=True, repr=False)
class Usp905(Verdict):
    """Result of USP <905> on the contents of single units.

    Parameters
    ----------
    sample
        The contents. [% of label]
    target
        Content aimed at, T. [% of label]
    reference
        Reference value, M. [% of label]
    acceptance_value
        Acceptance value as it is reported, to one decimal. [% of label]
    unrounded
        Acceptance value before that. [% of label]
    outside
        Units outside the limits around M, which count at the second stage only.
    verdict
        ``pass``, ``test 20 more`` or ``fail``.
    remarks
        Remarks printed beside the verdict.
    """

    sample: Sample
    target: Ratio
    reference: Ratio
    acceptance_value: Ratio
    unrounded: Ratio
    outside: tuple[Outlier, ...]
    verdict: StagedVerdict
    remarks: tuple[str, ...]

    @property
    def mean(self) -> Quantity:
        """Mean content. [% of label]"""
        return self.sample.mean

    @property
    def sd(self) -> Quantity:
        """Standard deviation of the contents. [% of label]"""
        return self.sample.sd

    @property
    def title(self) -> str:
        """Name of the test, with the units tested."""
        return say("USP <905>, content uniformity of {n} units", n=self.sample.n)

    @property
    def source(self) -> str:
        """Key of the source of its rule."""
        return "usp-905-acceptance-value"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        limit = quality_limit("usp-905", "first_limit")
        return (
            figure_of("acceptance value", at_most(self.acceptance_value, limit)),
            figure_of("mean", shortened(self.mean, 2)),
            figure_of("standard deviation", shortened(self.sd, 2)),
            figure_of("reference value", shortened(self.reference, 2)),
            *self._figures_of_units,
        )

    @property
    def _figures_of_units(self) -> Figures:
        if self.sample.n < BOTH_STAGES:
            return ()
        reach = quality_limit("usp-905", "second_limit")
        least, greatest = self.reference * (1 - reach), self.reference * (1 + reach)
        bounds = f"{shortened(least, 3)} to {shortened(greatest, 3)}"
        return (
            figure_of(
                "units outside {bounds}", list_outliers(self.outside), bounds=bounds
            ),
        )


def usp_905(contents: Iterable[Content], target: Content = 100) -> Usp905:
    """Return the result of USP <905> for the contents of 10 units, or of all 30.

    Parameters
    ----------
    contents
        Contents, in the order tested: the first ten; or these and twenty more. Bare
        numbers are in percent. [% of label]
    target
        Content aimed at. It stays 100 where no other was approved, whatever overage the
        batch was made with. [% of label]

    Returns
    -------
    Usp905
        Verdict and figures.

    Raises
    ------
    FieldError
        If there are not 10 or 30 contents, or one of them is not a content.

    Examples
    --------
    >>> tested = usp_905([99, 101] * 5)
    >>> tested.verdict, tested.acceptance_value
    ('pass', Q('2.5 %'))
    """
    sample = staged_sample(read_contents(contents, "contents"))
    aim = _target(target)
    reference = reference_value(sample.mean, aim)
    unrounded = _acceptance(sample.values, aim)
    value = _reported(unrounded)
    outside = sample.outside(quality_limit("usp-905", "second_limit"), reference)
    return Usp905(
        sample=sample,
        target=aim,
        reference=reference,
        acceptance_value=value,
        unrounded=unrounded,
        outside=outside,
        verdict=_verdict(sample.n, value, outside),
        remarks=_remarks(sample, aim),
    )


def content_verdicts(
    contents: Iterable[Content], target: Content = 100
) -> tuple[Usp905, Potency]:
    """Return the results of USP <905> and of the potency test for the same contents.

    Parameters
    ----------
    contents
        Contents, in the order tested, as `usp_905` takes them. [% of label]
    target
        Content aimed at. [% of label]

    Returns
    -------
    tuple of Usp905 and Potency
        Both verdicts: neither stands for the other.

    Examples
    --------
    >>> [each.verdict for each in content_verdicts([84.0] * 10)]
    ['pass', 'fail']
    """
    tested = usp_905(contents, target)
    return tested, potency_of_mean(tested.mean, tested.sample.n)


def _target(target: Content) -> Quantity:
    try:
        aim = content(target)
    except FieldError as error:
        raise error.at("target") from None
    if not aim:
        raise FieldError("a target above zero such as 100", str(aim), field="target")
    return aim


def _acceptance(values: tuple[Quantity, ...], target: Quantity) -> Quantity:
    """Return the acceptance value, unrounded."""
    sample = Sample(values=values)
    return acceptance_value(sample.mean, sample.sd, sample.n, target)


def _reported(unrounded: Quantity) -> Quantity:
    return as_reported(unrounded, quality_limit("usp-905", "reported_step"))


def _is_within(value: Quantity) -> bool:
    return value <= quality_limit("usp-905", "first_limit")


def _verdict(n: int, value: Quantity, outside: tuple[Outlier, ...]) -> StagedVerdict:
    if n == FIRST_STAGE:
        return "pass" if _is_within(value) else "test 20 more"
    return "pass" if _is_within(value) and not outside else "fail"


def _remarks(sample: Sample, target: Quantity) -> tuple[str, ...]:
    remarks = [_potency_remark(potency_of_mean(sample.mean, sample.n))]
    if target != _WHOLE:
        remarks.append(
            say(
                "target {target}: an overage is no reason for one, an approval is",
                target=target,
            )
        )
    if sample.n == BOTH_STAGES and _is_within(
        _reported(_acceptance(sample.values[:FIRST_STAGE], target))
    ):
        remarks.append(say("the first ten had passed: the twenty more were not needed"))
    return tuple(remarks)


def _potency_remark(potency: Potency) -> str:
    if potency.verdict == "pass":
        return say("this test says nothing of potency, which has its own")
    return say(
        "potency fails, whatever this test says: the mean, {potency} of the label, "
        "is outside {least} to {greatest}",
        potency=potency.potency,
        least=potency.least,
        greatest=potency.greatest,
    )
