"""VAUM: one figure for how far, and how unevenly, capsules miss their mass.

A hospital found that none of its batches failed Ph. Eur. 2.9.5 while a quarter failed a
test of contents, and borrowed the idea of the acceptance value for masses: the gap
between mean and theory, and twice the coefficient of variation, together at most 11 %
[gerpac-vaum]_. It is compared unrounded.

.. [gerpac-vaum] GERPAC 2020, CHU Nimes (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from ...calc.uniformity import mass_acceptance_value
from ...model.equipment import Balance
from ...model.policy import Policy
from ...model.verdict import Figures, Verdict, at_most, figure_of
from ...quantities.kinds import Deviation, Mass, Ratio
from ...quantities.masses import nonnegative_masses, positive_mass
from ...quantities.measured import require_sample_size
from ...quantities.notation import count_text
from ...quantities.units import Quantity, Readable, shortened
from ...reference.quality_limits import limit_count, quality_limit
from ...sheets.wording import say
from .balance import why_too_coarse
from .mass_test import MassVerdict, mass_remarks, mass_verdict, nonzero_sample
from .sample import Sample

__all__ = ["Vaum", "vaum"]


@frozen(kw_only=True, repr=False)
class Vaum(Verdict):
    """Result of the test by the acceptance value of masses.

    Parameters
    ----------
    sample
        The net masses. [mg]
    theoretical
        Net mass by theory. [mg]
    gap
        How far the mean is from theory, with its sign. [% of theory]
    value
        The acceptance value of masses. [%]
    greatest
        Its limit. [%]
    verdict
        ``pass``, ``fail`` or ``no verdict``.
    remarks
        Remarks printed beside the verdict.
    """

    sample: Sample
    theoretical: Mass
    gap: Deviation
    value: Ratio
    greatest: Ratio
    verdict: MassVerdict
    remarks: tuple[str, ...]

    @property
    def mean(self) -> Quantity:
        """Mean net mass. [mg]"""
        return self.sample.mean

    @property
    def title(self) -> str:
        """Name of the test, with the capsules weighed."""
        return say("VAUM, net mass of {n}", n=count_text(self.sample.n, "capsule"))

    @property
    def source(self) -> str:
        """Key of the source of its rule."""
        return "gerpac-vaum"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        return (
            figure_of("value", at_most(shortened(self.value, 2), self.greatest)),
            figure_of("mean", shortened(self.mean, 2)),
            figure_of("off theory", shortened(self.gap, 2)),
            figure_of("coefficient of variation", shortened(self.sample.rsd, 2)),
        )


def vaum(
    net_masses: Iterable[Readable],
    theoretical: Readable,
    *,
    balance: Balance | None = None,
    policy: Policy | None = None,
) -> Vaum:
    """Return the acceptance value of net masses, and its verdict.

    Parameters
    ----------
    net_masses
        Mass of the contents of each capsule: of twenty, as published; ten at least.
        [mg]
    theoretical
        Mass of the contents by theory: the fill mass. [mg]
    balance
        What they were weighed on; `None` checks no balance.
    policy
        House rules for its least mass; `None` for those of ``usp``.

    Returns
    -------
    Vaum
        Verdict and figures.

    Raises
    ------
    FieldError
        If there are fewer than ten masses, or one of them is not a mass.

    Examples
    --------
    >>> result = vaum(["171 mg"] * 20, "180 mg")
    >>> result.verdict, result.value
    ('pass', Q('5 %'))
    """
    least = limit_count("vaum", "least_units")
    expected, way_out = f"{least} net masses or more", "weigh each capsule by itself"
    masses = nonnegative_masses(net_masses, "net_masses")
    require_sample_size(masses, "net_masses", expected, way_out, least=least)
    sample = nonzero_sample(masses, "net_masses")
    theory = positive_mass(theoretical, "theoretical")
    value = mass_acceptance_value(sample.mean, theory, sample.rsd).to("%")
    greatest = quality_limit("vaum", "greatest")
    too_coarse = why_too_coarse(balance, policy, sample.mean)
    return Vaum(
        sample=sample,
        theoretical=theory,
        gap=(sample.mean / theory - 1).to("%"),
        value=value,
        greatest=greatest,
        verdict=mass_verdict(passes=value <= greatest, too_coarse=too_coarse),
        remarks=mass_remarks(too_coarse, *_size_remark(sample.n)),
    )


def _size_remark(n: int) -> list[str]:
    published = limit_count("vaum", "units")
    if n == published:
        return []
    return [
        say(
            "published for {published}, not {n}",
            published=count_text(published, "capsule"),
            n=n,
        )
    ]
