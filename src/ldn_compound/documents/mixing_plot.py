"""The mixing schedule as a plot: what is added to what lies in the mortar."""

from __future__ import annotations

from textwrap import fill
from typing import Any

from ..extras import needs
from ..model.batch import BatchPlan
from ..units import shortened

__all__ = ["plot_mixing"]

_IN_MORTAR, _ADDED = "#5f6b73", "#d9822b"
_WIDTH = 34


def plot_mixing(plan: BatchPlan, *, ax: Any = None) -> Any:  # noqa: ANN401 - matplotlib's
    """Return a plot of the steps of geometric dilution, the first on top.

    Parameters
    ----------
    plan
        The plan.
    ax
        Axes of matplotlib to draw on; `None` makes new ones.

    Returns
    -------
    matplotlib.axes.Axes
        A bar for each step: what lies in the mortar, and what is added to it.

    Raises
    ------
    MissingExtraError
        If the extra ``notebook`` is not installed.
    """
    if ax is None:
        pyplot = needs("matplotlib.pyplot", extra="notebook")
        _, ax = pyplot.subplots(figsize=(8, 4), layout="constrained")
    steps = plan.mixing
    added = [float(each.added.m_as("mg")) for each in steps]
    before = [float((each.in_mortar - each.added).m_as("mg")) for each in steps]
    names = [
        fill(f"{number}. {each.item}", _WIDTH) for number, each in enumerate(steps, 1)
    ]
    ax.barh(names, before, color=_IN_MORTAR, label="in the mortar")
    bars = ax.barh(names, added, left=before, color=_ADDED, hatch="//", label="added")
    texts = [f"+ {each.added}, drug {shortened(each.drug_share, 2)}" for each in steps]
    ax.bar_label(bars, texts, padding=3)
    ax.invert_yaxis()
    ax.margins(x=0.75)
    ax.set_xlabel("mass, mg")
    ax.set_title("Geometric dilution: mix until even after each step")
    ax.legend(loc="upper right")
    return ax
