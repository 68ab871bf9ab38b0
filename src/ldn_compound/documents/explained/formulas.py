"""The explanation: the formula behind each figure."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.steps import Step
from ...sheets.content import Formula, Section
from ...sheets.sheet import Sheet
from ...sheets.text import render_text
from ...sheets.wording import say

__all__ = ["explain", "render_steps"]


def render_steps(steps: Iterable[Step]) -> str:
    """Return the steps of a plan as text.

    Parameters
    ----------
    steps
        The steps of a plan.

    Returns
    -------
    str
        Name and result, formula, inputs and source of each; ending in a line break.
    """
    formulas = tuple(explain(step) for step in steps)
    return render_text(
        Sheet(
            say("How each figure was reached"),
            None,
            (Section(say("Formulas"), formulas),),
        )
    )


def explain(step: Step) -> Formula:
    """Return one step as a part of a document.

    Parameters
    ----------
    step
        The step.

    Returns
    -------
    Formula
        Its figures as text.
    """
    inputs = tuple(
        (name, value if isinstance(value, str) else str(value))
        for name, value in step.inputs
    )
    return Formula(step.name, str(step.result), step.formula, inputs, step.source)
