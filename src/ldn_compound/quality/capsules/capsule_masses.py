"""Capsule masses: what ten or more capsules weigh, gross and net apart.

A shell weighs about as much as what it holds, so the same capsules vary less gross than
net: gross figures hide variation, and both are shown. A shell is weighed with its own
capsule where it was tared; else the mean of empty shells is taken, and their own spread
stays in the figures and is stated.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from ...model.verdict import Figures, figure_of
from ...quantities.kinds import Mass
from ...quantities.masses import filled_masses, one_mass
from ...quantities.measured import counted
from ...quantities.units import Quantity, Readable, shortened
from ...sheets.wording import say
from .mass_test import window
from .net import ShellsWeighed, net_and_shells
from .sample import Outlier, Sample, listed
from .uniformity_route import weight_check

__all__ = ["CapsuleMasses", "capsule_masses"]


@frozen(kw_only=True, repr=False)
class CapsuleMasses:
    """What capsules weigh: figures, and no verdict.

    Parameters
    ----------
    gross
        Masses of the filled capsules. [mg]
    net
        Masses of their contents, each by its own shell or by the mean of empty ones.
        [mg]
    by
        ``own shell`` or ``mean shell``.
    shells
        Masses of the shells weighed, in the order of their capsules or not. [mg]
    fill_mass
        Contents of one capsule by theory. [mg]
    """

    gross: Sample
    net: Sample
    by: ShellsWeighed
    shells: Sample
    fill_mass: Mass

    @property
    def of_theory(self) -> Quantity:
        """Mean net mass. [% of theory]"""
        return (self.net.mean / self.fill_mass).to("%")

    @property
    def outliers(self) -> tuple[Outlier, ...]:
        """Contents beyond 10 % of their mean, or 7.5 % from 300 mg on."""
        mean = self.net.mean
        return self.net.outside(window("ph-eur-2-9-5", mean), mean)

    @property
    def title(self) -> str:
        """Name of the figures."""
        return say("Masses of {n} capsules", n=self.gross.n)

    @property
    def source(self) -> str:
        """Key of the source of the limit of its outliers."""
        return "ph-eur-2-9-5"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure."""
        return (
            *_of("gross", self.gross),
            *_of("net", self.net),
            figure_of("net of theory", shortened(self.of_theory, 2)),
            *_of("shell", self.shells),
            figure_of("outliers", listed(self.outliers)),
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What has to be said beside them."""
        if self.by == "own shell":
            return (weight_check(),)
        return (
            say("net by the mean shell: it holds the shells' spread too"),
            weight_check(),
        )

    def __str__(self) -> str:
        figures = [f"  {name}: {text}" for name, text in self.figures]
        return "\n".join(
            [self.title, *figures, *(f"  {each}" for each in self.remarks)]
        )

    __repr__ = __str__


def capsule_masses(
    gross_masses: Iterable[Readable],
    *,
    fill_mass: Readable,
    shell_masses: Iterable[Readable] | None = None,
    empty_shells: Iterable[Readable] | None = None,
) -> CapsuleMasses:
    """Return what capsules weigh, gross and net.

    Parameters
    ----------
    gross_masses
        Mass of each filled capsule. [mg]
    fill_mass
        Contents of one capsule by theory. [mg]
    shell_masses
        Mass of the shell of each, in the same order; where shells were tared. [mg]
    empty_shells
        Masses of other empty shells of the lot, where they were not. [mg]

    Returns
    -------
    CapsuleMasses
        Means, spreads, extremes, and what stands out.

    Raises
    ------
    FieldError
        If there are fewer than two masses, or no shells, or both kinds of them, or a
        mass is none.

    Examples
    --------
    >>> found = capsule_masses(
    ...     ["224 mg", "228 mg"], fill_mass="177 mg", shell_masses=["48 mg", "50 mg"]
    ... )
    >>> found.net.mean, found.of_theory
    (Q('177 mg'), Q('100 %'))
    """
    read = filled_masses(gross_masses, "gross_masses")
    counted(
        read, "gross_masses", "two masses or more", "weigh single capsules", least=2
    )
    gross, planned = Sample(values=read), one_mass(fill_mass, "fill_mass")
    net, shells, by = net_and_shells(gross, shell_masses, empty_shells)
    return CapsuleMasses(gross=gross, net=net, by=by, shells=shells, fill_mass=planned)


def _of(name: str, sample: Sample) -> Figures:
    return (
        figure_of("{name} mean", shortened(sample.mean, 2), name=name),
        figure_of("{name} standard deviation", shortened(sample.sd, 2), name=name),
        figure_of(
            "{name} relative standard deviation", shortened(sample.rsd, 2), name=name
        ),
        figure_of("{name} least", shortened(sample.least, 2), name=name),
        figure_of("{name} greatest", shortened(sample.greatest, 2), name=name),
    )
