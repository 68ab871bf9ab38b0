"""The capsule as a plot: what takes how much of the shell, to scale.

Each part is drawn to the height at which it takes its share of the whole volume, by its
packing figure (`capsule_shape`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from textwrap import fill
from typing import Any

from attrs import frozen

from ...extras import needs
from ...model.batch import CheckedBatch
from ...model.component import of_role
from ...plan.genuine import require_genuine
from ...quantities.units import Q, Quantity, shortened
from ..product import form_of
from ..worksheet.sheet import DRAFT
from .capsule_shape import LENGTH, height_of, radius_at

__all__ = ["Layer", "layers", "plot_capsule"]

# The look of the drug-bearing powder is no other part's; twenty others differ from each
# other, by colour or by hatching.
_DRUG = ("#d9822b", "//")
_COLOURS = ("#1f5f8b", "#7a9e3a", "#8b5a9e", "#5f6b73")
_HATCHES = ("", "..", "\\\\", "xx", "--")
_LINE = "#333333"
_SLICES = 400
_WIDTH = 44
_BETWEEN_LABELS, _INCHES, _MARGIN = 0.8, 0.69, 0.3
_ONE_CAPSULE = Q("1 capsule")
_FULL = Q("100 %")


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


def layers(plan: CheckedBatch) -> tuple[Layer, ...]:
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
    require_genuine(plan)
    return tuple(_layers(plan))


def plot_capsule(plan: CheckedBatch, *, ax: Any = None) -> Any:  # noqa: ANN401 - matplotlib's
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
    parts = layers(plan)
    shares = accumulate((each.share for each in parts), initial=Q("0 %"))
    edges = [height_of(float(each.m_as("%")) / 100) for each in shares]
    texts = [*map(_text, parts), *_rest(plan)]
    limits = [*edges, LENGTH] if len(texts) > len(parts) else edges
    middles = [(low + high) / 2 for low, high in pairwise(limits)]
    heights = _spread(middles)
    top = max(LENGTH, edges[-1], heights[-1]) + _MARGIN
    if ax is None:
        pyplot = needs("matplotlib.pyplot", extra="notebook")
        size = (8, max(5, _INCHES * top + 1))
        _, ax = pyplot.subplots(figsize=size, layout="constrained")
    for number, (low, high) in enumerate(pairwise(edges)):
        _fill_up(ax, low, high, number)
    _outline(ax)
    for text, middle, height in zip(texts, middles, heights, strict=True):
        _label(ax, text, (radius_at(middle), middle), height)
    ax.set(xlim=(-2, 8), ylim=(-_MARGIN, top), aspect="equal")
    ax.set_axis_off()
    ax.set_title(_title(plan), fontsize="medium", parse_math=False)
    return ax


def _layers(plan: CheckedBatch) -> Iterator[Layer]:
    for each in of_role(plan.components, "drug", "diluent", "additive", "filler"):
        in_one = each.exact / plan.batch_size
        yield Layer(
            item=each.name,
            mass=(in_one * _ONE_CAPSULE).to("mg"),
            share=(in_one / each.full_fill).to("%"),
        )


def _rest(plan: CheckedBatch) -> Iterator[str]:
    """Yield what stands beside the room that is left, or beside what does not go in."""
    filled = plan.shell_filled
    if filled < _FULL:
        yield f"empty\n{shortened(_FULL - filled, 2)} of the shell"
    if filled > _FULL:
        yield f"DOES NOT GO IN\n{shortened(filled - _FULL, 2)} of the shell"


def _fill_up(ax: Any, low: float, high: float, number: int) -> None:  # noqa: ANN401 - matplotlib's
    """Draw a part between two heights."""
    colour, hatch = _look(number)
    heights, right = _side(low, high)
    left = [-each for each in right]
    ax.fill_betweenx(
        heights, left, right, facecolor=colour, hatch=hatch, edgecolor="white", lw=0
    )


def _outline(ax: Any) -> None:  # noqa: ANN401 - matplotlib's
    """Draw the shell."""
    heights, right = _side(0, LENGTH)
    ax.plot(right, heights, color=_LINE)
    ax.plot([-each for each in right], heights, color=_LINE)


def _side(low: float, high: float) -> tuple[list[float], list[float]]:
    """Return heights and radii between two heights."""
    heights = [low + (high - low) * each / _SLICES for each in range(_SLICES + 1)]
    return heights, [radius_at(each) for each in heights]


def _look(number: int) -> tuple[str, str]:
    """Return colour and hatching of a part; the drug-bearing powder is number 0."""
    if number == 0:
        return _DRUG
    other = number - 1
    return _COLOURS[other % len(_COLOURS)], _HATCHES[other % len(_HATCHES)]


def _spread(middles: list[float]) -> list[float]:
    """Return heights for the labels, in the same order, far enough from each other."""
    heights: list[float] = []
    for middle in middles:
        least = heights[-1] + _BETWEEN_LABELS if heights else _MARGIN
        heights.append(max(middle, least))
    top = max(LENGTH - _MARGIN, _BETWEEN_LABELS * len(heights))
    for number, height in enumerate(reversed(heights), 1):
        heights[-number] = min(height, top)
        top = heights[-number] - _BETWEEN_LABELS
    return heights


def _text(layer: Layer) -> str:
    return (
        f"{fill(layer.item, _WIDTH)}\n{shortened(layer.mass, 2)}, "
        f"{shortened(layer.share, 2)} of the shell"
    )


def _label(ax: Any, text: str, of: tuple[float, float], height: float) -> None:  # noqa: ANN401 - matplotlib's
    """Write what a part is beside it, with a line to it however thin it is."""
    ax.annotate(
        text,
        xy=of,
        xytext=(2, height),
        va="center",
        parse_math=False,
        arrowprops={
            "arrowstyle": "-",
            "color": _LINE,
            "relpos": (0, 0.5),
            "shrinkA": 2,
            "shrinkB": 0,
        },
    )


def _title(plan: CheckedBatch) -> str:
    shell = plan.request.shell
    strength = plan.request.prescription.strength * _ONE_CAPSULE
    draft = "" if plan.ready else f"{DRAFT}\n"
    return (
        f"{draft}Size {shell.size}, {shortened(plan.fill_mass, 2)} of blend with "
        f"{strength} of {form_of(plan)}\nheights to scale: each part takes its "
        f"share of the volume"
    )
