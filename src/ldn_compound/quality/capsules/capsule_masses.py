"""Capsule masses: what single capsules weigh, gross and net.

A shell weighs about as much as what it holds, so the same capsules vary less gross than
net: gross figures hide variation, so both are given. A shell is weighed with its own
capsule where it was tared; else the mean of empty shells is taken, and their own spread
stays in the figures and is stated.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import frozen

from ...errors import FieldError
from ...model.verdict import Figures, figure_of
from ...quantities.kinds import Mass
from ...quantities.masses import positive_mass, positive_masses
from ...quantities.measured import require_sample_size
from ...quantities.notation import count_text
from ...quantities.units import Quantity, Readable, shortened
from ...sheets.wording import say
from .mass_test import deviation_limit, nonzero_sample
from .sample import Outlier, Sample, list_outliers
from .uniformity_route import weight_check

__all__ = ["CapsuleMasses", "ShellsWeighed", "capsule_masses", "subtract_shells"]

#: Which shells the contents were found by: each by its own, or all by their mean.
ShellsWeighed: TypeAlias = Literal["own shell", "mean shell"]


@frozen(kw_only=True, repr=False)
class CapsuleMasses:
    """Masses of single capsules: figures without a verdict.

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
        return self.net.outside(deviation_limit("ph-eur-2-9-5", mean), mean)

    @property
    def title(self) -> str:
        """Name of the figures."""
        return say("Masses of {n}", n=count_text(self.gross.n, "capsule"))

    @property
    def source(self) -> str:
        """Key of the source of the limit of its outliers."""
        return "ph-eur-2-9-5"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure."""
        return (
            *_sample_figures("gross", self.gross),
            *_sample_figures("net", self.net),
            figure_of("net of theory", shortened(self.of_theory, 2)),
            *_sample_figures("shell", self.shells),
            figure_of("outliers", list_outliers(self.outliers)),
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """Remarks printed beside the figures."""
        if self.by == "own shell":
            return (weight_check(),)
        return (
            say("net of the mean shell mass: the spread of the shells is included"),
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
    """Return the masses of single capsules, gross and net.

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
        Means, spreads, extremes and outliers.

    Raises
    ------
    FieldError
        If there are fewer than two masses, no shells or both kinds of them, or one of
        them is not a mass.

    Examples
    --------
    >>> masses = capsule_masses(
    ...     ["224 mg", "228 mg"], fill_mass="177 mg", shell_masses=["48 mg", "50 mg"]
    ... )
    >>> masses.net.mean, masses.of_theory
    (Q('177 mg'), Q('100 %'))
    """
    masses = positive_masses(gross_masses, "gross_masses")
    require_sample_size(
        masses, "gross_masses", "two masses or more", "weigh single capsules", least=2
    )
    gross, planned = Sample(values=masses), positive_mass(fill_mass, "fill_mass")
    net, shells, by = _net_and_shells(gross, shell_masses, empty_shells)
    return CapsuleMasses(gross=gross, net=net, by=by, shells=shells, fill_mass=planned)


def subtract_shells(
    gross_masses: tuple[Quantity, ...], shell_masses: Iterable[Readable]
) -> tuple[Quantity, ...]:
    """Return the contents of each capsule: its mass less that of its own shell.

    Parameters
    ----------
    gross_masses
        Mass of each filled capsule. [mg]
    shell_masses
        Mass of the shell of each, in the same order. [mg]

    Returns
    -------
    tuple of Quantity
        Mass of the contents of each. [mg]

    Raises
    ------
    FieldError
        If there are not as many shells, or one is heavier than its capsule.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> subtract_shells((Q("225 mg"),), ["48.5 mg"])
    (Q('176.5 mg'),)
    """
    shells = positive_masses(shell_masses, "shell_masses")
    n = len(gross_masses)
    expected, way_out = f"{n} shell masses", "weigh the shell of each capsule"
    require_sample_size(shells, "shell_masses", expected, way_out, counts=(n,))
    for place, (gross, shell) in enumerate(zip(gross_masses, shells, strict=True)):
        if shell > gross:
            most = f"at most the {gross} of the filled capsule"
            way_out = "keep each shell with its capsule"
            raise FieldError(most, str(shell), way_out, f"shell_masses[{place}]")
    return tuple(
        gross - shell for gross, shell in zip(gross_masses, shells, strict=True)
    )


def _net_and_shells(
    gross: Sample,
    shell_masses: Iterable[Readable] | None,
    empty_shells: Iterable[Readable] | None,
) -> tuple[Sample, Sample, ShellsWeighed]:
    """Return the contents, the shells, and which shells were subtracted."""
    if shell_masses is not None and empty_shells is None:
        shells = positive_masses(shell_masses, "shell_masses")
        net = nonzero_sample(subtract_shells(gross.values, shells), "shell_masses")
        return net, Sample(values=shells), "own shell"
    if empty_shells is not None and shell_masses is None:
        shells = positive_masses(empty_shells, "empty_shells")
        return _subtract_mean(gross, shells), Sample(values=shells), "mean shell"
    got = "both" if shell_masses is not None else "neither"
    way_out = "shell_masses where each was tared, empty_shells where none was"
    raise FieldError("shell_masses or empty_shells", got, way_out, "shell_masses")


def _subtract_mean(gross: Sample, shells: tuple[Quantity, ...]) -> Sample:
    way_out = "weigh empty shells of the lot, one by one"
    require_sample_size(shells, "empty_shells", "two masses or more", way_out, least=2)
    mean = Sample(values=shells).mean
    if gross.mean <= mean:
        expected = f"less than the mean capsule, {shortened(gross.mean, 2)}"
        raise FieldError(expected, shortened(mean, 2), way_out, "empty_shells")
    return Sample(values=tuple(each - mean for each in gross.values))


def _sample_figures(name: str, sample: Sample) -> Figures:
    return (
        figure_of("{name} mean", shortened(sample.mean, 2), name=name),
        figure_of("{name} standard deviation", shortened(sample.sd, 2), name=name),
        figure_of(
            "{name} relative standard deviation", shortened(sample.rsd, 2), name=name
        ),
        figure_of("{name} least", shortened(sample.least, 2), name=name),
        figure_of("{name} greatest", shortened(sample.greatest, 2), name=name),
    )
