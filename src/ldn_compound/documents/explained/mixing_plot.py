"""The mixing schedule as a plot: what is added to what lies in the mortar."""

from __future__ import annotations

from fractions import Fraction
from textwrap import fill
from typing import Any

from ...extras import needs
from ...model.batch import CheckedBatch
from ...plan.genuine import require_genuine
from ...quantities.notation import decimal
from ...quantities.units import shortened
from ..worksheet.sheet import DRAFT

__all__ = ["plot_mixing"]

_IN_MORTAR, _ADDED = "#5f6b73", "#d9822b"
_WIDTH = 34
_HEIGHT, _HEADROOM = 0.45, 1.5
_INTERVALS = 4  # of the axis at most, so that "120 000" and "140 000" do not touch


def plot_mixing(plan: CheckedBatch, *, ax: Any = None) -> Any:  # noqa: ANN401 - matplotlib's
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
    require_genuine(plan)
    steps = plan.mixing
    if ax is None:
        pyplot = needs("matplotlib.pyplot", extra="notebook")
        size = (8, max(4, _HEADROOM + _HEIGHT * len(steps)))
        _, ax = pyplot.subplots(figsize=size, layout="constrained")
    added = [float(each.added.m_as("mg")) for each in steps]
    before = [float((each.in_mortar - each.added).m_as("mg")) for each in steps]
    rows = range(len(steps))
    ax.barh(rows, before, color=_IN_MORTAR, label="in the mortar")
    ax.barh(rows, added, left=before, color=_ADDED, hatch="//", label="added")
    names = [
        fill(f"{number}. {each.item}", _WIDTH) for number, each in enumerate(steps, 1)
    ]
    ax.set_yticks(rows, names, parse_math=False)
    texts = [
        f"add {each.added}\ndrug {shortened(each.drug_share, 2)}" for each in steps
    ]
    ax.secondary_yaxis("right").set_yticks(rows, texts, parse_math=False)
    ax.invert_yaxis()
    ax.locator_params(axis="x", nbins=_INTERVALS)
    ax.xaxis.set_major_formatter(_figure)
    ax.set_xlabel("mass, mg")
    draft = "" if plan.ready else f"{DRAFT}\n"
    ax.set_title(f"{draft}Geometric dilution: mix until even after each step")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=2)
    return ax


def _figure(mass: float, _: int) -> str:
    return decimal(Fraction(f"{mass:.6g}"))
