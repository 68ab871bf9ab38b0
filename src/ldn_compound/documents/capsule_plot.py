r"""The capsule as a plot: what takes how much of the shell, to scale.

A shell is drawn as a cylinder of the radius :math:`r` with half a sphere at each end.
What lies in it up to the height :math:`h` takes the volume

.. math:: V(h) = \pi \int_0^h s(z)^2 \, \mathrm{d}z,

with :math:`s` the radius at the height :math:`z`; each part is drawn to the height at
which it takes its share of the whole volume, by its packing figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from attrs import frozen

from ..extras import needs
from ..model.batch import BatchPlan
from ..plan.full_fill import additive_fill, full_fill_of, source_fill
from ..units import Q, Quantity, shortened
from .product import exact_form

__all__ = ["Layer", "layers", "plot_capsule"]

_COLOURS = ("#d9822b", "#1f5f8b", "#7a9e3a", "#8b5a9e", "#5f6b73")
_HATCHES = ("//", "", "..", "\\\\", "xx")
_RADIUS, _LENGTH = 1.0, 6.0
_SLICES = 2000
_ONE_CAPSULE = Q("1 capsule")


@frozen(kw_only=True)
class Layer:
    """What one material is in a capsule.

    Parameters
    ----------
    item
        Its name.
    mass
        How much of it is in one capsule. [mg]
    share
        Share of the shell that it takes. [%]
    """

    item: str
    mass: Quantity
    share: Quantity


def layers(plan: BatchPlan) -> tuple[Layer, ...]:
    """Return what is in one capsule, the drug-bearing powder first.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    tuple of Layer
        Their shares add up to what the blend takes of the shell.

    Examples
    --------
    >>> from ldn_compound import (
    ...     BulkDrug, Filler, PackStatistic, Prescription, plan_batch, reference)
    >>> measured = PackStatistic("130 mg", size="3")
    >>> plan = plan_batch(
    ...     Prescription(strength="4.5 mg", capsules=100),
    ...     drug=BulkDrug("naltrexone hydrochloride", assay="100 %", basis="as is",
    ...                   packing=measured),
    ...     filler=Filler("sucrose", packing=measured), shell=reference.shell("3"))
    >>> [(each.item, each.mass) for each in layers(plan)][1]
    ('sucrose', Q('125.5 mg'))
    """
    return tuple(_layers(plan))


def plot_capsule(plan: BatchPlan, *, ax: Any = None) -> Any:  # noqa: ANN401 - matplotlib's
    """Return a plot of one capsule and what is in it, to scale by volume.

    Parameters
    ----------
    plan
        The plan.
    ax
        Axes of matplotlib to draw on; `None` makes new ones.

    Returns
    -------
    matplotlib.axes.Axes
        The capsule, each part with its mass and its share of the shell beside it.

    Raises
    ------
    MissingExtraError
        If the extra ``notebook`` is not installed.
    """
    numpy = needs("numpy", extra="notebook")
    if ax is None:
        pyplot = needs("matplotlib.pyplot", extra="notebook")
        _, ax = pyplot.subplots(figsize=(8, 5), layout="constrained")
    height = numpy.linspace(0, _LENGTH, _SLICES)
    radius = _radius(numpy, height)
    shares = [float(each.share.m_as("%")) / 100 for each in layers(plan)]
    edges = numpy.interp([0, *accumulate(shares)], _volume(numpy, radius), height)
    for number, each in enumerate(layers(plan)):
        low, high = edges[number], edges[number + 1]
        within = numpy.linspace(low, high, _SLICES)
        side = _radius(numpy, within)
        ax.fill_betweenx(
            within,
            -side,
            side,
            facecolor=_COLOURS[number % len(_COLOURS)],
            hatch=_HATCHES[number % len(_HATCHES)],
            edgecolor="white",
            linewidth=0,
        )
        _label(ax, each, (low + high) / 2, number)
    ax.plot(-radius, height, color="#333333")
    ax.plot(radius, height, color="#333333")
    ax.set(xlim=(-2, 8), ylim=(-0.3, _LENGTH + 0.3), aspect="equal")
    ax.set_axis_off()
    ax.set_title(_title(plan), fontsize="medium")
    return ax


def _layers(plan: BatchPlan) -> Iterator[Layer]:
    request, shell = plan.request, plan.request.shell
    yield _layer(plan, plan.powder.item, plan.powder.exact, source_fill(request, shell))
    if plan.diluent is not None and request.diluent is not None:
        fill = full_fill_of(request.diluent.packing, shell)
        yield _layer(plan, plan.diluent.item, plan.diluent.exact, fill)
    for additive, weighing in zip(request.additives, plan.additives, strict=True):
        fill = additive_fill(additive, request, shell)
        yield _layer(plan, weighing.item, weighing.exact, fill)
    for (filler, _), weighing in zip(request.fillers, plan.fillers, strict=True):
        fill = full_fill_of(filler.packing, shell)
        yield _layer(plan, weighing.item, weighing.exact, fill)


def _layer(plan: BatchPlan, item: str, mass: Quantity, full_fill: Quantity) -> Layer:
    in_one = mass / plan.batch_size
    share = (in_one / full_fill).to("%")
    return Layer(item=item, mass=(in_one * _ONE_CAPSULE).to("mg"), share=share)


def _radius(numpy: Any, height: Any) -> Any:  # noqa: ANN401 - numpy's
    """Return the radius of the shell at each height."""
    from_end = numpy.minimum(height, _LENGTH - height)
    below = numpy.clip(_RADIUS - from_end, 0, _RADIUS)
    return numpy.sqrt(numpy.clip(_RADIUS**2 - below**2, 0, None))


def _volume(numpy: Any, radius: Any) -> Any:  # noqa: ANN401 - numpy's
    """Return the share of the whole volume below each height."""
    slices = numpy.concatenate([[0], (radius[1:] ** 2 + radius[:-1] ** 2) / 2])
    below = numpy.cumsum(slices)
    return below / below[-1]


def _label(ax: Any, layer: Layer, height: float, number: int) -> None:  # noqa: ANN401
    """Write what a part is beside it, with a line to it however thin it is."""
    text = (
        f"{layer.item}\n{shortened(layer.mass, 2)}, {shortened(layer.share, 1)} "
        f"of the shell"
    )
    ax.annotate(
        text,
        xy=(_RADIUS * 0.9, height),
        xytext=(2, 0.5 + number * 1.4),
        va="center",
        arrowprops={"arrowstyle": "-", "color": "#333333", "relpos": (0, 0.5)},
    )


def _title(plan: BatchPlan) -> str:
    shell = plan.request.shell
    strength = plan.request.prescription.strength * _ONE_CAPSULE
    return (
        f"Size {shell.size}, {shortened(plan.fill_mass, 2)} of blend with {strength} "
        f"of {exact_form(plan)}\nheights to scale: each part takes its share of the "
        f"volume"
    )
