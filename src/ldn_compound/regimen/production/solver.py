"""The solver of a day's batches: one aim after the other, each with its bound.

Only the stock connects different strengths. So each is solved by itself first, which is
a lower bound of the whole; where the stock suffices, it is also the solution. Only
otherwise are all strengths solved at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import Any, TypeAlias, assert_never

from attrs import frozen

from ...errors import FieldError
from ...extras import needs
from .problem import AimName, LotPair, Problem
from .solver_model import SolverModel, Sum, solver_model_of, whole_number_scale

__all__ = [
    "AimResult",
    "Solution",
    "Values",
    "batches_in",
    "solve",
    "solve_for_most_orders",
]

Values: TypeAlias = dict[Any, int]

#: One thread and one seed: the same problem gets the same answer on every machine.
_SETTINGS = {
    "num_workers": 1,
    "random_seed": 1,
    "linearization_level": 2,
    "max_presolve_iterations": 1,
    "cp_model_probing_level": 0,
    "symmetry_level": 0,
}
#: The solver gives its bound as a float.
_NOISE = 1e-6


@frozen(kw_only=True)
class AimResult:
    """Value and bound of one aim.

    Parameters
    ----------
    aim
        What was minimised.
    value
        What the plan has.
    bound
        No plan can have less.
    """

    aim: AimName
    value: Fraction
    bound: Fraction


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
    results: tuple[AimResult, ...]


def solve(
    problem: Problem, aims: tuple[AimName, ...], effort: float
) -> Solution | None:
    """Return the best batches for the aims, the first of them first.

    Parameters
    ----------
    problem
        The problem.
    aims
        What is minimised, the most important first.
    effort
        How much work one search may take, in the units of the solver.

    Returns
    -------
    Solution or None
        `None` where no plan makes every order.

    Raises
    ------
    FieldError
        If the effort was too small to find any plan.
    """
    scale = whole_number_scale(problem)
    places = range(len(problem.families))
    whole = solver_model_of(problem, places, scale, all_made=True)
    parts = [solver_model_of(problem, [each], scale, all_made=True) for each in places]
    values: Values = {}
    results: list[AimResult] = []
    for aim in aims:
        if results and results[-1].value > results[-1].bound:
            results.append(_aim_result(problem, aim, values, Fraction(0)))
            continue
        bounds, separate = [], Values()
        for part in parts:
            solved = _minimize(part, part.aims[0][aim], values, effort)
            if solved is None:
                return None
            separate |= solved[0]
            bounds.append(solved[1])
        if _in_stock(problem, separate):
            values, bound = separate, sum(bounds)
        else:
            for sums, least in zip(whole.aims, bounds, strict=True):
                whole.solver_model.add(sums[aim] >= least)
            total = sum(sums[aim] for sums in whole.aims)
            solved = _minimize(whole, total, values or separate, effort)
            if solved is None:
                return None
            values, bound = solved
        unit = scale if aim == "powder" else 1
        results.append(_aim_result(problem, aim, values, Fraction(bound, unit)))
        value = int(results[-1].value * unit)
        whole.solver_model.add(sum(sums[aim] for sums in whole.aims) <= value)
        for part, least in zip(parts, bounds, strict=True):
            part.solver_model.add(part.aims[0][aim] <= value - sum(bounds) + least)
    return Solution(values=values, results=tuple(results))


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
    model = solver_model_of(
        problem, places, whole_number_scale(problem), all_made=False
    )
    solved = _minimize(model, -sum(model.placed.values()), {}, effort)
    return {} if solved is None else solved[0]


def _minimize(
    model: SolverModel, total: Sum, hint: Mapping[Any, int], effort: float
) -> tuple[Values, int] | None:
    """Return values of the least sum, and its bound; `None` where there are none."""
    cp_model = needs("ortools.sat.python.cp_model", extra="planning")
    variables, solver_model = model.variables, model.solver_model
    solver_model.clear_hints()
    for name, variable in variables.items():
        if name in hint:
            solver_model.add_hint(variable, hint[name])
    solver_model.minimize(total)
    solver = cp_model.CpSolver()
    for setting, value in (_SETTINGS | {"max_deterministic_time": effort}).items():
        setattr(solver.parameters, setting, value)
    status = solver.solve(solver_model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        expected = "enough to find a plan"
        way_out = "allow ten times as much, or plan fewer strengths at a time"
        raise FieldError(expected, f"{effort:g}", way_out, "effort")
    values = {name: int(solver.value(each)) for name, each in variables.items()}
    if status == cp_model.OPTIMAL:
        return values, int(solver.value(total))
    return values, ceil(solver.best_objective_bound - _NOISE)


def _in_stock(problem: Problem, values: Mapping[Any, int]) -> bool:
    """Return whether the stock suffices."""
    tablets, fillers = defaultdict[int, int](int), defaultdict[int, Fraction](Fraction)
    for pair, capsules, count in batches_in(problem, values):
        shells = capsules + problem.spare
        tablets[pair.tablets] += count * pair.tablets_to_crush(shells, problem.surplus)
        fillers[pair.filler] += count * pair.filler_per_capsule * shells
    return all(taken <= problem.tablets[lot] for lot, taken in tablets.items()) and all(
        taken <= problem.fillers[lot] for lot, taken in fillers.items()
    )


def _aim_result(
    problem: Problem, aim: AimName, values: Mapping[Any, int], bound: Fraction
) -> AimResult:
    """Return the value of an aim, recomputed from the batches of a plan."""
    value = Fraction(0)
    for pair, capsules, count in batches_in(problem, values):
        shells = capsules + problem.spare
        match aim:
            case "batches":
                value += count
            case "expiry":
                value += count * pair.rank
            case "powder":
                value += count * pair.powder_left(shells, problem.surplus)
            case _:
                assert_never(aim)
    return AimResult(aim=aim, value=value, bound=bound)


def batches_in(
    problem: Problem, values: Mapping[Any, int]
) -> Iterator[tuple[LotPair, int, int]]:
    """Yield the batches of a solution: pair of lots, capsules, number of batches.

    Parameters
    ----------
    problem
        The problem.
    values
        The variables of the model, by name.

    Yields
    ------
    tuple[LotPair, int, int]
        Pair of lots, capsules without spare ones, number of such batches.
    """
    for name, count in values.items():
        if isinstance(name[1], int) and isinstance(name[2], int) and count:
            place, pair, capsules = name
            yield problem.families[place].pairs[pair], capsules, count
