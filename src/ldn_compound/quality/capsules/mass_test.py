"""A mass test: its record, and what the tests of masses of capsules have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import frozen

from ...errors import FieldError
from ...model.verdict import Figures, Verdict, at_most, figure_of
from ...quantities.fields import whole_number
from ...quantities.kinds import Mass, Ratio
from ...quantities.masses import nonnegative_masses
from ...quantities.measured import require_sample_size
from ...quantities.units import Quantity, Readable, shortened
from ...reference.quality_limits import limit_count, quality_limit
from .sample import Outlier, Sample, list_outliers
from .uniformity_route import weight_check

__all__ = [
    "MassTest",
    "MassVerdict",
    "deviation_limit",
    "mass_remarks",
    "mass_verdict",
    "minimum_units",
    "net_sample",
    "nonzero_sample",
]

#: What a mass test can say; nothing where the balance is too coarse for a capsule.
MassVerdict: TypeAlias = Literal["pass", "fail", "no verdict"]

_LEAST_MADE = 2


@frozen(kw_only=True, repr=False)
class MassTest(Verdict):
    """Result of a test of the masses of single capsules.

    Parameters
    ----------
    title
        Name of the test, with what was weighed.
    source
        Key of the source of its rule.
    sample
        The masses. [mg]
    reference
        What single capsules are compared with: their mean, or theory. [mg]
    limit
        Deviation that is still within. [% of the reference]
    far_limit
        Deviation that no capsule may exceed. [% of the reference]
    greatest_rsd
        Greatest relative standard deviation, or `None` where the test has none. [%]
    outside
        Capsules beyond the limit, those further out among them.
    far_outside
        Capsules beyond the far limit.
    verdict
        ``pass``, ``fail`` or ``no verdict``.
    remarks
        Remarks printed beside the verdict.
    """

    title: str
    source: str
    sample: Sample
    reference: Mass
    limit: Ratio
    far_limit: Ratio
    greatest_rsd: Ratio | None
    outside: tuple[Outlier, ...]
    far_outside: tuple[Outlier, ...]
    verdict: MassVerdict
    remarks: tuple[str, ...]

    @property
    def mean(self) -> Quantity:
        """Mean mass. [mg]"""
        return self.sample.mean

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        rsd: str = shortened(self.sample.rsd, 2)
        if self.greatest_rsd is not None:
            rsd = at_most(rsd, self.greatest_rsd)
        limits = dict.fromkeys([self.limit, self.far_limit])
        outside = map(list_outliers, (self.outside, self.far_outside))
        return (
            figure_of("mean", shortened(self.mean, 2)),
            figure_of("relative standard deviation", rsd),
            *self._theory,
            *(
                figure_of("capsules more than {limit} off", outliers, limit=limit)
                for limit, outliers in zip(limits, outside, strict=False)
            ),
        )

    @property
    def _theory(self) -> Figures:
        if self.reference == self.mean:
            return ()
        return (figure_of("theory", shortened(self.reference, 2)),)


def net_sample(values: Iterable[Readable], counts: tuple[int, ...]) -> Sample:
    """Return net masses as a sample of one of the sizes that a test allows.

    Parameters
    ----------
    values
        Mass of the contents of each capsule. [mg]
    counts
        The sizes allowed.

    Returns
    -------
    Sample
        The masses.

    Raises
    ------
    FieldError
        If there are more or fewer, or one of them is not a mass.
    """
    sizes = " or ".join(map(str, counts))
    expected, way_out = f"{sizes} net masses", "weigh each capsule by itself"
    masses = nonnegative_masses(values, "net_masses")
    require_sample_size(masses, "net_masses", expected, way_out, counts=counts)
    return nonzero_sample(masses, "net_masses")


def nonzero_sample(values: tuple[Quantity, ...], field: str) -> Sample:
    """Return masses as a sample, refusing one in which all are zero.

    Parameters
    ----------
    values
        The masses. [mg]
    field
        What the caller calls them.

    Returns
    -------
    Sample
        The masses.

    Raises
    ------
    FieldError
        If their mean is zero.
    """
    if not any(values):
        expected, way_out = (
            "net masses above zero",
            "give net masses, not differences from a mean",
        )
        raise FieldError(expected, "0 mg for every capsule", way_out, field)
    return Sample(values=values)


def minimum_units(test: str, made: object) -> int:
    """Return how many capsules must be weighed: all of them where fewer were made.

    Parameters
    ----------
    test
        Name of the test, as `quality_limits` has it.
    made
        Capsules made, or `None` where there are enough of them.

    Returns
    -------
    int
        The least number.

    Raises
    ------
    FieldError
        If *made* is not a whole number of two or more.
    """
    least = limit_count(test, "least_units")
    if made is None:
        return least
    try:
        count = whole_number(made)
    except FieldError as error:
        raise error.at("made") from None
    if count < _LEAST_MADE:
        raise FieldError("two capsules or more", str(count), field="made")
    return min(least, count)


def deviation_limit(test: str, mean: Quantity) -> Quantity:
    """Return how far a capsule may be off, which depends on the mean mass.

    Parameters
    ----------
    test
        Name of the test, as `quality_limits` has it.
    mean
        Mean mass. [mg]

    Returns
    -------
    Quantity
        Deviation that is still within. [% of the reference]
    """
    heavy = mean >= quality_limit(test, "heavy_from")
    return quality_limit(test, "heavy_limit" if heavy else "light_limit")


def mass_verdict(*, passes: bool, too_coarse: str | None) -> MassVerdict:
    """Return the verdict of a mass test.

    Parameters
    ----------
    passes
        Whether every limit is met.
    too_coarse
        Why the balance is too coarse for a capsule, or `None`.

    Returns
    -------
    MassVerdict
        ``pass``, ``fail`` or ``no verdict``.
    """
    if too_coarse is not None:
        return "no verdict"
    return "pass" if passes else "fail"


def mass_remarks(too_coarse: str | None, *others: str) -> tuple[str, ...]:
    """Return the remarks on a mass test.

    Parameters
    ----------
    too_coarse
        Why the balance is too coarse for a capsule, or `None`.
    *others
        Remarks of this test alone.

    Returns
    -------
    tuple of str
        These, and that a weight check is no test of content uniformity.
    """
    first = () if too_coarse is None else (too_coarse,)
    return (*first, *others, weight_check())
