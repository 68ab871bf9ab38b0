"""The solver of a day's batches: one aim after the other, each with its bound."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from ...errors import FieldError
from .figures import Values
from .flow import contents_of
from .minimizing import Deadline, minimize
from .plan import Aim
from .problem import AimName, Problem
from .search import Search
from .solver_model import solver_model_of, suited_pairs, whole_number_scale

__all__ = ["Solution", "solve", "solve_for_most_orders"]


@frozen(kw_only=True)
class Solution:
    """The batches that the solver chose.

    Parameters
    ----------
    values
        The variables of the model, by name.
    results
        Each aim, in the order of importance.
    """

    values: Values
    results: tuple[Aim, ...]


def solve(
    problem: Problem,
    aims: tuple[AimName, ...],
    *,
    effort: float,
    limit: float | None,
    report: Callable[[Aim], None],
) -> Solution | None:
    """Return the best batches for the aims, the first of them first.

    Ctrl-C ends the search as the limit does; where there is no plan yet, it is raised.

    Parameters
    ----------
    problem
        The problem.
    aims
        What is minimised, the most important first.
    effort
        How much work one search may take, in the units of the solver.
    limit
        How long all searches may take together; `None` sets no limit. [s]
    report
        What is called with each aim as far as it is, after each search.

    Returns
    -------
    Solution or None
        `None` where no plan makes every order.

    Raises
    ------
    FieldError
        If the effort or the time was too little to find any plan.
    """
    deadline = Deadline(limit)
    search = Search(problem, effort, deadline, report)
    results = []
    for aim in aims:
        search.begin(aim)
        try:
            if not search.improve(aim):
                return None
        except KeyboardInterrupt:
            if not search.plan:
                raise
            deadline.end()
        if not search.plan:
            raise _no_plan(effort, limit, deadline)
        results.append(search.result(aim))
        search.keep(aim)
    return Solution(values=_with_contents(problem, search.plan), results=tuple(results))


def _no_plan(effort: float, limit: float | None, deadline: Deadline) -> FieldError:
    """Return the error that says what was too little to find any plan."""
    expected = "enough to find a plan"
    if limit is not None and deadline.over:
        way_out = "allow more time, or plan fewer strengths at a time"
        return FieldError(expected, f"{limit:g} seconds", way_out, "limit")
    way_out = "allow ten times as much, or plan fewer strengths at a time"
    return FieldError(expected, f"{effort:g}", way_out, "effort")


def solve_for_most_orders(problem: Problem, effort: float) -> Values:
    """Return the values of a plan that makes as many of the orders as possible.

    Parameters
    ----------
    problem
        The problem.
    effort
        How much work the search may take, in the units of the solver.

    Returns
    -------
    dict
        The variables of the model, by name.
    """
    places = range(len(problem.families))
    scale = whole_number_scale(problem)
    model = solver_model_of(problem, places, scale, all_made=False)
    left_out = sum(
        group.count for family in problem.families for group in family.groups
    ) - sum(model.placed.values())
    answer = minimize(model, left_out, {}, effort=effort, deadline=Deadline(None))
    return _with_contents(problem, answer.values)


def _with_contents(problem: Problem, values: Values) -> Values:
    """Return the values with the contents of the batches in place of their steps."""
    contents: Values = {}
    for place, family in enumerate(problem.families):
        for pairs in suited_pairs(family):
            taken = {
                name[3]: count
                for name, count in values.items()
                if name[:3] == ("step", place, pairs)
            }
            for content, count in contents_of(family, taken).items():
                contents[place, pairs, content] = count
    kept = {name: count for name, count in values.items() if name[0] != "step"}
    return kept | contents
