r"""Monte Carlo: batches drawn one by one, where the error budget works with formulas.

A batch is drawn from the contributions of its `ErrorBudget`. What all capsules share is
drawn once: content of the lot, anywhere in its window; content of the tablets pooled;
their mean mass; each weighing. What each capsule has of its own is drawn for thirty of
them: the evenness of the blend, the fill. With the mean :math:`\mu` and relative
uncertainties :math:`u` the content of a capsule is the product

.. math:: x = \mu \prod_i (1 + u_i z_i),

where the budget adds squares [jcgm-100]_; USP <905> is applied to the thirty as a
laboratory does it, with its bias and scatter. The blend is drawn as a bell, or from
particles; lumps and a skewness that a budget was told are not drawn here.

Each partition draws from a seed of its own, spawned from the one seed by the number of
the partition. So a partition holds the same batches wherever and whenever it is drawn,
and beside whatever others.

.. [jcgm-100] Guide to the expression of uncertainty in measurement
   (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, sqrt
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from ...errors import FieldError
from ...extras import needs
from ..arguments import require_count
from ..passing.simulation import samples_pass
from .contribution import Contribution, measured_cv, scatter_of
from .error_budget import ErrorBudget
from .homogeneity import simulate_contents
from .particles import ParticleSize

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column: TypeAlias = NDArray[Any]

__all__ = ["SimulationSummary", "simulate_batches", "summarize_batches"]

_SAMPLE = 30  # USP <905>, both stages
_BLOCK = 10_000  # batches drawn at a time
_LEAST, _GREATEST = 90.0, 110.0  # % of label
_NEVER = 1e-12  # no draw is nearer to zero or one


def simulate_batches(
    budget: ErrorBudget,
    *,
    batches: int,
    seed: int,
    partition: int = 0,
    particles: ParticleSize | None = None,
) -> dict[str, Column]:
    """Return one partition of drawn batches, as columns of one row each.

    Parameters
    ----------
    budget
        The error budget of the plan.
    batches
        Batches to draw in this partition.
    seed
        The seed of the whole simulation, 0 or more.
    partition
        Which partition, from 0.
    particles
        Sizes of the drug-bearing particles, from which the evenness of the blend is
        drawn as it is, not as a bell; the budget must then say nothing of it.

    Returns
    -------
    dict of numpy.ndarray
        ``mean``, the content that all capsules share [% of label]; ``content``, that of
        one capsule; ``sample_mean`` and ``sample_sd`` of thirty, their ``least`` and
        ``greatest`` [% of label]; ``passes``, whether they pass USP <905>.

    Raises
    ------
    FieldError
        If a count is not a count, or the blend is described twice.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Balance, Filler, PackStatistic, Prescription, Tablets, plan_batch,
    ...     reference)
    >>> from ldn_compound.quality.budget.error_budget import error_budget
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="171.2 mg", weighed=20, mass_sd="3 mg",
    ...                  content_sd="2 %", assay="99.1 %",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"),
    ...     balance=Balance(readability="1 mg", repeatability="0.8 mg"))
    >>> budget = error_budget(plan, fill_rsd="2 %", blend_cv="2.5 %")
    >>> drawn = simulate_batches(budget, batches=1000, seed=905, partition=3)
    >>> bool(drawn["passes"].mean() > 0.99), round(float(drawn["mean"].mean()))
    (True, 100)
    """
    numpy = needs("numpy", extra="quality")
    number = require_count(batches, "batches", 1)
    key = (require_count(partition, "partition", 0),)
    sequence = numpy.random.SeedSequence(require_count(seed, "seed", 0), spawn_key=key)
    _require_one_description(budget, particles)
    random = numpy.random.default_rng(sequence)
    blocks = [
        _block(budget, particles, min(_BLOCK, number - start), random)
        for start in range(0, number, _BLOCK)
    ]
    return {
        name: numpy.concatenate([block[name] for block in blocks]) for name in blocks[0]
    }


@frozen(kw_only=True)
class SimulationSummary:
    """Mean, spreads and shares of simulated batches.

    Parameters
    ----------
    batches
        Batches drawn.
    mean
        Mean of what their capsules share. [% of label]
    batch_sd
        Standard deviation of that from batch to batch. [% of label]
    capsule_sd
        Standard deviation of single capsules, each of another batch. [% of label]
    mean_within
        Share of batches whose mean lies in 90-110 % of the label.
    passing
        Share of batches whose thirty capsules pass USP <905>.

    Examples
    --------
    >>> summary = SimulationSummary(
    ...     batches=10_000, mean=100.0, batch_sd=2.0, capsule_sd=4.0,
    ...     mean_within=1.0, passing=0.9)
    >>> round(summary.error(summary.passing), 4)
    0.003
    """

    batches: int
    mean: float
    batch_sd: float
    capsule_sd: float
    mean_within: float
    passing: float

    def error(self, share: float) -> float:
        """Return the standard error of a share of the batches.

        Parameters
        ----------
        share
            One of the shares.

        Returns
        -------
        float
            Its standard error.
        """
        return sqrt(share * (1 - share) / self.batches)


def summarize_batches(partitions: Iterable[dict[str, Column]]) -> SimulationSummary:
    """Return mean, spreads and shares of partitions, whatever their order.

    Parameters
    ----------
    partitions
        Results of `simulate_batches`, each another partition of one seed.

    Returns
    -------
    SimulationSummary
        The figures of all batches together.

    Raises
    ------
    FieldError
        If there are fewer than two batches: one has no spread.

    Examples
    --------
    >>> import numpy as np
    >>> two = {"mean": np.array([98.0, 102.0]), "content": np.array([97.0, 103.0]),
    ...        "passes": np.array([True, False])}
    >>> together = summarize_batches([two, two])
    >>> together.batches, together.mean, together.passing
    (4, 100.0, 0.5)
    """
    numpy = needs("numpy", extra="quality")
    batches = within = passed = 0
    names = ("mean", "content")
    sums: dict[str, list[float]] = {name: [] for name in names}
    squares: dict[str, list[float]] = {name: [] for name in names}
    for each in partitions:
        mean = each["mean"]
        batches += len(mean)
        within += int(((mean >= _LEAST) & (mean <= _GREATEST)).sum())
        passed += int(each["passes"].sum())
        for name in names:  # about the label, so that squares lose no digits
            sums[name].append(float(numpy.sum(each[name] - 100)))
            squares[name].append(float(numpy.sum((each[name] - 100) ** 2)))
    if batches < 2:  # noqa: PLR2004 - as many as a deviation needs
        raise FieldError("two batches or more", str(batches), field="partitions")
    means = {name: fsum(parts) / batches for name, parts in sums.items()}
    sds = {
        name: sqrt(max(fsum(parts) - batches * means[name] ** 2, 0.0) / (batches - 1))
        for name, parts in squares.items()
    }
    return SimulationSummary(
        batches=batches,
        mean=100 + means["mean"],
        batch_sd=sds["mean"],
        capsule_sd=sds["content"],
        mean_within=within / batches,
        passing=passed / batches,
    )


def _require_one_description(
    budget: ErrorBudget, particles: ParticleSize | None
) -> None:
    """Refuse a blend that is described twice, or in a way that is not drawn here."""
    if not budget.normal:
        way_out = "make the budget without lumps, blend_skewness and such particles"
        got = str(budget.contents)
        raise FieldError("a budget for normal contents", got, way_out, "budget")
    stated = any(
        each.cause == "blend" and each.uncertainty for each in budget.contributions
    )
    if particles is not None and stated:
        way_out = "make the budget without blend_cv and particles"
        raise FieldError("particles or blend_cv", "both", way_out, "particles")


def _block(
    budget: ErrorBudget,
    particles: ParticleSize | None,
    batches: int,
    random: np.random.Generator,
) -> dict[str, Column]:
    """Return some batches, drawn."""
    numpy = needs("numpy", extra="quality")
    shape = (batches, _SAMPLE)
    mean = numpy.full(batches, budget.mean)
    bias, capsules, assays = numpy.ones(batches), numpy.ones(shape), numpy.ones(shape)
    for each in budget.contributions:
        match each.kind:
            case "batch":
                mean *= _factors(each, batches, random)
            case "laboratory bias":
                bias *= _factors(each, batches, random)
            case "laboratory scatter":
                assays *= _factors(each, shape, random)
            case _:
                capsules *= _factors(each, shape, random)
    if particles is not None:
        dose = budget.plan.request.prescription.strength
        drawn = simulate_contents(
            dose, particles, capsules=batches * _SAMPLE, rng=random
        )
        capsules *= drawn.reshape(shape) / 100
    contents = mean[:, numpy.newaxis] * capsules
    return {
        "mean": mean,
        "content": contents[:, 0].copy(),
        "sample_mean": contents.mean(axis=1),
        "sample_sd": contents.std(axis=1, ddof=1),
        "least": contents.min(axis=1),
        "greatest": contents.max(axis=1),
        "passes": samples_pass(contents * assays * bias[:, numpy.newaxis]),
    }


def _factors(
    contribution: Contribution,
    shape: int | tuple[int, int],
    random: np.random.Generator,
) -> Column:
    """Return what a contribution multiplies contents by, drawn.

    Where it was measured on few portions, each batch draws what it may be in truth.
    """
    numpy = needs("numpy", extra="quality")
    half = contribution.half_width / 100
    scatter = numpy.asarray(scatter_of(contribution) / 100)
    if contribution.portions is not None and contribution.uncertainty:
        batches = shape if isinstance(shape, int) else shape[0]
        at = random.uniform(_NEVER, 1 - _NEVER, batches)
        drawn = measured_cv(contribution).quantiles(at) / 100
        scatter = drawn if isinstance(shape, int) else drawn[:, numpy.newaxis]
    factors: Column = 1 + scatter * random.standard_normal(shape)
    if half:
        factors += random.uniform(-half, half, shape)
    return factors
