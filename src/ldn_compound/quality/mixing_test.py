r"""Test of mixing: is the drug spread evenly in a blend, as portions of it show?

Portions as large as the contents of one capsule are assayed, each from another place.
Their CV is an estimate: the blend passes where the *upper limit* of the true CV (see
`measured_cv`) is no more than what is allowed, so that a blend at the limit is accepted
once in twenty studies, and not every other time. Solved for the CV that is measured,
with :math:`u` the quantile of chi-square with :math:`n - 1` degrees of freedom at one
less the confidence, the blend passes up to

.. math:: c^* = G \sqrt{\frac{u / (n - 1)}{1 + G^2\left(1 - (u + 2)/n\right)}}

where :math:`G` is the greatest true CV allowed: 6 % where none is stated. In a mortar a
published study found less than 6.08 % at a 64-fold dilution, less than 3.0 % for
particles of like size, and a fifth of the drug lost to the apparatus [yakushi-2004]_.
Evenness is not recovery: the mean of the portions is compared with theory besides.

.. [yakushi-2004] H. Nakamura et al., Effect of Mixing Method on the Mixing Degree
   during the Preparation of Triturations, 2004 (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import sqrt
from typing import Literal

from attrs import evolve, frozen

from ..errors import FieldError
from ..model.verdict import Figures, Verdict, at_most, figure_of
from ..quantities.contents import Content, content_or_mass, contents_of_one_kind
from ..quantities.kinds import RATIO, Measured, Ratio
from ..quantities.measured import require_sample_size
from ..quantities.notation import percent
from ..quantities.units import Q, Quantity, Readable, same_kind, shortened
from ..reference.quality_limits import limit_count, quality_limit
from ..sheets.wording import say
from .capsules.sample import Sample
from .chi_square import chi_square_quantile
from .measured_cv import MeasuredCv

__all__ = [
    "MixingTest",
    "greatest_measured_cv",
    "mixing_test",
    "read_limits",
    "read_percentage",
]

_WHOLE, _HALF, _NONE = Q("100 %"), Q("50 %"), Q("0 %")
_MOST_PORTIONS = 100  # that a remark suggests
_LUMPY = 0.02  # share of portions, of a remark


@frozen(kw_only=True, repr=False)
class MixingTest(Verdict):
    """Result of a test of mixing on portions of a blend.

    Parameters
    ----------
    sample
        What the portions held. [mg or %]
    theory
        What each should hold; `None` where it was not stated. [mg or %]
    confidence
        How often the true CV is below the upper limit, study after study. [%]
    greatest_cv
        Greatest true CV that is allowed. [%]
    upper_limit
        Upper limit of the true CV. [%]
    verdict
        ``pass`` or ``fail``.
    remarks
        Remarks printed beside the verdict.
    """

    sample: Sample
    theory: Measured | None
    confidence: Ratio
    greatest_cv: Ratio
    upper_limit: Ratio
    verdict: Literal["pass", "fail"]
    remarks: tuple[str, ...]

    @property
    def cv(self) -> Quantity:
        """Coefficient of variation of the portions. [%]"""
        return self.sample.rsd

    @property
    def measured(self) -> MeasuredCv:
        """The same with the number of portions, as an error budget takes it."""
        return MeasuredCv(cv=self.cv, portions=self.sample.n)

    @property
    def recovery(self) -> Quantity | None:
        """Mean of the portions, of what they should hold; `None` if not stated. [%]"""
        if self.theory is None:
            return None
        return (self.sample.mean / self.theory).to("%")

    @property
    def title(self) -> str:
        """Name of the test, with the portions tested."""
        return say("Mixing, {n} portions", n=self.sample.n)

    @property
    def source(self) -> str:
        """Key of the source: the limit is a rule of this library."""
        return "house"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        upper = at_most(shortened(self.upper_limit, 2), shortened(self.greatest_cv, 2))
        recovered = (
            ()
            if self.recovery is None
            else (figure_of("mean, of theory", shortened(self.recovery, 2)),)
        )
        return (
            figure_of("coefficient of variation", shortened(self.cv, 2)),
            figure_of(
                "its upper limit, {confidence} sure",
                upper,
                confidence=shortened(self.confidence, 2),
            ),
            figure_of("mean", shortened(self.sample.mean, 4)),
            *recovered,
        )


def mixing_test(
    portions: Iterable[Content],
    *,
    theory: Content | None = None,
    confidence: Readable = "95 %",
    greatest_cv: Readable | None = None,
) -> MixingTest:
    """Return whether portions of a blend show that the drug is evenly spread.

    Parameters
    ----------
    portions
        What each portion held: drug, its share of the portion, or percent of theory,
        as bare numbers are read. Portions of unequal mass are given as shares. [mg or
        %]
    theory
        What each should hold, of the same kind; `None` compares no mean. [mg or %]
    confidence
        How often the true CV is to be below the upper limit, study after study. [%]
    greatest_cv
        Greatest true CV that is allowed; `None` for 6 %. [%]

    Returns
    -------
    MixingTest
        Verdict and figures.

    Raises
    ------
    FieldError
        If there are fewer than three portions, one of them is not a content, or a
        limit is not a percentage.

    Examples
    --------
    >>> tested = mixing_test([97, 103, 100, 98, 102, 100, 99, 101, 96, 104])
    >>> tested.verdict, tested.measured.portions, tested.upper_limit
    ('pass', 10, Q('4.25 %'))
    """
    sample = _sample(portions)
    level, limit = read_limits(confidence, greatest_cv)
    measured = MeasuredCv(cv=sample.rsd, portions=sample.n)
    upper = measured.upper_limit(float(level.m_as("%")) / 100)
    tested = MixingTest(
        sample=sample,
        theory=None if theory is None else _theory(theory, sample),
        confidence=level,
        greatest_cv=limit,
        upper_limit=upper,
        verdict="pass" if upper <= limit else "fail",
        remarks=(),
    )
    return evolve(tested, remarks=tuple(_remarks(tested)))


def greatest_measured_cv(portions: int, level: float, greatest_cv: float) -> float:
    """Return the greatest measured CV at which a blend still passes.

    Parameters
    ----------
    portions
        Portions of the study.
    level
        Confidence of the upper limit, as a share.
    greatest_cv
        Greatest true CV that is allowed. [%]

    Returns
    -------
    float
        That CV, :math:`c^*`. [%]

    Examples
    --------
    >>> round(greatest_measured_cv(10, 0.95, 6.0), 2)
    3.64
    """
    quantile = chi_square_quantile(1 - level, portions - 1)
    square = (greatest_cv / 100) ** 2
    shrunk = 1 + square * (1 - (quantile + 2) / portions)
    return greatest_cv * sqrt(quantile / (portions - 1) / shrunk)


def read_limits(
    confidence: Readable, greatest_cv: Readable | None
) -> tuple[Quantity, Quantity]:
    """Return the confidence and the greatest CV of a test, checked.

    Parameters
    ----------
    confidence
        As the caller gave it, from 50 % to below 100 %. [%]
    greatest_cv
        As the caller gave it, below 100 %; `None` for that of this library. [%]

    Returns
    -------
    tuple of Quantity
        Both. [%]

    Examples
    --------
    >>> read_limits("95 %", None)
    (Q('95 %'), Q('6 %'))
    """
    level = read_percentage(confidence, "confidence", "95 %", above=_HALF)
    if greatest_cv is None:
        return level, quality_limit("mixing", "greatest_cv")
    return level, read_percentage(greatest_cv, "greatest_cv", "6 %")


def read_percentage(
    value: Readable, field: str, example: str, *, above: Quantity = _NONE
) -> Quantity:
    """Return a percentage below 100 %, checked.

    Parameters
    ----------
    value
        As the caller gave it. [%]
    field
        What the caller calls it.
    example
        What would be right.
    above
        What it must be more than. [%]

    Returns
    -------
    Quantity
        The percentage. [%]

    Raises
    ------
    FieldError
        If it is anything else.

    Examples
    --------
    >>> read_percentage("0.03 mg/mg", "true_cv", "3 %")
    Q('3 %')
    """
    try:
        share = RATIO.read(value)
    except FieldError as error:
        raise error.at(field) from None
    if not (same_kind(share, _WHOLE) and above < share < _WHOLE):
        expected = f"a share above {above} and below {_WHOLE} such as {example!r}"
        raise FieldError(expected, str(share), field=field)
    return share


def _sample(portions: Iterable[Content]) -> Sample:
    values = contents_of_one_kind(portions, "portions")
    least = limit_count("mixing", "least_units")
    expected, way_out = f"{least} portions or more", "take them from all over the blend"
    require_sample_size(values, "portions", expected, way_out, least=least)
    sample = Sample(values=values)
    if not sample.mean:
        expected = "portions that hold some drug"
        raise FieldError(expected, str(sample.mean), field="portions")
    return sample


def _theory(theory: Content, sample: Sample) -> Quantity:
    try:
        value = content_or_mass(theory)
    except FieldError as error:
        raise error.at("theory") from None
    if not (same_kind(value, sample.mean) and value):
        expected = f"what each portion should hold, like {sample.values[0]}"
        raise FieldError(expected, str(value), field="theory")
    return value


def _remarks(tested: MixingTest) -> Iterator[str]:
    if tested.verdict == "fail":
        yield _advice(tested)
    yield say(
        "portions as large as the contents of a capsule: larger ones vary less; "
        "the spread of the assay is in the figure"
    )
    unseen = percent(100 * (1 - _LUMPY) ** tested.sample.n)
    yield say(
        "for normal contents: were {lumpy} of portions lumpy, none of {n} would be in "
        "{unseen} of studies",
        lumpy=percent(100 * _LUMPY),
        n=tested.sample.n,
        unseen=unseen,
    )
    if tested.recovery is None:
        yield say("evenness only: how much drug was lost is not tested without theory")


def _advice(tested: MixingTest) -> str:
    """Return what to do with a blend that did not pass."""
    needed = _portions_at(tested)
    if needed is None:
        return say(
            "mix longer or dilute in smaller steps, with particles of like size, "
            "and test new portions"
        )
    return say(
        "{n} portions cannot show it: at the same figure a new study of {needed} would",
        n=tested.sample.n,
        needed=needed,
    )


def _portions_at(tested: MixingTest) -> int | None:
    """Return how many portions of the same CV would pass, if it is no large number."""
    level = float(tested.confidence.m_as("%")) / 100
    greatest, cv = (float(each.m_as("%")) for each in (tested.greatest_cv, tested.cv))
    for n in range(tested.sample.n + 1, _MOST_PORTIONS + 1):
        if cv <= greatest_measured_cv(n, level, greatest):
            return n
    return None
