"""Formulario Nacional: is the weight of magistral capsules even, and what it should be?

Brazil weighs ten intact capsules, all where fewer were made. Each lies within 10.0 % of
their mean, or 7.5 % from 300 mg on, and their relative standard deviation is at most
4 % [formulario-nacional]_. The lightest and the heaviest lie within 90-110 % of the
theoretical mass, which is that of the empty shell and of its contents
[formulario-nacional-theory]_. Masses are compared unrounded; a limit belongs to what
passes.

.. [formulario-nacional] Formulario Nacional, 2nd edition, 4.1 (docs/references.md).
.. [formulario-nacional-theory] Peso medio de capsulas (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from ...model.equipment import Balance
from ...model.policy import Policy
from ...model.verdict import Figures, Verdict, at_most, figure_of
from ...quantities.kinds import Mass, Ratio
from ...quantities.masses import positive_mass, positive_masses
from ...quantities.measured import require_sample_size
from ...quantities.notation import count_text
from ...quantities.units import Quantity, Readable, shortened
from ...reference.quality_limits import quality_limit
from ...sheets.wording import say
from .balance import why_too_coarse
from .mass_test import (
    MassVerdict,
    deviation_limit,
    mass_remarks,
    mass_verdict,
    minimum_units,
)
from .sample import Outlier, Sample, list_outliers

__all__ = ["FormularioNacional", "formulario_nacional"]

_TEST = "formulario-nacional"


@frozen(kw_only=True, repr=False)
class FormularioNacional(Verdict):
    """Result of the Formulario Nacional on the masses of intact capsules.

    Parameters
    ----------
    sample
        The gross masses. [mg]
    theoretical
        Gross mass by theory. [mg]
    limit
        Deviation from the mean that is still within. [%]
    outside
        Capsules beyond it.
    outside_theory
        Capsules outside 90-110 % of theory.
    verdict
        ``pass``, ``fail`` or ``no verdict``.
    remarks
        Remarks printed beside the verdict.
    """

    sample: Sample
    theoretical: Mass
    limit: Ratio
    outside: tuple[Outlier, ...]
    outside_theory: tuple[Outlier, ...]
    verdict: MassVerdict
    remarks: tuple[str, ...]

    @property
    def mean(self) -> Quantity:
        """Mean gross mass. [mg]"""
        return self.sample.mean

    @property
    def least_theory(self) -> Quantity:
        """The lightest capsule. [% of theory]"""
        return (self.sample.least / self.theoretical).to("%")

    @property
    def greatest_theory(self) -> Quantity:
        """The heaviest capsule. [% of theory]"""
        return (self.sample.greatest / self.theoretical).to("%")

    @property
    def title(self) -> str:
        """Name of the test, with the capsules weighed."""
        return say(
            "Formulario Nacional, gross mass of {n}",
            n=count_text(self.sample.n, "capsule"),
        )

    @property
    def source(self) -> str:
        """Key of the source of its rule."""
        return "formulario-nacional"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        least, greatest = self.least_theory, self.greatest_theory
        rsd = shortened(self.sample.rsd, 2)
        greatest_rsd = quality_limit(_TEST, "greatest_rsd")
        theory = say(
            "{low} to {high}", low=shortened(least, 2), high=shortened(greatest, 2)
        )
        return (
            figure_of("mean", shortened(self.mean, 2)),
            figure_of(
                "capsules more than {limit} off",
                list_outliers(self.outside),
                limit=self.limit,
            ),
            figure_of("relative standard deviation", at_most(rsd, greatest_rsd)),
            figure_of("lightest and heaviest, of theory", theory),
        )


def formulario_nacional(
    gross_masses: Iterable[Readable],
    theoretical: Readable,
    *,
    made: int | None = None,
    balance: Balance | None = None,
    policy: Policy | None = None,
) -> FormularioNacional:
    """Return the result of the Formulario Nacional for intact capsules.

    Parameters
    ----------
    gross_masses
        Mass of each of ten capsules or more, or of all that were made. [mg]
    theoretical
        Mass of an empty shell and of its contents, by theory. [mg]
    made
        Capsules made, where these are fewer than ten.
    balance
        What they were weighed on; `None` checks no balance.
    policy
        House rules for its least mass; `None` for those of ``usp``.

    Returns
    -------
    FormularioNacional
        Verdict and figures.

    Raises
    ------
    FieldError
        If there are too few masses, or one of them is not a mass.

    Examples
    --------
    >>> formulario_nacional(["224 mg", "226 mg"] * 5, "225 mg").verdict
    'pass'
    """
    masses = positive_masses(gross_masses, "gross_masses")
    least = minimum_units("theoretical-window", made)
    expected, way_out = f"{least} gross masses or more", "weigh each capsule by itself"
    require_sample_size(masses, "gross_masses", expected, way_out, least=least)
    sample = Sample(values=masses)
    theory = positive_mass(theoretical, "theoretical")
    limit = deviation_limit(_TEST, sample.mean)
    outside = sample.outside(limit, sample.mean)
    outside_theory = sample.outside(quality_limit(_TEST, "theory_limit"), theory)
    even = sample.rsd <= quality_limit(_TEST, "greatest_rsd")
    too_coarse = why_too_coarse(balance, policy, sample.mean)
    unread = say("read in secondary sources only: see the book before relying on it")
    return FormularioNacional(
        sample=sample,
        theoretical=theory,
        limit=limit,
        outside=outside,
        outside_theory=outside_theory,
        verdict=mass_verdict(
            passes=even and not outside and not outside_theory, too_coarse=too_coarse
        ),
        remarks=mass_remarks(too_coarse, unread),
    )
