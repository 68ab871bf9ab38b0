"""One search of the solver: least sum, bound, and how it is stopped."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from math import ceil
from time import monotonic
from typing import Any

from attrs import frozen

from ...extras import needs
from .figures import Values
from .solver_model import SolverModel, Sum

__all__ = ["Answer", "Deadline", "minimize", "solved"]

#: One thread and one seed: the same problem gets the same answer on every machine.
_SETTINGS = {
    "num_workers": 1,
    "random_seed": 1,
    "linearization_level": 2,
    "max_presolve_iterations": 1,
    "cp_model_probing_level": 0,
    "symmetry_level": 0,
    "catch_sigint_signal": False,
}
#: A model that only counts is small, so that simplifying it pays.
_COUNTING = {
    "num_workers": 1,
    "random_seed": 1,
    "linearization_level": 2,
    "symmetry_level": 0,
    "catch_sigint_signal": False,
}
#: The solver gives its bound as a float.
_NOISE = 1e-6
#: A wait without an end does not see Ctrl-C on every system. [s]
_GLANCE = 0.1


class Deadline:
    """When the searches must end.

    Parameters
    ----------
    limit
        Seconds from now; `None` sets none.
    """

    def __init__(self, limit: float | None) -> None:
        self._end = None if limit is None else monotonic() + limit

    def end(self) -> None:
        """Leave no more time."""
        self._end = monotonic()

    @property
    def left(self) -> float | None:
        """Seconds that are left; `None` where there is no limit."""
        return None if self._end is None else max(0.0, self._end - monotonic())

    @property
    def over(self) -> bool:
        """Whether no time is left."""
        return self.left == 0


@frozen(kw_only=True)
class Answer:
    """What a search ended with.

    Parameters
    ----------
    values
        The variables by name; empty where none were found.
    bound
        No values give a lower sum.
    possible
        Whether it is not proved that there are no values.
    """

    values: Values
    bound: int
    possible: bool = True


def minimize(
    model: SolverModel,
    total: Sum,
    hint: Mapping[Any, int],
    *,
    effort: float,
    deadline: Deadline,
    counting: bool = False,
) -> Answer:
    """Return values of the least sum, and a bound.

    Parameters
    ----------
    model
        The model.
    total
        The sum, of which no values are below zero.
    hint
        Values to begin with.
    effort
        How much work the search may take, in the units of the solver.
    deadline
        When it must end at the latest.
    counting
        Whether the model only counts.

    Returns
    -------
    Answer
        What was found.
    """
    if deadline.over:
        return Answer(values={}, bound=0)
    cp_model = needs("ortools.sat.python.cp_model", extra="planning")
    variables, solver_model = model.variables, model.solver_model
    solver_model.clear_hints()
    for name, variable in variables.items():
        if hint:
            solver_model.add_hint(variable, hint.get(name, 0))
    solver_model.minimize(total)
    solver = cp_model.CpSolver()
    settings: dict[str, Any] = _COUNTING if counting else _SETTINGS
    settings = settings | {"max_deterministic_time": effort}
    if deadline.left is not None:
        settings |= {"max_time_in_seconds": deadline.left}
    for setting, value in settings.items():
        setattr(solver.parameters, setting, value)
    status = solved(solver, solver_model)
    if status == cp_model.INFEASIBLE:
        return Answer(values={}, bound=0, possible=False)
    bound = max(0, ceil(max(0.0, solver.best_objective_bound) - _NOISE))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(values={}, bound=bound)
    values = {name: int(solver.value(each)) for name, each in variables.items()}
    if status == cp_model.OPTIMAL:
        bound = int(solver.value(total))
    return Answer(values=values, bound=bound)


def solved(solver: Any, solver_model: Any) -> Any:  # noqa: ANN401 - it has no types
    """Return the status of a search; Ctrl-C ends it."""
    with ThreadPoolExecutor(1) as pool:
        search = pool.submit(solver.solve, solver_model)
        try:
            while not search.done():
                wait([search], timeout=_GLANCE)
        except KeyboardInterrupt:
            solver.stop_search()
            raise
        return search.result()
