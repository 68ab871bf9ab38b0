"""The error budget as a plot: which source moves the content most."""

from __future__ import annotations

from textwrap import fill
from typing import Any

from ...extras import needs
from ...quantities.notation import percent
from .error_budget import ErrorBudget

__all__ = ["plot_budget"]

_STATED, _ASSUMED = "#1f5f8b", "#d9822b"
_WIDTH = 30
_LEAST = 0.005  # %: less is not worth a bar


def plot_budget(budget: ErrorBudget, *, ax: Any = None) -> Any:  # noqa: ANN401 - matplotlib's
    """Return a plot of an error budget, the largest contribution on top.

    Parameters
    ----------
    budget
        The budget.
    ax
        Axes of matplotlib to draw on; `None` makes new ones.

    Returns
    -------
    matplotlib.axes.Axes
        Bars of standard uncertainties, those assumed in another colour.
    """
    if ax is None:
        pyplot = needs("matplotlib.pyplot", extra="notebook")
        _, ax = pyplot.subplots(figsize=(8, 4), layout="constrained")
    shown = [each for each in budget.contributions if each.uncertainty >= _LEAST]
    names = [fill(f"{each.name} ({each.kind})", _WIDTH) for each in shown]
    sizes = [each.uncertainty for each in shown]
    colours = [_ASSUMED if each.assumed else _STATED for each in shown]
    bars = ax.barh(range(len(shown)), sizes, color=colours)
    ax.set_yticks(range(len(shown)), names, parse_math=False)
    texts = [percent(size) for size in sizes]
    ax.bar_label(bars, texts, padding=3)
    ax.invert_yaxis()
    ax.margins(x=0.2)
    ax.xaxis.set_major_formatter("{x:g}")
    ax.set_xlabel("standard uncertainty, % of content")
    low, high = budget.interval
    ax.set_title(
        f"Content of a capsule: {percent(budget.mean, 1)} of the label\n"
        f"{100 * budget.level:g} % of capsules, over all batches: {percent(low, 1)} to "
        f"{percent(high, 1)}",
        fontsize="medium",
    )
    patches = needs("matplotlib.patches", extra="notebook")
    ax.legend(
        handles=[
            patches.Patch(color=_STATED, label="stated"),
            patches.Patch(color=_ASSUMED, label="assumed: nobody stated it"),
        ],
        loc="lower right",
    )
    return ax
