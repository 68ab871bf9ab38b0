"""Plots: the chance of passing and the acceptance limits, as pictures.

Each function draws into the axes it is given, or into new ones, and returns them; it
neither shows nor saves anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...extras import needs
from .acceptance import acceptance_limits
from .chance import probability_of_passing
from .exact import chance_of_passing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from ..arguments import Column

__all__ = ["plot_acceptance_limits", "plot_operating_characteristic"]

_SIZE = (6.4, 4.2)  # inches
_MOST_SD, _POINTS = 10.0, 201
_THIN = 0.6  # points
_STYLES = ("-", "--", "-.", ":")  # so that lines are told apart without colour


def plot_operating_characteristic(
    ax: Axes | None = None,
    *,
    means: Sequence[float] = (100.0, 95.0, 92.0),
    sds: Column | None = None,
    target: float = 100.0,
) -> Axes:
    """Return axes with the chance of passing USP <905> against the spread of contents.

    A thin line below each line is the lower bound, `probability_of_passing`.

    Parameters
    ----------
    ax
        Where to draw; `None` for a new figure.
    means
        Mean contents of the batch, one line for each. [% of label]
    sds
        Standard deviations of the contents; `None` for 0 to 10. [% of label]
    target
        Content aimed at when made; 100 unless an overage is approved. [% of label]

    Returns
    -------
    Axes
        The axes.

    Raises
    ------
    FieldError
        If a figure is not finite, or a spread negative.
    MissingExtraError
        If matplotlib is not installed.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("Agg")
    >>> axes = plot_operating_characteristic(means=[100.0])
    >>> axes.get_xlabel()
    'Standard deviation of content (% of label)'
    """
    axes = _axes(ax)
    spreads = _spreads() if sds is None else sds
    for mean, style in zip(means, _styles(len(means)), strict=True):
        chances = 100 * chance_of_passing(mean, spreads, target=target)
        bounds = 100 * probability_of_passing(mean, spreads, target=target)
        (line,) = axes.plot(spreads, chances, style, label=f"{mean:g}")
        axes.plot(spreads, bounds, style, color=line.get_color(), linewidth=_THIN)
    axes.set_title("Chance of passing USP <905> (thin: lower bound)")
    axes.set_xlabel("Standard deviation of content (% of label)")
    axes.set_ylabel("Chance of passing (%)")
    axes.set_ylim(0, 105)
    _finish(axes, "Batch mean (% of label)")
    return axes


def plot_acceptance_limits(
    ax: Axes | None = None,
    *,
    sizes: Sequence[int] = (10, 30),
    confidence: float = 0.95,
    share: float = 0.95,
    target: float = 100.0,
) -> Axes:
    """Return axes with the greatest accepted spread of a sample against its mean.

    Parameters
    ----------
    ax
        Where to draw; `None` for a new figure.
    sizes
        Contents in the sample, one line for each.
    confidence
        How often the batch is as good as the limits say, sample after sample.
    share
        Share of samples of the batch that is to pass USP <905>, above 0.5.
    target
        Content aimed at when made; 100 unless an overage is approved. [% of label]

    Returns
    -------
    Axes
        The axes.

    Raises
    ------
    FieldError
        If a size is not a count, or the confidence or the share not between 0 and 1.
    MissingExtraError
        If matplotlib is not installed.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("Agg")
    >>> axes = plot_acceptance_limits(sizes=[10])
    >>> axes.get_xlabel()
    'Sample mean (% of label)'
    """
    axes = _axes(ax)
    for n, style in zip(sizes, _styles(len(sizes)), strict=True):
        limits = acceptance_limits(n, confidence, share=share, target=target)
        axes.plot(
            [limit.mean for limit in limits],
            [limit.greatest_sd for limit in limits],
            style,
            label=f"{n}",
        )
    passing, sure = f"{100 * share:g} %", f"{100 * confidence:g} %"
    axes.set_title(f"Acceptance limits: {passing} pass USP <905>, {sure} sure")
    axes.set_xlabel("Sample mean (% of label)")
    axes.set_ylabel("Greatest sample standard deviation (% of label)")
    axes.set_ylim(bottom=0)
    _finish(axes, "Contents in the sample")
    return axes


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    pyplot = needs("matplotlib.pyplot", extra="notebook")
    new: Axes = pyplot.subplots(figsize=_SIZE, layout="constrained")[1]
    return new


def _spreads() -> Any:  # noqa: ANN401 - numpy may be missing
    return needs("numpy", extra="quality").linspace(0.0, _MOST_SD, _POINTS)


def _styles(lines: int) -> list[str]:
    return [_STYLES[number % len(_STYLES)] for number in range(lines)]


def _finish(axes: Axes, legend: str) -> None:
    axes.grid(visible=True, alpha=0.3)
    axes.margins(x=0)
    axes.legend(title=legend)
